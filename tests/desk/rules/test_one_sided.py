"""No language has far fewer example questions than another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def _keep(file: Path, questions: int) -> None:
    """Leave only the first questions of the file's only list."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[: questions + 1]), "utf-8")


def test_languages_alike_keep_the_rule(folder: Path, told: Callable[..., list[str]]) -> None:
    """Equal numbers are in order, and half as many in one language too."""
    assert told("one-sided") == []
    _keep(folder / "questions/ru/town.yaml", 6)
    assert told("one-sided") == []


def test_a_language_with_few_is_found(folder: Path, told: Callable[..., list[str]]) -> None:
    """Less than half is told at the topic, with both numbers."""
    _keep(folder / "questions/ru/town.yaml", 5)
    fault = "5 example questions in ru, but 12 in uk"
    assert told("one-sided") == [f"topics/town.yaml:31: warning: {fault}"]


def test_a_language_without_any_is_found(folder: Path, told: Callable[..., list[str]]) -> None:
    """A language left out counts as none."""
    (folder / "questions/en/people.yaml").unlink()
    fault = "0 example questions in en, but 12 in uk"
    assert told("one-sided") == [f"topics/people.yaml:17: warning: {fault}"]


def test_declines_count_too(folder: Path, told: Callable[..., list[str]]) -> None:
    """What is declined is asked in all languages."""
    file = folder / "questions/uk/other.yaml"
    file.write_text(
        file.read_text("utf-8").replace("weather:\n", "weather:\n- сніг\n- мороз завтра\n- спека й посуха\n"), "utf-8"
    )
    assert told("one-sided") == [
        "declines.yaml:2: warning: 2 example questions in en, but 5 in uk",
        "declines.yaml:2: warning: 2 example questions in ru, but 5 in uk",
    ]
