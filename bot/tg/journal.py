"""What is noted of questions, behind the replies: outcomes without persons, and some texts, redacted by the store."""

from __future__ import annotations

from bot.answering.answerer import SURE_OF_DECLINE, Outcome
from bot.answering.reply import Answer, Choice
from bot.model.language import Language
from bot.store.records import ChatKind, Decided, Noted, QuestionKind
from bot.tg.context import BotContext

NEVER_KEPT = frozenset({"troop-positions"})
"""Topics, questions on which are counted but never stored, nor who got an answer: they ask for military positions."""

HINT = 0.02
"""Share of the probability (0 to 1) from which a question may be on a topic."""


def never_kept(outcome: Outcome) -> bool:
    """Tell whether the text is never stored: a question on military positions, perhaps, or a cry for help."""
    named = {candidate.target.id for candidate in outcome.match.topics if candidate.share >= HINT}
    offered = set() if isinstance(outcome.reply, Answer) else {offer.topic for offer in outcome.reply.offers}
    return outcome.match.danger or bool(NEVER_KEPT & {outcome.topic, *named, *offered})


def note_outcome(context: BotContext, outcome: Outcome, kind: ChatKind) -> None:
    """Note how a question was decided; no person, no text."""
    services = context.services
    services.measures.decided(outcome.decision, outcome.reply.language, kind)
    decided = Decided(
        decision=outcome.decision,
        topic=outcome.topic,
        score=outcome.match.probability,
        language=outcome.reply.language,
        chat_kind=kind,
        day=services.today(),
    )
    context.recorder.gather(services.store.record_outcomes, decided)


def note_question(context: BotContext, person: str, reply: str, text: str, outcome: Outcome) -> None:
    """Note the text of a question that had no answer, or a choice; of others, small talk and secrets nothing."""
    kind = _kept_as(outcome)
    if kind is None or never_kept(outcome):
        return
    candidates = () if isinstance(outcome.reply, Answer) else tuple(offer.topic for offer in outcome.reply.offers)
    at = context.services.clock()
    _note(context, Noted(person, reply, text, kind, outcome.reply.language, at, candidates))


def note_rated(context: BotContext, person: str, reply: str, text: str, *, topic: str, language: Language) -> None:
    """Note the text of a question whose answer was rated, unless it may be one that is never kept."""
    outcome = context.answerer.ask(text, today=context.services.today())
    if topic in NEVER_KEPT or never_kept(outcome):
        return
    at = context.services.clock()
    _note(context, Noted(person, reply, text, "rated", language, at, outcome.suggestions, topic))


def note_chosen(context: BotContext, person: str, reply: str, topic: str) -> None:
    """Note that a person chose a topic among those offered."""
    services = context.services
    context.recorder.put(lambda: services.store.settle_question(person, reply, topic))
    note_count(context, "suggestion-chosen")


def note_count(context: BotContext, name: str) -> None:
    """Count something that names nobody."""
    services = context.services
    day = services.today()
    context.recorder.put(lambda: services.store.count(name, day=day))


def _note(context: BotContext, question: Noted) -> None:
    context.recorder.gather(context.services.store.record_questions, question)


def _kept_as(outcome: Outcome) -> QuestionKind | None:
    if isinstance(outcome.reply, Choice):
        return "offered"
    best = outcome.match.best
    if isinstance(outcome.reply, Answer) or best is None:
        return None
    sure = best.share >= SURE_OF_DECLINE or outcome.match.exact
    return None if best.target.kind == "talk" and sure else "unanswered"
