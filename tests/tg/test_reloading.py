"""An edit of the whole knowledge, live within seconds."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path

from bot.library.location import knowledge_folder
from bot.library.watching import watch
from bot.model.finding import Finding
from bot.tg.shelf import Shelf

GENEROUS = 120.0
"""Seconds, on a machine that does much else; `make bench-reload` shows two on an idle one."""


async def test_an_edit_of_one_file_is_live_soon(tmp_path: Path) -> None:
    """A question added to a file of the whole knowledge is known to the bot soon; others are answered meanwhile."""
    folder = tmp_path / "knowledge"
    shutil.copytree(knowledge_folder(None, {}), folder)
    shelf, stop = Shelf(folder), asyncio.Event()
    reports: asyncio.Queue[list[Finding]] = asyncio.Queue()
    watching = asyncio.create_task(watch(shelf, lambda found: reports.put_nowait(list(found)), stop, polling=True))
    await asyncio.sleep(0.5)  # until it watches
    questions = folder / "questions" / "en" / "government.yaml"
    text = questions.read_text("utf-8")
    questions.write_text(text.replace("mayor:\n", "mayor:\n- who wears the golden chain of Kharkiv\n", 1), "utf-8")
    began = time.monotonic()
    while reports.empty() and time.monotonic() - began < GENEROUS:
        shelf.answerer.matcher.match("де найближче укриття")
        await asyncio.sleep(0.01)
    assert await asyncio.wait_for(reports.get(), 1) == []
    found = shelf.answerer.matcher.match("who wears the golden chain of Kharkiv")
    assert found.exact
    assert found.topics[0].target.id == "mayor"
    stop.set()
    await watching
