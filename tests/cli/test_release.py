"""`kharkiv-bot release`: knowledge checked, database brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def test_a_release_makes_the_tables(run: Run, tmp_path: Path) -> None:
    """With sound knowledge the tables are there afterwards, and a second release changes nothing."""
    database = tmp_path / "new" / "bot.db"
    for _ in range(2):
        done = run("release", DATABASE_URL=f"sqlite:///{database}")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 errors" in done.stdout
        assert done.stdout.endswith("bot.db: up to date\n")
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"preferences", "feedback", "journal", "questions"} <= tables


def test_errors_in_the_knowledge_stop_a_release(run: Run, small_folder: Path, tmp_path: Path) -> None:
    """Knowledge with an error is told with its place, the exit code is 1, and the database is left alone."""
    city = small_folder / "city.yaml"
    city.write_text(city.read_text("utf-8").replace("default_language: uk", "default_language: fr"), "utf-8")
    database = tmp_path / "bot.db"
    done = run("release", DATABASE_URL=f"sqlite:///{database}")
    assert done.returncode == 1
    assert "city.yaml:" in done.stdout
    assert not database.exists()


def test_a_database_that_cannot_be_used_stops_a_release(run: Run, tmp_path: Path) -> None:
    """A database that can't be written is told, without a traceback."""
    (tmp_path / "file").write_text("no folder", "utf-8")
    done = run("release", DATABASE_URL=f"sqlite:///{tmp_path / 'file' / 'bot.db'}")
    assert done.returncode == 2
    assert "can't create this folder for the database" in done.stderr
