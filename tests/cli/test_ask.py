"""`kharkiv-bot ask`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]

KEYS = ["decision", "topic", "suggestions", "score", "language", "text"]

ODD = {
    "empty": "",
    "spaces": "   ",
    "emoji": "🙂🙂🇺🇦",
    "zero-width": "\u200b\u200d\ufeff",
    "right-to-left": "\u202e\u2067\u200f",
    "marks": "?!…—",
    "one-letter": "а",
    "long": "чи є метро " * 9_091,
    "one-long-word": "щ" * 100_000,
    "arabic": "أين الملجأ؟",
    "right-to-left-inside": "де \u202eметро\u202c",
    "option-like": "--",
    "json-like": '{"q": 1}',
    "control": "де\x01\x02 метро\x7f",
}


def _checked(result: dict[str, Any]) -> dict[str, Any]:
    """Return an object of the contract after checking its form."""
    assert list(result) == KEYS
    assert result["decision"] in {"answer", "suggest", "none"}
    assert (result["topic"] is not None) is (result["decision"] == "answer")
    assert len(result["suggestions"]) <= 3
    assert result["decision"] != "none" or result["suggestions"] == []
    assert 0 <= result["score"] <= 1
    assert result["language"] in {"uk", "ru", "en"}
    assert result["text"]
    return result


@pytest.mark.parametrize(
    ("question", "title", "sentence"),
    [
        ("де найближче укриття", "Де сховатися від обстрілу?", "Найближче укриття — метро."),
        ("где ближайшее убежище", "Где укрыться от обстрела?", "Ближайшее укрытие — метро."),
        ("where is the nearest shelter", "Where can I take cover?", "The nearest shelter is the metro."),
    ],
    ids=["uk", "ru", "en"],
)
def test_a_question_is_answered_with_its_source(run: Run, question: str, title: str, sentence: str) -> None:
    """The answer comes in the question's language with its sentence and the address of its source; exit code 0."""
    done = run("ask", question)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == title
    assert sentence in done.stdout
    assert "https://courier.example/skilky" in done.stdout


def test_the_language_of_the_reply_can_be_chosen(run: Run) -> None:
    """`--lang` overrules the question's own language."""
    assert run("ask", "хто мер міста", "--lang", "en").stdout.startswith("Who is the mayor?\n")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("яка завтра погода", "На це я не маю відповіді з джерелом. Тема: Погода."),
        ("where is the nearest shelter in Lviv", "I have no cited answer to that: all my facts are about one city"),
        ("Good morning", "Hello there!"),
    ],
    ids=["decline", "another-city", "small-talk"],
)
def test_no_cited_answer_ends_with_1(run: Run, question: str, says: str) -> None:
    """Where there is no cited answer the reply says so on standard output, and the exit code is 1."""
    done = run("ask", question)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(says)


def test_json_is_one_object(run: Run) -> None:
    """`--json` prints the contract's object in one line, letters as they are."""
    done = run("ask", "--json", "хто мер міста")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "Перевірний" in done.stdout
    result = _checked(json.loads(done.stdout))
    assert (result["decision"], result["topic"], result["language"]) == ("answer", "mayor", "uk")
    assert "mayor" not in result["suggestions"]
    assert result["text"] == run("ask", "хто мер міста").stdout.rstrip("\n")


def test_json_without_an_answer_ends_with_1(run: Run) -> None:
    """The exit code tells the decision with `--json` too."""
    done = run("ask", "--json", "яка завтра погода")
    assert done.returncode == 1
    result = _checked(json.loads(done.stdout))
    assert (result["decision"], result["topic"], result["suggestions"]) == ("none", None, [])


def test_explaining_names_what_led_to_the_decision(run: Run, small_folder: Path) -> None:
    """`--explain` tells the reading, the topics with their scores, and where the example that matched stands."""
    done = run("ask", "--explain", "lt yfq,kb;xt erhbnnz")
    assert done.returncode == 0
    assert "decision: answer" in done.stdout
    assert "read as: layout" in done.stdout
    assert "topic: shelters (score " in done.stdout
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("the same question as: ")]
    file, line, _ = told.removeprefix("the same question as: ").split(":")[:3]
    assert "де найближче укриття" in (small_folder / file).read_text("utf-8").splitlines()[int(line) - 1]


def test_jsonl_answers_line_for_line(run: Run) -> None:
    """Each line of standard input gets one object, in order; exit code 0."""
    asked = ["хто мер міста", "яка завтра погода", "where is the nearest shelter"]
    done = run("ask", "--jsonl", stdin="".join(json.dumps({"q": question}) + "\n" for question in asked))
    assert (done.returncode, done.stderr) == (0, "")
    results = [_checked(json.loads(line)) for line in done.stdout.splitlines()]
    assert [result["topic"] for result in results] == ["mayor", None, "shelters"]
    assert [result["language"] for result in results] == ["uk", "uk", "en"]


def test_jsonl_takes_the_question_before(run: Run) -> None:
    """`after` may be given, be null or be left out."""
    lines = ['{"q": "хто мер міста", "after": "де укриття"}', '{"q": "хто мер міста", "after": null}']
    done = run("ask", "--jsonl", "--lang", "ru", stdin="\n".join(lines))
    results = [_checked(json.loads(line)) for line in done.stdout.splitlines()]
    assert [(result["topic"], result["language"]) for result in results] == [("mayor", "ru")] * 2


BROKEN = {
    "no-json": (b"what?", "not JSON"),
    "cut-off": (b'{"q": "a', "not JSON"),
    "no-object": (b"[1, 2]", 'expected an object with the question as text: {"q": "..."}'),
    "no-question": (b'{"question": "a"}', 'expected an object with the question as text: {"q": "..."}'),
    "question-a-number": (b'{"q": 5}', 'expected an object with the question as text: {"q": "..."}'),
    "question-null": (b'{"q": null}', 'expected an object with the question as text: {"q": "..."}'),
    "after-a-list": (b'{"q": "a", "after": []}', '"after" is not text'),
    "nul": (b"\x00", "not JSON"),
    "deep": (b"[" * 100_000, "not JSON"),
    "huge-number": (b"9" * 5_000, "not JSON"),
    "invalid-utf-8": (b"\xff\xfe\xfa", "not JSON"),
}


def test_a_broken_line_is_answered_in_its_place(run: Run) -> None:
    """A line that can't be read gets an object that says why, and the lines around it are answered as ever."""
    lines = [line for broken, _ in BROKEN.values() for line in (broken, b'{"q": "who is the mayor"}')]
    done = run("ask", "--jsonl", stdin=b"\n".join(lines) + b"\n")
    assert done.stderr == ""
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(lines)
    assert [_checked(result)["topic"] for result in results[1::2]] == ["mayor"] * len(BROKEN)
    for name, (_, message), result in zip(BROKEN, BROKEN.values(), results[::2], strict=True):
        assert list(result) == ["error"], name
        assert result["error"].startswith(message), name


def test_a_question_with_invalid_utf_8_is_read_as_far_as_it_goes(run: Run) -> None:
    """Bytes that are no UTF-8 inside a question do not lose the rest of it."""
    done = run("ask", "--jsonl", stdin=b'{"q": "\xff who is the mayor \xc3"}\n{"q": "\\ud800 who is the mayor"}\r\n')
    results = [_checked(json.loads(line)) for line in done.stdout.splitlines()]
    assert [result["language"] for result in results] == ["en", "en"]
    assert results[1]["topic"] == "mayor"


@pytest.mark.parametrize("stdin", ["", "\n \n\n"], ids=["nothing", "blank-lines"])
def test_jsonl_with_nothing_to_read_prints_nothing(run: Run, stdin: str) -> None:
    """No question, no object, and a good end."""
    done = run("ask", "--jsonl", stdin=stdin)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_jsonl_and_a_question_exclude_each_other(run: Run) -> None:
    """A question beside `--jsonl` is wrong usage."""
    done = run("ask", "--jsonl", "хто мер міста")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "with --jsonl the questions come from standard input: leave the question out\n"


def test_odd_questions_get_a_decision_each(run: Run) -> None:
    """Empty, huge, invisible or right-to-left: every question gets an object of the contract."""
    done = run("ask", "--jsonl", stdin="".join(json.dumps({"q": question}) + "\n" for question in ODD.values()))
    assert (done.returncode, done.stderr) == (0, "")
    results = dict(zip(ODD, (_checked(json.loads(line)) for line in done.stdout.splitlines()), strict=True))
    for name in ("empty", "spaces", "emoji", "zero-width", "right-to-left", "marks", "option-like"):
        assert results[name]["text"].startswith("Я розумію запитання, написані словами."), name


@pytest.mark.parametrize(
    "question",
    ["", "a" * 100_000, "where is it " * 8_334, ODD["emoji"], ODD["zero-width"], ODD["right-to-left"], ODD["control"]],
    ids=["empty", "one-long-word", "long", "emoji", "zero-width", "right-to-left", "control"],
)
def test_odd_questions_may_stand_on_the_command_line(run: Run, question: str) -> None:
    """Such questions as an argument end with 0 or 1 and say something."""
    done = run("ask", question)
    assert done.returncode in {0, 1}
    assert done.stdout.strip()
    assert done.stderr == ""


def test_a_question_may_look_like_an_option(run: Run) -> None:
    """After `--` anything is a question."""
    done = run("ask", "--", "--help")
    assert done.returncode in {0, 1}
    assert "Usage" not in done.stdout
