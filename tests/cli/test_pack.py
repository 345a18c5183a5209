"""`kharkiv-bot pack`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def packed(small_folder: Path) -> Path:
    """Return the small knowledge with a topic to save."""
    with (small_folder / "city.yaml").open("a", encoding="utf-8") as file:
        file.write("  pack: [shelters]\n")
    return small_folder


@pytest.mark.parametrize(
    ("name", "options", "holds"),
    [
        pytest.param("pack.html", ("--lang", "ru"), "Ближайшее укрытие — метро.", id="page"),
        pytest.param("pack.txt", (), "Найближче укриття — метро.", id="text-in-the-citys-language"),
    ],
)
def test_a_pack_is_written(
    run: Run, packed: Path, tmp_path: Path, name: str, options: tuple[str, ...], holds: str
) -> None:
    """The file's ending says the kind, and the language is the one asked for."""
    file = tmp_path / name
    done = run("pack", "-o", str(file), *options, KNOWLEDGE_DIR=str(packed))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}: written\n", "")
    assert holds in file.read_text("utf-8-sig")


def test_another_ending_is_refused(run: Run, packed: Path) -> None:
    """A wrong call ends with 2 and names the kinds."""
    done = run("pack", "-o", "pack.pdf", KNOWLEDGE_DIR=str(packed))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "pack.pdf: a pack is written as .html or .txt: end the file's name so\n"


def test_a_knowledge_without_a_pack_says_where_to_put_one(run: Run, tmp_path: Path) -> None:
    """Nothing is written, and the cure is named."""
    done = run("pack", "-o", str(tmp_path / "pack.html"))
    assert (done.returncode, list(tmp_path.glob("*.html"))) == (2, [])
    assert done.stderr == "the knowledge names no topics for a pack: list some under `pack:` in city.yaml\n"
