"""The headings of a text: which stand above a leaf, how its contents are indented, and which heading of another edition
says the same. It sees only `Contents`, never a text.
"""

import re
from collections import Counter

from msgspec import Struct

from firsthand.catalogue.reading import Contents, ContentsEntry
from firsthand.exports.flow import same_words

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)(?:[.):]?\s)")


class Place(Struct, frozen=True):
    """Somewhere in an edition."""

    leaf: int
    anchor: str | None = None
    exact: bool = False
    """The place corresponds to the one asked for; otherwise it is a beginning from which a reader can look for it."""


def without_title(contents: Contents, title: str) -> tuple[ContentsEntry, ...]:
    """The entries, but for a first one that only repeats the edition's title."""
    entries = contents.entries
    return entries[1:] if entries and same_words(entries[0].title, title) else entries


def depths(entries: tuple[ContentsEntry, ...]) -> list[int]:
    """How deep each entry stands under the others, from 0; levels that a text skips do not count."""
    trail: list[int] = []
    found = []
    for entry in entries:
        while trail and trail[-1] >= entry.level:
            trail.pop()
        found.append(len(trail))
        trail.append(entry.level)
    return found


def above(entries: tuple[ContentsEntry, ...], leaf: int) -> list[ContentsEntry]:
    """The headings under which a leaf begins, outermost first."""
    trail: list[ContentsEntry] = []
    for entry in entries:
        if entry.leaf >= leaf:
            break
        trail = [before for before in trail if before.level < entry.level]
        trail.append(entry)
    return trail


def correspond(here: Contents, titles: tuple[str, str], there: Contents, position: int | None) -> Place:
    """Where in another edition the heading stands that is at `position` (in `without_title`) of this one.

    Headings with numbers of their own correspond by these. Where no number says otherwise, two editions correspond if
    their headings are as many and are nested alike throughout; if only their outermost headings are as many, then
    outermost headings do. In all other cases nothing is promised: the place is the last one before that is known.
    `titles` are those of both editions. `position` None is the start of the text.
    """
    ours, theirs = without_title(here, titles[0]), without_title(there, titles[1])
    if position is None:
        return Place(1, exact=True)
    known = _by_number(ours, theirs)
    if position in known:
        return _place(theirs[known[position]], exact=True)
    if all(index == other for index, other in known.items()) and depths(ours) == depths(theirs):
        return _place(theirs[position], exact=True)
    our_parts, their_parts = _outermost(ours), _outermost(theirs)
    if not known and len(our_parts) == len(their_parts) > 1:
        part = sum(1 for index in our_parts if index <= position) - 1
        return _place(theirs[their_parts[part]], exact=our_parts[part] == position)
    before = max((index for index in known if index < position), default=None)
    return Place(1) if before is None else _place(theirs[known[before]], exact=False)


def _place(entry: ContentsEntry, *, exact: bool) -> Place:
    return Place(entry.leaf, entry.anchor, exact)


def _by_number(ours: tuple[ContentsEntry, ...], theirs: tuple[ContentsEntry, ...]) -> dict[int, int]:
    """Our heading -> theirs with the same number, if both texts count in the same order and no number comes twice."""
    own, other = _numbers(ours), _numbers(theirs)
    shared = [number for number in own if number in other]
    in_order = shared == [number for number in other if number in own]
    return {own[number]: other[number] for number in shared} if in_order else {}


def _numbers(entries: tuple[ContentsEntry, ...]) -> dict[tuple[int, ...], int]:
    """The numbers that headings begin with ("3.", "4.2"), those of one heading only -> the index of that heading."""
    found = [(tuple(map(int, form[1].split("."))), index) for index, entry in enumerate(entries)
             if (form := _NUMBER.match(entry.title))]  # fmt: skip
    times = Counter(number for number, _ in found)
    return {number: index for number, index in found if times[number] == 1}


def _outermost(entries: tuple[ContentsEntry, ...]) -> list[int]:
    return [index for index, depth in enumerate(depths(entries)) if depth == 0]


def position_of(entries: tuple[ContentsEntry, ...], leaf: int, *, starts_with_heading: bool) -> int | None:
    """The index of the heading that stands over the beginning of a leaf; None at the start of the text."""
    found = None
    for index, entry in enumerate(entries):
        if entry.leaf < leaf or (entry.leaf == leaf and starts_with_heading):
            found = index
            if entry.leaf == leaf:
                break
        else:
            break
    return None if leaf == 1 else found
