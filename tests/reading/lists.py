"""Blocks as programs want them: items in lists within lists, and what stands beside the text in one piece."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tests.reading.source import Block


class Branch(NamedTuple):
    block: Block
    children: list["Branch"]


class Chunk(NamedTuple):
    """`kind` is "list", or that of the one block; `inside` is where it stands."""

    kind: str
    inside: str
    block: Block | None = None
    branches: tuple[Branch, ...] = ()


def nest(items: Iterable[Block]) -> tuple[Branch, ...]:
    top: list[Branch] = []
    for block in items:
        place = top
        for _ in range(block.level):
            place = place[-1].children
        place.append(Branch(block, []))
    return tuple(top)


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class Numbering(NamedTuple):
    """`kind` is "", "1", "a" or "i"; `start` the number of the first item."""

    kind: str
    start: int


def find_numbering(group: Sequence[Branch]) -> Numbering:
    """That of a run of one kind, told by its first markers; "(i)" is a numeral where "(ii)" or nothing follows it."""
    first, *others = [branch.block.marker for branch in group]
    if not first:
        return Numbering("", 1)
    if not first.startswith("("):
        return Numbering("1", int(first[:-1]))
    if first[1:-1] in ROMAN and (not others or others[0][1:-1] in ROMAN):
        return Numbering("i", ROMAN.index(first[1:-1]) + 1)
    return Numbering("a", ord(first[1]) - ord("a") + 1)


def runs_of_kind(branches: Iterable[Branch]) -> Iterator[list[Branch]]:
    """Bulleted and numbered items are lists of their own."""
    for _, group in groupby(branches, key=lambda branch: bool(branch.block.marker)):
        yield list(group)


def chunk(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Chunk]]]:
    """What stands together, with the place in which it stands ("" for the text itself)."""
    for inside, beside in groupby(blocks, key=lambda block: block.inside):
        chunks: list[Chunk] = []
        for is_item, group in groupby(beside, key=lambda block: block.kind == "item"):
            if is_item:
                chunks.append(Chunk("list", inside, branches=nest(group)))
            else:
                chunks += [Chunk(block.kind, inside, block) for block in group]
        yield inside, chunks
