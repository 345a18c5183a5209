"""Write pictures of the page's main states: `python -m tests.browser.screenshots docs/screenshots`."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.browsing import DESKTOP, PHONE, demo, launched, opened, replied, said

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

COLOURS = 256
"""Colours of a picture: enough for the page, and a third of the bytes."""


LARGE_AREAS = 180


@dataclass(frozen=True)
class Picture:
    """One state of the page: how to look at it, and what to do first."""

    name: str
    locale: Literal["uk-UA", "ru-RU", "en-GB"]
    scheme: Literal["light", "dark"]
    viewport: ViewportSize
    do: Callable[[Page], None]


def _nothing(page: Page) -> None:
    page.locator(".welcome").wait_for()


def _mayor(page: Page) -> None:
    said(page, "хто такий терехов")
    replied(page, "Хто мер Харкова?")


def _people(page: Page) -> None:
    said(page, "how many peple live in kharkov")
    replied(page, "How many people live in Kharkiv?")


def _people_to_the_end(page: Page) -> None:
    _people(page)
    page.locator(".log").evaluate("log => log.scrollTo(0, log.scrollHeight)")


def _feedback(page: Page) -> None:
    said(page, "сколько стоит проезд в метро")
    replied(page, "метро")
    page.locator(".message.other").last.locator(".key").nth(1).click()
    page.wait_for_timeout(600)


def _menu(page: Page) -> None:
    said(page, "/start")
    page.locator(".message.other").wait_for()
    page.locator("#field").fill("/")
    page.get_by_role("option").first.wait_for()


def _group(page: Page) -> None:
    page.locator("#chat-group").click()
    said(page, "Хтось знає, чи працює метро вночі?")
    page.locator("label:has(#speaker-friend)").click()
    said(page, "@kharkiv_bot чи відчинене метро вночі як укриття?")
    replied(page, "метро вночі")
    page.wait_for_timeout(300)


def _inline(page: Page) -> None:
    page.locator("#chat-dialogue").click()
    said(page, "Как думаешь, уже можно возвращаться?")
    page.locator("#field").fill("@kharkiv_bot безопасно")
    page.locator(".option.result").first.wait_for()
    page.keyboard.press("ArrowDown")


def _patriots(page: Page) -> None:
    said(page, "how many patriots does ukraine ned")
    replied(page, "Patriot")


def _workshop(page: Page) -> None:
    _patriots(page)
    page.locator("#tools").click()
    page.locator(".example code", has_text=".yaml:").wait_for(timeout=60_000)
    page.locator(".fine").wait_for()


PICTURES = (
    Picture("start", "uk-UA", "light", DESKTOP, _nothing),
    Picture("answer", "en-GB", "light", DESKTOP, _patriots),
    Picture("answer-dark", "uk-UA", "dark", DESKTOP, _mayor),
    Picture("group", "uk-UA", "light", DESKTOP, _group),
    Picture("inline", "ru-RU", "light", DESKTOP, _inline),
    Picture("workshop", "en-GB", "light", DESKTOP, _workshop),
    Picture("phone", "uk-UA", "light", PHONE, _mayor),
    Picture("phone-dark", "en-GB", "dark", PHONE, _people_to_the_end),
    Picture("phone-feedback", "ru-RU", "light", PHONE, _feedback),
    Picture("phone-menu", "uk-UA", "dark", PHONE, _menu),
)


def taken(browser: Browser, address: str, picture: Picture) -> bytes:
    """Return a picture as a PNG of few colours."""
    context = browser.new_context(
        locale=picture.locale, color_scheme=picture.scheme, viewport=picture.viewport, reduced_motion="reduce"
    )
    page = opened(context, address)
    picture.do(page)
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    small = io.BytesIO()
    with_few_colours(image.convert("RGB")).save(small, "PNG", optimize=True)
    return small.getvalue()


def with_few_colours(image: Image.Image) -> Image.Image:
    """Return `image` in `COLOURS`: most for large areas, so that they have no bands, the rest for what is small."""
    large = image.quantize(LARGE_AREAS, Image.Quantize.MEDIANCUT).getpalette() or []
    small = image.quantize(COLOURS - LARGE_AREAS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(large[: 3 * LARGE_AREAS] + small)
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def main() -> None:
    """Write every picture into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as elsewhere,
        demo(KNOWLEDGE, Path(elsewhere)) as address,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        for picture in PICTURES:
            file = folder / f"{picture.name}.png"
            file.write_bytes(taken(browser, address, picture))
            print(f"{file}: {file.stat().st_size // 1024} KB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
