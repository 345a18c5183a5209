"""Knowledge opened, from its files or from the cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.library import opening
from bot.library.errors import KnowledgeError
from bot.library.loading import load
from bot.library.opening import Opened, open_knowledge
from bot.matching.calibration import calibration
from bot.matching.learned import examples_of
from bot.matching.matcher import Matcher


def _topics(opened: Opened, text: str) -> list[str]:
    found = Matcher(opened.base, calibration(), opened.learned).match(text)
    return [candidate.target.id for candidate in found.topics]


def _cached(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_the_cache_holds_what_the_folder_does(small_folder: Path, tmp_path: Path, apart: bool) -> None:
    """Learned or taken, the knowledge is the same; a second opening writes nothing."""
    cache = tmp_path / "cache"
    learned = open_knowledge(small_folder, cache, apart=apart)
    (kept,) = _cached(cache)
    written = kept.stat().st_mtime_ns
    again = open_knowledge(small_folder, cache, apart=apart)
    assert kept.stat().st_mtime_ns == written
    assert again.base == learned.base
    assert _topics(again, "хто мер міста")[0] == _topics(learned, "хто мер міста")[0] == "mayor"


@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_an_edit_is_noticed(small_folder: Path, tmp_path: Path, apart: bool) -> None:
    """A changed file makes the cache worthless, whatever its time says."""
    cache = tmp_path / "cache"
    open_knowledge(small_folder, cache)
    questions = small_folder / "questions" / "en" / "all.yaml"
    questions.write_text(questions.read_text("utf-8").replace("who runs the city", "chief of the town"), "utf-8")
    assert _topics(open_knowledge(small_folder, cache, apart=apart), "chief of the town")[0] == "mayor"
    assert len(_cached(cache)) == 1


@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_errors_are_told(small_folder: Path, tmp_path: Path, apart: bool) -> None:
    """With errors nothing is opened nor kept, and each is told with its place."""
    (small_folder / "city.yaml").write_text("city: [", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        open_knowledge(small_folder, tmp_path / "cache", apart=apart)
    assert {finding.place.file for finding in caught.value.findings} == {"city.yaml"}
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("broken", [b"", b"\0" * 500, None], ids=["empty", "zeros", "a-flipped-bit"])
def test_a_broken_cache_is_made_anew(small_folder: Path, tmp_path: Path, broken: bytes | None) -> None:
    """It costs time and nothing else."""
    open_knowledge(small_folder, tmp_path)
    kept = next(tmp_path.glob("*.cache"))
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9] + bytes([whole[-9] ^ 4]) + whole[-8:] if broken is None else broken)
    assert _topics(open_knowledge(small_folder, tmp_path), "хто мер міста")[0] == "mayor"
    made = kept.read_bytes()
    open_knowledge(small_folder, tmp_path)
    assert kept.read_bytes() == made, "it can be read, so that nothing is written"


@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_without_a_place_for_a_cache_there_is_knowledge(small_folder: Path, tmp_path: Path, apart: bool) -> None:
    """A cache that can't be written is done without."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    opened = open_knowledge(small_folder, tmp_path / "file" / "cache", apart=apart)
    assert _topics(opened, "хто мер міста")[0] == "mayor"


def test_an_edit_while_it_is_read_is_not_taken_for_the_files_before(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the cache would show the edit where it was undone."""
    questions = small_folder / "questions" / "en" / "all.yaml"
    before = questions.read_text("utf-8")

    def learned(folder: Path) -> Opened:
        questions.write_text(before.replace("who runs the city", "chief of the town"), "utf-8")
        return learning(folder)

    learning = opening._learned  # noqa: SLF001 - the edit falls between the look at the files and their reading
    with monkeypatch.context() as patched:
        patched.setattr(opening, "_learned", learned)
        open_knowledge(small_folder, tmp_path / "cache")
    questions.write_text(before, "utf-8")
    undone = open_knowledge(small_folder, tmp_path / "cache")
    assert "who runs the city" in {example.text for example in undone.learned.examples}
    assert "chief of the town" not in {example.text for example in undone.learned.examples}


def test_processes_that_start_at_once_share_a_cache(small_folder: Path, tmp_path: Path) -> None:
    """Each gets the knowledge, and one whole file remains."""
    cache = tmp_path / "cache"
    program = (
        "import sys, pathlib; from bot.library.opening import open_knowledge as opened; "
        "print(len(opened(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])).learned.examples))"
    )
    command = [sys.executable, "-c", program, str(small_folder), str(cache)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate()[0].strip() for process in started}
    assert said == {str(len(open_knowledge(small_folder, cache).learned.examples))}
    assert [path.suffix for path in _cached(cache)] == [".cache"]


def test_two_folders_have_a_cache_each(small_folder: Path, tmp_path: Path) -> None:
    """Knowledge of another folder is not mixed up."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    open_knowledge(small_folder, cache)
    small_folder.rename(other)
    open_knowledge(other, cache)
    assert len(_cached(cache)) == 2


@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_what_is_only_learned_from_is_let_go(small_folder: Path, tmp_path: Path, apart: bool) -> None:
    """Of the example questions what was learned holds all that is needed, and the base holds none."""
    whole = load(small_folder).base
    opened = open_knowledge(small_folder, tmp_path / "cache", apart=apart)
    assert opened.base == whole.without_examples() != whole
    assert opened.base.facts == whole.facts
    assert not any(topic.questions for topic in opened.base.topics.values())
    assert opened.learned.examples[:] == list(examples_of(whole))
