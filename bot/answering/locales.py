"""The rules of CLDR for the three languages, without the four fifths of them that no answer needs."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from babel.localedata import load

from bot.model.language import Language

UNIT = "length-"
"""Beginning of the names of units that answers use."""

UNUSED = frozenset(
    "compact_currency_formats date_fields datetime_skeletons interval_formats languages meta_zones scripts territories "
    "time_zones unit_display_names variants".split()
)
"""Parts of a locale that no answer needs: names of languages, countries, zones and units, and other ways of dates."""

UNUSED_OF_WORLD = (
    "likely_subtags",
    "meta_zones",
    "territory_aliases",
    "territory_currencies",
    "territory_languages",
    "territory_zones",
    "zone_territories",
)
"""The same of what goes for all locales; Babel reads it with the first one."""

_CHAINS: dict[Language, tuple[str, ...]] = {
    "uk": ("root", "uk"),
    "ru": ("root", "ru"),
    "en": ("root", "en", "en_001", "en_GB"),
}
"""Each language's locale, after those that it inherits from."""


@cache
def locale_of(language: Language) -> Locale:
    """Return the locale of `language`; five megabytes of the three together, which stay for good, are let go."""
    chain = _CHAINS[language]
    for name in chain:
        data = load(name)
        for part in UNUSED & data.keys():
            del data[part]
        units = data["unit_patterns"]
        for unit in [unit for unit in units if not unit.startswith(UNIT)]:
            del units[unit]
    for part in UNUSED_OF_WORLD:
        get_global(part).clear()  # type: ignore[arg-type,attr-defined]  # typed by each name, and as read-only
    return Locale(*chain[-1].split("_"))
