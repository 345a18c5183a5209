"""The targets of the fuzzing, with what hypothesis thinks of; atheris runs the same ones for longer (`make fuzz`)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import SEEDS, TARGETS

BYTES = st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))


def _near(seeds: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """Return sound inputs with a stretch replaced by something else."""

    def changed(seed: str, start: int, end: int, other: str) -> bytes:
        return (seed[:start] + other + seed[end:]).encode("utf-8", "surrogatepass")

    places = st.integers(0, 60)
    return st.builds(changed, st.sampled_from(seeds), places, places, st.text(max_size=10))


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.data())
def test_nothing_breaks_it(target: str, given: st.DataObject) -> None:
    """Arbitrary bytes, and sound input that was changed, are read or refused as the target says."""
    TARGETS[target](given.draw(BYTES | _near(SEEDS[target])))


def test_every_target_has_seeds() -> None:
    """The fuzzing of each target begins with something sound."""
    assert SEEDS.keys() == TARGETS.keys()
    for name, seeds in SEEDS.items():
        for seed in seeds:
            TARGETS[name](seed.encode())
