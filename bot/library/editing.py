"""Small edits of knowledge files by program: lines are put in, and no other line changes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.library.tree import Unreadable, read_tree

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(Exception):
    """An edit that can't be made; the message says where and what to do by hand."""


def add_record(file: Path, section: str, id_: str, lines: Sequence[str]) -> int:
    """Put a record at the end of a `section` of `file` and return its line, from 1; the section is made if need be.

    `lines` are the record's own, indented from its id on. EditError where the id is taken, or the file can't be read.
    """
    before = _read(file)
    held = before.get(section)
    if isinstance(held, Mapping) and id_ in held:
        raise EditError(f"{file}: there is a record {id_!r} under {section}: choose another id")
    text = _text(file)
    node = _value(text, section)
    if node is None:
        gap = [""] if text.strip() else []
        return _write(
            file, text, len(text.splitlines()), [*gap, f"{section}:", *_indented([f"{id_}:", *lines], 2)], id_
        )
    if not isinstance(node, yaml.MappingNode) and node.value:
        raise EditError(f"{file}:{node.start_mark.line + 1}: {section} holds no records: write them by hand")
    if not node.value:
        if node.end_mark.index > node.start_mark.index:
            raise EditError(f"{file}:{node.start_mark.line + 1}: write `{section}:` without {{}}, then try again")
        return _write(file, text, node.start_mark.line + 1, _indented([f"{id_}:", *lines], 2), id_)
    if node.flow_style:
        raise EditError(f"{file}:{node.start_mark.line + 1}: {section} stands in one line: write it by hand")
    indent = node.value[0][0].start_mark.column
    return _write(file, text, _end(node), _indented([f"{id_}:", *lines], indent), id_)


def add_items(file: Path, key: str, items: Sequence[str]) -> int:
    """Put `items` at the end of the list under the top-level `key` of `file`; return the first one's line, from 1.

    The file and the key are made if need be. EditError where the list stands in one line, or the file can't be read.
    """
    _read(file)
    text = _text(file)
    written = [f"- {scalar(item)}" for item in items]
    node = _value(text, key)
    if node is None:
        return _write(file, text, len(text.splitlines()), [f"{key}:", *written], key) + 1
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return _write(file, text, node.start_mark.line + 1, written, key)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise EditError(f"{file}:{node.start_mark.line + 1}: {key} is no list with '- ' on each line: write it by hand")
    return _write(file, text, _end(node), _indented(written, node.start_mark.column), key)


def _read(file: Path) -> dict[str, Any]:
    try:
        data = read_tree(str(file), file.read_bytes()).data if file.exists() else {}
    except Unreadable as error:
        raise EditError(f"{error.finding}: mend it first") from error
    if not isinstance(data, dict):
        raise EditError(f"{file}: expected keys and values at the top of the file: mend it first")
    return data


def _text(file: Path) -> str:
    """Return the text with its line ends as they are."""
    return file.read_bytes().decode() if file.exists() else ""


def _value(text: str, key: str) -> Any:
    """Return the node under a top-level key, or None where there is no such key."""
    root = yaml.compose(text, Loader=_LOADER)
    return next((value for name, value in root.value if name.value == key), None) if root is not None else None


def _end(node: Any) -> int:
    """Return the number of the first line after a node; blank lines and comments that follow are not its own."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    mark = node.end_mark
    return int(mark.line if mark.column == 0 and mark.line > node.start_mark.line else mark.line + 1)


def _write(file: Path, text: str, at: int, lines: Iterable[str], added: str) -> int:
    """Put `lines` before line `at` (from 0); return the number of the first that is not empty, from 1."""
    ending = "\r\n" if "\r\n" in text else "\n"
    old = text.splitlines(keepends=True)
    if old and not old[-1].endswith("\n"):
        old[-1] += ending
    new = list(lines)
    result = "".join([*old[:at], *(line + ending for line in new), *old[at:]])
    try:
        read_tree(str(file), result.encode())
    except Unreadable as error:
        raise EditError(
            f"{file}: {added!r} does not fit in there ({error.finding.message}): write it by hand"
        ) from error
    _replace(file, result)
    return at + 1 + next(number for number, line in enumerate(new) if line)


def _replace(file: Path, text: str) -> None:
    """Write the file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
            target.write(text)
        Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [f"{' ' * by}{line}" if line else "" for line in lines]


def scalar(text: str) -> str:
    """Return a text as YAML writes it in one line, in quotes where it needs them."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n").removesuffix("\n...")
