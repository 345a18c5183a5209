"""What a question is made of, for scoring."""

from __future__ import annotations

import pytest

from bot.matching.features import Word, features, recognised
from bot.matching.lexicon import Concepts
from bot.matching.vocabulary import Known, Vocabulary

CONCEPTS = Concepts({"shelter": ["укрит*", "shelter*"], "where": ["де", "where"]})

VOCABULARY = Vocabulary([("де", "укрите"), ("where", "shelter"), ("населення", "миста")])


def _features(*words: str) -> dict[int, float]:
    return features(recognised(words, VOCABULARY), CONCEPTS)


def test_words_of_one_meaning_share_a_feature() -> None:
    """A question and its translation share their concepts, though no letter."""
    assert set(_features("де", "укрите")) & set(_features("where", "shelter"))
    assert not set(_features("населення")) & set(_features("shelter"))


def test_forms_of_a_word_share_more_than_other_words() -> None:
    """Two forms of a word have the stem and most letters in common."""
    forms = set(_features("миста")) & set(_features("мисто"))
    others = set(_features("миста")) & set(_features("масло"))
    assert len(forms) > len(others)


def test_the_order_of_words_is_heard() -> None:
    """Neighbours make features of their own, so that an inverted question differs a little."""
    straight, inverted = set(_features("населення", "миста")), set(_features("миста", "населення"))
    assert straight & inverted
    assert straight - inverted


def test_a_mistyped_word_counts_less_than_the_word_itself() -> None:
    """What a word only may have meant weighs by how sure that is."""
    typed, meant = _features("насилення"), _features("населення")
    shared = [feature for feature in meant if feature in typed]
    assert shared
    assert all(typed[feature] <= meant[feature] for feature in shared)
    assert any(typed[feature] < meant[feature] for feature in shared)


def test_only_the_last_word_may_be_unfinished() -> None:
    """A beginning stands for a longer known word at the end of a question alone."""
    assert [word.known for word in recognised(("насе", "де"), VOCABULARY)] == [(), (Known("де", 1.0),)]
    assert recognised(("де", "насе"), VOCABULARY)[1].meant == "населення"


def test_a_word_means_its_likeliest_known_word_or_itself() -> None:
    """An unknown word that is like none means itself."""
    assert Word("населеня", (Known("населення", 0.9), Known("насипу", 0.8))).meant == "населення"
    assert Word("хтозна", ()).meant == "хтозна"


@pytest.mark.parametrize("words", [(), ("",)], ids=["no-words", "an-empty-word"])
def test_nothing_makes_no_exception(words: tuple[str, ...]) -> None:
    """An empty question has features to be scored or none, and no fault."""
    assert all(weight > 0 for weight in _features(*words).values())
