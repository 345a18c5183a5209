"""Addresses of sources lead where they say, and to nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from bot.desk.rules.rule import Breach, Desk, Rule

_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}")
_SHORTENERS = {"bit.ly", "t.co", "goo.gl", "tinyurl.com", "cutt.ly", "is.gd", "ow.ly", "clck.ru", "vk.cc"}
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid)")
_END = re.compile(r"[.,;:!'»”]$")


def check(desk: Desk) -> Iterator[Breach]:
    """Yield addresses with a wrong form, and those that stand in two sources."""
    first: dict[str, str] = {}
    for source in desk.base.sources.values():
        for part in ("url", "archive"):
            address: str | None = getattr(source, part)
            if address is not None:
                place = desk.place("source", source.id, part)
                yield from ((place, f"the address {message}", tip) for message, tip in _wrong(address))
        key = source.url.partition("#")[0].rstrip("/")
        other = first.setdefault(key, source.id)
        if other != source.id:
            message = f"the same address stands in the source {other!r} ({desk.place('source', other)})"
            yield desk.place("source", source.id, "url"), message, "cite that one instead"


def _wrong(address: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        yield f"can't be read: {error}", "copy it from the browser"
        return
    host = parts.hostname or ""
    if "@" in parts.netloc or port is not None or not _HOST.fullmatch(host):
        yield (
            f"has {parts.netloc!r} where a site's name is expected",
            "such as www.example.org, without a port or a login",
        )
    elif host.removeprefix("www.") in _SHORTENERS:
        yield f"is a short one of {host}", "open it and copy the address that it leads to"
    if tracking := [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _TRACKING.fullmatch(name)]:
        yield f"tracks its readers by {tracking[0]!r}", "delete that from the address"
    if parts.fragment.startswith(":~:"):
        yield "points into the page by #:~:, which browsers add", "cut it off before the #"
    if end := _END.search(address):
        yield f"ends in {end[0]!r}", "delete that: it belongs to the text that it was copied from"
    if "\\" in address or "://" in parts.netloc + parts.path[:8]:
        yield "is written wrongly", "copy it from the browser"


RULE = Rule("addresses", "error", "An address is whole, direct, and stands in one source.", check)
