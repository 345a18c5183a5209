"""Findings that the editors have looked at and let stand, each with its reason: `exceptions.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.library.records import Key, Origin, Records
from bot.library.tree import Tree
from bot.library.wording import explain, meant
from bot.model.finding import Finding, Place
from bot.model.language import Record, Sentence

FILE = "exceptions.yaml"

OWNED = ("topic", "decline", "talk", "danger")
"""Kinds whose example questions an exception for the record covers too."""

_NAMED = "name a record ('topic shelters'), or a file and a question ('questions/en/safety.yaml where to hide')"


class Exempt(Record):
    """An exception: the rule that is broken, where, and why that is right.

    `at` is a kind and an id ("topic shelters"; its example questions are meant too), or a file and the text of an
    example question ("questions/en/safety.yaml where to hide").
    """

    rule: Sentence
    at: Sentence
    reason: Sentence


@dataclass(frozen=True)
class _Listed:
    exempt: Exempt
    place: Place


class Exceptions:
    """The exceptions of one folder; `findings` are on themselves."""

    def __init__(self, folder: Path, origins: Mapping[Key, Origin]) -> None:
        self._origins = origins
        records = Records(folder)
        tree = records.tree(FILE, ("exceptions",), required=False)
        self._listed = list(_listed(tree, records))
        self.findings = tuple(records.findings)

    def apply(self, findings: Iterable[Finding], rules: Collection[str], applied: Collection[str]) -> Iterator[Finding]:
        """Yield the findings that no exception covers, and one for each exception that covers none.

        `rules` are all there are, `applied` those that were at work: of the others' exceptions nothing can be said.
        """
        used: set[Place] = set()
        for finding in findings:
            covering = [one for one in self._listed if self._covers(one.exempt, finding)]
            used.update(one.place for one in covering)
            if not covering:
                yield finding
        for one in self._listed:
            if one.exempt.rule not in rules:
                yield _wrong(one.place, f"there is no rule {one.exempt.rule!r}{meant(one.exempt.rule, rules)}")
            elif not self._known(one.exempt.at):
                yield _wrong(one.place, f"{one.exempt.at!r} stands nowhere", _NAMED)
            elif one.exempt.rule in applied and one.place not in used:
                message = f"this exception no longer applies: {one.exempt.rule} finds nothing at {one.exempt.at!r}"
                yield _wrong(one.place, message, "delete it")

    def _covers(self, exempt: Exempt, finding: Finding) -> bool:
        if exempt.rule != finding.rule:
            return False
        file, _, text = exempt.at.partition(" ")
        if file.endswith(".yaml"):
            return file == finding.place.file and self._questions.get(finding.place) == text
        subject = self._subject(finding.place)
        if subject is not None and subject[0] == "questions":
            return file in OWNED and subject[1] == text
        return subject == ((file, text) if text else (file,))

    def _known(self, at: str) -> bool:
        file, _, text = at.partition(" ")
        if file.endswith(".yaml"):
            return any(place.file == file and said == text for place, said in self._questions.items())
        return ((file, text) if text else (file,)) in self._origins

    @cached_property
    def _questions(self) -> dict[Place, str]:
        """Return the text of every example question by its place."""
        found = {}
        for key, origin in self._origins.items():
            if key[0] == "questions" and isinstance(texts := _body(origin), list):
                found.update({origin.at(number): str(text) for number, text in enumerate(texts)})
        return found

    @cached_property
    def _starts(self) -> dict[str, list[tuple[Place, Key]]]:
        """Return where each record begins, by file and in order."""
        starts: dict[str, list[tuple[Place, Key]]] = {}
        for key, origin in self._origins.items():
            place = origin.at()
            starts.setdefault(place.file, []).append((place, key))
        return {file: sorted(found) for file, found in starts.items()}

    def _subject(self, place: Place) -> Key | None:
        """Return the record that `place` is in: the last that begins at or before it."""
        before = [key for start, key in self._starts.get(place.file, []) if start <= place]
        return before[-1] if before else None


def _listed(tree: Tree, records: Records) -> Iterator[_Listed]:
    bodies: Any = tree.data.get("exceptions") or []
    if not isinstance(bodies, Sequence) or isinstance(bodies, str):
        records.report(
            tree.place(("exceptions",)), "type", "'exceptions': expected a list, each item on a line with '- '"
        )
        return
    for number, body in enumerate(bodies):
        try:
            yield _Listed(Exempt.model_validate(body), tree.place(("exceptions", number)))
        except ValidationError as error:
            for details in error.errors():
                place = tree.place(("exceptions", number, *details["loc"]))
                records.report(place, *explain(details, Exempt))


def _body(origin: Origin) -> Any:
    body = origin.tree.data
    for step in origin.path:
        body = body[step]
    return body


def _wrong(place: Place, message: str, tip: str = "") -> Finding:
    return Finding(place, "error", "exceptions", message, tip)
