"""Judging one request of the bot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.demo.botapi.request import Request
from tests.judge.rules import METHOD_RULES, TYPE_RULES, common
from tests.judge.second import second_opinion
from tests.judge.shapes import check_value, check_whole, decoded
from tests.judge.specification import Shape, methods


def judge(request: Request) -> list[str]:
    """Return what is wrong with `request`, each as "path: reason"; [] for a good one."""
    shape = methods().get(request.method)
    if shape is None:
        return [f"{request.method}: the Bot API has no such method"]
    values: dict[str, Any] = {
        name: decoded(value, shape.fields[name]) if name in shape.fields else value
        for name, value in request.parameters.items()
    }
    complaints = _shapes(request, shape, values)
    if not complaints:
        complaints = common(request.method, values) + check_whole(request.method, values, shape, METHOD_RULES)
    return complaints + second_opinion(request.method, values, dict(request.files))


def _shapes(request: Request, shape: Shape, values: dict[str, Any]) -> list[str]:
    path, attached = request.method, set(_attached(values))
    known = shape.fields.keys()
    complaints = [f"{path}.{name}: there is no such parameter" for name in values if name not in known]
    for name, field in shape.fields.items():
        if name in request.files and "InputFile" not in field.types:
            complaints.append(f"{path}.{name}: a file, where {' or '.join(field.types)} is due")
        elif name in values:
            complaints += check_value(f"{path}.{name}", values[name], field, TYPE_RULES)
        elif field.required and name not in request.files:
            complaints.append(f"{path}.{name}: is missing")
    complaints += [
        f"{path}: the file {name!r} is sent, but nothing names it"
        for name in request.files
        if name not in known and name not in attached
    ]
    complaints += [
        f"{path}: attach://{name} names no file of the request" for name in attached if name not in request.files
    ]
    return complaints


def _attached(value: Any) -> Iterator[str]:
    """Yield the parts that "attach://..." names anywhere in `value`."""
    if isinstance(value, str) and value.startswith("attach://"):
        yield value.removeprefix("attach://")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _attached(inner)


def form(method: str, **values: Any) -> Request:
    """Return a request as a form sends it: objects, arrays and truth values as their JSON text."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    return Request(method, texts)
