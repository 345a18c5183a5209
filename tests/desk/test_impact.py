"""What an edit of the knowledge changes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.desk.evaluation import Labelled
from bot.desk.impact import JOURNALLED, Change, Rewording, Said, changes, rewordings
from bot.desk.impact_report import MOST_LINES, MOST_ROWS, Impact, in_markdown
from bot.library.loading import load
from bot.matching.calibration import calibration
from bot.matching.matcher import Matcher

Edit = Callable[[str, str, str], int]


def _answerer(folder: Path) -> Answerer:
    base = load(folder).base
    return Answerer(base, Matcher(base, calibration()))


@pytest.fixture
def old(folder: Path, tmp_path: Path) -> Answerer:
    """Return an answerer over the knowledge before the edit."""
    return _answerer(shutil.copytree(folder, tmp_path / "old"))


def test_no_edit_changes_nothing(folder: Path, old: Answerer, today: dt.date) -> None:
    """The same knowledge gives the same."""
    asked = [Labelled(text, "en", ("bridges",)) for text in ("Which bridge opened last", "bridges", "rain")]
    assert changes(old, _answerer(folder), asked, today) == []
    assert list(rewordings(old.base, load(folder).base, today)) == []


def test_a_question_that_changes_its_topic_is_told(folder: Path, old: Answerer, edit: Edit, today: dt.date) -> None:
    """An example moved to another topic moves its question; with the topics known, that is better or worse."""
    edit("questions/en/town.yaml", "- Are footbridges counted\n", "")
    edit("questions/en/people.yaml", "- population figure", "- Are footbridges counted")
    question = "Are footbridges counted"
    for expected, verdict in ((("bridges",), "worse"), (("residents",), "better"), ((), "same")):
        (change,) = changes(old, _answerer(folder), [Labelled(question, "en", expected)], today)
        assert (change.before.topic, change.after.topic, change.verdict) == ("bridges", "residents", verdict)
        assert change.before.decision == change.after.decision == "answer"
        assert 0 < change.before.score <= 1


def test_of_a_journalled_question_nobody_knows_what_is_better(
    folder: Path, old: Answerer, edit: Edit, today: dt.date
) -> None:
    """A change is told without a verdict."""
    edit("questions/en/town.yaml", "- Are footbridges counted\n", "")
    edit("questions/en/people.yaml", "- population figure", "- Are footbridges counted")
    (change,) = changes(old, _answerer(folder), [Labelled("Are footbridges counted", "en", (), JOURNALLED)], today)
    assert change.verdict == "?"


def test_a_reply_that_reads_otherwise_is_told_by_language(
    folder: Path, old: Answerer, edit: Edit, today: dt.date
) -> None:
    """A figure changes all languages, a word only its own."""
    edit("topics/people.yaml", "{people: 1200}", "{people: 1300}")
    edit("topics/town.yaml", "There were {bridges}", "There had been {bridges}")
    found = list(rewordings(old.base, load(folder).base, today))
    assert [(one.topic, one.language) for one in found] == [
        ("residents", "uk"), ("residents", "ru"), ("residents", "en"), ("bridges", "en"),
    ]  # fmt: skip
    changed = [line.partition(" (")[0] for line in found[-1].diff if line.startswith(("-- ", "+- "))]
    assert changed == ["-- There were 6 of them then.", "+- There had been 6 of them then."]


def test_a_topic_that_comes_or_goes_is_told_whole(folder: Path, old: Answerer, today: dt.date) -> None:
    """All its lines are new, or gone."""
    new = load(folder).base
    some = Answerer(new, old.matcher).base
    topics = {id_: topic for id_, topic in some.topics.items() if id_ != "bridges"}
    without = type(new)(**{**vars(new), "topics": topics})
    gone = [one for one in rewordings(old.base, without, today) if one.topic == "bridges"]
    assert len(gone) == 3
    assert all(line[0] in "-@" or line.startswith("+++") for one in gone for line in one.diff)


SAID = Said("answer", "one", 0.91, 1.5, ("one",))


def _change(question: str, number: int = 0) -> Change:
    return Change(Labelled(question, "en", ("one",)), SAID, Said("suggest", f"t{number}", 0.4, 0.1, ("t",)))


def test_the_report_sums_up_first() -> None:
    """Numbers come first, then the questions with topic, score and margin before and after, then the differences."""
    diff = ("--- before", "+++ after", "@@ -1 +1 @@", "-a", "+b")
    impact = Impact("HEAD", 10, 4, [_change("Who?")], [Rewording("one", "uk", diff)], hidden=2)
    assert in_markdown(impact).splitlines() == [
        "## Impact on answers since `HEAD`",
        "",
        "- 1 of 10 labelled questions change: 0 better, 1 worse, 0 neither",
        "- 2 of 4 journalled questions change (2 not shown: fewer than three persons asked each)",
        "- the replies of 1 topics read otherwise: 1 in uk",
        "",
        "### Questions",
        "",
        "| | question | expected | before | after |",
        "|---|---|---|---|---|",
        "| worse | Who? | one | answer one (score 0.91, margin 1.50) | suggest t0 (score 0.40, margin 0.10) |",
        "",
        "### Replies",
        "",
        "<details><summary>one (uk)</summary>",
        "",
        "```diff",
        *diff,
        "```",
        "",
        "</details>",
    ]


def test_what_is_in_a_question_can_not_break_the_table() -> None:
    """Signs of Markdown and HTML, and line breaks, are shown as they are."""
    text = in_markdown(Impact("x", 1, 0, [_change("a|b <i>\n`c` *d*")], []))
    (row,) = (line for line in text.splitlines() if line.startswith("| worse"))
    assert row.startswith(r"| worse | a\|b \<i\> \`c\` \*d\* | one |")


def test_a_long_report_is_cut() -> None:
    """Of very many changes the rest is counted, and topics whose differences are left out are named."""
    many = [_change(f"q{number}", number) for number in range(MOST_ROWS + 5)]
    long = [Rewording("big", "uk", tuple("+x" for _ in range(MOST_LINES))), Rewording("later", "en", ("+y",))]
    text = in_markdown(Impact("x", 100, 0, many, long))
    assert "... and 5 more." in text
    assert "Too long to show: later." in text
    assert text.count("+x") == MOST_LINES


def test_a_reply_with_backquotes_stays_in_its_block() -> None:
    """The fence is longer than what it holds."""
    text = in_markdown(Impact("x", 1, 0, [], [Rewording("one", "en", ("+```",))]))
    assert "````diff\n+```\n````" in text


def test_nothing_changed_is_said_shortly() -> None:
    """Without changes there are no empty tables."""
    assert in_markdown(Impact("main", 3, 0, [], [])).splitlines() == [
        "## Impact on answers since `main`",
        "",
        "- 0 of 3 labelled questions change: 0 better, 0 worse, 0 neither",
        "- the replies of 0 topics read otherwise",
    ]
