"""What a command loads when it starts."""

from __future__ import annotations

import re
import subprocess
import sys

NOT_FOR_A_QUESTION = frozenset(
    "aiohttp aiosqlite alembic asyncpg cryptography geopy httpx matplotlib prometheus_client rich sqlalchemy starlette "
    "telegram tornado uvicorn watchfiles".split()
)
"""Packages that a question at the terminal doesn't need; each takes from 20 to 400 ms."""


def test_a_question_loads_nothing_heavy() -> None:
    """`kharkiv-bot ask` starts without Telegram, the store, charts and the web."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from bot.cli.main import main; main()", "ask", "--json", "?"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr[-500:]  # no answer to that
    loaded = {name.partition(".")[0] for name in re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr, re.MULTILINE)}
    assert {"bot", "numpy"} <= loaded
    assert not loaded & NOT_FOR_A_QUESTION
