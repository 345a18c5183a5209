"""How well questions with known topics are answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from bot.answering.answerer import Answerer
from bot.matching.match import Decision

Result = Literal["right", "offered", "wrong", "missed", "false", "nagged", "held"]

CLEAR = frozenset({"plain", "colloquial", "keywords", "typo", "long", "voice"})
"""Styles whose language is not in doubt."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with the topics that answer it (none where no cited answer exists)."""

    q: str
    lang: str
    expect: tuple[str, ...]
    style: str = ""
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the bot made of a labelled question."""

    asked: Labelled
    decision: Decision
    candidates: tuple[str, ...]
    score: float
    language: str

    @property
    def result(self) -> Result:
        """Return the outcome; in scope: right, offered, wrong or missed, else false, nagged or held."""
        right = set(self.asked.expect) & set(self.candidates[:3])
        if not self.asked.expect:
            return {"answer": "false", "suggest": "nagged", "none": "held"}[self.decision]  # type: ignore[return-value]
        if self.decision == "answer":
            return "right" if self.candidates[0] in self.asked.expect else "wrong"
        return "offered" if self.decision == "suggest" and right else "missed"


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares (0 to 1) over some questions, None where there are none to count.

    In scope: right, offered, wrong, missed, and `first` and `top3` candidates accepted. Out of scope: `false`
    (answered) and `nagged` (offered). `ece` is the expected calibration error of the score over ten bins.
    """

    in_scope: int
    right: float | None
    offered: float | None
    wrong: float | None
    missed: float | None
    first: float | None
    top3: float | None
    out_of_scope: int
    false: float | None
    nagged: float | None
    ece: float | None
    language: float | None


_LABELLED = TypeAdapter(Labelled)


def read_labelled(lines: Iterable[str]) -> list[Labelled]:
    """Read JSON lines; ValueError names the line that is wrong."""
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(_LABELLED.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise ValueError(f"line {number}: {where}: {first['msg']}; expected q, lang and a list expect") from error
    return questions


def answer_all(answerer: Answerer, questions: Iterable[Labelled], today: dt.date) -> list[Given]:
    """Ask every question."""
    given = []
    for asked in questions:
        outcome = answerer.ask(asked.q, today=today, after=asked.after)
        candidates = tuple(dict.fromkeys(([outcome.topic] if outcome.topic else []) + list(outcome.suggestions)))
        score = outcome.match.probability
        given.append(Given(asked, outcome.decision, candidates, score, outcome.reply.language))
    return given


def rates(given: Sequence[Given]) -> Rates:
    """Return the shares over `given`."""
    inside = [one for one in given if one.asked.expect]
    outside = [one for one in given if not one.asked.expect]
    clear = [one for one in inside if one.asked.style in CLEAR and one.asked.after is None]
    results = Counter(one.result for one in given)
    return Rates(
        in_scope=len(inside),
        right=_share(results["right"], inside),
        offered=_share(results["offered"], inside),
        wrong=_share(results["wrong"], inside),
        missed=_share(results["missed"], inside),
        first=_share(sum(bool(set(one.candidates[:1]) & set(one.asked.expect)) for one in inside), inside),
        top3=_share(sum(bool(set(one.candidates[:3]) & set(one.asked.expect)) for one in inside), inside),
        out_of_scope=len(outside),
        false=_share(results["false"], outside),
        nagged=_share(results["nagged"], outside),
        ece=calibration_error(given),
        language=_share(sum(one.language == one.asked.lang for one in clear), clear),
    )


def calibration_error(given: Iterable[Given]) -> float | None:
    """Return the expected calibration error of the scores in ten bins, over what was answered or offered."""
    bins: dict[int, list[float]] = defaultdict(list)
    for one in given:
        if one.decision != "none":
            bins[min(9, int(one.score * 10))].append(one.score - bool(set(one.candidates[:1]) & set(one.asked.expect)))
    total = sum(map(len, bins.values()))
    return round(sum(abs(sum(errors)) for errors in bins.values()) / total, 4) if total else None


def confusions(given: Iterable[Given], most: int = 20) -> list[tuple[str, str, int, str]]:
    """Return the commonest mistakes: the topic expected, what came first instead, how often, and one such question."""
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for one in given:
        if one.result in {"wrong", "missed", "false"}:
            pair = (one.asked.expect[0] if one.asked.expect else "-", one.candidates[0] if one.candidates else "-")
            counts[pair] += 1
            shown.setdefault(pair, one.asked.q)
    return [(expected, got, count, shown[expected, got]) for (expected, got), count in counts.most_common(most)]


def _share(count: int, of: Sequence[Given]) -> float | None:
    return round(count / len(of), 4) if of else None
