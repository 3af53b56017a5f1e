"""What kind of file it is."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents import media
from firsthand.documents.media import detect
from firsthand.documents.readers import SUPPORTED

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def packed(*names: str, content: bytes = b"x" * 400) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", media.PDF),
        (b"%PDF-1.7\n%\xe2\xe3", "", media.PDF),
        (b"\r\n\x00\x01\x02rubbish before the header %PDF-1.3\n", "a.pdf", media.PDF),
        (packed("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "a.docx", media.DOCX),
        (packed("mimetype", "META-INF/container.xml"), "a.epub", media.EPUB),
        (b"<!DOCTYPE html><p>", "a.html", media.HTML),
        (b"\xef\xbb\xbf <!-- a --> \n<!-- b --><HTML lang=en>", "a", media.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a.xhtml", media.HTML),
        ("\ufeff<html><body>".encode("utf-16-le"), "a.htm", media.HTML),
        ("<html><body>что".encode("utf-16-be"), "a.htm", media.HTML),
        (b"<p>A fragment", "a.html", media.HTML),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "a.vtt", media.VTT),
        (b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n", "a.txt", media.SRT),
        (b"# Heading\n", "a.md", media.MARKDOWN),
        (b"# Heading\n", "a.txt", media.PLAIN),
        (b"<div>Markdown may begin with a tag</div>", "a.md", media.MARKDOWN),
        ("Просто текст".encode("cp1251"), "README", media.PLAIN),
        (b"", "a.pdf", media.PLAIN),
        (b"plain words under a name that lies", "a.docx", media.PLAIN),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        (b"<?xml version='1.0'?><feed/>", "a.xml", "application/xml"),
        (stream("WordDocument"), "a.doc", "application/msword"),
        (stream("WordDocument"), "a.docx", "application/msword"),
        (stream("EncryptedPackage"), "a.docx", media.ENCRYPTED_OFFICE),
        (OLE, "a.msi", "application/x-ole-storage"),
        (
            packed("[Content_Types].xml", "xl/workbook.xml"),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (packed("photos/a.jpg"), "a.docx", "application/zip"),
        (b"MZ\x90\0\x03\0", "a.docx", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\x02\x01", "a.pdf", "application/x-elf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "scan.pdf", "image/jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "image/webp"),
        (b"\0\0\0\x18ftypmp42", "film.mp4", "video/mp4"),
        (b"{\\rtf1\\ansi", "a.doc", "application/rtf"),
        (bytes(range(256)) * 4, "a.pdf", media.UNKNOWN),
    ],
)
def test_content_decides_and_the_name_settles_what_it_leaves_open(data: bytes, name: str, expected: str) -> None:
    assert detect(data, name) == expected


def test_opendocument_and_epub_say_what_they_are_in_their_first_entry() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    assert detect(file.getvalue(), "a.zip") == media.ODT


def test_a_word_file_is_known_by_its_beginning_alone() -> None:
    whole = packed("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    assert detect(whole[: len(whole) // 2], "a") == media.DOCX


def test_a_word_file_is_known_by_what_it_declares_when_its_text_comes_late() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types><Override PartName="/word/document.xml"/></Types>')
        archive.writestr("word/document.xml", "<a/>")
    assert detect(file.getvalue()[:120], "a") == media.DOCX


@pytest.mark.parametrize("ending", ["docx", "epub", "odt", "pdf"])
def test_real_files_are_known_without_their_names(samples: Path, ending: str) -> None:
    for path in samples.glob(f"*.{ending}"):
        with path.open("rb") as file:
            assert detect(file.read(media.HEAD)) == media.SUFFIXES[path.suffix], path.name


@given(st.binary(max_size=300), st.sampled_from(["", "a.pdf", "a.docx", "a.md", "a.srt", "a.unknown"]))
def test_any_bytes_under_any_name_have_a_kind(data: bytes, name: str) -> None:
    for head in (data, b"PK\x03\x04" + data, OLE[:8] + data, b"<!--" + data, b"\xff\xfe" + data):
        assert "/" in detect(head, name)


def test_comments_that_never_end_are_no_trap() -> None:
    assert detect(b"<!-- -->" * 5000 + b"<!--", "a.html") == media.HTML


def test_every_kind_that_is_read_has_a_name_that_promises_it() -> None:
    assert set(SUPPORTED) <= set(media.SUFFIXES.values())
