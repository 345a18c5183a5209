"""The knowledge in use."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library.errors import KnowledgeError
from bot.tg.shelf import Shelf, settle


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """Leave the collector of cycles as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_a_reload_replaces_the_whole(small_folder: Path) -> None:
    """What was edited is there; an answerer that somebody still holds is not touched."""
    shelf = Shelf(small_folder)
    before = shelf.answerer
    city = small_folder / "city.yaml"
    city.write_text(city.read_text("utf-8").replace("Small bot", "New bot"), "utf-8")
    assert shelf.reload() == []
    assert (before.base.city.bot.en, shelf.answerer.base.city.bot.en) == ("Small bot", "New bot")


def test_a_reload_with_errors_changes_nothing(small_folder: Path) -> None:
    """The errors come back with their places, and the old knowledge goes on answering."""
    shelf = Shelf(small_folder)
    before = shelf.answerer
    (small_folder / "city.yaml").write_text("city: [", "utf-8")
    findings = shelf.reload()
    assert findings
    assert {finding.place.file for finding in findings} == {"city.yaml"}
    assert shelf.answerer is before


def test_it_knows_of_edits(small_folder: Path) -> None:
    """An edit since the last reading is told, also one with errors; after a reload there is none."""
    shelf = Shelf(small_folder)
    city = small_folder / "city.yaml"
    for text in (city.read_text("utf-8").replace("Small bot", "New bot"), "city: ["):
        assert not shelf.changed()
        city.write_text(text, "utf-8")
        assert shelf.changed()
        shelf.reload()
    assert not shelf.changed()


def test_a_folder_with_errors_is_refused(tmp_path: Path) -> None:
    """A bot does not start without knowledge."""
    with pytest.raises(KnowledgeError, match="there is no such knowledge folder"):
        Shelf(tmp_path / "nowhere")


def test_what_stays_is_left_out_of_collections(small_folder: Path) -> None:
    """Nothing that is in memory once the bot runs is gone through again; what comes later is."""
    shelf = Shelf(small_folder)
    settle()
    assert gc.get_freeze_count() > len(gc.get_objects())
    assert shelf.answerer not in gc.get_objects()


def test_knowledge_that_was_replaced_goes(small_folder: Path) -> None:
    """After a reload nothing of the old knowledge stays in memory, though collections left it out."""
    shelf = Shelf(small_folder)
    settle()
    before = weakref.ref(shelf.answerer), weakref.ref(shelf.answerer.matcher.learned)
    assert shelf.reload() == []
    assert [one() for one in before] == [None, None]
