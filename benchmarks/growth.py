"""A knowledge far larger than the bot's own, made from its questions so that it keeps the shape of language.

A new topic takes questions of a real target. Their common words stay; each other word keeps its ending and gets another
stem, the same one in all questions of the topic. New stems are the first half of one real stem and the second half of
another, of the same language; how often each is taken follows Zipf's law, and how many there are grows with the text by
Heaps' law. So function words, endings, letters and their frequencies are those of real questions.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.matching.cleaning import clean, words
from bot.matching.folding import fold
from bot.matching.index import Target
from bot.matching.match import Example
from bot.matching.stemming import stem
from bot.model.language import LANGUAGES, Language

EXAMPLES: dict[Language, int] = {"uk": 4, "ru": 3, "en": 3}
"""Example questions of a new topic, by language."""

COMMON = 200
"""Words of a language that stay."""

GROWTH = 0.6
"""Heaps' law: stems grow with this power of the number of questions."""

MISTYPED = 0.3
"""Share of the questions asked that have a typing mistake."""


SHORT = 3
"""Words that a question keeps at least, and letters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is no example, and the topic that it is about."""

    text: str
    topic: str


class Growth:
    """New topics with their examples, and questions about them; the same `seed` makes the same."""

    def __init__(self, real: Sequence[Example], topics: int, seed: int = 0) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret is drawn
        self._written: dict[Target, dict[Language, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
        counts: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for example in real:
            written = words(clean(example.text))
            self._written[example.target][example.language].append(written)
            counts[example.language].update(written)
        enough = {language: most + 1 for language, most in EXAMPLES.items()}
        self._models = [
            target
            for target, own in sorted(self._written.items())
            if all(len(own[language]) >= most for language, most in enough.items())
        ]
        grown = 1 + topics * sum(EXAMPLES.values()) / len(real)
        self._common = {language: {word for word, _ in counts[language].most_common(COMMON)} for language in LANGUAGES}
        self._stems = {language: self._pool(counts[language], grown) for language in LANGUAGES}
        self._topics = topics

    def made(self, asked: int) -> Iterator[tuple[list[Example], Asked | None]]:
        """Yield each new topic's examples, and for `asked` of them, evenly spread, a question about it."""
        for number in range(self._topics):
            target = Target("topic", f"made-{number:06}")
            model = self._written[self._models[number % len(self._models)]]
            examples: list[Example] = []
            for language, most in EXAMPLES.items():
                stems: dict[str, str] = {}
                some = self._chance.sample(model[language], most)
                texts = [" ".join(self._retold(question, language, stems)) for question in some]
                examples += [Example(target, language, place, text) for place, text in enumerate(texts)]
            wanted = number * asked // self._topics != (number + 1) * asked // self._topics
            yield examples, Asked(self._varied(self._chance.choice(examples).text), target.id) if wanted else None

    def _pool(self, counts: Counter[str], grown: float) -> list[str]:
        """Return the stems to draw from, the commonest first."""
        real = list(dict.fromkeys(_split(word)[0] for word, _ in counts.most_common() if word.isalpha()))
        real = [one for one in real[COMMON:] if len(one) >= SHORT]
        pool: dict[str, None] = {}
        while len(pool) < len(real) * grown**GROWTH:
            first, second = self._chance.choices(real, k=2)
            pool[first[: (len(first) + 1) // 2] + second[len(second) // 2 :]] = None
        return list(pool)

    def _retold(self, question: Sequence[str], language: Language, stems: dict[str, str]) -> list[str]:
        """Return a question with other stems; `stems` keeps what was taken for each."""
        pool, said = self._stems[language], []
        for word in question:
            if word in self._common[language] or not word.isalpha():
                said.append(word)
                continue
            own, ending = _split(word)
            if own not in stems:
                stems[own] = pool[int(len(pool) ** self._chance.random()) - 1]  # the chance of a rank is as 1 / rank
            said.append(stems[own] + ending)
        return said

    def _varied(self, text: str) -> str:
        """Return an example as somebody else may ask it: a word left out, two words in another order, mistyped."""
        said = text.split()
        if len(said) > SHORT:
            del said[self._chance.randrange(len(said))]
            place = self._chance.randrange(len(said) - 1)
            said[place : place + 2] = said[place + 1], said[place]
        return self._typed(" ".join(said))

    def _typed(self, text: str) -> str:
        """Return a text as it is typed: perhaps with two letters swapped, or one left out."""
        if self._chance.random() >= MISTYPED or len(text) <= SHORT:
            return text
        place = self._chance.randrange(len(text) - 1)
        letters = text[place + 1] + text[place] if self._chance.choice((True, False)) else text[place]
        return text[:place] + letters + text[place + 2 :]


def _split(word: str) -> tuple[str, str]:
    """Return a written word's stem and ending."""
    folded = fold(word)
    ending = len(folded) - len(stem(folded))
    return word[: len(word) - ending], word[len(word) - ending :]
