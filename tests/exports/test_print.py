"""Sheets in large print and with little ink: what is on them, and what a screen reader is told of it."""

import io
import struct
import unicodedata
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exports.documents import documents
from tests.exports.pdftree import elements, sizes, tags, texts
from tests.exports.signed import OWN, endorsements, signed, volumes
from tests.exports.verapdf import faults
from tests.exports.volumes import Made, volume
from tests.front.library import film, report

from firsthand.catalogue.reading import Heading
from firsthand.catalogue.records import Tally
from firsthand.documents.model import Cell, Document, Figure, Footnote, ListItem, Paragraph, Row, Run, Section, Table
from firsthand.exports.letters.pdf import make_pdf
from firsthand.exports.letters.sheet import make_sheet
from firsthand.exports.matter.grid import lay_grid, tell
from firsthand.exports.matter.pictures import LIGHTEST, check_bearable, lightened
from firsthand.exports.printing import letters, press
from firsthand.exports.printing.leaflet import make_leaflet
from firsthand.exports.printing.press import LettersError, Order, PressError, print_order
from firsthand.exports.printing.sheets import make_ink, make_large

THAI = "ไม่มีอะไรเกี่ยวกับเราที่ตัดสินใจโดยไม่มีเรา ผู้ใช้ยารู้ว่าอะไรทำให้พวกเขาสุขภาพดี "


def paragraphs(*words: str, language: str = "en") -> Document:
    blocks = tuple(Paragraph((Run(each),)) for each in words)
    return Document("text/plain", (Section((Run("Beginning"),), 1, "a", blocks),), language=language)


def odd() -> Document:
    """What readers of bad files leave: spans that claim too much, notes of notes, nothing where something should be."""
    wide = Row(tuple(Cell((Run(f"{number}"),), columns=9, rows=70_000) for number in range(3)))
    blocks = (
        Table((wide, Row((Cell(()),)), wide)),
        Table((Row((Cell((Run("head"), Run("†", note="n")), header=True),)), Row((Cell((Run("x"),)),)))),
        Table(()),
        Figure(),
        Figure(image="0" * 64, text="only words"),
        Paragraph((Run("word"), Run("†", note="n"), Run("", note="gone"), Run(" z", href="#nowhere"))),
        Paragraph(()),
        ListItem((Run("deep"),), 7, "(xii)", ordered=True),
        ListItem((Run("shallow"),), 0, ""),
        Footnote("n", "", (Run("of itself"), Run("†", note="n"), Run(" "), Run("m", note="m"))),
        Footnote("m", "m", (Run("a note in a note"),)),
        Footnote("lost", "9", (Run("nothing leads here"),)),
    )
    deep = Section((Run("deep"),), 9, "deep", blocks)
    return Document(
        "text/html", (deep, Section((Run("again"),), 2, "deep", (Paragraph((Run("end"),)),))), language="x-y"
    )


SIGNED = signed((*OWN, *endorsements(30)), [Tally(10, "KE", 2)])


@pytest.fixture(scope="module")
def english() -> Made:
    return volume(report("en", "A made-up text", chapters=3, paragraphs=5))


@pytest.fixture(scope="module")
def large(english: Made) -> bytes:
    return make_large(english)


@pytest.fixture(scope="module")
def ink(english: Made) -> bytes:
    return make_ink(english)


def test_verapdf_finds_nothing_wrong(large: bytes, ink: bytes, tmp_path: Path) -> None:
    made = {
        "large.pdf": large,
        "ink.pdf": ink,
        "arabic.pdf": make_large(volume(report("ar", "لا شيء عنا", chapters=1), ui="ru")),
        "film.pdf": make_ink(volume(film("es"), "Nuestras voces", ui="es")),
        "odd.pdf": make_large(volume(odd())),
        "leaflet.pdf": make_leaflet(volume(report("fr", "Rien sur nous", chapters=1), ui="fr")),
        "letter.pdf": make_pdf(volumes(SIGNED, "en", "fr", "es")),
        "sheet.pdf": make_sheet(volumes(SIGNED, "ru")[0]),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    with pikepdf.open(io.BytesIO(ink)) as pdf:
        del pdf.Root.ViewerPreferences
        pdf.save(tmp_path / "spoilt.pdf")
    found = faults([*(tmp_path / name for name in made), tmp_path / "spoilt.pdf"])
    assert "DisplayDocTitle" in " ".join(found.pop("spoilt.pdf"))
    assert found == {name: [] for name in made}


@pytest.mark.parametrize("name", ["large", "ink"])
def test_a_screen_reader_finds_title_headings_lists_tables_notes_and_pictures(
    name: str, request: pytest.FixtureRequest
) -> None:
    found = elements(request.getfixturevalue(name))
    told = [element.tag for element in found]
    headings = [element.title for element in found if element.tag in ("H1", "H2")]
    assert told.index("Title") < told.index("TOC") < told.index("BlockQuote") < told.index("Code")
    assert headings[0] == "Contents"
    assert headings[1:4] == ["Findings", "Chapter 1", "Peers at the table 1"]
    assert headings[-1] == "About this text"
    assert told.count("TH") == 3
    assert all(element.attributes["Scope"] == "/Column" for element in found if element.tag == "TH")
    assert told.count("THead") == 1
    assert told.count("Note") == 2
    assert [element.alternative for element in found if element.tag == "Figure"][:2] == [
        "Peers at the table: a plain rectangle",
        "A picture without a description",
    ]
    assert any(element.tag == "BlockQuote" and element.language == "la" for element in found)
    assert [element.depth for element in found if element.tag == "L"][:2] == [1, 4]


def test_the_file_says_its_title_language_and_authors(large: bytes) -> None:
    with pikepdf.open(io.BytesIO(large)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "A made-up text"
        assert bool(pdf.Root.MarkInfo.Marked)


def test_large_print_is_large_everywhere(large: bytes) -> None:
    assert min(sizes(large)) >= 18


def test_little_ink_takes_few_sheets_and_no_colour(large: bytes, ink: bytes) -> None:
    assert len(texts(ink)) * 2 < len(texts(large))
    with pikepdf.open(io.BytesIO(ink)) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/ColorSpace" in each]
        spaces = {str(image.ColorSpace) for image in images}
        assert spaces
        assert all("RGB" not in space for space in spaces)


def test_a_lightened_picture_has_no_black() -> None:
    from PIL import Image

    black = io.BytesIO()
    Image.new("RGBA", (4_000, 30), "black").save(black, "PNG")
    with Image.open(io.BytesIO(lightened(black.getvalue()))) as made:
        assert made.mode == "L"
        assert made.size[0] <= 900
        assert made.getextrema()[0] >= LIGHTEST - 3


@pytest.mark.parametrize("name", ["large", "ink"])
def test_notes_stand_on_the_page_of_their_mark(name: str, request: pytest.FixtureRequest) -> None:
    page = next(page for page in texts(request.getfixturevalue(name)) if "what keeps them well" in page)
    assert "Findings: https://example.org" in " ".join(page.split())


def test_pages_of_the_original_and_contents_with_pages_are_there(large: bytes) -> None:
    whole = " ".join(" ".join(texts(large)).split())
    assert "[iii] Nothing about us is decided" in whole
    assert "Numbers in square brackets are the pages of the original." in whole
    assert "Chapter 3 . . ." in whole
    assert "https://library.example.org/works/made-up/en" in whole.replace(" ", "")


def test_text_is_never_code(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    hostile = [
        f'#read("{secret}")', "#panic()", "#{1 + 1}", "*no star* _no line_ `raw` $x^2$", "= no heading", "@label",
        "// no comment", "/* none */", '#import "@preview/x:1.0.0"', "\\u{48} \\ ] [ #[", "a -- b --- c ... 'q' \"q\"",
    ]  # fmt: skip
    text = " ".join(" ".join(texts(make_ink(volume(paragraphs(*hostile))))).split())
    for words in hostile:
        # PDFs have no space where a line ends within a long word
        assert words.replace(" ", "") in text.replace(" ", "").replace("‐", "-"), words
    assert "hunter2" not in text


def test_the_same_text_gives_the_same_bytes(english: Made, ink: bytes) -> None:
    assert make_ink(english) == ink


def test_a_long_table_whose_headings_have_links_and_notes_goes_on_without_them() -> None:
    head = Row((Cell((Run("here", href="https://example.org/"), Run("1", note="n")), header=True),))
    rows = tuple(Row((Cell((Run(f"row {number}"),)),)) for number in range(200))
    note = Footnote("n", "1", (Run("said once"),))
    document = Document("text/plain", (Section(blocks=(Table((head, *rows)), note)),), language="en")
    pages = texts(make_ink(volume(document)))
    assert sum("row 1" in page for page in pages) > 1
    assert sum("said once" in page for page in pages) == 1


@settings(max_examples=12)
@given(documents())
def test_every_heading_and_note_of_any_text_is_told(document: Document) -> None:
    edition = volume(document)
    nodes = [node.block for leaf in edition.leaves() for node in leaf.nodes]
    found = elements(make_ink(edition))
    headings = sum(isinstance(block, Heading) for block in nodes)
    told = [element for element in found if element.tag in ("H1", "H2", "H3", "H4", "H5")]
    assert len(told) == headings + 1 + (headings >= 3)  # and "About this text", and "Contents"
    assert [element.tag for element in found].count("Note") == sum(isinstance(block, Footnote) for block in nodes)


def test_a_wide_table_is_told_row_by_row() -> None:
    def row(*words: str, header: bool = False) -> Row:
        return Row(tuple(Cell((Run(word),), header) for word in words))

    table = Table((row("Country", "Law", "Year", "Peers", header=True), row("Portugal", "yes", "2001", "many")))
    document = Document("text/plain", (Section(blocks=(table,)),), language="en")
    whole = " ".join(" ".join(texts(make_large(volume(document)))).split())
    assert "Country: Portugal" in whole
    assert "Peers: many" in whole
    assert "Table" not in tags(make_large(volume(document)))
    assert "Table" in tags(make_ink(volume(document)))


cells = st.builds(
    Cell, st.just((Run("x"),)), st.booleans(), st.integers(0, 5), st.one_of(st.integers(0, 5), st.just(10**6))
)


@given(st.lists(st.lists(cells, max_size=5).map(lambda row: Row(tuple(row))), max_size=6))
def test_no_two_cells_of_a_table_overlap_and_none_is_lost(rows: list[Row]) -> None:
    grid = lay_grid(rows)
    places = [
        (one.x + across, one.y + down)
        for one in grid.cells
        for across in range(one.columns)
        for down in range(one.rows)
    ]
    assert len(places) == len(set(places))
    assert all(x < grid.columns and y < grid.rows for x, y in places)
    assert [one.cell for one in grid.cells] == [cell for row in rows for cell in row.cells]
    assert all(one.y + one.rows <= grid.head for one in grid.cells if one.y < grid.head)
    assert sum(not said.again for row in tell(grid) for said in row) == sum(one.y >= grid.head for one in grid.cells)


def unseen(category: str, begin: int) -> str:
    """A sign of a category that no font of this machine has."""
    for start in range(begin, 0x20000, 64):
        found = [chr(code) for code in range(start, start + 64) if unicodedata.category(chr(code)) == category]
        if missing := letters._prober().missing("".join(found)):
            return min(missing)
    raise AssertionError("every sign can be drawn")


def test_where_no_font_has_a_letter_that_is_said_and_nothing_is_drawn_instead() -> None:
    letter = unseen("Lo", 0x16A00)
    with pytest.raises(
        LettersError, match=rf"No font on this machine has the letters “{letter}” \(U\+1[0-9A-F]{{4}}\)"
    ):
        make_ink(volume(paragraphs(f"a word and {letter}")))


def test_signs_that_no_font_has_are_named() -> None:
    sign = unseen("So", 0x2100)
    whole = " ".join(texts(make_ink(volume(paragraphs(f"before {sign} after", "private \ue123")))))
    assert f"[{unicodedata.name(sign).lower()}]" in " ".join(whole.split())
    assert "[U+E123]" in whole


def test_a_machine_without_fonts_has_those_of_typst_alone() -> None:
    prober = letters._Prober(system=False)
    assert not prober.missing("Nothing about us. Ничего о нас. Τίποτα. שום דבר. “«—…")
    assert set(THAI) - {" "} == prober.missing(THAI)


def test_thai_is_set_in_letters_and_breaks_between_words() -> None:
    if not letters.drawable(THAI):
        pytest.skip("no font with Thai letters is installed (fonts-noto-core)")
    made = make_large(volume(paragraphs(THAI * 3, language="th"), "Thai"))
    whole = "".join(texts(made))
    assert "ไม่มีอะไร" in "".join(whole.split())
    assert "\ufffd" not in whole


def test_an_order_that_takes_too_long_ends_and_the_next_is_done(monkeypatch: pytest.MonkeyPatch, english: Made) -> None:
    order = Order("card.typ", b"{}", {}, 0)
    with pytest.raises(PressError, match="dictionary does not contain key"):
        print_order(order)
    with monkeypatch.context() as patch:
        patch.setattr(press, "PATIENCE", 0.0)
        with pytest.raises(PressError, match="longer than 0 seconds"):
            make_large(volume(paragraphs(*(f"{number} word " * 300 for number in range(300)))))
    assert make_ink(english)


def test_a_process_that_was_ended_while_it_waited_costs_nothing(english: Made, ink: bytes) -> None:
    assert make_ink(english) == ink
    for process, _ in press._press._idle:
        process.end()
    assert make_ink(english) == ink


def test_pictures_that_unpack_to_more_than_a_server_bears_are_left_out() -> None:
    with pytest.raises(ValueError, match="pixels"):
        check_bearable(_claiming(20_000, 20_000))
    with pytest.raises(ValueError, match="7000 × 7000 pixels"):
        check_bearable(_claiming(7_000, 7_000))
    check_bearable(_claiming(4_960, 7_015))
    with pytest.raises(OSError, match="cannot identify"):
        check_bearable(b"\x89PNG and nothing")


def _claiming(width: int, height: int) -> bytes:
    """The beginning of a PNG."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + struct.pack(">I", 9)
        + b"IDAT"
        + bytes(9)
    )
