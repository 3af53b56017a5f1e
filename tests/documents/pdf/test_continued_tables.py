"""Tables over page ends and their captions, contents pages, and lists over pages."""

from firsthand.documents.model import Document, ListItem, Paragraph, Table, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.table_captions import is_table_caption, label_of

from .pdfs import PAGE, typeset

ROWS = 70


def tables(document: Document) -> list[Table]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Table)]


def set_long(stroke: str, caption: str = "") -> Document:
    cells = ", ".join(f"[City {number}], [{number * 7}], [{number}.5]" for number in range(ROWS))
    return read(
        typeset(
            f"""{PAGE}{caption}
#table(columns: (3fr, 1fr, 1fr), {stroke}, table.header([City], [Kits], [Share]), {cells})
The text goes on here after the table."""
        )
    )


def check_long(document: Document) -> Table:
    (found,) = tables(document)
    names = [plain(row.cells[0].runs) for row in found.rows]
    assert names == ["City", *(f"City {number}" for number in range(ROWS))]
    pages = [row.locator.page for row in found.rows if row.locator is not None]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}
    return found


def test_a_ruled_table_over_two_pages_is_one_and_its_heading_is_read_once() -> None:
    check_long(set_long("stroke: .5pt"))


def test_a_table_with_lines_below_its_rows_is_one_over_two_pages() -> None:
    check_long(set_long("stroke: (bottom: .5pt)"))


def test_an_unruled_table_is_one_over_two_pages_and_keeps_its_caption() -> None:
    found = check_long(set_long("stroke: none", "Table 3. Kits by city\n\n"))
    assert plain(found.caption) == "Table 3. Kits by city"


def test_captions_are_known_in_many_scripts() -> None:
    for text in (
        "Table 3. Kits",
        "Tableau 2 : Kits",
        "Cuadro IV. Kits",
        "Таблица 3. Наборы",
        "الجدول 3: أدوات",
        "表3 用具",
    ):
        assert is_table_caption(text)
        assert label_of(text)
    for text in ("Tables are set with lines.", "Table tennis", "The table 3"):
        assert not is_table_caption(text)


def test_the_entries_of_a_contents_page_lead_to_their_headings() -> None:
    source = """#set page(numbering: "1")
#outline(title: [Contents])
#pagebreak()
= Why this matters
Text of the first chapter.
== How we asked
Text of the second.
= What we learnt
Text of the third."""
    document = read(typeset(source))
    found = [section for section in document.walk() if section.heading]
    assert [plain(section.heading) for section in found] == [
        "Contents", "Why this matters", "How we asked", "What we learnt",
    ]  # fmt: skip
    entries = [block for block in found[0].blocks if isinstance(block, Paragraph)]
    assert [plain(block.runs) for block in entries] == [
        "Why this matters … 2", "How we asked … 2", "What we learnt … 2",
    ]  # fmt: skip
    links = [next(run.href for run in block.runs if run.href) for block in entries]
    assert links == [f"#{section.anchor}" for section in found[1:]]


def test_an_inner_list_keeps_its_depth_over_pages() -> None:
    items = "\n".join(f"+ First {number} of the list\n  - Inner {number} of the list" for number in range(30))
    document = read(typeset(f"{PAGE}{items}"))
    found = [block for section in document.walk() for block in section.blocks if isinstance(block, ListItem)]
    assert [(block.marker, block.depth) for block in found] == [
        pair for number in range(1, 31) for pair in ((f"{number}.", 0), ("•", 1))
    ]
    assert len({block.locator.page for block in found if block.locator}) == 2


def test_short_numbered_lines_that_count_from_one_are_items_even_if_not_hung() -> None:
    lines = "\n\n".join(
        f"#par[{number}. Count the lamps of street {number}, and write it all down.]" for number in range(1, 4)
    )
    document = read(typeset(PAGE + lines.replace(". Count", ".#h(.3em)Count")))
    found = [block for section in document.walk() for block in section.blocks]
    assert [block.marker for block in found if isinstance(block, ListItem)] == ["1.", "2.", "3."]
