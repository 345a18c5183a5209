"""Texts as numbers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.hashing import hash_of, hashes, positions
from bot.matching.learned import examples_of
from bot.model.base import KnowledgeBase


def test_different_texts_have_different_hashes(base: KnowledgeBase) -> None:
    """No two of the questions' words and texts, nor of their letters in another order, share a hash."""
    texts = {example.text for example in examples_of(base)}
    texts |= {word for text in texts for word in text.split()} | {text[::-1] for text in texts}
    assert len(set(hashes(sorted(texts)).tolist())) == len(texts) > 50_000


@given(st.lists(st.text(min_size=1, max_size=30), max_size=20))
def test_a_text_has_its_hash_wherever_it_stands(texts: list[str]) -> None:
    """Hashed together or one by one, in any script, the result is the same."""
    assert hashes(texts).tolist() == [int(hashes([text])[0]) for text in texts] == list(map(hash_of, texts))


def test_hashes_are_the_same_in_every_process() -> None:
    """What one process keeps another finds, whatever Python's own hashes are."""
    program = "from bot.matching.hashing import hashes; print(hashes(['укриття'])[0])"
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {str(hashes(["укриття"])[0])}


def test_positions_tell_what_is_not_there() -> None:
    """What stands nowhere is at -1, also where nothing stands at all."""
    among = np.array([2, 5, 9], np.uint64)
    wanted = np.array([9, 2, 3, 10], np.uint64)
    assert positions(among, wanted).tolist() == [2, 0, -1, -1]
    assert positions(among[:0], wanted).tolist() == [-1, -1, -1, -1]
