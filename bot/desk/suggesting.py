"""Questions that people settled themselves, proposed as example questions of the topic that they settled on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot.library.editing import add_items
from bot.library.records import Key, Origin
from bot.matching.cleaning import clean, words
from bot.matching.folding import folded_words
from bot.matching.match import Decision
from bot.matching.matcher import Matcher
from bot.model.language import Language

if TYPE_CHECKING:
    from bot.store.asked import Asked  # which needs the whole of SQLAlchemy

SHARE = 0.6
"""Share of those who settled a question that must agree on the topic."""

LONGEST = 200
"""Characters of a question that is proposed; a longer one tells a story, and perhaps of a person."""

_REDACTED = re.compile(r"\[\w+\]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question for a topic: how many persons settled it so, and what the bot says to it now, how surely (0 to 1).

    `likeness` is the store's name of questions with the same words.
    """

    text: str
    likeness: str
    topic: str
    language: Language
    askers: int
    decision: Decision
    score: float


def proposals(asked: Sequence[Asked], matcher: Matcher) -> list[Proposal]:
    """Return the questions to propose, by topic, those that the bot is least sure of first.

    Left out: what is an example already, what was redacted or is long, and what people settled differently.
    """
    chosen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    spoken: dict[str, Language] = {}
    for one in asked:
        if (
            one.topic is not None
            and one.topic in matcher.base.topics
            and not _REDACTED.search(one.text)
            and len(one.text) <= LONGEST
        ):
            chosen[one.likeness][one.topic].add(one.person)
            texts[one.likeness][one.text] += 1
            spoken.setdefault(one.likeness, one.language)
    known = {folded_words(words(clean(example.text))) for example in matcher.learned.examples}
    found = []
    for likeness, topics in chosen.items():
        topic = max(topics, key=lambda id_: (len(topics[id_]), id_))
        everybody = set().union(*topics.values())
        if len(topics[topic]) < SHARE * len(everybody) or folded_words(words(likeness)) in known:
            continue
        text = min(texts[likeness], key=lambda one: (-texts[likeness][one], one))
        match = matcher.match(text)
        language = match.language or spoken[likeness]
        found.append(Proposal(text, likeness, topic, language, len(topics[topic]), match.decision, match.probability))
    order = list(matcher.base.topics)
    return sorted(found, key=lambda one: (order.index(one.topic), one.score, one.text))


def accept(folder: Path, matcher: Matcher, origins: Mapping[Key, Origin], proposal: Proposal) -> tuple[Path, int]:
    """Write a proposal among the example questions of its topic; return the file and the line, from 1.

    EditError where the file can't be edited.
    """
    topic = matcher.base.topics[proposal.topic]
    origin = origins.get(("questions", topic.id, proposal.language))
    name = origin.tree.file if origin else str(PurePosixPath("questions", proposal.language, f"{topic.theme}.yaml"))
    return folder / name, add_items(folder / name, topic.id, [proposal.text])
