"""The running bot and a store that fails under it."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.demo.botapi.server import BotApi
from tests.e2e.ratings import killed
from tests.e2e.running import Running, polling, running

ASKED = 12
QUESTION = "How many people live here?"
OTHER = "Where can I take cover?"

BEGINS = "the store can't be used: the bot goes on without it"
ENDS = "the store works again"


async def test_no_acknowledged_rating_is_lost_by_a_kill(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """What a person saw acknowledged stands in the store, at whatever moment the bot is killed."""
    found = await killed(3, api, tmp_path, small_folder, QUESTION)
    assert (found.rounds, found.lost) == (3, 0)
    assert found.acknowledged > 0


async def test_a_rating_is_acknowledged_once_it_is_kept(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """While another program holds the store, the person goes on waiting; then the rating is kept and acknowledged."""
    person = api.person("en")
    async with polling(api, tmp_path, small_folder) as bot:
        answer = await person.private().ask(QUESTION)
        await bot.stored("journal", 1)
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            query = person.tap(answer.button("Not helpful"))
            await asyncio.sleep(0.7)
            assert query.answer is None
            other.execute("COMMIT")
        await person.private().next_edit()
        assert query.answer is not None
        assert len(bot.rows("feedback")) == 1


@contextmanager
def _no_space(bot: Running) -> Iterator[None]:
    """Let the bot write no file further than a few bytes, as the kernel does for a full quota."""
    (_, hard) = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (16, hard))
    yield
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="another process is limited on Linux only")
async def test_without_space_the_bot_answers_and_recovers(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Answers go on, a rating says that it was not saved, the log tells once; with space again all is kept."""
    person = api.person("en")
    talk = person.private()
    async with polling(api, tmp_path, small_folder) as bot:
        answer = await talk.ask(QUESTION)
        await bot.stored("journal", 1)
        with _no_space(bot):
            for _ in range(ASKED // 2):
                assert OTHER in (await talk.ask(OTHER)).text
                assert QUESTION in (await talk.ask(QUESTION)).text
            told = await person.press(answer.button("Not helpful"))
            assert told.text == "The rating was not saved. Try again"
            again = await talk.next_edit()
            assert again.button("The rating was not saved. Try again")
            assert (await bot.logged(BEGINS))["level"] == "error"
        await bot.logged(ENDS)
        await person.press(again.button("The rating was not saved. Try again"))
        rating = await talk.next_edit()
        await person.press(rating.button("👍 Helpful"))
        assert [row["helpful"] for row in bot.rows("feedback")] == [1]
    assert (bot.events.count(BEGINS), bot.events.count(ENDS)) == (1, 1)
    about = [event for event in bot.events if "recorded" in event or "language" in event]
    assert len(about) < ASKED, "not one for each update"


@pytest.mark.parametrize("fault", ["no folder", "no database"])
async def test_a_store_that_cannot_be_opened_keeps_nobody_waiting(
    api: BotApi, tmp_path: Path, small_folder: Path, fault: str
) -> None:
    """The bot starts and answers; once the store can be opened, it is, without a restart."""
    database = tmp_path / "place" / "bot.db"
    if fault == "no folder":
        database.parent.write_text("no folder", "utf-8")
    else:
        database.parent.mkdir()
        database.write_text("no database " * 1000, "utf-8")
    talk = api.person("en").private()
    async with running("run", api, tmp_path, small_folder, DATABASE_URL=f"sqlite:///{database}") as bot:
        await bot.logged("polling")
        assert QUESTION in (await talk.ask(QUESTION)).text
        entry = await bot.logged(BEGINS)
        assert entry["remedy"]
        if fault == "no folder":
            assert database.parent.read_text("utf-8") == "no folder"
            database.parent.unlink()
        else:
            assert database.read_text("utf-8") == "no database " * 1000
            database.unlink()
        await bot.logged(ENDS)
        choice = await talk.ask("/language")
        await talk.person.press(choice.button("Українська"))
        await talk.next_edit()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT language FROM preferences").fetchall() == [("uk",)]
