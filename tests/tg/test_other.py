"""What the bot can't read."""

from __future__ import annotations

import pytest

from tests.tg.conftest import Scene

KINDS = {
    "voice": "listen",
    "audio": "listen",
    "video_note": "listen",
    "photo": "pictures",
    "video": "pictures",
    "animation": "pictures",
    "document": "pictures",
    "sticker": "understand",
    "poll": "understand",
    "dice": "understand",
    "contact": "understand",
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_friendly_word_on_what_the_bot_understands(scene: Scene, kind: str) -> None:
    """Each kind of message is answered by one sentence that fits it."""
    talk = scene.person("en").private()
    await talk.send(kind)
    assert KINDS[kind] in (await talk.next_message()).text


async def test_an_album_gets_one_word(scene: Scene) -> None:
    """Ten pictures of one album are one message to the person who sent them."""
    talk = scene.person("en").private()
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "media_group_id": "77"}
    for _ in range(10):
        await talk.put(photo)
    await scene.settled()
    assert len(await talk.silence(0)) == 1
