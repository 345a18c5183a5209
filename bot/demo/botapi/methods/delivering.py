"""getUpdates and the webhook's methods."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.errors import bad_request, conflict
from bot.demo.botapi.methods.registry import method
from bot.demo.botapi.updates import LONGEST_POLL, MOST
from bot.demo.botapi.world import World

_CONNECTIONS = 40
_MOST_CONNECTIONS = 100


@method("getUpdates")
async def get_updates(world: World, arguments: Arguments) -> list[Any]:
    """Return updates that wait, and forget those before `offset`."""
    if world.webhook.url:
        raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")
    world.queue.allow(_allowed(arguments))
    limit = arguments.integer("limit")
    seconds = arguments.integer("timeout") or 0
    return await world.queue.take(
        arguments.integer("offset") or 0,
        MOST if limit is None else min(max(limit, 1), MOST),
        min(max(seconds, 0), LONGEST_POLL),
    )


@method("setWebhook")
async def set_webhook(world: World, arguments: Arguments) -> bool:
    """Deliver updates to an address; an empty one is deleteWebhook."""
    url = arguments.text("url")
    if not url:
        await world.webhook.remove()
        _drop_if_asked(world, arguments)
        return True
    connections = arguments.integer("max_connections")
    if connections is not None and not 1 <= connections <= _MOST_CONNECTIONS:
        raise bad_request("max_connections must be from 1 to 100")
    allowed = _allowed(arguments)
    _drop_if_asked(world, arguments)
    world.queue.end_poll(conflict("terminated by setWebhook request"))
    await world.webhook.set(url, arguments.text("secret_token") or "", connections or _CONNECTIONS)
    world.queue.allow(allowed)
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, arguments: Arguments) -> bool:
    """Deliver no more; updates wait for getUpdates."""
    await world.webhook.remove()
    _drop_if_asked(world, arguments)
    return True


@method("getWebhookInfo")
async def get_webhook_info(world: World, _: Arguments) -> dict[str, Any]:
    """Say where updates go, how many wait and what went wrong last."""
    return world.webhook.info()


def _allowed(arguments: Arguments) -> list[str] | None:
    kinds = arguments.structure("allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    return kinds


def _drop_if_asked(world: World, arguments: Arguments) -> None:
    if arguments.flag("drop_pending_updates"):
        world.queue.pending.clear()
