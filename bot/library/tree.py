"""One YAML file as plain data that remembers the place of every key and item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
# What may be an anchor, an alias, a tag or deep nesting; most files have none and need no second parse.
_SUSPECT = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S|[\[{]\s*[\[{]|^\s*(?:\? |- -)|^ {16}", re.MULTILINE)
_OPEN_QUOTE = re.compile(r"""\s*(?:- +)?(?:[\w-]+: +)?(?:"(?:[^"\\]|\\.)*|'[^']*(?:''[^']*)*)$""")
_TEXT = "tag:yaml.org,2002:str"
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


class Unreadable(Exception):
    """A file that is no plain YAML; `finding` says why and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def read_tree(file: str, raw: bytes) -> Tree:
    """Parse `raw`, the bytes of `file`; Unreadable where it is not plain YAML in UTF-8.

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
    if _SUSPECT.search(text):
        _refuse_what_explodes(file, text)
    try:
        node = yaml.compose(text, Loader=_LOADER)
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
    if node is None:
        return Tree(file, {}, {})
    marks: Marks = {}
    return Tree(file, _plain(file, node, (), marks), marks)


def _refuse_what_explodes(file: str, text: str) -> None:
    """Look at the stream of events first: composing would follow aliases and recurse into deep nesting."""
    depth = 0
    try:
        for event in _events(text):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                raise _unreadable(file, line, f"anchors and aliases (&{event.anchor}) are not allowed: write it out")
            tag = getattr(event, "tag", None)
            if tag is not None:
                raise _unreadable(file, line, f"the tag {tag!r} is not allowed: write plain text or numbers")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise _unreadable(file, line, f"nested deeper than {DEEPEST} levels")
    except yaml.YAMLError:
        return  # composing meets the same fault and explains it


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_LOADER))


def _plain(file: str, node: Any, path: Path, marks: Marks) -> Any:
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):  # most of what there is
        return node.value
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = _plain(file, key_node, (), {})
            if not isinstance(key, str):
                raise _unreadable(file, line, f"the key {key_node.value!r} is not text: put it in quotes")
            if key in result:
                first, _ = marks[(*path, key)]
                raise _unreadable(file, line, f"the key {key!r} stands twice, first in line {first}: keep one")
            marks[(*path, key)] = (line, key_node.start_mark.column + 1)
            result[key] = _plain(file, value_node, (*path, key), marks)
        return result
    if isinstance(node, yaml.SequenceNode):
        items = []
        for number, item in enumerate(node.value):
            mark = item.start_mark
            marks[(*path, number)] = (mark.line + 1, mark.column + 1)
            items.append(_plain(file, item, (*path, number), marks))
        return items
    return _scalar(file, node)


def _scalar(file: str, node: Any) -> Any:
    kind = node.tag.rpartition(":")[2]
    if kind not in _SCALARS:
        line = node.start_mark.line + 1
        raise _unreadable(file, line, f"{node.value!r} has a special meaning in YAML: put it in quotes")
    if kind in {"str", "timestamp"}:
        return node.value
    try:
        return yaml.safe_load(node.value) if kind != "null" else None
    except (yaml.YAMLError, ValueError) as error:
        line = node.start_mark.line + 1
        raise _unreadable(file, line, f"{node.value!r} is no number: put it in quotes") from error


def _unreadable(file: str, line: int, message: str) -> Unreadable:
    return Unreadable(Finding(Place(file, line), "error", "yaml", message))


def _explained(error: yaml.MarkedYAMLError, lines: list[str]) -> str:
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return "a tab indents this line: use spaces"
    return f"not valid YAML: {error.problem or error.context}"


def _unclosed(lines: list[str]) -> int | None:
    """Return the first line, from 1, whose value begins with a quotation mark that the line does not close."""
    return next((number for number, line in enumerate(lines, 1) if _OPEN_QUOTE.match(line)), None)


def _first_line(error: yaml.YAMLError) -> str:
    return f"not valid YAML: {str(error).splitlines()[0]}"


def _line_of(error: yaml.YAMLError, text: str) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
