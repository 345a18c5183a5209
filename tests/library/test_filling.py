"""Sentences held against their values as the knowledge is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library.loading import KnowledgeError, load, read

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
