"""A person's whole way with the bot, in each language: every request judged, none refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answering.answerer import Answerer
from bot.demo.botapi.messages import Message
from bot.demo.botapi.server import BotApi
from bot.demo.botapi.talks import Talk
from bot.matching.matcher import Matcher
from bot.model.base import KnowledgeBase
from bot.model.language import LANGUAGES, Language
from bot.texts import words_of
from tests.e2e.running import Running, polling, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")

VAGUE: dict[Language, tuple[str, ...]] = {
    "uk": ("метро", "укриття", "школи", "сирена", "відбудова"),
    "ru": ("метро", "школы", "убежище", "восстановление", "сирена"),
    "en": ("metro", "shelter", "schools", "rebuilding", "siren"),
}
"""Single words that leave open what is asked; which of them do depends on the knowledge."""

OTHER: dict[Language, Language] = {"uk": "en", "ru": "uk", "en": "ru"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    shared_api: BotApi, tmp_path_factory: pytest.TempPathFactory, knowledge_folder: Path
) -> AsyncIterator[Running]:
    """Run the bot by polling over the knowledge that comes with it."""
    folder = tmp_path_factory.mktemp("bot")
    async with polling(shared_api, folder, knowledge_folder, OPERATOR_CONTACT="@operator_of_tests") as running:
        yield running


class Conversation:
    """One person who speaks one language, in private and in a group with a neighbour."""

    def __init__(self, api: BotApi, bot: Running, base: KnowledgeBase, language: Language) -> None:
        self.api = api
        self.bot = bot
        self.base = base
        self.language = language
        self.say = words_of(language)
        self.person = api.person(language)
        self.neighbour = api.person(language, first_name="Тарас")
        self.group = api.group(self.neighbour, self.person)
        self.titles = [topic.title.in_(language) for topic in base.topics.values()]

    @property
    def talk(self) -> Talk:
        """Return the person's private chat with the bot."""
        return self.person.private()

    def answers(self, message: Message, title: str, language: Language | None = None) -> None:
        """See that `message` is the cited answer to the question `title`."""
        topic = next(topic for topic in self.base.topics.values() if topic.title.in_(self.language) == title)
        assert f"<b>{_escaped(topic.title.in_(language or self.language))}</b>" in message.html
        links = [entity for entity in message.entities if entity["type"] == "text_link"]
        assert links, f"no source under {message.text!r}"


@pytest.fixture(params=LANGUAGES)
def conversation(request: pytest.FixtureRequest, shared_api: BotApi, bot: Running, base: KnowledgeBase) -> Conversation:
    """Return a conversation that begins, in each language."""
    return Conversation(shared_api, bot, base, request.param)


async def test_a_conversation(conversation: Conversation, matcher: Matcher) -> None:
    """From the greeting to /forget the bot does what is asked, in the person's language."""
    await _greeted(conversation)
    answer = await _asked(conversation)
    await _chose(conversation, Answerer(conversation.base, matcher))
    await _rated(conversation, answer)
    await _switched(conversation)
    await _in_group(conversation)
    await _inline(conversation)
    await _edited(conversation)
    await _forgotten(conversation)
    assert refused(conversation.api) == []


async def _greeted(of: Conversation) -> None:
    """See that the bot greets in the person's language, and offers questions and themes."""
    await of.person.start()
    greeting = await of.talk.next_message()
    assert of.base.city.about.in_(of.language) in greeting.text
    assert of.say("All questions by theme") in [button.text for button in greeting.buttons]
    assert [command["command"] for command in of.talk.commands()][:3] == ["topics", "metro", "changes"]


async def _asked(of: Conversation) -> Message:
    """Ask a question; it gets its cited answer, as a reply to it."""
    question = await of.talk.say(of.titles[0])
    answer = await of.talk.next_message()
    of.answers(answer, of.titles[0])
    assert answer["reply_to_message"]["message_id"] == question.id
    return answer


async def _chose(of: Conversation, answerer: Answerer) -> None:
    """Ask vaguely; there is a choice, and the answer takes its place once one is pressed."""
    today = dt.datetime.now(tz=dt.UTC).date()
    vague = next(word for word in VAGUE[of.language] if answerer.ask(word, today=today).decision == "suggest")
    choice = await of.talk.ask(vague)
    first = choice.buttons[0]
    title = first.text.partition(". ")[2]
    await of.person.press(first)
    of.answers(await of.talk.next_edit(), title)


async def _rated(of: Conversation, answer: Message) -> None:
    """Say not helpful, then why; both are kept, and thanked for."""
    before = len(of.bot.rows("feedback"))
    await of.person.press(answer.button(of.say("Not helpful")))
    reasons = await of.talk.next_edit()
    await of.person.press(reasons.button(of.say("It is outdated")))
    thanked = await of.talk.next_edit()
    assert thanked.button(of.say("Thank you! Change the rating"))
    kept = (await of.bot.stored("feedback", before + 1))[-1]
    assert (kept["topic"], kept["helpful"], kept["reason"]) == (next(iter(of.base.topics)), 0, "outdated")


async def _switched(of: Conversation) -> None:
    """Choose a language; it holds, whatever the question's own is, until automatic is chosen."""
    other = OTHER[of.language]
    choice = await of.talk.ask("/language")
    await of.person.press(choice.button({"uk": "Українська", "ru": "Русский", "en": "English"}[other]))
    switched = await of.talk.next_edit()
    of.answers(await of.talk.ask(of.titles[1]), of.titles[1], other)
    await of.person.press(switched.button(words_of(other)("Automatic")))
    await of.talk.next_edit()
    of.answers(await of.talk.ask(of.titles[1]), of.titles[1])


async def _in_group(of: Conversation) -> None:
    """Ask in a group, where the bot is silent until asked: by /ask, in reply to a neighbour, or by its name."""
    person, neighbour = of.person.within(of.group), of.neighbour.within(of.group)
    theirs = await neighbour.say(of.titles[2])
    assert await person.silence() == []
    await person.say(f"/ask@{of.api.username} {of.titles[3]}")
    of.answers(await person.next_message(), of.titles[3])
    await person.say("/ask", reply_to=theirs)
    answer = await person.next_message()
    of.answers(answer, of.titles[2])
    assert answer["reply_to_message"]["message_id"] == theirs.id
    await person.say(f"@{of.api.username} {of.titles[4]}")
    of.answers(await person.next_message(), of.titles[4])


async def _inline(of: Conversation) -> None:
    """Type letter by letter; the question typed in full comes first, and its answer can be sent."""
    title = of.titles[0]
    for length in range(len(title) + 1):
        answer = await of.person.type_inline(of.group, title[:length])
        assert len(answer.results) <= 10
        assert answer.results or answer.button
    assert answer.results[0].title == title
    sent = await of.person.choose_inline(answer)
    of.answers(sent, title)
    assert sent.buttons[0].url


async def _edited(of: Conversation) -> None:
    """Edit a question; the reply that it got changes."""
    assert (await of.talk.ask("/cancel")).text == of.say("Fine: the next question stands for itself.")
    question = await of.talk.say(of.titles[5])
    first = await of.talk.next_message()
    of.answers(first, of.titles[5])
    await of.talk.edit(question, of.titles[6])
    changed = await of.talk.next_edit()
    assert changed.id == first.id
    of.answers(changed, of.titles[6])


async def _forgotten(of: Conversation) -> None:
    """Make the bot forget; it deletes what is kept of the person, of nobody else, and says how much."""
    tables = ("preferences", "feedback", "questions", "marks", "subscriptions", "sent_answers")
    before = {table: len(of.bot.rows(table)) for table in tables}
    told = await of.talk.ask("/forget")
    deleted = {table: before[table] - len(of.bot.rows(table)) for table in tables}
    assert told.text == of.say(
        "Deleted. Chosen languages: {preferences}. Ratings: {feedback}. Questions: {questions}. "
        "Days of /changes: {marks}. Weekly digests: {subscriptions}. Answers that I could have corrected: {answers}.",
        answers=deleted["sent_answers"],
        **deleted,
    )
    assert deleted["preferences"] == deleted["feedback"] == 1
    assert deleted["questions"] > 0
    assert deleted["sent_answers"] > 0
    again = await of.talk.ask("/forget")
    assert again.text == of.say("Nothing is kept about you.")


async def test_the_log_tells_nobody(conversation: Conversation) -> None:
    """Neither texts nor ids nor names of persons stand in the log."""
    await conversation.talk.ask(f"Мене звати Одарка, {conversation.titles[0]}")
    text = "\n".join(conversation.bot.lines)
    for private in (str(conversation.person.id), str(conversation.group.chat.id), "Одарка", conversation.titles[0]):
        assert private not in text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
