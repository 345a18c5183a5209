"""Every topic has golden questions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.desk.checking import check
from bot.desk.golden import count_golden


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """Return golden questions: five for each topic and language."""
    for language in ("uk", "ru", "en"):
        file = tmp_path / "golden" / language / "all.yaml"
        file.parent.mkdir(parents=True)
        lists = (
            f"{topic}:\n" + "".join(f"- asked {number}\n" for number in range(5)) for topic in ("residents", "bridges")
        )
        file.write_text("".join(lists), "utf-8")
    return tmp_path / "golden"


def _told(folder: Path, today: dt.date, golden: Path) -> list[str]:
    return [str(one) for one in check(folder, today, golden=count_golden(golden)) if one.rule == "golden"]


def test_enough_golden_questions_keep_the_rule(folder: Path, today: dt.date, golden: Path) -> None:
    """Five a topic and language are enough."""
    assert _told(folder, today, golden) == []


def test_without_golden_questions_at_hand_the_rule_is_silent(folder: Path, today: dt.date) -> None:
    """An editor who has only the knowledge is not told of tests."""
    assert [one for one in check(folder, today) if one.rule == "golden"] == []


def test_a_topic_with_few_is_found(folder: Path, today: dt.date, golden: Path) -> None:
    """The topic is placed, with the language and the file to write them to."""
    file = golden / "ru" / "all.yaml"
    file.write_text(file.read_text("utf-8").replace("residents:\n- asked 0\n", "residents:\n"), "utf-8")
    tip = "write some to tests/questions/ru/people.yaml, other than its example questions"
    fault = f"4 golden questions in ru: at least 5 ({tip})"
    assert _told(folder, today, golden) == [f"topics/people.yaml:17:3: warning: golden: {fault}"]


def test_a_folder_without_golden_questions_is_refused(tmp_path: Path) -> None:
    """A wrong folder is not taken for one in which all topics lack questions."""
    with pytest.raises(ValueError, match="no golden questions"):
        count_golden(tmp_path)


def test_a_broken_file_is_told_with_its_line(golden: Path) -> None:
    """What is no YAML can't be counted."""
    (golden / "uk" / "all.yaml").write_text("residents:\n- one\n  two: [", "utf-8")
    with pytest.raises(ValueError, match=r"all\.yaml:\d+:1: error: yaml"):
        count_golden(golden)
