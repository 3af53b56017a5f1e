"""A document becomes leaves that a phone can hold."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.catalogue.reading import LEAF_BYTES, Heading, Leaf, Node, compose, passages
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Document,
    Figure,
    Footnote,
    Image,
    ListItem,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    plain,
)


def said(number: int, size: int = 500) -> Paragraph:
    return Paragraph((Run((f"Paragraph {number} says this. " * (size // 20))[:size]),))


def section(title: str, *blocks: Block, level: int = 1, sections: Iterable[Section] = ()) -> Section:
    return Section((Run(title),), level, None, blocks, tuple(sections))


def document(*sections: Section) -> Document:
    return Document("text/plain", sections, language="en")


def blocks(leaf: Leaf) -> list[object]:
    return [node.block for node in leaf.nodes]


def marked(number: int, mark: str, size: int = 500) -> Paragraph:
    return Paragraph((*said(number, size).runs, Run(mark, superscript=True, note=mark)))


def test_a_short_text_is_one_leaf_with_the_title_of_its_first_heading() -> None:
    (leaf,) = compose(document(section("Why", said(1)), section("How", said(2)))).leaves
    assert (leaf.number, leaf.title, leaf.path) == (1, "Why", ())


def test_a_leaf_ends_before_a_chapter_once_it_is_a_quarter_full() -> None:
    chapters = [section(f"Chapter {name}", *(said(hash((name, n)), 500) for n in range(12))) for name in "ABC"]
    assert [leaf.title for leaf in compose(document(*chapters)).leaves] == ["Chapter A", "Chapter B", "Chapter C"]


def test_short_chapters_share_a_leaf() -> None:
    reading = compose(document(*(section(f"Chapter {n}", said(n)) for n in range(4))))
    assert len(reading.leaves) == 1


def test_a_leaf_within_a_chapter_says_under_which_headings_it_goes_on() -> None:
    part = section("Part", level=1, sections=[section("Chapter", *(said(n) for n in range(80)), level=2)])
    second = compose(document(part)).leaves[1]
    assert (second.title, second.path) == ("Chapter", ("Part",))


def test_a_heading_is_never_parted_from_its_text() -> None:
    filling = [said(n) for n in range(33)]
    long = Paragraph((Run("x" * 10_000),))
    leaves = compose(document(section("One", *filling, sections=[section("Two", long, level=2)]))).leaves
    assert not any(isinstance(leaf.nodes[-1].block, Heading) for leaf in leaves)


def test_a_very_long_paragraph_is_alone_on_its_leaf() -> None:
    long = Paragraph((Run("word " * 9_000),))
    leaves = compose(document(section("One", said(1), long, said(2)))).leaves
    assert [len(leaf.nodes) for leaf in leaves] == [2, 1, 1]


def test_a_last_leaf_of_a_few_lines_joins_the_one_before() -> None:
    leaves = compose(document(section("One", *(said(n, 560) for n in range(30)), said(99, 500)))).leaves
    assert len(leaves) == 1


def test_scripts_of_more_bytes_get_fewer_letters() -> None:
    def leaves(text: str) -> int:
        return compose(
            document(section("1", *(Paragraph((Run(f"{n} {text * 100}"),)) for n in range(90))))
        ).contents.leaves

    assert leaves("да ") > leaves("da ")


def test_notes_stand_on_the_leaf_of_their_mark() -> None:
    notes = [Footnote(f"n{n}", str(n), (Run(f"Note {n}."),)) for n in range(60)]
    chapter = section("One", *(marked(n, f"n{n}") for n in range(60)), *notes)
    reading = compose(document(chapter))
    assert len(reading.leaves) > 1
    for leaf in reading.leaves:
        marks = [
            run.note for node in leaf.nodes if isinstance(node.block, Paragraph) for run in node.block.runs if run.note
        ]
        assert [node.block.id for node in leaf.nodes if isinstance(node.block, Footnote)] == marks


def test_notes_of_a_section_come_before_the_next_heading() -> None:
    note = Footnote("n1", "1", (Run("See below."),))
    (leaf,) = compose(document(section("One", marked(1, "n1")), section("Two", said(2), note))).leaves
    assert blocks(leaf)[1:3] == [marked(1, "n1"), note]


def test_a_note_without_a_mark_stays_where_it_is() -> None:
    stray = Footnote("stray", "*", (Run("By whom?"),))
    assert blocks(compose(document(section("One", said(1), stray, said(2)))).leaves[0])[1:] == [said(1), said(2), stray]


def test_a_text_of_notes_alone_is_read() -> None:
    notes = [Footnote(f"n{n}", str(n), (Run(f"Note {n}."),)) for n in range(2)]
    assert blocks(compose(Document("text/plain", (Section(blocks=tuple(notes)),))).leaves[0]) == notes


def test_an_empty_document_has_no_leaves() -> None:
    reading = compose(document())
    assert (reading.leaves, reading.contents.leaves, reading.contents.passages) == ((), 0, {})


def table(rows: int) -> Table:
    head = Row((Cell((Run("Country"),), header=True), Cell((Run("Law"),), header=True)))
    body = (Row((Cell((Run(f"Country {n}"),)), Cell((Run(f"The law of {n} " * 5),)))) for n in range(rows))
    return Table((head, *body), caption=(Run("Laws of the world"),))


def test_a_long_table_goes_on_under_its_headings_which_are_named_once() -> None:
    reading = compose(document(section("One", table(900))))
    tables = [node for leaf in reading.leaves for node in leaf.nodes if isinstance(node.block, Table)]
    assert len(tables) > 2
    assert all(len(node.ids) == len(node.block.rows) for node in tables if isinstance(node.block, Table))
    assert all(node.ids[0] == "" and node.ids[1] for node in tables[1:])
    rows = list(passages(reading.leaves))
    assert len(rows) == 901 == len(reading.contents.passages)
    assert rows[500].headings == ("One", "Laws of the world")


def test_a_picture_without_words_is_named_by_its_pixels() -> None:
    image = Image("ab" * 32, "image/png", 30, 20, b"")
    shown = Document("text/plain", (section("One", Figure(image=image.sha256), Figure()),), images=(image,))
    reading = compose(shown)
    named, nameless = reading.leaves[0].nodes[1:]
    assert len(named.ids[0]) == 10
    assert nameless == Node(Figure(), ("",))
    assert reading.contents.images[image.sha256].width == 30


def test_words_inside_a_picture_are_part_of_its_passage() -> None:
    figure = Figure("A chart", (Run("Figure 1. Answers"),), text="Yes\nNo")
    (passage,) = passages(compose(document(section("One", figure))).leaves)
    assert passage.text == "A chart\nFigure 1. Answers\nYes\nNo"


def test_anchors_are_unique_and_those_of_the_file_are_kept() -> None:
    twice = Section((Run("Again"),), 1, "again")
    anchors = [entry.anchor for entry in compose(document(twice, twice, section("Other", said(1)))).contents.entries]
    assert anchors[:2] == ["again", "again-2"]
    assert len(set(anchors)) == 3


def block(form: tuple[str, int]) -> Block:
    kind, number = form
    match kind:
        case "short":
            return said(number, 40)
        case "long":
            return said(number, 3_000)
        case "endless":
            return said(number, 30_000)
        case "marked":
            return marked(number, f"m{number}")
        case "item":
            return ListItem((Run(f"Item {number}"),))
        case "code":
            return Code(f"x = {number}")
        case _:
            return table(number * 60)


KINDS = st.sampled_from(["short", "long", "endless", "marked", "item", "code", "table"])
BLOCKS = st.lists(st.tuples(KINDS, st.integers(0, 5)), max_size=6)
SECTIONS = st.lists(st.tuples(st.integers(0, 4), BLOCKS), max_size=6)


@settings(max_examples=60)
@given(SECTIONS, st.sets(st.integers(0, 5)))
def test_nothing_is_lost_doubled_or_parted(form: list[tuple[int, list[tuple[str, int]]]], noted: set[int]) -> None:
    notes = [Footnote(f"m{n}", str(n), (Run(f"Note number {n}."),)) for n in noted]
    sections = [
        Section((Run(f"Heading {number}"),) if level else (), level, None, tuple(map(block, some)))
        for number, (level, some) in enumerate(form)
    ]
    whole = document(*sections, Section(blocks=tuple(notes)))
    reading = compose(whole)
    named = list(passages(reading.leaves))
    assert [passage.id for passage in named] == list(reading.contents.passages)
    assert len(set(reading.contents.passages)) == len(named)
    count = sum(len(b.rows) if isinstance(b, Table) else 1 for s in whole.walk() for b in s.blocks)
    assert len(named) == count
    assert [entry.title for entry in reading.contents.entries] == [plain(s.heading) for s in whole.walk() if s.heading]
    for leaf in reading.leaves:
        assert leaf.nodes
        last = leaf is reading.leaves[-1]
        assert last or not isinstance(leaf.nodes[-1].block, Heading)
        inner = [node for node in leaf.nodes if not isinstance(node.block, (Heading, Footnote))]
        assert len(inner) <= 1 or sum(map(weight, inner)) <= LEAF_BYTES * 9 / 8


def weight(node: Node) -> int:
    texts = node.block.rows if isinstance(node.block, Table) else ()
    if texts:
        return sum(len(plain(cell.runs).encode()) for row in texts for cell in row.cells)
    return len(node.block.text if isinstance(node.block, Code) else plain(getattr(node.block, "runs", ())))
