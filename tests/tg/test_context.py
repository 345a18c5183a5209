"""The application and what it keeps."""

from __future__ import annotations

from tests.tg.conftest import Scene


async def test_no_ids_are_gathered(scene: Scene) -> None:
    """The library's list of persons and chats, for a persistence that is not used, stays empty."""
    for _ in range(3):
        await scene.api.person().private().ask("Хто мер міста?")
    await scene.settled()
    assert scene.app._user_ids_to_be_updated_in_persistence == set()  # noqa: SLF001 - the library's
    assert scene.app._chat_ids_to_be_updated_in_persistence == set()  # noqa: SLF001 - the library's
