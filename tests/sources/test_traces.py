"""Names of people that files carry unseen."""

import zipfile
from pathlib import Path

from docx import Document

from firsthand.documents.media import DOCX, HTML, ODT, PDF
from firsthand.documents.model import Metadata
from firsthand.sources.cache import Facts
from firsthand.sources.traces import Trace, traces


def test_the_author_and_last_editor_of_a_word_file_are_found(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.author = "Robin & Co"
    document.core_properties.last_modified_by = "Kim"
    document.save(str(tmp_path / "x.docx"))
    found = traces(tmp_path / "x.docx", Facts(media_type=DOCX))
    assert found == (Trace("Robin & Co", "author"), Trace("Kim", "last editor"))


def test_those_who_commented_and_changed_are_found_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr(
            "word/comments.xml", '<w:comment w:id="1" w:author="Kim"/><w:comment w:id="2" w:author="Kim"/>'
        )
        archive.writestr("word/document.xml", '<w:ins w:id="3" w:author="Robin"/><w:p/><w:del w:author="Kim"/>')
    found = traces(tmp_path / "x.docx", Facts(media_type=DOCX))
    assert found == (Trace("Kim", "commenter"), Trace("Robin", "author of a change"))


def test_an_opendocument_file_names_its_first_and_last_editor(tmp_path: Path) -> None:
    meta = "<meta:initial-creator>Robin</meta:initial-creator><dc:creator>Kim</dc:creator>"
    with zipfile.ZipFile(tmp_path / "x.odt", "w") as archive:
        archive.writestr("meta.xml", meta)
    assert traces(tmp_path / "x.odt", Facts(media_type=ODT)) == (Trace("Robin", "author"), Trace("Kim", "last editor"))


def test_the_author_of_a_pdf_is_found_in_its_facts(tmp_path: Path) -> None:
    facts = Facts(media_type=PDF, metadata=Metadata(authors=("Robin",)))
    assert traces(tmp_path / "x.pdf", facts) == (Trace("Robin", "author"),)


def test_authors_that_a_web_page_shows_are_no_trace(tmp_path: Path) -> None:
    assert traces(tmp_path / "x.html", Facts(media_type=HTML, metadata=Metadata(authors=("Robin",)))) == ()


def test_a_broken_file_has_no_traces(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 and nothing more")
    assert traces(tmp_path / "x.docx", Facts(media_type=DOCX)) == ()
