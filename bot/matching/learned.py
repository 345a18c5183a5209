"""What the matcher learns from a knowledge base: its words, its lexicon, its index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.matching.cleaning import clean, words
from bot.matching.features import Batch, Word
from bot.matching.folding import fold, folded_words
from bot.matching.gazetteer import PlaceNames
from bot.matching.index import Index, Target
from bot.matching.lexicon import Concepts, Places
from bot.matching.match import Example
from bot.matching.naming import FormerNames, city_forms, local_forms, place_concepts
from bot.matching.stemming import stem
from bot.matching.tongue import Tongues
from bot.matching.vocabulary import Stems, Vocabulary
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
    """Everything that is known before a question comes."""

    def __init__(self, examples: Iterable[Example], base: KnowledgeBase, *, keep: bool = False) -> None:
        """Learn from `examples`, by the words and places of `base`.

        `keep` keeps what the examples are made of: their features, for `winners`.
        """
        lexicon, gazetteer = base.lexicon, base.gazetteer
        signs = base.danger.signs.values() if base.danger else ()
        self.signs = Concepts({"danger": [form for forms in signs for form in forms]})
        self.examples = list(examples)
        written = [words(clean(example.text)) for example in self.examples]
        folded = [folded_words(question) for question in written]
        languages = (example.language for example in self.examples)
        self.vocabulary = Vocabulary(folded)
        self.tongues = Tongues(zip(languages, written, strict=True))
        self.concepts = Concepts({**lexicon.concepts, **place_concepts(gazetteer)})
        self.places = Places(lexicon.places, (*lexicon.local, *local_forms(gazetteer)))
        self.city = Concepts({"city": city_forms(gazetteer)})
        self.former = FormerNames(gazetteer)
        self.place_names = PlaceNames(gazetteer)
        self.fillers = {
            fold(word) for forms in lexicon.fillers.values() for form in forms for word in words(clean(form))
        }
        batch = Batch(folded, self.concepts)
        self.index = Index([example.target for example in self.examples], batch)
        self._batch = batch if keep else None
        self.written, self.folded = (written, folded) if keep else ([], [])
        self._exact: dict[tuple[str, ...], Example] = {}
        self._same: dict[tuple[str, ...], Example | None] = {}
        stems: dict[Target, set[str]] = defaultdict(set)
        naming: dict[Target, Counter[str]] = defaultdict(Counter)
        self._own: dict[Target, list[tuple[Example, str]]] = defaultdict(list)
        for example, question in zip(self.examples, folded, strict=True):
            self._exact.setdefault(question, example)
            bare = self._bare(question)
            if self._same.setdefault(bare, example) is not example and self._target_of(bare) != example.target:
                self._same[bare] = None  # said of two targets, it tells neither
            stems[example.target].update(map(stem, question))
            naming[example.target].update(self.places.of(question))
            self._own[example.target].append((example, " ".join(question)))
        self.stems = {target: Stems(found) for target, found in stems.items()}
        self.named = {
            target: {place for place, count in counts.items() if count >= NAMED * len(self._own[target])}
            for target, counts in naming.items()
        }

    def winners(self) -> list[Target | None]:
        """Return the target that the words of each example score highest; ValueError if not kept."""
        if self._batch is None:
            raise ValueError("the examples' features are gone: learn with keep=True")
        return self.index.winners(self._batch) if self.index.targets else []

    def same_as(self, question: Sequence[str]) -> Example | None:
        """Return the example that says the same as the folded question: in the same words, else but for fillers."""
        exact = self._exact.get(tuple(question))
        if exact is not None:
            return exact
        bare = self._bare(question)
        return self._same.get(bare) if len(bare) > 1 else None

    def _bare(self, question: Sequence[str]) -> tuple[str, ...]:
        """Return the stems of the words that carry weight, sorted, without fillers and the city's own name."""
        kept = (word for word in question if word not in self.fillers and not self.city.of_word(word))
        return tuple(sorted(map(stem, kept)))

    def _target_of(self, bare: tuple[str, ...]) -> Target | None:
        example = self._same.get(bare)
        return example.target if example else None

    def most_like(self, target: Target, question: Sequence[Word]) -> tuple[Example, float]:
        """Return the target's example most like the question and the likeness (0 to 1)."""
        examples = self._own[target]
        asked = " ".join(word.meant for word in question)
        found = process.extractOne(asked, [folded for _, folded in examples], scorer=fuzz.token_sort_ratio)
        return examples[found[2]][0], found[1] / 100
