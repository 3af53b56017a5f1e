"""Counts that lead to nobody: laws over any signers, and an attacker who has kept every release and signs as well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue import places
from firsthand.catalogue.counting import Counted, tally
from firsthand.catalogue.records import Display, Tally

CODES = ["KE", "UG", "ZA", "GB", "FR", "UA", "VN", "AQ", "002", "014", "001", "ZZ", "", None]
SIGNER = st.builds(
    Counted,
    display=st.sampled_from([Display.COUNTRY, Display.COUNTRY, Display.COUNTRY, Display.WITHHELD]),
    place=st.sampled_from(CODES),
    version=st.sampled_from([None, 1, 2, 2]),
)
SIGNERS = st.lists(SIGNER, max_size=60)
SMALLEST = st.integers(1, 9)
SECRET = st.sampled_from([b"", b"one", b"another", b"x" * 80])


def _within(tallies: Iterable[Tally], area: str | None) -> int:
    """What a reader adds up for an area; everything for None."""
    return sum(
        one.count
        for one in tallies
        if area is None or (one.place and (one.place == area or area in places.parents(one.place)))
    )


def _true(signers: Iterable[Counted], area: str | None) -> int:
    there = [
        Tally(1, one.place) for one in signers if one.display is Display.COUNTRY and places.is_known(one.place or "")
    ]
    return len(list(signers)) if area is None else _within(there, area)


@given(SIGNERS, SMALLEST, SECRET)
def test_no_group_is_smaller_than_the_smallest_and_none_is_told_twice(
    signers: list[Counted], smallest: int, secret: bytes
) -> None:
    told = tally(signers, smallest, secret)
    assert all(one.count >= smallest for one in told)
    assert len({(one.place, one.version) for one in told}) == len(told)
    assert all(one.place is None or places.is_known(one.place) for one in told)


@given(SIGNERS, SMALLEST, SECRET)
def test_sums_never_exceed_the_truth_and_lack_less_than_a_group_of_each_version(
    signers: list[Counted], smallest: int, secret: bytes
) -> None:
    told = tally(signers, smallest, secret)
    for version in {one.version for one in signers}:
        own = [one for one in signers if one.version == version]
        told_of_it = [one for one in told if one.version == version]
        assert len(own) - smallest < _within(told_of_it, None) <= len(own)
        for area in ("KE", "014", "002", "150", "142"):
            assert _within(told_of_it, area) <= _true(own, area)


@given(SIGNERS, SMALLEST, SECRET, st.randoms(use_true_random=False))
def test_order_tells_nothing(signers: list[Counted], smallest: int, secret: bytes, random: object) -> None:
    mixed = list(signers)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(mixed, smallest, secret) == tally(signers, smallest, secret)


@given(SIGNERS, SECRET)
def test_those_who_ask_for_nothing_but_to_be_counted_have_no_place(signers: list[Counted], secret: bytes) -> None:
    hidden = [Counted(Display.WITHHELD, one.place, 1) for one in signers]
    assert all(one.place is None for one in tally(hidden, 2, secret))


@given(
    st.lists(st.tuples(st.booleans(), SIGNER), max_size=60),
    st.lists(st.integers(0, 60), max_size=6),
    st.integers(2, 6),
    SECRET,
)
def test_no_sum_and_no_difference_between_any_releases_is_a_small_group(
    steps: list[tuple[bool, Counted]], published: list[int], smallest: int, secret: bytes
) -> None:
    """The attacker has all releases, adds up what can be added up in each, and takes everything from everything."""
    releases: list[tuple[Tally, ...]] = [()]
    standing: list[Counted] = []
    for number, (leaves, signer) in enumerate(steps):
        if leaves and standing:
            standing.pop(len(standing) * number % len(standing))
        else:
            standing.append(signer)
        if number in published or number == len(steps) - 1:
            releases.append(tally(standing, smallest, secret))
            assert _within(releases[-1], None) <= len(standing)
    sums = {total for release in releases for total in _sums(release)}
    for one, other in combinations(sums, 2):
        assert abs(one - other) >= smallest


def _sums(release: Sequence[Tally]) -> set[int]:
    """Every area with and without each version, and every single number."""
    found = {one.count for one in release}
    for version in (None, 1, 2, "any"):
        of_it = [one for one in release if version in ("any", one.version)]
        found |= {_within(of_it, area) for area in (None, "KE", "014", "202", "002", "150", "142")}
        found.add(sum(one.count for one in of_it if one.place is None))
    return found


@given(st.integers(2, 9))
def test_who_signs_and_withdraws_does_not_learn_how_many_others_there_are(smallest: int) -> None:
    """Whether one's own signature moves the number of a country says nothing of how many others signed there."""
    moved: Counter[int] = Counter()
    for number in range(256):
        secret = number.to_bytes(8, "big")
        for others in range(smallest, 2 * smallest):
            before = _within(tally([Counted(Display.COUNTRY, "KE")] * others, smallest, secret), "KE")
            after = _within(tally([Counted(Display.COUNTRY, "KE")] * (others + 1), smallest, secret), "KE")
            moved[others] += before != after
    assert set(moved) == set(range(smallest, 2 * smallest))
    assert all(moved.values())


def test_small_countries_join_their_region_and_small_regions_the_rest() -> None:
    def some(place: str, count: int) -> list[Counted]:
        return [Counted(Display.COUNTRY, place, 1)] * count

    told = tally(some("KE", 6) + some("UG", 3) + some("ZA", 2) + some("FR", 3) + some("VN", 2), 5)
    assert told == (Tally(5, "KE", 1), Tally(5, "002", 1), Tally(5, None, 1))


def test_a_withdrawal_is_seen_at_once() -> None:
    group = [Counted(Display.WITHHELD)] * 10
    assert tally(group, 5) == (Tally(10),)
    assert tally(group[1:], 5) == (Tally(5),)
    assert tally(group[6:], 5) == ()


def test_who_is_named_is_not_counted_here() -> None:
    with pytest.raises(ValueError, match="name"):
        tally([Counted(Display.NAME, "KE")], 5)
    with pytest.raises(ValueError, match="0"):
        tally([], 0)


@given(st.lists(SIGNER, max_size=40), SMALLEST, SECRET, st.data())
def test_sums_grow_in_steps_and_fall_at_once(
    signers: list[Counted], smallest: int, secret: bytes, data: st.DataObject
) -> None:
    told = [_within(tally(signers[:count], smallest, secret), None) for count in range(len(signers) + 1)]
    steps = [after - before for before, after in pairwise(told)]
    assert all(step == 0 or step >= smallest for step in steps)
    if signers:
        left = signers[:]
        left.pop(data.draw(st.integers(0, len(signers) - 1)))
        assert _within(tally(left, smallest, secret), None) <= min(told[-1], len(left))
