"""Steps run in processes of this machine, and one that dies takes nothing along."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pools.tasks import (
    die_at_three,
    die_once,
    double,
    give_what_cannot_travel,
    length,
    own_process,
    refuse_seven,
    sleep_long,
)

from firsthand.pools import Fallen, PoolError, open_pool
from firsthand.pools.local import LocalPool
from firsthand.pools.protocol import ATTEMPTS


def test_steps_run_in_other_processes_that_are_kept(tmp_path: Path) -> None:
    with open_pool(count=2) as pool:
        assert list(pool.map(double, range(100))) == [(number, 2 * number) for number in range(100)]
        processes = {process for _, process in pool.map(own_process, range(100))}
    assert 1 <= len(processes) <= 2
    assert os.getpid() not in processes


def test_large_items_and_many_of_them_are_no_hindrance() -> None:
    with LocalPool(2) as pool:
        items = (bytes(3_000_000) for _ in range(40))
        assert [size for _, size in pool.map(length, items, weigh=len)] == [3_000_000] * 40


def test_an_item_that_always_ends_its_process_falls_and_the_others_do_not() -> None:
    with LocalPool(2) as pool:
        results = dict(pool.map(die_at_three, range(12), ordered=False))
    assert results == {number: Fallen(ATTEMPTS) if number == 3 else number for number in range(12)}


def test_an_item_is_tried_again_where_its_process_died(tmp_path: Path) -> None:
    names = [f"item-{number}" for number in range(3)]
    with LocalPool(2) as pool:
        results = [result for _, result in pool.map(die_once, [str(tmp_path / name) for name in names])]
    assert results == names


def test_what_a_step_raises_is_raised_here_and_the_pool_goes_on() -> None:
    with LocalPool(2) as pool:
        with pytest.raises(LookupError, match="Seven is not there"):
            list(pool.map(refuse_seven, range(30)))
        assert len(list(pool.map(refuse_seven, range(5)))) == 5


def test_a_result_that_cannot_travel_is_told() -> None:
    with LocalPool(1) as pool, pytest.raises(PoolError, match="pickle"):
        list(pool.map(give_what_cannot_travel, [1]))


def test_what_runs_is_ended_when_nobody_waits_for_it_any_more() -> None:
    def items() -> Iterator[int]:
        yield from range(3)
        raise KeyboardInterrupt

    with LocalPool(2) as pool, pytest.raises(KeyboardInterrupt):
        list(pool.map(sleep_long, items()))


def test_a_pool_that_was_closed_may_be_used_again() -> None:
    pool = LocalPool(1)
    for _ in range(2):
        assert list(pool.map(double, [4])) == [(0, 8)]
        pool.close()
