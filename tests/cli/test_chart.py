"""`kharkiv-bot chart`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def charted(small_folder: Path) -> Path:
    """Return the small knowledge with a chart of three figures."""
    people = small_folder / "topics/people.yaml"
    third = """  population-2023:
    sources: [courier]
    as_of: "2023"
    by: council
    series: population
    values: {people: {number: 1100000, about: over}}
    says: {uk: "Жило {people}.", ru: "Жило {people}.", en: "It had {people}."}
charts:
  population:
    title: {uk: "Населення", ru: "Население", en: "Population"}
topics:
"""
    text = people.read_text("utf-8").replace("topics:\n", third)
    people.write_text(text.replace("[population-2025, population-2024]", "[population-2025, population-2023]"), "utf-8")
    return small_folder


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        pytest.param("x.png", (), b"\x89PNG", id="png"),
        pytest.param("X.SVG", ("--lang", "en", "--dark"), b"<?xml", id="svg"),
    ],
)
def test_a_chart_is_written(
    run: Run, charted: Path, tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    """The file's ending says the kind; the command says what it wrote."""
    file = tmp_path / name
    done = run("chart", "population", "-o", str(file), *options, KNOWLEDGE_DIR=str(charted))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}: written\n", "")
    assert file.read_bytes().startswith(begins)


def test_dark_and_language_make_other_pictures(run: Run, charted: Path, tmp_path: Path) -> None:
    """`--dark` and `--lang` do what they say."""
    made = set()
    for number, options in enumerate(((), ("--dark",), ("--lang", "en"))):
        file = tmp_path / f"{number}.svg"
        run("chart", "population", "-o", str(file), *options, KNOWLEDGE_DIR=str(charted))
        made.add(file.read_text("utf-8"))
    assert len(made) == 3
    assert sum("<title>Population</title>" in one for one in made) == 1


@pytest.mark.parametrize(
    ("topic", "file", "message"),
    [
        pytest.param(
            "mayor", "x.png", "the topic 'mayor' has no chart; topics with a chart: population", id="no-chart"
        ),
        pytest.param("populaton", "x.png", "there is no topic 'populaton': did you mean 'population'?", id="topic"),
        pytest.param(
            "population", "x.gif", "x.gif: a chart is written as .png or .svg: end the file's name so", id="gif"
        ),
        pytest.param(
            "population", "x", "x: a chart is written as .png or .svg: end the file's name so", id="no-ending"
        ),
        pytest.param("population", "no/x.png", "no/x.png: can't be written: No such file or directory", id="folder"),
    ],
)
def test_what_can_not_be_drawn_is_told(run: Run, charted: Path, topic: str, file: str, message: str) -> None:
    """A wrong call ends with 2, says what is wrong and what to do, and writes nothing."""
    done = run("chart", topic, "-o", file, KNOWLEDGE_DIR=str(charted))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")
    assert not Path(file).exists()


def test_without_any_chart_that_is_told(run: Run, tmp_path: Path) -> None:
    """A knowledge without charts names none."""
    done = run("chart", "mayor", "-o", str(tmp_path / "x.png"))
    assert done.stderr == "the topic 'mayor' has no chart; topics with a chart: none\n"
