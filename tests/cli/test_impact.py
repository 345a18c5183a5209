"""`kharkiv-bot impact`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def _git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


@pytest.fixture
def repository(small_folder: Path) -> Path:
    """Return the top of a git repository that holds the small knowledge."""
    top = small_folder.parent
    _git(top, "init", "--initial-branch=main")
    _git(top, "add", "small")
    _git(top, "commit", "--message=first")
    return top


def _edit(folder: Path) -> None:
    file = folder / "topics/people.yaml"
    file.write_text(file.read_text("utf-8").replace("The mayor is {mayor}.", "{mayor} is the mayor."), "utf-8")


def test_an_edit_not_committed_is_compared_with_the_last_commit(run: Run, repository: Path, small_folder: Path) -> None:
    """The differences are told by language, and the repository stays as it is."""
    _edit(small_folder)
    done = run("impact")
    assert (done.returncode, done.stderr) == (0, "")
    assert "- the replies of 1 topics read otherwise: 1 in en" in done.stdout
    assert "\n-The mayor is Ihor Testing. (" in done.stdout
    assert "\n+Ihor Testing is the mayor. (" in done.stdout
    status = subprocess.run(["git", "status", "--short"], cwd=repository, capture_output=True, check=True, text=True)  # noqa: S607
    assert status.stdout == " M small/topics/people.yaml\n"


def test_labelled_questions_are_asked_of_both(run: Run, repository: Path, small_folder: Path, tmp_path: Path) -> None:
    """Those in the repository's own place, or in a file; a change is told with topic, score and margin."""
    asked = {"q": "name of the city head", "lang": "en", "expect": ["mayor"]}
    own = repository / "tests/eval/dev.jsonl"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(asked) + "\n", "utf-8")
    file = small_folder / "questions/en/all.yaml"
    text = file.read_text("utf-8").replace("- name of the city head\n", "")
    file.write_text(text.replace("weather:\n", "weather:\n- name of the city head\n"), "utf-8")
    told = run("impact").stdout
    assert "- 1 of 1 labelled questions change: 0 better, 1 worse, 0 neither" in told
    assert "| worse | name of the city head | mayor | answer mayor (score " in told
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({**asked, "q": "hi", "expect": []}), "utf-8")
    assert "- 0 of 1 labelled questions change" in run("impact", "--questions", str(other)).stdout


def test_another_revision_is_named(run: Run, repository: Path, small_folder: Path) -> None:
    """An edit that was committed is compared with what it began from."""
    _edit(small_folder)
    _git(repository, "commit", "--all", "--message=second")
    assert "read otherwise: 1 in en" in run("impact", "--base", "HEAD~1").stdout
    assert "the replies of 0 topics read otherwise" in run("impact").stdout


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_an_unknown_revision_is_wrong_usage(run: Run, repository: Path, revision: str) -> None:
    """What is no revision is told by git's own words, and never taken for an option."""
    done = run("impact", f"--base={revision}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "fatal: " in done.stderr
    assert {file.name for file in repository.iterdir()} == {".git", "small"}


def test_knowledge_in_no_repository_is_wrong_usage(run: Run) -> None:
    """Without revisions there is nothing to compare with."""
    done = run("impact")
    assert done.returncode == 2
    assert "not a git repository" in done.stderr
