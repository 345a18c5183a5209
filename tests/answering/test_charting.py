"""Which series are drawn, and which topic shows which chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.answering.charting import chart_of, drawn, figures_of
from bot.answering.composing import compose
from bot.model.base import KnowledgeBase
from bot.model.fact import Fact
from bot.model.language import Translated
from bot.model.topic import Chart, Topic
from bot.model.when import When

SAID = Translated(uk="Так: {n}", ru="Да: {n}", en="Yes: {n}")


def _fact(id_: str, as_of: str, number: Any = 12, series: str | None = "trams", **more: Any) -> Fact:
    record = {"id": id_, "sources": ("gazette",), "as_of": as_of, "by": "mayor", "series": series, "says": SAID}
    return Fact.model_validate({**record, "values": {"n": number}, **more})


def _base(small: KnowledgeBase, *facts: Fact, charts: tuple[str, ...] = ("trams",)) -> KnowledgeBase:
    named = {id_: Chart(id=id_, title=SAID) for id_ in charts}
    return replace(small, facts={fact.id: fact for fact in facts}, charts=named)


def _topic(*facts: str) -> Topic:
    return Topic(id="asked", theme="people", title=SAID, ages="never", facts=facts)


THREE = (_fact("a", "2024"), _fact("b", "2025-03"), _fact("c", "2025-01-05"))


def test_three_figures_are_drawn_two_are_not(small: KnowledgeBase) -> None:
    """A series is drawn from its third figure on."""
    assert drawn(_base(small, *THREE)) == ("trams",)
    assert drawn(_base(small, *THREE[:2])) == ()


def test_a_series_that_no_chart_names_is_not_drawn(small: KnowledgeBase) -> None:
    """What is to be drawn is the editors' choice: figures of the killed, say, stay words."""
    assert drawn(_base(small, *THREE, charts=())) == ()


def test_figures_stand_newest_first_and_undated_ones_last(small: KnowledgeBase) -> None:
    """Order is by the last day that a date may mean."""
    base = _base(small, _fact("undated", "XXXX"), *THREE)
    assert [fact.id for fact in figures_of(base, "trams")] == ["b", "c", "a", "undated"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"series": "buses"}, id="another-series"),
        pytest.param({"caution": ["planned"]}, id="planned"),
        pytest.param({"number": {"money": 5, "currency": "UAH"}}, id="money"),
    ],
)
def test_what_is_no_figure_of_the_series_is_left_out(small: KnowledgeBase, other: Mapping[str, Any]) -> None:
    """Other series, announcements and amounts of money are not drawn."""
    base = _base(small, *THREE, _fact("other", "2025-06", **other))
    assert "other" not in {fact.id for fact in figures_of(base, "trams")}


def test_a_topic_shows_the_chart_of_most_of_its_facts(small: KnowledgeBase) -> None:
    """Of two charts the one with more of the topic's facts is shown; a topic with no such fact shows none."""
    buses = tuple(_fact(f"bus-{number}", "2025", series="buses") for number in range(3))
    base = _base(small, *THREE, *buses, _fact("lone", "2025", series=None), charts=("trams", "buses"))
    assert chart_of(base, _topic("a", "bus-0", "bus-1")) == "buses"
    assert chart_of(base, _topic("a", "bus-0")) == "trams"
    assert chart_of(base, _topic("lone")) is None


def test_an_answer_names_its_chart(small: KnowledgeBase) -> None:
    """Whatever shows the answer can offer the picture."""
    base = _base(small, *THREE)
    day = When.parse("2025-10-23").earliest
    assert compose(base, _topic("a", "b"), "en", day).chart == "trams"
    assert compose(small, small.topics["mayor"], "en", day).chart is None


def test_the_knowledge_draws_no_matter_of_defence_or_of_the_dead(base: KnowledgeBase) -> None:
    """Strikes, casualties, air defence and troops have no charts; every chart of the knowledge can be seen."""
    shown = {topic.theme for topic in base.topics.values() if chart_of(base, topic)}
    assert not shown & {"defence", "alerts"}
    assert not [id_ for id_ in base.charts if "casualt" in id_ or "attack" in id_]
    assert set(drawn(base)) == set(base.charts) == {chart_of(base, topic) for topic in base.topics.values()} - {None}
    assert len(base.charts) >= 10
