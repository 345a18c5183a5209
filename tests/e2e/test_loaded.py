"""What a running bot holds in memory, and what it does without."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.demo.botapi.server import BotApi
from tests.e2e.running import Running, polling, serving

QUESTION = "Де сховатися від обстрілу?"

UNUSED = frozenset(
    "aiohttp.tracing alembic anyio._backends argparse asyncpg bot.cli.check bot.cli.commands bot.demo bot.desk.rules "
    "click http.server httpcore httpx logging.config mako matplotlib pygments rich sqlalchemy.dialects.postgresql "
    "sqlalchemy.orm starlette tornado typer yaml".split()
)
"""Modules that a bot which answers has no use for, from a quarter of a megabyte to tens."""

FOR_SERVING = frozenset({"httptools", "uvicorn"})
"""What a bot that polls can do without, too."""

_AT_THE_END = """
import atexit, os, sys
atexit.register(lambda: open(f"{os.environ['LOADED']}/{os.getpid()}", "w").write("\\n".join(sys.modules)))
"""


@pytest.mark.parametrize("way", [polling, serving])
async def test_a_running_bot_loads_no_more_than_it_needs(
    api: BotApi, tmp_path: Path, small_folder: Path, way: Callable[..., AbstractAsyncContextManager[Running]]
) -> None:
    """By polling or webhook, a new database or one that is there, what only other commands need stays unloaded."""
    (tmp_path / "sitecustomize.py").write_text(_AT_THE_END, "utf-8")
    about = {"PYTHONPATH": str(tmp_path), "LOADED": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):
        person = api.person()
        async with way(api, tmp_path, small_folder, **about) as bot:
            assert QUESTION in (await person.private().ask(QUESTION)).text
            assert (await person.type_inline(person.private(), "населен")).results
            await api.drained()
        loaded = (tmp_path / str(bot.process.pid)).read_text("utf-8").splitlines()
        assert {"telegram", "sqlalchemy", "aiosqlite", "bot.matching.index"} <= set(loaded)
        unused = UNUSED | FOR_SERVING if way is polling else UNUSED
        assert [name for name in loaded if any(f"{name}.".startswith(f"{other}.") for other in unused)] == []
