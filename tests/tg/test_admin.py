"""Commands of those who run the bot."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.tg.services import Services
from bot.tg.shelf import Shelf
from tests.tg.conftest import KNOWLEDGE, Scene


async def test_stats_sum_up(scene: Scene) -> None:
    """Decisions, ratings and counters of the last 30 days, without a person in them."""
    admin = scene.person("en")
    talk = admin.private()
    answer = await talk.ask(scene.title("population", "en"))
    await admin.press(answer.button("Not helpful"))
    why = await talk.next_edit()
    await admin.press(why.button("It is outdated"))
    await talk.next_edit()
    stats = (await talk.ask("/stats")).text
    assert stats.startswith("The last 30 days. Questions decided: 1.\n• answer, en: 1\n")
    assert "• population: +0 −1 (outdated 1)" in stats


async def test_gaps_show_what_has_no_answer(scene: Scene) -> None:
    """Like questions stand as one with the number of people who asked, redacted; what two people asked is not shown."""
    admin, *others = (scene.person("en") for _ in range(3))
    assert (await admin.private().ask("/gaps")).text == "No question is unanswered."
    question = f"{scene.unanswerable('en')} <b> call +380501234567"
    for person in (admin, others[0]):
        await person.private().ask(question)
    kept = "Unanswered questions kept: {}. Shown is what at least 3 people asked."
    assert (await admin.private().ask("/gaps")).text == kept.format(2)
    await others[1].private().ask(f"please {question}")
    first, gap = (await admin.private().ask("/gaps")).text.splitlines()
    assert first == kept.format(3)
    assert gap.startswith(f"• 3× {scene.unanswerable('en')} <b> call [phone]")


async def test_reload_takes_new_knowledge_and_refuses_errors(scene: Scene, tmp_path: Path) -> None:
    """An edit takes effect without a restart; with an error in it the bot keeps what it has and says where."""
    folder = shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    sound = scene.app.services
    scene.app.services = Services(Shelf(folder), sound.store, sound.pseudonyms, sound.admins, clock=sound.clock)
    admin = scene.person("en")
    talk = admin.private()
    city = folder / "city.yaml"
    text = city.read_text("utf-8")
    city.write_text(text.replace("bot: {", "bot: {xx: 1, ", 1), "utf-8")
    await talk.say("/reload")
    refused = (await talk.next_message(within=60)).text
    assert refused.startswith("The new knowledge has errors, so the old one stays. Errors: ")
    assert "city.yaml:" in refused
    city.write_text(text.replace('en: "Kharkiv bot"', 'en: "Another bot"', 1), "utf-8")
    await talk.say("/reload")
    assert (await talk.next_message(within=60)).text.startswith("The knowledge was reloaded. Questions: ")
    assert (await talk.ask("/about")).text.startswith("Another bot")
