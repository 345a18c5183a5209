"""A chart with every kind of figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.charts.chart import Chart, chart
from bot.model import topic
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import Language, Translated

TITLE = Translated(uk="Трамваї міста", ru="Трамваи города", en="Trams of the city")
SAYS = Translated(uk="{n}", ru="{n}", en="{n}")

Figures = dict[str, tuple[str, Any, dict[str, Any]]]
"""As-of date, figure and what else is said, newest first."""

FIGURES: Figures = {
    "now": ("2025-10-09", 1300000, {"sources": ["gazette", "courier"]}),
    "over": ("2025-03", {"number": 1000000, "about": "over"}, {"differs_from": ["rival"]}),
    "rival": ("2025-03", {"number": 800000, "about": "about"}, {"sources": ["courier"]}),
    "rough-date": ("2024~", 750000, {}),
    "undated": ("XXXX", 700000, {"by": "council", "caution": ["undated"]}),
}

Made = Callable[..., Chart]


@pytest.fixture
def made(small: KnowledgeBase) -> Made:
    """Return what makes the chart of `FIGURES`, or of those given, in a language."""

    def make(language: Language = "en", figures: Figures = FIGURES) -> Chart:
        facts = {}
        for id_, (as_of, number, more) in reversed(figures.items()):
            record = {"id": id_, "sources": ["gazette"], "as_of": as_of, "by": "mayor", "series": "trams", "says": SAYS}
            facts[id_] = Fact.model_validate({**record, "values": {"n": number}, **more})
        named = {"trams": topic.Chart(id="trams", title=TITLE)}
        return chart(replace(small, facts=facts, charts=named), "trams", language)

    return make
