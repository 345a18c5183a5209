"""People ask: in three languages, by suggestions, in a group, inline, and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import NARROWEST, PHONE, replied, said
from tests.browser.conftest import Demo, NewPage


@pytest.mark.parametrize(
    ("locale", "question", "title", "field"),
    [
        ("uk-UA", "хто мер харькова", "Хто мер Харкова?", "Повідомлення"),
        ("ru-RU", "кто мер харькова", "Кто мэр Харькова?", "Сообщение"),
        ("en-GB", "who is the mayor of kharkiv", "Who is the mayor of Kharkiv?", "Message"),
    ],
)
def test_a_question_is_answered_in_each_language(
    visit: NewPage, locale: str, question: str, title: str, field: str
) -> None:
    """A newcomer's browser decides the language of the page; a question gets its cited answer."""
    page = visit(locale=locale)
    expect(page.get_by_label(field, exact=True)).to_be_visible()
    said(page, question)
    replied(page, title)
    answer = page.locator(".message.other").last
    expect(answer.locator(".words strong").first).to_have_text(title)
    expect(answer.locator(".words a").first).to_have_attribute("href", re.compile(r"^https://"))


def test_a_newcomer_starts_and_is_offered_questions(visit: NewPage) -> None:
    """The first state tells what the bot can do; its examples fill the field; Start greets."""
    page = visit(locale="en-GB")
    expect(page.get_by_role("heading", name="What can this bot do?")).to_be_visible()
    chip = page.locator(".chip").first
    text = chip.inner_text()
    chip.click()
    expect(page.locator("#field")).to_have_value(text)
    page.get_by_role("button", name="Start", exact=True).click()
    replied(page, "Write a question in your own words")
    expect(page.locator(".welcome")).to_have_count(0)
    expect(page.locator("#start")).to_have_count(0)


def test_a_suggestion_is_pressed(visit: NewPage) -> None:
    """Related questions stand below an answer and are answered in turn when pressed."""
    page = visit(locale="en-GB")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    key = page.locator(".message.other").last.locator(".key").last
    title = key.inner_text()
    key.click()
    page.locator(".message.other .words strong", has_text=title).last.wait_for()


def test_feedback_is_given_and_kept_in_place(visit: NewPage) -> None:
    """A rating asks for a reason in the same message, thanks, and the focus stays within the keyboard."""
    page = visit(locale="en-GB")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    messages = page.locator(".message").count()
    page.get_by_role("button", name="Not helpful").press("Enter")
    reason = page.get_by_role("button", name="It is outdated")
    reason.wait_for()
    expect(page.locator(".key:focus")).to_have_count(1)
    reason.click()
    page.get_by_role("button", name="Change the rating").wait_for()
    assert page.locator(".message").count() == messages


def test_a_question_is_edited_and_the_answer_changes(visit: NewPage) -> None:
    """An edited question changes the answer in its place, and both are marked."""
    page = visit(locale="en-GB")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    own = page.locator(".message.own").last
    own.hover()
    own.get_by_role("button", name="Edit").click()
    page.locator("#field").fill("how many people live in kharkiv")
    page.locator("#field").press("Enter")
    replied(page, "How many people live in Kharkiv?")
    expect(page.locator(".message.other")).to_have_count(1)
    expect(page.locator(".meta", has_text="edited")).to_have_count(2)


def test_inline_results_come_as_one_types(visit: NewPage) -> None:
    """In a chat without the bot, results follow the typing; the one picked by arrow keys is sent."""
    page = visit(locale="en-GB")
    page.locator("#chat-dialogue").click()
    field = page.locator("#field")
    field.press_sequentially("@khark")
    page.get_by_role("option", name="@kharkiv_bot").wait_for()
    field.press("Enter")
    expect(field).to_have_value("@kharkiv_bot ")
    page.locator(".option.result").first.wait_for()
    field.press_sequentially("mayor")
    found = page.locator(".option.result", has_text="mayor").first
    found.wait_for()
    field.press("ArrowDown")
    chosen = page.locator(".option[aria-selected=true] strong").inner_text()
    field.press("Enter")
    sent = page.locator(".message.own").last
    expect(sent.locator(".words strong").first).to_have_text(chosen)
    expect(sent.locator(".via")).to_have_text("via @kharkiv_bot")


def test_a_link_to_the_bot_leads_to_the_private_chat(visit: NewPage) -> None:
    """The button under an inline answer opens the bot in private, at the same answer."""
    page = visit(locale="en-GB")
    page.locator("#chat-dialogue").click()
    page.locator("#field").fill("@kharkiv_bot who is the mayor")
    page.locator(".option.result").first.click()
    page.get_by_role("link", name="Open the bot").click()
    expect(page.locator("#chat h2")).to_have_text("Kharkiv bot")
    replied(page, "mayor")


def test_in_a_group_the_bot_answers_when_asked(visit: NewPage) -> None:
    """Two people talk; the bot is silent until one asks it by /ask, and answers in reply."""
    page = visit(locale="en-GB")
    page.locator("#chat-group").click()
    said(page, "good evening, neighbours")
    page.locator("label:has(#speaker-friend)").click()
    expect(page.locator(".message.other .name", has_text="Olena")).to_be_visible()
    said(page, "/ask who is the mayor of kharkiv")
    answer = page.locator(".message.other", has_text="Ihor Terekhov").last
    answer.wait_for()
    expect(answer.locator(".quoted strong")).to_have_text("Andrii")
    expect(page.locator(".message.other .name", has_text="Kharkiv bot")).to_have_count(1)


def test_an_unread_message_is_counted_in_the_list(visit: NewPage) -> None:
    """What comes in a chat that is not shown is counted beside it until it is opened."""
    page = visit(locale="en-GB")
    said(page, "/help")
    page.locator("#chat-group").click()
    replied_in_list = page.locator("#chat-private .entry-last", has_text="How to ask")
    replied_in_list.wait_for()
    page.locator("#chat-private").click()
    expect(page.locator("#chat-private .badge")).to_have_count(0)


def test_the_language_is_switched(visit: NewPage) -> None:
    """The switch changes the page, the bot's name and menu, and in which language the bot greets."""
    page = visit(locale="en-GB")
    page.locator("label:has(#language-uk)").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator("#chat h2")).to_have_text("Харків-бот")
    expect(page.locator("#language-uk")).to_be_focused()
    said(page, "/start")
    replied(page, "Напишіть запитання своїми словами")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_everything_works_by_keyboard_alone(visit: NewPage) -> None:
    """Tab reaches the field by the first link; a command is completed, and a button of the answer is pressed."""
    page = visit(locale="en-GB")
    page.keyboard.press("Tab")
    assert _focused(page) == "skip"
    page.keyboard.press("Enter")
    assert _focused(page) == "field"
    page.keyboard.type("/lan")
    page.get_by_role("option", name="/language").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Русский").wait_for()
    assert _focused(page) == "field"
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Русский":
            break
    page.keyboard.press("Enter")
    replied(page, "Русский")
    page.get_by_role("button", name="✓ Русский").wait_for()


@pytest.mark.parametrize("viewport", [NARROWEST, PHONE])
def test_narrow_screens_show_one_pane(visit: NewPage, viewport: dict[str, int]) -> None:
    """On a phone, from 320 pixels on, the chat and the list take turns, and nothing is wider than the screen."""
    page = visit(locale="uk-UA", viewport=viewport)
    said(page, "скільки людей живе в харкові")
    replied(page, "Скільки людей живе в Харкові?")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.locator(".log").evaluate("log => log.scrollWidth <= log.clientWidth")
    page.locator(".back").click()
    expect(page.locator("#sidebar")).to_be_visible()
    expect(page.locator("#chat")).to_be_hidden()
    page.locator("#chat-group").click()
    expect(page.locator("#chat")).to_be_visible()


def test_the_history_is_there_after_a_reload(visit: NewPage, demo: Demo) -> None:
    """A reload shows the same chat; starting over shows an empty one."""
    page = visit(locale="en-GB")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    page.goto(demo.address)
    replied(page, "Who is the mayor of Kharkiv?")
    page.get_by_role("button", name="Start over").click()
    page.locator(".welcome").wait_for()
    expect(page.locator(".message")).to_have_count(0)
