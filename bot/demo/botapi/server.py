"""The Bot API server: a bot's requests on one side, people on the other."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from bot.demo.botapi.app import Desk
from bot.demo.botapi.calls import Call, CallLog, Judge
from bot.demo.botapi.chats import Chat, Event
from bot.demo.botapi.faults import Faults, Rates
from bot.demo.botapi.people import Person
from bot.demo.botapi.rooms import Room
from bot.demo.botapi.serving import LOOPBACK, Serving, serve
from bot.demo.botapi.stage import Stage
from bot.demo.botapi.webhook import Patience
from bot.demo.botapi.world import World

Result = TypeVar("Result")

TOKEN = "4200000001:a-token-of-the-bot-on-loopback"  # noqa: S105 - opens nothing but this server


class BotApi:
    """One bot's Telegram, served on 127.0.0.1 while it is entered; its state outlives a stop.

    Everything is used from the event loop in which the server was started; from elsewhere see `InThread`.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        username: str = "kharkiv_test_bot",
        name: str = "Kharkiv",
        judge: Judge | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.time,
        seed: int = 0,
    ) -> None:
        """Prepare a server at `port` (0: a free one).

        Args:
            port: from 0 to 65535; once started, the same port is taken again after a stop.
            token: what the bot shows; "<bot's id>:<secret>".
            username: the bot's, without @.
            name: the bot's first name.
            judge: says what is wrong with a request; None judges nothing.
            patience: how long webhook delivery waits.
            clock: seconds since 1970, for the dates of messages.
            seed: of the chance by which faults with a `share` hit.

        """
        self.token = token
        self.port = port
        self.faults = Faults(seed)
        self.world = World(username, name, int(token.partition(":")[0]), clock, patience or Patience())
        self.log = CallLog(judge)
        self._stage = Stage(self.world, self.log)
        self._desk = Desk(self.world, token, self.log, self.faults)
        self._serving: Serving | None = None

    async def start(self) -> None:
        """Serve from now on; OSError where the port is taken."""
        if self._serving is None:
            self._serving = await serve(self._desk.app(), self.port)
            self.port = self._serving.port
            self.world.webhook.resume()

    async def stop(self) -> None:
        """Serve no more; chats, waiting updates and the webhook's address stay for the next start."""
        if self._serving is not None:
            await self.world.webhook.pause()
            self.world.queue.end_poll(None)
            serving, self._serving = self._serving, None
            await serving.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def base_url(self) -> str:
        """Return python-telegram-bot's base_url: it ends in /bot."""
        return f"http://{LOOPBACK}:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """Return python-telegram-bot's base_file_url: it ends in /file/bot."""
        return f"http://{LOOPBACK}:{self.port}/file/bot"

    @property
    def username(self) -> str:
        """Return the bot's username, without @."""
        return str(self.world.bot["username"])

    @property
    def calls(self) -> list[Call]:
        """Return the bot's requests so far."""
        return self.log.calls

    @property
    def complaints(self) -> list[str]:
        """Return what the judge said so far."""
        return self.log.complaints

    @property
    def pending(self) -> int:
        """Return how many updates wait to be confirmed."""
        return len(self.world.queue.pending)

    @property
    def rates(self) -> Rates | None:
        """Return the limits to sending; None while nothing is limited. Set to `Rates()` for Telegram's."""
        return self._desk.rates

    @rates.setter
    def rates(self, rates: Rates | None) -> None:
        self._desk.rates = rates

    @property
    def inline_cache(self) -> bool:
        """Say whether answers to inline queries are kept for their cache_time, as Telegram does; False at first."""
        return self._stage.inline_cache

    @inline_cache.setter
    def inline_cache(self, kept: bool) -> None:
        self._stage.inline_cache = kept

    def person(
        self,
        language_code: str | None = "uk",
        *,
        first_name: str = "Олена",
        username: str | None = None,
        is_bot: bool = False,
    ) -> Person:
        """Return a new person; their app speaks `language_code` (None: it does not say)."""
        user: dict[str, Any] = {"id": self._stage.new_user_id(), "is_bot": is_bot, "first_name": first_name}
        if username is not None:
            user["username"] = username
        if language_code is not None:
            user["language_code"] = language_code
        return Person(self._stage, user)

    def group(
        self,
        *people: Person,
        title: str = "Сусіди",
        kind: Literal["group", "supergroup"] = "supergroup",
        forum: bool = False,
        bot: Literal["member", "administrator", "left"] = "member",
    ) -> Room:
        """Return a new group of `people`, whose first one administers it, with the bot in it."""
        members = {person.id: person.user for person in people}
        admins = {person.id for person in people[:1]}
        chat_id = self._stage.new_chat_id(basic=kind == "group")
        return self._room(Chat(chat_id, kind, title=title, forum=forum, bot=bot, members=members, admins=admins))

    def channel(self, *, title: str = "Новини", username: str | None = None, bot_is_admin: bool = True) -> Room:
        """Return a new channel."""
        bot: Literal["administrator", "left"] = "administrator" if bot_is_admin else "left"
        return self._room(
            Chat(self._stage.new_chat_id(basic=False), "channel", title=title, username=username, bot=bot)
        )

    def dialogue(self, *people: Person) -> Room:
        """Return a private chat of two people, which the bot is not in; inline mode works there, too."""
        members = {person.id: person.user for person in people}
        return self._room(
            Chat(self._stage.new_user_id(), "private", person=people[-1].user, bot="left", members=members)
        )

    def _room(self, chat: Chat) -> Room:
        self.world.chats[chat.id] = chat
        return Room(self._stage, chat)

    def update(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queue an update of `kind` with any `payload`; return its id, None where the bot did not ask for the kind."""
        return self.world.queue.put(kind, payload)

    def raw(self, body: Any) -> int:
        """Queue `body` verbatim as an update, malformed or not; return the id that confirms it."""
        return self.world.queue.put_raw(body)

    async def drained(self, within: float = 5.0) -> None:
        """Wait until the bot has confirmed all updates; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while self.world.queue.pending:  # noqa: ASYNC110 - deliveries ring no bell
                await asyncio.sleep(0.01)

    async def next_call(self, method: str, within: float = 5.0) -> Call:
        """Return the next request of `method` that was not returned before, once it is answered."""
        return await self.log.next(method, within)

    async def next_event(self, after: int, within: float) -> list[Event]:
        """Return the events in all chats from number `after` on; [] where there is none within `within` seconds."""
        return await self.world.bell.until(lambda: self.world.events[after:] or None, within) or []

    def check(self) -> None:
        """Raise Judged where the judge found something wrong."""
        self.log.check()


class InThread:
    """Runs a server in a thread with an event loop of its own, for programs without one."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="botapi", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self.run(self.api.start())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.run(self.api.stop())
        finally:
            self._end()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run `work`, such as `chat.say("...")`, in the server's loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
