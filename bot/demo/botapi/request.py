"""One request of the bot, as it came over HTTP: query, JSON, form or multipart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import starlette.requests
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from bot.demo.botapi.errors import ApiError, bad_request

LARGEST_BODY = 51 * 1024 * 1024
"""Bytes of the largest request that is read; Telegram takes files of up to 50 MB."""


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Request:
    """One call of a method, before anything is decided about it."""

    method: str
    """As the bot wrote it: "sendMessage"."""
    parameters: Mapping[str, Any]
    """Texts from a query or form, JSON values from a JSON body; nothing is decoded further."""
    files: Mapping[str, Upload] = field(default_factory=dict)
    """Uploads by the name of their part."""

    def value(self, name: str) -> Any:
        """Return the parameter `name`, decoded where it is a JSON object or array as text; None where it is absent."""
        value = self.parameters.get(name)
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value


async def read_request(request: starlette.requests.Request, method: str) -> Request:
    """Read the call of `method` from `request`; ApiError for a body that can't be read."""
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise ApiError(413, "Request Entity Too Large")
    parameters: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        parameters |= _json_object(await request.body())
        return Request(method, parameters)
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return Request(method, parameters)
    files: dict[str, Upload] = {}
    try:
        form = await request.form()
    except MultiPartException as error:
        raise bad_request(f"can't parse the form: {error.message}") from error
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = Upload(value.filename or "", value.content_type or "", await value.read())
        else:
            parameters[name] = value
    await form.close()
    return Request(method, parameters, files)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        found = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse the JSON object") from error
    if not isinstance(found, dict):
        raise bad_request("the JSON body is no object")
    return found
