"""Parts of a program replaced for the time being."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(*parts: tuple[Any, str, Any]) -> Iterator[None]:
    """Put something else in the place of named parts of modules or classes, for the time being.

    Each part is (owner, name, replacement). The benchmarks switch off parts of the matcher so, in order that the
    matcher itself needs no switches.
    """
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in parts]
    try:
        for owner, name, replacement in parts:
            setattr(owner, name, replacement)
        yield
    finally:
        for owner, name, original in before:
            setattr(owner, name, original)
