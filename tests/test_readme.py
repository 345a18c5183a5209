"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [
    line.strip().removeprefix("$ ").partition("    #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.strip().startswith("$ ")
]
NEEDS_A_TOKEN = ("kharkiv-bot run", "kharkiv-bot serve", "kharkiv-bot release", "honcho start")


def _run(command: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    environment = {**kept, "PATH": path, **more}
    return subprocess.run(
        shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_readme_has_commands() -> None:
    """The two commands of the first screen and those of Telegram are among the blocks."""
    assert {"make demo", "make test", "kharkiv-bot run", "honcho start"} <= set(COMMANDS)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("make ")])
def test_a_make_target_exists(command: str) -> None:
    """What `make` is told to do is known to the Makefile; the target itself installs, so it is not run here."""
    done = _run(command.replace("make ", "make --dry-run ", 1))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("kharkiv-bot ask")])
def test_the_exchange_is_a_real_one(command: str) -> None:
    """The answer shown is the answer given, line for line, up to where it is cut short by an ellipsis."""
    done = _run(command)
    block = next(block for block in BLOCKS if command in block)
    shown = block.strip().splitlines()[1:]
    assert shown
    for wanted, given in zip(shown, done.stdout.splitlines(), strict=False):
        assert given.startswith(wanted.removesuffix("…")), given


@pytest.mark.parametrize("command", [one for one in COMMANDS if one in NEEDS_A_TOKEN and one != "honcho start"])
def test_a_command_for_telegram_is_there(command: str, tmp_path: Path) -> None:
    """Without a token the bot says where to get one; with one it runs as `tests/e2e` shows."""
    database = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    done = _run(command, DATABASE_URL=database, BOT_TOKEN="")
    assert "Traceback" not in done.stderr
    if command != "kharkiv-bot release":
        assert (done.returncode, "BotFather" in done.stderr) == (2, True), done.stderr


def test_every_command_is_known_to_a_test() -> None:
    """A command in the README is run here or, where it needs Telegram, in `tests/e2e`."""
    known = ("make ", "kharkiv-bot ask", "export BOT_TOKEN=", *NEEDS_A_TOKEN)
    assert [one for one in COMMANDS if not one.startswith(known)] == []
