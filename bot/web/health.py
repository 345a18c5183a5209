"""How the service is, part by part: is the process alive, and is it ready to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

    def parts(self) -> dict[str, str]:
        """Return how each part is: what is wrong with it, else that it works."""
        return dict.fromkeys(self._parts, "works") | self.troubles()


def _starting() -> str:
    return "starting"


def _stopping() -> str:
    return "stopping"
