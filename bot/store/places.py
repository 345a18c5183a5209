"""Coordinates found in a text: decimal pairs, degrees and minutes, the military grid, plus codes."""

from __future__ import annotations

import re

_DEGREES = r"\d{1,3}(?:[.,]\d{1,8})?\s?°\s?"
_SIDE = r"(?:\s?(?:[NSEW](?!\w)|(?:пн|пд|с|ю)\.?\s?ш(?!\w)\.?|(?:сх|зх|в|з)\.?\s?д(?!\w)\.?))?"
_LAT = r"(?:4[3-9]|5[0-3])"
_LON = r"(?:2[1-9]|3\d|4[01])"

_PLACES = re.compile(
    rf"{_DEGREES}\d{{1,2}}(?:[.,]\d{{1,8}})?\s?['’′`](?:\s?\d{{1,2}}(?:[.,]\d{{1,8}})?\s?(?:[\"”″]|['’′]{{1,2}}))?{_SIDE}"
    rf"|(?<![\d.,])-?\d{{1,3}}[.,]\d{{3,15}}\s?°{_SIDE}"
    # A pair of decimals: four digits after the point are never thousands; three are, but for the latitudes near.
    r"|(?<![\w.,])(?:[NSEW]\s?)?-?\d{1,3}[.,]\d{4,15}(?:\s?[NSEW])?\s?[,;/ ]\s?(?:[NSEW]\s?)?-?\d{1,3}[.,]\d{4,15}"
    r"(?:\s?[NSEW](?!\w))?"
    rf"|(?<![\w.,]){_LAT}\.\d{{3,15}}\s?[,;/ ]\s?{_LON}\.\d{{3,15}}(?!\d)"
    r"|(?<!\w)(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng|широта|широты|широті|довгота|довготи|долгота|долготы|geo)"
    r"\s?[:=]?\s?-?\d{1,3}[.,]\d{1,15}"
    r"|(?<!\w)[NE]\s?\d{1,3}[.,]\d{3,15}"
    # Military grid: 37U CR 12345 67890.
    r"|(?<!\w)\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\w)"
    # Plus codes, whole (8GX83R53+2Q) and short (XWCM+2Q): letters and digits of their own alphabet, some of each.
    r"|(?<!\w)(?=[^+]{0,7}[a-z])[23456789CFGHJMPQRVWX]{4,8}\+(?=\w{0,2}\d|[\dA-Z]{2})[23456789CFGHJMPQRVWX]{2,3}(?!\w)",
    re.IGNORECASE,
)


def without_places(text: str) -> str:
    """Return `text` with coordinates replaced by `[place]`."""
    return _PLACES.sub("[place]", text)
