"""What led to a decision, for a maintainer: readings, words, scores, guards, and the example that matched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from bot.library.loading import Reading as Knowledge
from bot.matching.match import Example, Match
from bot.matching.vocabulary import Vocabulary
from bot.model.finding import Place


def explanation(match: Match, knowledge: Knowledge, vocabulary: Vocabulary) -> str:
    """Return the explanation as lines of plain text."""
    return "\n".join(_lines(match, knowledge, vocabulary))


def _lines(match: Match, knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"decision: {match.decision} (right {match.probability:.2f}, one of three {match.offered:.2f})"
    yield f"language: {match.language or 'not told by the words'}"
    for number, reading in enumerate((match.reading, *match.others)):
        mark = "read as" if number == 0 else "not as "
        yield f"{mark}: {reading.kind}, {reading.known:.0%} of its letters known: {' '.join(reading.written)}"
    for word in match.words:
        weight = vocabulary.rarity(word.meant)
        stands = ", ".join(f"{known.word} ({known.likeness:.2f})" for known in word.known if known.word != word.folded)
        state = "not known" if not word.known else f"taken for {stands}" if stands else "known"
        yield f"word: {word.folded} (weight {weight:.1f}): {state}"
    for candidate in match.topics:
        yield f"topic: {candidate.target.id} (score {candidate.score:.3f}, share {candidate.share:.2f})"
    if match.best is not None and match.best.target.kind != "topic":
        yield f"best of all: {match.best.target.kind} {match.best.target.id} (share {match.best.share:.2f})"
    for former in match.former:
        yield f"named by a former name: {former.kind} {former.place}"
    if match.place is not None:
        yield f"guard: names another place, {match.place}"
    if match.signals is not None:
        yield "signals: " + ", ".join(f"{name} {value:.2f}" for name, value in asdict(match.signals).items())
    if match.example is not None:
        sameness = "the same question as" if match.exact else "most like"
        yield f"{sameness}: {_place(match.example, knowledge)}: {match.example.text}"


def _place(example: Example, knowledge: Knowledge) -> Place:
    id_ = example.target.id
    if example.number < 0:
        return knowledge.origins[example.target.kind, id_].at("title", example.language)
    return knowledge.origins["questions", id_, example.language].at(example.number)
