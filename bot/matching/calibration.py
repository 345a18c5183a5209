"""From signals to probabilities, and the thresholds that turn probabilities into a decision."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from importlib.resources import files

from pydantic import TypeAdapter

from bot.matching.signals import Signals


@dataclass(frozen=True)
class Calibration:
    """Two logistic models over the signals, and the least probabilities at which to answer and to suggest.

    `right_weights` give the chance that the first topic is right, `offered_weights` that one of the first three is;
    both follow the order of `Signals.row()`. `answer_safety` holds for topics where a wrong answer may harm.
    `danger` is how far (in score) danger may stay behind the best target and still be taken for danger,
    `danger_near` the same where the best target is a topic near to danger.
    """

    right_weights: tuple[float, ...]
    offered_weights: tuple[float, ...]
    answer: float
    answer_safety: float
    suggest: float
    danger: float
    danger_near: float

    def right(self, signals: Signals) -> float:
        """Return the probability (0 to 1) that the first topic is the right one."""
        return _logistic(self.right_weights, signals.row())

    def offered(self, signals: Signals) -> float:
        """Return the probability (0 to 1) that a right topic is among the first three."""
        return _logistic(self.offered_weights, signals.row())

    def to_json(self) -> str:
        """Return the calibration as it is stored."""
        return json.dumps(asdict(self), indent=2) + "\n"


_STORED = TypeAdapter(Calibration)


def calibration() -> Calibration:
    """Return the calibration that comes with the package."""
    return _STORED.validate_json(files("bot.matching").joinpath("calibration.json").read_bytes())


def _logistic(weights: tuple[float, ...], row: list[float]) -> float:
    odds = sum(weight * value for weight, value in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
