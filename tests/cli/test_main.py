"""The command line as a whole."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot import __version__
from bot.cli.main import main

Run = Callable[..., CompletedProcess[str]]

COMMANDS = ("ask", "chat", "topics", "chart", "pack", "check", "eval")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_the_commands(run: Run, option: str) -> None:
    """The help lists every command and ends well."""
    done = run(option)
    assert done.returncode == 0
    assert [command for command in COMMANDS if command not in done.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_of_its_own(run: Run, command: str) -> None:
    """A command explains itself without opening the knowledge."""
    done = run(command, "--help", KNOWLEDGE_DIR="/no/such/folder")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"kharkiv-bot {command}" in done.stdout


def test_the_version_is_told(run: Run) -> None:
    """The version is that of the package."""
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"kharkiv-bot {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("nope",), "nope", id="unknown-command"),
        pytest.param(("ask", "--nope", "q"), "--nope", id="unknown-option"),
        pytest.param(("ask", "--lang", "xx", "q"), "xx", id="unknown-language"),
        pytest.param(("topics", "--lang", "de"), "de", id="unknown-language-of-topics"),
        pytest.param(("ask",), 'no question: kharkiv-bot ask "Where can I take cover?"', id="no-question"),
        pytest.param(("ask", "a", "b"), "b", id="two-questions"),
        pytest.param(("eval",), "file", id="no-file"),
    ],
)
def test_wrong_usage_is_told_on_standard_error(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """A wrong call ends with 2 and says on standard error what is wrong, with nothing on standard output."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_the_knowledge_option_comes_before_the_environment(run: Run, small_folder: Path) -> None:
    """`--knowledge` names the folder, whatever KNOWLEDGE_DIR says."""
    done = run("--knowledge", str(small_folder), "topics", KNOWLEDGE_DIR="/no/such/folder")
    assert done.returncode == 0
    assert "population" in done.stdout


def test_without_a_folder_the_bots_own_knowledge_is_used(run: Run) -> None:
    """With nothing said, the knowledge that comes with the bot is opened."""
    done = run("topics", KNOWLEDGE_DIR="")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 20


def test_a_missing_folder_is_told(run: Run, tmp_path: Path) -> None:
    """A folder that is not there ends with 2 and its name."""
    missing = tmp_path / "nowhere"
    done = run("topics", KNOWLEDGE_DIR=str(missing))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{missing}:1:1: error: folder: there is no such knowledge folder" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("ask", "хто мер міста"), ("topics",), ("chat",), ("ask", "--jsonl"), ("eval", "{file}")],
    ids=["ask", "topics", "chat", "jsonl", "eval"],
)
@pytest.mark.parametrize(
    ("file", "old", "new", "there", "told"),
    [
        pytest.param(
            "topics/people.yaml",
            "facts: [mayor-now]",
            "facts: [mayor-then]",
            "mayor-then",
            "error: unknown-fact: there is no fact 'mayor-then'",
            id="a-reference-to-nothing",
        ),
        pytest.param(
            "topics/safety.yaml",
            '      en: "The nearest shelter is the metro."\n',
            "",
            "    says:",
            "error: missing-translation: the text in 'en' is missing",
            id="a-missing-translation",
        ),
        pytest.param(
            "sources.yaml", "publisher: The Gazette", "publisher: The: Gazette", "The: Gazette", "yaml", id="no-yaml"
        ),
    ],
)
def test_broken_knowledge_is_told_by_file_and_line(
    run: Run, small_folder: Path, arguments: tuple[str, ...], file: str, old: str, new: str, there: str, told: str
) -> None:
    """Every command that opens the knowledge refuses a broken one: file, line and fault, exit code 2."""
    path = small_folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    (line,) = [number for number, one in enumerate(text.replace(old, new).splitlines(), 1) if there in one]
    questions = small_folder / "asked.jsonl"
    questions.write_text('{"q": "?", "lang": "en", "expect": []}\n', "utf-8")
    done = run(*(argument.format(file=questions) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    first, *_, last = done.stderr.splitlines()
    assert first.startswith(f"{file}:{line}:")
    assert told in first
    assert last == f"{small_folder}: the knowledge has errors: mend them, or see `kharkiv-bot check`"


@pytest.mark.parametrize("encoding", ["cp1251", "ascii", "latin-1"])
def test_output_is_utf_8_whatever_the_terminal_says(run: Run, encoding: str) -> None:
    """Ukrainian words come out whole where the environment names another encoding."""
    done = run("topics", "shelters", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Де сховатися від обстрілу?")


def test_the_installed_command_is_this_one() -> None:
    """Where the project is installed, `kharkiv-bot` starts the command line."""
    installed = [script for script in entry_points(group="console_scripts") if script.name == "kharkiv-bot"]
    assert all(script.load() is main for script in installed)


def test_a_slip_is_told_with_what_may_be_meant(run: Run) -> None:
    """A command that is not there brings up those like it."""
    done = run("asks")
    assert done.returncode == 2
    assert "Did you mean 'ask'?" in done.stderr
