"""What an answer told, as it is noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.tg.shelf import Shelf
from tests.tg.conftest import Scene
from tests.tg.restarting import edit


@pytest.fixture
def shelf(small_folder: Path) -> Shelf:
    """Return a small knowledge that the test may change."""
    return Shelf(small_folder)


async def test_what_is_told_alike_is_one_edition(scene: Scene) -> None:
    """The same facts are the same edition, until the knowledge is read anew; then it is what they mean now."""
    app = scene.app
    answer = app.services.library.answerer.topic("population", "en", app.services.today())
    facts = tuple(statement.fact for statement in (*answer.statements, *answer.earlier))
    first = app.told.edition(answer, facts)
    assert app.told.edition(answer, facts) is first
    assert app.told.edition(answer, facts[:1]) != first
    edit(app.services.library.folder, "topics/people.yaml", ("{people: 1300000}", "{people: 1100000}"))
    assert app.services.library.reload() == []
    now = app.told.edition(answer, facts)
    assert (now.topic, list(now.facts)) == (first.topic, list(first.facts))
    assert now.id != first.id
