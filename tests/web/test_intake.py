"""Updates read one by one."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.intake import update_id
from tests.web.conftest import Reached

MALFORMED: dict[str, Any] = {
    "no object": [1, 2],
    "nothing": None,
    "empty": {},
    "id as text": {"update_id": "7"},
    "id as truth": {"update_id": True},
    "message as text": {"update_id": 7, "message": "секрет"},
    "chat as number": {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": 5}},
    "date as text": {
        "update_id": 7,
        "message": {"message_id": 1, "date": "секрет", "chat": {"id": 1, "type": "private"}},
    },
}


async def test_an_update_is_passed_on(reached: Reached, said: Callable[..., dict[str, Any]]) -> None:
    """A sound update reaches the bot, whole."""
    body = json.dumps(said(7, "Де укриття?")).encode()
    assert await reached.intake.take_text(body)
    assert (reached.ids, reached.texts, reached.intake.set_aside) == ([7], ["Де укриття?"], 0)
    assert reached.bodies == [body]


async def test_updates_of_one_poll_are_passed_on_together(
    reached: Reached, said: Callable[..., dict[str, Any]]
) -> None:
    """What came together goes on together, in its order, with the JSON from which it can be read again."""
    await reached.intake.take([said(7, "Де?"), said(8, "\ud800")])
    assert (reached.ids, [json.loads(body) for body in reached.bodies]) == ([7, 8], [said(7, "Де?"), said(8, "\ud800")])


async def test_an_unknown_kind_is_passed_on(reached: Reached) -> None:
    """An update of a kind that this version does not know is no fault: it is passed on, and nobody handles it."""
    await reached.intake.take([{"update_id": 7, "telepathy": {"thought": "?"}}])
    assert reached.ids == [7]


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED.keys())
async def test_a_malformed_update_is_set_aside(
    reached: Reached, said: Callable[..., dict[str, Any]], raw: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """What can't be read is counted and logged without its text, and the next update is taken as ever."""
    with caplog.at_level(logging.DEBUG):
        await reached.intake.take([raw, said(8)])
    assert (reached.ids, reached.intake.set_aside) == ([8], 1)
    numbered = isinstance(raw, dict) and raw.get("update_id") == 7
    assert [number for number, _ in reached.refused] == ([7] if numbered else [])
    assert [record.getMessage() for record in caplog.records] == ["an update can't be read and is set aside"]
    assert not any("секрет" in str(record.__dict__) for record in caplog.records)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", "{секрет}".encode(), b"\xff\xfe\x00", b"[" * 100_000, b'{"update_id": ' + b"9" * 5_000 + b"}"],
    ids=["empty", "open", "no quotes", "no UTF-8", "deep", "huge number"],
)
async def test_a_body_that_is_no_json_is_set_aside(
    reached: Reached, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """A body that is no JSON is counted, and logged with its size but not its text."""
    with caplog.at_level(logging.DEBUG):
        assert not await reached.intake.take_text(body)
    assert reached.intake.set_aside == 1
    assert vars(caplog.records[0])["number"] == len(body)
    assert not any("секрет" in str(record.__dict__) for record in caplog.records)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "chat", "from", "message_id", "date", "text", "entities"]), inner)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    kind=st.sampled_from(["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]), raw=_JSON
)
async def test_nothing_raises(reached: Reached, kind: str, raw: Any) -> None:
    """Whatever stands in an update, it is passed on or set aside, and never raises."""
    before = len(reached.updates) + reached.intake.set_aside
    await reached.intake.take([{"update_id": 1, kind: raw}])
    assert len(reached.updates) + reached.intake.set_aside == before + 1


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"update_id": 5}, 5),
        ({"update_id": 0}, 0),
        ({"update_id": True}, None),
        ({"update_id": 2**63}, None),
        ({}, None),
        ([5], None),
        ("5", None),
    ],
    ids=str,
)
def test_update_id(raw: Any, found: int | None) -> None:
    """Only a whole number under that name, in an object, is an id."""
    assert update_id(raw) == found
