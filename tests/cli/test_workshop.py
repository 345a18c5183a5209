"""`stale`, `schema`, `gaps`, `suggest` and `feedback`."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.store.records import Noted, Reason
from bot.store.store import Store

Run = Callable[..., CompletedProcess[str]]

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return the URL of a store with a gap, a settled question and ratings."""
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    asyncio.run(_fill(url))
    return url


async def _fill(url: str) -> None:
    async with await Store.open(url) as store:
        for number in range(4):
            await store.record_questions(
                [
                    Noted(
                        f"p{number}",
                        f"g{number}",
                        "where are dogs walked here",
                        kind="unanswered",
                        language="en",
                        at=NOW,
                    )
                ]
            )
        await store.record_questions([Noted("p0", "cat", "where is my cat", kind="unanswered", language="en", at=NOW)])
        await store.record_questions(
            [
                Noted(
                    "p1",
                    "s",
                    "headcount of folk, all of them",
                    kind="offered",
                    language="en",
                    at=NOW,
                    candidates=("population",),
                )
            ]
        )
        await store.settle_question("p1", "s", "population")
        ratings: tuple[tuple[str, str, Reason | None], ...]
        ratings = (("a", "mayor", "outdated"), ("b", "mayor", None), ("c", "shelters", "question"))
        for person, topic, reason in ratings:
            await store.record_feedback(
                person,
                "f",
                topic=topic,
                helpful=reason is None,
                reason=reason,
                chat_kind="private",
                day=NOW.date(),
            )


def test_stale_topics_are_findings(run: Run) -> None:
    """Those past their age on a day are listed with their places, and the exit code is 1; on an early day, 0."""
    done = run("stale", "--at", "2025-10-23")
    assert done.returncode == 1
    first, last = done.stdout.splitlines()
    assert first.startswith("topics/safety.yaml:14:3: shelters: safety, ")
    assert last == "1 of 3 topics are past their age on 2025-10-23"
    assert run("stale", "--at", "2022-04-01").returncode == 0


def test_a_wrong_day_is_wrong_usage(run: Run) -> None:
    """A day is written as in the knowledge."""
    assert run("stale", "--at", "1 May").returncode == 2


def test_findings_come_as_json_and_for_github(run: Run, small_folder: Path) -> None:
    """The same findings in other forms, with the same exit code."""
    file = small_folder / "sources.yaml"
    file.write_text(file.read_text("utf-8").replace("publisher: Almanac", "publishr: Almanac"), "utf-8")
    done = run("check", "--format", "json")
    assert done.returncode == 1
    told = [(one["file"], one["line"], one["rule"]) for one in json.loads(done.stdout)]
    assert ("sources.yaml", 16, "unknown-key") in told
    lines = run("check", "--format", "github").stdout.splitlines()
    assert any(line.startswith("::error file=") and ",line=16,col=5,title=unknown-key::" in line for line in lines)
    assert run("check", "--format", "xml").returncode == 2


def test_golden_questions_are_counted_where_they_are(run: Run, tmp_path: Path) -> None:
    """A folder without any is wrong usage; with some, topics without are warned of."""
    assert run("check", "--golden", str(tmp_path / "none")).returncode == 2
    file = tmp_path / "golden/uk/people.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("mayor: [a, b, c, d, e]\n", "utf-8")
    found = [
        line for line in run("check", "--golden", str(tmp_path / "golden")).stdout.splitlines() if ": golden: " in line
    ]
    assert len(found) == 3 * 3 - 1


def test_schemas_are_written_and_named(run: Run, small_folder: Path) -> None:
    """Each file's first line names its schema; a second run changes nothing; --check tells without writing."""
    assert run("schema", "--check").returncode == 1
    assert not (small_folder / "schema").exists()
    assert run("schema").returncode == 0
    first = (small_folder / "questions/uk/all.yaml").read_text("utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../schema/questions.json"
    assert (small_folder / "questions/uk" / "../../schema/questions.json").is_file()
    done = run("schema", "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert run("check").returncode == 0


def test_gaps_are_listed_from_three_persons_on(run: Run, store: str) -> None:
    """With the number of persons and what is near; what one person asked is not shown."""
    told = run("gaps", "--store", store).stdout
    assert "1. where are dogs walked here\n   4 persons, 4 times, last on 2026-11-01\n   nearest: " in told
    assert "cat" not in told
    assert told.endswith("1 gaps that at least 3 persons asked about, in 5 unanswered questions\n")


def test_a_gap_is_drafted(run: Run, store: str, small_folder: Path) -> None:
    """As text to copy, or written into the files of a theme, with the questions as they were asked."""
    told = run("gaps", "--draft", "1", DATABASE_URL=store).stdout
    assert "# questions/en/THEME.yaml\nID:\n- where are dogs walked here\n" in told
    done = run("gaps", "--draft", "1", "--topic", "dogs", "--theme", "people", DATABASE_URL=store)
    assert done.returncode == 0
    assert (small_folder / "questions/en/people.yaml").read_text("utf-8") == "dogs:\n- where are dogs walked here\n"
    assert "  dogs:\n    title: " in (small_folder / "topics/people.yaml").read_text("utf-8")


def test_a_gap_that_is_not_there_is_wrong_usage(run: Run, store: str) -> None:
    """A number beyond the list, or a topic without a theme, drafts nothing."""
    assert "there is no gap 2" in run("gaps", "--draft", "2", DATABASE_URL=store).stderr
    assert run("gaps", "--draft", "1", "--topic", "cats", DATABASE_URL=store).returncode == 2


@pytest.mark.parametrize(("keys", "written"), [("y\n", True), ("n\n", False), ("x\nq\n", False), ("", False)])
def test_a_suggested_question_is_accepted_or_rejected(
    run: Run, store: str, small_folder: Path, keys: str, written: bool
) -> None:
    """A key decides; the accepted one is written behind the topic's examples, a rejected one does not come again."""
    file = small_folder / "questions/en/all.yaml"
    before = file.read_text("utf-8")
    done = run("suggest", "--store", store, stdin=keys)
    assert done.returncode == 0
    assert (
        "1/1  headcount of folk, all of them\n    en, population (How many people live here?); 1 person" in done.stdout
    )
    assert f"{int(written)} of 1 proposed questions accepted" in done.stdout
    added = "- what is the population of the city\n- headcount of folk, all of them\n"
    expected = before.replace("- what is the population of the city\n", added) if written else before
    assert file.read_text("utf-8") == expected
    left = "0 of 0" if keys[:1] in {"y", "n"} else "0 of 1"
    assert f"{left} proposed questions accepted" in run("suggest", "--store", store, stdin="q\n").stdout


def test_feedback_is_listed_by_what_is_wrong(run: Run, store: str) -> None:
    """The topic most often called wrong or outdated comes first, with its place."""
    head, first, second = run("feedback", "--store", store).stdout.splitlines()
    assert head.split()[:3] == ["bad", "ratings", "helpful"]
    assert first.split() == ["50%", "2", "1", "0", "1", "0", "0", "mayor", "(topics/people.yaml:40:3)"]
    assert second.split()[:1] == ["0%"]


@pytest.mark.parametrize("command", ["gaps", "suggest", "feedback"])
def test_a_store_that_is_not_there_is_not_made(run: Run, tmp_path: Path, command: str) -> None:
    """A slip in the address is wrong usage, and leaves no empty store behind."""
    done = run(command, "--store", f"sqlite:///{tmp_path}/nowhere/bot.db")
    assert done.returncode == 2
    assert "there is no store" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_links_that_lead_nowhere_are_told(run: Run, small_folder: Path) -> None:
    """A page that is gone is a finding; only the sources that are named are asked for."""
    file = small_folder / "sources.yaml"
    text = file.read_text("utf-8").replace("https://almanac.example/city", "http://127.0.0.1:9/city")
    file.write_text(text, "utf-8")
    done = run("links", "--source", "almanac", "--pause", "0")
    assert done.returncode == 1
    first, last = done.stdout.splitlines()
    assert first.startswith("sources.yaml:18:5: gone: almanac: http://127.0.0.1:9/city: no answer: ConnectError; add ")
    assert last == "0 fine, 0 moved, 0 refused, 1 gone"
    assert run("links", "--source", "nobody").returncode == 2
