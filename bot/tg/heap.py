"""The allocator of the C library told to save memory, where it is glibc's; elsewhere nothing is done."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8  # from malloc.h
_OTHERS = (AttributeError, OSError, TypeError)
"""What asking another C library ends with, or none that can be asked."""


def share_one() -> None:
    """Have all threads that begin from now on share one heap: they seldom run at the same time.

    By default each has one of its own, in which what is free is of no use to another.
    """
    with suppress(*_OTHERS):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system back what is free; it takes milliseconds."""
    with suppress(*_OTHERS):
        ctypes.CDLL(None).malloc_trim(0)
