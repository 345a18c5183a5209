"""Colours that people with any colour vision tell apart, on light and on dark ground."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. Text has a contrast of at least 7 to the ground, marks of at least 3.

    Source of `agreed` and `disputed`: M. Okabe and K. Ito, Color Universal Design, 2008; on each ground the pair of
    blue and orange-red that stands out.
    """

    ground: str
    text: str
    quiet: str
    grid: str
    agreed: str
    disputed: str


LIGHT = Palette(ground="#ffffff", text="#1a1a1a", quiet="#4a4a4a", grid="#d4d4d4", agreed="#0072b2", disputed="#d55e00")
DARK = Palette(ground="#17191d", text="#f4f4f4", quiet="#bdbdbd", grid="#45484f", agreed="#56b4e9", disputed="#e69f00")
