"""`kharkiv-bot serve` called wrongly; how it serves stands in tests/e2e."""

from __future__ import annotations

import socket
from collections.abc import Callable
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def test_a_port_that_is_taken_is_told(run: Run) -> None:
    """Where another program serves the port, that is said in words."""
    with socket.create_server(("0.0.0.0", 0)) as taken:  # noqa: S104 - as the bot does
        port = taken.getsockname()[1]
        done = run("serve", PORT=str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"PORT: {port} can't be served: Address already in use\n"


def test_a_webhook_needs_its_secret(run: Run) -> None:
    """Without a secret anybody could send updates, so the bot does not start."""
    done = run("serve", WEBHOOK_URL="https://bot.example.org")
    assert done.returncode == 2
    assert done.stderr.startswith("WEBHOOK_SECRET: is not set, but WEBHOOK_URL is; expected 16 to 256")
