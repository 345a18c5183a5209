"""`kharkiv-bot run` called wrongly; how it runs stands in tests/e2e."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.demo.botapi.server import BotApi, InThread
from tests.e2e.running import COMMAND, KEPT

Run = Callable[..., CompletedProcess[str]]

TOKEN = "123456789:AAF-a_token_that_opens_nothing_0123"  # noqa: S105 - opens nothing


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return the URL of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.mark.parametrize("command", ["run", "serve"])
def test_no_token_says_where_to_get_one(run: Run, command: str) -> None:
    """Without a token there is one line on who gives one, and that the demo needs none."""
    hook = {"WEBHOOK_URL": "https://bot.example.org", "WEBHOOK_SECRET": "a-secret-for-webhooks"}
    done = run(command, **(hook if command == "serve" else {}))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("BOT_TOKEN: is not set. @BotFather")
    assert "make demo" in done.stderr


@pytest.mark.parametrize("command", ["run", "serve", "release"])
def test_wrong_settings_are_told_at_once(run: Run, command: str) -> None:
    """Each wrong setting has a line, and nothing is started."""
    wrong = {"BOT_TOKEN": "secret-but-no-token", "PORT": "web", "LOG_LEVEL": "loud"}
    done = run(command, **wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["BOT_TOKEN", "PORT", "LOG_LEVEL"]
    assert "secret-but-no-token" not in done.stderr


def test_a_token_that_telegram_does_not_know_is_told(run: Run, database: str) -> None:
    """A refused token ends the bot with words, and without the token."""
    with InThread(BotApi()) as serving:
        done = run("run", BOT_TOKEN=TOKEN, BOT_API_URL=serving.api.base_url, DATABASE_URL=database)
    assert done.returncode == 2
    assert "BOT_TOKEN: Telegram does not know this token; expected the one that @BotFather shows" in done.stderr
    assert TOKEN not in done.stderr


def test_knowledge_with_errors_is_told(run: Run, small_folder: Path, database: str) -> None:
    """The bot does not start with knowledge that has errors, and says where they are."""
    (small_folder / "sources.yaml").write_text("sources: 5\n", "utf-8")
    done = run("run", BOT_TOKEN=TOKEN, DATABASE_URL=database)
    assert done.returncode == 2
    assert "sources.yaml:1" in done.stderr
    assert "mend them, or see `kharkiv-bot check`" in done.stderr


def test_the_knowledge_folder_may_stand_in_the_file(tmp_path: Path, database: str) -> None:
    """KNOWLEDGE_DIR counts from `.env` too, and --knowledge goes before it."""
    (tmp_path / ".env").write_text(f"KNOWLEDGE_DIR=nowhere\nDATABASE_URL={database}\n", "utf-8")
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    for arguments, named in (("release",), "nowhere"), (("--knowledge", "elsewhere", "release"), "elsewhere"):
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 2
        assert f"{named}:1:1: error: folder: there is no such knowledge folder" in done.stderr
