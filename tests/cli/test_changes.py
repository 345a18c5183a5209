"""`kharkiv-bot changes`."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("uk", "Зараз: 1,3 млн. Раніше: 1,2 млн (орієнтовно 30 липня 2024). [2][1]"),
        ("ru", "Сейчас: 1,3 млн. Раньше: 1,2 млн (примерно 30 июля 2024). [2][1]"),
        ("en", "Now: 1.3 million. Before: 1.2 million (about 30 July 2024). [2][1]"),
    ],
)
def test_changes_are_printed(run: Run, language: str, line: str) -> None:
    """The text is that of /changes, with whole addresses."""
    done = run("changes", "--since", "2025-01-01", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.replace("\xa0", " ").splitlines()
    assert line in lines
    assert any(text.endswith("https://gazette.example/remain?a=1&b=2") for text in lines)


def test_nothing_new_is_said(run: Run) -> None:
    """Without news the exit code tells so, too."""
    done = run("changes", "--lang", "en")
    assert done.returncode == 1
    assert "Nothing so far. The latest news here is of 9 October 2025." in done.stdout


@pytest.mark.parametrize("day", ["soon", "2999-01-01"])
def test_a_wrong_day_is_an_error(run: Run, day: str) -> None:
    """The message says what is expected."""
    done = run("changes", "--since", day)
    assert done.returncode == 2
    expected = "is no day until today: write 2026-10-01, 2026-10, 2026, week, month or year"
    assert done.stderr == f"--since '{day}' {expected}\n"
