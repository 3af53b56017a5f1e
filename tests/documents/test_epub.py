"""What is read from e-books."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.documents.office import blocks, epub, headings, packed, run, texts, words

from firsthand.documents import epub as reader
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Footnote


def test_a_real_book_is_read_in_the_order_of_its_spine(samples: Path) -> None:
    document = reader.read((samples / "poetry.epub").read_bytes())
    assert (document.metadata.title, document.metadata.authors) == ("Poetry", ("Sarah Louisa Forten Purvis",))
    assert document.metadata.publishers == ("Standard Ebooks",)
    titles = [text for _, text in headings(document)]
    assert titles[:4] == ["Poetry", "Imprint", "The Grave of the Slave", "The Slave Girl’s Address to Her Mother"]
    assert titles[-1] == "Uncopyright"
    assert len(document.images) >= 2


def test_notes_in_another_file_and_links_between_chapters() -> None:
    chapters = {
        "a.xhtml": '<h1>A</h1><p>Text<a epub:type="noteref" href="notes.xhtml#n1">1</a> <a href="b.xhtml">next</a></p>',
        "b.xhtml": '<h1 id="n1">B</h1><p><a href="a.xhtml#none">lost</a></p>',
        "notes.xhtml": '<section epub:type="endnotes"><h2>Notes</h2><aside id="n1"><p>Far away.</p></aside></section>',
    }
    document = reader.read(epub(chapters))
    assert headings(document) == [(1, "A"), (1, "B")]
    note = blocks(document)[1]
    assert isinstance(note, Footnote)
    assert (note.mark, words(note.runs)) == ("1", "Far away.")
    assert run(document, "next").href == f"#{document.sections[1].anchor}"
    assert run(document, "lost").href is None


def test_what_stands_outside_of_the_order_comes_last_and_contents_are_left_out() -> None:
    spine = '<itemref idref="b.xhtml" linear="no"/><itemref idref="a.xhtml"/><itemref idref="c.xhtml"/>'
    chapters = {"a.xhtml": "<p>first</p>", "b.xhtml": "<p>beside</p>", "c.xhtml": "<nav><p>Contents</p></nav>"}
    assert texts(reader.read(epub(chapters, spine=spine))) == ["first", "beside"]


def test_named_characters_and_untidy_chapters_are_read() -> None:
    document = reader.read(epub({"a.xhtml": "<p>caf&eacute;&nbsp;&mdash; A&amp;B</p>", "b.xhtml": "<p>open<br>end"}))
    assert texts(document) == ["café — A&B", "open\nend"]


def test_a_missing_chapter_costs_a_remark() -> None:
    whole = zipfile.ZipFile(io.BytesIO(epub({"a.xhtml": "<p>here</p>", "b.xhtml": "<p>gone</p>"})))
    without = packed({name: whole.read(name) for name in whole.namelist() if name != "OPS/b.xhtml"})
    document = reader.read(without)
    assert texts(document) == ["here"]
    assert [remark.code for remark in document.remarks] == ["missing-chapter"]


def test_a_locked_book_says_so() -> None:
    lock = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        "</EncryptedData></encryption>"
    )
    with pytest.raises(UnreadableFileError, match="DRM") as caught:
        reader.read(epub({"a.xhtml": "<p>x</p>"}, **{"META-INF/encryption.xml": lock}))
    assert caught.value.reason == "encrypted"


def test_metadata_of_both_versions() -> None:
    metadata = (
        '<dc:title id="t1">The Main</dc:title><dc:title id="t2">The Sub</dc:title>'
        '<meta refines="#t1" property="title-type">main</meta><meta refines="#t2" property="title-type">subtitle</meta>'
        '<dc:creator id="c1">Ana B.</dc:creator><dc:creator id="c2">Tra Nslator</dc:creator>'
        '<meta refines="#c2" property="role">trl</meta><dc:language>pt-br</dc:language><dc:date>2018-07-01</dc:date>'
        "<dc:identifier>urn:isbn:9780306406157</dc:identifier>"
    )
    found = reader.read(epub({"a.xhtml": "<p>x</p>"}, metadata)).metadata
    assert (found.title, found.subtitle, found.authors) == ("The Main", "The Sub", ("Ana B.",))
    assert (found.language, found.date, found.identifiers) == ("pt-BR", "2018-07-01", ("urn:isbn:9780306406157",))


def test_pages_begin_where_the_book_marks_them() -> None:
    chapters = {
        "a.xhtml": (
            '<h1>A</h1><div epub:type="pagebreak" title="xii"/><p>on twelve <span role="doc-pagebreak" '
            'aria-label="13"/> and on</p><p>on thirteen</p><table><tr><td>also</td><td>there</td></tr></table>'
        ),
        "b.xhtml": '<p>still</p><p><span epub:type="pagebreak">3</span>on the third</p>',
    }
    document = reader.read(epub(chapters))
    places = [(block.locator.page, block.locator.label) if block.locator else None for block in blocks(document)]
    assert places == [(1, "xii"), (2, "13"), (2, "13"), (2, "13"), (3, None)]
    assert next(section.locator for section in document.walk()) is None
