"""Nothing lies about unused."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.charting import LEAST, figures_of
from bot.desk.rules.rule import Desk, Rule
from bot.model.finding import Place


def check(desk: Desk) -> Iterator[tuple[Place, str]]:
    """Yield facts in no topic, sources and speakers of no fact, and charts of too few figures."""
    facts = [*desk.base.facts.values(), *desk.base.withdrawn.values()]
    told = {id_ for topic in desk.base.topics.values() for id_ in topic.facts}
    cited = {id_ for fact in facts for id_ in fact.sources}
    heard = {fact.by for fact in facts}
    for kind, ids, used, where in (
        ("fact", desk.base.facts, told, "topic"),
        ("source", desk.base.sources, cited, "fact"),
        ("speaker", desk.base.speakers, heard, "fact"),
    ):
        for id_ in ids:
            if id_ not in used:
                yield desk.place(kind, id_), f"no {where} names the {kind} {id_!r}: use it, or delete it"
    for id_ in desk.base.charts:
        if (count := len(figures_of(desk.base, id_))) < LEAST:
            yield (
                desk.place("chart", id_),
                f"the chart {id_!r} is not drawn: its series has {count} of {LEAST} figures (what is planned is none)",
            )


RULE = Rule(
    "unused",
    "warning",
    "Every fact stands in a topic; every source and speaker in a fact; every chart is drawn.",
    check,
)
