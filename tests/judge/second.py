"""The second judge: whether aiogram's models, written by others, take the request."""

from __future__ import annotations

from functools import cache
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from pydantic import BaseModel, ValidationError

from bot.demo.botapi.request import Upload

_MARKUPS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
"""By the field that each alone has."""


@cache
def _models() -> dict[str, type[TelegramMethod[Any]]]:
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        model.__api_method__: model
        for model in found
        if isinstance(model, type) and issubclass(model, TelegramMethod) and hasattr(model, "__api_method__")
    }


def second_opinion(method: str, values: dict[str, Any], files: dict[str, Upload]) -> list[str]:
    """Return what aiogram's model of `method` finds wrong with `values`, already decoded."""
    model = _models().get(method)
    if model is None:
        return []
    uploads = {name: BufferedInputFile(upload.data, upload.filename or "file") for name, upload in files.items()}
    given = {**values, **{name: file for name, file in uploads.items() if name in model.model_fields}}
    return _faults(model, given) + _markup_faults(values.get("reply_markup"))


def _markup_faults(markup: Any) -> list[str]:
    """Look at a keyboard by its own model: in the union of all four, one takes anything."""
    if not isinstance(markup, dict):
        return []
    return [fault for name, model in _MARKUPS.items() if name in markup for fault in _faults(model, markup)]


def _faults(model: type[BaseModel], values: dict[str, Any]) -> list[str]:
    try:
        model.model_validate(values)
    except ValidationError as error:
        return [f"aiogram: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3]]
    return []
