"""Knowledge ready for use: read, checked and learned, or taken as it was from the cache.

Reading and learning take seconds, the cache a tenth of one. A cache file holds what was made from one folder; it is
used only if the folder's files and the program are, byte for byte, those that it was made from.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from bot.library.edits import hashed
from bot.library.keeping import keep, taken, uncollected
from bot.matching.learned import Learned, examples_of
from bot.model.base import KnowledgeBase

_PACKAGE = Path(__file__).resolve().parent.parent
_LEARN = (
    "import sys, pathlib, bot.library.opening; "
    "bot.library.opening.open_knowledge(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
)
_PROGRAM = ("model", "library", "matching")


@dataclass(frozen=True)
class Opened:
    """A knowledge base without an error and without what is only learned from, and what the matcher learned from it."""

    base: KnowledgeBase
    learned: Learned


def open_knowledge(folder: Path, cache: Path | None = None, *, apart: bool = False) -> Opened:
    """Return the knowledge of `folder`; KnowledgeError where it has errors.

    `cache` is a folder of the user's own (default: the platform's place for caches). One that can't be used, or holds
    a broken file, costs time and nothing else; several processes may share it, and the memory of what it holds.
    `apart` lets a process of its own learn what the cache does not hold, which takes a little longer, but leaves this
    one the memory, and its other threads the time, that learning takes.
    """
    folder = folder.resolve()
    cache = user_cache_path("kharkiv-bot") if cache is None else cache
    digest = _digest(folder)
    kept = cache / f"{_named(folder)}.cache"
    opened = _taken(kept, digest)
    if opened is None and apart and _learned_apart(folder, cache):
        opened = _taken(kept, digest)
    if opened is None:
        with uncollected():
            opened = _learned(folder)
            with suppress(OSError):
                if _digest(folder) == digest:  # else it was edited meanwhile, and nobody knows which of both was read
                    keep(kept, digest, opened)
        if apart:  # a process that goes on: what learning left in memory goes
            opened = _taken(kept, digest) or opened
    return opened


def _learned(folder: Path) -> Opened:
    """Read `folder` and learn from it."""
    from bot.library.loading import load  # which takes PyYAML, and what is read from the cache does without

    base = load(folder).base
    return Opened(base.without_examples(), Learned(examples_of(base), base))


def _learned_apart(folder: Path, cache: Path) -> bool:
    """Let another process fill the cache; tell whether it did, else this one finds out what is wrong."""
    path = os.pathsep.join(filter(None, (str(_PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-c", _LEARN, str(folder), str(cache)]
    try:
        done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def _taken(kept: Path, digest: bytes) -> Opened | None:
    held = taken(kept, digest)
    return held if isinstance(held, Opened) else None


def _named(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def _digest(folder: Path) -> bytes:
    """Return a hash of the folder's files and of the program that reads them."""
    program = (path for part in _PROGRAM for path in (_PACKAGE / part).rglob("*.py"))
    return hashed([*folder.rglob("*.yaml"), *program])
