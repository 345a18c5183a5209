"""Nothing lies about unused."""

from __future__ import annotations

from collections.abc import Callable


def test_a_knowledge_that_uses_everything_keeps_the_rule(told: Callable[..., list[str]]) -> None:
    """Facts in topics, sources and speakers in facts are in order."""
    assert told("unused") == []


def test_a_fact_of_no_topic_is_found(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A fact that no topic tells is placed where it stands."""
    edit("topics/town.yaml", "facts: [bridges-2025, bridges-2020]", "facts: [bridges-2025]")
    line = edit("topics/town.yaml", "  bridges-2020:\n", "  bridges-2020:\n")
    assert told("unused") == [
        f"topics/town.yaml:{line}: warning: no topic names the fact 'bridges-2020': use it, or delete it",
    ]


def test_a_source_of_no_fact_is_found(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A source that nothing cites is placed where it stands."""
    edit("topics/town.yaml", "sources: [courier-2020-05]", "sources: [gazette-2025-06-01]")
    line = edit("sources.yaml", "  courier-2020-05:\n", "  courier-2020-05:\n")
    assert told("unused") == [
        f"sources.yaml:{line}: warning: no fact names the source 'courier-2020-05': use it, or delete it",
    ]


def test_a_speaker_of_no_fact_is_found(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """A speaker who claims nothing is placed where they stand."""
    edit("topics/town.yaml", "by: mayor", "by: paper")
    line = edit("sources.yaml", "  mayor:", "  mayor:")
    assert told("unused") == [f"sources.yaml:{line}: warning: no fact names the speaker 'mayor': use it, or delete it"]


def test_a_chart_of_too_few_figures_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """A chart that is not drawn is placed where it stands, with what it lacks."""
    chart = 'charts:\n  bridges:\n    title: {uk: "Мости", ru: "Мосты", en: "Bridges"}\ntopics:\n'
    line = edit("topics/town.yaml", "topics:\n", chart) + 1
    (found,) = told("unused")
    assert found.startswith(
        f"topics/town.yaml:{line}: warning: the chart 'bridges' is not drawn: its series has 2 of 3"
    )
