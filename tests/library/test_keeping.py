"""One object kept in a file."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from bot.library.keeping import keep, taken, uncollected

DIGEST = bytes(range(32))

HELD = {"words": ["де", "метро"], "numbers": np.arange(1000), "none": np.zeros(0)}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a file that holds something."""
    file = tmp_path / "cache" / "kept"
    keep(file, DIGEST, HELD)
    return file


def test_what_was_kept_is_taken(kept: Path) -> None:
    """Arrays and other objects come back; nothing else is left in the folder."""
    found = taken(kept, DIGEST)
    assert isinstance(found, dict)
    assert found["words"] == HELD["words"]
    assert (found["numbers"] == np.arange(1000)).all()
    assert len(found["none"]) == 0
    assert [path.name for path in kept.parent.iterdir()] == ["kept"]


def test_arrays_stay_in_the_file(kept: Path) -> None:
    """They can't be written to, and outlive the file's being replaced."""
    found = taken(kept, DIGEST)
    assert isinstance(found, dict)
    keep(kept, DIGEST, {"numbers": np.zeros(1000)})
    assert int(found["numbers"].sum()) == 499_500
    with pytest.raises(ValueError, match="read-only"):
        found["numbers"][0] = 1


def test_another_digest_takes_nothing(kept: Path) -> None:
    """What was made from something else is not used."""
    assert taken(kept, bytes(32)) is None


def test_every_broken_byte_is_noticed(kept: Path) -> None:
    """A changed byte anywhere behind the digest makes the file worthless."""
    whole = kept.read_bytes()
    for place in (*range(32, 300), len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert taken(kept, DIGEST) is None


@pytest.mark.parametrize("size", [0, 16, 32, 40, 64, 100, 1000])
def test_a_file_cut_off_is_noticed(kept: Path, size: int) -> None:
    """A file of which only the beginning was written is not used."""
    kept.write_bytes(kept.read_bytes()[:size])
    assert taken(kept, DIGEST) is None


def test_a_file_that_others_could_write_is_not_used(kept: Path) -> None:
    """What is unpickled must be the user's own."""
    kept.chmod(0o666)
    assert taken(kept, DIGEST) is None


def test_a_file_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    """Neither is a folder in its place."""
    assert taken(tmp_path / "nothing", DIGEST) is None
    assert taken(tmp_path, DIGEST) is None


def test_an_unwritable_place_is_an_error(kept: Path) -> None:
    """The caller decides what that means."""
    with pytest.raises(FileExistsError):
        keep(kept / "below a file", DIGEST, HELD)


def test_the_collector_spares_what_stays_and_goes_on_after() -> None:
    """While objects are made it rests, then it leaves them out; one within another makes no difference."""
    before = gc.get_freeze_count()
    with uncollected():
        with uncollected():
            stays = [[number] for number in range(1000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(stays)
    gc.unfreeze()
