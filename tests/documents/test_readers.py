"""From bytes to a Document: the kind of file decides which reader has it, and every failure has a sentence."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.documents import Document, Limits, UnreadableFileError
from firsthand.documents.readers import SUPPORTED, parse
from firsthand.documents.warming import tiny_files

PAGE = b"<!doctype html><title>A page</title><p>Nothing about us without us.</p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = OLE + "WordDocument".encode("utf-16-le")
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
PROGRAM = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
RUBBISH = bytes(range(256)) * 4


def failure(data: bytes, name: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        parse(data, name)
    return caught.value


def archive() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("photo.jpg", b"\xff\xd8\xff")
    return file.getvalue()


def test_every_kind_of_file_has_a_reader_that_reads_a_tiny_one() -> None:
    kinds = {parse(data, name).media_type for data, name in tiny_files()}
    assert kinds == set(SUPPORTED)


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report.txt"])
def test_a_web_page_under_another_name_is_read_as_what_it_is_with_a_remark(name: str) -> None:
    document = parse(PAGE, name)
    assert document.media_type == "text/html"
    assert [remark.code for remark in document.remarks] == ["mislabelled"]
    assert "is a web page" in document.remarks[0].message


@pytest.mark.parametrize("name", ["page.html", "page", "page.unknown"])
def test_a_name_that_is_right_or_says_nothing_needs_no_remark(name: str) -> None:
    assert parse(PAGE, name).remarks == ()


@pytest.mark.parametrize(
    ("data", "name", "reason", "advice"),
    [
        (WORD, "report.docx", "mislabelled", "save it as .docx"),
        (WORD, "report.doc", "unsupported", "save it as .docx"),
        (b"{\\rtf1\\ansi Words}", "report.doc", "unsupported", "save it as .docx"),
        (LOCKED, "report.docx", "encrypted", "without a password"),
        (PROGRAM, "report.docx", "mislabelled", "do not open it"),
        (PROGRAM, "setup.exe", "unsupported", "do not open it"),
        (PICTURE, "scan.pdf", "mislabelled", "OCR"),
        (PICTURE, "photo.png", "unsupported", "OCR"),
        (archive(), "report.docx", "mislabelled", "Unpack it"),
        (archive(), "photos.zip", "unsupported", "Unpack it"),
        (b"\0\0\0\x18ftypmp42", "film.mp4", "unsupported", ".srt"),
        (RUBBISH, "report.pdf", "damaged", "get it again"),
        (RUBBISH, "report.bin", "unsupported", "Files that can be read"),
        (b"a,b\n1,2\n", "table.csv", "unsupported", "Files that can be read"),
        (b"", "report.pdf", "empty", "Get it again"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(data: bytes, name: str, reason: str, advice: str) -> None:
    error = failure(data, name)
    assert error.reason == reason
    assert advice in str(error)


@pytest.mark.parametrize("name", ["tables.docx", "text-03.odt", "poetry.epub"])
def test_half_of_a_packed_file_is_truncated_or_damaged(samples: Path, name: str) -> None:
    data = (samples / name).read_bytes()
    assert failure(data[: len(data) // 2], name).reason in {"truncated", "damaged"}


def test_the_first_kilobyte_of_a_pdf_is_truncated_or_damaged(samples: Path) -> None:
    data = (samples / "tracemonkey.pdf").read_bytes()
    assert failure(data[:1024], "tracemonkey.pdf").reason in {"truncated", "damaged"}


def test_a_pdf_with_a_password_is_encrypted(samples: Path) -> None:
    assert failure((samples / "password.pdf").read_bytes(), "password.pdf").reason == "encrypted"


def test_more_text_than_allowed_is_too_large() -> None:
    with pytest.raises(UnreadableFileError, match="more than 10 characters"):
        parse(PAGE, "page.html", Limits(characters=10))


def test_a_tower_of_tags_is_no_crash() -> None:
    tower = b"<!doctype html>" + b"<div>" * 200_000 + b"words"
    try:
        assert isinstance(parse(tower, "tower.html"), Document)
    except UnreadableFileError as error:
        assert error.reason in {"damaged", "too-large"}  # noqa: PT017 - either end is right


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(tiny_files())), st.data())
def test_a_file_with_changed_bytes_is_read_or_refused_and_nothing_else(
    sample: tuple[bytes, str], data: st.DataObject
) -> None:
    content, name = sample
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse(bytes(changed), name)
    except UnreadableFileError as error:
        assert "mistake in Firsthand" not in str(error)  # noqa: PT017 - reading it is right too
