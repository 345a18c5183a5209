"""What became of what was asked while everything failed: answered, explained, or lost."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.measuring import table
from bot.tg.limiting import ANSWERS_PATIENCE, LONGEST

CUTS_GIVEN_UP = 2
"""Answers lost on their way after which the bot, which can't know that they did not arrive, sends no third one."""

INLINE_SECONDS = 12.0
"""Seconds after which an inline query that has no answer will get none."""
GIVEN_UP_AFTER = ANSWERS_PATIENCE["answerInlineQuery"]

GROWTH = 0.05
"""Share of growth from which memory is not flat."""

Spans = Sequence[tuple[float, float]]
"""From when to when, in seconds of the clock that only rises."""


@dataclass
class Seen:
    """What became of one question."""

    asked: float
    answers: list[float] = field(default_factory=list)
    unheard: int = 0
    """Answers of which the bot did not hear that they arrived."""
    cut: int = 0
    """Answers that did not arrive, although for all that the bot knows they may have."""
    fetched: float | None = None
    """When the bot was told of it for the first time."""
    met: list[tuple[float, str]] = field(default_factory=list)
    """What went wrong with requests that were to answer it, and when."""

    def why(self, away: Spans, *, inline: bool) -> str | None:
        """Return why there is no answer; None where nothing explains it. `away` are the spans without a server."""
        if self.fetched is None:
            return None
        if not inline:
            return "cut twice: it may have arrived" if self.cut >= CUTS_GIVEN_UP else None
        met = self.met + [(moment, "no server") for span in away for moment in self._within(span)]
        if not met:
            return None
        first, last = min(met)[0], max(met)[0]
        # The wait for the next try would have ended after the time for which it is tried.
        return f"given up after {GIVEN_UP_AFTER:g} s" if last + LONGEST >= first + GIVEN_UP_AFTER else None

    def _within(self, span: tuple[float, float]) -> list[float]:
        """Return the first and the last moment of a span in which it may have been tried."""
        began = self.fetched or self.asked
        start, end = max(span[0], began), min(span[1], began + 2 * GIVEN_UP_AFTER)
        return [start, end] if start < end else []


def told(asked: Mapping[str, Seen], away: Spans, given_up: int) -> bool:
    """Print what became of what was asked; return whether something is not explained."""
    rows, reasons, unexplained = [], Counter[str](), 0
    for name, start in (("questions", "chat"), ("inline queries", "query")):
        seen = [one for key, one in asked.items() if key.startswith(start)]
        waits = sorted(one.answers[0] - one.asked for one in seen if one.answers)
        cuts = statistics.quantiles(waits, n=100)
        twice = [one for one in seen if len(one.answers) > 1]
        heard = sum(one.unheard > 0 for one in twice)
        silent = [one for one in seen if not one.answers]
        why = [one.why(away, inline=start == "query") for one in silent]
        reasons.update(f"{name}: {reason or 'not explained'}" for reason in why)
        unexplained += why.count(None)
        shown = (len(seen), len(silent), why.count(None), len(twice), len(twice) - heard)
        rows.append([name, *map(str, shown), f"{cuts[49]:.2f}", f"{cuts[98]:.2f}", f"{waits[-1]:.1f}"])
    columns = ("", "asked", "unanswered", "unexplained", "twice", "unexplained", "p50 s", "p99 s", "longest s")
    print(table(columns, rows))
    if reasons:
        print("\nWithout an answer (by the bot's own log it gave up", given_up, "updates)\n")
        print(
            table(("asked at s", "fetched after s", "what it met, s after it was asked", "why"), _silent(asked, away))
        )
        print("\nSums: " + ", ".join(f"{count} x {reason}" for reason, count in sorted(reasons.items())))
    # What the bot gave up it says in its log; more that stay without an answer would be lost on another way.
    return unexplained > 0 or reasons.total() > given_up


def _silent(asked: Mapping[str, Seen], away: Spans) -> list[list[str]]:
    """Return a row for each question and query without an answer."""
    rows = []
    began = min(one.asked for one in asked.values())
    for key, one in asked.items():
        if not one.answers:
            alone = [(at, "no server") for span in away for at in span if 0 <= at - one.asked < INLINE_SECONDS]
            met = [f"{at - one.asked:.1f} {kind}" for at, kind in sorted(one.met + alone)]
            fetched = "never" if one.fetched is None else f"{one.fetched - one.asked:.1f}"
            why = one.why(away, inline=key.startswith("query"))
            rows.append([f"{one.asked - began:.1f}", fetched, "; ".join(met) or "nothing", why or "not explained"])
    return rows


def grown(memory: list[tuple[float, float]], seconds: float) -> bool:
    """Print how memory went; return whether it grew."""
    warm = [used for at, used in memory if at >= seconds / 2]
    third = max(1, len(warm) // 3)
    before, after = statistics.mean(warm[:third]), statistics.mean(warm[-third:])
    print(
        f"\nMemory in the second half, when caches are full: {before:.0f} MB in its first third, "
        f"{after:.0f} MB in its last"
    )
    return after > before * (1 + GROWTH)
