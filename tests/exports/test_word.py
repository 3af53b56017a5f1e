"""Word files for those who adapt a text: our own reader, python-docx and LibreOffice find in them what was put in."""

import io
import shutil
import subprocess
from itertools import groupby
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.exports.documents import documents
from tests.exports.retold import said
from tests.exports.volumes import Made, volume
from tests.front.library import picture, report

from firsthand.catalogue.reading import compose
from firsthand.documents import word
from firsthand.documents.model import Document, ListItem, Paragraph, Run, Section
from firsthand.exports.shapes import SHAPES
from firsthand.exports.word import is_offered, make_word
from firsthand.exports.word.numbering import Numbering

FREE = "https://creativecommons.org/licenses/by/4.0/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(document: Document, **work: object) -> Made:
    return volume(document, rights=FREE, **work)


def read(data: bytes) -> Document:
    return word.read(data)


def text_of(data: bytes) -> list[tuple[str, str]]:
    """What a file says between its title page and what it tells of itself."""
    whole = said(compose(read(data)))
    begin = next(place for place, (_, words) in enumerate(whole) if words.startswith("Translation. Language"))
    end = max(place for place, pair in enumerate(whole) if pair == ("heading", "About this text"))
    return whole[begin + 1 : end]


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


@settings(max_examples=20)
@given(documents())
def test_our_own_reader_finds_every_passage_again(document: Document) -> None:
    edition = made(document)
    assert joined(text_of(make_word(edition))) == joined(said(edition.reading))


def joined(passages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Word knows lines of code, and not where one listing ends and the next begins."""
    return [
        (kind, " ".join(words for _, words in run)) if kind == "code" else pair
        for kind, alike in groupby(passages, key=lambda pair: pair[0])
        for run in [list(alike)]
        for pair in (run[:1] if kind == "code" else run)
    ]


def items(document: Document) -> list[tuple[str, int, bool]]:
    return [
        (block.marker, block.depth, block.ordered)
        for section in document.walk()
        for block in section.blocks
        if isinstance(block, ListItem) and block.marker
    ]


MARKERS = st.sampled_from(["•", "–", "1.", "2.", "3.", "9.", "(a)", "(b)", "i.", "ii.", "iii)", "§ 4", "%1", "½", "A."])


@settings(max_examples=30)
@given(st.lists(st.tuples(MARKERS, st.integers(0, 2)), min_size=1, max_size=12))
def test_lists_show_the_markers_of_the_text(given_items: list[tuple[str, int]]) -> None:
    depth, blocks = 0, []
    for marker, wanted in given_items:
        depth = min(wanted, depth + 1) if blocks else 0
        blocks.append(ListItem((Run("word"),), depth, marker, ordered=marker not in "•–"))
    document = Document("text/plain", (Section(blocks=tuple(blocks)),), language="en")
    shown = [(marker.replace("%", ""), depth, ordered) for marker, depth, ordered in items(document)]
    assert items(read(make_word(made(document)))) == shown


def test_a_list_that_counts_is_one_list() -> None:
    numbering = Numbering()
    numbers = [
        numbering.item(marker, 0, ordered=True)[0] for marker in ("1.", "2.", "3.", "1.", "2.", "h)", "i)", "i.")
    ]
    assert numbers[0] == numbers[1] == numbers[2] != numbers[3] == numbers[4]
    assert numbers[5] == numbers[6] != numbers[7]


@pytest.fixture(scope="module")
def data() -> bytes:
    return make_word(made(report("en", "Nothing about us")))


def test_python_docx_finds_real_styles_and_properties(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Paragraph", "Quote", "Caption"} <= styles
    assert document.core_properties.title == "A made-up text: Its subtitle"
    assert document.core_properties.language == "en"
    assert document.core_properties.last_modified_by == ""
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Country", "Year of the law", "Peers at the table"]
    assert table.rows[2].cells[1]._tc is table.rows[2].cells[2]._tc
    assert len(document.inline_shapes) == 2


def test_header_rows_are_repeated_and_notes_are_real(data: bytes) -> None:
    body = part(data, "word/document.xml")
    assert len(list(body.iter(f"{W}tblHeader"))) == 1
    notes = part(data, "word/footnotes.xml")
    assert len(list(body.iter(f"{W}footnoteReference"))) == 2
    assert len(list(notes.iter(f"{W}footnoteRef"))) == 2
    assert "Findings: https://example.org" in "".join(notes.itertext())


def test_pictures_say_what_they_show(data: bytes) -> None:
    described = part(data, "word/document.xml").xpath("//*[local-name()='docPr']/@descr")
    assert described == ["Peers at the table: a plain rectangle", "A picture without a description"]
    with ZipFile(io.BytesIO(data)) as file:
        assert file.read("word/media/1.png") == picture().data


def test_links_lead_to_headings_and_elsewhere(data: bytes) -> None:
    body = part(data, "word/document.xml")
    names = {element.get(f"{W}name") for element in body.iter(f"{W}bookmarkStart")}
    anchors = {element.get(f"{W}anchor") for element in body.iter(f"{W}hyperlink")} - {None}
    assert anchors
    assert anchors <= names
    targets = part(data, "word/_rels/document.xml.rels").xpath("//@Target")
    assert "https://example.org/a?b=1&c=2" in targets


def test_direction_and_language_are_said_of_every_paragraph_and_run() -> None:
    data = make_word(made(report("ar", "لا شيء عنا")))
    body = part(data, "word/document.xml")
    arabic = [each for each in body.iter(f"{W}p") if "لا شيء يخصنا" in "".join(each.itertext())]
    assert arabic
    assert all(each.find(f"{W}pPr/{W}bidi") is not None for each in arabic)
    latin = next(each for each in body.iter(f"{W}p") if "Nihil" in "".join(each.itertext()))
    assert latin.find(f"{W}pPr/{W}bidi") is None
    assert latin.find(f".//{W}lang").get(f"{W}val") == "la"
    assert part(data, "word/styles.xml").find(f".//{W}lang").get(f"{W}bidi") == "ar"


def test_notes_with_marks_of_their_own_keep_them() -> None:
    document = report("en", "Nothing about us")
    first = document.sections[0].sections[0].blocks
    stars = tuple(
        type(block)(block.id, "*", block.runs) if type(block).__name__ == "Footnote" else block for block in first
    )
    section = Section((Run("Findings"),), 1, "findings", stars)
    text = read(make_word(made(Document("text/plain", (section,), language="en"))))
    marks = [block.mark for each in text.walk() for block in each.blocks if type(block).__name__ == "Footnote"]
    assert marks == ["*", "*"]


@pytest.mark.parametrize(
    ("rights", "offered"),
    [
        (FREE, True),
        ("https://creativecommons.org/publicdomain/zero/1.0/", True),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", True),
        ("https://creativecommons.org/licenses/by-nd/4.0/", False),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/", False),
        ("https://rightsstatements.org/vocab/InC/1.0/", False),
        (None, False),
    ],
)
def test_only_what_may_be_adapted_is_offered(rights: str | None, offered: bool) -> None:
    edition = volume(report("en", "x", chapters=1), rights=rights)
    assert is_offered(edition) is offered
    assert SHAPES["docx"].offered(edition) is offered


def test_the_same_text_gives_the_same_bytes(data: bytes) -> None:
    assert make_word(made(report("en", "Nothing about us"))) == data


def test_what_looks_like_markup_stays_text() -> None:
    words = '</w:t></w:r><w:instrText>x</w:instrText> & "quoted" \x00\x1b\ufffe'
    document = Document("text/plain", (Section(blocks=(Paragraph((Run(words, href='https://e.org/?a="><x>&b'),)),)),))
    text = read(make_word(made(document)))
    found = [plain.runs[0].text for each in text.walk() for plain in each.blocks if "instrText" in str(plain)]
    assert found == ['</w:t></w:r><w:instrText>x</w:instrText> & "quoted"']


def test_libreoffice_reads_it(data: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "report.docx").write_bytes(data)
    command = [
        office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "html:HTML",
        "--outdir", str(tmp_path), str(tmp_path / "report.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    page = (tmp_path / "report.html").read_text("utf-8", errors="replace")
    for words in ("Nothing about us is decided", "Chapter 6", "Axis &lt;two&gt;", "sdfootnote1", "<thead"):
        assert words in page, words
