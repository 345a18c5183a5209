"""What is kept in mind for minutes."""

from __future__ import annotations

import datetime as dt

from bot.tg.memory import Answered, Memory, Pinned, Recent, Sent


class _Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


def test_an_entry_ends() -> None:
    """What was put in is there for its time and then gone."""
    clock = _Clock()
    recent: Recent[str, int] = Recent(dt.timedelta(minutes=1), clock)
    recent.put("a", 1)
    clock.now += dt.timedelta(seconds=60)
    assert recent.get("a") == 1
    clock.now += dt.timedelta(seconds=1)
    assert recent.get("a") is None
    assert len(recent) == 0


def test_the_oldest_gives_way() -> None:
    """A flood can't make it grow; putting again counts as new."""
    recent: Recent[str, int] = Recent(dt.timedelta(minutes=1), _Clock(), most=2)
    for key in ("a", "b", "a", "c"):
        recent.put(key, 1)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 1)


def test_dropping_tells_what_was_there() -> None:
    """Dropping says whether there was something to drop."""
    recent: Recent[str, int] = Recent(dt.timedelta(minutes=1), _Clock())
    recent.put("a", 0)
    assert recent.drop("a")
    assert not recent.drop("a")


def test_forgetting_leaves_others_alone() -> None:
    """All of one person goes, in their private chat and in groups; another person's stays."""
    memory = Memory(_Clock())
    for person in ("ann", "bob"):
        memory.languages.put(person, Pinned("uk"))
        memory.topics.put((person, person), Answered("mayor", "uk"))
        memory.topics.put(("group", person), Answered("mayor", "uk"))
        memory.replies.put((person, 5), Sent((6,), 0))
        memory.hurried.put(person, value=True)
    memory.forget("ann")
    assert (memory.hurried.get("ann"), memory.hurried.get("bob")) == (None, True)
    assert [memory.languages.get(person) for person in ("ann", "bob")] == [None, Pinned("uk")]
    assert (memory.topics.get(("ann", "ann")), memory.topics.get(("group", "ann"))) == (None, None)
    assert memory.topics.get(("group", "bob")) == Answered("mayor", "uk")
    assert (memory.replies.get(("ann", 5)), memory.replies.get(("bob", 5))) == (None, Sent((6,), 0))


def test_what_has_ended_takes_no_room() -> None:
    """What nobody asks for again goes, too, when something is put in."""
    clock = _Clock()
    recent: Recent[str, int] = Recent(dt.timedelta(minutes=1), clock)
    for number in range(100):
        recent.put(f"{number}", number)
    clock.now += dt.timedelta(seconds=61)
    recent.put("new", 1)
    assert len(recent) == 1
