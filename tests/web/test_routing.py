"""What a path's function is told of a request."""

from __future__ import annotations

from bot.web.routing import Message, Request


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def test_of_equal_headers_the_first_counts() -> None:
    """Whoever appends a second one, such as a proxy, changes nothing; a missing one is empty."""
    request = Request([(b"x-token", b"first"), (b"x-token", b"second"), (b"accept", b"*/*")], _nothing)
    assert (request.header(b"x-token"), request.header(b"accept"), request.header(b"x")) == (b"first", b"*/*", b"")
