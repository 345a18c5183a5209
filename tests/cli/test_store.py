"""`kharkiv-bot store`: backup, check, purge."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.store.records import Noted
from bot.store.store import Store

Run = Callable[..., CompletedProcess[str]]

OLD = "укриття давно"
NEW = "укриття щойно"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a store with a language, a rating, and an old and a new question."""
    file = tmp_path / "bot.db"
    now = dt.datetime.now(tz=dt.UTC)

    async def fill() -> None:
        async with await Store.open(f"sqlite:///{file}") as store:
            await store.set_language("anna", "uk")
            await store.record_feedback(
                "anna", "r", topic="mayor", helpful=True, chat_kind="private", day=dt.date(2025, 1, 1)
            )
            for number, (text, age) in enumerate([(OLD, 40), (NEW, 1)]):
                at = now - dt.timedelta(days=age)
                await store.record_questions(
                    [Noted("anna", str(number), text, kind="unanswered", language="uk", at=at)]
                )

    asyncio.run(fill())
    file.chmod(0o600)
    return file


def _url(database: Path) -> str:
    return f"sqlite:///{database}"


def _questions(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM questions ORDER BY id")]


def test_a_backup_holds_what_the_store_holds(run: Run, database: Path, tmp_path: Path) -> None:
    """It is taken while another program writes, is its owner's alone, and opens as a store."""
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM questions")
        done = run("store", "backup", str(copy), DATABASE_URL=_url(database))
        other.execute("ROLLBACK")
    assert done.returncode == 0, done.stderr
    assert f"{copy}: " in done.stdout
    assert "secret of the pseudonyms" in done.stdout
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert _questions(copy) == [OLD, NEW]
    assert run("store", "purge", "--store", _url(copy)).stdout == "Deleted: 1 questions older than 30 days.\n"


def test_a_backup_replaces_nothing(run: Run, database: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    copy = tmp_path / "copy.db"
    copy.write_text("mine", "utf-8")
    done = run("store", "backup", str(copy), DATABASE_URL=_url(database))
    assert (done.returncode, done.stderr) == (2, f"{copy}: is there already: name another file\n")
    assert copy.read_text("utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"small", "bot.db", "copy.db"}


def test_a_backup_that_cannot_be_written_is_told(run: Run, database: Path, tmp_path: Path) -> None:
    """A folder that is not there is an error in words."""
    done = run("store", "backup", str(tmp_path / "no" / "copy.db"), DATABASE_URL=_url(database))
    assert done.returncode == 2
    assert "copy.db: can't be written: No such file or directory" in done.stderr


def test_a_backup_of_postgresql_is_pg_dumps(run: Run, tmp_path: Path) -> None:
    """The command says what to use."""
    done = run("store", "backup", str(tmp_path / "copy"), DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/n")
    assert done.returncode == 2
    assert "pg_dump" in done.stderr
    assert "hunter2" not in done.stderr


def test_a_sound_store_is_in_order(run: Run, database: Path) -> None:
    """Rows are counted, and nothing is changed."""
    run("store", "purge", DATABASE_URL=_url(database))
    before = database.read_bytes()
    done = run("store", "check", DATABASE_URL=_url(database))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "feedback: 1\n" in done.stdout
    assert "questions: 1\n" in done.stdout
    assert done.stdout.endswith("The store is in order.\n")
    assert database.read_bytes() == before


def test_what_is_kept_too_long_and_open_to_others_is_found(run: Run, database: Path) -> None:
    """Each finding names the cure; the exit code is 1."""
    database.chmod(0o644)
    database.parent.chmod(0o755)
    done = run("store", "check", DATABASE_URL=_url(database))
    assert done.returncode == 1
    assert "1 questions are kept for too long: run the bot, or `kharkiv-bot store purge`" in done.stdout
    assert f"{database}: other users may read it: chmod 600 {database}" in done.stdout


def test_another_version_is_found(run: Run, database: Path) -> None:
    """Tables of a version that this bot does not know are no traceback."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = run("store", "check", DATABASE_URL=_url(database))
    assert done.returncode == 1
    assert "the tables are of version 9999, and this bot's are " in done.stdout


def test_an_empty_database_is_found(run: Run, tmp_path: Path) -> None:
    """A file without tables is not the bot's."""
    (tmp_path / "bot.db").touch()
    done = run("store", "check", DATABASE_URL=_url(tmp_path / "bot.db"))
    assert done.returncode == 1
    assert "there are no tables of the bot" in done.stdout


@pytest.mark.parametrize("damage", ["pages", "all"])
def test_damage_is_found_and_left_alone(run: Run, database: Path, damage: str) -> None:
    """A damaged file is told with what to do; not a byte of it is changed."""
    sound = database.read_bytes()
    kept = 4096 if damage == "pages" else 0
    broken = sound[:kept] + b"garbage!" * ((len(sound) - kept) // 8)
    database.write_bytes(broken)
    done = run("store", "check", DATABASE_URL=_url(database))
    assert done.returncode == 1
    assert "damaged: " in done.stdout
    assert "put a backup in the place of the file" in done.stdout
    refused = run("store", "backup", str(database.parent / "copy.db"), DATABASE_URL=_url(database))
    assert refused.returncode == 2
    assert not (database.parent / "copy.db").exists()
    assert database.read_bytes() == broken


def test_all_of_everybody_is_deleted_only_when_meant(run: Run, database: Path) -> None:
    """Without a yes nothing happens; with it no word of the persons is left in the files of the store."""
    refused = run("store", "purge", "--everybody", stdin="n\n", DATABASE_URL=_url(database))
    assert refused.returncode == 1
    assert _questions(database) == [OLD, NEW]
    done = run("store", "purge", "--everybody", "--yes", DATABASE_URL=_url(database))
    assert done.stdout == "Deleted: 1 languages, 1 ratings, 2 questions.\n"
    for file in database.parent.glob("bot.db*"):
        content = file.read_bytes()
        assert not [word for word in ("укриття", "anna") if word.encode() in content]


@pytest.mark.parametrize("command", ["backup", "check", "purge"])
def test_without_a_store_there_is_a_word(run: Run, tmp_path: Path, command: str) -> None:
    """A store that is not there is not made."""
    arguments = [str(tmp_path / "copy.db")] if command == "backup" else []
    done = run("store", command, *arguments, DATABASE_URL=_url(tmp_path / "none.db"))
    assert done.returncode == 2
    assert "there is no store: run the bot first" in done.stderr
    assert not (tmp_path / "none.db").exists()
