"""Passages that are taken out of a text before anyone reads it: a mark stands in their place, and nothing else is left.

A passage is known by its lasting name. Headings are none, so they can't be withheld.
"""

import hashlib
from collections.abc import Collection, Iterable

from msgspec import structs

from firsthand.catalogue.naming import normal, passage_id
from firsthand.catalogue.reading import Contents, Heading, Leaf, Node, Reading, passages
from firsthand.documents.model import (
    Block,
    Code,
    Cue,
    Figure,
    Footnote,
    ListItem,
    Paragraph,
    Quotation,
    Remark,
    Row,
    Run,
    Table,
    plain,
)

MARK = "[…]"
"""What stands in the place of a passage: how an omission is marked in every language of the library."""

REMARK = "withheld"
"""The code of the remark that tells readers of it."""


def name_without(text: str, ids: Iterable[str]) -> str:
    """The fingerprint of a text without some of its passages."""
    return hashlib.sha256("\n".join((text, *sorted(set(ids)))).encode()).hexdigest()


def withhold(reading: Reading, ids: Collection[str]) -> tuple[Reading, frozenset[str]]:
    """A reading without some of its passages, and those names among `ids` that no passage of it has."""
    there = {passage.id: passage for passage in passages(reading.leaves)}
    found = frozenset(ids) & there.keys()
    if not found:
        return reading, frozenset(ids)
    words = frozenset(normal(there[id_].text) for id_ in found)
    leaves = tuple(_leaf(leaf, found, words) for leaf in reading.leaves)
    return Reading(_contents(reading, leaves, len(found)), leaves), frozenset(ids) - found


def _contents(reading: Reading, leaves: tuple[Leaf, ...], count: int) -> Contents:
    before = reading.contents
    every = list(passages(leaves))
    shown = {node.block.image for leaf in leaves for node in leaf.nodes if isinstance(node.block, Figure)}
    told = Remark(REMARK, f"{count} passages were withdrawn from this text.", count=count)
    return structs.replace(
        before,
        passages={passage.id: passage.leaf for passage in every},
        words=sum(len(passage.text.split()) for passage in every if passage.text != MARK),
        images={sha256: picture for sha256, picture in before.images.items() if sha256 in shown},
        remarks=(*before.remarks, told),
    )


def _leaf(leaf: Leaf, ids: frozenset[str], words: frozenset[str]) -> Leaf:
    return structs.replace(leaf, nodes=tuple(_node(node, ids, words) for node in leaf.nodes))


def _node(node: Node, ids: frozenset[str], words: frozenset[str]) -> Node:
    if isinstance(node.block, Heading):
        return node
    if isinstance(node.block, Table):
        return _table(node.block, node.ids, ids, words)
    if not ids.intersection(node.ids):
        return node
    return Node(_marked(node.block), tuple(_other(id_) for id_ in node.ids))


def _marked(block: Block) -> Block:
    runs = (Run(MARK),)
    match block:
        case Code():
            return structs.replace(block, text=MARK)
        case Cue():
            return structs.replace(block, runs=runs, speaker=None)
        case Footnote() | ListItem() | Quotation() | Paragraph():
            return structs.replace(block, runs=runs)
        case _:
            return Paragraph(runs, locator=block.locator)


def _table(table: Table, own: tuple[str, ...], ids: frozenset[str], words: frozenset[str]) -> Node:
    """Row by row; a heading that is repeated on a later leaf has no name there, and is known by its words."""
    rows = []
    for id_, row in zip(own, table.rows, strict=True):
        hidden = id_ in ids or (not id_ and normal(_words(row)) in words)
        rows.append(_row(row) if hidden else row)
    return Node(structs.replace(table, rows=tuple(rows)), tuple(_other(id_) if id_ in ids else id_ for id_ in own))


def _row(row: Row) -> Row:
    return structs.replace(row, cells=tuple(structs.replace(cell, runs=(Run(MARK),)) for cell in row.cells))


def _words(row: Row) -> str:
    return " | ".join(filter(None, (plain(cell.runs) for cell in row.cells)))


def _other(id_: str) -> str:
    """The name of the mark, which is not that of the passage."""
    return passage_id(MARK, id_)
