"""The judge catches every planted bad request, and passes the good ones beside them."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.botapi.errors import ApiError
from bot.demo.botapi.markup import parse_html
from bot.demo.botapi.request import Request, Upload
from tests.judge import markup
from tests.judge.judging import form, judge
from tests.judge.specification import methods, types


def keyboard(**button: Any) -> dict[str, Any]:
    """Return an inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": "так", **button}]]}


def article(identity: str = "1", **fields: Any) -> dict[str, Any]:
    """Return a good article for an answer to an inline query, but for `fields`."""
    content = {"message_text": "<b>так</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": identity, "title": "так", "input_message_content": content, **fields}


def message(**parameters: Any) -> Request:
    """Return a sendMessage, good but for `parameters`."""
    return form("sendMessage", **{"chat_id": 5, "text": "так", **parameters})


def html(text: str) -> Request:
    """Return a sendMessage with HTML."""
    return message(text=text, parse_mode="HTML")


def inline(*results: dict[str, Any], **parameters: Any) -> Request:
    """Return an answer to an inline query."""
    return form("answerInlineQuery", inline_query_id="7", results=list(results), **parameters)


def commands(*given_commands: tuple[str, str], **parameters: Any) -> Request:
    """Return a setMyCommands."""
    listed = [{"command": name, "description": text} for name, text in given_commands]
    return form("setMyCommands", commands=listed, **parameters)


PHOTO = Upload("a.png", "image/png", b"x")

BAD: dict[str, tuple[Request, str]] = {
    "a text of 5,000 characters": (message(text="я" * 5000), "5000 characters, where 1 to 4096"),
    "a text of 2,100 emoji, two units each": (message(text="🛡" * 2100), "4200 characters"),
    "an empty text": (message(text=""), "0 characters"),
    "a blank text": (message(text=" \n "), "0 characters"),
    "a text empty after parsing": (html("<b></b>"), "0 characters"),
    "callback data of 100 bytes": (message(reply_markup=keyboard(callback_data="d" * 100)), "100 bytes, where 1 to 64"),
    "callback data of 40 Cyrillic letters": (message(reply_markup=keyboard(callback_data="я" * 40)), "80 bytes"),
    "empty callback data": (message(reply_markup=keyboard(callback_data="")), "0 bytes"),
    "a button without a label": (message(reply_markup=keyboard(text=" ", callback_data="x")), "no label"),
    "a button without an action": (message(reply_markup=keyboard()), "0 actions"),
    "a button with two actions": (message(reply_markup=keyboard(url="https://a.ua", callback_data="x")), "2 actions"),
    "a button to no address": (message(reply_markup=keyboard(url="kharkiv")), "no address that Telegram takes"),
    "a button to javascript": (message(reply_markup=keyboard(url="javascript:alert(1)")), "no address"),
    "a button of an unknown style": (
        message(reply_markup=keyboard(callback_data="x", style="red")),
        "is none of danger",
    ),
    "a button with an unknown field": (
        message(reply_markup=keyboard(callback_data="x", colour="red")),
        "no such field",
    ),
    "a copied text of 300 characters": (
        message(reply_markup=keyboard(copy_text={"text": "c" * 300})),
        "300 characters",
    ),
    "a row of nine buttons": (
        message(reply_markup={"inline_keyboard": [[{"text": "1", "callback_data": "1"}] * 9]}),
        "row 0 has 9 buttons",
    ),
    "an empty row": (message(reply_markup={"inline_keyboard": [[]]}), "row 0 is empty"),
    "a keyboard that is no array": (message(reply_markup={"inline_keyboard": "x"}), "is no array"),
    "an unclosed tag": (html("<b>так"), "<b> is never closed"),
    "tags that cross": (html("<b><i>так</b></i>"), "</b> where </i> is due"),
    "an unknown tag": (html("<p>так</p>"), "unsupported tag <p>"),
    "a line break as a tag": (html("так<br/>ні"), "unescaped"),
    "an unescaped less-than sign": (html("2 < 3"), "unescaped '<'"),
    "an unescaped ampersand": (html("Q & A"), "unescaped '&'"),
    "an entity that Telegram does not know": (html("a&nbsp;b"), "knows no &nbsp;"),
    "a link without an address": (html("<a>так</a>"), "<a> without href"),
    "a link to javascript": (html('<a href="javascript:x">так</a>'), "wrong attribute"),
    "bold inside code": (html("<code>a<b>b</b></code>"), "inside <code>"),
    "a link inside a link": (html('<a href="https://a.ua">a<a href="https://b.ua">b</a></a>'), "<a> inside <a>"),
    "a quotation inside a quotation": (
        html("<blockquote>a<blockquote>b</blockquote></blockquote>"),
        "<blockquote> inside",
    ),
    "Markdown": (message(text="*так*", parse_mode="MarkdownV2"), "it is HTML"),
    "entities beside a parse_mode": (
        message(parse_mode="HTML", entities=[{"type": "bold", "offset": 0, "length": 1}]),
        "both entities and a parse_mode",
    ),
    "an unknown parameter": (message(disable_web_page_preview=True), "there is no such parameter"),
    "a missing parameter": (form("sendMessage", chat_id=5), "text: is missing"),
    "an unknown method": (form("sendMessages", chat_id=5), "no such method"),
    "a chat that is no number": (Request("sendMessage", {"chat_id": 5.5, "text": "так"}), "chat_id: 5.5 is no"),
    "chat 0": (message(chat_id=0), "is no chat"),
    "a truth value that is none": (message(disable_notification="maybe"), "is no Boolean"),
    "a reply to nothing": (message(reply_parameters={"message_id": -1}), "-1 is no message"),
    "a reply without a message": (message(reply_parameters={"chat_id": 5}), "message_id: is missing"),
    "a nested number as text": (message(reply_parameters={"message_id": "4"}), "'4' is no Integer"),
    "JSON that is cut off": (message(reply_markup='{"inline_keyboard":[['), "reply_markup"),
    "a thread of a negative number": (message(message_thread_id=-3), "-3 is no id"),
    "51 inline results": (inline(*(article(str(at)) for at in range(51))), "51 results, where 50"),
    "two results with one id": (inline(article("a"), article("a")), "'a' stands twice"),
    "a result id of 65 bytes": (inline(article("i" * 65)), "65 bytes"),
    "an empty result id": (inline(article("")), "0 bytes"),
    "an article without a title": (inline(article(title=" ")), "title: is empty"),
    "an article without its message": (
        inline({"type": "article", "id": "1", "title": "так"}),
        "input_message_content: is missing",
    ),
    "a result of an unknown type": (inline(article(type="news")), "none of article"),
    "an inline message of 5,000 characters": (
        inline(article(input_message_content={"message_text": "я" * 5000})),
        "5000 characters",
    ),
    "an inline message with an unclosed tag": (
        inline(article(input_message_content={"message_text": "<b>так", "parse_mode": "HTML"})),
        "never closed",
    ),
    "a next_offset of 65 bytes": (inline(article(), next_offset="1" * 65), "65 bytes"),
    "a negative cache_time": (inline(article(), cache_time=-1), "is negative"),
    "an inline button with spaces in its parameter": (
        inline(button={"text": "бот", "start_parameter": "a b"}),
        "characters that are not allowed",
    ),
    "an inline button without an action": (inline(button={"text": "бот"}), "0 actions"),
    "a note of 201 characters": (form("answerCallbackQuery", callback_query_id="1", text="я" * 201), "201 characters"),
    "a note that opens a site": (
        form("answerCallbackQuery", callback_query_id="1", url="https://kharkiv.ua"),
        "opens nothing",
    ),
    "a caption of 1,025 characters": (
        Request("sendPhoto", {"chat_id": "5", "caption": "я" * 1025}, {"photo": PHOTO}),
        "1025 characters",
    ),
    "a photo that is missing": (form("sendPhoto", chat_id=5), "photo: is missing"),
    "a file that nothing names": (
        Request("sendMessage", {"chat_id": "5", "text": "так"}, {"f": PHOTO}),
        "nothing names it",
    ),
    "a file that is not there": (form("sendPhoto", chat_id=5, photo="attach://photo0"), "names no file"),
    "an album of one": (form("sendMediaGroup", chat_id=5, media=[{"type": "photo", "media": "x"}]), "1 items"),
    "a command in capitals": (commands(("Start", "почати")), "characters that are not allowed"),
    "a command of 33 letters": (commands(("a" * 33, "почати")), "33 characters"),
    "a command without description": (commands(("start", " ")), "description: is empty"),
    "a command twice": (commands(("start", "1"), ("start", "2")), "/start stands twice"),
    "101 commands": (commands(*((f"c{at}", "x") for at in range(101))), "101 commands"),
    "a language of three letters": (commands(("start", "1"), language_code="ukr"), "'ukr' has characters"),
    "a scope that there is not": (commands(("start", "1"), scope={"type": "groups"}), "none of"),
    "a scope without its chat": (commands(("start", "1"), scope={"type": "chat"}), "chat_id: is missing"),
    "a name of 65 characters": (form("setMyName", name="я" * 65), "65 characters"),
    "a description of 513 characters": (form("setMyDescription", description="я" * 513), "513 characters"),
    "a short description of 121": (form("setMyShortDescription", short_description="я" * 121), "121 characters"),
    "an action that there is not": (form("sendChatAction", chat_id=5, action="thinking"), "knows no 'thinking'"),
    "a venue beyond the pole": (
        form("sendVenue", chat_id=5, latitude=91.0, longitude=36.0, title="a", address="b"),
        "not on Earth",
    ),
    "101 updates at once": (form("getUpdates", limit=101), "101, where 1 to 100"),
    "updates of an unknown kind": (form("getUpdates", allowed_updates=["messages"]), "no updates 'messages'"),
    "a webhook without encryption": (form("setWebhook", url="http://kharkiv.ua/hook"), "no address"),
    "a secret with a space": (
        form("setWebhook", url="https://a.ua", secret_token="a b"),  # noqa: S106 - no secret
        "characters that are not",
    ),
    "101 deletions": (form("deleteMessages", chat_id=5, message_ids=list(range(1, 102))), "101 items"),
}

GOOD: dict[str, Request] = {
    "a text of 4,096": message(text="я" * 4096),
    "more than 4,096 before parsing": html("<b>я</b>" * 4096),
    "every tag": html(
        "<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><strike>s</strike><del>s</del>"
        '<span class="tg-spoiler">t</span><tg-spoiler>t</tg-spoiler><a href="https://a.ua/?q=1&amp;r=2">a</a>'
        '<a href="tg://user?id=1">u</a><code>c</code><pre>p</pre><pre><code class="language-python">c</code></pre>'
        "<blockquote>q <b>b</b></blockquote><blockquote expandable>q</blockquote>&lt;&gt;&amp;&quot;&#39;&#x2f;"
    ),
    "a keyboard": message(
        reply_markup={
            "inline_keyboard": [
                [{"text": "так", "callback_data": "я" * 32}, {"text": "сайт", "url": "https://kharkiv.ua/a?b=1"}],
                [{"text": "деінде", "switch_inline_query": ""}, {"text": "код", "copy_text": {"text": "112"}}],
            ]
        },
        reply_parameters={"message_id": 4, "allow_sending_without_reply": True},
        link_preview_options={"is_disabled": True},
        disable_notification=True,
    ),
    "a reply keyboard": message(reply_markup={"remove_keyboard": True}),
    "a channel": message(chat_id="@kharkiv"),
    "fifty results": inline(*(article(str(at)) for at in range(50)), cache_time=0, is_personal=True, next_offset="50"),
    "no results": inline(button={"text": "бот", "start_parameter": "help_1"}, cache_time=300),
    "venue and cached photo": inline(
        {"type": "venue", "id": "1", "latitude": 50, "longitude": 36.2, "title": "a", "address": "b"},
        {"type": "photo", "id": "2", "photo_file_id": "x", "caption": "<i>c</i>", "parse_mode": "HTML"},
    ),
    "a photo as a file": Request("sendPhoto", {"chat_id": "5", "caption": "a"}, {"photo": PHOTO}),
    "an attached edit": Request(
        "editMessageMedia",
        {"chat_id": "5", "message_id": "6", "media": json.dumps({"type": "photo", "media": "attach://p"})},
        {"p": PHOTO},
    ),
    "commands": commands(
        ("start", "почати"), ("ask", "спитати"), scope={"type": "chat", "chat_id": 5}, language_code="uk"
    ),
    "a JSON body": Request("sendMessage", {"chat_id": 5, "text": "так", "protect_content": True}),
    "getUpdates": form("getUpdates", offset=-1, limit=100, timeout=10, allowed_updates=["message", "inline_query"]),
    "no webhook": form("setWebhook", url=""),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_is_caught(name: str) -> None:
    """The judge says what is wrong with each bad request."""
    request, reason = BAD[name]
    complaints = judge(request)
    assert any(reason in complaint for complaint in complaints), complaints


@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_passes(name: str) -> None:
    """The judge has nothing to say about a request that keeps all rules."""
    assert judge(GOOD[name]) == []


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (message(reply_markup={"inline_keyboard": [[{"callback_data": "x"}]]}), "aiogram"),
        (Request("sendMessage", {"chat_id": [5], "text": "так"}), "aiogram"),
        (inline({"type": "article", "id": "1", "title": "a"}), "aiogram"),
    ],
)
def test_the_second_judge_agrees_on_shapes(request_: Request, reason: str) -> None:
    """The models of aiogram, too, refuse a button without text, a chat that is a list, an article without a message."""
    assert any(complaint.startswith(reason) for complaint in judge(request_))


def test_the_specification_is_whole() -> None:
    """All 176 methods of Bot API 10.0 are read, and the limits in prose with them."""
    assert len(methods()) == 176
    limited = [
        field for shape in (*methods().values(), *types().values()) for field in shape.fields.values() if field.limit
    ]
    assert len(limited) > 150


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<a href='x'>", "</a>", "<", ">", "&", "&amp;", "я", "🛡"]))
)
def test_what_the_judge_passes_the_server_reads_alike(parts: list[str]) -> None:
    """Where the judge finds no fault, the server's own parser takes the HTML and shows the same text."""
    source = "".join(parts)
    shown, complaints = markup.read(source)
    if not complaints:
        assert parse_html(source)[0] == shown


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>&;/ba=\"' #я🛡"))
def test_any_text_is_read_or_refused(source: str) -> None:
    """Neither reader of HTML fails otherwise than by its own complaint, and what the server refuses the judge does."""
    _, complaints = markup.read(source)
    with contextlib.suppress(ApiError):
        parse_html(source)
        return
    assert complaints
