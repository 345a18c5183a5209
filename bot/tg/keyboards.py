"""The buttons under messages; each has data that `callbacks` reads, or a link to the private chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.answering.charting import drawn
from bot.answering.nearby import Nearby
from bot.answering.reply import Answer, Choice, Heading, NoAnswer, Reply
from bot.answering.since import SPANS
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from bot.texts import words_of
from bot.tg.callbacks import (
    FindNearest,
    GiveReason,
    PinLanguage,
    Press,
    Rate,
    RateAgain,
    ShowChanges,
    ShowChart,
    ShowDigest,
    ShowSources,
    ShowTheme,
    ShowThemes,
    ShowTopic,
    Subscribe,
    Way,
    data,
)
from bot.tg.links import link, payload

MOST_RELATED = 3
"""Related questions under an answer."""

COPIED = 6
"""Telephone numbers under an answer that can be copied."""

COPIED_IN_GROUP = 4
"""The same in a group, where long messages are a nuisance."""

NAMES: dict[Language, str] = {"uk": "Українська", "ru": "Русский", "en": "English"}

Rows = list[list[InlineKeyboardButton]]


def under(reply: Reply, *, nearest: bool = False) -> InlineKeyboardMarkup | None:
    """Return what stands under a reply in a private chat: rating, chart and related questions, or what is offered.

    `nearest` adds to an answer the way to the nearest metro stations.
    """
    match reply:
        case Answer():
            looking = [[_nearest(reply.language)]] if nearest else []
            rated = rating(reply.language, reply.topic)
            return InlineKeyboardMarkup([*copying(reply), *looking, rated, *_chart(reply), *related(reply)])
        case Choice():
            return _keyboard(_topics(reply.offers, reply.language, "chosen", numbered=True))
        case NoAnswer():
            return _keyboard(_topics(reply.offers, reply.language, "related", numbered=True))


def under_in_group(reply: Reply, username: str, *, cut: bool) -> InlineKeyboardMarkup | None:
    """Return what stands under a reply in a group: no related questions; a way to read on where it was cut."""
    if not isinstance(reply, Answer):
        return _keyboard(_topics(reply.offers, reply.language, "chosen", numbered=True))
    rows = [[read_on(reply.topic, reply.language, username)]] if cut else []
    return InlineKeyboardMarkup([*copying(reply, COPIED_IN_GROUP), *rows, rating(reply.language, reply.topic)])


def under_browsed(answer: Answer, theme: str) -> InlineKeyboardMarkup:
    """Return what stands under an answer that took the place of a list of topics: the rating, and the way back."""
    back = _button(words_of(answer.language)("Back to the questions"), ShowTheme(answer.language, theme))
    rated = rating(answer.language, answer.topic)
    return InlineKeyboardMarkup([*copying(answer), rated, *_chart(answer), [back]])


def under_inline(topic: str, language: Language, username: str) -> InlineKeyboardMarkup:
    """Return what stands under an answer that was sent from inline results."""
    say = words_of(language)
    button = InlineKeyboardButton(say("Open the bot"), url=link(username, payload(topic, language)))
    return InlineKeyboardMarkup([[button]])


def read_on(topic: str, language: Language, username: str) -> InlineKeyboardButton:
    """Return the button that opens the whole answer in private."""
    return InlineKeyboardButton(words_of(language)("Read on in private"), url=link(username, payload(topic, language)))


def to_private(language: Language, username: str, start: str) -> InlineKeyboardMarkup:
    """Return the button that opens the private chat."""
    button = InlineKeyboardButton(words_of(language)("Open the bot"), url=link(username, start))
    return InlineKeyboardMarkup([[button]])


def copying(answer: Answer, most: int = COPIED) -> Rows:
    """Return a button for each of the first `most` telephone numbers of an answer, two a row; it copies the number."""
    buttons = [
        InlineKeyboardButton(f"{number.shown} — {number.label}", copy_text=CopyTextButton(number.digits))
        for number in answer.telephones[:most]
    ]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def rating(language: Language, topic: str) -> list[InlineKeyboardButton]:
    """Return the two buttons that rate an answer."""
    say = words_of(language)
    return [
        _button("👍 " + say("Helpful"), Rate(language, topic, helpful=True)),
        _button("👎 " + say("Not helpful"), Rate(language, topic, helpful=False)),
    ]


def reasons(language: Language, topic: str) -> Rows:
    """Return the reasons why an answer did not help, and the way back."""
    say = words_of(language)
    return [
        [
            _button(say("It is wrong"), GiveReason(language, topic, "wrong")),
            _button(say("It is outdated"), GiveReason(language, topic, "outdated")),
        ],
        [
            _button(say("Not my question"), GiveReason(language, topic, "question")),
            _button(say("Bad source"), GiveReason(language, topic, "source")),
        ],
        [_button(say("Back"), RateAgain(language, topic))],
    ]


def thanks(language: Language, topic: str) -> Rows:
    """Return what shows that a rating was kept, and lets it be changed."""
    return [[_button(words_of(language)("Thank you! Change the rating"), RateAgain(language, topic))]]


def not_kept(language: Language, topic: str) -> Rows:
    """Return what shows that a rating could not be kept, and lets it be tried again."""
    return [[_button(words_of(language)("The rating was not saved. Try again"), RateAgain(language, topic))]]


def related(answer: Answer) -> Rows:
    """Return the related questions of an answer, one a row."""
    return _topics(answer.related[:MOST_RELATED], answer.language, "related")


def ask_location(language: Language) -> ReplyKeyboardMarkup:
    """Return the keyboard whose button sends where a person is; it works in private chats only."""
    button = KeyboardButton("📍 " + words_of(language)("Send my location"), request_location=True)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def under_nearby(found: Nearby) -> InlineKeyboardMarkup | None:
    """Return what stands under the nearest stations: topics to read on."""
    return _keyboard(_topics(found.related[:MOST_RELATED], found.language, "related"))


def examples(base: KnowledgeBase, topics: Iterable[str], language: Language) -> InlineKeyboardMarkup:
    """Return some topics to begin with, and the way to all others."""
    headings = [Heading(id_, base.topics[id_].title.in_(language)) for id_ in topics]
    more = _button(words_of(language)("All questions by theme"), ShowThemes(language))
    return InlineKeyboardMarkup([*_topics(headings, language, "related"), [more]])


def themes(base: KnowledgeBase, language: Language) -> InlineKeyboardMarkup:
    """Return all themes that have topics, two a row."""
    filled = {topic.theme for topic in base.topics.values()}
    buttons = [
        _button(theme.title.in_(language), ShowTheme(language, theme.id))
        for theme in base.themes.values()
        if theme.id in filled
    ]
    return InlineKeyboardMarkup([buttons[start : start + 2] for start in range(0, len(buttons), 2)])


def topics_of(base: KnowledgeBase, theme: str, language: Language) -> InlineKeyboardMarkup:
    """Return the topics of a theme, at most 90 of Telegram's 100 buttons, and the way back."""
    headings = [Heading(topic.id, topic.title.in_(language)) for topic in base.topics.values() if topic.theme == theme]
    back = _button(words_of(language)("Back to the themes"), ShowThemes(language))
    return InlineKeyboardMarkup([*_topics(headings[:90], language, "browsed"), [back]])


def charts(base: KnowledgeBase, language: Language) -> InlineKeyboardMarkup | None:
    """Return all charts, one a row, at most Telegram's 100 buttons."""
    titles = {id_: base.charts[id_].title.in_(language) for id_ in drawn(base)[:100]}
    return _keyboard([[_button(title, ShowChart(language, id_))] for id_, title in titles.items()])


def pages(language: Language, page: int, count: int) -> InlineKeyboardMarkup | None:
    """Return the ways to the neighbouring pages of the sources; `page` is from 0 to `count` - 1."""
    say = words_of(language)
    row = []
    if page > 0:
        row.append(_button("‹ " + say("Back"), ShowSources(language, page - 1)))
    if page < count - 1:
        row.append(_button(say("Next") + " ›", ShowSources(language, page + 1)))
    return _keyboard([row])


def changes(shown: ShowChanges | ShowDigest, count: int, *, subscribed: bool, today: dt.date) -> InlineKeyboardMarkup:
    """Return the ways to the neighbouring pages of what is new, to other spans of time, and to the weekly digest.

    `count` is the number of pages; under a digest there are no other spans.
    """
    language, page, say = shown.language, shown.page, words_of(shown.language)
    turns = []
    if page > 0:
        turns.append(_button("‹ " + say("Back"), replace(shown, page=page - 1)))
    if page < count - 1:
        turns.append(_button(say("Next") + " ›", replace(shown, page=page + 1)))
    rows = [turns] if turns else []
    if isinstance(shown, ShowChanges):
        names = {"week": say("Week"), "month": say("Month"), "year": say("Year")}
        spans = {span: today - dt.timedelta(days=days) for span, days in SPANS.items()}
        rows.append([_button(names[span], ShowChanges(language, day, 0)) for span, day in spans.items()])
    return InlineKeyboardMarkup([*rows, subscription(language, subscribed=subscribed)])


def subscription(language: Language, *, subscribed: bool) -> list[InlineKeyboardButton]:
    """Return the button that begins or ends the weekly digests."""
    say = words_of(language)
    label = say("No more weekly digests") if subscribed else say("Send me a weekly digest")
    return [_button(label, Subscribe(language, wanted=not subscribed))]


def languages(shown: Language, pinned: Language | None) -> InlineKeyboardMarkup:
    """Return the choice of languages, the one in force marked."""
    choices: list[tuple[str, Language | None]] = [(NAMES[language], language) for language in LANGUAGES]
    choices.append((words_of(shown)("Automatic"), None))
    buttons = [
        _button(f"✓ {name}" if language == pinned else name, PinLanguage(language)) for name, language in choices
    ]
    return InlineKeyboardMarkup([buttons[:3], buttons[3:]])


def _chart(answer: Answer) -> Rows:
    """Return the button that sends the topic's chart, if there is one."""
    if answer.chart is None:
        return []
    return [[_button("📊 " + words_of(answer.language)("Chart"), ShowChart(answer.language, answer.chart))]]


def _topics(offers: Iterable[Heading], language: Language, way: Way, *, numbered: bool = False) -> Rows:
    return [
        [_button(f"{number}. {offer.title}" if numbered else offer.title, ShowTopic(language, offer.topic, way))]
        for number, offer in enumerate(offers, 1)
    ]


def _nearest(language: Language) -> InlineKeyboardButton:
    return _button("🚇 " + words_of(language)("Nearest metro stations"), FindNearest(language))


def _button(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(press))


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
