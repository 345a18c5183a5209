"""Answers as a private chat shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial

from bot.answering.answerer import Answerer
from bot.answering.reply import Reply
from bot.model.language import Language
from bot.tg import keyboards
from bot.tg.rendering import render
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
        assert keyboard == expected
        assert (keyboard and keyboard.to_dict()) == (expected and expected.to_dict())
