"""Measures: what is counted, and that no label is about a person."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.measures.measures import Measures

LABELS = {"kind", "decision", "language", "chat", "method", "outcome", "le", "generation"}
"""Every label that a measure of the bot may have; none of them can name a person, a chat or a text."""

PLATFORM = {"version", "major", "minor", "patchlevel", "implementation"}


def _shown(measures: Measures) -> dict[str, float]:
    """Return each sample by its name with its labels' values."""
    _, body = measures.shown()
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def test_what_happens_is_counted() -> None:
    """Updates with their time, failures, decisions, requests."""
    measures = Measures()
    with measures.handling("message"):
        measures.decided("suggest", "en", "group")
    with pytest.raises(ValueError, match="broke"), measures.handling("message"):
        raise ValueError("broke")
    measures.failed()
    measures.requested("sendMessage", "limited")
    shown = _shown(measures)
    assert shown["bot_update_seconds_count message"] == 2
    assert shown["bot_update_failures_total"] == 1
    assert shown["bot_decisions_total group suggest en"] == 1
    assert shown["bot_requests_total sendMessage limited"] == 1


def test_telegram_is_reached_by_whatever_it_says() -> None:
    """A refusal is a sign of life, a failure is none."""
    measures = Measures()
    measures.requested("getMe", "failed")
    assert measures.since_reached() is None
    measures.requested("getMe", "refused")
    assert measures.since_reached() == pytest.approx(0, abs=1)


def test_a_watched_figure_is_asked_for_at_each_look() -> None:
    """Levels and counts that others keep are shown as they are then."""
    measures, level = Measures(), [3.0]
    measures.watch("bot_depth", "Depth", lambda: level[0])
    measures.watch("bot_dropped", "Dropped", lambda: level[0], count=True)
    assert (_shown(measures)["bot_depth"], _shown(measures)["bot_dropped_total"]) == (3, 3)
    level[0] = 5
    assert _shown(measures)["bot_depth"] == 5


def test_each_bot_has_its_own() -> None:
    """Two in one process do not count for each other."""
    first, second = Measures(), Measures()
    first.failed()
    assert (_shown(first)["bot_update_failures_total"], _shown(second)["bot_update_failures_total"]) == (1, 0)


def test_no_label_is_about_a_person() -> None:
    """Labels are of a few kinds, each with few values."""
    measures = Measures()
    with measures.handling("message"):
        measures.decided("answer", "uk", "private")
    measures.requested("sendMessage", "ok")
    _, body = measures.shown()
    families = list(text_string_to_metric_families(body.decode()))
    assert len(families) > 5
    for family in families:
        for sample in family.samples:
            assert set(sample.labels) <= LABELS | (PLATFORM if sample.name == "python_info" else set()), sample
