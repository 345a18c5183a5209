"""Light and dark, for everybody: contrast, names for screen readers, reduced motion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import DESKTOP, NARROWEST, replied, said
from tests.browser.conftest import Demo, NewPage

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _faults(page: Page) -> list[str]:
    """Return axe-core's serious and critical findings on what is shown now."""
    page.wait_for_timeout(300)  # what fades in has its colours only then
    page.evaluate(AXE)
    done: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", STANDARD)
    assert done["passes"]
    return [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary']}"
        for fault in done["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESKTOP), ("dark", NARROWEST)], ids=["desktop", "narrow"])
def test_axe_finds_nothing_serious(visit: NewPage, scheme: str, viewport: dict[str, int]) -> None:
    """No serious finding at the start, on an answer, in the menu, a group, inline mode and the workshop."""
    page = visit(locale="en-GB", color_scheme=scheme, viewport=viewport)
    faults = {"start": _faults(page)}
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    page.locator("#field").fill("/")
    page.get_by_role("option").first.wait_for()
    faults["answer and menu"] = _faults(page)
    page.locator("#field").press("Escape")
    page.locator("#tools").click()
    page.locator(".example code", has_text=".yaml:").wait_for(timeout=60_000)
    faults["workshop"] = _faults(page)
    page.locator("#workshop .bar button").click()
    if viewport == NARROWEST:
        page.locator(".back").click()
        faults["list"] = _faults(page)
    page.locator("#chat-group").click()
    said(page, "/ask who is the mayor of kharkiv")
    replied(page, "Terekhov")
    page.locator("#field").fill("@kharkiv_bot metro")
    page.get_by_role("option").first.wait_for()
    faults["group and inline"] = _faults(page)
    assert faults == {state: [] for state in faults}


def _brightness(page: Page, selector: str) -> float:
    """Return the brightness (0 to 255) of an element's background."""
    colour = page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor")
    return sum(float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]) / 3


def test_dark_and_light_follow_the_system_until_chosen(visit: NewPage, demo: Demo) -> None:
    """The page is dark where the system is; the switch is remembered over a reload."""
    page = visit(locale="en-GB", color_scheme="dark")
    assert _brightness(page, ".sidebar") < 60
    page.get_by_role("button", name="Light colours").click()
    assert _brightness(page, ".sidebar") > 200
    page.goto(demo.address)
    page.locator("#field").wait_for()
    assert _brightness(page, ".sidebar") > 200
    page.get_by_role("button", name="Dark colours").click()
    assert _brightness(page, ".sidebar") < 60


def test_nothing_moves_where_motion_is_unwanted(visit: NewPage) -> None:
    """With reduced motion no element is animated."""
    page = visit(locale="en-GB", reduced_motion="reduce")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    assert page.evaluate("document.getAnimations().length") == 0


def test_new_messages_are_read_out(visit: NewPage) -> None:
    """The log is a polite live region with a name; each message says who wrote it, and when."""
    page = visit(locale="en-GB")
    said(page, "who is the mayor of kharkiv")
    replied(page, "Who is the mayor of Kharkiv?")
    log = page.get_by_role("log", name="Messages: Kharkiv bot")
    expect(log).to_have_attribute("aria-live", "polite")
    label = page.locator(".message.other").last.get_attribute("aria-label") or ""
    assert label.startswith("Kharkiv bot, ")
