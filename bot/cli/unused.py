"""Parts of libraries that a running bot has no use for, kept out of its memory.

Usage: `with left_out(): from bot.cli.alive import live`
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

OPTIONAL = (
    "cryptography.hazmat.primitives.asymmetric.padding",  # for Telegram Passport
    "cryptography.hazmat.primitives.serialization",  # the same
    "multipart",  # forms, which nobody sends here
    "python_multipart",  # the same
    "telegram.ext._utils.webhookhandler",  # the library's own webhook, on tornado
)
"""Modules that their libraries import if they can, and do without if they can't."""

REPLACED = (
    "aiohttp.tracing",  # callbacks at each step of a request
    "argparse",  # for settings from a command line, of which the bot reads none
    "http.server",  # a server for metrics alone; with socketserver and wsgiref
    "httpx",  # the library's own requests; with click, rich and pygments
    "logging.config",  # for uvicorn, which is told nothing of logs
    "pydantic_settings.sources.providers.cli",  # settings from a command line
    "socketserver",  # as http.server
    "sqlalchemy.ext.asyncio.scoping",  # sessions, with the whole object-relational mapper
    "sqlalchemy.ext.asyncio.session",  # the same
    "uvicorn.main",  # its command line, with click and multiprocessing
    "watchfiles.run",  # processes that are restarted at a change, with multiprocessing
    "wsgiref.simple_server",  # as http.server
)
"""Modules that their libraries import in any case, for others to use."""

TRUSTED = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""What names the certificates that TLS trusts by default.

aiohttp reads them all when it is imported, twice, for requests that come without a context of their own; the bot's have
one, made when it starts.
"""


class Absent(ModuleType):
    """Stands for a module: whatever is imported from it is a class that can't be used."""

    def __getattr__(self, name: str) -> Any:
        """Return a class of the name that is asked for."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__init__": _refuse})


def _refuse(asked: object, *_: object, **__: object) -> None:
    raise RuntimeError(f"{type(asked).__name__} is left out of a running bot: see bot/cli/unused.py")


@contextmanager
def left_out() -> Iterator[None]:
    """Let the libraries that are imported in the block do without these modules; later imports find them again.

    No certificates are read in it, unless they are named.
    """
    found = {name: sys.modules.get(name) for name in (*OPTIONAL, *REPLACED)}
    new = [name for name, module in found.items() if module is None]
    # None in sys.modules is Python's own way to say that a module is not there.
    stand_ins: dict[str, Any] = {name: Absent(name) if name in REPLACED else None for name in new}
    sys.modules.update(stand_ins)
    trusted = {name: os.environ.get(name) for name in TRUSTED}
    os.environ.update(dict.fromkeys(TRUSTED, os.devnull))
    try:
        yield
    finally:
        for name in new:
            del sys.modules[name]
        for name, value in trusted.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
