"""The allocator of the C library told to save memory, where it is glibc's."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8  # from malloc.h


def share_one() -> None:
    """Have all threads that begin from now on share one heap: they wait for each other in Python anyway.

    By default each has one of its own, in which what another thread frees is of no use. Elsewhere nothing is done.
    """
    with suppress(AttributeError, OSError, TypeError):  # another C library, or none that can be asked
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
