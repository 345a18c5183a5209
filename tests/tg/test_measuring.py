"""What a bot counts of its updates and requests."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.measures.measures import Measures
from bot.tg.limiting import Limiter
from bot.tg.measuring import MeasuredLimiter, kind_of_update
from tests.tg.conftest import Scene
from tests.tg.odd import Odd

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


def _sample(measures: Measures, name: str, **labels: str) -> float:
    return measures.registry.get_sample_value(name, labels) or 0.0


async def test_questions_are_counted_by_decision_language_and_chat(scene: Scene) -> None:
    """An answer, a choice and a question without an answer are told apart."""
    measures = scene.app.services.measures
    talk = scene.person("en").private()
    await talk.ask(scene.title("population", "en"))
    await talk.ask(scene.unanswerable("en"))
    await scene.settled()
    assert _sample(measures, "bot_decisions_total", decision="answer", language="en", chat="private") == 1
    assert _sample(measures, "bot_decisions_total", decision="none", language="en", chat="private") == 1
    assert _sample(measures, "bot_update_seconds_count", kind="message") == 2


def test_every_kind_of_update_has_its_name() -> None:
    """Kinds are those of Telegram, also the ones that the bot does not ask for; what is no update is "other"."""
    seen = set()
    for name, body in Odd().updates():
        try:
            update = Update.de_json({"update_id": 1, name: body})
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        if kind_of_update(update) != "other":
            assert kind_of_update(update) == name
            seen.add(name)
    assert {"message", "callback_query", "inline_query", "channel_post"} <= seen
    assert (kind_of_update(None), kind_of_update(Update(1))) == ("other", "other")


@pytest.mark.parametrize(
    ("made", "outcome"),
    [
        (None, "ok"),
        (partial(BadRequest, "no"), "refused"),
        (partial(Forbidden, "no"), "refused"),
        (partial(RetryAfter, 3), "limited"),
        (TimedOut, "failed"),
        (partial(NetworkError, "away"), "failed"),
        (partial(OSError, "away"), "failed"),
    ],
)
async def test_each_request_is_counted_by_its_outcome(made: Callable[[], Exception] | None, outcome: str) -> None:
    """What a request raises is passed on, and counted."""
    measures, error = Measures(), made() if made else None
    limiter = MeasuredLimiter(Limiter(), measures)

    async def request(number: int) -> bool:
        if error is not None:
            raise error
        return number == 7

    await limiter.initialize()
    with nullcontext() if error is None else pytest.raises(type(error)):
        assert await limiter.process_request(request, (7,), {}, "getMe", {}, None) is True
    await limiter.shutdown()
    assert _sample(measures, "bot_requests_total", method="getMe", outcome=outcome) == 1
