"""Knowledge files watched while the bot runs."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.library.edits import Edits
from bot.library.errors import KnowledgeError
from bot.library.loading import Reading, load
from bot.library.watching import watch
from bot.model.finding import Finding

SOON = 20.0
"""Seconds after which a test gives up; on a quiet machine an edit is told within half a second."""


class Holder:
    """The smallest thing that can be reloaded: the last good reading of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.edits = Edits(folder)
        self.edits.reading()
        self.reading: Reading = load(folder)
        self.breaks = False

    def changed(self) -> bool:
        """Tell whether the folder was edited since."""
        return self.edits.since()

    def reload(self) -> list[Finding]:
        """Read the folder again, or keep what there is."""
        self.edits.reading()
        if self.breaks:
            raise ZeroDivisionError
        try:
            self.reading = load(self.folder)
        except KnowledgeError as error:
            return list(error.findings)
        return []

    def title(self) -> str:
        """Return the title that the tests edit."""
        return self.reading.base.topics["bridges"].title.en


class Reports:
    """What was told, in order."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[list[str]] = asyncio.Queue()

    def __call__(self, findings: Sequence[Finding]) -> None:
        """Remember what is told."""
        self.told.put_nowait([str(finding) for finding in findings])

    async def next(self) -> list[str]:
        """Wait for the next report."""
        async with asyncio.timeout(SOON):
            return await self.told.get()

    async def until(self, expected: list[str]) -> None:
        """Wait for a report, skipping others: one write may be noticed twice."""
        while await self.next() != expected:
            pass


@asynccontextmanager
async def _watched(holder: Holder) -> AsyncIterator[Reports]:
    reports, stop = Reports(), asyncio.Event()
    task = asyncio.create_task(watch(holder, reports, stop))
    await asyncio.sleep(0.5)  # until the system watches
    try:
        yield reports
    finally:
        stop.set()
        async with asyncio.timeout(SOON):
            await task


def _retitle(folder: Path, title: str) -> None:
    file = folder / "topics/town.yaml"
    file.write_text(re.sub(r'(городе\?", en: )".*"', rf'\1"{title}"', file.read_text("utf-8")), "utf-8")


async def test_an_edit_is_live_soon(folder: Path) -> None:
    """A changed file is read within two seconds, without a restart."""
    holder = Holder(folder)
    async with _watched(holder) as reports:
        begun = time.monotonic()
        _retitle(folder, "Edited: how many bridges?")
        await reports.until([])
        assert holder.title() == "Edited: how many bridges?"
        assert time.monotonic() - begun < 2 or _is_busy()


def _is_busy() -> bool:
    """Tell whether others keep this machine from being quick."""
    return os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1)


async def test_an_edit_before_the_watch_begins_is_live_soon(folder: Path) -> None:
    """What changes between the reading and the watching is not left to the next edit."""
    holder = Holder(folder)
    _retitle(folder, "Edited meanwhile")
    async with _watched(holder) as reports:
        await reports.until([])
        assert holder.title() == "Edited meanwhile"
        _retitle(folder, "Edited since")
        await reports.until([])
        assert holder.title() == "Edited since"


async def test_without_an_edit_nothing_is_read_again(folder: Path) -> None:
    """A file that is written as it was before the watch began is no edit."""
    holder = Holder(folder)
    file = folder / "topics/town.yaml"
    file.write_text(file.read_text("utf-8"), "utf-8")
    async with _watched(holder) as reports:
        await asyncio.sleep(1.5)
        assert reports.told.empty()


async def test_a_folder_that_cannot_be_read_counts_as_edited(folder: Path) -> None:
    """So that it is tried again, and what is wrong is told."""
    edits = Edits(folder)
    edits.reading()
    assert not edits.since()
    (folder / "loop.yaml").symlink_to("loop.yaml")
    assert edits.since()
    edits.reading()
    assert edits.since()


async def test_a_broken_edit_leaves_the_last_good_knowledge(folder: Path) -> None:
    """What is wrong is told with its place; once mended, the edit is live."""
    holder = Holder(folder)
    file = folder / "topics/town.yaml"
    good = file.read_text("utf-8")
    async with _watched(holder) as reports:
        file.write_text(good.replace("by: mayor", "by: mayro"), "utf-8")
        told = await reports.next()
        assert told == [
            "topics/town.yaml:8:5: error: unknown-speaker: there is no speaker 'mayro': did you mean 'mayor'?"
        ]
        assert holder.title() == "How many bridges are there?"
        _retitle(folder, "Edited")
        file.write_text(file.read_text("utf-8").replace("by: mayro", "by: mayor"), "utf-8")
        await reports.until([])
        assert holder.title() == "Edited"


async def test_a_new_file_and_one_taken_away_are_noticed(folder: Path) -> None:
    """A theme may come and go."""
    holder = Holder(folder)
    other = folder / "questions/en/more.yaml"
    async with _watched(holder) as reports:
        other.write_text("nothing:\n- one\n", "utf-8")
        assert "unknown-topic" in (await reports.next())[0]
        other.unlink()
        await reports.until([])


async def test_files_of_other_kinds_are_not_knowledge(folder: Path) -> None:
    """Notes, and the hidden copies of editors, cause no reload."""
    holder = Holder(folder)
    async with _watched(holder) as reports:
        for name in ("README.md", ".town.yaml.swp", ".#town.yaml", "4913"):
            (folder / "topics" / name).write_text("x", "utf-8")
        await asyncio.sleep(0.6)
        assert reports.told.empty()


async def test_a_reload_that_breaks_does_not_end_the_watch(folder: Path) -> None:
    """A fault of the program is told like one of the knowledge, and the next edit is read."""
    holder = Holder(folder)
    async with _watched(holder) as reports:
        holder.breaks = True
        _retitle(folder, "Edited once")
        assert await reports.next() == [".:1:1: error: reload: the reload itself broke: ZeroDivisionError"]
        holder.breaks = False
        _retitle(folder, "Edited twice")
        await reports.until([])
        assert holder.title() == "Edited twice"


async def test_others_go_on_while_the_knowledge_is_read(folder: Path) -> None:
    """Reading runs in a thread: the loop that answers questions is not stopped."""
    holder = Holder(folder)
    async with _watched(holder) as reports:
        longest = 0.0
        _retitle(folder, "Edited")
        while reports.told.empty():
            begun = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - begun)
        assert longest < 0.5 or _is_busy()


async def test_a_folder_that_was_away_is_read_again(folder: Path, tmp_path: Path) -> None:
    """A folder replaced as a whole, as a deployment does, is watched anew."""
    holder = Holder(folder)
    async with _watched(holder) as reports:
        shutil.copytree(folder, tmp_path / "new")
        _retitle(tmp_path / "new", "Edited")
        shutil.rmtree(folder)
        await reports.next()
        (tmp_path / "new").rename(folder)
        await reports.until([])
        assert holder.title() == "Edited"


async def test_a_watch_that_is_cancelled_ends_at_once(folder: Path) -> None:
    """No thread goes on looking, which would keep the process from ending."""
    task = asyncio.create_task(watch(Holder(folder), Reports()))
    await asyncio.sleep(0.5)
    task.cancel()
    begun = time.monotonic()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()
    assert time.monotonic() - begun < 2
