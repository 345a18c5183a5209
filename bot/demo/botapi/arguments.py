"""The parameters of one request, each read as the type that its method wants."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.demo.botapi.errors import bad_request
from bot.demo.botapi.request import Request, Upload

_INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)


class Arguments:
    """Typed reading of a request's parameters; ApiError 400 where one can't be read."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def has(self, name: str) -> bool:
        """Say whether `name` was given at all."""
        return self._request.parameters.get(name) is not None

    def text(self, name: str) -> str | None:
        """Return `name` as text; None where it is absent."""
        value = self._request.parameters.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def needed(self, name: str) -> str:
        """Return `name` as text that is not empty."""
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str) -> int | None:
        """Return `name` as a whole number; None where it is absent."""
        value = self._request.parameters.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
            return int(value)
        raise bad_request(f'parameter "{name}" must be of type Integer')

    def number(self, name: str) -> float:
        """Return `name` as a number; it must be there."""
        try:
            return float(self.needed(name))
        except ValueError as error:
            raise bad_request(f'parameter "{name}" must be of type Float') from error

    def flag(self, name: str) -> bool:
        """Return `name` as a truth value; False where it is absent."""
        value = self._request.parameters.get(name)
        return value is True or str(value).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> Any:
        """Return `name` as an object or array, given as such or as its JSON text; None where it is absent."""
        value = self._request.parameters.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error

    def mapping(self, name: str) -> dict[str, Any] | None:
        """Return `name` as an object; None where it is absent."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def objects(self, name: str) -> list[dict[str, Any]] | None:
        """Return `name` as an array of objects; None where it is absent."""
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"expected an Array of objects as {name}")
        return value

    def upload(self, name: str) -> Upload | str | None:
        """Return the file `name`: an upload, also by "attach://part", else the text (a file_id or URL)."""
        if name in self._request.files:
            return self._request.files[name]
        return self.attached(self.text(name))

    def attached(self, reference: str | None) -> Upload | str | None:
        """Return the upload that "attach://part" names, else `reference` itself."""
        if reference is None or not reference.startswith("attach://"):
            return reference
        part = reference.removeprefix("attach://")
        if part not in self._request.files:
            raise bad_request(f'file part "{part}" is not in the request')
        return self._request.files[part]

    def within(self, values: dict[str, Any]) -> Arguments:
        """Return the arguments of a nested object, with the same uploads."""
        return Arguments(Request(self._request.method, values, self._request.files))
