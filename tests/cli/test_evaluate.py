"""`kharkiv-bot eval`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

LABELLED = [
    {"q": "хто мер міста", "lang": "uk", "expect": ["mayor"], "style": "plain"},
    {"q": "where is the nearest shelter", "lang": "en", "expect": ["shelters"], "style": "plain"},
    {"q": "хто очолює місто", "lang": "uk", "expect": ["population"], "style": "plain"},
    {"q": "яка завтра погода", "lang": "uk", "expect": [], "style": "out"},
]


def _file(tmp_path: Path, *lines: object) -> str:
    file = tmp_path / "asked.jsonl"
    file.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return str(file)


def _row(out: str, table: str, name: str) -> dict[str, str]:
    """Return the cells of a row of one of the tables, by column."""
    lines = out.splitlines()
    head = next(number for number, line in enumerate(lines) if line.split()[:2] == [table, "in"])
    end = next((number for number in range(head, len(lines)) if not lines[number]), len(lines))
    (row,) = [line for line in lines[head + 1 : end] if (line.split()[0] if name else line[:1].strip()) == name]
    return dict(zip(lines[head].split()[1:], row.removeprefix(name).split(), strict=True))


def test_shares_are_told_over_all_and_by_group(run: Run, tmp_path: Path) -> None:
    """Right and wrong answers are counted over all questions, by language and by topic."""
    done = run("eval", _file(tmp_path, *LABELLED))
    assert (done.returncode, done.stderr) == (0, "")
    all_ = _row(done.stdout, "all", "")
    assert (all_["in"], all_["out"]) == ("3", "1")
    assert (all_["right"], all_["wrong"], all_["missed"], all_["false"]) == ("0.667", "0.333", "0.000", "0.000")
    assert _row(done.stdout, "language", "en")["right"] == "1.000"
    assert _row(done.stdout, "language", "uk")["right"] == "0.500"
    assert _row(done.stdout, "topic", "population")["wrong"] == "1.000"
    assert _row(done.stdout, "style", "out")["right"] == "-"


def test_the_worst_confusions_are_shown(run: Run, tmp_path: Path) -> None:
    """Each mistake names the topic expected, the one given, how often, and a question; `--misses` limits them."""
    file = _file(tmp_path, *LABELLED)
    last = run("eval", file).stdout.splitlines()[-1]
    assert last.split() == ["population", "mayor", "1", "хто", "очолює", "місто"]
    assert run("eval", file, "--misses", "0").stdout.splitlines()[-1].startswith("worst confusions")


def test_questions_of_topics_to_come_can_be_left_out(run: Run, tmp_path: Path) -> None:
    """`--known-only` drops questions whose topics the knowledge lacks, and keeps those out of scope."""
    file = _file(tmp_path, *LABELLED, {"q": "трамвай", "lang": "uk", "expect": ["trams"]})
    assert _row(run("eval", file).stdout, "all", "")["in"] == "4"
    known = _row(run("eval", file, "--known-only").stdout, "all", "")
    assert (known["in"], known["out"]) == ("3", "1")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("{", id="no-json"),
        pytest.param("[]", id="no-object"),
        pytest.param('{"q": "a", "lang": "uk"}', id="no-expectation"),
        pytest.param('{"lang": "uk", "expect": []}', id="no-question"),
    ],
)
def test_a_broken_line_is_named(run: Run, tmp_path: Path, broken: str) -> None:
    """A line that can't be read ends with 2, its file and its number; blank lines count."""
    file = _file(tmp_path, LABELLED[0], "", broken)
    done = run("eval", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{file}: line 3: ")
    assert done.stderr.endswith("; expected q, lang and a list expect\n")


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    """A missing file, a folder or a file in another encoding end with 2 and the reason."""
    foreign = tmp_path / "foreign.jsonl"
    foreign.write_bytes('{"q": "хто", "lang": "uk", "expect": []}'.encode("cp1251"))
    assert run("eval", str(tmp_path / "none")).stderr == f"{tmp_path / 'none'}: No such file or directory\n"
    assert run("eval", str(tmp_path)).stderr == f"{tmp_path}: Is a directory\n"
    done = run("eval", str(foreign))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{foreign}: 'utf-8' codec can't decode")


def test_an_empty_file_has_nothing_to_share(run: Run, tmp_path: Path) -> None:
    """Without questions all shares are dashes."""
    done = run("eval", _file(tmp_path))
    assert done.returncode == 0
    assert set(_row(done.stdout, "all", "").values()) == {"0", "-"}
