"""Knowledge ready for use: read, checked and learned, or taken as it was from the cache.

Reading and learning take seconds, the cache a tenth of one. A cache file holds what was made from one folder; it is
used only if the folder's files and the program are, byte for byte, those that it was made from.
"""

from __future__ import annotations

import gc
import hashlib
import mmap
import os
import pickle
import stat
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from bot.library.loading import load
from bot.matching.learned import Learned, examples_of
from bot.model.base import KnowledgeBase

_PACKAGE = Path(__file__).resolve().parent.parent
_DIGEST = hashlib.sha256().digest_size
_COUNT = struct.Struct("<q")
_ALIGNED = 64  # bytes, so that arrays in the file are as good as any
_PROGRAM = ("model", "library", "matching")


@dataclass(frozen=True)
class Opened:
    """A knowledge base without an error, and what the matcher learned from it."""

    base: KnowledgeBase
    learned: Learned


def open_knowledge(folder: Path, cache: Path | None = None, *, apart: bool = False) -> Opened:
    """Return the knowledge of `folder`; KnowledgeError where it has errors.

    `cache` is a folder of the user's own (default: the platform's place for caches). One that can't be used, or holds
    a broken file, costs time and nothing else; several processes may share it, and the memory of what it holds.
    `apart` lets a process of its own learn what the cache does not hold, which takes a little longer, but leaves this
    one the memory, and its other threads the time, that learning takes.
    """
    cache = user_cache_path("kharkiv-bot") if cache is None else cache
    digest = _digest(folder)
    kept = cache / f"{_named(folder)}.cache"
    opened = _taken(kept, digest)
    if opened is None and apart and _learned_apart(folder, cache):
        opened = _taken(kept, digest)
    if opened is None:
        opened = _learned(folder)
        with suppress(OSError):
            _keep(kept, digest, opened)
            opened = _taken(kept, digest) or opened  # what learning left in memory goes
    return opened


def _learned(folder: Path) -> Opened:
    """Read `folder` and learn from it."""
    gc.disable()  # thousands of new objects would be gone through again and again
    try:
        base = load(folder).base
        return Opened(base, Learned(examples_of(base), base))
    finally:
        gc.enable()


def _learned_apart(folder: Path, cache: Path) -> bool:
    """Let another process fill the cache; tell whether it did, else this one finds out what is wrong."""
    path = os.pathsep.join(filter(None, (str(_PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "bot.library.opening", str(folder), str(cache)]
    try:
        done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def _named(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _digest(folder: Path) -> bytes:
    """Return a hash of the folder's files and of the program that reads them."""
    found = hashlib.sha256()
    program = (path for part in _PROGRAM for path in (_PACKAGE / part).rglob("*.py"))
    for path in sorted([*folder.rglob("*.yaml"), *program]):
        content = path.read_bytes()
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.digest()


def _taken(kept: Path, digest: bytes) -> Opened | None:
    """Return what the cache holds for `digest`; None where that is not whole, or others could have written it."""
    try:
        with kept.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.getuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
            if file.read(len(digest)) != digest:
                return None
            check = file.read(len(digest))
            if hashlib.file_digest(file, "sha256").digest() != check:
                return None
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    gc.disable()  # as in learning
    try:
        opened = _unpacked(mapped)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
        return None
    finally:
        gc.enable()
    return opened if isinstance(opened, Opened) else None


def _unpacked(mapped: memoryview) -> object:
    """Return what a whole cache file holds; its arrays stay in the file, which processes share."""
    (count,) = _COUNT.unpack_from(mapped, 2 * _DIGEST)
    start = 2 * _DIGEST + _COUNT.size
    sizes = struct.unpack_from(f"<{count}q", mapped, start)
    start += count * _COUNT.size
    blocks = []
    for size in sizes:
        start += -start % _ALIGNED
        blocks.append(mapped[start : start + size])
        start += size
    return pickle.loads(blocks[0], buffers=blocks[1:])  # noqa: S301 - a file that only this user can write, checked


def _keep(kept: Path, digest: bytes, opened: Opened) -> None:
    """Write the cache file whole or not at all."""
    arrays: list[pickle.PickleBuffer] = []
    content = pickle.dumps(opened, protocol=5, buffer_callback=arrays.append)
    blocks = [memoryview(content), *(array.raw() for array in arrays)]
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w+b") as file:
            file.write(digest + bytes(_DIGEST) + _COUNT.pack(len(blocks)))
            file.write(struct.pack(f"<{len(blocks)}q", *map(len, blocks)))
            for block in blocks:
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(block)
            file.seek(2 * _DIGEST)
            check = hashlib.file_digest(file, "sha256").digest()
            file.seek(_DIGEST)
            file.write(check)
        Path(name).replace(kept)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    from bot.library import opening  # the module under its own name, by which what is kept is found again

    opening.open_knowledge(Path(sys.argv[1]), Path(sys.argv[2]))
