"""Persons are kept under pseudonyms, whose secret stays secret."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.errors import SecretError
from bot.store.pseudonym import Pseudonyms, secret_for

SECRET = b"0123456789abcdef"


@given(st.integers())
def test_a_pseudonym_is_short_and_url_safe(identifier: int) -> None:
    """144 bits in 24 characters that can stand anywhere."""
    pseudonym = Pseudonyms(SECRET).of(identifier)
    assert len(pseudonym) == 24
    assert pseudonym.replace("-", "").replace("_", "").isalnum()
    assert str(identifier) not in pseudonym or abs(identifier) < 10_000


def test_a_pseudonym_depends_on_id_and_secret_alone() -> None:
    """The same person is recognised after a restart; with another secret nobody is."""
    assert Pseudonyms(SECRET).of(42) == Pseudonyms(SECRET).of(42)
    assert Pseudonyms(SECRET).of(42) != Pseudonyms(SECRET).of(-42)
    assert Pseudonyms(SECRET).of(42) != Pseudonyms(SECRET + b"x").of(42)


def test_the_scheme_does_not_change() -> None:
    """A later version of the bot that wrote other pseudonyms would lose everybody's preferences."""
    assert Pseudonyms(SECRET).of(42) == "1t1EvDDiAidj3eu5zlju1bZi"


def test_the_secret_is_not_shown() -> None:
    """A pseudonymiser that lands in a log tells nothing."""
    assert repr(Pseudonyms(SECRET)) == str(Pseudonyms(SECRET)) == "Pseudonyms(***)"


def test_a_short_secret_is_refused(sqlite_url: str) -> None:
    """A secret that could be guessed is refused with the variable's name, and not quoted."""
    with pytest.raises(SecretError, match=r"PSEUDONYM_SECRET has 12 characters; at least 16 are needed") as caught:
        secret_for(sqlite_url, "hunter2hunte")
    assert "hunter2" not in str(caught.value)
    with pytest.raises(SecretError, match="at least 16"):
        Pseudonyms(b"short")


def test_a_given_secret_is_used_and_not_kept(sqlite_url: str, tmp_path: Path) -> None:
    """What stands in the environment is not written anywhere."""
    assert secret_for(sqlite_url, "0123456789abcdef") == SECRET
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_generated_once(sqlite_url: str, tmp_path: Path) -> None:
    """Without one, a strong secret is made, kept beside the database for its owner only, and found again."""
    first = secret_for(sqlite_url, None)
    kept = tmp_path / "data" / "bot.db.secret"
    assert len(first) >= 32
    assert secret_for(sqlite_url, "") == first == kept.read_bytes().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [file.name for file in kept.parent.iterdir()] == ["bot.db.secret"]


def test_of_several_that_start_at_once_one_makes_the_secret(sqlite_url: str) -> None:
    """A race at the first start leaves one secret that all use."""
    with ThreadPoolExecutor(16) as pool:
        secrets = list(pool.map(lambda _: secret_for(sqlite_url, None), range(64)))
    assert len(set(secrets)) == 1


def test_a_damaged_kept_secret_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    """An emptied file is an error that names it: a new secret would make strangers of everybody."""
    secret_for(sqlite_url, None)
    kept = tmp_path / "data" / "bot.db.secret"
    kept.write_bytes(b"")
    with pytest.raises(SecretError, match=r"bot\.db\.secret has 0 characters"):
        secret_for(sqlite_url, None)


def test_a_secret_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    """Where nothing can be written, the error names the place and the remedy."""
    (tmp_path / "file").touch()
    with pytest.raises(SecretError, match=r"can't keep the secret there .*: set PSEUDONYM_SECRET"):
        secret_for(f"sqlite:///{tmp_path}/file/bot.db", None)


def test_postgresql_needs_a_given_secret() -> None:
    """Replicas share a database, not a disk: each would make its own secret."""
    with pytest.raises(SecretError, match="PSEUDONYM_SECRET is required with PostgreSQL"):
        secret_for("postgres://user@host/name", None)
