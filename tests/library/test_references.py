"""Ids that records name, held against the records that exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.loading import read

TOWN = "topics/town.yaml"
PEOPLE = "topics/people.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(TOWN, "sources: [courier-2020-05]", "sources: [courier-2020-50]",
            "unknown-source: there is no source 'courier-2020-50': did you mean 'courier-2020-05'?", id="source"),
        pytest.param(TOWN, "by: mayor", "by: mayro",
            "unknown-speaker: there is no speaker 'mayro': did you mean 'mayor'?", id="speaker"),
        pytest.param(TOWN, "by: mayor", "by: spokesman",
            "unknown-speaker: there is no speaker 'spokesman': expected one of mayor, paper", id="nothing-like-it"),
        pytest.param(TOWN, "[bridges-2025, bridges-2020]", "[bridges-2025, bridges-2002]",
            "unknown-fact: there is no fact 'bridges-2002': did you mean 'bridges-2020'?", id="fact"),
        pytest.param(TOWN, "series: bridges\n    values: {bridges: 6}", "differs_from: [bridge-2025]",
            "unknown-fact: there is no fact 'bridge-2025': did you mean 'bridges-2025'?", id="fact-that-differs"),
        pytest.param(TOWN, "related: [residents]", "related: [resident]",
            "unknown-topic: there is no topic 'resident': did you mean 'residents'?", id="related-topic"),
        pytest.param("declines.yaml", "near: [bridges]", "near: [bridge]",
            "unknown-topic: there is no topic 'bridge': did you mean 'bridges'?", id="topic-nearby"),
        pytest.param("city.yaml", "default_language: uk", "pack: [bridge]\n  default_language: uk",
            "unknown-topic: there is no topic 'bridge': did you mean 'bridges'?", id="topic-to-save"),
        pytest.param("talk.yaml", "[bridges, residents]", "[bridges, weather]",
            "unknown-topic: there is no topic 'weather': expected one of bridges, residents", id="topic-offered"),
    ],
)  # fmt: skip
def test_an_id_of_nothing_is_placed_and_named(
    edit: Callable[[str, str, str], int], faults: Callable[[], list[str]], *, file: str, old: str, new: str, fault: str
) -> None:
    """An id that names nothing is the one finding, with what was probably meant."""
    line = edit(file, old, new)
    assert faults() == [f"{file}:{line}: {fault}"]


def test_a_withdrawn_fact_is_told_no_more(
    edit: Callable[[str, str, str], int], folder: Path, faults: Callable[[], list[str]]
) -> None:
    """A topic that still names it is an error; taken out there, the fact is kept apart, with its sources checked."""
    gone = 'withdrawn: {date: "2025-07-01", why: {uk: "Хиба.", ru: "Ошибка.", en: "A slip."}}'
    edit(TOWN, "series: bridges\n    values: {bridges: 6}", f"{gone}\n    values: {{bridges: 6}}")
    line = edit(TOWN, "facts: [bridges-2025, bridges-2020]", "facts: [bridges-2025,   bridges-2020]")
    message = "the fact 'bridges-2020' is withdrawn, so it is told no more: delete it here"
    assert faults() == [f"{TOWN}:{line}: withdrawn-fact: {message}"]
    edit(TOWN, "facts: [bridges-2025,   bridges-2020]", "facts: [bridges-2025]")
    base = read(folder).base
    assert faults() == []
    assert (list(base.withdrawn), "bridges-2020" in base.facts) == (["bridges-2020"], False)
    edit(TOWN, "sources: [courier-2020-05]", "sources: [nowhere]")
    assert [fault.partition(": ")[2].partition(":")[0] for fault in faults()] == ["unknown-source"]


def test_what_names_nothing_is_left_out_of_the_base(edit: Callable[[str, str, str], int], folder: Path) -> None:
    """A fact of an unknown source is left out, and so is what stands on it, however far."""
    edit(PEOPLE, "sources: [gazette-2025-06-01]", "sources: [nowhere]")
    reading = read(folder)
    assert [finding.rule for finding in reading.findings] == ["unknown-source"]
    assert list(reading.base.facts) == ["bridges-2025", "bridges-2020"]
    assert not reading.base.topics
    assert not reading.base.declines
    assert not reading.base.talk


def test_an_unsound_record_is_told_once(
    edit: Callable[[str, str, str], int], folder: Path, faults: Callable[[], list[str]]
) -> None:
    """A topic that names a fact with a fault of its own is left out without a second finding."""
    line = edit(TOWN, 'as_of: "2020-05"', "as_of: 2020")
    assert faults() == [f"{TOWN}:{line}: type: 'as_of': expected a text, found 2020 (put it in quotes)"]
    base = read(folder).base
    assert list(base.facts) == ["residents-2025", "bridges-2025"]
    assert not base.topics


def test_a_chart_of_no_series_is_placed_and_left_out(
    edit: Callable[[str, str, str], int], folder: Path, faults: Callable[[], list[str]]
) -> None:
    """A chart needs a series that a fact names."""
    chart = 'charts:\n  bridge:\n    title: {uk: "Мости", ru: "Мосты", en: "Bridges"}\ntopics:\n'
    line = edit(TOWN, "topics:\n", chart) + 1
    assert faults() == [f"{TOWN}:{line}: unknown-series: there is no series 'bridge': did you mean 'bridges'?"]
    assert not read(folder).base.charts


def test_a_pack_with_an_unknown_topic_is_empty(edit: Callable[[str, str, str], int], folder: Path) -> None:
    """The city stays, and the rest can be looked at."""
    edit("city.yaml", "default_language: uk", "pack: [bridges, bridge]\n  default_language: uk")
    base = read(folder).base
    assert (base.city.pack, base.city.name.en) == ((), "Town")
