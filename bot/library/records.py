"""Files and their records, read one by one; what is wrong is gathered, never raised."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path as Folder
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.library.tree import Path, Tree, Unreadable, read_tree
from bot.library.wording import explain, meant
from bot.model.finding import Finding, Level, Place
from bot.model.topic import Question

R = TypeVar("R", bound=BaseModel)

Key = tuple[str, ...]
"""What a record is and its id: ("fact", id), ("topic", id), ("questions", id, language) and so on."""

_QUESTIONS = TypeAdapter(tuple[Question, ...])


@dataclass(frozen=True)
class Origin:
    """Where a record was read."""

    tree: Tree
    path: Path

    def at(self, *deeper: str | int) -> Place:
        """Return the file and line of the record, or of a part of it."""
        return self.tree.place((*self.path, *deeper))


class Records:
    """The records of one folder, read as asked for; `origins` and `findings` fill on the way."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.origins: dict[Key, Origin] = {}
        self.seen: set[str] = set()

    def report(self, place: Place, rule: str, message: str, level: Level = "error") -> None:
        """Add a finding."""
        self.findings.append(Finding(place, level, rule, message))

    def tree(self, file: str, keys: Collection[str] | None, *, required: bool = True) -> Tree:
        """Read a file whose top-level keys are among `keys` (None: any); an empty tree where it can't be read."""
        self.seen.add(file)
        empty = Tree(file, {}, {})
        try:
            tree = read_tree(file, (self.folder / file).read_bytes())
        except FileNotFoundError:
            if required:
                self.report(Place(file), "folder", "this file is missing")
            return empty
        except OSError as error:
            self.report(Place(file), "folder", f"cannot be read: {error.strerror}")
            return empty
        except Unreadable as error:
            self.findings.append(error.finding)
            return empty
        if not isinstance(tree.data, dict):
            self.report(Place(file), "type", "expected keys and values at the top of the file")
            return empty
        for key in tree.data if keys is not None else ():
            if key not in (keys or ()):
                self.report(tree.place((key,)), "unknown-key", f"unknown key {key!r}{meant(key, keys or ())}")
        return tree

    def files(self, *below: str) -> list[str]:
        """Return the YAML files of a folder below this one, by name."""
        found = sorted(self.folder.joinpath(*below).glob("*.yaml"))
        return [path.relative_to(self.folder).as_posix() for path in found]

    def record(
        self, kind: Key, tree: Tree, path: Path, model: type[R], given: dict[str, Any] | None = None
    ) -> R | None:
        """Validate the record at `path`, with the fields that are `given` besides; None where it is unsound."""
        body: Any = tree.data
        for step in path:
            body = body.get(step) if isinstance(body, dict) else None
        origin = self.origins[kind] = Origin(tree, path)
        if not isinstance(body, dict):
            self.report(origin.at(), "type", f"{'.'.join(map(str, path))}: expected keys and values")
            return None
        try:
            return model.model_validate({**body, **(given or {})})
        except ValidationError as error:
            for details in error.errors():
                self.report(origin.at(*_written(details["loc"], body)), *explain(details, model))
            return None

    def records(
        self, kind: str, tree: Tree, key: str, model: type[R], taken: Collection[str] = (), **given: Any
    ) -> dict[str, R]:
        """Validate all records below `key` by their ids; ids `taken` in other files are refused."""
        bodies = tree.data.get(key, {})
        if not isinstance(bodies, dict):
            self.report(tree.place((key,)), "type", f"{key!r}: expected an id for each entry")
            return {}
        sound = {}
        for id_, body in bodies.items():
            for name in set(body) & {"id", "questions", *given} if isinstance(body, dict) else ():
                self.report(tree.place((key, id_, name)), "unknown-key", _ELSEWHERE.format(name=name))
            if id_ in taken:
                first = self.origins[kind, id_].at()
                self.report(tree.place((key, id_)), "duplicate-id", f"the {kind} {id_!r} stands in {first} already")
            elif (found := self.record((kind, id_), tree, (key, id_), model, {"id": id_, **given})) is not None:
                sound[id_] = found
        return sound

    def questions(self, tree: Tree, id_: str, language: str) -> tuple[str, ...]:
        """Validate the example questions of one topic in one language."""
        origin = self.origins["questions", id_, language] = Origin(tree, (id_,))
        try:
            return _QUESTIONS.validate_python(tree.data[id_])
        except ValidationError as error:
            for details in error.errors():
                self.report(origin.at(*details["loc"]), *explain({**details, "loc": (id_, *details["loc"])}))
            return ()


_ELSEWHERE = (
    "unknown key {name!r}: the id stands before the colon, the theme is the file's name, and example questions "
    "stand in questions/<language>/"
)


def _written(steps: tuple[str | int, ...], body: Any) -> Path:
    """Leave out the steps that validation adds of its own, such as the kind of a value."""
    kept: list[str | int] = []
    if steps[:1] == ("values",):  # the third step is the kind of the value
        steps = steps[:2] + steps[3:]
    for step in steps:
        if (isinstance(body, dict) and step in body) or (isinstance(body, list) and isinstance(step, int)):
            body = body[step]  # type: ignore[index]
            kept.append(step)
    return tuple(kept)
