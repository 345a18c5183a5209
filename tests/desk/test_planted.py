"""Sixty mistakes of an editor, each found by `check` with its file and line."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk.checking import check
from bot.model.finding import Finding
from tests.desk.planted import BROKEN, REFUSED, UNREADABLE, Mistake, Planted, plant

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TODAY = dt.date(2026, 11, 22)
ARTICLE = "He said: nobody could say how many of the neighbours would come back home that winter. So it was."

Outcome = tuple[list[Planted], list[Finding]]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[Mistake, tuple[Planted, list[Finding]]]:
    """Plant the mistakes, in three copies of the knowledge, and check those."""
    return {
        planted.mistake: (planted, findings)
        for mistakes in (REFUSED, BROKEN, UNREADABLE)
        for all_planted, findings in [_checked(tmp_path_factory.mktemp("planted"), mistakes)]
        for planted in all_planted
    }


def _checked(folder: Path, mistakes: tuple[Mistake, ...]) -> Outcome:
    copy = shutil.copytree(KNOWLEDGE, folder / "knowledge")
    (copy / "exceptions.yaml").write_text("exceptions:\n- {rule: order, at: topic curfew, reason: so}\n", "utf-8")
    return plant(copy, mistakes), check(copy, TODAY, (ARTICLE,))


def _all() -> Iterator[Mistake]:
    yield from (*REFUSED, *BROKEN, *UNREADABLE)


def test_there_are_sixty_mistakes() -> None:
    """No two are the same."""
    assert len({mistake.name for mistake in _all()}) == len(list(_all())) >= 60


@pytest.mark.parametrize("mistake", [pytest.param(one, id=one.name.replace(" ", "-")) for one in _all()])
def test_a_planted_mistake_is_found(mistake: Mistake, outcomes: dict[Mistake, tuple[Planted, list[Finding]]]) -> None:
    """A finding of the rule names the file and the line of the mistake."""
    planted, findings = outcomes[mistake]
    there = [str(one) for one in findings if (one.place.file, one.place.line) == (planted.file, planted.line)]
    assert any(f": {mistake.rule}: " in one for one in there), f"{planted.file}:{planted.line}: {there}"


def test_no_mistake_makes_a_rule_crash(outcomes: dict[Mistake, tuple[Planted, list[Finding]]]) -> None:
    """No finding says that a rule broke."""
    assert [str(one) for _, findings in outcomes.values() for one in findings if "broke" in one.message] == []
