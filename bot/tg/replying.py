"""A question answered in a chat: matched, rendered, sent or put in the place of the earlier reply, then noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from telegram import InlineKeyboardMarkup, Message

from bot.answering.answerer import SURE_OF_DECLINE, Answerer, Outcome
from bot.answering.reply import Answer, Reply
from bot.model.language import Language
from bot.store.records import ChatKind
from bot.store.sent import Address
from bot.texts import words_of
from bot.tg import journal, keyboards
from bot.tg.context import BotApplication, BotContext
from bot.tg.language import pinned, spoken
from bot.tg.memory import Answered, Sent
from bot.tg.rendering import Rendered, render, render_short
from bot.tg.sending import Place, change, kind_of, place_of, send
from bot.tg.tokens import token

LATE = dt.timedelta(minutes=10)
"""Time from question to answer in a private chat beyond which the answer says that the bot was away."""

_CLEARNESS = ("none", "suggest", "answer")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was put to the bot.

    `person` and `chat` are pseudonyms, `message` is the number of the message that holds the text, `asked` when it was
    written or last edited. `own` says that the person wrote it themselves, without which the text is never kept.
    """

    text: str
    person: str
    language_code: str | None
    chat: str
    kind: ChatKind
    message: int
    place: Place
    asked: dt.datetime
    own: bool = True


def question_of(context: BotContext, message: Message, text: str) -> Question:
    """Return the question `text` that stands in `message`."""
    services = context.services
    user, sender = message.from_user, message.sender_chat
    identifier = sender.id if sender else user.id if user else message.chat.id
    person = services.pseudonyms.of(identifier)
    return Question(
        text=text,
        person=person,
        language_code=user.language_code if user else None,
        chat=person if message.chat.id == identifier else services.pseudonyms.of(message.chat.id),
        kind=kind_of(message.chat.type),
        message=message.message_id,
        place=place_of(message),
        asked=message.edit_date or message.date,
    )


async def answer(context: BotContext, question: Question, earlier: Sent | None = None) -> bool:
    """Answer `question`, in the place of the `earlier` reply if there is one; tell whether the reply was sent."""
    outcome = await _outcome(context, question)
    replaced = earlier.messages if earlier else ()
    sent = await deliver(
        context,
        outcome.reply,
        question.kind,
        question.place,
        question.person,
        replaced=replaced,
        remarks=_remarks(context, question, outcome),
    )
    if not sent:
        return False
    context.memory.replies.put((question.chat, question.message), Sent(sent, hash(question.text)))
    remember(context, question.chat, question.person, outcome.reply, question.message)
    journal.note_outcome(context, outcome, question.kind)
    if question.own:
        reply = token(question.chat, sent[-1])
        journal.note_question(context, question.person, reply, question.text, outcome)
    return True


async def deliver(
    context: BotContext,
    reply: Reply,
    kind: ChatKind,
    place: Place,
    person: str,
    *,
    replaced: Sequence[int] = (),
    keyboard: InlineKeyboardMarkup | None = None,
    remarks: tuple[str, str] = ("", ""),
) -> tuple[int, ...]:
    """Send `reply` to `place`, or put it into the messages `replaced`; return the numbers of its messages.

    Groups and channels get it short. `keyboard` takes the place of the usual one; `remarks` stand above and below in a
    private chat. An answer to `person`, a pseudonym, is noted, so that it can be corrected.
    """
    rendered, usual = shown(context.app, reply, kind, remarks=remarks)
    keyboard = keyboard or usual
    told = context.app.told
    edition = told.edition(reply, rendered.facts) if isinstance(reply, Answer) else None
    if replaced:
        sent = await change(context.bot, place, replaced, rendered.pieces, keyboard)
        told.drop(place.chat, replaced[0])
    else:
        sent = await send(context.bot, place, rendered.pieces, keyboard)
    if edition is not None and sent and edition.topic not in journal.NEVER_KEPT:
        told.note(edition, Address(place.chat, sent), person, kind, reply.language)
    return sent


def remember(context: BotContext, chat: str, person: str, reply: Reply, question: int | None = None) -> None:
    """Keep the topic that was answered in mind, for the question that follows the one of message `question`."""
    if isinstance(reply, Answer):
        context.memory.topics.put((chat, person), Answered(reply.topic, reply.language, question))


def shown(
    app: BotApplication, reply: Reply, kind: ChatKind, notice: str = "", remarks: tuple[str, str] = ("", "")
) -> tuple[Rendered, InlineKeyboardMarkup | None]:
    """Return the texts of `reply` in a kind of chat, and its buttons.

    A `notice` stands below an answer's title, `remarks` above and below the whole in a private chat.
    """
    if kind == "private":
        added = (notice, *remarks)
        make = partial(_in_private, app, reply, added)
        return make() if any(added) else app.showing(reply, make)
    rendered = render_short(reply, notice=notice)
    return rendered, keyboards.under_in_group(reply, app.bot.username, cut=rendered.cut)


def _in_private(
    app: BotApplication, reply: Reply, added: tuple[str, str, str]
) -> tuple[Rendered, InlineKeyboardMarkup | None]:
    nearby = app.services.library.answerer.base.gazetteer.nearby
    nearest = nearby is not None and isinstance(reply, Answer) and reply.topic in nearby.offered
    return render(reply, *added), keyboards.under(reply, nearest=nearest)


async def _outcome(context: BotContext, question: Question) -> Outcome:
    return clearest(
        context.answerer,
        question.text,
        after=_title_before(context, question),
        today=context.services.today(),
        language=await pinned(context, question.person),
        preferred=spoken(question.language_code),
    )


def clearest(
    answerer: Answerer,
    text: str,
    *,
    after: str | None,
    today: dt.date,
    language: Language | None = None,
    preferred: Language | None = None,
) -> Outcome:
    """Return the outcome of `text` by itself, or as one that follows `after` where only that makes it clearer."""
    alone = answerer.ask(text, today=today, language=language, preferred=preferred)
    if after is None or _stands_alone(alone):
        return alone
    following = answerer.ask(text, today=today, after=after, language=language, preferred=preferred)
    return max(alone, following, key=lambda outcome: _CLEARNESS.index(outcome.decision))


def _title_before(context: BotContext, question: Question) -> str | None:
    """Return the title of the topic that was answered last to another question of the person here."""
    before = context.memory.topics.get((question.chat, question.person))
    topic = context.base.topics.get(before.topic) if before else None
    if before is None or topic is None or before.question == question.message:
        return None
    return topic.title.in_(before.language)


def _stands_alone(outcome: Outcome) -> bool:
    """Tell whether a question needs nothing that was said before: it is answered, or surely not to be answered."""
    match = outcome.match
    if outcome.decision == "answer" or match.exact or match.place is not None or match.best is None:
        return True
    return match.best.target.kind != "topic" and match.best.share >= SURE_OF_DECLINE


def _remarks(context: BotContext, question: Question, outcome: Outcome) -> tuple[str, str]:
    """Return what is said above and below an answer that comes late; nothing goes above the emergency numbers."""
    if context.services.clock() - question.asked <= LATE:
        return "", ""
    late = words_of(outcome.reply.language)("I was away for a while, so this answer comes late.")
    return ("", late) if outcome.match.danger else (late, "")
