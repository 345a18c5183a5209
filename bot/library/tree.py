"""One YAML file as plain data that remembers the place of every key and item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.model.finding import Finding, Place

Path = tuple[str | int, ...]
Marks = dict[Path, tuple[int, int]]

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest file that is read; a knowledge file has a few hundred kilobytes at most."""

DEEPEST = 20
"""Levels of nesting that are read; knowledge files have five."""

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPEN_QUOTE = re.compile(r"""\s*(?:- +)?(?:[\w-]+: +)?(?:"(?:[^"\\]|\\.)*|'[^']*(?:''[^']*)*)$""")
_RESOLVER = yaml.SafeLoader("")
_PLAIN = re.compile(r"[^\W\d_]{6}|[\u0400-\u04ff]")  # what begins so is text, whatever follows
_SCALARS = {"str", "int", "float", "bool", "null", "timestamp"}


@dataclass(frozen=True)
class Tree:
    """Plain data (dict, list, str, int, float, bool, None) and the line and column, from 1, of every path in it."""

    file: str
    data: Any
    marks: Mapping[Path, tuple[int, int]]

    def place(self, path: Path) -> Place:
        """Return where `path` stands, or the nearest thing around it that has a place."""
        while path and path not in self.marks:
            path = path[:-1]
        return Place(self.file, *self.marks.get(path, (1, 1)))


class Unreadable(Exception):  # noqa: N818 - told as it reads: `except Unreadable`
    """A file that is no plain YAML; `finding` says why and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@lru_cache(maxsize=128)  # a reload after an edit reads one file anew, not all
def read_tree(file: str, raw: bytes) -> Tree:
    """Parse `raw`, the bytes of `file`; Unreadable where it is not plain YAML in UTF-8. Nobody may change the result.

    Refused, since they hide what an editor sees or can harm: anchors and aliases, tags, duplicate keys,
    keys that are not text, more than one document.
    """
    if len(raw) > LARGEST:
        raise _unreadable(file, 1, f"the file has {len(raw):,} bytes; at most {LARGEST:,} are read: split it by theme")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _unreadable(file, line, "not UTF-8 text: save the file as UTF-8") from error
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        opened = "flow" in (error.context or "") or "quoted" in (error.context or "")  # and never closed
        mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if (unclosed := _unclosed(text.splitlines()[:line])) is not None:
            raise _unreadable(
                file, unclosed, "not valid YAML: a quotation mark is opened here and not closed"
            ) from error
        raise _unreadable(file, line, _explained(error, text.splitlines()[line - 1 : line])) from error
    except yaml.YAMLError as error:
        raise _unreadable(file, _line_of(error, text), _first_line(error)) from error
    return Tree(file, builder.data, builder.marks)


class _Builder:
    """Builds plain data from YAML's events, without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: Any = {}
        self.marks: Marks = {}
        self._open: list[tuple[Any, Path]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event; Unreadable where it is something that is refused."""
        if type(event) is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse(event)
            quoted = not event.implicit[0]
            self._put(event.value if quoted or _PLAIN.match(event.value) else self._scalar(event), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse(event)
            if len(self._open) == DEEPEST:
                raise self._wrong(event, f"nested deeper than {DEEPEST} levels")
            held: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._put(held, event)
            self._open.append((held, path))
            self._keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._wrong(event, "a second document begins here (---): put it in a file of its own")

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._wrong(event, f"anchors and aliases (&{event.anchor}) are not allowed: write it out")
        if getattr(event, "tag", None) is not None:
            raise self._wrong(event, f"the tag {event.tag!r} is not allowed: write plain text or numbers")

    def _put(self, value: Any, event: Any) -> Path:
        """Put a value where it belongs, or remember it as a key; return its path."""
        if not self._open:
            self.data = {} if value is None else value
            return ()
        held, path = self._open[-1]
        if type(held) is list:
            here: Path = (*path, len(held))
            self._mark(here, event)
            held.append(value)
            return here
        key = self._keys[-1]
        if key is None:
            key = self._keys[-1] = self._key(value, event, held, path)
            self._mark((*path, key), event)
            return path
        held[key] = value
        self._keys[-1] = None
        return (*path, key)

    def _mark(self, path: Path, event: Any) -> None:
        mark = event.start_mark
        self.marks[path] = (mark.line + 1, mark.column + 1)

    def _key(self, value: Any, event: Any, held: dict[str, Any], path: Path) -> str:
        if not isinstance(value, str):
            said = repr(event.value) if isinstance(event, yaml.ScalarEvent) else "(a list, or keys and values)"
            raise self._wrong(event, f"the key {said} is not text: put it in quotes")
        if value in held:
            first, _ = self.marks[*path, value]
            raise self._wrong(event, f"the key {value!r} stands twice, first in line {first}: keep one")
        return value

    def _scalar(self, event: Any) -> Any:
        """Return what a text without quotes stands for."""
        try:
            return _meant(event.value)
        except KeyError:
            raise self._wrong(event, f"{event.value!r} has a special meaning in YAML: put it in quotes") from None
        except ValueError as error:
            raise self._wrong(event, f"{event.value!r} is no number: put it in quotes") from error

    def _wrong(self, event: Any, message: str) -> Unreadable:
        return _unreadable(self.file, event.start_mark.line + 1, message)


@lru_cache(maxsize=8192)  # a few keys and numbers stand in all files
def _meant(text: str) -> Any:
    """Return what a text without quotes stands for; KeyError where that is nothing plain, ValueError for no number."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rpartition(":")[2]
    if kind in {"str", "timestamp"}:
        return text
    if kind not in _SCALARS:
        raise KeyError(text)
    return yaml.SafeLoader.yaml_constructors[tag](_RESOLVER, yaml.ScalarNode(tag, text))


def _unreadable(file: str, line: int, message: str) -> Unreadable:
    return Unreadable(Finding(Place(file, line), "error", "yaml", message))


def _explained(error: yaml.MarkedYAMLError, lines: list[str]) -> str:
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return "a tab indents this line: use spaces"
    if "quoted scalar" in (error.context or "") and "end of stream" in (error.problem or ""):
        return "not valid YAML: a quotation mark is opened here and not closed"
    return f"not valid YAML: {error.problem or error.context}"


def _unclosed(lines: list[str]) -> int | None:
    """Return the first line, from 1, whose value begins with a quotation mark that the line does not close."""
    return next((number for number, line in enumerate(lines, 1) if _OPEN_QUOTE.match(line)), None)


def _first_line(error: yaml.YAMLError) -> str:
    return f"not valid YAML: {str(error).splitlines()[0]}"


def _line_of(error: yaml.YAMLError, text: str) -> int:
    position = getattr(error, "position", None)  # of a byte
    return text.encode()[:position].count(b"\n") + 1 if isinstance(position, int) else 1
