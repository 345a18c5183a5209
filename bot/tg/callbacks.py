"""What a button says when it is pressed: short, versioned data, read back with care, since anybody can forge it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, get_args

from bot.model.language import LANGUAGES, Language
from bot.store.records import Reason

VERSION = "1"

LONGEST = 64
"""Bytes of callback data that Telegram takes."""

Way = Literal["chosen", "related", "browsed"]
"""How a topic was come to: chosen among suggestions, related to an answer, or found by browsing."""


@dataclass(frozen=True, slots=True)
class ShowTopic:
    """Show a topic; `way` decides whether it takes the place of the message or follows it."""

    language: Language
    topic: str
    way: Way


@dataclass(frozen=True, slots=True)
class Rate:
    """Say whether an answer on `topic` helped."""

    language: Language
    topic: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say why an answer did not help."""

    language: Language
    topic: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class RateAgain:
    """Show the rating buttons of an answer once more."""

    language: Language
    topic: str


@dataclass(frozen=True, slots=True)
class ShowThemes:
    """Show all themes."""

    language: Language


@dataclass(frozen=True, slots=True)
class ShowTheme:
    """Show the topics of a theme."""

    language: Language
    theme: str


@dataclass(frozen=True, slots=True)
class ShowSources:
    """Show a page, from 0, of the sources."""

    language: Language
    page: int


@dataclass(frozen=True, slots=True)
class FindNearest:
    """Look for the nearest metro stations."""

    language: Language


@dataclass(frozen=True, slots=True)
class ShowChart:
    """Send a chart."""

    language: Language
    chart: str


@dataclass(frozen=True, slots=True)
class PinLanguage:
    """Choose a language; None for automatic."""

    language: Language | None


@dataclass(frozen=True, slots=True)
class ShowChanges:
    """Show a page, from 0, of what is new since a day."""

    language: Language
    since: dt.date
    page: int


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """Show a page, from 0, of the digests after the week `after`, up to and with that of `until`."""

    language: Language
    after: dt.date
    until: dt.date
    page: int


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Get weekly digests, or (`wanted` is false) no more of them."""

    language: Language
    wanted: bool


OnMessage = (
    ShowTopic
    | Rate
    | GiveReason
    | RateAgain
    | ShowThemes
    | ShowTheme
    | ShowSources
    | ShowChart
    | FindNearest
    | PinLanguage
    | ShowChanges
    | ShowDigest
)
"""What changes the message under which the button stands, or follows it."""

Press = OnMessage | Subscribe

_WAYS: dict[str, Way] = {way[0]: way for way in get_args(Way)}
_REASONS: dict[str, Reason] = {reason[0]: reason for reason in get_args(Reason)}
_LANGUAGES: dict[str, Language] = {language: language for language in LANGUAGES}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 48
_PAGE = re.compile(r"\d{1,4}", re.ASCII)
_AUTOMATIC = "auto"

_ALONE: dict[str, type[ShowThemes | FindNearest]] = {"m": ShowThemes, "n": FindNearest}
"""Presses that say a language alone, by their action."""

_NAMED: dict[str, type[RateAgain | ShowTheme | ShowChart]] = {"a": RateAgain, "h": ShowTheme, "c": ShowChart}
"""Presses that say a language and an id, by their action."""

_ACTIONS: dict[type, str] = {kind: action for action, kind in (*_ALONE.items(), *_NAMED.items())}


def data(press: Press) -> str:
    """Return the callback data of a button, at most `LONGEST` bytes of ASCII."""
    match press:
        case ShowTopic(language, topic, way):
            parts = ["t", language, way[0], topic]
        case Rate(language, topic, helpful):
            parts = ["f", language, "y" if helpful else "n", topic]
        case GiveReason(language, topic, reason):
            parts = ["r", language, reason[0], topic]
        case ShowThemes(language) | FindNearest(language):
            parts = [_ACTIONS[type(press)], language, "", ""]
        case RateAgain(language, name) | ShowTheme(language, name) | ShowChart(language, name):
            parts = [_ACTIONS[type(press)], language, "", name]
        case ShowSources(language, page):
            parts = ["s", language, "", str(page)]
        case ShowChanges() | ShowDigest() | Subscribe():
            parts = _on_news(press)
        case PinLanguage(chosen):
            parts = ["l", chosen or _AUTOMATIC, "", ""]
    return ":".join([VERSION, *parts])


def _on_news(press: ShowChanges | ShowDigest | Subscribe) -> list[str]:
    match press:
        case ShowChanges(language, since, page):
            return ["d", language, str(page), since.isoformat()]
        case ShowDigest(language, after, until, page):
            return ["e", language, str(page), f"{after.isoformat()}_{until.isoformat()}"]
        case Subscribe(language, wanted):
            return ["w", language, "y" if wanted else "n", ""]


def parse(text: str | None) -> Press | None:
    """Return what a button says; None for anything that no button of this version of the bot says.

    Topics and themes are well-formed ids, which may be unknown to the knowledge in use.
    """
    parts = (text or "").split(":")
    if len(parts) != 5 or parts[0] != VERSION:  # noqa: PLR2004 - the version and four parts
        return None
    press = _press(*parts[1:])
    # What is left over or stands in the wrong place was not written by `data`.
    return press if press is not None and data(press) == text else None


def _press(action: str, tongue: str, option: str, name: str) -> Press | None:
    language = _LANGUAGES.get(tongue)
    if action == "l":
        return PinLanguage(language)
    if language is None:
        return None
    if action in {"d", "e", "s", "w"}:
        return _paged(action, language, option, name)
    if action in _ALONE:
        return _ALONE[action](language)
    if len(name) > _LONGEST_ID or not _ID.fullmatch(name):
        return None
    return _NAMED[action](language, name) if action in _NAMED else _on_topic(action, language, option, name)


def _paged(action: str, language: Language, option: str, name: str) -> Press | None:
    if action == "w":
        return Subscribe(language, wanted=option == "y")
    if action == "s":
        return ShowSources(language, int(name)) if _PAGE.fullmatch(name) else None
    try:
        days = [dt.date.fromisoformat(day) for day in name.split("_")]
    except ValueError:
        return None
    page = int(option) if _PAGE.fullmatch(option) else -1
    match action, days:
        case "d", [since] if page >= 0:
            return ShowChanges(language, since, page)
        case "e", [after, until] if page >= 0:
            return ShowDigest(language, after, until, page)
    return None


def _on_topic(action: str, language: Language, option: str, topic: str) -> Press | None:
    match action:
        case "t" if option in _WAYS:
            return ShowTopic(language, topic, _WAYS[option])
        case "f":
            return Rate(language, topic, helpful=option == "y")
        case "r" if option in _REASONS:
            return GiveReason(language, topic, _REASONS[option])
    return None
