"""Probabilities from signals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from bot.matching.calibration import Calibration, calibration
from bot.matching.matcher import Matcher
from bot.matching.signals import Signals
from bot.model.base import KnowledgeBase


@pytest.fixture(scope="module")
def signals(small: KnowledgeBase) -> Signals:
    """Return the signals of a real question."""
    found = Matcher(small, calibration()).match("найближче укриття").signals
    assert found is not None
    return found


def test_what_comes_with_the_package_asks_the_most_of_safety() -> None:
    """Offering asks for no more than answering, and answering on safety for at least as much as elsewhere."""
    stored = calibration()
    assert 0 < stored.suggest <= stored.answer <= stored.answer_safety <= 1


def test_the_stored_calibration_fits_the_signals(signals: Signals) -> None:
    """The calibration and the signals agree in number, and probabilities come out."""
    stored = calibration()
    assert 0 < stored.right(signals) < 1
    assert 0 < stored.offered(signals) < 1


def test_the_two_probabilities_have_weights_of_their_own(signals: Signals) -> None:
    """No evidence gives one half; huge weights either way stay probabilities and do not overflow."""
    rest = tuple(0.0 for _ in signals.row()[1:])
    one = replace(calibration(), right_weights=(0.0, *rest), offered_weights=(1e6, *rest))
    other = replace(one, right_weights=(-1e6, *rest))
    assert one.right(signals) == 0.5
    assert other.right(signals) == pytest.approx(0, abs=1e-9)
    assert one.offered(signals) == other.offered(signals) == pytest.approx(1, abs=1e-9)


def test_weights_that_do_not_fit_are_refused(signals: Signals) -> None:
    """A calibration made for other signals is an error, not a wrong number."""
    with pytest.raises(ValueError, match="argument 2 is longer"):
        replace(calibration(), right_weights=(1.0, 2.0)).right(signals)


def test_a_stored_calibration_reads_back() -> None:
    """What is stored is what is read."""
    stored = calibration()
    assert TypeAdapter(Calibration).validate_json(stored.to_json()) == stored
