"""The editors' guide says what is so."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.desk.checking import RULES, check
from bot.desk.schemas import schema_of, schemas

README = (Path(__file__).parents[2] / "knowledge/README.md").read_text("utf-8")
BLOCKS = {found[1]: found[2] for found in re.finditer(r"```yaml\n# (\S+)\n(.*?)```", README, re.DOTALL)}


def test_every_rule_is_told_with_its_level() -> None:
    """The table names all rules, and no other."""
    told = dict(re.findall(r"^\| `([\w-]+)` \| (error|warning) \|", README, re.MULTILINE))
    assert told == {rule.name: rule.level for rule in RULES}


@pytest.mark.parametrize("file", sorted(BLOCKS))
def test_the_template_keeps_the_schema(file: str) -> None:
    """What the guide shows of a file is right."""
    validator = Draft202012Validator(json.loads(schemas()[schema_of(file)]))
    assert [error.message for error in validator.iter_errors(yaml.safe_load(BLOCKS[file]))] == []


@pytest.mark.parametrize(
    ("file", "section", "definition"),
    [
        ("sources.yaml", "sources", "Source"),
        ("topics/transport.yaml", "facts", "Fact"),
        ("topics/transport.yaml", "charts", "Chart"),
        ("topics/transport.yaml", "topics", "Topic"),
        ("declines.yaml", "declines", "Decline"),
        ("exceptions.yaml", "exceptions", "Exempt"),
    ],
)
def test_the_template_shows_every_key(file: str, section: str, definition: str) -> None:
    """No key is left for an editor to find out."""
    (record,) = records.values() if isinstance(records := yaml.safe_load(BLOCKS[file])[section], dict) else records
    known = json.loads(schemas()[schema_of(file)])["$defs"][definition]["properties"]
    assert set(record) == set(known)


def test_the_template_is_in_order(folder: Path) -> None:
    """Put into a knowledge folder, the records of the guide have no error but those of what they only show."""
    topic = BLOCKS["topics/transport.yaml"].replace(", trams-2025]", "]").replace("[metro-hours]", "[bridges]")
    topic = re.sub(r"    withdrawn:.*?(?=topics:)", "", re.sub(r"    differs_from.*\n", "", topic), flags=re.DOTALL)
    (folder / "topics/transport.yaml").write_text(topic, "utf-8")
    (folder / "questions/en/transport.yaml").write_text(BLOCKS["questions/en/transport.yaml"], "utf-8")
    sources = yaml.safe_load(BLOCKS["sources.yaml"])
    whole = yaml.safe_load((folder / "sources.yaml").read_text("utf-8"))
    merged = {section: {**whole[section], **sources[section]} for section in whole}
    (folder / "sources.yaml").write_text(yaml.safe_dump(merged, allow_unicode=True), "utf-8")
    found = check(folder, dt.date(2026, 4, 1))
    assert [str(one) for one in found if one.level == "error"] == []
