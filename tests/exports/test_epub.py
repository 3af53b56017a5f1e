"""Editions as e-books: what they hold, and that others' tools find no fault with them."""

import io
import re
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.exports.documents import documents
from tests.exports.epubcheck import complaints, together
from tests.exports.nasty import huge_table, nasty, of, runs
from tests.exports.retold import pages, read_book, said
from tests.exports.volumes import Made, volume, volumes_of
from tests.front.library import film, footnotes_afar, report

from firsthand.catalogue.reading import compose, passages, printed_page
from firsthand.documents import epub
from firsthand.documents.model import Cell, Document, ListItem, Locator, Paragraph, Remark, Row, Run, Table
from firsthand.documents.readers import parse
from firsthand.exports.bundle import bind
from firsthand.exports.epub import make_epub
from firsthand.interface import interface
from firsthand.sources.folder import load

DEMO = Path(__file__).resolve().parents[2] / "demo"
LIGHT = ("footnotes.docx", "lists-restarting.docx", "tables.docx", "text-03.odt", "rtl1.pdf", "thai.pdf", "poetry.epub")
"""Samples that are read in a blink."""
OPS = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}
ROLE = "{http://www.idpf.org/2007/ops}type"


def parts(book: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(book)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def page(book: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts(book)[name])


def properties(book: bytes, name: str) -> list[str]:
    found = page(book, "package.opf").iterfind(f".//opf:meta[@property='{name}']", OPS)
    return [element.text or "" for element in found]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return make_epub(volume(report("en", "Nothing about us"), "Nothing about us"))


@pytest.fixture(scope="module")
def demonstration(read_before: Path) -> list[Made]:
    source = load(DEMO, cache=read_before)
    return list(volumes_of(source.collection, source.document))


def test_epubcheck_finds_no_fault(demonstration: list[Made], samples: Path, tmp_path: Path) -> None:
    books = {f"nasty-{name}": make_epub(volume(document)) for name, document in nasty().items()}
    books |= {f"demo-{number}": make_epub(each) for number, each in enumerate(demonstration)}
    for name in LIGHT:
        read = parse((samples / name).read_bytes(), name)
        books[f"sample-{name}"] = make_epub(volume(read, read.metadata.title or name, ui="fr"))
    chosen = [volume(report(language, "Nothing"), "Nothing") for language in ("en", "ar")]
    books["bundle"] = bind([*chosen, *demonstration[:3]], interface("ru"), "https://library.example.org", ["Тема"])
    assert complaints(together(books), tmp_path) == []


def test_the_reader_finds_in_the_demonstrations_books_what_went_in(demonstration: list[Made]) -> None:
    for each in demonstration:
        found = [words for _, words in read_book(make_epub(each))]
        expected = [line for line in said(each.reading) if line != ("heading", each.edition.title)]
        assert len(found) == len(expected), each.edition.title
        for words, (kind, wanted) in zip(found, expected, strict=True):
            # before what is spoken stand its time and its speaker
            assert words.endswith(wanted) if kind == "cue" else words == wanted


def test_every_passage_stands_on_its_page(demonstration: list[Made]) -> None:
    seen = 0
    for each in demonstration:
        shown = pages(make_epub(each))
        for passage in passages(each.leaves()):
            page = printed_page(passage.locator)
            if page and passage.kind != "footnote":
                assert shown[passage.id] == page, (each.edition.title, passage.text)
                seen += 1
    assert seen > 100


def test_the_reader_finds_the_pages_again() -> None:
    made = volume(report("en", "Nothing about us"), "Nothing about us")
    read = compose(epub.read(make_epub(made)))
    before = {each.id: printed_page(each.locator) for each in passages(made.leaves()) if each.kind != "footnote"}
    after = {each.id: printed_page(each.locator) for each in passages(read.leaves)}
    same = [id_ for id_, page in before.items() if page and id_ in after]
    assert len(same) > 80
    assert {id_: after[id_] for id_ in same} == {id_: before[id_] for id_ in same}


@given(documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_the_reader_finds_in_any_book_what_went_in(document: Document) -> None:
    made = volume(document)
    book = make_epub(made)
    assert read_book(book) == said(made.reading)
    assert make_epub(volume(document)) == book


def test_the_type_stands_first_and_nothing_tells_the_time(whole: bytes) -> None:
    with ZipFile(io.BytesIO(whole)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert whole[30:58] == b"mimetypeapplication/epub+zip"


def test_a_table_cut_between_leaves_is_one_again() -> None:
    made = volume(huge_table())
    assert made.contents.leaves > 2
    files = [data for name, data in parts(make_epub(made)).items() if re.fullmatch(r"\d+\.xhtml", name)]
    assert sum(data.count(b"<table") for data in files) == 1
    assert read_book(make_epub(made)) == said(made.reading)


def test_notes_are_there_once_and_lead_back(whole: bytes) -> None:
    chapter = page(whole, "001.xhtml")
    marks = chapter.xpath("//h:a[@role='doc-noteref']", namespaces=OPS)
    notes = chapter.xpath("//h:aside[@role='doc-footnote']", namespaces=OPS)
    assert [mark.get(ROLE) for mark in marks] == ["noteref", "noteref"]
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes]
    backs = [note.xpath("string(.//h:a[@role='doc-backlink']/@href)", namespaces=OPS) for note in notes]
    assert backs == [f"#{mark.get('id')}" for mark in marks]


def test_a_mark_far_from_its_note_leads_into_the_other_chapter() -> None:
    book = make_epub(volume(footnotes_afar()))
    files = {name: data for name, data in parts(book).items() if re.fullmatch(r"\d+\.xhtml", name)}
    assert len(files) > 1
    assert b"".join(files.values()).count(b"A note from far away.") == 1
    assert re.search(rb'href="001\.xhtml#p-\w+" epub:type="noteref"', max(files.items())[1])


def test_a_page_can_begin_inside_of_a_table() -> None:
    rows = tuple(Row((Cell(runs(f"a{n}")), Cell(runs(f"b{n}"))), locator=Locator(1 + n // 3)) for n in range(7))
    made = volume(of(Table(rows, locator=Locator(1)), Paragraph(runs("After"), locator=Locator(3))))
    listed = page(make_epub(made), "nav.xhtml").xpath("//h:nav[@role='doc-pagelist']//h:a", namespaces=OPS)
    assert [link.text for link in listed] == ["1", "2", "3"]
    shown = pages(make_epub(made))
    assert [shown[each.id] for each in passages(made.leaves())] == ["1", "1", "1", "2", "2", "2", "3", "3"]


def test_links_lead_across_chapters_and_no_name_is_there_twice() -> None:
    for name, document in nasty().items():
        book = parts(make_epub(volume(document)))
        texts = {file: etree.fromstring(data) for file, data in book.items() if file.endswith(".xhtml")}
        names = {
            file: [element.get("id") for element in root.iter() if element.get("id")] for file, root in texts.items()
        }
        assert all(len(ids) == len(set(ids)) for ids in names.values()), name
        for file, root in texts.items():
            for link in root.iter("{*}a"):
                target, _, anchor = link.get("href", "").partition("#")
                if ":" not in target:
                    assert not anchor or anchor in names[target or file], (name, link.get("href"))


def test_the_pages_of_the_original_are_listed(whole: bytes) -> None:
    listed = page(whole, "nav.xhtml").xpath("//h:nav[@role='doc-pagelist']//h:a", namespaces=OPS)
    assert [link.text for link in listed] == ["iii", "1", "2", "3", "4", "5", "6", "7", "8", "9"]


def test_the_contents_are_nested_as_the_headings_are(whole: bytes) -> None:
    lines = page(whole, "nav.xhtml").xpath("//h:nav[@role='doc-toc']/h:ol/h:li", namespaces=OPS)
    assert [line.find("h:a", OPS).text for line in lines[:3]] == ["Nothing about us", "Findings", "Chapter 1"]
    assert lines[2].findtext("h:ol/h:li/h:a", namespaces=OPS) == "Peers at the table 1"
    assert lines[-1].findtext("h:a", namespaces=OPS) == "About this edition"


def test_a_book_says_of_its_accessibility_what_is_true() -> None:
    full = report("en", "Nothing about us")
    plain = make_epub(volume(Document("text/plain", full.sections[0].sections[1:2], language="en")))
    assert properties(plain, "schema:accessModeSufficient") == ["textual"]
    assert properties(plain, "dcterms:conformsTo")
    with_pictures = make_epub(volume(full))
    assert properties(with_pictures, "schema:accessMode") == ["textual", "visual"]
    assert properties(with_pictures, "schema:accessModeSufficient") == ["textual,visual"]
    features = properties(with_pictures, "schema:accessibilityFeature")
    assert {"pageNavigation", "structuralNavigation"} <= set(features)
    assert "alternativeText" not in features
    assert not properties(with_pictures, "dcterms:conformsTo")
    assert "1 picture has no description." in properties(with_pictures, "schema:accessibilitySummary")[0]
    doubted = Document(
        "text/plain", full.sections[0].sections[1:2], language="en", remarks=(Remark("truncated", "Cut."),)
    )
    assert not properties(make_epub(volume(doubted)), "dcterms:conformsTo")


def test_right_to_left_is_said_at_every_level() -> None:
    book = make_epub(volume(report("ar", "لا شيء عنا"), "لا شيء عنا"))
    assert page(book, "package.opf").find("opf:spine", OPS).get("page-progression-direction") == "rtl"
    chapter = page(book, "001.xhtml")
    assert (chapter.get("lang"), chapter.get("dir")) == ("ar", "rtl")
    latin = chapter.xpath("//h:blockquote[@lang='la']", namespaces=OPS)
    assert latin[0].get("dir") == "ltr"
    assert page(book, "about.xhtml").get("lang") == "en"


def test_lists_keep_their_own_markers() -> None:
    markers = ["1.", "2.", "5.", "(a)", "•", "iv."]
    document = of(*(ListItem(runs(f"Item {n}"), 0, each, ordered=each != "•") for n, each in enumerate(markers)))
    chapter = page(make_epub(volume(document)), "001.xhtml")
    items = list(chapter.iter("{*}li"))
    assert [item.get("value") for item in items] == [None, None, "5", None, None, None]
    assert [item.findtext(".//h:span[@class='marker']", namespaces=OPS) for item in items[3:]] == ["(a)", None, "iv."]


def test_the_last_page_says_where_the_book_is_from() -> None:
    work = {"rights": "https://creativecommons.org/licenses/by-nc-nd/4.0/"}
    document = Document(
        "application/pdf", of(Paragraph((Run("Text"),))).sections, language="en",
        remarks=(Remark("no-text", "Page 2 is a picture.", page=2),),
    )  # fmt: skip
    text = " ".join(page(make_epub(volume(document, **work)), "about.xhtml").itertext())
    for words in (
        "20240101T000000Z-abcdef", "Creative Commons BY-NC-ND 4.0", "https://library.example.org/works/made-up/en",
        "the original file counts", "Page 2 of the file is a picture", "A made-up text", "Library <&> of the network",
    ):  # fmt: skip
        assert words in text


def test_a_recordings_words_come_with_their_times() -> None:
    text = " ".join(page(make_epub(volume(film("en"))), "001.xhtml").itertext())
    assert "0:01:01 Ana Nothing about us" in " ".join(text.split())
