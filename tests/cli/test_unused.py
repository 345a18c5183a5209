"""Parts of libraries that a running bot does without."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys

import certifi
import pytest

from bot.cli.unused import OPTIONAL, REPLACED, Absent, left_out


def test_a_class_that_was_left_out_says_so() -> None:
    """Whatever is imported from a stand-in can be named in types, and tells what it is once somebody makes one."""
    client = Absent("httpx").AsyncClient
    assert str | client
    with pytest.raises(RuntimeError, match="AsyncClient is left out of a running bot"):
        client(timeout=5)


def test_later_imports_find_what_was_left_out() -> None:
    """Beyond the block, and for what was loaded before it, everything is as it was."""
    code = (
        "import sys\n"
        "import watchfiles.run\n"
        "from bot.cli.unused import left_out\n"
        "with left_out():\n"
        "    import httpx, watchfiles.run as loaded\n"
        "    assert type(httpx).__name__ == 'Absent' and loaded.run_process.__module__ == 'watchfiles.run'\n"
        "import httpx, tornado\n"
        "assert httpx.__version__ and 'watchfiles.run' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_left_out_for_long() -> None:
    """Where the block ends with an error, too, no stand-in stays behind."""
    before = {name: sys.modules.get(name) for name in (*OPTIONAL, *REPLACED)}
    with pytest.raises(ZeroDivisionError), left_out():
        raise ZeroDivisionError
    assert {name: sys.modules.get(name) for name in before} == before


def test_no_certificates_are_read_before_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A default context made in the block trusts nobody; beyond it the environment is as it was."""
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with left_out():
        assert ssl.create_default_context().cert_store_stats()["x509"] == 0
    assert ssl.create_default_context().cert_store_stats()["x509"] > 0
    assert "SSL_CERT_DIR" not in os.environ
