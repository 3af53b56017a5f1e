"""An edition's text as it is read: leaves of a page's length, made of nodes, whose passages have lasting names.

A Document is a tree of unlimited depth; a reader turns leaves. `compose` cuts the one into the other, and gives each
passage its id. The leaves of an edition, and its contents, are what a release keeps of a text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from firsthand.catalogue.naming import names, passage_id
from firsthand.catalogue.tables import split
from firsthand.documents.model import (
    Block,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Remark,
    Row,
    Runs,
    Section,
    Table,
    plain,
)

COMPOSITION = 2
"""Raised whenever `compose` would give another reading of the same document; readings made before are then redone."""

LEAF_BYTES = 18_000
"""The most UTF-8 text on a leaf: some 3,000 words of English, which weigh 7 to 10 KB compressed in any script. That
leaves room in the 40 KB of a first view for the tags between the words, the page around them and its style."""

PASSAGE_BYTES = 40
"""What a passage adds to its words: its name, its link and its tags."""


class Heading(Struct, frozen=True, omit_defaults=True, tag="heading"):
    runs: Runs
    level: int
    anchor: str
    """Unique in the edition; the fragment of its link."""
    language: str | None = None
    locator: Locator | None = None


class Node(Struct, frozen=True, omit_defaults=True):
    """A heading, or a block with the ids of its passages: one, but for a table one for each row.

    An id is empty where there is no passage: for a block or row without words, and for the rows of headings that a
    table repeats when it goes on from the leaf before.
    """

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
    remarks: tuple[Remark | str, ...] = ()
    """What those who read the text should know; sentences in English in releases of the first format."""
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
    """Outermost first; for a row of a table with its caption as the innermost."""
    language: str | None = None
    """Only where it differs from the edition's."""
    locator: Locator | None = None


def compose(document: Document) -> Reading:
    """Cut a document into leaves and name its passages."""
    leaves = tuple(_bind(_cut(_units(list(_name(_flatten(document)))))))
    return Reading(contents=_contents(document, leaves), leaves=leaves)


def passages(leaves: Iterable[Leaf]) -> Iterator[Passage]:
    """Every passage in reading order, with the headings above it."""
    return (step for step in steps(leaves) if isinstance(step, Passage))


def steps(leaves: Iterable[Leaf]) -> Iterator[Heading | Passage]:
    """Every heading and passage in reading order."""
    trail: list[tuple[int, str]] = []
    for leaf in leaves:
        for node in leaf.nodes:
            block = node.block
            if isinstance(block, Heading):
                trail = [*_above(trail, block), (block.level, plain(block.runs))]
                yield block
                continue
            caption = plain(block.caption) if isinstance(block, Table) else ""
            headings = tuple(filter(None, (*(title for _, title in trail), caption)))
            for id_, (kind, text, locator) in zip(node.ids, _texts(block), strict=True):
                if id_:
                    yield Passage(id_, kind, text, leaf.number, headings, block.language, locator)


def _above(trail: list[tuple[int, str]], heading: Heading) -> list[tuple[int, str]]:
    return [entry for entry in trail if entry[0] < heading.level]


def _flatten(document: Document) -> Iterator[Heading | Block]:
    taken: Counter[str] = Counter()
    for number, section in enumerate(document.walk()):
        if section.heading:
            level, anchor = max(section.level, 1), _anchor(section, number, taken)
            yield Heading(section.heading, level, anchor, section.language, section.locator)
        yield from section.blocks


def _anchor(section: Section, number: int, taken: Counter[str]) -> str:
    """Anchors of headings keep the file's own names, since its links use them; others are named by their words."""
    name = section.anchor or "s-" + passage_id(plain(section.heading) or str(number))
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _name(blocks: Iterable[Heading | Block]) -> Iterator[Node]:
    """Give each block the ids of its passages. A picture without words is named by its pixels."""
    nodes: list[tuple[Heading | Block, int]] = []
    keys: list[str] = []
    landmarks = []
    for block in blocks:
        if isinstance(block, Heading):
            landmarks.append(len(keys))
            own = [plain(block.runs)]
        else:
            image = (block.image if isinstance(block, Figure) else None) or ""
            own = [text or image for _, text, _ in _texts(block)]
        keys += own
        nodes.append((block, len(own)))
    ids = names(keys, landmarks)
    for block, count in nodes:
        own = [next(ids) for _ in range(count)]
        yield Node(block, () if isinstance(block, Heading) else tuple(own))


def _texts(block: Block) -> list[tuple[str, str, Locator | None]]:
    """Kind, text and place of each passage of a block."""
    match block:
        case Table(rows=rows, locator=locator):
            return [("row", _row_text(row), row.locator or locator) for row in rows]
        case Figure(alternative=alternative, caption=caption, text=text, locator=locator):
            return [("figure", "\n".join(filter(None, (alternative, plain(caption), text))), locator)]
        case Code(text=text, locator=locator):
            return [("code", text, locator)]
        case Paragraph() | ListItem() | Quotation() | Footnote() | Cue():
            # The lines of an address or of verse are one passage, found and quoted as one.
            words = plain(block.runs).replace("\n", " ")
            return [(str(type(block).__struct_config__.tag), words, block.locator)]


def _row_text(row: Row) -> str:
    return " | ".join(filter(None, (plain(cell.runs) for cell in row.cells)))


class _Unit(Struct):
    """What no leaf parts: a block with the headings right above it and the notes whose marks stand in it."""

    nodes: list[Node]
    level: int | None
    """Of the first heading."""
    notes: list[tuple[int, Node]]
    """With their place in the document, which gives their order."""
    size: int


def _units(nodes: list[Node]) -> list[_Unit]:
    """Gather the units of a text, its long tables cut to the size of a leaf."""
    units: list[_Unit] = []
    notes: list[tuple[int, _Unit | None, Node]] = []
    marked: dict[str, _Unit] = {}
    open_ = False
    for place, node in enumerate(nodes):
        if isinstance(node.block, Footnote):
            notes.append((place, units[-1] if units else None, node))
            continue
        for part in _parts(node):
            heading = isinstance(part.block, Heading)
            if not open_:
                units.append(_Unit([], part.block.level if isinstance(part.block, Heading) else None, [], 0))
            unit = units[-1]
            unit.nodes.append(part)
            unit.size += _size(part)
            open_ = heading and unit.size < LEAF_BYTES
            for mark in _marks(part.block):
                marked.setdefault(mark, unit)
    _attach(notes, marked, units)
    return units


def _attach(notes: list[tuple[int, _Unit | None, Node]], marked: dict[str, _Unit], units: list[_Unit]) -> None:
    """Give each note to the unit in which its mark stands; one whose mark is nowhere stays where it is."""
    for place, above, node in notes:
        block = node.block
        unit = marked.get(block.id) if isinstance(block, Footnote) else None
        unit = unit or above
        if unit is None:
            if not units:
                units.append(_Unit([], None, [], 0))
            unit = units[0]
        unit.notes.append((place, node))
        unit.size += _size(node)
        for mark in _marks(block):
            marked.setdefault(mark, unit)


def _parts(node: Node) -> Iterator[Node]:
    if not isinstance(node.block, Table) or _size(node) <= LEAF_BYTES:
        yield node
        return
    sizes = [len(text.encode()) + PASSAGE_BYTES for _, text, _ in _texts(node.block)]
    for numbers, table in split(node.block, sizes, LEAF_BYTES):
        repeated = len(table.rows) - len(numbers)
        yield Node(table, ("",) * repeated + node.ids[numbers.start : numbers.stop])


def _size(node: Node) -> int:
    if isinstance(node.block, Heading):
        return len(plain(node.block.runs).encode()) + PASSAGE_BYTES
    return sum(len(text.encode()) + PASSAGE_BYTES for _, text, _ in _texts(node.block))


def _marks(block: Heading | Block) -> Iterator[str]:
    """The ids of the notes whose marks stand in a block."""
    runs: Iterable[Runs]
    match block:
        case Table():
            runs = (block.caption, *(cell.runs for row in block.rows for cell in row.cells))
        case Figure():
            runs = (block.caption,)
        case Code():
            runs = ()
        case _:
            runs = (block.runs,)
    return (run.note for some in runs for run in some if run.note is not None)


def _cut(units: list[_Unit]) -> Iterator[list[_Unit]]:
    """Gather units to leaves.

    A leaf ends before a chapter once it is a quarter full, before any other heading once it is half full, and otherwise
    before what would make it too full. A few last lines join the leaf before, if it then is at most an eighth too full.
    """
    times = Counter(unit.level for unit in units if unit.level)
    chapter = min((level for level, count in times.items() if count > 1), default=1)
    leaves: list[list[_Unit]] = []
    size = 0
    for unit in units:
        full = LEAF_BYTES
        if unit.level:
            full = LEAF_BYTES // 4 if unit.level <= chapter else LEAF_BYTES // 2
        if not leaves or size >= full or size + unit.size > LEAF_BYTES:
            leaves.append([])
            size = 0
        leaves[-1].append(unit)
        size += unit.size
    if len(leaves) > 1 and leaves[-1][0].level is None:
        spare = LEAF_BYTES * 9 // 8 - sum(unit.size for unit in leaves[-2])
        if size <= spare:
            leaves[-2:] = [leaves[-2] + leaves[-1]]
    yield from leaves


def _bind(leaves: Iterable[list[_Unit]]) -> Iterator[Leaf]:
    """Make the leaves, each with its notes at the end of their section, or of the leaf where the section goes on."""
    trail: list[tuple[int, str]] = []
    for number, units in enumerate(leaves, 1):
        path, title = tuple(text for _, text in trail[:-1]), trail[-1][1] if trail else ""
        nodes: list[Node] = []
        notes: list[tuple[int, Node]] = []
        for unit in units:
            if unit.level:
                nodes += _in_order(notes)
                notes = []
            nodes += unit.nodes
            notes += unit.notes
        nodes += _in_order(notes)
        headings = [node.block for node in nodes if isinstance(node.block, Heading)]
        if headings and nodes[0].block is headings[0]:
            path, title = tuple(text for _, text in _above(trail, headings[0])), plain(headings[0].runs)
        elif headings and not trail:
            title = plain(headings[0].runs)
        for heading in headings:
            trail = [*_above(trail, heading), (heading.level, plain(heading.runs))]
        yield Leaf(number, title, path, tuple(nodes))


def _in_order(notes: list[tuple[int, Node]]) -> list[Node]:
    return [node for _, node in sorted(notes, key=lambda note: note[0])]


def _contents(document: Document, leaves: tuple[Leaf, ...]) -> Contents:
    entries, ids, words = [], {}, 0
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Heading):
                entries.append(_entry(node.block, leaf.number))
                continue
            for id_, (_, text, _) in zip(node.ids, _texts(node.block), strict=True):
                if id_:
                    ids[id_] = leaf.number
                    words += len(text.split())
    return Contents(
        language=document.language,
        leaves=len(leaves),
        entries=tuple(entries),
        passages=ids,
        words=words,
        pages=document.pages,
        duration=document.duration,
        remarks=tuple(remark for remark in document.remarks if remark.public),
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
