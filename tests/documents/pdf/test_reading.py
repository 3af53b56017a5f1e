"""The reader as a whole: what a Document of an ordinary report looks like, and what bad files come to."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Document, Paragraph, plain
from firsthand.documents.pdf import opening, read

from .pdfs import PAGE, by_hand, typeset

REASONS = {"read", "empty", "truncated", "damaged", "encrypted", "mislabelled", "too-large"}
REPORT = (
    PAGE
    + """
#set document(title: "Safe supply", author: ("Ana Ruiz", "Li Wei"))
= Why we write
People who use drugs know best what keeps them safe, and this report says it in their words. #lorem(60)
== What we ask
#lorem(40)
"""
)


@pytest.fixture(scope="module")
def report() -> bytes:
    return typeset(REPORT)


def test_a_report_has_its_title_authors_language_and_pages(report: bytes) -> None:
    document = read(report)
    assert document.metadata.title == "Safe supply"
    assert document.metadata.authors == ("Ana Ruiz, Li Wei",) or document.metadata.authors == ("Ana Ruiz", "Li Wei")
    assert document.language == document.metadata.language == "en"
    assert document.pages == 1


def test_headings_make_a_tree(report: bytes) -> None:
    (outer,) = read(report).sections
    assert plain(outer.heading) == "Why we write"
    assert [plain(inner.heading) for inner in outer.sections] == ["What we ask"]
    assert (outer.level, outer.sections[0].level) == (1, 2)


def test_a_paragraph_is_whole_and_has_its_page(report: bytes) -> None:
    paragraph = read(report).sections[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.runs).startswith("People who use drugs know best what keeps them safe, and this report says")
    assert paragraph.locator is not None
    assert paragraph.locator.page == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a word processor's file", "mislabelled"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"%PDF-1.7\n1 0 obj << /Type /Catalog", "truncated"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PAGES_AT_MOST", 2)
    with pytest.raises(UnreadableFileError) as caught:
        read(by_hand("", pages=3))
    assert caught.value.reason == "too-large"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_to_a_file_it_is_read_or_refused(report: bytes, data: st.DataObject) -> None:
    broken = bytearray(report)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1)) if broken else 0
        match data.draw(st.sampled_from(["cut", "flip", "zero", "noise"])):
            case "cut":
                del broken[at:]
            case "flip" if broken:
                broken[at] ^= data.draw(st.integers(1, 255))
            case "zero":
                broken[at : at + 64] = bytes(len(broken[at : at + 64]))
            case _:
                broken[at:at] = data.draw(st.binary(max_size=40))
    assert _outcome(bytes(broken)) in REASONS


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_noise_after_a_header_is_read_or_refused(noise: bytes) -> None:
    assert _outcome(b"%PDF-1.4\n" + noise) in REASONS


def _outcome(data: bytes) -> str:
    try:
        assert isinstance(read(data), Document)
    except UnreadableFileError as error:
        return error.reason
    return "read"
