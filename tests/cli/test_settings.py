"""Settings from the environment and `.env`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).resolve().parents[2]

TOKEN = "123456789:AAF-a_token_that_opens_nothing_0123"  # noqa: S105 - opens nothing
SECRET = "a-secret-that-opens-nothing"  # noqa: S105 - opens nothing

Read = Callable[..., Settings]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Return a reader of the settings: the environment by name, the lines of `.env` as `file`."""
    for name in os.environ:
        if name.lower() in Settings.model_fields:
            monkeypatch.delenv(name)

    def settings(file: str | None = None, **environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        path = tmp_path / ".env"
        if file is not None:
            path.write_text(file, "utf-8")
        return read_settings(path)

    return settings


def test_nothing_is_needed_to_read_them(read: Read) -> None:
    """Without any setting each has its default: Telegram's own servers, SQLite, polling."""
    settings = read()
    assert settings.bot_api_url == "https://api.telegram.org/bot"
    assert settings.file_url == "https://api.telegram.org/file/bot"
    assert settings.database_url.get_secret_value().startswith("sqlite+aiosqlite:///")
    assert (settings.webhook_address, settings.port, settings.log_level) == (None, 8000, "info")
    assert (settings.admin_ids, settings.operator_contact, settings.knowledge_dir) == (frozenset(), None, None)


def test_no_token_says_where_to_get_one(read: Read) -> None:
    """Who has no token learns who gives one, and that the demo needs none."""
    with pytest.raises(SettingsError) as told:
        read().token()
    assert re.search("BOT_TOKEN: is not set.*BotFather.*make demo", str(told.value))


def test_each_setting_is_read(read: Read) -> None:
    """Every variable reaches its setting, with blanks around it forgiven."""
    settings = read(
        BOT_TOKEN=TOKEN,
        BOT_API_URL="http://127.0.0.1:8081/bot/",
        DATABASE_URL="postgres://user:password@db.example/bot",
        KNOWLEDGE_DIR="knowledge",
        WEBHOOK_URL="https://bot.example.org/",
        WEBHOOK_SECRET=SECRET,
        PORT=" 8443 ",
        ADMIN_IDS="12, 34;56",
        PSEUDONYM_SECRET=SECRET,
        OPERATOR_CONTACT="@operator",
        LOG_LEVEL="Debug",
    )
    assert settings.token() == TOKEN
    assert settings.bot_api_url == "http://127.0.0.1:8081/bot"
    assert settings.file_url == "http://127.0.0.1:8081/file/bot"
    assert settings.database_url.get_secret_value() == "postgresql+asyncpg://user:password@db.example/bot"
    assert settings.knowledge_dir == Path("knowledge")
    assert settings.webhook_address == "https://bot.example.org/telegram"
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == SECRET
    assert settings.pseudonym_secret is not None
    assert settings.pseudonym_secret.get_secret_value() == SECRET
    assert (settings.port, settings.log_level) == (8443, "debug")
    assert settings.admin_ids == {12, 34, 56}
    assert settings.operator_contact == "@operator"


def test_the_environment_goes_before_the_file(read: Read) -> None:
    """What stands in `.env` counts where the environment says nothing; an empty variable says nothing."""
    settings = read("PORT=81\nLOG_LEVEL=error\nADMIN_IDS=5\nUNKNOWN=1\n", PORT="82", ADMIN_IDS="")
    assert (settings.port, settings.log_level) == (82, "error")
    assert settings.admin_ids == {5}


def test_a_file_that_is_missing_is_no_fault(tmp_path: Path) -> None:
    """There need be no `.env`."""
    assert read_settings(tmp_path / "none").port > 0


WRONG = {
    "token": ({"BOT_TOKEN": "12345"}, "BOT_TOKEN: is no token; expected a token of @BotFather"),
    "port word": ({"PORT": "web"}, "PORT: 'web' is no whole number; expected a port from 1 to 65535"),
    "port large": ({"PORT": "65536"}, "PORT: '65536' is too large; expected a port from 1 to 65535"),
    "port zero": ({"PORT": "0"}, "PORT: '0' is too small; expected a port from 1 to 65535"),
    "level": ({"LOG_LEVEL": "loud"}, "LOG_LEVEL: 'loud' is none of the levels; expected debug, info, warning or error"),
    "api": (
        {"BOT_API_URL": "https://api.example"},
        "BOT_API_URL: 'https://api.example' does not end in /bot; expected",
    ),
    "api word": ({"BOT_API_URL": "telegram"}, "BOT_API_URL: 'telegram' is no web address; expected"),
    "files": ({"BOT_FILE_URL": "https://api.example/bot"}, "does not end in /file/bot; expected an address that ends"),
    "admins": (
        {"ADMIN_IDS": "12, @olena"},
        "ADMIN_IDS: '12, @olena' has '@olena', which is no id of a person; expected",
    ),
    "group": ({"ADMIN_IDS": "-100123"}, "ADMIN_IDS: '-100123' has '-100123', which is no id of a person; expected"),
    "database": ({"DATABASE_URL": "bot.db"}, "DATABASE_URL: is no database URL: expected sqlite+aiosqlite:///folder"),
    "mysql": ({"DATABASE_URL": "mysql://u:hidden@h/n"}, "DATABASE_URL: names mysql, which the bot can't use: expected"),
    "short": ({"PSEUDONYM_SECRET": "hidden"}, "PSEUDONYM_SECRET: is too short; expected at least 16 characters"),
    "contact": ({"OPERATOR_CONTACT": "x" * 201}, "is too long; expected how to reach who runs the bot, at most 200"),
    "webhook": ({"WEBHOOK_URL": "bot.example.org"}, "WEBHOOK_URL: 'bot.example.org' is no web address; expected"),
    "odd secret": (
        {"WEBHOOK_SECRET": "hidden, hidden, hidden"},
        "WEBHOOK_SECRET: can't be used; expected 16 to 256 of",
    ),
    "http": (
        {"WEBHOOK_URL": "http://bot.example.org", "WEBHOOK_SECRET": SECRET},
        "WEBHOOK_URL: begins with http:, but Telegram delivers to https: only",
    ),
    "odd port": (
        {"WEBHOOK_URL": "https://bot.example.org:8000", "WEBHOOK_SECRET": SECRET},
        "WEBHOOK_URL: has port 8000, but Telegram delivers to 443, 80, 88 and 8443 only",
    ),
    "no secret": (
        {"WEBHOOK_URL": "https://bot.example.org"},
        "WEBHOOK_SECRET: is not set, but WEBHOOK_URL is; expected",
    ),
}


@pytest.mark.parametrize(("environment", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_value_is_named(read: Read, environment: dict[str, str], words: str) -> None:
    """The variable, what is wrong and what is expected are told, and no secret."""
    with pytest.raises(SettingsError) as told:
        read(**environment)
    assert words in str(told.value)
    assert "hidden" not in str(told.value)
    assert "12345;" not in str(told.value)


def test_all_wrong_values_are_told_at_once(read: Read) -> None:
    """Each wrong value has a line, with the file where it stands there."""
    with pytest.raises(SettingsError) as told:
        read("PORT=web\nBOT_TOKEN=none\n", LOG_LEVEL="loud")
    lines = str(told.value).splitlines()
    assert [line.partition(":")[0].partition(" ")[0] for line in lines] == ["BOT_TOKEN", "PORT", "LOG_LEVEL"]
    assert [".env)" in line for line in lines] == [True, True, False]


def test_a_token_in_the_wrong_place_is_not_shown(read: Read) -> None:
    """A token pasted into an address stays hidden, as does who logs in there."""
    for address in (f"https://api.telegram.org/bot{TOKEN}", f"https://user:{SECRET}@api.example"):
        with pytest.raises(SettingsError, match="BOT_API_URL") as told:
            read(BOT_API_URL=address)
        assert TOKEN not in str(told.value)
        assert SECRET not in str(told.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A `.env` in another encoding is an error that names it."""
    file = tmp_path / ".env"
    file.write_bytes("OPERATOR_CONTACT=Олена".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env: can't be read: UnicodeDecodeError; expected a text in UTF-8"):
        read_settings(file)


def test_secrets_are_not_part_of_how_settings_look(read: Read) -> None:
    """Settings in a log or an error show stars."""
    database = f"postgresql://bot:{SECRET}@db.example/bot"
    settings = read(BOT_TOKEN=TOKEN, WEBHOOK_SECRET=SECRET, PSEUDONYM_SECRET=SECRET, DATABASE_URL=database)
    assert TOKEN not in f"{settings!r} {settings}"
    assert SECRET not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://bot.example.org", "https://bot.example.org/telegram"),
        ("https://bot.example.org/", "https://bot.example.org/telegram"),
        ("https://bot.example.org/telegram", "https://bot.example.org/telegram"),
        ("https://example.org/bots/kharkiv", "https://example.org/bots/kharkiv/telegram"),
        ("https://bot.example.org:8443", "https://bot.example.org:8443/telegram"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/telegram"),
    ],
)
def test_the_webhook_is_below_its_url(read: Read, given: str, address: str) -> None:
    """WEBHOOK_URL is the service's address, with or without the path of the webhook."""
    environment = {"WEBHOOK_URL": given, "WEBHOOK_SECRET": SECRET}
    assert read(BOT_API_URL="http://127.0.0.1:1/bot", **environment).webhook_address == address


def test_the_example_names_every_setting(read: Read) -> None:
    """`.env.example` has each variable, and nothing in it is wrong, as it is or with its examples taken."""
    text = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}
    assert read(text) == read("")
    taken = re.sub(r"^#([A-Z_]+=)", r"\1", text, flags=re.MULTILINE)
    settings = read(taken.replace("WEBHOOK_SECRET=", f"WEBHOOK_SECRET={SECRET}"))
    assert settings.webhook_address == "https://bot.example.org/telegram"
    assert settings.admin_ids == {123456, 234567}
    assert settings.file_url == read("").file_url
