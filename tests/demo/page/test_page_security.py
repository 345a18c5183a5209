"""What the page refuses, and what it never does."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.demo.page.app import STATIC
from tests.demo.page.site import Site

SCRIPTS = sorted(STATIC.glob("*.js"))
ALLOWED = {"www.w3.org", "t.me", "www.openstreetmap.org"}
"""Hosts in the scripts: a name space, links of the bot, and a map that a person may open; nothing is loaded there."""


async def test_other_hosts_are_refused(site: Site) -> None:
    """A name that only resolves to loopback, as an attacker's may, gets nothing; the machine's own names do."""
    for host in ("attacker.example", "attacker.example:8000", "10.0.0.5", "127.0.0.1.attacker.example", ""):
        for path in ("/", "/state", "/static/main.js"):
            assert (await site.http.get(path, headers={"host": host})).status_code == 400, host
    port = urlsplit(site.address).port
    assert (await site.http.get("/", headers={"host": f"localhost:{port}"})).status_code == 200


async def test_it_listens_on_loopback_alone(site: Site) -> None:
    """The page and the Bot API can be reached at 127.0.0.1 and at no other address of the machine."""
    for port in (urlsplit(site.address).port, site.api.port):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        with pytest.raises(OSError, match=r"refused|timed out|unreachable|assign"):
            socket.create_connection(("127.0.0.2", port), timeout=2)


async def test_every_answer_has_a_strict_policy(site: Site) -> None:
    """Pages, scripts, data and refusals carry a content security policy without inline scripts or styles."""
    answers = [
        await site.http.get("/"),
        await site.http.get("/static/main.js"),
        await site.http.get("/state"),
        await site.http.get("/nothing"),
        await site.http.post("/say"),
        await site.http.get("/", headers={"host": "attacker.example"}),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://attacker.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:1", "sec-fetch-site": "same-site"},
    ],
    ids=["none", "foreign", "null", "no port", "other port"],
)
async def test_only_the_page_itself_may_act(site: Site, headers: dict[str, str]) -> None:
    """A request of another origin, or of none, changes nothing, whatever cookie it brings."""
    state = await site.enter()
    body = {"chat": state["chats"][0]["id"], "text": "hello"}
    answer = await site.http.post("/say", json=body, headers=headers)
    assert answer.status_code == 403
    assert (await site.state())["chats"][0]["messages"] == []


async def test_reading_does_not_act(site: Site) -> None:
    """An image or a link on another site, which can only read, can do none of the actions."""
    await site.enter()
    for action in ("say", "edit", "press", "type", "choose", "share", "follow", "speak"):
        assert (await site.http.get(f"/{action}")).status_code == 405


async def test_the_cookie_is_for_the_page_alone(site: Site) -> None:
    """Scripts can't read it, other sites don't send it, and without it there is nothing to see."""
    assert (await site.http.get("/state")).status_code == 401
    cookie = (await site.http.get("/")).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_visitors_do_not_see_each_other(site: Site, other: Site) -> None:
    """Nobody says, presses or reads anything in a chat of somebody else."""
    mine, theirs = await site.enter(), await other.enter()
    chat = theirs["chats"][0]["id"]
    assert {one["id"] for one in mine["chats"]}.isdisjoint(one["id"] for one in theirs["chats"])
    for name, more in (("say", {"text": "hello"}), ("press", {"message": 1, "row": 0, "column": 0})):
        assert (await site.act(name, chat=chat, **more)).status_code == 404
    assert (await site.http.get(f"/commands?chat={chat}")).status_code == 404


async def test_files_are_never_pages(site: Site) -> None:
    """What the bot sends as a file is downloaded, whatever it says it is; only true images are shown."""
    state = await site.enter()
    await site.act("say", chat=state["chats"][0]["id"], text="/start")
    url = f"{site.api.base_url}{site.api.token}/sendDocument"
    evil = {"document": ("а;b.html", b"<script>alert(1)</script>", "text/html")}
    async with httpx.AsyncClient(trust_env=False) as client:
        sent = (await client.post(url, data={"chat_id": str(state["chats"][0]["id"])}, files=evil)).json()["result"]
    answer = await site.http.get(f"/files/{sent['document']['file_id']}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%D0%B0%3Bb.html"
    assert (await site.http.get("/files/other")).status_code == 404
    assert (await site.http.get("/static/..%2f..%2fapp.py")).status_code == 404


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """No inline script or style, no handler attribute, and no address outside, in any file of the page."""
    index = (STATIC / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", index) == []
    found = {path.name: path.read_text("utf-8") for path in STATIC.iterdir()}
    assert len(found) > 15
    for name, text in found.items():
        hosts = set(re.findall(r"https?://([\w.-]+)", text))
        assert hosts <= ALLOWED, name
        assert re.findall(r"url\(\"(?!/static/)", text) == [], name


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.name for script in SCRIPTS])
def test_scripts_make_no_markup_of_text(script: Path) -> None:
    """No script has a way to turn a text into markup or code."""
    ways = r"(inner|outer)HTML|insertAdjacent|document\.write|DOMParser|ContextualFragment|srcdoc|eval\(|new Function"
    assert re.findall(ways, script.read_text("utf-8")) == []
