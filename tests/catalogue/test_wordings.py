"""The words that are signed: plain, in order, and with a hash that anybody can compute."""

import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.reading import compose
from firsthand.catalogue.wordings import wording, written
from firsthand.documents.model import Cell, Document, Footnote, ListItem, Paragraph, Row, Run, Section, Table


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def test_a_text_gives_its_title_and_its_paragraphs_with_their_numbers() -> None:
    blocks = (
        Paragraph(words("We ask:")),
        ListItem(words("Listen."), marker="1.", ordered=True),
        ListItem(words("Act.")),
        Table((Row((Cell(words("a")), Cell(words("b")))),), caption=words("Sums")),
        Footnote("n", "*", words("Last year.")),
    )
    inner = Section(words("Why"), 2, blocks=(Paragraph(words("Because.")),))
    reading = compose(Document("text/plain", (Section(words("A letter"), 1, blocks=blocks), inner)))
    found = wording("en", reading, "Another title")
    assert found.title == "A letter"
    assert found.paragraphs == ("We ask:", "1. Listen.", "• Act.", "Sums", "a | b", "* Last year.", "Why", "Because.")


def test_a_text_that_begins_without_a_heading_has_the_title_of_its_record() -> None:
    first = Section(blocks=(Paragraph(words("We ask.")),))
    reading = compose(Document("text/plain", (first, Section(words("Why"), 1))))
    found = wording("en", reading, "A  letter")
    assert (found.title, found.paragraphs) == ("A letter", ("We ask.", "Why"))


def test_the_hash_is_that_of_the_standard_tool() -> None:
    found = written("en", "Título", ["Uno.", "Dos."])
    said = subprocess.run(
        ["sha256sum"], input="Título\n\nUno.\n\nDos.".encode(), capture_output=True, check=True
    ).stdout
    assert said.decode().split()[0] == found.sha256


@given(st.text(max_size=20), st.lists(st.text(max_size=30), max_size=4))
def test_what_is_hashed_can_be_read_back_and_is_in_normal_form(title: str, paragraphs: list[str]) -> None:
    found = written("en", title, paragraphs)
    assert all(text and "\n\n" not in text for text in found.paragraphs)
    assert written("en", found.title, found.paragraphs) == found
    assert all(unicodedata.is_normalized("NFC", text) for text in (found.title, *found.paragraphs))


@pytest.mark.parametrize(("one", "other"), [(["a", "b"], ["a b"]), (["a\nb"], ["a", "b"]), (["ab"], ["a", "b"])])
def test_words_parted_otherwise_have_another_hash(one: list[str], other: list[str]) -> None:
    assert written("en", "T", one).sha256 != written("en", "T", other).sha256
