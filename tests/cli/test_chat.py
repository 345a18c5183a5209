"""`kharkiv-bot chat`, over a pipe."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def test_the_bot_introduces_itself(run: Run) -> None:
    """The first lines say who speaks and how to ask, in the city's own language or the one that is pinned."""
    assert run("chat").stdout.splitlines() == [
        "Малий бот. Відповідає для перевірки.",
        "Напишіть запитання або номер запропонованого. /quit — завершити.",
    ]
    assert run("chat", "--lang", "en").stdout.splitlines() == [
        "Small bot. Answers for tests.",
        "Type a question, or a number to pick one that is offered. /quit ends.",
    ]


def test_questions_are_answered_until_the_input_ends(run: Run) -> None:
    """Each line is answered in its own language, and the end of the input ends well."""
    done = run("chat", stdin="де найближче укриття\n\nwho is the mayor\nхто мэр города")
    assert (done.returncode, done.stderr) == (0, "")
    places = [done.stdout.index(said) for said in ("Найближче укриття — метро.", "The mayor is Ihor Testing.")]
    assert places == sorted(places)


@pytest.mark.parametrize("word", ["/quit", "/exit", "/q", " /QUIT "])
def test_a_word_ends_the_conversation(run: Run, word: str) -> None:
    """Nothing after the word is answered."""
    done = run("chat", stdin=f"{word}\nде найближче укриття\n")
    assert done.returncode == 0
    assert "метро" not in done.stdout


def test_a_number_picks_what_was_offered(run: Run) -> None:
    """Related questions have numbers, and a number answers its question, in the language of the talk."""
    done = run("chat", stdin="how many residents are in Kharkiv\n2\n")
    assert "  1. Who is the mayor?\n  2. Where can I take cover?" in done.stdout
    assert "The nearest shelter is the metro." in done.stdout
    assert "Ihor" not in done.stdout


@pytest.mark.parametrize("number", ["0", "9", "-1"])
def test_a_number_that_was_not_offered_is_a_question(run: Run, number: str) -> None:
    """A number beyond the offers picks nothing."""
    done = run("chat", stdin=f"how many residents are in Kharkiv\n{number}\n")
    assert done.returncode == 0
    assert "Ihor" not in done.stdout
    assert "The nearest shelter" not in done.stdout


def test_the_language_of_the_talk_is_remembered(run: Run) -> None:
    """What tells no language is answered in the one spoken before, unless one is pinned."""
    assert "I read questions in words" in run("chat", stdin="who is the mayor\n🙂\n").stdout
    assert "Я розумію запитання" in run("chat", stdin="🙂\n").stdout
    pinned = run("chat", "--lang", "en", stdin="хто мер міста\n").stdout
    assert "The mayor is Ihor Testing." in pinned
    assert "Мер міста" not in pinned


def test_odd_lines_do_not_end_the_conversation(run: Run) -> None:
    """Invisible, huge or control characters are lines like any other."""
    lines = ["\u200b\u202e", "🙂", "а" * 100_000, "\x00\x1b", "хто мер міста"]
    done = run("chat", stdin="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ігор Перевірний" in done.stdout
