"""The allocator of the C library, told to save memory."""

from __future__ import annotations

import ctypes
import platform
from pathlib import Path

import pytest

from bot.tg import heap


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc that is told")
def test_what_is_free_goes_back() -> None:
    """What was let go between things that stay no longer belongs to the process."""
    kept = [bytes(2000) for _ in range(40_000)]
    del kept[::2], kept[1::2]
    before = _resident()
    heap.give_back()
    assert _resident() < before - 10_000_000
    assert len(kept) == 10_000


def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C library has no such functions, or can't be asked, nothing happens."""
    for answer in (_without, _refusing):
        monkeypatch.setattr(ctypes, "CDLL", answer)
        heap.share_one()
        heap.give_back()


def _without(_: None) -> object:
    return object()


def _refusing(_: None) -> object:
    raise OSError


def _resident() -> int:
    """Return the bytes of memory that the process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096
