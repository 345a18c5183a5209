"""What the store keeps, sums up and forgets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.store.records import DecisionCount, Forgotten, Noted, QuestionKind, Reason, TopicFeedback
from bot.store.schema import feedback, metadata, questions
from bot.store.store import KEPT, Store

DAY = dt.date(2025, 11, 20)
NOW = dt.datetime(2025, 11, 20, 12, 30, tzinfo=dt.UTC)


async def ask(
    store: Store,
    person: str,
    text: str,
    *,
    kind: QuestionKind = "unanswered",
    reply: str = "r",
    now: dt.datetime = NOW,
    candidates: tuple[str, ...] = (),
) -> None:
    """Record a question in Ukrainian."""
    await store.record_questions(
        [Noted(person, reply, text, kind=kind, language="uk", at=now, candidates=tuple(candidates))]
    )


async def rows(store: Store) -> dict[str, int]:
    """Return how many rows each table has, those that are empty left out."""
    async with store.database.reading() as connection:
        counted = {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    return {name: count for name, count in sorted(counted.items()) if count}


async def test_a_language_is_remembered(store: Store) -> None:
    """A choice holds until the next one; None is automatic, as for who never chose."""
    assert await store.language_of("anna") is None
    await store.set_language("anna", "ru")
    await store.set_language("anna", "uk")
    await store.set_language("borys", "en")
    assert (await store.language_of("anna"), await store.language_of("borys")) == ("uk", "en")
    await store.set_language("anna", None)
    assert await store.language_of("anna") is None


async def test_outcomes_are_counted_by_decision_language_and_chat(store: Store) -> None:
    """The journal is summed up from a day on, most frequent first."""
    for day in (DAY - dt.timedelta(days=1), DAY, DAY):
        await store.record_outcome(decision="answer", topic="t", score=0.9, language="uk", chat_kind="private", day=day)
    await store.record_outcome(decision="none", topic=None, score=0.1, language="ru", chat_kind="inline", day=DAY)
    statistics = await store.statistics(DAY)
    assert statistics.decisions == (
        DecisionCount("answer", "uk", "private", 2),
        DecisionCount("none", "ru", "inline", 1),
    )
    assert statistics.outcomes == 3
    assert statistics.decided("answer") == statistics.decided("answer", "uk") == 2
    assert statistics.decided("answer", "ru") == statistics.decided("suggest") == 0
    assert (await store.statistics(DAY - dt.timedelta(days=1))).outcomes == 4


async def test_an_outcome_alone_keeps_no_text_and_no_person(store: Store) -> None:
    """A question on military positions is counted in the journal, and nothing else is written."""
    await store.record_outcome(decision="none", topic=None, score=0.0, language="uk", chat_kind="private", day=DAY)
    assert await rows(store) == {"journal": 1}
    assert not {"person", "text", "reply"} & set(metadata.tables["journal"].columns.keys())


async def test_counters_add_up_by_day(store: Store) -> None:
    """A counter counts what the caller names, from the day asked for on."""
    await store.count("chosen_inline_result", day=DAY)
    await store.count("chosen_inline_result", day=DAY, by=2)
    await store.count("chosen_inline_result", day=DAY - dt.timedelta(days=3))
    await store.count("away", day=DAY)
    assert (await store.statistics(DAY)).counts == {"away": 1, "chosen_inline_result": 3}
    assert (await store.statistics(DAY - dt.timedelta(days=9))).counts == {"away": 1, "chosen_inline_result": 4}


async def test_rating_again_changes_the_rating(store: Store) -> None:
    """One person has one say on one reply: the last, with its reason or without."""
    await store.record_feedback("anna", "r1", topic="t", helpful=False, chat_kind="private", day=DAY, reason="wrong")
    assert await store.feedback_by_topic() == (TopicFeedback("t", 0, 1, {"wrong": 1}),)
    await store.record_feedback("anna", "r1", topic="t", helpful=False, chat_kind="private", day=DAY, reason="source")
    assert await store.feedback_by_topic() == (TopicFeedback("t", 0, 1, {"source": 1}),)
    await store.record_feedback("anna", "r1", topic="t", helpful=True, chat_kind="private", day=DAY)
    assert await store.feedback_by_topic() == (TopicFeedback("t", 1, 0, {}),)


async def test_feedback_is_summed_up_by_topic(store: Store) -> None:
    """Other persons and other replies count on their own; the topics that help least come first."""
    ratings: list[tuple[str, str, str, Reason | None]] = [
        ("anna", "r1", "good", None),
        ("borys", "r1", "good", None),
        ("anna", "r2", "bad", "outdated"),
        ("anna", "r3", "bad", "outdated"),
        ("anna", "r4", "bad", None),
    ]
    for person, reply, topic, reason in ratings:
        await store.record_feedback(
            person, reply, topic=topic, helpful=reason is None, chat_kind="group", day=DAY, reason=reason
        )
    expected = (TopicFeedback("bad", 1, 2, {"outdated": 2}), TopicFeedback("good", 2, 0, {}))
    assert await store.feedback_by_topic() == expected
    assert (await store.statistics(DAY)).feedback == expected
    assert (await store.statistics(DAY + dt.timedelta(days=1))).feedback == ()


async def test_a_helpful_reply_takes_no_reason(store: Store) -> None:
    """A reason beside "helpful" is a fault of the caller."""
    with pytest.raises(ValueError, match="a helpful reply needs no reason, but 'wrong' was given"):
        await store.record_feedback("anna", "r", topic="t", helpful=True, chat_kind="private", day=DAY, reason="wrong")
    assert await rows(store) == {}


async def test_a_question_is_redacted_before_it_is_kept(store: Store) -> None:
    """The store redacts by itself, so no caller can forget to."""
    await ask(store, "anna", "Подзвоніть 067 123 45 67, вул. Сумська, 25")
    async with store.database.reading() as connection:
        (row,) = (await connection.execute(select(questions))).mappings().all()
    assert row["text"] == "Подзвоніть [phone], [address]"
    assert "067" not in str(row)
    assert "Сумська" not in str(row)


async def test_equal_questions_have_equal_likeness(store: Store) -> None:
    """However it is typed a question has the same likeness; signs alone are compared as they are."""
    for number, text in enumerate(("Де аптека?", "де  АПТЕКА", "Де пошта?", "???", "🙂")):
        await ask(store, "anna", text, reply=f"r{number}")
    one, same, *others = [kept.likeness for kept in await store.asked("all")]
    assert one == same
    assert len({one, *others}) == 4


async def test_a_repeated_update_keeps_one_question(store: Store) -> None:
    """The same reply's question, recorded twice (a redelivery, an edit), is one row: the last."""
    await ask(store, "anna", "Де аптка?")
    await ask(store, "anna", "Де аптека?")
    assert [kept.text for kept in await store.asked("all")] == ["Де аптека?"]


async def test_a_choice_is_settled_by_who_was_offered_it(store: Store) -> None:
    """The topic chosen is noted where it was offered to that person, and else nothing is."""
    await ask(store, "anna", "Де сховатися?", kind="offered", candidates=("shelters", "metro"))
    assert not await store.settle_question("borys", "r", "metro")
    assert not await store.settle_question("anna", "other", "metro")
    assert not await store.settle_question("anna", "r", "weather")
    assert await store.settle_question("anna", "r", "metro")
    async with store.database.reading() as connection:
        row = (await connection.execute(select(questions.c.topic, questions.c.candidates))).one()
    assert tuple(row) == ("metro", ["shelters", "metro"])


async def test_an_unanswered_question_cannot_be_settled(store: Store) -> None:
    """Nothing was offered, so nothing can be chosen."""
    await ask(store, "anna", "Де?", candidates=("metro",))
    assert not await store.settle_question("anna", "r", "metro")


async def test_forgetting_deletes_all_of_one_person(store: Store) -> None:
    """Every row of the person goes, each of others stays, and the person is told how many there were."""
    for person in ("anna", "borys"):
        await store.set_language(person, "uk")
        for reply in ("r1", "r2"):
            await store.record_feedback(person, reply, topic="t", helpful=True, chat_kind="private", day=DAY)
            await ask(store, person, "Де?", reply=reply)
        await ask(store, person, "Де?", reply="r3", kind="rated")
    forgotten = await store.forget("anna")
    assert forgotten == Forgotten(preferences=1, feedback=2, questions=3)
    assert forgotten.total == 6
    assert await rows(store) == {"feedback": 2, "preferences": 1, "questions": 3}
    assert await store.language_of("borys") == "uk"
    assert (await store.forget("anna")).total == 0


async def test_every_table_with_a_person_is_forgotten() -> None:
    """A table that gains a person must be added to what is forgotten."""
    assert {table.name for table in metadata.sorted_tables if "person" in table.columns} == {
        *Forgotten.__dataclass_fields__,
        "inbox",  # which holds nothing that could be counted: tests/store/test_inbox.py
    }


async def test_questions_are_kept_for_30_days(store: Store) -> None:
    """Older questions are purged, to the second; feedback and the journal stay."""
    await ask(store, "anna", "old", reply="r1", now=NOW - KEPT - dt.timedelta(seconds=1))
    await ask(store, "anna", "just", reply="r2", now=NOW - KEPT)
    await ask(store, "anna", "new", reply="r3")
    await store.record_feedback("anna", "r", topic="t", helpful=True, chat_kind="private", day=dt.date(2020, 1, 1))
    assert await store.purge(NOW) == 1
    assert [kept.text for kept in await store.asked("all")] == ["just", "new"]
    assert await store.purge(NOW) == 0
    assert (await rows(store))["feedback"] == 1


async def test_moments_of_any_zone_are_compared_rightly(store: Store) -> None:
    """A time in Kyiv is the same moment as its UTC; one without a zone is refused."""
    kyiv = dt.timezone(dt.timedelta(hours=2))
    await ask(store, "anna", "Де?", now=NOW.astimezone(kyiv))
    assert [kept.at for kept in await store.asked("all")] == [NOW]
    assert await store.purge((NOW + KEPT).astimezone(kyiv)) == 0
    with pytest.raises(ValueError, match="the time needs a zone"):
        await store.purge(dt.datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="the time needs a zone"):
        await ask(store, "anna", "Де?", now=dt.datetime(2025, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("erase", ["forget", "purge"])
async def test_nothing_of_a_deleted_question_stays_on_the_disk(sqlite_url: str, tmp_path: Path, erase: str) -> None:
    """Deleted text is overwritten in the SQLite file and its log, also while the store is open."""
    async with await Store.open(sqlite_url) as store:
        await ask(store, "anna", "дуже приватне запитання")
        if erase == "forget":
            await store.forget("anna")
        else:
            await store.purge(NOW + KEPT * 2)
        files = list((tmp_path / "data").iterdir())
        assert files
        for file in files:
            assert "приватне".encode() not in file.read_bytes()
            assert b"anna" not in file.read_bytes()


async def test_what_is_kept_outlives_the_store(sqlite_url: str) -> None:
    """A restart loses nothing."""
    async with await Store.open(sqlite_url) as store:
        await store.record_feedback("anna", "r", topic="t", helpful=True, chat_kind="private", day=DAY)
        await ask(store, "anna", "Де?")
    async with await Store.open(sqlite_url) as store:
        assert await rows(store) == {"feedback": 1, "questions": 1}
        async with store.database.reading() as connection:
            assert await connection.scalar(select(feedback.c.day)) == DAY
