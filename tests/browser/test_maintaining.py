"""A maintainer edits a file and sees it at once: in the answer, and in the workshop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import opened, replied, said
from tests.browser.conftest import Demo

LIVE = 30_000.0
"""Milliseconds in which an edit must be live, on a machine that is busy with other tests."""


@pytest.fixture
def small_demo(small_folder: Path) -> Iterator[Demo]:
    """Yield a demo of the small knowledge, which is the test's own to edit."""
    with Demo(small_folder) as running:
        yield running


@pytest.fixture
def page(contexts: object, small_demo: Demo) -> Page:
    """Return the page of the small demo."""
    assert callable(contexts)
    return opened(contexts(locale="en-GB"), small_demo.address)


def test_an_edit_is_seen_live(page: Page, small_demo: Demo) -> None:
    """A sentence that is changed in a file is in the next answer, without a reload of anything."""
    said(page, "how many people live here?")
    replied(page, "The city has 1.3 million people.")
    file = small_demo.folder / "topics" / "people.yaml"
    file.write_text(file.read_text("utf-8").replace("people: 1300000", "people: 1400000"), "utf-8")
    page.locator("#tools").click()
    for _ in range(30):
        said(page, "how many people live here?")
        page.wait_for_timeout(500)
        if page.locator(".message.other", has_text="The city has 1.4 million people.").count():
            break
    replied(page, "The city has 1.4 million people.")


def test_the_workshop_is_off_until_opened(page: Page) -> None:
    """The second pane is not there at first; its button shows and hides it, and the focus stays with the button."""
    expect(page.locator("#workshop")).to_be_hidden()
    button = page.get_by_role("button", name="Workshop: why the bot answers so")
    button.click()
    expect(page.locator("#workshop")).to_be_visible()
    expect(page.locator("#tools")).to_be_focused()
    expect(page.locator("#tools")).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Close the workshop").click()
    expect(page.locator("#workshop")).to_be_hidden()


def test_the_workshop_explains_the_last_question(page: Page, small_demo: Demo) -> None:
    """For the last question: the decision, readings, words, scores, and the file and line of what matched."""
    page.locator("#tools").click()
    said(page, "lt yfq,kb;xt erhbnnz")
    pane = page.locator("#workshop")
    expect(pane.locator(".decision")).to_have_text("answers")
    expect(pane).to_contain_text("layout")
    expect(pane.locator(".bars code").first).to_have_text("shelters")
    place = pane.locator(".example code")
    expect(place).to_contain_text(".yaml:")
    file, line, _ = place.inner_text().split(":")
    assert "де найближче укриття" in (small_demo.folder / file).read_text("utf-8").splitlines()[int(line) - 1]
    said(page, "is it raining in Lviv")
    expect(pane.locator(".guards")).to_contain_text("another place, lviv")
    expect(pane.locator(".decision")).to_have_text("has no cited answer")


def test_a_follow_up_is_explained_with_what_it_follows(page: Page) -> None:
    """A question that leans on the one before is shown with that one."""
    page.locator("#tools").click()
    said(page, "who is the mayor?")
    replied(page, "The mayor is Ihor Testing.")
    said(page, "what is his name")
    expect(page.locator("#workshop .guards")).to_contain_text("follow-up of: Who is the mayor?")


def test_findings_of_check_come_and_go_with_edits(page: Page, small_demo: Demo) -> None:
    """An error in a file is a finding with its place and cure as soon as it is saved, and goes when it is mended."""
    page.locator("#tools").click()
    pane = page.locator("#workshop")
    expect(pane.get_by_role("heading", name="Findings of check")).to_be_visible()
    file = small_demo.folder / "topics" / "people.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("sources: [gazette]", "sources: [gazzette]"), "utf-8")
    finding = pane.locator(".findings li", has_text="gazzette").first
    finding.wait_for(timeout=LIVE)
    expect(finding.locator("code")).to_contain_text("topics/people.yaml:")
    file.write_text(whole, "utf-8")
    expect(pane.locator(".findings li", has_text="gazzette")).to_have_count(0, timeout=LIVE)
