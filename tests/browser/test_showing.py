"""Everything that a bot may send is shown; nothing that people write becomes markup."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from bot.demo.botapi.files import png
from tests.browser.browsing import said
from tests.browser.conftest import Demo, NewPage

NASTY = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold?</b>'


def _chat(page: Page) -> int:
    """Return the id of the private chat, once the person has written there."""
    said(page, "/privacy")
    page.locator(".message.other").first.wait_for()
    return int(page.evaluate("fetch('/state').then((answer) => answer.json()).then((state) => state.chats[0].id)"))


def test_text_of_people_stays_text(visit: NewPage) -> None:
    """Markup that a person writes is shown letter for letter, in the bubble, the list and the workshop."""
    page = visit(locale="en-GB")
    title = page.title()
    said(page, NASTY)
    own = page.locator(".message.own .words")
    expect(own).to_have_text(NASTY)
    page.locator(".message.other").first.wait_for()
    page.locator("#tools").click()
    expect(page.locator(".asked")).to_have_text(NASTY)
    assert page.locator("#chat img:not(.avatar), #app script, .words b").count() == 0
    assert page.title() == title


def test_formatting_of_the_bot_is_shown(visit: NewPage, demo: Demo) -> None:
    """Telegram's HTML comes as elements: nested, with links, code, quotations and spoilers; unsafe links are none."""
    page = visit(locale="en-GB")
    text = (
        "<b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>code</code> 🙂 <a href='https://example.org/a?b=1&amp;c=2'>"
        "link</a> <tg-spoiler>secret</tg-spoiler><blockquote>quoted</blockquote>&lt;b&gt; /topics"
    )
    demo.call("sendMessage", chat_id=_chat(page), text=text, parse_mode="HTML")
    words = page.locator(".message.other .words").last
    expect(words.locator("strong em")).to_have_text("both")
    expect(words.locator("u")).to_have_text("under")
    expect(words.locator("a")).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    expect(words.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    expect(words.locator("blockquote")).to_have_text("quoted")
    expect(words).to_contain_text("🙂 link")
    words.locator(".spoiler").click()
    expect(words.locator(".spoiler")).to_have_count(0)
    words.get_by_role("button", name="/topics").click()
    page.locator(".message.other", has_text="Choose a theme").wait_for()


def test_photos_files_and_places_are_shown(visit: NewPage, demo: Demo) -> None:
    """A photo with its caption, a file to download, a venue with its address and a way to a map."""
    page = visit(locale="en-GB")
    chat = str(_chat(page))
    picture = {"photo": ("chart.png", png(320, 200), "image/png")}
    demo.call("sendPhoto", picture, chat_id=chat, caption="<b>A chart</b>", parse_mode="HTML")
    demo.call("sendDocument", {"document": ("pack.html", b"<script>alert(1)</script>", "text/html")}, chat_id=chat)
    demo.call("sendVenue", chat_id=chat, latitude=50.0, longitude=36.2, title="The museum", address="Square 1")
    photo = page.locator(".message .photo img")
    expect(photo).to_have_attribute("alt", "Photo: A chart")
    assert photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 320
    file = page.locator(".message .file")
    expect(file.locator("strong")).to_have_text("pack.html")
    with page.expect_download() as download:
        file.click()
    assert download.value.path().read_bytes() == b"<script>alert(1)</script>"
    expect(page.locator(".message .place")).to_contain_text("Square 1")


def test_a_place_is_shared_by_the_keyboard_of_the_bot(visit: NewPage, demo: Demo) -> None:
    """A reply keyboard stands below the field; its place button lets one choose where one is; it goes when told."""
    page = visit(locale="en-GB")
    chat = _chat(page)
    keys = [[{"text": "Where I am", "request_location": True}], [{"text": "who is the mayor of kharkiv"}]]
    demo.call("sendMessage", chat_id=chat, text="Where are you?", reply_markup={"keyboard": keys})
    page.get_by_role("button", name="who is the mayor of kharkiv").click()
    page.locator(".message.other", has_text="Who is the mayor of Kharkiv?").wait_for()
    page.get_by_role("button", name="Where I am").click()
    page.locator(".points input").last.check()
    longitude = page.get_by_label("Longitude").input_value()
    page.get_by_label("Latitude").fill("49.99")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator(".message.own .place")).to_contain_text(f"49.99000, {float(longitude):.5f}")
    demo.call("sendMessage", chat_id=chat, text="Thanks", reply_markup={"remove_keyboard": True})
    expect(page.locator(".reply-keyboard")).to_have_count(0)


def test_the_nearest_station_is_found(visit: NewPage) -> None:
    """/metro asks where one is by a keyboard of its own, which goes once a place is shared; stations are the answer."""
    page = visit(locale="en-GB")
    said(page, "/metro")
    page.locator(".reply-keyboard .key").first.click()
    page.get_by_role("button", name="Share", exact=True).click()
    page.locator(".message.own .place").wait_for()
    page.locator(".message.other .words", has_text=" m").last.wait_for()
    expect(page.locator(".reply-keyboard")).to_have_count(0)


def test_a_copy_button_copies_and_says_so(visit: NewPage, demo: Demo) -> None:
    """What the bot gives to be copied is in the clipboard after one press."""
    page = visit(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    keyboard = {"inline_keyboard": [[{"text": "Copy the number", "copy_text": {"text": "+380 57 000 00 00"}}]]}
    demo.call("sendMessage", chat_id=_chat(page), text="Numbers", reply_markup=keyboard)
    page.get_by_role("button", name="Copy the number").click()
    expect(page.locator(".toast")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "+380 57 000 00 00"


def test_typing_is_shown_until_the_message_comes(visit: NewPage, demo: Demo) -> None:
    """A chat action shows dots, which the message that follows takes away."""
    page = visit(locale="en-GB")
    chat = _chat(page)
    demo.call("sendChatAction", chat_id=chat, action="typing")
    page.locator(".typing").wait_for()
    expect(page.locator("#chat .about")).to_have_text("typing")
    demo.call("sendMessage", chat_id=chat, text="Here it is")
    expect(page.locator(".typing")).to_have_count(0)
    expect(page.locator("#chat .about")).to_have_text("bot")


def test_an_old_button_is_answered_by_an_alert(visit: NewPage, demo: Demo) -> None:
    """What the bot says to a press of a button that it does not know is shown, and closed by the keyboard."""
    page = visit(locale="en-GB")
    keyboard = {"inline_keyboard": [[{"text": "Old", "callback_data": "x"}]]}
    demo.call("sendMessage", chat_id=_chat(page), text="From before", reply_markup=keyboard)
    page.get_by_role("button", name="Old", exact=True).click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("earlier version")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_a_deleted_message_goes(visit: NewPage, demo: Demo) -> None:
    """What the bot deletes is gone from the page."""
    page = visit(locale="en-GB")
    chat = _chat(page)
    sent = demo.call("sendMessage", chat_id=chat, text="Too much")
    gone = page.locator(".message", has_text="Too much")
    gone.wait_for()
    demo.call("deleteMessage", chat_id=chat, message_id=sent["message_id"])
    expect(gone).to_have_count(0)
