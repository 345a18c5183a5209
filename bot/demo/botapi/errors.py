"""Refusals in Telegram's form."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A request that is refused, with what Telegram would say."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        """Seconds to wait before the next try; None where waiting does not help."""
        self.migrate_to = migrate_to
        """The supergroup that the group became; None where it did not."""

    def body(self) -> dict[str, Any]:
        """Return the JSON object of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        if known := {key: value for key, value in parameters.items() if value is not None}:
            body["parameters"] = known
        return body


def bad_request(reason: str) -> ApiError:
    """Return a 400 for `reason`, as "Bad Request: reason"."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return a 403 for `reason`, as "Forbidden: reason"."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Return a 409 for `reason`, as "Conflict: reason"."""
    return ApiError(409, f"Conflict: {reason}")


def too_many(retry_after: int) -> ApiError:
    """Return a 429 that asks to wait `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
