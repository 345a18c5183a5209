"""All rules over a knowledge folder."""

from __future__ import annotations

import datetime as dt
import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import bot.desk.rules
from bot.desk.checking import RULES, check
from bot.library.errors import KnowledgeError

MODULES = [found.name for found in pkgutil.iter_modules(bot.desk.rules.__path__) if found.name != "rule"]
TESTS = Path(__file__).with_name("rules")


def test_there_are_rules_to_check() -> None:
    """The rules are found, so that the tests over all of them can't pass on none."""
    assert len(MODULES) >= 13


def test_the_small_knowledge_keeps_every_rule(folder: Path, today: dt.date) -> None:
    """A folder in order has no finding at all, with or without articles."""
    assert check(folder, today) == []
    assert check(folder, today, ("An article about something else altogether, at some length.",)) == []


@pytest.mark.parametrize("module", MODULES)
def test_every_rule_is_applied_under_its_modules_name(module: str) -> None:
    """A rule's module is listed among the rules, and its name in findings leads to it."""
    rule = import_module(f"bot.desk.rules.{module}").RULE
    assert rule in RULES
    assert rule.name == module.replace("_", "-")


@pytest.mark.parametrize("module", MODULES)
def test_every_rule_has_its_tests(module: str) -> None:
    """A rule comes with a knowledge that keeps it and one that breaks it."""
    assert (TESTS / f"test_{module}.py").is_file()


def test_no_two_rules_share_a_name() -> None:
    """Each rule is applied once."""
    assert len({rule.name for rule in RULES}) == len(RULES) == len(MODULES)


def test_findings_of_reading_and_of_rules_come_together_by_place(
    edit: Callable[[str, str, str], int], folder: Path, today: dt.date
) -> None:
    """A record that reading refuses hides no breach in the others."""
    broken = edit("topics/people.yaml", "by: paper", "by: papre")
    typed = edit("topics/town.yaml", "There were {bridges}", "There were 6, then {bridges}")
    late = edit("topics/town.yaml", 'as_of: "2025-05-20"', 'as_of: "2027"')
    found = check(folder, today)
    assert found == sorted(found)
    told = [f"{one.place.file}:{one.place.line}: {one.rule}" for one in found]
    assert f"topics/people.yaml:{broken}: unknown-speaker" in told
    assert f"topics/town.yaml:{late}: dates" in told
    assert f"topics/town.yaml:{typed}: typed-digits" in told


def test_the_same_breach_is_told_once(edit: Callable[[str, str, str], int], folder: Path, today: dt.date) -> None:
    """A misspelt heading that is met twice, as a key of the file and of the record, is one finding."""
    line = edit("words.yaml", "fillers:", "filers:")
    assert [str(one) for one in check(folder, today)] == [
        f"words.yaml:{line}:1: error: unknown-key: unknown key 'filers': did you mean 'fillers'?",
    ]


def test_an_empty_folder_is_told(tmp_path: Path, today: dt.date) -> None:
    """Where nothing can be read, what is missing is told."""
    assert [str(one) for one in check(tmp_path, today) if one.rule == "folder"] == [
        "city.yaml:1:1: error: folder: this file is missing",
        "sources.yaml:1:1: error: folder: this file is missing",
        "topics:1:1: error: folder: no file of topics here",
    ]


def test_a_missing_folder_is_refused(tmp_path: Path, today: dt.date) -> None:
    """There is nothing to check where there is no folder."""
    with pytest.raises(KnowledgeError, match="error: folder: there is no such knowledge folder"):
        check(tmp_path / "nowhere", today)
