"""`kharkiv-bot demo`, from the command line to the first answer, and its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.browser.browsing import demo, opened, replied, said


def test_one_command_leads_to_an_answer(
    contexts: Callable[..., BrowserContext], small_folder: Path, tmp_path: Path
) -> None:
    """One command serves the page, a question is answered, Ctrl-C ends it cleanly, and the page says so."""
    with demo(small_folder, tmp_path) as address:
        page = opened(contexts(locale="en-GB"), address)
        said(page, "who is the mayor?")
        replied(page, "The mayor is Ihor Testing.")
    expect(page.locator(".lost")).to_contain_text("No connection")
    assert list(tmp_path.iterdir()) == [small_folder]
