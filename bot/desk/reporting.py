"""Findings as text, as JSON, and as GitHub shows them beside the lines of a change."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from bot.model.finding import Finding

Format = Literal["text", "json", "github"]

FORMATS: tuple[Format, ...] = get_args(Format)


def report(findings: Sequence[Finding], form: Format, folder: Path) -> str:
    """Return the findings on `folder` in a form, without a final newline.

    `text`: a line each, `file:line:column: level: rule: message (tip)`, and a last line with the numbers. `json`: a
    list of objects. `github`: a workflow command each, with the file's path from the working directory; no last line.
    """
    match form:
        case "text":
            errors = sum(finding.level == "error" for finding in findings)
            last = f"{folder}: {errors} errors, {len(findings) - errors} warnings"
            return "\n".join([*(str(finding).replace("\n", " ") for finding in findings), last])
        case "json":
            return json.dumps([_object(finding) for finding in findings], ensure_ascii=False, indent=2)
        case "github":
            return "\n".join(_command(finding, folder) for finding in findings)


def _object(finding: Finding) -> dict[str, str | int]:
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "level": finding.level,
        "rule": finding.rule,
        "message": finding.message,
        "tip": finding.tip,
    }


def _command(finding: Finding, folder: Path) -> str:
    """Return a workflow command. Source: GitHub Docs, "Workflow commands for GitHub Actions", setting a message."""
    place = finding.place
    file = Path(os.path.relpath(folder / place.file)).as_posix()
    properties = {"file": file, "line": place.line, "col": place.column, "title": finding.rule}
    said = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    message = f"{finding.message}\n{finding.tip}" if finding.tip else finding.message
    return f"::{finding.level} {said}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    for sign in ("%", "\r", "\n", *also):  # the percent sign first
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
