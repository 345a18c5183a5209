"""Example questions are not made from a template."""

from __future__ import annotations

from collections.abc import Callable

TOWN = "questions/en/town.yaml"
PEOPLE = "questions/en/people.yaml"
TWINS = (
    ("- Number of river crossings", "- Tell me the bridges now", "- population figure", "- Tell me the residents now"),
    ("- bridges river", "- What about bridges today", "- residents count", "- What about residents today"),
    ("- Is there a new bridge", "- I need bridges data", "- Inhabitants today", "- I need residents data"),
)


def test_questions_asked_in_different_ways_keep_the_rule(told: Callable[..., list[str]]) -> None:
    """Examples that share no frame are in order."""
    assert told("templated") == []


def test_a_fifth_of_the_questions_may_share_a_frame(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Two of twelve examples that differ by one word are no breach, three are, in both topics."""
    for old, new, other, twin in TWINS[:2]:
        edit(TOWN, old, new)
        edit(PEOPLE, other, twin)
    assert told("templated") == []
    old, new, other, twin = TWINS[2]
    edit(TOWN, old, new)
    edit(PEOPLE, other, twin)
    assert told("templated") == [
        f"{PEOPLE}:1: warning: 3 examples differ from those of bridges by one word: ask in other ways",
        f"{TOWN}:1: warning: 3 examples differ from those of residents by one word: ask in other ways",
    ]


def test_keywords_show_no_template(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """Questions of two words are keywords, however alike."""
    for word, (old, _, other, _) in zip(("sum", "list", "data"), TWINS, strict=True):
        edit(TOWN, old, f"- bridges {word}")
        edit(PEOPLE, other, f"- residents {word}")
    assert told("templated") == []


def test_a_frame_of_another_language_is_no_template(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]]
) -> None:
    """Only questions of one language are compared."""
    for old, new, _, _ in TWINS:
        edit(TOWN, old, new)
    olds = ("- кількість жителів", "- Чи людно тут", "- Яка людність")
    for old, (_, _, _, twin) in zip(olds, TWINS, strict=True):
        edit("questions/uk/people.yaml", old, twin)
    assert told("templated") == []
