"""`kharkiv-bot check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def test_warnings_do_not_fail(run: Run, small_folder: Path) -> None:
    """Sound knowledge ends with 0; the last line counts, the others are warnings with file and line."""
    done = run("check")
    *findings, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert last == f"{small_folder}: 0 errors, {len(findings)} warnings"
    assert all(": warning: " in finding for finding in findings)


def test_every_error_is_told_at_once(run: Run, small_folder: Path) -> None:
    """Errors in several files are all told with file and line, and the exit code is 1."""
    for file, old, new in (
        ("sources.yaml", "publisher: Almanac", "publishr: Almanac"),
        ("topics/safety.yaml", "related: [population]", "related: [populatio]"),
    ):
        text = (small_folder / file).read_text("utf-8")
        assert text.count(old) == 1
        (small_folder / file).write_text(text.replace(old, new), "utf-8")
    done = run("check")
    assert done.returncode == 1
    assert "sources.yaml:16:5: error: unknown-key: unknown key 'publishr': did you mean 'publisher'?" in done.stdout
    assert (
        "topics/safety.yaml:18:15: error: unknown-topic: there is no topic 'populatio': did you mean 'population'?"
        in done.stdout
    )
    *findings, last = done.stdout.splitlines()
    errors = [finding for finding in findings if ": error: " in finding]
    assert len(errors) > 2
    assert last == f"{small_folder}: {len(errors)} errors, {len(findings) - len(errors)} warnings"


def test_a_missing_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    """Where there is nothing to check the exit code is 2, not 1."""
    done = run("check", KNOWLEDGE_DIR=str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no such knowledge folder" in done.stderr


def test_a_copied_sentence_is_found_in_the_articles(run: Run, small_folder: Path, tmp_path: Path) -> None:
    """With the articles at hand a sentence taken from one is a finding; without articles there it is wrong usage."""
    said = "Nobody in the whole city could say for certain how many of the neighbours would ever come back home."
    path = small_folder / "topics/safety.yaml"
    path.write_text(path.read_text("utf-8").replace("The nearest shelter is the metro.", said), "utf-8")
    articles = tmp_path / "articles"
    articles.mkdir()
    assert run("check", "--articles", str(articles)).stderr == f"{articles}: no article texts (*.txt) there\n"
    (articles / "one.txt").write_text(f"He went on. {said} Then he left.", "utf-8")
    findings = run("check", "--articles", str(articles)).stdout.splitlines()
    assert [
        finding for finding in findings if finding.startswith("topics/safety.yaml:") and "error: copied: " in finding
    ]
    assert not [finding for finding in run("check").stdout.splitlines() if ": copied: " in finding]
