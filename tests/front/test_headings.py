"""Places in one edition find their places in another one only where both are built alike."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.reading import Contents, ContentsEntry
from firsthand.front.headings import above, correspond, depths, without_title


def contents(levels: list[int], *, word: str = "Section") -> Contents:
    entries = tuple(
        ContentsEntry(f"{word} {number}", level, f"{word}-{number}", number // 3 + 1)
        for number, level in enumerate(levels)
    )
    return Contents("en", len(levels) // 3 + 1, entries)


LEVELS = st.lists(st.integers(1, 6), min_size=1, max_size=20)


@given(LEVELS, st.data())
def test_editions_built_alike_correspond_section_by_section(levels: list[int], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(levels) - 1))
    place = correspond(contents(levels), ("A", "B"), contents(levels, word="Раздел"), position)
    assert place.exact
    assert place.anchor == f"Раздел-{position}"


@given(LEVELS, LEVELS, st.data())
def test_a_place_is_never_promised_between_editions_built_otherwise(
    ours: list[int], theirs: list[int], data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(ours) - 1))
    here, there = contents(ours), contents(theirs)
    place = correspond(here, ("A", "B"), there, position)
    depth_here, depth_there = depths(here.entries), depths(there.entries)
    if place.exact and depth_here != depth_there:
        assert depth_here[position] == 0
        assert depth_here.count(0) == depth_there.count(0)
        part = depth_here[: position + 1].count(0)
        found = [entry.anchor for entry in there.entries].index(place.anchor or "")
        assert depth_there[: found + 1].count(0) == part
    assert 1 <= place.leaf <= there.leaves


def numbered(*titles: str) -> Contents:
    return Contents("en", 9, tuple(ContentsEntry(title, 1, title, place) for place, title in enumerate(titles, 1)))


def test_headings_with_numbers_correspond_by_them_however_many_others_there_are() -> None:
    here = numbered("How to ask", "1. Before", "2. Risks", "3. Who", "Annex B Annex C")
    there = numbered("1. Avant", "2. Risques", "3. Qui", "Annexe B", "Annexe C")
    places = [correspond(here, ("A", "B"), there, position) for position in range(5)]
    assert [place.anchor for place in places] == [None, "1. Avant", "2. Risques", "3. Qui", "3. Qui"]
    assert [place.exact for place in places] == [False, True, True, True, False]


def test_numbers_in_other_digits_are_the_same_numbers() -> None:
    place = correspond(numbered("Words", "1 One", "2 Two"), ("A", "B"), numbered("١. واحد", "٢. اثنان"), 2)
    assert (place.anchor, place.exact) == ("٢. اثنان", True)


def test_numbers_that_begin_anew_or_stand_in_another_order_say_nothing() -> None:
    anew = numbered("1. A", "2. B", "1. C", "2. D")
    assert correspond(anew, ("A", "B"), numbered("1. E", "2. F", "1. G", "2. H"), 2).anchor == "1. G"
    place = correspond(numbered("1. A", "2. B"), ("A", "B"), numbered("2. E", "1. F", "3. G"), 1)
    assert not place.exact


@given(LEVELS)
def test_depths_go_down_one_at_a_time(levels: list[int]) -> None:
    found = depths(contents(levels).entries)
    assert found[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(found))


@given(LEVELS, st.integers(1, 8))
def test_the_headings_above_a_leaf_are_nested(levels: list[int], leaf: int) -> None:
    trail = above(contents(levels).entries, leaf)
    assert all(entry.leaf < leaf for entry in trail)
    assert [entry.level for entry in trail] == sorted({entry.level for entry in trail})


def test_a_heading_that_repeats_the_title_does_not_count() -> None:
    whole = contents([1, 2, 2], word="Section")
    assert [entry.anchor for entry in without_title(whole, "SECTION 0!")] == ["Section-1", "Section-2"]
    assert without_title(whole, "Another") == whole.entries
