"""Topics for a person who is still typing: the matcher's, and those whose questions begin with the words so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.answering.answerer import Answerer, Outcome
from bot.answering.reply import Answer
from bot.answering.stating import dated
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.tg.keyboards import under_inline
from bot.tg.rendering import render_short
from bot.tg.sending import NO_PREVIEW
from bot.tg.splitting import LIMIT, shortened

MOST = 30
"""Topics found for one query."""

RUNNER_UP = 0.05
"""Share of the probability (0 to 1) from which a topic stands behind those that are offered."""

DESCRIPTION = 160
"""Units of a result's second line."""

MOST_ARTICLES = 2000
"""Results that are kept ready."""

MOST_QUERIES = 20_000
"""Queries whose topics are kept in mind, each by a hash that is salted anew at each start."""


@dataclass(frozen=True, slots=True)
class Found:
    """The topics for a query, the language to show them in, and whether more than the query's text shaped that."""

    topics: tuple[str, ...]
    language: Language
    personal: bool


class Catalogue:
    """The results of inline queries over one answerer's knowledge; made anew when the knowledge is."""

    def __init__(self, answerer: Answerer, username: str) -> None:
        self.answerer = answerer
        self._username = username
        self._beginnings = answerer.matcher.learned.beginnings
        self._useful = useful(answerer.base)
        self._known: dict[int, Found] = {}
        self._articles: dict[tuple[str, Language], tuple[dt.date, dict[str, Any]]] = {}

    @property
    def useful(self) -> tuple[str, ...]:
        """Return all topics, those that are worth most to a person in danger first."""
        return self._useful

    def search(self, query: str, today: dt.date, chosen: Language | None, preferred: Language | None) -> Found:
        """Return what is found for a query that is not empty, by a person with these languages (see `Answerer.ask`)."""
        key = hash((query, chosen, preferred))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_QUERIES:
                self._known.clear()
            outcome = self.answerer.ask(query, today=today, language=chosen, preferred=preferred)
            personal = chosen is not None or outcome.match.language is None
            found = self._known[key] = Found(self._topics(outcome), outcome.reply.language, personal)
        return found

    def _topics(self, outcome: Outcome) -> tuple[str, ...]:
        """Return at most `MOST` topics for a query that may be unfinished, the best first."""
        readings = (outcome.match.reading, *outcome.match.others)
        begun = next(filter(None, (self._beginnings.topics(reading.folded) for reading in readings)), [])
        if outcome.decision == "none":
            best = [*begun, *_offered(outcome)]
        else:
            behind = [candidate.target.id for candidate in outcome.match.topics if candidate.share >= RUNNER_UP]
            best = [*_offered(outcome), *begun, *behind]
        return tuple(dict.fromkeys(best))[:MOST]

    def article(self, topic: str, language: Language, today: dt.date) -> dict[str, Any]:
        """Return the result that sends the whole answer of `topic`, as Telegram gets it; not to be changed."""
        day, article = self._articles.get((topic, language), (None, None))
        if article is None or day != today:
            article = self._article(topic, language, today).to_dict()
            if len(self._articles) >= MOST_ARTICLES:
                self._articles.clear()
            self._articles[topic, language] = today, article
        return article

    def _article(self, topic: str, language: Language, today: dt.date) -> InlineQueryResultArticle:
        answer = self.answerer.topic(topic, language, today)
        return InlineQueryResultArticle(
            id=result_id(topic, language),
            title=answer.title,
            description=description(answer),
            input_message_content=InputTextMessageContent(
                render_short(answer, LIMIT).pieces[0], parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
            ),
            reply_markup=under_inline(topic, language, self._username),
        )


def useful(base: KnowledgeBase) -> tuple[str, ...]:
    """Return all topics: first those of themes of safety, in turn one of each, the fullest first; then the others."""
    shelves: dict[str, list[str]] = {theme: [] for theme in base.themes}
    for topic in base.topics.values():
        shelves[topic.theme].append(topic.id)
    fullest = sorted(shelves, key=lambda theme: -len(shelves[theme]))
    safe = [shelves[theme] for theme in fullest if base.themes[theme].safety]
    other = [shelves[theme] for theme in fullest if not base.themes[theme].safety]
    return (*_in_turn(safe), *_in_turn(other))


def description(answer: Answer) -> str:
    """Return one line on an answer: the date of its first fact, then the fact itself, shortened."""
    first = answer.statements[0] if answer.statements else None
    return shortened(f"{dated(first.when, answer.language)}: {first.text}", DESCRIPTION) if first else ""


def result_id(topic: str, language: Language) -> str:
    """Return the id of a result, at most 51 of Telegram's 64 bytes."""
    return f"{language}:{topic}"


def _offered(outcome: Outcome) -> list[str]:
    if isinstance(outcome.reply, Answer):
        return [outcome.reply.topic]
    return [offer.topic for offer in outcome.reply.offers]


def _in_turn(shelves: Iterable[Sequence[str]]) -> list[str]:
    return [topic for row in zip_longest(*shelves) for topic in row if topic is not None]
