"""Files changed at random are read or refused, one after the other; so is everything that ever broke a reader."""

from pathlib import Path

import pytest

from firsthand.documents import Document, Workers
from firsthand.documents.limits import Limits

from .campaign import run
from .seeds import own_seeds
from .variants import make_variants

FINDINGS = sorted(path for path in Path(__file__).with_name("findings").iterdir() if path.suffix != ".md")
_GIVEN_UP = ("crashed", "timed-out", "out-of-memory")
_A_LITTLE = 24 << 20


def test_the_same_number_gives_the_same_variant() -> None:
    seeds = own_seeds()
    assert list(make_variants(seeds, 3, start=40)) == list(make_variants(seeds, 43))[40:]
    assert len({variant.data for variant in make_variants(seeds, 60)}) > 50


@pytest.mark.slow
def test_hundreds_of_variants_are_read_or_refused_and_nothing_is_left_behind() -> None:
    # `make fuzz` reads fifty thousand.
    tally = run(own_seeds(), 300)
    assert tally.outcomes.total() == 300
    assert not tally.crashed
    assert tally.outcomes["read"] > 120
    assert tally.outcomes["damaged"] + tally.outcomes["truncated"] > 20
    assert tally.left_open <= 0  # what other tests left may have been closed meanwhile
    assert tally.grown < _A_LITTLE


def test_what_broke_a_reader_once_is_read_or_refused() -> None:
    with Workers(limits=Limits(cpu=10, wall=20)) as workers:
        for path, outcome in workers.read(FINDINGS):
            assert isinstance(outcome, Document) or outcome.reason not in _GIVEN_UP, f"{path.name}: {outcome}"
