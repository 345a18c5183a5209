"""Several replicas of the real bot behind a balancer, on one PostgreSQL; the benchmarks use it too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import func, select

from bot.demo.botapi.server import BotApi
from bot.store.database import Database
from bot.store.schema import inbox
from tests.e2e.crashing import PATIENCE, Crash, answered, answers, ask, outcome
from tests.e2e.running import Running, free_port, serving

SECRET = "a-secret-that-all-replicas-share"  # noqa: S105 - opens nothing but a test's rows


@asynccontextmanager
async def balanced(ports: Sequence[int]) -> AsyncIterator[int]:
    """Yield a port whose connections go to `ports` in turn, past those where nobody listens."""
    turn = 0

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal turn
        for _ in ports:
            turn += 1
            with suppress(OSError):
                behind = await asyncio.open_connection("127.0.0.1", ports[turn % len(ports)])
                await asyncio.gather(_pass(reader, behind[1]), _pass(behind[0], writer))
                return
        writer.close()

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def replicas(
    count: int, api: BotApi, folder: Path, knowledge: Path, database: str
) -> AsyncIterator[Sequence[Running]]:
    """Run `count` bots by webhook behind one address."""
    ports = [free_port() for _ in range(count)]
    async with balanced(ports) as port, AsyncExitStack() as stack:
        shared = {
            "DATABASE_URL": database,
            "PSEUDONYM_SECRET": SECRET,
            "WEBHOOK_URL": f"http://127.0.0.1:{port}",
        }
        bots = []
        for number, own in enumerate(ports):
            home = folder / f"replica-{number}"
            home.mkdir()
            bots.append(await stack.enter_async_context(serving(api, home, knowledge, **shared, PORT=str(own))))
        yield bots


async def share(api: BotApi, bots: Sequence[Running], database: str, count: int) -> tuple[Crash, list[int]]:
    """Have `count` people ask, kill the first replica half-way; return the outcome, and the shares answered before."""
    names = [str((await bot.logged("the inbox is open"))["replica"]) for bot in bots]
    asked = await ask(api, count)
    async with asyncio.timeout(PATIENCE + count / 5):
        while len(answers(api)) < count / 2:  # noqa: ASYNC110 - the log's bell is the talks'
            await asyncio.sleep(0.02)
    await bots[0].kill()
    unanswered = len(set(asked) - answers(api).keys())
    rows = Database(database)
    mine = inbox.c.owner == names[0]
    async with rows.reading() as connection:
        in_flight = await connection.scalar(select(func.count()).where(mine, inbox.c.state == "started"))
        left = await connection.scalar(select(func.count()).where(mine))
    await answered(api, asked)
    async with asyncio.timeout(PATIENCE):
        while await _unfinished(rows):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)
    await rows.close()
    return outcome(api, asked, unanswered, in_flight or 0), [left or 0, unanswered - (left or 0)]


async def _unfinished(rows: Database) -> int:
    async with rows.reading() as connection:
        return await connection.scalar(select(func.count()).where(inbox.c.body.is_not(None))) or 0
