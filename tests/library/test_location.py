"""Where the knowledge is."""

from __future__ import annotations

from pathlib import Path

from bot.library.location import knowledge_folder


def test_the_folder_asked_for_comes_first() -> None:
    """What the command names wins over the environment."""
    assert knowledge_folder(Path("asked"), {"KNOWLEDGE_DIR": "named"}) == Path("asked")


def test_the_environment_comes_second() -> None:
    """KNOWLEDGE_DIR is used where the command names no folder."""
    assert knowledge_folder(None, {"KNOWLEDGE_DIR": "named"}) == Path("named")


def test_an_empty_name_in_the_environment_counts_as_none() -> None:
    """KNOWLEDGE_DIR="" does not mean the working directory."""
    assert knowledge_folder(None, {"KNOWLEDGE_DIR": ""}) == knowledge_folder(None, {})


def test_the_bot_carries_its_knowledge() -> None:
    """Without any wish, the folder that comes with the bot is there and holds a city."""
    assert (knowledge_folder(None, {}) / "city.yaml").is_file()
