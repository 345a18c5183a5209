"""Whether knowledge files were edited since they were read last: by their content, since two edits may share a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Edits:
    """Remembers the content of the YAML files of a folder at a reading."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: bytes | None = None

    def reading(self) -> None:
        """Note that the folder is read from now on; an edit during the reading counts as one after it."""
        self._read = _content(self._folder)

    def since(self) -> bool:
        """Tell whether the files are others than at the last reading, or can't be read."""
        now = _content(self._folder)
        return now is None or now != self._read


def is_knowledge(path: Path) -> bool:
    """Tell whether a file is knowledge, and not an editor's hidden copy of it."""
    return path.suffix == ".yaml" and not path.name.startswith((".", "#"))


def hashed(files: Iterable[Path]) -> bytes:
    """Return a hash of files, of their names and contents, in no order of theirs; OSError where one can't be read."""
    found = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.digest()


def _content(folder: Path) -> bytes | None:
    """Return a hash of all files; None where they can't be read, or one goes away meanwhile."""
    try:
        return hashed(filter(is_knowledge, folder.rglob("*.yaml")))
    except OSError:
        return None
