"""The runbook names what there is: log lines, measures, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli.settings import Settings
from bot.store.faults import REMEDIES

ROOT = Path(__file__).resolve().parents[1]
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8").replace("*italics*", "")
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))

EVENTS = sorted({event.removeprefix("... ") for event in re.findall(r"(?<![*\w])\*([^*\n]{6,}?)\*(?!\*)", RUNBOOK)})
MEASURES = sorted(set(re.findall(r"`(bot_[a-z_]+)", RUNBOOK)))


@pytest.mark.parametrize("event", EVENTS)
def test_a_log_line_is_one_of_the_bot(event: str) -> None:
    """Whoever searches the runbook for a line of the log finds it as it is logged."""
    # What is filled in at the beginning of a message stands elsewhere in the code than its end.
    parts = [event, event.removeprefix("connecting to Telegram").removeprefix("polling").strip()]
    assert any(part and part in SOURCE for part in parts), event


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_is_one_of_the_bot(measure: str) -> None:
    """Each measure that the runbook names is shown by the bot."""
    assert f'"{measure.removesuffix("_total")}"' in SOURCE


def test_every_measure_is_explained() -> None:
    """No measure of the bot is missing in the runbook."""
    shown = set(re.findall(r'"(bot_[a-z_]+)"', SOURCE)) - set(Settings.model_fields) - {"bot_command"}
    assert shown
    assert shown <= {measure.removesuffix("_total") for measure in MEASURES}


def test_every_fault_of_the_store_is_explained() -> None:
    """Each fault that the log and /healthz can tell has its line."""
    assert REMEDIES
    for fault in REMEDIES:
        assert f"| `{fault}` |" in RUNBOOK


def test_there_is_something_to_look_for() -> None:
    """The runbook is read as it is meant: it names lines and measures."""
    assert len(EVENTS) > 10
    assert len(MEASURES) > 8
