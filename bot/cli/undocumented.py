"""Modules imported without what only people and type checkers read: docstrings, and some annotations.

A running bot never looks at these eight megabytes. Python leaves docstrings out by itself with `PYTHONOPTIMIZE=2`, but
keeps such code in files of its own, and where it can't write them each start compiles everything anew. Here the usual
files serve, for a twentieth of a second.

Usage: `with undocumented(): from bot.cli.alive import live`
"""

from __future__ import annotations

import gc
import opcode
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from operator import is_
from types import CodeType, FunctionType

_LOAD = opcode.opmap["LOAD_CONST"]
_STORE = opcode.opmap["STORE_NAME"]
_OF_FUNCTION = 0x2
"""The flag of code whose names are its own (`inspect.CO_NEWLOCALS`): a function's, not a module's or a class's."""

UNTYPED = frozenset({"aiohttp", "sqlalchemy", "telegram"})
"""Packages whose functions do without annotations; others, such as pydantic, go by them."""

DOCUMENTED = "numpy"
"""What keeps its docstrings: the masked arrays of NumPy, which charts need later, make theirs of these, and insist."""

_FIRST_NAMES = 8
"""Names of a module or class among which `__doc__` is, where it has one: it is set before anything else."""


class Undocumented(SourceFileLoader):
    """Reads a module as usual, without docstrings."""

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of the module."""
        code = super().get_code(fullname)
        return code if code is None or fullname.startswith(DOCUMENTED) else without_docstrings(code)


@contextmanager
def undocumented() -> Iterator[None]:
    """Let what is imported in the block go without docstrings, and some of it without annotations.

    Later imports are as usual.
    """
    hook = FileFinder.path_hook(
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (Undocumented, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )
    before = set(sys.modules)
    sys.path_hooks.insert(0, hook)
    sys.path_importer_cache.clear()  # which knows other finders for the same folders
    try:
        yield
    finally:
        sys.path_hooks.remove(hook)
        sys.path_importer_cache.clear()
    untyped = {name for name in sys.modules.keys() - before if name.partition(".")[0] in UNTYPED}
    for function in gc.get_objects() if untyped else ():
        if type(function) is FunctionType and function.__module__ in untyped:
            del function.__annotations__


def without_docstrings(code: CodeType) -> CodeType:
    """Return code that does the same and sets no docstrings; where one is used as a text, too, it stays."""
    constants = [without_docstrings(it) if isinstance(it, CodeType) else it for it in code.co_consts]
    docstring = _function_docstring(code) if code.co_flags & _OF_FUNCTION else _other_docstring(code)
    if docstring is not None:
        constants[docstring] = None
    if all(map(is_, constants, code.co_consts)):
        return code
    return code.replace(co_consts=tuple(constants))


def _function_docstring(code: CodeType) -> int | None:
    """Return which constant of a function is its docstring: the first, if that is a text that nothing loads."""
    if code.co_name.startswith("<") or not code.co_consts or not isinstance(code.co_consts[0], str):
        return None
    return None if _loads(code, 0) else 0


def _other_docstring(code: CodeType) -> int | None:
    """Return which constant of a module or class is stored as `__doc__`, if nothing else loads it."""
    names = code.co_names[:_FIRST_NAMES]
    if "__doc__" not in names:
        return None
    before, stored, _ = code.co_code.partition(bytes((_STORE, names.index("__doc__"))))
    *_, operation, constant = 0, 0, *before  # two bytes an instruction
    if not stored or len(before) % 2 or operation != _LOAD or not isinstance(code.co_consts[constant], str):
        return None
    return constant if _loads(code, constant) == 1 else None


def _loads(code: CodeType, constant: int) -> int:
    """Return how many instructions load a constant (0 to 255), or more: an odd pair of bytes may look like one."""
    return sum(code.co_code.count(bytes((operation, constant))) for operation in opcode.hasconst)
