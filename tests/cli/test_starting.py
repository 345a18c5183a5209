"""What a command loads when it starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

NOT_FOR_A_QUESTION = frozenset(
    "aiohttp aiosqlite alembic asyncpg cryptography geopy httpx matplotlib prometheus_client rich sqlalchemy starlette "
    "telegram tornado uvicorn watchfiles".split()
)
"""Packages that a question at the terminal doesn't need; each takes from 20 to 400 ms."""


@pytest.mark.parametrize("times", [1, 2], ids=["learning", "from-the-cache"])
def test_a_question_loads_nothing_heavy(tmp_path: Path, times: int) -> None:
    """`kharkiv-bot ask` starts without Telegram, the store, charts, the web and the half of NumPy that it needs not."""
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", "from bot.cli.main import main; main()", "ask", "--json", "?"],
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1, done.stderr[-500:]  # no answer to that
    modules = set(re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr, re.MULTILINE))
    assert {"bot.matching.index", "numpy"} <= modules
    assert not {name.partition(".")[0] for name in modules} & NOT_FOR_A_QUESTION
    assert "numpy.ma" not in modules
    assert len(list(tmp_path.rglob("*.cache"))) == 1
