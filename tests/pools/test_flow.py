"""Items flow through a pool in bounded numbers, and all results come, whatever order they are done in."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.pools import Fallen
from firsthand.pools.flow import Flow
from firsthand.pools.protocol import ATTEMPTS, HEAVY, DiedError


class Disorder:
    """Lanes on which any run may end next, and on which some items end their process so many times."""

    def __init__(self, seed: int = 0, room: int = 4, deaths: dict[int, int] | None = None) -> None:
        self.random, self.width, self.deaths = Random(seed), room, dict(deaths or {})
        self.runs: dict[int, int] = {}
        self.started = self.widest = 0
        self.stopped: list[int] = []

    def room(self) -> int:
        return self.width

    def hand(self, item: int) -> int:
        return item

    def start(self, handed: int, _attempt: int, /) -> int:
        self.started += 1
        self.runs[self.started] = handed
        self.widest = max(self.widest, len(self.runs))
        return self.started

    def wait(self, runs: list[int]) -> list[int]:
        return self.random.sample(runs, self.random.randint(1, len(runs)))

    def take(self, run: int) -> int:
        item = self.runs.pop(run)
        if self.deaths.get(item, 0):
            self.deaths[item] -= 1
            raise DiedError
        return -item

    def stop(self, runs: list[int]) -> None:
        self.stopped = runs


@given(
    st.integers(0, 40), st.integers(0, 99), st.integers(1, 9), st.dictionaries(st.integers(0, 40), st.integers(0, 4))
)
def test_results_come_in_the_order_of_their_items_whatever_dies(
    count: int, seed: int, room: int, deaths: dict[int, int]
) -> None:
    lanes = Disorder(seed, room, deaths)
    results = list(Flow(lanes, range(count)).results())
    fallen = {item for item, times in deaths.items() if times >= ATTEMPTS}
    assert results == [(item, Fallen(ATTEMPTS) if item in fallen else -item) for item in range(count)]
    assert lanes.widest <= room


@given(st.integers(0, 40), st.integers(0, 99))
def test_without_order_every_result_comes_once_with_its_number(count: int, seed: int) -> None:
    results = list(Flow(Disorder(seed), range(count), ordered=False).results())
    assert sorted(results) == [(item, -item) for item in range(count)]


@given(st.integers(0, 99), st.booleans())
def test_no_more_is_taken_than_there_is_room_for(seed: int, ordered: bool) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(60):
            taken.append(item)
            yield item

    for given_before, _ in enumerate(Flow(Disorder(seed, 5), items(), ordered=ordered).results()):
        assert len(taken) <= given_before + 5


def test_heavy_items_wait_for_each_other_and_the_heaviest_goes_alone() -> None:
    lanes = Disorder(room=50)
    weights = {1: HEAVY // 2, 2: HEAVY // 2, 3: 3 * HEAVY}
    assert len(list(Flow(lanes, [1, 2, 3, 1, 2, 3], weights.__getitem__).results())) == 6
    assert lanes.widest == 2


def test_what_still_runs_is_given_up_with_the_results() -> None:
    lanes = Disorder(room=6)
    results = Flow(lanes, range(100)).results()
    next(results)
    results.close()
    assert lanes.stopped
    assert len(lanes.stopped) < 6


def test_an_error_of_whoever_gives_the_items_passes_through() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise LookupError("There is no second one.")

    lanes: Any = Disorder()
    with pytest.raises(LookupError, match="no second"):
        list(Flow(lanes, items()).results())
    assert lanes.stopped
