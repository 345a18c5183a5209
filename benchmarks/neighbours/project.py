"""The project itself: its index alone, and the whole matcher with its calibration."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.given import knowledge
from benchmarks.neighbours.method import Asked, Method, Sample, Targets
from bot.matching.calibration import calibration
from bot.matching.features import features, recognised
from bot.matching.learned import DANGER, Learned, examples_of
from bot.matching.matcher import Matcher
from bot.matching.readings import readings


def method(samples: Sequence[Sample], part: str, *, repair: bool) -> Method:  # noqa: ARG001 - it reads its own knowledge
    """Return the index alone or the whole; loading is reading the knowledge and learning, without a cache."""
    base = knowledge()
    learned = Learned(examples_of(base), base)
    if part == "index":
        answers = base.danger.answers if base.danger else ""
        return Method("**this project, index alone**", _indexed(learned, answers))
    return Method("**this project, whole**", _whole(Matcher(base, calibration(), learned)))


def _indexed(learned: Learned, danger: str) -> Callable[[str], Asked]:
    targets = Targets.named(
        f"topic:{danger}" if target == DANGER else f"{target.kind}:{target.id}" for target in learned.index.targets
    )

    def ask(text: str) -> Asked:
        folded = readings(text, learned.vocabulary)[0].folded
        found = features(recognised(folded, learned.vocabulary), learned.concepts)
        return targets.asked(learned.index.scores(found))

    return ask


def _whole(matcher: Matcher) -> Callable[[str], Asked]:
    def ask(text: str) -> Asked:
        match = matcher.match(text)
        sure = match.probability
        if match.exact:  # the same words as an example, which decide without a model
            sure = 2.0 if match.decision == "answer" else -1.0
        elif match.place is not None and not match.danger:
            sure = -1.0
        return Asked(tuple(candidate.target.id for candidate in match.topics[:3]), {"calibrated": sure})

    return ask
