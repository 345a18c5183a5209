"""A pack as the files that are sent: bytes and a name for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.pack import page, text
from bot.pack.pack import Pack


def _page(pack: Pack) -> bytes:
    return page.as_html(pack).encode()


def _text(pack: Pack) -> bytes:
    return text.as_text(pack).encode("utf-8-sig")  # old readers of texts take the rest for another encoding


KINDS: Mapping[str, Callable[[Pack], bytes]] = {"html": _page, "txt": _text}
"""What writes a pack, by the ending of the file's name."""


def name_of(pack: Pack, kind: str) -> str:
    """Return the name under which a pack is sent: `kharkiv-2026-04-01-uk.html`."""
    return f"{pack.name}-{pack.made.isoformat()}-{pack.language}.{kind}"
