"""Topics that need a fresh look."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.desk.staleness import stale
from bot.library.loading import Reading, load


@pytest.fixture
def reading(folder: Path) -> Reading:
    """Return the small knowledge: `residents` (safety) of 2025 may be 180 days old, `bridges` of 2025-05-20 730."""
    return load(folder)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(dt.date(2026, 6, 29), [], id="on-the-last-day"),
        pytest.param(dt.date(2026, 6, 30), [("residents", 1)], id="a-day-over"),
        pytest.param(dt.date(2027, 5, 20), [("residents", 325)], id="another-on-its-last-day"),
        pytest.param(dt.date(2029, 1, 1), [("residents", 917), ("bridges", 592)], id="both"),
    ],
)
def test_topics_are_listed_by_days_over_their_age(
    reading: Reading, at: dt.date, expected: list[tuple[str, int]]
) -> None:
    """A topic is stale from the day after its age has passed since the last day that its newest date may mean."""
    assert [(one.topic, one.over) for one in stale(reading, at)] == expected


def test_safety_comes_first(folder: Path) -> None:
    """A safety topic stands above others that are longer over."""
    file = folder / "topics/people.yaml"
    file.write_text(file.read_text("utf-8").replace("ages: months", "ages: years"), "utf-8")
    bridges = folder / "topics/town.yaml"
    bridges.write_text(bridges.read_text("utf-8").replace("ages: years", "ages: weeks"), "utf-8")
    found = stale(load(folder), dt.date(2028, 1, 10))
    assert [(one.topic, one.safety) for one in found] == [("residents", True), ("bridges", False)]
    assert found[0].over < found[1].over


def test_history_is_never_stale(folder: Path) -> None:
    """A topic that ages `never` is left out."""
    for file in (folder / "topics").iterdir():
        text = file.read_text("utf-8")
        file.write_text(text.replace("ages: months", "ages: never").replace("ages: years", "ages: never"), "utf-8")
    assert stale(load(folder), dt.date(2099, 1, 1)) == []


def test_a_line_tells_where_how_long_and_why(reading: Reading) -> None:
    """The place comes first, so that an editor follows it."""
    assert str(stale(reading, dt.date(2026, 7, 9))[0]) == (
        "topics/people.yaml:17:3: residents: safety, 10 days over: "
        "its newest fact, residents-2025, is of 2025; allowed are 180 days"
    )
