"""The impact of an edit in Markdown, made to be pasted into a pull request."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.desk.impact import JOURNALLED, Change, Rewording, Said

MOST_ROWS = 60
"""Changed questions that are listed."""

MOST_LINES = 400
"""Lines of differences that are shown; a pull request holds 65,536 characters."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What an edit since `revision` changes: of `labelled` and `journalled` questions (their numbers), and replies.

    `hidden` are journalled questions that change but are not shown, since too few persons asked them.
    """

    revision: str
    labelled: int
    journalled: int
    changes: Sequence[Change]
    rewordings: Sequence[Rewording]
    hidden: int = 0


def in_markdown(impact: Impact) -> str:
    """Return the report, without a final newline."""
    return "\n".join([*_summary(impact), *_questions(impact), *_replies(impact.rewordings)])


def _summary(impact: Impact) -> Iterator[str]:
    yield f"## Impact on answers since `{impact.revision}`"
    yield ""
    verdicts = Counter(change.verdict for change in impact.changes)
    own = sum(change.asked.style == JOURNALLED for change in impact.changes)
    yield (
        f"- {len(impact.changes) - own} of {impact.labelled} labelled questions change: {verdicts['better']} better, "
        f"{verdicts['worse']} worse, {verdicts['same']} neither"
    )
    if impact.journalled:
        hidden = f" ({impact.hidden} not shown: fewer than three persons asked each)" if impact.hidden else ""
        yield f"- {own + impact.hidden} of {impact.journalled} journalled questions change{hidden}"
    topics = {one.topic for one in impact.rewordings}
    counts = Counter(one.language for one in impact.rewordings)
    told = ", ".join(f"{count} in {language}" for language, count in counts.items())
    yield f"- the replies of {len(topics)} topics read otherwise" + (f": {told}" if told else "")


def _questions(impact: Impact) -> Iterator[str]:
    if not impact.changes:
        return
    yield ""
    yield "### Questions"
    yield ""
    yield "| | question | expected | before | after |"
    yield "|---|---|---|---|---|"
    for change in impact.changes[:MOST_ROWS]:
        expected = "?" if change.verdict == "?" else ", ".join(change.asked.expect) or "(none)"
        cells = [change.verdict, change.asked.q, expected, _told(change.before), _told(change.after)]
        yield f"| {' | '.join(map(_cell, cells))} |"
    if (more := len(impact.changes) - MOST_ROWS) > 0:
        yield ""
        yield f"... and {more} more."


def _told(said: Said) -> str:
    return f"{said.decision} {said.topic or '-'} (score {said.score:.2f}, margin {said.margin:.2f})"


def _cell(text: str) -> str:
    for sign in "\\|`<>*_[]":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _replies(rewordings: Sequence[Rewording]) -> Iterator[str]:
    if not rewordings:
        return
    yield ""
    yield "### Replies"
    left = MOST_LINES
    skipped: dict[str, int] = defaultdict(int)
    for topic, some in groupby(rewordings, key=lambda one: one.topic):
        for one in some:
            left -= len(one.diff)
            if left < 0:
                skipped[topic] += 1
                continue
            fence = "`" * max(3, 1 + max((line.count("`") for line in one.diff), default=0))
            yield ""
            yield f"<details><summary>{one.topic} ({one.language})</summary>"
            yield ""
            yield f"{fence}diff"
            yield from one.diff
            yield fence
            yield ""
            yield "</details>"
    if skipped:
        yield ""
        yield f"Too long to show: {', '.join(skipped)}."
