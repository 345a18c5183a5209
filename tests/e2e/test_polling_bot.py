"""The bot by polling: troubles at start, bad updates, restarts, crashes."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

from bot.demo.botapi.server import BotApi
from bot.texts import words_of
from tests.e2e.running import polling, refused, running, serving

QUESTION = "Скільки людей живе в місті?"
OTHER = "Де сховатися від обстрілу?"


async def test_a_malformed_update_stops_no_other(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Questions before, between and after malformed updates are answered, and none of them is in the log."""
    talk = api.person().private()
    await talk.say(QUESTION)
    api.raw({"update_id": 700_000_002, "message": {"message_id": 2, "date": "not a date", "chat": 7}})
    api.raw({"secret": "малина"})
    await talk.say(OTHER)
    async with polling(api, tmp_path, small_folder) as bot:
        assert QUESTION in (await talk.next_message()).text
        assert OTHER in (await talk.next_message()).text
        api.raw("малина")
        await talk.say("Хто мер міста?")
        assert "Хто мер міста?" in (await talk.next_message()).text
        await api.drained()
    assert bot.events.count("an update can't be read and is set aside") == 3
    assert "малина" not in "".join(bot.lines)
    assert refused(api) == []


async def test_an_api_that_is_down_at_start_is_waited_out(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """The bot starts before Telegram can be reached, says so once, and answers once it can be."""
    await api.stop()
    async with running("run", api, tmp_path, small_folder) as bot:
        waiting = await bot.logged("connecting to Telegram failed")
        assert (waiting["level"], waiting["error"].partition(":")[0]) == ("warning", "NotSentError")
        await asyncio.sleep(1.5)
        await api.start()
        await bot.logged("connecting to Telegram works again")
        await bot.logged("polling")
        assert QUESTION in (await api.person().private().ask(QUESTION)).text
    assert sum(event.startswith("connecting to Telegram failed") for event in bot.events) == 1


async def test_an_edit_before_telegram_is_reached_is_not_missed(
    api: BotApi, tmp_path: Path, small_folder: Path
) -> None:
    """Knowledge that is edited while the bot still waits for Telegram at its start is the knowledge it answers from."""
    await api.stop()
    async with running("run", api, tmp_path, small_folder) as bot:
        await bot.logged("connecting to Telegram failed")
        people = small_folder / "topics" / "people.yaml"
        people.write_text(people.read_text("utf-8").replace(QUESTION, "Скільки нас у місті?"), "utf-8")
        await api.start()
        await bot.logged("the knowledge was reloaded")
        assert "Скільки нас у місті?" in (await api.person().private().ask(QUESTION)).text


async def test_an_api_that_goes_away_is_waited_out(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """What is asked around an outage of Telegram is answered after it."""
    talk = api.person().private()
    async with polling(api, tmp_path, small_folder) as bot:
        await talk.ask(OTHER)
        await api.stop()
        await bot.logged("polling failed")
        await api.start()
        assert QUESTION in (await talk.ask(QUESTION, within=10)).text


async def test_a_restart_answers_what_came_meanwhile_and_nothing_twice(
    api: BotApi, tmp_path: Path, small_folder: Path
) -> None:
    """A stop confirms what was answered; a question asked while the bot was away is answered at the next start."""
    talk = api.person().private()
    async with polling(api, tmp_path, small_folder):
        await talk.ask(QUESTION)
    assert api.pending == 0
    await talk.say(OTHER)
    async with polling(api, tmp_path, small_folder):
        assert OTHER in (await talk.next_message()).text
        assert await talk.silence(1) == []


async def test_a_stop_finishes_what_was_taken(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """A reply that is under way when the bot is told to stop still arrives, and is noted."""
    talk = api.person().private()
    async with polling(api, tmp_path, small_folder) as bot:
        api.faults.delay(1.0, "sendMessage")
        await talk.say(QUESTION)
        await _sending(api)
        bot.process.terminate()
        assert QUESTION in (await talk.next_message()).text
    assert [row["decision"] for row in bot.rows("journal")] == ["answer"]


async def test_a_crash_keeps_preferences(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """After SIGKILL the bot starts again, and knows the language that a person chose."""
    talk = api.person("uk").private()
    async with polling(api, tmp_path, small_folder) as bot:
        choice = await talk.ask("/language")
        await talk.person.press(choice.button("English"))
        await talk.next_edit()
        await bot.kill()
    async with polling(api, tmp_path, small_folder):
        assert "How many people live here?" in (await talk.ask(QUESTION)).text


async def test_a_kept_secret_is_the_owners_alone(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Without PSEUDONYM_SECRET one is generated beside the database, for the owner's eyes only."""
    async with polling(api, tmp_path, small_folder):
        pass
    assert stat.S_IMODE((tmp_path / "bot.db.secret").stat().st_mode) == 0o600


async def test_polling_takes_a_webhook_down(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Who goes from webhook to polling loses nothing: what waited for the webhook is polled."""
    talk = api.person().private()
    async with serving(api, tmp_path, small_folder):
        await talk.ask(OTHER)
    assert api.world.webhook.url
    await talk.say(QUESTION)
    async with polling(api, tmp_path, small_folder):
        assert QUESTION in (await talk.next_message()).text
        assert api.world.webhook.url == ""


async def test_with_a_webhook_the_worker_never_polls(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """With WEBHOOK_URL set, `run` works in the background and does not speak to Telegram at all."""
    hook = {"WEBHOOK_URL": "https://bot.example.org", "WEBHOOK_SECRET": "a-secret-for-the-webhook"}
    async with running("run", api, tmp_path, small_folder, **hook) as bot:
        await bot.logged("WEBHOOK_URL is set: background work only")
        await bot.logged("old questions deleted")
        await asyncio.sleep(0.5)
    assert api.calls == []


async def test_commands_are_registered_in_each_language(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """Soon after the start each person sees the commands in the language of their app."""
    async with polling(api, tmp_path, small_folder):
        for language in ("uk", "ru", "en"):
            talk = api.person(language).private()
            expected = words_of(language)("What I keep")
            async with asyncio.timeout(10):
                while expected not in [command["description"] for command in talk.commands()]:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)  # registering rings no bell
    assert refused(api) == []


async def _sending(api: BotApi) -> None:
    """Wait until the bot sends something, before it is carried out."""
    async with asyncio.timeout(5):
        while not api.log.of("sendMessage"):  # noqa: ASYNC110 - the log's bell is the talks'
            await asyncio.sleep(0.01)


async def test_a_limit_of_telegram_is_waited_out(api: BotApi, tmp_path: Path, small_folder: Path) -> None:
    """A reply that Telegram refused for going too fast is sent again after the time it asked for."""
    talk = api.person().private()
    async with polling(api, tmp_path, small_folder):
        api.faults.too_many("sendMessage", retry_after=1)
        assert QUESTION in (await talk.ask(QUESTION, within=20)).text
        assert OTHER in (await talk.ask(OTHER)).text
