"""Charts and packs from the bot as people run it."""

from __future__ import annotations

from pathlib import Path

from bot.demo.botapi.server import BotApi
from tests.e2e.running import polling, refused

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


async def test_a_chart_and_a_pack_are_sent(api: BotApi, tmp_path: Path) -> None:
    """A button brings a picture, /save two files, and the log says nothing of it but what it always says."""
    person = api.person("en")
    talk = person.private()
    async with polling(api, tmp_path, KNOWLEDGE) as bot:
        answer = await talk.ask("How many people live in Kharkiv?", within=30)
        await person.press(answer.button("Chart"), within=30)
        assert (await talk.next_message(within=60))["photo"][0]["width"] == 1080
        assert (await talk.ask("/save", within=30))["document"]["file_name"].endswith("-en.html")
        assert (await talk.next_message(within=30))["document"]["file_name"].endswith("-en.txt")
        await bot.stored("counters", len({"chart-shown", "pack-saved"}))
    assert refused(api) == []
    assert [entry for entry in bot.log if entry["level"] != "info"] == []
