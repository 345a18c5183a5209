"""The stream of what happens: whole, the visitor's own, and taken up again where it was cut."""

from __future__ import annotations

from bot.demo.botapi.server import BotApi
from bot.demo.page.events import Edition, Ending, Stream
from bot.demo.page.visitors import Visitor
from tests.demo.page.site import Site, of_kind


async def test_a_stream_that_was_cut_goes_on_where_it_was(site: Site) -> None:
    """With the number of the last event, a new stream brings what came after it, each once."""
    state = await site.enter()
    chat = state["chats"][0]["id"]
    async with site.hearing(state["after"]) as events:
        await site.act("say", chat=chat, text="who is the mayor?")
        said = await of_kind(events, "said")
        answered = await of_kind(events, "sent")
    async with site.hearing(**{"last-event-id": said["id"]}) as events:
        assert (await of_kind(events, "sent")) == answered


async def test_only_the_own_chats_are_heard(site: Site, other: Site) -> None:
    """What others say is not in the stream."""
    state, theirs = await site.enter(), await other.enter()
    async with site.hearing(state["after"]) as events:
        await other.act("say", chat=theirs["chats"][1]["id"], text="quiet")
        await site.act("say", chat=state["chats"][1]["id"], text="loud")
        assert (await of_kind(events, "said"))["data"]["message"]["text"] == "loud"


async def test_silence_is_broken_by_a_sign_of_life_and_the_end_ends_it() -> None:
    """Where nothing happens a comment comes again and again; a page that closes ends its streams."""
    async with BotApi() as api:
        ending = Ending()
        stream = Stream(api, Visitor(api, "en"), len(api.world.events), Edition(), ending).written(silence=0.01)
        assert await anext(stream) == "retry: 1000\n\n"
        assert await anext(stream) == ": still here\n\n"
        ending.told = True
        assert [event async for event in stream] in ([], [": still here\n\n"])


async def test_a_new_edition_of_the_survey_is_told() -> None:
    """An edit of the knowledge comes as an event of its own."""
    async with BotApi() as api:
        edition = Edition()
        stream = Stream(api, Visitor(api, "en"), len(api.world.events), edition, Ending()).written()
        await anext(stream)
        edition.number = 3
        api.world.bell.ring()
        assert await anext(stream) == 'event: survey\ndata: {"edition": 3}\n\n'
