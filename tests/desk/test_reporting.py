"""Findings in three forms."""

from __future__ import annotations

import json
from pathlib import Path

from bot.desk.reporting import report
from bot.model.finding import Finding, Place

FINDINGS = [
    Finding(Place("sources.yaml", 4, 5), "error", "addresses", "the address ends in '.'", "delete that"),
    Finding(Place("topics/town.yaml", 12), "warning", "order", "100%: a,b\nc"),
]


def test_text_is_a_line_each_and_the_numbers() -> None:
    """`file:line:column: level: rule: message (tip)`, then how many there are of each level."""
    assert report(FINDINGS, "text", Path("knowledge")).splitlines() == [
        "sources.yaml:4:5: error: addresses: the address ends in '.' (delete that)",
        "topics/town.yaml:12:1: warning: order: 100%: a,b c",
        "knowledge: 1 errors, 1 warnings",
    ]


def test_json_is_a_list_of_objects() -> None:
    """Each part of a finding is a field."""
    first, second = json.loads(report(FINDINGS, "json", Path("knowledge")))
    assert first == {
        "file": "sources.yaml",
        "line": 4,
        "column": 5,
        "level": "error",
        "rule": "addresses",
        "message": "the address ends in '.'",
        "tip": "delete that",
    }
    assert second["tip"] == ""
    assert json.loads(report([], "json", Path("knowledge"))) == []


def test_github_is_a_workflow_command_each() -> None:
    """The file is named from the working directory; percent signs, line breaks, commas and colons are escaped."""
    assert report(FINDINGS, "github", Path("knowledge").absolute()).splitlines() == [
        "::error file=knowledge/sources.yaml,line=4,col=5,title=addresses::the address ends in '.'%0Adelete that",
        "::warning file=knowledge/topics/town.yaml,line=12,col=1,title=order::100%25: a,b%0Ac",
    ]
    assert report([], "github", Path("knowledge")) == ""
