"""Answers as a private chat shows them."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import replace
from functools import partial

from bot.answering.answerer import Answerer
from bot.answering.reply import Answer, Reply
from bot.model.language import Language
from bot.tg import keyboards
from bot.tg.rendering import Rendered, render
from bot.tg.showing import Showing, Shown


def _made(reply: Reply) -> Shown:
    return render(reply), keyboards.under(reply)


def test_an_answer_is_made_once_a_day(small_answerer: Answerer, today: dt.date) -> None:
    """The second time it is the same object; in another language or, with its own warning, later it is made anew."""
    showing, made = Showing(), list[Reply]()

    def show(language: Language, day: dt.date) -> Shown:
        reply = small_answerer.topic(next(iter(small_answerer.base.topics)), language, day)

        def make() -> Shown:
            made.append(reply)
            return _made(reply)

        return showing(reply, make)

    first = show("uk", today)
    assert show("uk", today) is first
    show("en", today)
    assert show("uk", today) is first
    later = show("uk", today + dt.timedelta(days=4000))
    assert later[0] != first[0]
    assert len(made) == 3


def test_it_shows_what_is_made(small_answerer: Answerer, today: dt.date) -> None:
    """Kept or not, every reply has its texts and the same buttons, as Telegram gets them too."""
    showing = Showing()
    questions = ["Скільки людей живе в місті?", "яка погода", "привіт", "???"]
    for question in (*questions, *questions):
        reply = small_answerer.ask(question, today=today).reply
        rendered, keyboard = showing(reply, partial(_made, reply))
        expected = keyboards.under(reply)
        assert rendered == render(reply)
        assert (keyboard and keyboard.to_dict()) == (expected and expected.to_dict())


def test_what_was_said_before_takes_no_room(small_answerer: Answerer, today: dt.date) -> None:
    """Each day's answers take the place of those of the day before, and one that speaks of the question is not kept."""
    showing = Showing()
    topic = next(iter(small_answerer.base.topics))

    def show(reply: Answer) -> None:
        showing(reply, partial(_made, reply))

    before = _rendered()
    for days in range(10):
        answer = small_answerer.topic(topic, "uk", today + dt.timedelta(days=days))
        show(answer)
        show(replace(answer, renamed=answer.statements[:1]))
    assert _rendered() - before == 1


def _rendered() -> int:
    gc.collect()
    return sum(isinstance(one, Rendered) for one in gc.get_objects())
