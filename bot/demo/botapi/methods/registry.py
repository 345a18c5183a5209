"""The table of methods by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.world import World

Method = Callable[[World, Arguments], Awaitable[Any]]

METHODS: dict[str, Method] = {}
"""By name in lower case: Telegram does not tell cases apart."""


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the method `name`."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register
