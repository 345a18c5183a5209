"""The demo run as people run it, and Debian's Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

SCRIPT = Path(sys.executable).with_name("kharkiv-bot")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",  # containers have no user namespaces; the only site visited is the demo's own page
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]

DESKTOP = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=320, height=640)


def chromium() -> str | None:
    """Return the path of a Chromium on this machine; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launched(playwright: Playwright) -> Browser:
    """Return Chromium without a window; LookupError where there is none."""
    path = chromium()
    if path is None:
        raise LookupError(f"no Chromium: none of {', '.join(NAMES)} is on PATH; on Debian: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=QUIET)


@contextmanager
def demo(knowledge: Path, folder: Path) -> Iterator[str]:
    """Run `kharkiv-bot demo` while the block runs, in `folder`; give the page's address. It must end well by Ctrl-C."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "DATABASE_", "WEBHOOK_"))}
    process = subprocess.Popen(
        [str(SCRIPT), "--knowledge", str(knowledge), "demo", "--port", "0", "--no-open"],
        cwd=folder,
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        lines = iter(process.stdout.readline, "")
        address = next((word for line in lines for word in line.split() if word.startswith("http://")), None)
        assert address is not None, process.communicate()[1]
        yield address
    except BaseException:
        process.kill()
        process.communicate()
        raise
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


def opened(context: BrowserContext, address: str) -> Page:
    """Return the page, ready to be used."""
    page = context.new_page()
    page.goto(address)
    page.locator("#field").wait_for()
    return page


def said(page: Page, text: str) -> None:
    """Write `text` into the field and send it."""
    page.locator("#field").fill(text)
    page.locator("#field").press("Enter")


def replied(page: Page, part: str) -> None:
    """Wait for a message of the bot that holds `part`."""
    page.locator(".message.other", has_text=part).last.wait_for()
