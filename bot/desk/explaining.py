"""What led to a decision, for a maintainer: readings, words, scores, guards, and the example that matched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from bot.library.records import Key, Origin
from bot.matching.features import Word
from bot.matching.match import Decision, Example, Match
from bot.matching.vocabulary import Vocabulary
from bot.model.finding import Place
from bot.model.language import Language


@dataclass(frozen=True, slots=True)
class ReadAs:
    """One way to read the letters; `known` is the share (0 to 1) of them in known words. The first is the one taken."""

    kind: str
    known: float
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of the question, its weight by rarity, and the known words that it stands for, each with its likeness."""

    word: str
    weight: float
    known: bool
    stands_for: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A target with its score and its share (0 to 1) of the probability of all."""

    kind: str
    id: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Matched:
    """The example most like the question, or the same; `place` is None where its file has changed since."""

    text: str
    place: str | None
    same: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that led to a decision; probabilities are from 0 to 1."""

    decision: Decision
    right: float
    one_of_three: float
    language: Language | None
    followed: bool
    danger: bool
    former: tuple[tuple[str, str], ...]
    """Kinds and ids of the places that are named by a former name."""
    other_place: str | None
    readings: tuple[ReadAs, ...]
    words: tuple[Seen, ...]
    topics: tuple[Ranked, ...]
    ahead: Ranked | None
    """What scored best, where that is no topic."""
    signals: Mapping[str, float]
    example: Matched | None

    def lines(self) -> Iterator[str]:
        """Yield the explanation as lines of plain text."""
        yield f"decision: {self.decision} (right {self.right:.2f}, one of three {self.one_of_three:.2f})"
        yield f"language: {self.language or 'not told by the words'}"
        for number, reading in enumerate(self.readings):
            mark = "read as" if number == 0 else "not as "
            yield f"{mark}: {reading.kind}, {reading.known:.0%} of its letters known: {reading.text}"
        for word in self.words:
            stands = ", ".join(f"{known} ({likeness:.2f})" for known, likeness in word.stands_for)
            state = "not known" if not word.known else f"taken for {stands}" if stands else "known"
            yield f"word: {word.word} (weight {word.weight:.1f}): {state}"
        for topic in self.topics:
            yield f"topic: {topic.id} (score {topic.score:.3f}, share {topic.share:.2f})"
        if self.ahead is not None:
            yield f"best of all: {self.ahead.kind} {self.ahead.id} (share {self.ahead.share:.2f})"
        for kind, place in self.former:
            yield f"named by a former name: {kind} {place}"
        if self.other_place is not None:
            yield f"guard: names another place, {self.other_place}"
        if self.signals:
            yield "signals: " + ", ".join(f"{name} {value:.2f}" for name, value in self.signals.items())
        if self.example is not None:
            sameness = "the same question as" if self.example.same else "most like"
            yield f"{sameness}: {self.example.place}: {self.example.text}"


def explained(match: Match, origins: Mapping[Key, Origin], vocabulary: Vocabulary) -> Explanation:
    """Return what led to `match`; `origins` tell where the records of the knowledge stand."""
    best = match.best
    return Explanation(
        decision=match.decision,
        right=match.probability,
        one_of_three=match.offered,
        language=match.language,
        followed=match.followed,
        danger=match.danger,
        former=tuple((one.kind, one.place) for one in match.former),
        other_place=match.place,
        readings=tuple(
            ReadAs(reading.kind, reading.known, " ".join(reading.written)) for reading in (match.reading, *match.others)
        ),
        words=tuple(_seen(word, vocabulary) for word in match.words),
        topics=tuple(Ranked("topic", one.target.id, one.score, one.share) for one in match.topics),
        ahead=Ranked(best.target.kind, best.target.id, best.score, best.share)
        if best is not None and best.target.kind != "topic"
        else None,
        signals=asdict(match.signals) if match.signals else {},
        example=Matched(match.example.text, _place(match.example, origins), match.exact) if match.example else None,
    )


def _seen(word: Word, vocabulary: Vocabulary) -> Seen:
    stands_for = tuple((known.word, known.likeness) for known in word.known if known.word != word.folded)
    return Seen(word.folded, vocabulary.rarity(word.meant), bool(word.known), stands_for)


def _place(example: Example, origins: Mapping[Key, Origin]) -> str | None:
    id_ = example.target.id
    title = example.number < 0
    origin = origins.get((example.target.kind, id_) if title else ("questions", id_, example.language))
    if origin is None:
        return None
    place: Place = origin.at("title", example.language) if title else origin.at(example.number)
    return str(place)
