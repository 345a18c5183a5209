"""What the matcher learns from a knowledge base: its words, its lexicon, its index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.batch import Batch
from bot.matching.beginnings import Beginnings
from bot.matching.corpus import folded, written
from bot.matching.examples import Examples, Sayings
from bot.matching.gazetteer import PlaceNames
from bot.matching.hashing import in_rows
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts, Places
from bot.matching.match import Example
from bot.matching.naming import FormerNames, city_forms, local_forms, place_concepts
from bot.matching.own import Own
from bot.matching.packed import distinct
from bot.matching.stemming import stem
from bot.matching.tokens import Tokens
from bot.matching.tongue import Tongues
from bot.matching.vocabulary import Vocabulary
from bot.matching.winners import winners
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language

NAMED = 0.02
"""Share of a target's examples that name a place for the place to belong to it, not to somebody's story."""

DANGER = Target("danger", "danger")
"""What messages of people in danger are about."""


def examples_of(base: KnowledgeBase) -> Iterator[Example]:
    """Yield all example questions of a base, each topic's title among them."""
    for topic in base.topics.values():
        target = Target("topic", topic.id)
        for language in LANGUAGES:
            yield Example(target, language, -1, topic.title.in_(language))
            yield from _numbered(target, language, topic.questions.get(language, ()))
    for decline in base.declines.values():
        for language, texts in decline.questions.items():
            yield from _numbered(Target("decline", decline.id), language, texts)
    if base.danger is not None:
        for language, texts in base.danger.questions.items():
            yield from _numbered(DANGER, language, texts)
    for talk in base.talk.values():
        for language, texts in talk.questions.items():
            yield from _numbered(Target("talk", talk.id), language, texts)


def _numbered(target: Target, language: Language, texts: Iterable[str]) -> Iterator[Example]:
    for number, text in enumerate(texts):
        yield Example(target, language, number, text)


class Learned:
    """Everything that is known before a question comes.

    Kept in few large arrays, so that it takes little memory, and so that processes which map one file share it.
    """

    def __init__(self, examples: Iterable[Example], base: KnowledgeBase, *, keep: bool = False) -> None:
        """Learn from `examples`, by the words and places of `base`.

        `keep` keeps what the examples are made of: their words and features, for `winners`.
        """
        lexicon, gazetteer = base.lexicon, base.gazetteer
        signs = base.danger.signs.values() if base.danger else ()
        self.signs = Concepts({"danger": [form for forms in signs for form in forms]})
        self.concepts = Concepts({**lexicon.concepts, **place_concepts(gazetteer)})
        self.places = Places(lexicon.places, (*lexicon.local, *local_forms(gazetteer)))
        self.city = Concepts({"city": city_forms(gazetteer)})
        self.former = FormerNames(gazetteer)
        self.place_names = PlaceNames(gazetteer)
        self.fillers = set(folded(written(form for forms in lexicon.fillers.values() for form in forms)).words)
        given = list(examples)
        as_written = written(example.text for example in given)
        tokens = folded(as_written)
        self.tongues = Tongues(as_written, [example.language for example in given])
        self.written, self.folded = (as_written, tokens) if keep else (Tokens([]), Tokens([]))
        del as_written
        self.examples = Examples(given)
        self.vocabulary = Vocabulary(tokens)
        self.beginnings = Beginnings(self.examples, tokens)
        self.own = Own(tokens, self.examples.owners, len(self.examples.targets))
        batch = Batch(tokens, self.concepts)
        self.index = Index([example.target for example in given], batch)
        self._batch = batch if keep else None
        self._exact, self._same = self._sayings(tokens)
        self._named = self._naming(tokens)
        self.places.forget()

    def _sayings(self, tokens: Tokens) -> tuple[Sayings, Sayings]:
        """Return the first example that says something in the same words, and in the same words that carry weight."""
        exact, firsts = np.unique(_all_said(tokens), return_index=True)
        bare, owners = _all_said(self._bare(tokens)), self.examples.owners
        same, first, which = np.unique(bare, return_index=True, return_inverse=True)
        first[which[owners != owners[first[which]]]] = -1  # said of two targets, it tells neither
        return Sayings(exact, firsts), Sayings(same, first)

    def _bare(self, tokens: Tokens) -> Tokens:
        """Return the stems of each question's words that carry weight, sorted."""
        known = zip(tokens.words, tokens.stems, self.city.held(tokens.words).tolist(), strict=True)
        return tokens.mapped(["" if city or word in self.fillers else own for word, own, city in known]).in_order()

    def _naming(self, tokens: Tokens) -> dict[int, set[str]]:
        """Return the places that belong to each target, by its number."""
        begin = self.places.may_begin(tokens.words)[tokens.numbers]
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for number in distinct(tokens.rows[begin]).tolist():
            counts[int(self.examples.owners[number])].update(self.places.of(tokens[number]))
        return {
            owner: {place for place, count in found.items() if count >= NAMED * self.own.examples(owner)}
            for owner, found in counts.items()
        }

    def names(self, target: int, place: str) -> bool:
        """Tell whether a place belongs to a target (by its number), going by its examples."""
        return place in self._named.get(target, ())

    def winners(self) -> list[Target | None]:
        """Return the target that the words of each example score highest; ValueError if not kept."""
        if self._batch is None:
            raise ValueError("the examples' features are gone: learn with keep=True")
        return winners(self.index, self._batch)

    def same_as(self, question: Sequence[str]) -> Example | None:
        """Return the example that says the same as the folded question: in the same words, else but for fillers."""
        number = self._exact.get(_said(question))
        if number is None:
            bare = sorted(filter(None, map(self._bare_word, question)))
            number = self._same.get(_said(bare)) if len(bare) > 1 else None
        return self.examples[number] if number is not None and number >= 0 else None

    def _bare_word(self, word: str) -> str:
        """Return the stem of a word that carries weight; "" for fillers and the city's own name."""
        return "" if word in self.fillers or self.city.of_word(word) else stem(word)


def _said(question: Iterable[str]) -> str:
    """Return words as one text that is never empty."""
    return f"={' '.join(question)}"


def _all_said(questions: Tokens) -> NDArray[np.uint64]:
    """Return the hash of each question as one text."""
    return in_rows("=", questions.hashes[questions.numbers], questions.sizes[questions.numbers], questions.starts)
