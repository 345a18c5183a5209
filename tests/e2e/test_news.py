"""Digests and corrections by the real bot, through hot reloads, restarts and crashes."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.demo.botapi.server import BotApi
from tests.e2e.running import Running, polling, refused, serving

QUESTION = "How many people live here?"
FIGURE = ("{people: 1300000}", "{people: 1100000}")


def edit(folder: Path, old: str, new: str) -> None:
    """Replace the only place of a text in the small knowledge's theme of people."""
    file = folder / "topics/people.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


async def test_an_edit_corrects_answers_while_the_bot_runs(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Within seconds of the edit the answer says the new figure, and says that it was corrected."""
    talk = api.person("en").private()
    async with polling(api, tmp_path, small_folder) as bot:
        answer = await talk.ask(QUESTION)
        await bot.stored("sent_answers", 1)
        edit(small_folder, *FIGURE)
        corrected = await talk.next_edit(within=30)
        assert corrected.id == answer.id
        assert "Corrected on" in corrected.text
        assert "1.1" in corrected.text
    assert refused(api) == []


async def test_an_edit_while_the_bot_is_away_is_corrected_after_it(
    api: BotApi, tmp_path: Path, small_folder: Path
) -> None:
    """The next start, by webhook this time, corrects what the one before had answered, and a third one nothing."""
    talk = api.person("en").private()
    async with polling(api, tmp_path, small_folder) as bot:
        await talk.ask(QUESTION)
        await bot.stored("sent_answers", 1)
    edit(small_folder, *FIGURE)
    async with serving(api, tmp_path, small_folder):
        assert "Corrected on" in (await talk.next_edit(within=30)).text
    async with polling(api, tmp_path, small_folder):
        await talk.ask("Who is the mayor?")
    assert sum(call.method == "editMessageText" for call in api.calls) == 1
    assert refused(api) == []


async def test_kills_in_the_midst_of_digests_send_none_twice(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Of twelve persons each gets the digest once; one that was in flight at a kill is not repeated."""
    people = [api.person("en") for _ in range(12)]
    today = dt.datetime.now(tz=dt.UTC).date()
    added = (today - dt.timedelta(days=today.weekday() + 8)).isoformat()
    async with polling(api, tmp_path, small_folder) as bot:
        for person in people:
            shown = await person.private().ask("/changes")
            await person.press(shown.button("weekly digest"))
        await bot.stored("subscriptions", 12)
    edit(small_folder, "as_of: XXXX\n", f'as_of: XXXX\n    added: "{added}"\n')
    _back_by_two_weeks(tmp_path / "bot.db")
    kills = 0
    for wanted in (3, 7):
        async with polling(api, tmp_path, small_folder) as bot:
            await _sent(api, bot, wanted)
            await bot.kill()
            kills += 1
    async with polling(api, tmp_path, small_folder) as bot:
        await _settled(bot)
    got = [_digests(person.private().messages) for person in people]
    assert max(got) == 1
    assert got.count(0) <= kills
    unsure = [row for row in bot.rows("subscriptions") if row["told"] != row["taken"]]
    assert len(unsure) <= kills
    assert refused(api) == []


def _back_by_two_weeks(database: Path) -> None:
    """Make the store what it would be if all of it had happened two weeks ago."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE subscriptions SET taken = date(taken, '-14 days'), told = date(told, '-14 days')")
        connection.execute("UPDATE issues SET week = date(week, '-14 days')")
        connection.commit()


async def _sent(api: BotApi, bot: Running, wanted: int) -> None:
    """Wait until that many digests were sent in all."""
    async with asyncio.timeout(30):
        while sum(call.method == "sendMessage" and "news of" in str(call.value("text")) for call in api.calls) < wanted:
            assert bot.process.returncode is None
            await asyncio.sleep(0.02)


async def _settled(bot: Running) -> None:
    """Wait until no digest waits."""
    async with asyncio.timeout(30):
        while len({row["taken"] for row in bot.rows("subscriptions")}) > 1:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)


def _digests(messages: Sequence[object]) -> int:
    return sum("news of the week" in str(message) for message in messages)
