"""Whether the sources' addresses still lead to their pages. Asks the sites themselves: not for tests or CI."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import httpx

from bot.library.loading import Reading
from bot.model.finding import Place

Verdict = Literal["fine", "moved", "refused", "gone"]
"""`moved`: for good, to another address. `refused`: not shown to programs, or the site is busy; look by hand."""

AT_ONCE = 8
"""Sites asked at a time; each is asked one thing after another."""

SECONDS = 15.0
"""Longest wait for an answer."""

USER_AGENT = "Mozilla/5.0 (compatible; kharkiv-bot link check)"

_FOR_GOOD = {301, 308}
_NOT_FOR_PROGRAMS = {401, 402, 403, 406, 418, 429, 451, 999}
_BROKEN_SITE = 500


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a source: `part` is the field that holds it ("url" or "archive")."""

    source: str
    part: str
    address: str
    place: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a link, in a word and in words."""

    link: Link
    verdict: Verdict
    said: str

    def __str__(self) -> str:
        return f"{self.link.place}: {self.verdict}: {self.link.source}: {self.link.address}: {self.said}"


def links(reading: Reading) -> list[Link]:
    """Return all addresses of the sources, in the order of the file."""
    return [
        Link(source.id, part, address, reading.origins["source", source.id].at(part))
        for source in reading.base.sources.values()
        for part, address in (("url", source.url), ("archive", source.archive))
        if address is not None
    ]


def client() -> httpx.AsyncClient:
    """Return an HTTP client that follows redirections and says who it is."""
    return httpx.AsyncClient(
        follow_redirects=True, max_redirects=10, timeout=SECONDS, headers={"User-Agent": USER_AGENT, "Accept": "*/*"}
    )


async def check_links(wanted: Sequence[Link], http: httpx.AsyncClient, pause: float = 1.0) -> list[Checked]:
    """Ask for each link, `pause` seconds apart at one site, and return what became of it, in the order of `wanted`.

    HEAD is asked first, and GET where that is not answered well; pages are not read. A page that is gone is told with
    whether its archive is fine.
    """
    by_site: dict[str, list[Link]] = defaultdict(list)
    for link in wanted:
        by_site[urlsplit(link.address).netloc].append(link)
    turns = asyncio.Semaphore(AT_ONCE)

    async def site(some: Sequence[Link]) -> list[Checked]:
        async with turns:
            found = []
            for number, link in enumerate(some):
                if number:
                    await asyncio.sleep(pause)
                found.append(await _check(link, http))
            return found

    checked = {one.link: one for some in await asyncio.gather(*map(site, by_site.values())) for one in some}
    return [_with_archive(checked[link], checked) for link in wanted]


async def _check(link: Link, http: httpx.AsyncClient) -> Checked:
    verdict: Verdict = "gone"
    said = ""
    for method in ("HEAD", "GET"):
        try:
            async with http.stream(method, link.address) as response:
                verdict, said = _judged(response)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            verdict, said = "gone", f"no answer: {type(error).__name__}"
        if verdict in {"fine", "moved"}:
            break
    return Checked(link, verdict, said)


def _judged(response: httpx.Response) -> tuple[Verdict, str]:
    if response.is_success:
        if any(one.status_code in _FOR_GOOD for one in response.history) and not _alike(response):
            return "moved", f"moved for good to {response.url}"
        return "fine", str(response.status_code)
    said = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code in _NOT_FOR_PROGRAMS or response.status_code >= _BROKEN_SITE:
        return "refused", f"{said}: look by hand"
    return "gone", said


def _alike(response: httpx.Response) -> bool:
    """Tell whether a redirection only turned http into https, or added or dropped "www." or a last slash."""
    first, last = response.history[0].url, response.url
    return (first.host.removeprefix("www."), first.path.rstrip("/"), first.query) == (
        last.host.removeprefix("www."),
        last.path.rstrip("/"),
        last.query,
    )


def _with_archive(one: Checked, checked: Mapping[Link, Checked]) -> Checked:
    if one.verdict != "gone" or one.link.part != "url":
        return one
    archive = next(
        (other for link, other in checked.items() if (link.source, link.part) == (one.link.source, "archive")), None
    )
    if archive is None:
        hint = f"add `archive:`, perhaps https://web.archive.org/web/{one.link.address}"
    else:
        hint = f"its archive is {archive.verdict}"
    return Checked(one.link, one.verdict, f"{one.said}; {hint}")
