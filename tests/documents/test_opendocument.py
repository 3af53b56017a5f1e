"""What is read from OpenDocument texts."""

from pathlib import Path

from tests.documents.office import blocks, headings, odt, run, texts, words

from firsthand.documents import opendocument
from firsthand.documents.model import Code, Figure, Footnote, ListItem, Quotation, Table

LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="i" style:num-suffix="." text:display-levels="2"/>'
    "</text:list-style>"
)


def listed(*items: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="L"{more}>{inside}</text:list>'


def said(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_a_real_file_gives_headings_tables_and_pictures(samples: Path) -> None:
    document = opendocument.read((samples / "text-03.odt").read_bytes())
    assert headings(document)[:3] == [
        (1, "Table with rich cells"),
        (1, "Table with nested table"),
        (1, "Table with pictures"),
    ]
    first = next(block for block in blocks(document) if isinstance(block, Table))
    assert words(first.rows[1].cells[0].runs) == "This is a list:\n• A First\n• A Second\n• A Third"
    figures = [block for block in blocks(document) if isinstance(block, Figure)]
    assert [figure.alternative for figure in figures] == ["Owner avatar"] * 2
    assert {figure.image for figure in figures} == {document.images[0].sha256}


def test_lists_are_marked_and_go_on_where_they_say_so() -> None:
    nested = said("b") + listed(said("b1") + listed(said("b1i")), said("b2"))
    body = (
        listed(said("a"), nested, said("c") + said("more"))
        + said("between")
        + listed(said("d"), more=' text:continue-numbering="true"')
        + listed(said("new"))
    )
    items = [block for block in blocks(opendocument.read(odt(body, LIST))) if isinstance(block, ListItem)]
    assert [(words(item.runs), item.marker, item.depth) for item in items] == [
        ("a", "1.", 0),
        ("b", "2.", 0),
        ("b1", "(a)", 1),
        ("b1i", "a.i.", 2),
        ("b2", "(b)", 1),
        ("c", "3.", 0),
        ("more", "", 0),
        ("d", "4.", 0),
        ("new", "1.", 0),
    ]


def test_headings_are_numbered_by_the_outline_style() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    levels = [(1, "A"), (2, "B"), (2, "C"), (1, "D")]
    body = "".join(f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in levels)
    assert headings(opendocument.read(odt(body, named=outline))) == [(1, "1 A"), (2, "1.1 B"), (2, "1.2 C"), (1, "2 D")]


def test_notes_spans_spaces_and_links() -> None:
    styles = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = (
        '<text:h text:outline-level="1">Top<text:bookmark text:name="top"/></text:h>'
        "<text:p>A<text:s text:c='3'/>b<text:tab/><text:span text:style-name='B'>strong</text:span>"
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>'
        "<text:note-body><text:p>One.</text:p><text:p>Two.</text:p></text:note-body></text:note>"
        '<text:a xlink:href="#top">up</text:a></text:p>'
    )
    document = opendocument.read(odt(body, styles))
    assert texts(document) == ["A b strongiup", "One.\nTwo."]
    assert run(document, "strong").strong
    note = blocks(document)[1]
    assert isinstance(note, Footnote)
    assert run(document, "i").note == note.id
    assert run(document, "up").href == f"#{document.sections[0].anchor}"


def test_styles_inherit_their_meaning() -> None:
    styles = (
        '<style:style style:name="Quotations" style:family="paragraph"/>'
        '<style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" '
        'style:family="paragraph"/>'
    )
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    body = (
        said("Quoted", "P1")
        + said("one<text:line-break/>two", "Preformatted_20_Text")
        + said("three", "Preformatted_20_Text")
    )
    document = opendocument.read(odt(body, automatic, styles))
    assert [type(block) for block in blocks(document)] == [Quotation, Code]
    assert blocks(document)[1].text == "one\ntwo\nthree"


def test_spans_of_cells_are_kept_and_monstrous_repeats_are_not() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    wide = 'table:number-columns-spanned="2"'
    tall = 'table:number-rows-spanned="2"'
    many = 'table:number-columns-repeated="1000000000"'
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cell('H', wide)}<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('a', tall)}{cell('b')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cell('c')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1000000000">{cell("", many)}'
        "</table:table-row></table:table>"
    )
    (table,) = blocks(opendocument.read(odt(body)))
    assert isinstance(table, Table)
    shapes = [[(words(one.runs), one.header, one.columns, one.rows) for one in row.cells] for row in table.rows]
    assert shapes == [
        [("H", True, 2, 1)],
        [("a", False, 1, 2), ("b", False, 1, 1)],
        [("c", False, 1, 1)],
        [("", False, 1, 1)],
    ]


def test_tracked_changes_are_counted_and_deletions_stay_out() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
        "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    document = opendocument.read(odt(changes + "<text:p>kept<text:change-start/> new<text:change-end/></text:p>"))
    assert texts(document) == ["kept new"]
    (remark,) = document.remarks
    assert "1 insertion(s) are shown, 1 deletion(s)" in remark.message


def test_the_author_is_who_began_the_file() -> None:
    meta = (
        "<dc:creator>Last Editor</dc:creator><meta:initial-creator>First Writer</meta:initial-creator>"
        "<dc:title>On Rights</dc:title><meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword><dc:date>"
        "2020-01-31T1:0:0</dc:date>"
    )
    said_of_itself = opendocument.read(odt(said("x"), meta=meta)).metadata
    assert (said_of_itself.title, said_of_itself.authors) == ("On Rights", ("First Writer",))
    assert (said_of_itself.keywords, said_of_itself.date) == (("a", "b"), "2020-01-31")


def test_the_language_is_that_of_most_of_the_text() -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="US"/>'
        "</style:default-style>"
    )
    automatic = (
        '<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:language="ru" '
        'fo:country="RU"/>'
        "</style:style>"
    )
    body = said("Права человека для всех, везде и всегда", "P2") + said("In English", "")
    document = opendocument.read(odt(body, automatic, styles))
    assert document.language == "ru-RU"
    assert [block.language for block in blocks(document)] == [None, "en-US"]
