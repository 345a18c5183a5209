"""Modules imported without what only people and type checkers read."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.cli.undocumented import undocumented

TOLD = '''
"""The module."""
import asyncio
from dataclasses import dataclass

@dataclass(frozen=True)
class Told:
    """A class."""
    number: int = 2

    def twice(self) -> int:
        """A method."""
        def double() -> int:
            """A function within it."""
            return 2 * self.number
        assert double.__doc__ is None
        return double()

    @property
    def name(self) -> str:
        """A property."""
        return "told"

async def later() -> str:
    """A coroutine."""
    return "later"

def numbers():
    """A generator."""
    yield from (1, 2)

letters = ["a" for _ in range(2)]
fixed = lambda: "fixed"
'''

USED = """
class Named:
    "text"
    label = "text"

def name():
    "word"
    return "word"

def names(given="word"):
    "word"
    return [given, *("word" for _ in range(1))]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder from which modules are imported; they are forgotten after the test."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def imported(folder: Path, text: str) -> ModuleType:
    """Import `text` as a module, without what only people read."""
    (folder / "sample.py").write_text(text, "utf-8")
    with undocumented():
        return importlib.import_module("sample")


def test_docstrings_are_left_out(folder: Path) -> None:
    """Modules, classes, functions and what stands in them have none, and do what they did."""
    sample = imported(folder, TOLD)
    told = sample.Told(3)
    documented = (sample, told.twice, sample.Told.name, sample.later, sample.numbers, sample.fixed)
    assert [thing.__doc__ for thing in documented] == [None] * len(documented)
    assert sample.Told.__doc__ == "Told(number: int = 2)"  # which dataclasses write where there is none
    assert (told.twice(), told.name, list(sample.numbers())) == (6, "told", [1, 2])
    assert (sample.letters, sample.fixed()) == (["a", "a"], "fixed")


def test_a_docstring_that_is_a_value_too_stays_one(folder: Path) -> None:
    """Python keeps equal texts once; what the program uses is the same with docstrings and without."""
    sample = imported(folder, USED)
    assert (sample.Named.label, sample.name(), sample.names()) == ("text", "word", ["word", "word"])


def test_errors_tell_the_line(folder: Path) -> None:
    """A traceback names the file and the line as ever."""
    sample = imported(folder, '"""The module."""\n\ndef broken():\n    """A function."""\n    return 1 / 0\n')
    with pytest.raises(ZeroDivisionError) as raised:
        sample.broken()
    last = raised.traceback[-1]
    assert (str(last.path), last.lineno + 1) == (str(folder / "sample.py"), 5)


def test_others_find_the_docstrings(folder: Path) -> None:
    """What was imported in the block has them in the next process; what is imported behind it has them in this one."""
    imported(folder, TOLD)
    (folder / "later.py").write_text('"""Later."""\n', "utf-8")
    assert importlib.import_module("later").__doc__ == "Later."
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); import sample; print(sample.__doc__, sample.later.__doc__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "The module. A coroutine.\n"


def test_imports_are_as_before_where_the_block_ends_with_an_error() -> None:
    """Nothing stays behind."""
    before = list(sys.path_hooks)
    with pytest.raises(ZeroDivisionError), undocumented():
        raise ZeroDivisionError
    assert sys.path_hooks == before


def test_only_some_libraries_lose_annotations() -> None:
    """Those of functions that nothing goes by; validators and the bot's own keep theirs."""
    code = (
        "from bot.cli.undocumented import undocumented\n"
        "with undocumented():\n"
        "    import pydantic, telegram, bot.model.topic\n"
        "assert telegram.Bot.get_me.__annotations__ == {} and telegram.Bot.get_me.__doc__ is None\n"
        "assert pydantic.BaseModel.model_dump.__annotations__\n"
        "assert bot.model.topic.Topic.__annotations__\n"
        "assert telegram.Message.de_json({'message_id': 1, 'date': 1, 'chat': {'id': 1, 'type': 'private'}}, None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_loaded_later_goes_with_it(tmp_path: Path) -> None:
    """In a bot begun so, an old database is brought up to date, PostgreSQL's part and YAML are found, charts drawn."""
    code = (
        "import sqlalchemy as sa, sys\n"
        "from bot.cli.undocumented import undocumented\n"
        "from bot.cli.unused import left_out\n"
        "with left_out(), undocumented():\n"
        "    import bot.cli.alive, bot.cli.hooked\n"
        "from alembic import command\n"
        "from alembic.config import Config\n"
        "from bot.store.upgrading import upgrade\n"
        "from bot.store.versions import SCRIPTS\n"
        "config = Config()\n"
        "config.set_main_option('script_location', str(SCRIPTS))\n"
        "with sa.create_engine('sqlite:///' + sys.argv[1]).begin() as connection:\n"
        "    config.attributes['connection'] = connection\n"
        "    command.upgrade(config, '+1')\n"
        "    assert not sa.inspect(connection).has_table('inbox')\n"
        "    upgrade(connection, 'old')\n"
        "    assert sa.inspect(connection).has_table('inbox')\n"
        "import asyncpg, sqlalchemy.dialects.postgresql.asyncpg\n"
        "import bot.charts.drawing, bot.library.loading, matplotlib.figure\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "old.db")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
