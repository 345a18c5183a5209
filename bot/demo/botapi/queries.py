"""Callback and inline queries that people made, until the bot answers them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Literal

from bot.demo.botapi.bell import Bell
from bot.demo.botapi.errors import bad_request

QueryKind = Literal["callback", "inline"]


@dataclass
class Query:
    """One query; `answer` is None until the bot answers."""

    id: str
    kind: QueryKind
    until: float
    """The time, of `time.monotonic`, up to which an answer is taken."""
    answer: dict[str, Any] | None = None


class Queries:
    """All queries of one server."""

    def __init__(self, patience: dict[QueryKind, float]) -> None:
        self.patience = patience
        """Seconds for which an answer is taken."""
        self.bell = Bell()
        self._known: dict[str, Query] = {}
        self._count = 0

    def ask(self, kind: QueryKind) -> Query:
        """Return a new query."""
        self._count += 1
        query = Query(f"{4_200_000_000_000 + self._count}", kind, time.monotonic() + self.patience[kind])
        self._known[query.id] = query
        return query

    def settle(self, kind: QueryKind, query_id: str, answer: dict[str, Any]) -> None:
        """Keep the bot's answer; ApiError 400 where there is no such query, or it is answered or too old."""
        self.check(kind, query_id)
        self._known[query_id].answer = answer
        self.bell.ring()

    def check(self, kind: QueryKind, query_id: str) -> None:
        """Raise ApiError 400 unless the query waits for its answer."""
        query = self._known.get(query_id)
        if query is None or query.kind != kind or query.answer is not None or time.monotonic() > query.until:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
