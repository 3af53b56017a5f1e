"""An edition's text as it is read: leaves of a page's length, made of nodes, whose passages have lasting names.

A Document is a tree of unlimited depth; a reader turns leaves. `compose` cuts the one into the other, and gives each
passage its id. The leaves of an edition, and its contents, are what a release keeps of a text.
"""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Row,
    Runs,
    Section,
    Table,
    plain,
)

COMPOSITION = 1
"""Raised whenever `compose` would give another reading of the same document; readings made before are then redone."""

LEAF_CHARACTERS = 16_000
"""A leaf is closed at the next block after so many characters; at the next heading after half as many."""


class Heading(Struct, frozen=True, omit_defaults=True, tag="heading"):
    runs: Runs
    level: int
    anchor: str
    """Unique in the edition; the fragment of its link."""
    language: str | None = None
    locator: Locator | None = None


class Node(Struct, frozen=True, omit_defaults=True):
    """A heading, or a block with the ids of its passages: one, but for a table one for each row."""

    block: Heading | Block
    ids: tuple[str, ...] = ()


class Leaf(Struct, frozen=True, omit_defaults=True):
    """What is shown on one page of the reading room."""

    number: int
    """From 1."""
    title: str
    """The first heading of the leaf, or else the one under which it goes on; empty for a text without headings."""
    path: tuple[str, ...] = ()
    """The headings above the leaf's first block, outermost first, its own not among them."""
    nodes: tuple[Node, ...] = ()


class ContentsEntry(Struct, frozen=True, omit_defaults=True):
    title: str
    level: int
    anchor: str
    leaf: int
    page: str | None = None
    """The page's printed number, or its count."""


class Picture(Struct, frozen=True):
    """What a page must know of an image to make room for it and serve it."""

    media_type: str
    """image/png, image/jpeg or image/webp."""
    width: int
    """Pixels."""
    height: int


class Contents(Struct, frozen=True, omit_defaults=True):
    """What is known of a text without opening its leaves."""

    language: str | None
    leaves: int
    entries: tuple[ContentsEntry, ...] = ()
    passages: dict[str, int] = {}
    """Passage id -> number of its leaf, in reading order."""
    words: int = 0
    pages: int | None = None
    duration: float | None = None
    remarks: tuple[str, ...] = ()
    leaf_titles: tuple[str, ...] = ()
    images: dict[str, Picture] = {}
    """SHA-256 of each image of the text (`Figure.image`) -> its form."""


class Reading(Struct, frozen=True):
    contents: Contents
    leaves: tuple[Leaf, ...]


class Passage(Struct, frozen=True, omit_defaults=True):
    """The smallest thing that can be found, linked and quoted."""

    id: str
    kind: str
    """The tag of the block it comes from; "row" for a table's row."""
    text: str
    leaf: int
    headings: tuple[str, ...] = ()
    """Outermost first."""
    language: str | None = None
    """Only where it differs from the edition's."""
    locator: Locator | None = None


def compose(document: Document) -> Reading:
    """Cut a document into leaves and name its passages."""
    nodes = list(_name(_flatten(document)))
    leaves = tuple(_cut(nodes))
    return Reading(contents=_contents(document, leaves), leaves=leaves)


def passages(leaves: tuple[Leaf, ...] | list[Leaf]) -> Iterator[Passage]:
    """Every passage in reading order, with the headings above it."""
    trail: list[tuple[int, str]] = []
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Heading):
                trail = [*((level, title) for level, title in trail if level < node.block.level)]
                trail.append((node.block.level, plain(node.block.runs)))
                continue
            headings = tuple(title for _, title in trail)
            for id_, (kind, text, locator) in zip(node.ids, _texts(node.block), strict=True):
                yield Passage(id_, kind, text, leaf.number, headings, node.block.language, locator)


def passage_id(text: str, occurrence: int = 0) -> str:
    """Name a passage by its own words: ten letters and digits (50 bits of SHA-256) in lower case.

    White space and case do not count, so that a reflowed paragraph keeps its name. `occurrence` tells apart passages of
    one edition that say the same: 0 for the first, 1 for the second.
    """
    key = " ".join(text.split()).casefold()
    if occurrence:
        key = f"{key}\n{occurrence}"
    return b32encode(hashlib.sha256(key.encode()).digest())[:10].decode().lower()


def _flatten(document: Document) -> Iterator[Heading | Block]:
    taken: Counter[str] = Counter()
    for number, section in enumerate(document.walk()):
        if section.heading:
            yield Heading(
                section.heading,
                max(section.level, 1),
                _anchor(section, number, taken),
                section.language,
                section.locator,
            )
        yield from section.blocks


def _anchor(section: Section, number: int, taken: Counter[str]) -> str:
    """Anchors of headings keep the file's own names, since its links use them; others are named by their words."""
    name = section.anchor or "s-" + passage_id(plain(section.heading) or str(number))
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _name(blocks: Iterator[Heading | Block]) -> Iterator[Node]:
    seen: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Heading):
            yield Node(block)
            continue
        ids = []
        for _, text, _ in _texts(block):
            key = passage_id(text)
            ids.append(passage_id(text, seen[key]))
            seen[key] += 1
        yield Node(block, tuple(ids))


def _texts(block: Block) -> list[tuple[str, str, Locator | None]]:
    """Kind, text and place of each passage of a block."""
    match block:
        case Table(rows=rows, locator=locator):
            return [("row", _row_text(row), row.locator or locator) for row in rows]
        case Figure(alternative=alternative, caption=caption, locator=locator):
            return [("figure", "\n".join(filter(None, (alternative, plain(caption)))), locator)]
        case Code(text=text, locator=locator):
            return [("code", text, locator)]
        case Paragraph() | ListItem() | Quotation() | Footnote() | Cue():
            return [(str(type(block).__struct_config__.tag), plain(block.runs), block.locator)]


def _row_text(row: Row) -> str:
    def text(cell: Cell) -> str:
        return plain(cell.runs)

    return " | ".join(filter(None, map(text, row.cells)))


def _cut(nodes: list[Node]) -> Iterator[Leaf]:
    """Leaves end before a heading where they can, and never between a heading and what follows it."""
    trail: list[tuple[int, str]] = []
    pending: list[Node] = []
    path: tuple[str, ...] = ()
    title, size, number = "", 0, 1
    for node in nodes:
        heading = node.block if isinstance(node.block, Heading) else None
        after_heading = bool(pending) and isinstance(pending[-1].block, Heading)
        if pending and not after_heading and size > (LEAF_CHARACTERS / 2 if heading else LEAF_CHARACTERS):
            yield Leaf(number, title, path, tuple(pending))
            number, pending, size = number + 1, [], 0
            path, title = tuple(text for _, text in trail[:-1]), trail[-1][1] if trail else ""
        if heading:
            trail = [entry for entry in trail if entry[0] < heading.level]
            if not pending:
                path, title = tuple(text for _, text in trail), plain(heading.runs)
            trail.append((heading.level, plain(heading.runs)))
        elif not isinstance(node.block, Heading):
            size += sum(len(text) for _, text, _ in _texts(node.block))
        pending.append(node)
    if pending:
        yield Leaf(number, title, path, tuple(pending))


def _contents(document: Document, leaves: tuple[Leaf, ...]) -> Contents:
    entries, ids, words = [], {}, 0
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Heading):
                entries.append(_entry(node.block, leaf.number))
                continue
            ids.update(dict.fromkeys(node.ids, leaf.number))
            words += sum(len(text.split()) for _, text, _ in _texts(node.block))
    return Contents(
        language=document.language,
        leaves=len(leaves),
        entries=tuple(entries),
        passages=ids,
        words=words,
        pages=document.pages,
        duration=document.duration,
        remarks=tuple(remark.message for remark in document.remarks),
        leaf_titles=tuple(leaf.title for leaf in leaves),
        images={image.sha256: Picture(image.media_type, image.width, image.height) for image in document.images},
    )


def _entry(heading: Heading, leaf: int) -> ContentsEntry:
    return ContentsEntry(plain(heading.runs), heading.level, heading.anchor, leaf, printed_page(heading.locator))


def printed_page(locator: Locator | None) -> str | None:
    """The page as a person would cite it: the printed number where there is one, or else the count."""
    if locator is None or locator.page is None:
        return None
    return locator.label or str(locator.page)
