"""The whole knowledge base, with every reference resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model.fact import Fact, Source, Speaker
from bot.model.lexicon import Lexicon
from bot.model.place import Gazetteer
from bot.model.topic import Chart, City, Danger, Decline, Talk, Theme, Topic


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything by its id, in the order of the files; every id that a record names exists here.

    `withdrawn` are facts that hold no more: no topic names them, and they are not among the `facts`.
    """

    city: City
    sources: Mapping[str, Source]
    speakers: Mapping[str, Speaker]
    facts: Mapping[str, Fact]
    themes: Mapping[str, Theme]
    topics: Mapping[str, Topic]
    charts: Mapping[str, Chart] = field(default_factory=dict)
    declines: Mapping[str, Decline] = field(default_factory=dict)
    talk: Mapping[str, Talk] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    danger: Danger | None = None
    withdrawn: Mapping[str, Fact] = field(default_factory=dict)

    def without_examples(self) -> KnowledgeBase:
        """Return the base without what matching is learned from: example questions and words."""
        return replace(
            self,
            topics={id_: topic.model_copy(update={"questions": {}}) for id_, topic in self.topics.items()},
            declines={id_: decline.model_copy(update={"questions": {}}) for id_, decline in self.declines.items()},
            talk={id_: talk.model_copy(update={"questions": {}}) for id_, talk in self.talk.items()},
            lexicon=Lexicon(),
            danger=self.danger and self.danger.model_copy(update={"questions": {}, "signs": {}}),
        )
