"""What is wrong, and where."""

from __future__ import annotations

from bot.model.finding import Finding, Place


def test_a_finding_is_told_as_place_level_rule_and_message() -> None:
    """The line starts with `file:line:column`, as editors follow it."""
    finding = Finding(Place("topics/town.yaml", 12, 5), "error", "dates", "2030 is in the future")
    assert str(finding) == "topics/town.yaml:12:5: error: dates: 2030 is in the future"


def test_findings_are_sorted_by_file_then_line_as_numbers() -> None:
    """Line 9 comes before line 10, and files go by name."""
    places = [Place("b.yaml"), Place("a.yaml", 10), Place("a.yaml", 9, 7), Place("a.yaml", 9, 3)]
    findings = sorted(Finding(place, "error", "x", "y") for place in places)
    assert [str(finding.place) for finding in findings] == ["a.yaml:9:3", "a.yaml:9:7", "a.yaml:10:1", "b.yaml:1:1"]
