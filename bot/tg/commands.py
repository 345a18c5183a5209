"""Commands of the private chat: what the bot is, what it keeps, and how to make it forget.

Usage: `application.add_handler(CommandHandler("start", commands.on_start, filters.ChatType.PRIVATE))`
"""

from __future__ import annotations

import logging

from telegram import InlineKeyboardMarkup, Message, Update

from bot import __version__
from bot.answering.figures import date_in_words
from bot.model.language import Language
from bot.store.errors import StoreError
from bot.texts import Say, words_of
from bot.tg import journal, keyboards
from bot.tg.catalogue import useful
from bot.tg.context import BotContext
from bot.tg.language import for_update, pinned
from bot.tg.links import target
from bot.tg.registering import for_private
from bot.tg.replying import deliver, remember
from bot.tg.sending import place_of, send
from bot.tg.splitting import BLANK, Span, as_html

logger = logging.getLogger(__name__)

EXAMPLES = 3
"""Topics offered under the greeting."""


async def on_start(update: Update, context: BotContext) -> None:
    """Greet; with the payload of a deep link, answer the topic that it names."""
    message = update.message
    if message is None:
        return
    named = target(context.args[0]) if context.args else None
    if named and named.topic in context.base.topics:
        await _show_linked(update, context, message, named.topic, named.language)
        return
    language = await for_update(context, update)
    say, city = words_of(language), context.base.city
    paragraphs = [
        Span(city.bot.in_(language), "b"),
        Span(city.about.in_(language)),
        Span(say("Write a question in your own words, in Ukrainian, Russian or English. For example:")),
    ]
    examples = useful(context.base)[:EXAMPLES]
    await _say(context, message, paragraphs, keyboards.examples(context.base, examples, language))


async def on_help(update: Update, context: BotContext) -> None:
    """Say what the bot understands."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    await _say(context, message, helping(words_of(language), context.bot.username))


def helping(say: Say, username: str) -> list[Span]:
    """Return the paragraphs of /help."""
    return [
        Span(say("How to ask"), "b"),
        Span(say("Write a question in your own words; typing mistakes do no harm.")),
        Span(say("Each answer names its source and its date.")),
        Span(say("If I am not sure, I offer questions to choose from. If I have no cited answer, I say so.")),
        Span(say("You can edit your question: my answer changes with it.")),
        Span(say("Send your location, or /metro and the name of a place: I name the nearest metro stations.")),
        Span(say("In a group: /ask and the question, or /ask in reply to a message.")),
        Span(say("In any chat: type @{username} and the beginning of a question.", username=username)),
        Span("\n".join(f"/{name}: {text}" for name, text in for_private(say) if name not in {"ask", "help"})),
    ]


async def on_about(update: Update, context: BotContext) -> None:
    """Say what the bot is, how much it knows, and whom to write to."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    say, base = words_of(language), context.base
    known = [fact.as_of for fact in base.facts.values() if fact.as_of.precision != "unknown"]
    paragraphs = [Span(base.city.bot.in_(language), "b"), Span(base.city.about.in_(language))]
    sizes = {"topics": len(base.topics), "facts": len(base.facts), "sources": len(base.sources)}
    paragraphs.append(Span(say("Questions: {topics}. Facts: {facts}. Sources: {sources}.", **sizes)))
    if known:
        newest = date_in_words(max(known, key=lambda when: when.latest), language)
        paragraphs.append(Span(say("Date of the newest fact: {date}.", date=newest)))
    paragraphs.append(Span(say("I am a program. I do not know what is happening right now.")))
    paragraphs += _contact(context, say)
    paragraphs.append(Span(say("Version {version}", version=__version__), "i"))
    await _say(context, message, paragraphs)


async def on_privacy(update: Update, context: BotContext) -> None:
    """Say what is kept, for how long, and how to delete it."""
    message = update.message
    if message is None:
        return
    language = await for_update(context, update)
    say = words_of(language)
    paragraphs = [
        Span(say("What I keep"), "b"),
        Span(say("Your name and number in Telegram are not kept: a code that cannot be read back stands for them.")),
        Span(say("With this code I keep the language that you chose and your ratings of answers.")),
        Span(say("I also keep, for 30 days, questions that had no answer, a choice of answers, or a rating.")),
        Span(say("Phone numbers, addresses, links and the like are removed from them first.")),
        Span(say("Without any code I count answers by topic, language and day.")),
        Span(
            say(
                "For 14 days I keep with your code which answers I gave you and, encrypted, in which messages, "
                "to correct them when a fact changes."
            )
        ),
        Span(
            say(
                "With it I also keep the day of your last /changes and, if you want weekly digests, the encrypted chat "
                "to send them to."
            )
        ),
        Span(say("Questions about positions of troops are counted, and their text is never kept.")),
        Span(say("A location that you send is used for the answer alone and is kept nowhere.")),
        Span(say("A message that waits for its answer is kept encrypted, for a day at most.")),
        Span(say("For 10 minutes I keep in mind which topic I answered last, to understand the next question.")),
        Span(say("/forget deletes everything that is kept with your code.")),
        *_contact(context, say),
    ]
    await _say(context, message, paragraphs)


async def on_forget(update: Update, context: BotContext) -> None:
    """Delete what is kept of the person, and say what it was."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    language = await for_update(context, update)
    say = words_of(language)
    services = context.services
    person = services.pseudonyms.of(user.id)
    await context.recorder.drain()  # what still waits to be written is of the past, too
    try:
        forgotten = await services.store.forget(person, before=update.update_id)
    except StoreError as error:
        logger.warning("not forgotten: %s", type(error).__name__)
        await _say(context, message, [Span(say("It could not be deleted now. Please try again later."))])
        return
    context.memory.forget(person)
    if not forgotten.total:
        await _say(context, message, [Span(say("Nothing is kept about you."))])
        return
    counts = say(
        "Deleted. Chosen languages: {preferences}. Ratings: {feedback}. Questions: {questions}. "
        "Days of /changes: {marks}. Weekly digests: {subscriptions}. Answers that I could have corrected: {answers}.",
        preferences=forgotten.preferences,
        feedback=forgotten.feedback,
        questions=forgotten.questions,
        marks=forgotten.marks,
        subscriptions=forgotten.subscriptions,
        answers=forgotten.sent_answers,
    )
    await _say(context, message, [Span(counts)])


async def on_cancel(update: Update, context: BotContext) -> None:
    """Forget the topic answered last, so that the next question stands for itself."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    say = words_of(await for_update(context, update))
    person = context.services.pseudonyms.of(user.id)
    dropped = context.memory.topics.drop((context.services.pseudonyms.of(message.chat.id), person))
    text = say("Fine: the next question stands for itself.") if dropped else say("There is nothing to cancel.")
    await _say(context, message, [Span(text)])


async def on_unknown(update: Update, context: BotContext) -> None:
    """Say that a command is not known, and how to ask."""
    message = update.message
    if message is None:
        return
    say = words_of(await for_update(context, update))
    await _say(context, message, [Span(say("I do not know this command. Just write a question, or see /help."))])


async def _show_linked(
    update: Update, context: BotContext, message: Message, topic: str, seen_in: Language | None
) -> None:
    """Answer the topic of a deep link, in the person's chosen language, else in the one that it was seen in."""
    services = context.services
    user = update.effective_user
    person = services.pseudonyms.of(user.id if user else message.chat.id)
    language = await pinned(context, person) or seen_in or await for_update(context, update)
    reply = context.answerer.topic(topic, language, services.today())
    if await deliver(context, reply, "private", place_of(message), person):
        remember(context, services.pseudonyms.of(message.chat.id), person, reply)
        journal.note_count(context, "topic-linked")


def _contact(context: BotContext, say: Say) -> list[Span]:
    contact = context.services.operator_contact
    return [Span(say("Who runs this bot: {contact}", contact=contact))] if contact else []


async def _say(
    context: BotContext, message: Message, paragraphs: list[Span], keyboard: InlineKeyboardMarkup | None = None
) -> None:
    spans = [part for paragraph in paragraphs for part in (paragraph, BLANK)]
    await send(context.bot, place_of(message), [as_html(spans[:-1])], keyboard)
