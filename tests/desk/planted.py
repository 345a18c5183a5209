"""Mistakes that an editor makes, planted into a copy of the knowledge by a script.

A mistake is put into the first record of its section that has what the mistake needs and no other mistake, so that
the script outlives edits of the knowledge. No mistake changes the number of lines above another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mistake:
    """In a record of `section` of `file` (both may be patterns for many) replace `old`, a pattern, by `new`.

    `rule` is what must find it, `on` a pattern for the line of the record that the finding must name (None: the line
    changed).
    """

    name: str
    rule: str
    file: str
    section: str
    old: str
    new: str
    on: str | None = None


@dataclass(frozen=True)
class Planted:
    """A mistake that was planted: what must be found where."""

    mistake: Mistake
    file: str
    line: int


THEMES = "topics/*.yaml"
FIRST = r"\A.*\n"
SOME_UK = r'(?m)^(      uk: ".*?)(?<=[ "])([а-яіїєґ]{2,})(.*"$)'
SOME_RU = r'(?m)^(      ru: ".*?)(?<=[ "])([а-яё]{3,})(.*"$)'
SOME_EN = r'(?m)^(      en: ".*?)(?<=[ "])([a-z]{3,})(.*"$)'

REFUSED = (
    Mistake("key misspelt", "unknown-key", "sources.yaml", "sources", "publisher:", "publishr:"),
    Mistake("key missing", "missing-key", "sources.yaml", "sources", r"(?m)^    title:.*$", "    # gone", on=FIRST),
    Mistake("no such day", "value", "sources.yaml", "sources", r'published: ".*"', 'published: "2023-02-30"'),
    Mistake("date in words", "value", "sources.yaml", "sources", r'published: ".*"', 'published: "5 May 2023"'),
    Mistake("date without quotes", "type", "sources.yaml", "sources", r'published: ".*"', "published: 2023"),
    Mistake("language in words", "form", "sources.yaml", "sources", r"language: \w+", "language: english"),
    Mistake("address without scheme", "form", "sources.yaml", "sources", r"url: https?://", "url: "),
    Mistake("empty publisher", "type", "sources.yaml", "sources", "publisher: .*", 'publisher: ""'),
    Mistake("capital in an id", "form", "sources.yaml", "sources", r"\A  (\w)", r"  X\1", on=FIRST),
    Mistake("speaker not in English", "missing-translation", "sources.yaml", "speakers", r', en: ".*"', ""),
    Mistake("unknown speaker", "unknown-speaker", THEMES, "facts", r"by: \w.*", "by: mayro"),
    Mistake("unknown source", "unknown-source", THEMES, "facts", r"sources: \[", "sources: [nowhere-2024, "),
    Mistake("fact without a source", "type", THEMES, "facts", r"sources: \[.*\]", "sources: []"),
    Mistake("no such month", "value", THEMES, "facts", r'as_of: ".*"', 'as_of: "2024-13"'),
    Mistake(
        "sentence not in Russian",
        "missing-translation",
        THEMES,
        "facts",
        r'(?m)^      ru: ".*"$',
        "      # later",
        on=r"(?m)^    says:$",
    ),
    Mistake("empty sentence", "missing-translation", THEMES, "facts", r'(?m)^      en: ".*"$', '      en: ""'),
    Mistake("unknown caution", "type", THEMES, "facts", r"caution: \[.*\]", "caution: [undatd]"),
    Mistake("unknown key of a fact", "unknown-key", THEMES, "facts", r"(?m)^    by:", "    bye:"),
    Mistake("number in words", "type", THEMES, "facts", r"(?m)^(      \w+:) \d+$", r"\1 {number: many}"),
    Mistake("money without a currency", "missing-key", THEMES, "facts", r", currency: \w+", "", on=r"money:"),
    Mistake("telephone in letters", "form", THEMES, "facts", r'phone: ".*?"', 'phone: "call us"'),
    Mistake(
        "unknown fact beside it", "unknown-fact", THEMES, "facts", r"differs_from: \[.*\]", "differs_from: [nobody]"
    ),
    Mistake(
        "figure of a series missing", "value", THEMES, "facts", r"series_value: \w+", "series_value: nothing", on=FIRST
    ),
    Mistake("unknown fact", "unknown-fact", THEMES, "topics", r"facts: \[", "facts: [nothing-2024, "),
    Mistake("unknown topic", "unknown-topic", THEMES, "topics", r"related: \[", "related: [sheltres, "),
    Mistake("unknown age", "type", THEMES, "topics", r"ages: \w+", "ages: month"),
    Mistake("topic without facts", "type", THEMES, "topics", r"facts: \[.*\]", "facts: []"),
    Mistake("title not in Ukrainian", "missing-translation", THEMES, "topics", r'title: \{uk: ".*?", ', "title: {"),
    Mistake("questions of no topic", "unknown-topic", "questions/en/help.yaml", "", r"\A([\w-]+):", r"\1-s:"),
    Mistake("empty question", "type", "questions/uk/help.yaml", "", r"(?m)^- .*$", '- ""'),
    Mistake("question as a number", "type", "questions/ru/help.yaml", "", r"(?m)^- .*$", "- 112"),
    Mistake("question without end", "type", "questions/en/safety.yaml", "", r"(?m)^- .*$", "- where " + "on and " * 70),
    Mistake(
        "unknown topic nearby", "unknown-topic", "declines.yaml", "declines", r"near: \[\w.*\]", "near: [sheltres]"
    ),
    Mistake("unknown topic offered", "unknown-topic", "talk.yaml", "talk", r"offers: \[", "offers: [sheltres, "),
    Mistake("chart of nothing", "unknown-series", "topics/population.yaml", "charts", r"\A  ([\w-]+):", r"  \1-s:"),
    Mistake("unknown language", "type", "city.yaml", "", "default_language: uk", "default_language: ua"),
)
"""What reading refuses."""

BROKEN = (
    Mistake("figure typed", "typed-digits", THEMES, "facts", SOME_EN, r"\1\2 25\3"),
    Mistake("placeholder misspelt", "placeholders", THEMES, "facts", r'(?m)^(      uk: ".*\{)(\w+)', r"\1x\2"),
    Mistake("placeholder left out", "placeholders", THEMES, "facts", r'(?m)^(      ru: "[^{\n]*)\{\w+\}', r"\1"),
    Mistake("brace left open", "placeholders", THEMES, "facts", r'(?m)^(      en: ".*\{\w+)\}', r"\1"),
    Mistake(
        "plural form missing",
        "placeholders",
        THEMES,
        "facts",
        r'(?m)^(      uk: ".*\{\w+\|[^|}]+\|[^|}]+)\|[^|}]+\}',
        r"\1}",
    ),
    Mistake("form unknown", "placeholders", THEMES, "facts", r'(?m)^(      en: ".*\{\w+)\}', r"\1:short}"),
    Mistake(
        "value unused",
        "placeholders",
        THEMES,
        "facts",
        r"(    values:\n      \w+): ",
        r"\1x: ",
        on=r"(?m)^      \w+x: ",
    ),
    Mistake("fact of tomorrow", "dates", THEMES, "facts", r'as_of: ".*"', 'as_of: "2031-01"'),
    Mistake(
        "fact later than its source",
        "dates",
        "topics/safety.yaml",
        "facts",
        r"(sources: \[infobae-2022-03-26\]\n    as_of): .*",
        r'\1: "2026-08-30"',
        on="(?m)^    as_of: .2026-08-30.$",
    ),
    Mistake(
        "source of tomorrow", "dates", "sources.yaml", "sources", r'published: "2025-.*"', 'published: "2031-01-01"'
    ),
    Mistake("look-alike letter", "alphabets", THEMES, "facts", r'(?m)^(      uk: ".*?[а-яґєїі])і([а-яґєїі])', r"\1i\2"),
    Mistake("Russian letter", "alphabets", THEMES, "facts", SOME_UK, r"\1\2 мыло\3"),
    Mistake("Ukrainian letter", "alphabets", THEMES, "facts", SOME_RU, r"\1\2 їжа\3"),
    Mistake("Cyrillic word", "alphabets", THEMES, "facts", SOME_EN, r"\1\2 місто\3"),
    Mistake("coordinates", "sensitive", THEMES, "facts", SOME_EN, r"\1\2 50.0041, 36.2313\3"),
    Mistake("military unit", "sensitive", THEMES, "facts", SOME_UK, r"\1\2 92-га бригада\3"),
    Mistake(
        "copied sentence",
        "copied",
        THEMES,
        "facts",
        r'(?m)^      en: ".*"$',
        '      en: "Nobody could say how many of the neighbours would come back home that winter."',
    ),
    Mistake(
        "title too long", "lengths", THEMES, "topics", r'title: \{uk: "', 'title: {uk: "' + "Дуже довга назва " * 4
    ),
    Mistake(
        "oldest first",
        "order",
        "topics/losses.yaml",
        "topics",
        r"facts: \[(homes-[\w-]+), (.*), ([\w-]+)\]",
        r"facts: [\3, \2, \1]",
    ),
    Mistake("shortened address", "addresses", "sources.yaml", "sources", r"url: .*", "url: https://bit.ly/3abc"),
    Mistake(
        "tracking address",
        "addresses",
        "sources.yaml",
        "sources",
        r"url: .*",
        "url: https://a.example.org/?utm_medium=tg",
    ),
    Mistake(
        "address with a full stop",
        "addresses",
        "sources.yaml",
        "sources",
        r"url: .*",
        "url: https://b.example.org/page.",
    ),
    Mistake(
        "archive on a port",
        "addresses",
        "sources.yaml",
        "sources",
        r"(?m)^    note: .*",
        "    archive: https://c.example.org:81/",
    ),
    Mistake("speaker's number typed", "telephones", "sources.yaml", "speakers", r'en: "', 'en: "0 800 33 92 91, '),
    Mistake(
        "telephone in small talk", "telephones", "talk.yaml", "talk", r'(?m)^(      en: ".*)"$', r'\1 +380 57 760 7777"'
    ),
    Mistake(
        "same question elsewhere",
        "same-question",
        "questions/en/transport.yaml",
        "",
        r"(?m)^- .*$",
        "- Who is the mayor of Kharkiv?",
    ),
    Mistake(
        "almost the same question",
        "near-same",
        "questions/en/transport.yaml",
        "",
        r"(?m)^- .*$",
        "- Does Kharkiv have its own air raid alarm separate from the regions?",
    ),
    Mistake(
        "question of another topic",
        "over-match",
        "questions/en/transport.yaml",
        "",
        r"(?m)^- .*$",
        "- percentage of residents who speak Russian and which language people of Kharkiv speak at home",
    ),
    Mistake(
        "look-alike in a question",
        "alphabets",
        "questions/uk/transport.yaml",
        "",
        r"(?m)^(- .*[а-яґєїі])і([а-яґєїі])",
        r"\1i\2",
    ),
    Mistake(
        "question in another language",
        "alphabets",
        "questions/ru/transport.yaml",
        "",
        r"(?m)^- .*$",
        "- скільки їхати від однієї станції до іншої",
    ),
    Mistake(
        "exception of nothing",
        "exceptions",
        "exceptions.yaml",
        "",
        r"(?m)^- .*$",
        "- {rule: order, at: topic population, reason: it was so once}",
    ),
)
"""What reading takes and a rule finds."""

UNREADABLE = (
    Mistake("indented by a tab", "yaml", "questions/en/city.yaml", "", r"(?m)^- ", "\t- "),
    Mistake("quote left open", "yaml", "questions/en/defence.yaml", "", r"(?m)^- .*$", '- "where to'),
    Mistake("anchor", "yaml", "questions/uk/city.yaml", "", r"(?m)^- ", "- &one "),
    Mistake("tag", "yaml", "questions/uk/defence.yaml", "", r"(?m)^- ", "- !!python/name:os.system "),
    Mistake("key twice", "yaml", "topics/rebuilding.yaml", "facts", r"(?m)^    by:(.*)$", r"    as_of:\1"),
    Mistake("bracket left open", "yaml", "topics/defence.yaml", "topics", r"(facts: \[.*)\]", r"\1"),
    Mistake("two documents", "yaml", "questions/ru/defence.yaml", "", r"(?m)^- .*$", "---"),
    Mistake(
        "colon in a sentence", "yaml", "talk.yaml", "talk", r'(?m)^      en: ".*"$', "      en: Note: hello: there"
    ),
)
"""What is no plain YAML; each in a file of its own, since nothing else in it can be read."""


def plant(folder: Path, mistakes: tuple[Mistake, ...]) -> list[Planted]:
    """Put all `mistakes` into the knowledge in `folder`, each into a record of its own."""
    used: set[tuple[Path, str]] = set()
    return [_plant(folder, mistake, used) for mistake in mistakes]


def _plant(folder: Path, mistake: Mistake, used: set[tuple[Path, str]]) -> Planted:
    for file in sorted(folder.glob(mistake.file)):
        text = file.read_text("utf-8")
        for name, start, end in _records(text, mistake.section):
            found = re.search(mistake.old, text[start:end])
            if found is None or (file, name) in used:
                continue
            used.add((file, name))
            record = text[start : start + found.start()] + found.expand(mistake.new) + text[start + found.end() : end]
            file.write_text(text[:start] + record + text[end:], "utf-8")
            shown = found if mistake.on is None else re.search(mistake.on, record)
            assert shown is not None, f"{mistake.name}: {mistake.on} is not in {record}"
            position = start + shown.start() + (len(shown[0]) - len(shown[0].lstrip("\n")))
            return Planted(mistake, file.relative_to(folder).as_posix(), text.count("\n", 0, position) + 1)
    raise AssertionError(f"{mistake.name}: no record of {mistake.file} has {mistake.old}")


def _records(text: str, section: str) -> list[tuple[str, int, int]]:
    """Return name, start and end of each record of a section; of a file without sections, of each key at its top."""
    begin, end, indent = 0, len(text), ""
    if section:
        found = re.search(rf"(?m)^{section}:.*\n", text)
        assert found is not None, f"there is no {section}"
        begin, indent = found.end(), "  "
        if following := re.compile(r"(?m)^\w").search(text, begin):
            end = following.start()
    starts = [(one[1], one.start()) for one in re.compile(rf"(?m)^{indent}([\w-]+):").finditer(text, begin, end)]
    ends = [start for _, start in starts[1:]] + [end]
    return [(name, start, stop) for (name, start), stop in zip(starts, ends, strict=True)]
