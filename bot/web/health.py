"""How the service is, told to whoever looks after it: is the process alive, and is it ready to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Trouble = Callable[[], str | None]
"""Asked at each look: what is wrong with a part, in a few words that tell nothing secret; None where nothing is."""


class Health:
    """The parts of a service and how they are; what a look costs is no more than a few lines."""

    def __init__(self, parts: Sequence[str] = ()) -> None:
        """Expect `parts`, each of which is told as starting until it is watched."""
        self._parts: dict[str, Trouble] = dict.fromkeys(parts, _starting)

    def watch(self, part: str, trouble: Trouble) -> None:
        """Ask `trouble` how `part` is from now on."""
        self._parts[part] = trouble

    def forget(self, part: str) -> None:
        """Tell `part` as stopping from now on."""
        self._parts[part] = _stopping

    def troubles(self) -> dict[str, str]:
        """Return what is wrong now, by part."""
        found = {part: trouble() for part, trouble in self._parts.items()}
        return {part: words for part, words in found.items() if words is not None}

    async def live(self, _: Request) -> Response:
        """Answer 200 while the process serves, and tell of each part whether it works."""
        troubles = self.troubles()
        return JSONResponse({"status": "ok", **{part: troubles.get(part, "works") for part in self._parts}})

    async def ready(self, _: Request) -> Response:
        """Answer 200 where all parts work, else 503 with the reasons."""
        troubles = self.troubles()
        if not troubles:
            return JSONResponse({"status": "ready"})
        reasons = [f"{part}: {words}" for part, words in troubles.items()]
        return JSONResponse({"status": "not ready", "reasons": reasons}, status_code=503)

    def routes(self) -> list[Route]:
        """Return the routes of /healthz and /readyz."""
        return [Route("/healthz", self.live, methods=["GET"]), Route("/readyz", self.ready, methods=["GET"])]


def _starting() -> str:
    return "starting"


def _stopping() -> str:
    return "stopping"
