"""What is read from plain text."""

import pytest
from tests.documents.office import blocks, headings, texts, words

from firsthand.documents import plaintext
from firsthand.documents.model import ListItem, Quotation


def read(text: str) -> plaintext.Document:
    return plaintext.read(text.encode())


def test_lines_broken_at_a_width_are_joined_and_paragraphs_parted_by_empty_lines() -> None:
    document = read(
        "This paragraph was broken to fit on\na page of some width, as letters are,\nby community-\nled "
        "hands.\n\nNext one.\n"
    )
    assert texts(document) == [
        "This paragraph was broken to fit on a page of some width, as letters are, by community-led hands.",
        "Next one.",
    ]


def test_paragraphs_parted_by_indents_only() -> None:
    document = read(
        "  First begins here and goes on to the\nnext line of it.\n  Second begins here, and goes on just\nas "
        "the first one did.\n"
    )
    assert texts(document) == [
        "First begins here and goes on to the next line of it.",
        "Second begins here, and goes on just as the first one did.",
    ]


def test_without_wrapping_each_line_is_a_paragraph() -> None:
    long = "word " * 60
    assert len(texts(read(f"{long}\n{long}\n{long}\n"))) == 3


def test_headings_only_where_they_are_plain() -> None:
    document = read(
        "OUR DEMANDS\n\nText.\n\n1. Introduction\n\nText.\n\n1.2 Further matters\n\nText.\n\nSetext\n======\n"
        "\nText.\n\n"
        "Second\n------\nText at once.\n\nNo heading here.\n\nNATO\n\nWHAT WE SAID WAS THIS:\n\n5 people came to us.\n"
    )
    assert [text for _, text in headings(document)] == [
        "OUR DEMANDS",
        "1. Introduction",
        "1.2 Further matters",
        "Setext",
        "Second",
        "NATO",
    ]
    assert document.metadata.title == "OUR DEMANDS"


def test_lists_quotations_and_verse() -> None:
    document = read(
        "We ask:\n - one thing that\n   goes on\n - two\n   * deeper\n\n(a) first\n(b) second\n\n> said\n> "
        "so\n\nRoses red\nViolets blue\nSugar sweet\n"
    )
    items = [block for block in blocks(document) if isinstance(block, ListItem)]
    assert [(item.marker, item.depth, words(item.runs)) for item in items] == [
        ("•", 0, "one thing that goes on"),
        ("•", 0, "two"),
        ("•", 1, "deeper"),
        ("(a)", 0, "first"),
        ("(b)", 0, "second"),
    ]
    assert [words(block.runs) for block in blocks(document) if isinstance(block, Quotation)] == ["said so"]
    assert texts(document)[-3:] == ["Roses red", "Violets blue", "Sugar sweet"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ёлка и права человека", "cp1251"),
        ("Мы требуем достоинства и здоровья", "koi8-r"),
        ("Él pidió más información, señor — «así»", "cp1252"),
        ("L’été où l’élève naît", "cp1252"),
        ("Права человека", "utf-16"),
        ("plain text, two bytes each", "utf-16-le"),
        ("人权 for all", "utf-8-sig"),
        ("Grüße aus Köln über Straßen", "cp1252"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    assert texts(plaintext.read(text.encode(encoding))) == [text]
