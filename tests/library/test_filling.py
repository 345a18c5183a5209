"""Sentences held against their values as the knowledge is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.errors import KnowledgeError
from bot.library.loading import load, read

TOWN = "topics/town.yaml"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            "There were {bridges}",
            "There were {ferries}",
            "there is no value 'ferries': the values are bridges",
            id="value",
        ),
        pytest.param(
            "Тоді мостів було {bridges}.",
            "{bridges|міст|мостів}.",
            "{bridges|...} has 2 plural forms: uk needs 3",
            id="plural",
        ),
        pytest.param(
            "Footbridges were left out.",
            "Footbridges {were left out.",
            "a brace stands alone in 'Footbridges {were left out.': write {name}",
            id="note",
        ),
    ],
)
def test_what_could_not_be_said_is_not_loaded(
    edit: Callable[[str, str, str], int], folder: Path, old: str, new: str, fault: str
) -> None:
    """A sentence or note that can't be filled stops the bot from starting, at its line; reading goes on."""
    line = edit(TOWN, old, new)
    assert read(folder).findings == ()
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    (finding,) = caught.value.findings
    assert f"{finding.place.file}:{finding.place.line}: {finding.rule}: {finding.message}" == (
        f"{TOWN}:{line}: placeholders: {fault}"
    )


def test_what_could_not_be_drawn_is_not_loaded(edit: Callable[[str, str, str], int], folder: Path) -> None:
    """A chart of something that is no number stops the bot from starting, at the fact's line; reading goes on."""
    edit(TOWN, "topics:\n", 'charts:\n  bridges:\n    title: {uk: "Мости", ru: "Мосты", en: "Bridges"}\ntopics:\n')
    assert [chart.id for chart in load(folder).base.charts.values()] == ["bridges"]
    edit(TOWN, "values: {bridges: 6}", 'values: {bridges: {date: "2020-05"}}')
    assert read(folder).findings == ()
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert [finding.rule for finding in caught.value.findings] == ["charts"]
