"""One object kept in a file: its arrays as they are, to be mapped, the rest pickled.

A file: the digest of what it was made from, a hash of all that follows, the number and sizes (bytes) of the blocks, and
the blocks, the pickle first. It is replaced whole, so that processes may write and take it at the same time.
"""

from __future__ import annotations

import gc
import hashlib
import mmap
import os
import pickle
import stat
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_COUNT = struct.Struct("<q")
_ALIGNED = 64  # bytes, so that arrays in the file are as good as any


def taken(kept: Path, digest: bytes) -> object:
    """Return what a cache file holds for `digest` (of what it was made from, 32 bytes).

    None where there is no such file, it is for another digest, not whole, or others could have written it. Arrays stay
    in the file: they can't be written to, and processes that take them share their memory.
    """
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
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    with uncollected():
        try:
            return _unpacked(mapped)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
            return None


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the collector of cycles new objects that stay: it goes through none of them now, nor later."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def _unpacked(mapped: mmap.mmap) -> object:
    """Return what a whole cache file holds."""
    view = memoryview(mapped)
    (count,) = _COUNT.unpack_from(mapped, 2 * _DIGEST)
    start = 2 * _DIGEST + _COUNT.size
    sizes = struct.unpack_from(f"<{count}q", mapped, start)
    start += count * _COUNT.size
    blocks = []
    for size in sizes:
        start += -start % _ALIGNED
        blocks.append(view[start : start + size])
        start += size
    held = pickle.loads(blocks[0], buffers=blocks[1:])  # noqa: S301 - a file that only this user can write, checked
    if hasattr(mmap, "MADV_DONTNEED"):  # what was pickled is not looked at again
        mapped.madvise(mmap.MADV_DONTNEED, 0, len(blocks[0]))
    return held


def keep(kept: Path, digest: bytes, held: object) -> None:
    """Write a cache file, whole or not at all; OSError where it can't be written."""
    arrays: list[pickle.PickleBuffer] = []
    content = pickle.dumps(held, protocol=5, buffer_callback=arrays.append)
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
