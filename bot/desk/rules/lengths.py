"""Texts fit where they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.composing import compose
from bot.answering.plain import as_text
from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place
from bot.model.language import LANGUAGES
from bot.pack.files import KINDS
from bot.pack.pack import LARGEST, pack_of

TITLE = 60
"""Characters of the longest title; longer ones are cut on a telephone's button."""

REPLY = 12_000
"""UTF-16 units of the longest reply: three messages. Source: Telegram Bot API, sendMessage, 4096 each."""


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield titles too long for a button, replies too long for a few messages, and a pack too large to be saved."""
    for _, title, place in desk.titles():
        if len(title) > TITLE:
            yield place, f"the title has {len(title)} characters: at most {TITLE} fit on a button"
    for topic in desk.base.topics.values():
        for language in LANGUAGES:
            try:
                units = len(as_text(compose(desk.base, topic, language, desk.today)).encode("utf-16-le")) // 2
            except (LookupError, ValueError):  # a figure is missing: `placeholders` tells
                continue
            if units > REPLY:
                place = desk.place("topic", topic.id)
                yield place, f"the reply in {language} has {units} characters: at most {REPLY}; split the topic"
    for language in LANGUAGES:
        try:
            size = len(KINDS["html"](pack_of(desk.base, language, desk.today)))
        except (LookupError, ValueError):
            continue
        if size > LARGEST:
            place = desk.origins["city",].at("pack")
            yield place, f"the page to save in {language} has {size} bytes: at most {LARGEST}; leave topics out"


RULE = Rule("lengths", "error", "Titles fit on a button, replies in a few messages, the pack in 100 KB.", check)
