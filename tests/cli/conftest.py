"""The command, run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

SCRIPT = Path(sys.executable).with_name("kharkiv-bot")
COMMAND = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-c", "from bot.cli.main import main; main()"]
KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")


@pytest.fixture
def run(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., CompletedProcess[str]]:
    """Return a runner of `kharkiv-bot` in a process of its own, over the small knowledge unless told otherwise.

    It takes the arguments, `stdin` as text or bytes, and environment variables by name. Whatever a test does, the
    command may not end in a traceback, and what it prints is UTF-8.
    """
    cache = tmp_path_factory.getbasetemp() / "cache"

    def command(*arguments: str, stdin: str | bytes = b"", **environment: str) -> CompletedProcess[str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            env={**kept, "XDG_CACHE_HOME": str(cache), "KNOWLEDGE_DIR": str(small_folder), **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in out + err, err
        return CompletedProcess(done.args, done.returncode, out, err)

    return command
