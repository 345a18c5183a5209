"""A question answered: match, choose the language, compose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bot.answering.composing import compose, headings
from bot.answering.nearby import Nearby, around
from bot.answering.renaming import renamed
from bot.answering.reply import Answer, Choice, NoAnswer, Reply
from bot.matching.match import Decision, Match
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import Language
from bot.model.place import Place
from bot.texts import words_of

SURE_OF_DECLINE = 0.5
"""Share of the probability from which a theme without an answer is named."""

WORTH_NAMING = 0.15
"""Chance that a right topic is among the first three from which they are named beside "no cited answer"."""

MOST_KEPT = 2000
"""Replies that are kept as they were composed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reply and the match that led to it."""

    reply: Reply
    match: Match

    @property
    def decision(self) -> Decision:
        """Return which of the three ways the reply takes."""
        match self.reply:
            case Answer():
                return "answer"
            case Choice():
                return "suggest"
            case NoAnswer():
                return "none"

    @property
    def topic(self) -> str | None:
        """Return the topic answered, if any."""
        return self.reply.topic if isinstance(self.reply, Answer) else None

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Return the topics offered, or the runners-up of an answer; at most three, best first."""
        if isinstance(self.reply, Choice):
            return tuple(offer.topic for offer in self.reply.offers)
        if isinstance(self.reply, Answer):
            ids = (candidate.target.id for candidate in self.match.topics)
            return tuple(id_ for id_ in ids if id_ != self.reply.topic)[:3]
        return ()


class Answerer:
    """Answers questions from one knowledge base."""

    def __init__(self, base: KnowledgeBase, matcher: Matcher) -> None:
        self.base = base
        self.matcher = matcher
        self._composed: dict[tuple[str, Language, bool], tuple[dt.date, Answer]] = {}

    def ask(
        self,
        question: str,
        *,
        today: dt.date,
        after: str | None = None,
        language: Language | None = None,
        preferred: Language | None = None,
    ) -> Outcome:
        """Return the reply to `question` as of `today`.

        `after` is the question asked just before in that chat. The reply is in `language` if that is given, else in
        the question's own, else in the `preferred` one, else in the city's default.
        """
        match = self.matcher.match(question, after)
        chosen = language or match.language or preferred or self.base.city.default_language
        return Outcome(self._reply(match, chosen, today), match)

    def topic(self, id_: str, language: Language, today: dt.date) -> Answer:
        """Return the whole reply of one topic, on one day the same object each time; KeyError where there is none."""
        return self._kept(id_, language, today, in_danger=False)

    def place(self, text: str) -> Place | None:
        """Return the place of the city that a short text names by any of its names; None for one that is not known."""
        found = self.matcher.learned.place_names.find(text)
        return self.base.gazetteer.places[found] if found else None

    def around(self, latitude: float, longitude: float, language: Language, today: dt.date) -> Nearby:
        """Return the metro stations nearest to a point in degrees."""
        return around(self.base, latitude, longitude, language, today)

    def around_place(self, place: Place, language: Language, today: dt.date) -> Nearby | None:
        """Return the metro stations nearest to a place of the city; None where its position is not known."""
        position = self.base.gazetteer.position(place)
        if position is None:
            return None
        return around(self.base, position.latitude, position.longitude, language, today, of=place)

    def _kept(self, id_: str, language: Language, today: dt.date, *, in_danger: bool) -> Answer:
        key = (id_, language, in_danger)
        day, answer = self._composed.get(key, (None, None))
        if answer is None or day != today:
            answer = compose(self.base, self.base.topics[id_], language, today)
            if in_danger:
                answer = replace(answer, urgent=False)
            if len(self._composed) >= MOST_KEPT:
                self._composed.clear()
            self._composed[key] = today, answer
        return answer

    def _reply(self, match: Match, language: Language, today: dt.date) -> Reply:
        say = words_of(language)
        if match.decision == "answer":
            id_ = match.topics[0].target.id
            if match.danger:  # to whoever is in danger: numbers first
                return self._kept(id_, language, today, in_danger=True)
            if match.former:
                return compose(self.base, self.base.topics[id_], language, today, match.former)
            return self.topic(id_, language, today)
        if match.decision == "suggest":
            offers = headings(self.base, (candidate.target.id for candidate in match.topics[:3]), language)
            says = say("Did you mean one of these questions?")
            return Choice(language, says, offers, renamed(self.base, match.former, language))
        return replace(self._nothing(match, language), renamed=renamed(self.base, match.former, language))

    def _nothing(self, match: Match, language: Language) -> NoAnswer:
        say = words_of(language)
        best = match.best
        if best is None:
            return NoAnswer(language, say("I read questions in words: please write one."))
        if best.target.kind == "talk" and (best.share >= SURE_OF_DECLINE or match.exact):
            talk = self.base.talk[best.target.id]
            return NoAnswer(
                language,
                talk.says.in_(language),
                say("For example, you can ask:"),
                headings(self.base, talk.offers, language),
            )
        invites = say("The nearest questions that I can answer:")
        if match.place is not None:
            city = self.base.city.name.in_(language)
            return NoAnswer(
                language, say("I have no cited answer to that: all my facts are about one city, {city}.", city=city)
            )
        if best.target.kind == "decline" and (best.share >= SURE_OF_DECLINE or match.exact):
            decline = self.base.declines[best.target.id]
            says = say("I have no cited answer to that. Theme: {theme}.", theme=decline.title.in_(language))
            return NoAnswer(language, says, invites, headings(self.base, decline.near, language))
        near = match.topics[:3] if match.offered >= WORTH_NAMING else ()
        offers = headings(self.base, (candidate.target.id for candidate in near), language)
        return NoAnswer(language, say("I have no cited answer to that."), invites, offers)
