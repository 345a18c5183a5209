"""The knowledge in use, which a reload replaces as a whole while questions are being answered."""

from __future__ import annotations

import gc
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.library.edits import Edits
from bot.library.errors import KnowledgeError
from bot.library.opening import open_knowledge
from bot.matching.calibration import calibration
from bot.matching.matcher import Matcher
from bot.model.finding import Finding
from bot.tg import heap

YOUNG = 10_000
"""Objects beyond those that stay after which the collector of cycles looks for some that don't (default: 700)."""

OLDER = (5, 1)
"""How often it looks among what has stayed a while, and among all, in times of the step before (default: 10 and 10).

That is a few milliseconds each, since the program and the knowledge are left out.
"""


class Shelf:
    """Holds what `folder` says, as it was when it was last read without an error."""

    def __init__(self, folder: Path, *, apart: bool = False) -> None:
        """Read `folder`; KnowledgeError where it has errors. `apart` as in `open_knowledge`."""
        self.folder = folder
        self._edits = Edits(folder)
        self._edits.reading()
        self._answerer = _opened(folder, apart=apart)

    @property
    def answerer(self) -> Answerer:
        """Return what answers questions; keep it for as long as one question takes, no longer."""
        return self._answerer

    def changed(self) -> bool:
        """Tell whether the folder is another than when it was read last; takes some milliseconds."""
        return self._edits.since()

    def reload(self) -> list[Finding]:
        """Read the folder again, which takes a second (call it in a thread); return the errors that forbid its use.

        With errors the knowledge stays as it was; [] says that the new one is in use.
        """
        self._edits.reading()
        try:
            self._answerer = _opened(self.folder, apart=True)
        except KnowledgeError as error:
            return list(error.findings)
        settle()
        return []


def settle() -> None:
    """Have the collector of cycles leave out what is in memory now, program and knowledge, since it stays.

    To go through all of it again and again took 7% of the processor, and each time questions waited 0.1 s.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    heap.give_back()  # what loading took besides, and after a reload the knowledge before
    gc.set_threshold(YOUNG, *OLDER)


def _opened(folder: Path, *, apart: bool) -> Answerer:
    opened = open_knowledge(folder, apart=apart)
    return Answerer(opened.base, Matcher(opened.base, calibration(), opened.learned))
