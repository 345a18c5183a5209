"""What the matcher learns from a knowledge base: its words, its lexicon, its index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.matching.batch import Batch
from bot.matching.beginnings import Beginnings
from bot.matching.cleaning import clean, words
from bot.matching.examples import Examples, Sayings
from bot.matching.folding import fold, folds
from bot.matching.gazetteer import PlaceNames
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts, Places
from bot.matching.match import Example
from bot.matching.naming import FormerNames, city_forms, local_forms, place_concepts
from bot.matching.own import Own
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
        self.fillers = {
            fold(word) for forms in lexicon.fillers.values() for form in forms for word in words(clean(form))
        }
        given = list(examples)
        written = [words(clean(example.text)) for example in given]
        folded = _folded(written)
        tokens = Tokens(folded)
        self.examples = Examples(given)
        self.vocabulary = Vocabulary(folded, tokens)
        self.tongues = Tongues(zip((example.language for example in given), written, strict=True))
        self.beginnings = Beginnings(self.examples, tokens)
        self.own = Own(folded, tokens, self.examples.owners, len(self.examples.targets))
        batch = Batch(folded, self.concepts, tokens)
        self.index = Index([example.target for example in given], batch)
        self._batch = batch if keep else None
        self.written, self.folded = (written, folded) if keep else ([], [])
        self._exact, self._same = self._sayings(folded, tokens)
        self._named = self._naming(folded, tokens)
        for lookup in (self.concepts, self.city, self.places):
            lookup.forget()

    def _sayings(self, folded: Sequence[tuple[str, ...]], tokens: Tokens) -> tuple[Sayings, Sayings]:
        """Return the first example that says something in the same words, and in the same words that carry weight."""
        bare = {word: self._bare_word(word) for word in tokens.words}
        exact: dict[str, int] = {}
        same: dict[str, int] = {}
        owners = self.examples.owners.tolist()
        for number, question in enumerate(folded):
            exact.setdefault(_said(question), number)
            said = _said(sorted(filter(None, map(bare.__getitem__, question))))
            first = same.setdefault(said, number)
            if first >= 0 and owners[first] != owners[number]:
                same[said] = -1  # said of two targets, it tells neither
        return Sayings(exact), Sayings(same)

    def _naming(self, folded: Sequence[tuple[str, ...]], tokens: Tokens) -> dict[int, set[str]]:
        """Return the places that belong to each target, by its number."""
        begin = {word for word in tokens.words if self.places.may_begin(word)}
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for owner, question in zip(self.examples.owners.tolist(), folded, strict=True):
            if not begin.isdisjoint(question):
                counts[owner].update(self.places.of(question))
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


def _folded(written: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Fold each word, as `folded_words` does, but each once."""
    distinct = list(set(chain.from_iterable(written)))
    once = dict(zip(distinct, folds(distinct), strict=True))
    return [tuple(filter(None, map(once.__getitem__, question))) for question in written]


def _said(question: Iterable[str]) -> str:
    """Return words as one text that is never empty."""
    return f"={' '.join(question)}"
