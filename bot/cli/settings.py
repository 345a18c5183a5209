"""The settings of a running bot, from the environment and `.env`, with wrong values named one by one."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

from bot.cli.logs import scrubbed
from bot.store.errors import StoreError
from bot.store.urls import default_url, normalised_url

ENV_FILE = Path(".env")
"""Where settings may stand beside the environment, which goes before it; in the folder that the bot runs in."""

TELEGRAM = "https://api.telegram.org/bot"
"""python-telegram-bot's base_url for Telegram itself."""

WEBHOOK_PATH = "/telegram"
"""Where the webhook is served; WEBHOOK_URL ends there, or is completed with it."""

LogLevel = Literal["debug", "info", "warning", "error"]

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_TELEGRAMS_PORTS = {None, 443, 80, 88, 8443}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_TOKENLESS = (
    "BOT_TOKEN: is not set. @BotFather on Telegram (https://t.me/BotFather) gives one for /newbot; "
    "put it into the environment or into .env. To see the bot without a token: make demo"
)
_PLAIN = {
    "greater_than_equal": "is too small",
    "int_parsing": "is no whole number",
    "less_than_equal": "is too large",
    "literal_error": "is none of the levels",
    "string_too_long": "is too long",
    "too_short": "is too short",
}
"""What is wrong, by pydantic's kind of fault; its own words for other kinds."""

_SHOWN = 60
_SAMPLE_SECRET = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes one'  # noqa: S105 - how to make one


class SettingsError(Exception):
    """Settings that can't be used: a line for each, with its name, what is wrong and what is expected."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is no web address")
    parts.port  # noqa: B018 - raises ValueError where it is no port
    return value.rstrip("/")


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """Everything that the environment tells the bot; a field's description says what is expected of it."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    bot_token: SecretStr | None = Field(None, description="a token of @BotFather, such as 123456:ABC-def")
    bot_api_url: WebAddress = Field(TELEGRAM, description=f"an address that ends in /bot, such as {TELEGRAM}")
    bot_file_url: WebAddress | None = Field(None, description="an address that ends in /file/bot")
    database_url: SecretStr = Field(
        default_factory=lambda: SecretStr(default_url()),
        description="sqlite+aiosqlite:///folder/bot.db or postgresql+asyncpg://user:password@host/name",
    )
    knowledge_dir: Path | None = Field(None, description="a folder of knowledge files")
    webhook_url: WebAddress | None = Field(
        None, description="the public https address of this service, such as https://bot.example.org"
    )
    webhook_secret: SecretStr | None = Field(
        None, description=f"16 to 256 of the characters A-Z a-z 0-9 _ -; {_SAMPLE_SECRET}"
    )
    port: int = Field(8000, ge=1, le=65535, description="a port from 1 to 65535")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Telegram ids of persons, with commas between them, such as 123456,234567"
    )
    pseudonym_secret: SecretStr | None = Field(
        None, min_length=16, description=f"at least 16 characters; {_SAMPLE_SECRET}"
    )
    operator_contact: str | None = Field(
        None, max_length=200, description="how to reach who runs the bot, at most 200 characters"
    )
    metrics_port: int | None = Field(None, ge=1, le=65535, description="a port from 1 to 65535")
    metrics_token: SecretStr | None = Field(
        None, description=f"16 to 256 of the characters A-Z a-z 0-9 _ -; {_SAMPLE_SECRET}"
    )
    send_per_second: int = Field(
        30, ge=1, le=10000, description="messages a second to all chats together, a whole number from 1 to 10000"
    )
    log_level: LogLevel = Field("info", description="debug, info, warning or error")

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is no token")
        return value

    @field_validator("bot_api_url", "bot_file_url")
    @classmethod
    def _base(cls, value: str | None, info: ValidationInfo) -> str | None:
        end = "/file/bot" if info.field_name == "bot_file_url" else "/bot"
        if value is not None and not value.endswith(end):
            raise ValueError(f"does not end in {end}")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        try:
            return SecretStr(normalised_url(value.get_secret_value()))
        except StoreError as error:
            raise ValueError(str(error)) from None

    @field_validator("webhook_secret", "metrics_token")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("can't be used")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = re.split(r"[\s,;]+", value.strip(" ,;[]"))
        if wrong := [part for part in parts if not re.fullmatch(r"\d{1,15}", part, re.ASCII) or int(part) == 0]:
            raise ValueError(f"has {', '.join(map(repr, wrong))}, which is no id of a person")
        return frozenset(map(int, parts))

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _webhook(self) -> Self:
        if self.webhook_url is None:
            return self
        parts = urlsplit(self.webhook_url)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("WEBHOOK_URL: begins with http:, but Telegram delivers to https: only")
        if self.bot_api_url == TELEGRAM and parts.port not in _TELEGRAMS_PORTS:
            raise ValueError(f"WEBHOOK_URL: has port {parts.port}, but Telegram delivers to 443, 80, 88 and 8443 only")
        if self.webhook_secret is None:
            expected = type(self).model_fields["webhook_secret"].description
            raise ValueError(f"WEBHOOK_SECRET: is not set, but WEBHOOK_URL is; expected {expected}")
        return self

    @property
    def file_url(self) -> str:
        """Return BOT_FILE_URL, or what belongs to BOT_API_URL."""
        return self.bot_file_url or f"{self.bot_api_url.removesuffix('/bot')}/file/bot"

    @property
    def webhook_address(self) -> str | None:
        """Return the whole address to which Telegram delivers, or None where the bot polls."""
        if self.webhook_url is None or self.webhook_url.endswith(WEBHOOK_PATH):
            return self.webhook_url
        return f"{self.webhook_url}{WEBHOOK_PATH}"

    def token(self) -> str:
        """Return the token; SettingsError where there is none says where to get one."""
        if self.bot_token is None:
            raise SettingsError(_TOKENLESS)
        return self.bot_token.get_secret_value()


def read_settings(file: Path | None = ENV_FILE) -> Settings:
    """Return the settings from the environment, then `file`; SettingsError names each wrong one, never a secret."""
    try:
        return Settings(_env_file=file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError("\n".join(_told(error, file))) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: can't be read: {error.__class__.__name__}; expected a text in UTF-8") from None


def _told(error: ValidationError, file: Path | None) -> list[str]:
    written = DotEnvSettingsSource(Settings, env_file=file).env_vars  # its names are in small letters
    given = {name.lower() for name in os.environ}
    lines = []
    for fault in error.errors(include_input=True, include_url=False):
        message = fault["msg"].removeprefix("Value error, ")
        if not fault["loc"]:
            lines.append(message)
            continue
        field = str(fault["loc"][0])
        where = f" (in {file})" if field in written and field not in given else ""
        lines.append(f"{field.upper()}{where}: {_wrong(field, message, fault)}")
    return lines


def _wrong(field: str, message: str, fault: Any) -> str:
    """Return what is wrong; the value is shown unless it is secret."""
    about = Settings.model_fields[field]
    if field == "database_url":
        return message.removeprefix("DATABASE_URL ")  # it says what is expected, and hides a password
    secret = "SecretStr" in str(about.annotation)
    value = scrubbed(repr(fault["input"]))  # a token may be pasted into the wrong line
    shown = "" if secret else f"{value if len(value) <= _SHOWN else value[:_SHOWN] + '...'} "
    message = _PLAIN.get(fault["type"], message[:1].lower() + message[1:])
    return f"{shown}{message}; expected {about.description}"
