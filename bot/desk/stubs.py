"""Stubs of new records, written into the right file for an editor to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.library.editing import EditError, add_items, add_record, scalar
from bot.library.loading import Reading
from bot.library.wording import meant
from bot.model.fact import Id
from bot.model.language import LANGUAGES, Language

_ID: TypeAdapter[str] = TypeAdapter(Id)

Written = list[tuple[Path, int]]
"""Files and lines, from 1, at which stubs begin."""


def new_source(reading: Reading, folder: Path, id_: str) -> Written:
    """Write a stub of a source into sources.yaml; EditError where the id is taken or has a wrong form."""
    _refuse_taken(reading, "source", id_)
    file = folder / "sources.yaml"
    lines = [
        "  publisher:  # who publishes it, as readers know it",
        "  title:  # in quotes, in its own language",
        "  # author: (if it names one)",
        "  url: https://",
        "  # archive: (a kept copy of the page, if you made one)",
        '  published: ""  # "2025-10-09", "2025-10", "2025-10~" if about then, XXXX if the page has no date',
        "  language:  # of the page: uk, ru, en, ...",
        "  # note: (for editors; never shown)",
    ]
    return [(file, add_record(file, "sources", id_, lines))]


def new_topic(
    reading: Reading,
    folder: Path,
    id_: str,
    theme: str,
    today: dt.date,
    questions: Mapping[Language, Sequence[str]] | None = None,
) -> Written:
    """Write stubs of a fact and of a topic that tells it into the theme's file, and `questions` into theirs.

    EditError where there is no such theme, or an id is taken or has a wrong form.
    """
    _refuse_taken(reading, "topic", id_)
    for kind, taken in (("decline", reading.base.declines), ("small talk", reading.base.talk)):
        if id_ in taken:
            raise EditError(f"there is a {kind} {id_!r} already, whose questions would be its own: choose another id")
    if theme not in reading.base.themes:
        raise EditError(f"there is no theme {theme!r}{meant(theme, reading.base.themes)}")
    fact = f"{id_}-{today:%Y-%m}"
    _refuse_taken(reading, "fact", fact)
    file = folder / "topics" / f"{theme}.yaml"
    fact_line = add_record(file, "facts", fact, _fact_lines(today))
    topic_line = add_record(file, "topics", id_, [line.replace("FACT", fact) for line in _TOPIC])
    written = [(file, fact_line), (file, topic_line)]
    for language in LANGUAGES:
        of_theme = folder / "questions" / language / f"{theme}.yaml"
        asked = (questions or {}).get(language) or [""]
        written.append((of_theme, add_items(of_theme, id_, asked)))
    return written


_FACT = (
    "  sources: []  # ids from sources.yaml: all that say the same",
    '  as_of: ""  # the date that the sentence speaks of, as in sources.yaml',
    "  by:  # whose claim it is: an id under `speakers:` in sources.yaml",
    '  added: "TODAY"  # when it came into the knowledge; /changes tells of it from this day on',
    "  # values: {people: 1200}  # every figure, date, telephone number of the sentence",
    "  says:",
    '    uk: ""',
    '    ru: ""',
    '    en: ""',
)

_TOPIC = (
    '  title: {uk: "", ru: "", en: ""}  # a question, at most 60 characters',
    "  ages: months  # weeks (30 days) | months (180) | years (730) | never",
    "  facts: [FACT]  # newest first",
    "  related: []  # ids of topics that people ask next",
)


def draft_topic(questions: Mapping[Language, Sequence[str]], related: Sequence[str], today: dt.date) -> str:
    """Return stubs of a fact and a topic with its `questions` as text, to be copied into the files that they name."""
    fact = f"ID-{today:%Y-%m}"
    topic = [line.replace("FACT", fact).replace("related: []", f"related: [{', '.join(related)}]") for line in _TOPIC]
    lines = [
        "# topics/THEME.yaml, under facts:",
        f"  {fact}:",
        *(f"  {line}" for line in _fact_lines(today)),
    ]
    lines += ["# under topics:", "  ID:", *(f"  {line}" for line in topic)]
    for language in LANGUAGES:
        lines += [
            f"# questions/{language}/THEME.yaml",
            "ID:",
            *(f"- {scalar(text)}" for text in questions.get(language) or [""]),
        ]
    return "\n".join(lines)


def _fact_lines(today: dt.date) -> list[str]:
    return [line.replace("TODAY", today.isoformat()) for line in _FACT]


def _refuse_taken(reading: Reading, kind: str, id_: str) -> None:
    try:
        _ID.validate_python(id_)
    except ValidationError as error:
        expected = "small Latin letters, digits and single hyphens, at most 48 of them, such as metro-hours"
        raise EditError(f"{id_!r} is no id: {expected}") from error
    if (kind, id_) in reading.origins:
        raise EditError(f"there is a {kind} {id_!r} already, in {reading.origins[kind, id_].at()}: choose another id")
