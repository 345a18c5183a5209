"""Addresses asked for over HTTP, at a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from bot.desk.links import Checked, Link, check_links, client, links
from bot.library.loading import load
from bot.model.finding import Place


class Site(BaseHTTPRequestHandler):
    """Answers by the path: a status, `moved` to another page, `get-only`, `slow`."""

    asked: ClassVar[list[tuple[str, str, float]]] = []

    def do_GET(self) -> None:
        """Answer a request."""
        type(self).asked.append((self.command, self.path, time.monotonic()))
        name = self.path.strip("/")
        if self.path in {"/moved", "/www"}:
            self.send_response(301)
            self.send_header("Location", "/200" if name == "moved" else "/www/")
        elif self.path == "/www/":
            self.send_response(200)
        elif name == "get-only":
            self.send_response(200 if self.command == "GET" else 405)
        elif name == "cut":
            self.close_connection = True
            return
        else:
            self.send_response(int(name))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    """Return the address of a running site."""
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


async def _checked(*addresses: str, pause: float = 0.0, parts: tuple[str, ...] = ()) -> list[Checked]:
    wanted = [
        Link(
            "page" if parts else f"page-{number}", parts[number] if parts else "url", address, Place("sources.yaml", 5)
        )
        for number, address in enumerate(addresses)
    ]
    async with client() as http:
        return await check_links(wanted, http, pause)


@pytest.mark.parametrize(
    ("path", "verdict", "said"),
    [
        pytest.param("200", "fine", "200", id="there"),
        pytest.param("get-only", "fine", "200", id="head-not-answered"),
        pytest.param("moved", "moved", "moved for good to ", id="moved"),
        pytest.param("www", "fine", "200", id="a-slash-more"),
        pytest.param("404", "gone", "404 Not Found; add `archive:`", id="gone"),
        pytest.param("410", "gone", "410 Gone", id="gone-for-good"),
        pytest.param("403", "refused", "403 Forbidden: look by hand", id="not-for-programs"),
        pytest.param("429", "refused", "429 Too Many Requests", id="too-many"),
        pytest.param("503", "refused", "503 Service Unavailable", id="site-down"),
        pytest.param("cut", "gone", "no answer: RemoteProtocolError", id="no-answer"),
    ],
)
async def test_an_address_is_judged_by_its_answer(site: str, path: str, verdict: str, said: str) -> None:
    """A page is fine, moved, refused to programs, or gone."""
    (found,) = await _checked(f"{site}/{path}")
    assert found.verdict == verdict
    assert found.said.startswith(said)


async def test_head_is_asked_first_and_get_only_where_that_fails(site: str) -> None:
    """A page that is there costs its site one request without a body."""
    await _checked(f"{site}/200", f"{site}/404")
    assert [(method, path) for method, path, _ in Site.asked] == [("HEAD", "/200"), ("HEAD", "/404"), ("GET", "/404")]


async def test_one_site_is_asked_slowly(site: str) -> None:
    """Between two pages of a site the pause is kept."""
    await _checked(f"{site}/200", f"{site}/201", pause=0.2)
    first, second = (at for _, _, at in Site.asked)
    assert second - first >= 0.2


async def test_a_port_where_nobody_listens_is_gone() -> None:
    """A site that is no more is told, not raised."""
    (found,) = await _checked("http://127.0.0.1:9/")
    assert str(found).startswith(
        "sources.yaml:5:1: gone: page-0: http://127.0.0.1:9/: no answer: ConnectError; add `archive:`"
    )


@pytest.mark.parametrize(("archive", "verdict"), [("200", "fine"), ("404", "gone")])
async def test_a_page_that_is_gone_is_told_with_its_archive(site: str, archive: str, verdict: str) -> None:
    """An editor sees whether readers can still be sent somewhere."""
    page, kept = await _checked(f"{site}/404", f"{site}/{archive}", parts=("url", "archive"))
    assert page.said == f"404 Not Found; its archive is {verdict}"
    assert kept.verdict == verdict


def test_every_address_of_a_source_is_a_link(folder: Path) -> None:
    """The page and its archive are both asked for, and placed."""
    file = folder / "sources.yaml"
    file.write_text(
        file.read_text("utf-8").replace("/plan\n", "/plan\n    archive: https://web.example.org/plan\n"), "utf-8"
    )
    assert [(link.source, link.part, link.place.line) for link in links(load(folder))] == [
        ("gazette-2025-06-01", "url", 5),
        ("courier-2020-05", "url", 12),
        ("courier-2020-05", "archive", 13),
    ]
