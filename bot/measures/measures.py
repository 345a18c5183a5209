"""The measures of one bot, in the form that Prometheus reads. No label is about a person, a chat or a text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Upper bounds of the classes of durations."""

RequestOutcome = Literal["ok", "refused", "limited", "failed"]
"""What became of a request to Telegram: carried out, refused (400, 403), 429, or not answered soundly."""


class Measures:
    """Counts what happens. Each bot has its own, and so has each test."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._updates = Histogram(
            "bot_update_seconds",
            "Time to handle an update, by its kind",
            ["kind"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._failures = Counter(
            "bot_update_failures", "Updates whose handling raised an error", registry=self.registry
        )
        self._decisions = Counter(
            "bot_decisions",
            "Questions, by how they were decided, language and kind of chat",
            ["decision", "language", "chat"],
            registry=self.registry,
        )
        self._requests = Counter(
            "bot_requests", "Requests to Telegram, by method and outcome", ["method", "outcome"], registry=self.registry
        )
        self._left_out = Counter(
            "bot_flood_dropped",
            "Updates that were left out since too many of their account or group waited",
            ["kind"],
            registry=self.registry,
        )
        # Each looked up once: prometheus_client takes a lock and makes texts of the labels each time.
        self._update = cache(self._updates.labels)
        self._decision = cache(self._decisions.labels)
        self._request = cache(self._requests.labels)
        self._reached: float | None = None

    @contextmanager
    def handling(self, kind: str) -> Iterator[None]:
        """Measure how long an update of `kind` ("message", "inline_query" ...) is handled."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._update(kind).observe(time.perf_counter() - began)

    def failed(self) -> None:
        """Count an update whose handling raised an error."""
        self._failures.inc()

    def left_out(self, kind: str) -> None:
        """Count an update that gave way to newer ones: "private", "group", "press" or "inline"."""
        self._left_out.labels(kind).inc()

    def decided(self, decision: str, language: str, chat: str) -> None:
        """Count a question: "answer", "suggest" or "none", its language, and the kind of chat it was asked in."""
        self._decision(decision, language, chat).inc()

    def requested(self, method: str, outcome: RequestOutcome) -> None:
        """Count a request to Telegram; whatever Telegram itself said shows that it can be reached."""
        self._request(method, outcome).inc()
        if outcome != "failed":
            self._reached = time.monotonic()

    def since_reached(self) -> float | None:
        """Return the seconds since Telegram answered anything; None where it never did."""
        return None if self._reached is None else time.monotonic() - self._reached

    def watch(self, name: str, documentation: str, ask: Callable[[], float], *, count: bool = False) -> None:
        """Show what `ask` returns at each look: a level, or (`count`) a count that only rises."""
        self.registry.register(_Watched(name, documentation, ask, count=count))

    def shown(self, accepted: str = "") -> tuple[str, bytes]:
        """Return all measures as content type and body, in the best form that `accepted` (an Accept header) names."""
        encode, content_type = choose_encoder(accepted)
        return content_type, encode(self.registry)


class _Watched(Collector):
    """One figure that is asked for at each look."""

    def __init__(self, name: str, documentation: str, ask: Callable[[], float], *, count: bool) -> None:
        self._name, self._documentation, self._ask, self._count = name, documentation, ask, count

    def describe(self) -> list[Metric]:
        """Return the name without asking."""
        return [self._family()]

    def collect(self) -> list[Metric]:
        """Return the figure."""
        family = self._family()
        family.add_metric([], self._ask())
        return [family]

    def _family(self) -> CounterMetricFamily | GaugeMetricFamily:
        family = CounterMetricFamily if self._count else GaugeMetricFamily
        return family(self._name, self._documentation, labels=[])
