"""The leaves of a text as the chapters of a book: what a leaf of the reading room had to cut is whole again.

A table that goes on over several leaves repeats its headings on each; here it is one. It knows nothing of any format.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.reading import Heading, Leaf, Node
from firsthand.documents.model import Footnote, Table, plain
from firsthand.exports.flow import same_words


class Chapter(Struct, frozen=True):
    leaf: Leaf
    leaves: tuple[int, ...]
    """The numbers of the leaves that it is made of; the first is its own."""
    levels: tuple[int, ...]
    """Of the headings under which it begins, outermost first."""


def chapters(leaves: Iterable[Leaf], title: str) -> Iterator[Chapter]:
    """Chapters in reading order. A first heading that repeats the title is above none of them."""
    trail: list[int] = []
    for numbers, leaf in _whole(leaves):
        chapter = Chapter(leaf, numbers, tuple(trail))
        for place, node in enumerate(leaf.nodes):
            block = node.block
            if not isinstance(block, Heading) or (leaf.number == 1 and place == 0 and repeats_title(node, title)):
                continue
            while trail and trail[-1] >= block.level:
                trail.pop()
            trail.append(block.level)
        yield chapter


def repeats_title(node: Node, title: str) -> bool:
    return isinstance(node.block, Heading) and same_words(plain(node.block.runs), title)


def _whole(leaves: Iterable[Leaf]) -> Iterator[tuple[tuple[int, ...], Leaf]]:
    """Leaves with the numbers of those that they now hold."""
    numbers: tuple[int, ...] = ()
    held: Leaf | None = None
    for leaf in leaves:
        if held is not None and leaf.nodes and _repeated(_last(held.nodes), leaf.nodes[0]):
            held = replace(held, nodes=_united((*held.nodes, *leaf.nodes)))
            numbers = (*numbers, leaf.number)
            continue
        if held is not None:
            yield numbers, held
        numbers, held = (leaf.number,), replace(leaf, nodes=_united(leaf.nodes))
    if held is not None:
        yield numbers, held


def _last(nodes: tuple[Node, ...]) -> Node | None:
    return next((node for node in reversed(nodes) if not isinstance(node.block, Footnote)), None)


def _united(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    kept: list[Node] = []
    last: int | None = None
    for node in nodes:
        above = kept[last] if last is not None else None
        if last is not None and (count := _repeated(above, node)):
            kept[last] = _joined(kept[last], node, count)
            continue
        if not isinstance(node.block, Footnote):
            last = len(kept)
        kept.append(node)
    return tuple(kept)


def _repeated(above: Node | None, node: Node) -> int:
    """How many rows of headings a table repeats from that above it; 0 where it is another table, or none."""
    if above is None or not isinstance(above.block, Table) or not isinstance(node.block, Table):
        return 0
    ids = node.ids
    count = next((place for place, id_ in enumerate(ids) if id_), len(ids))
    head = node.block.rows[:count]
    headings = all(cell.header for row in head for cell in row.cells)
    alike = node.block.caption == above.block.caption and head == above.block.rows[:count]
    return count if headings and alike and any(above.ids[:count]) else 0


def _joined(above: Node, node: Node, repeated: int) -> Node:
    assert isinstance(above.block, Table)
    assert isinstance(node.block, Table)
    rows = (*above.block.rows, *node.block.rows[repeated:])
    return Node(replace(above.block, rows=rows), (*above.ids, *node.ids[repeated:]))
