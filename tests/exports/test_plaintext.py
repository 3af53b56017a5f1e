"""Editions as plain text."""

import re

from tests.exports.nasty import nasty, of, runs
from tests.exports.retold import flat, said
from tests.exports.volumes import volume
from tests.front.library import film, report

from firsthand.documents.model import Cell, Document, ListItem, Paragraph, Row, Run, Table
from firsthand.exports.plaintext import make_text


def text(document: Document, **work: object) -> str:
    return make_text(volume(document, **work)).decode()


def test_all_words_are_there_in_order() -> None:
    made = volume(report("en", "Nothing about us"), "Nothing about us")
    written, at = flat(re.sub(r"\[\d+\] ?| <https[^>]*>", "", make_text(made).decode())), 0
    for kind, words in said(made.reading):
        if kind not in ("row", "figure", "footnote", "code"):
            at = written.find(words, at)
            assert at >= 0, words


def test_it_begins_with_who_says_it_and_ends_with_how_to_cite_it() -> None:
    written = text(of(Paragraph(runs("Said."))), rights="https://creativecommons.org/publicdomain/zero/1.0/")
    assert written.startswith("A made-up text\n==============\n\nIts subtitle\n\n")
    assert "https://library.example.org/works/made-up/en" in written
    for words in ("Rights: Public domain", "How to cite", "Release: 20240101T000000Z-abcdef"):
        assert words in written


def test_a_table_is_read_out_row_by_row() -> None:
    head = Row((Cell(runs("Country"), header=True), Cell(runs("Year"), header=True)))
    body = Row((Cell(runs("Portugal"), header=True), Cell(runs("2001"))))
    assert "[Table: Laws]\n\nCountry: Portugal; Year: 2001\n" in text(of(Table((head, body), caption=runs("Laws"))))


def test_lists_notes_pages_and_links_are_told_by_signs() -> None:
    written = text(report("en", "Nothing about us"))
    assert "1. Peers at the table\n    (a) What we ask for\n    (b) Findings\n" in written
    assert "health, and say so. [1]" not in written
    assert "say so. [1] Peers" in written
    assert "example.org <https://example.org/a?b=1&c=2>" in written
    assert "[1] Findings: https://example.org\n[2] Year of the law.\nCountry." in written
    assert "[Page iii]\n\nNothing" in written
    assert "[Picture: A picture without a description]" in written


def test_links_that_say_their_own_address_are_not_said_twice() -> None:
    assert "See www.example.org/a." in text(
        of(Paragraph((Run("See "), Run("www.example.org/a", href="http://www.example.org/a"), Run("."))))
    )


def test_spoken_words_stand_line_by_line_after_their_times() -> None:
    assert "0:01:01 Ana: Nothing about us" in text(film("en"))
    assert "\n\n0:01:01" not in text(film("en"))


def test_whatever_a_text_holds_can_be_written() -> None:
    for name, document in nasty().items():
        written = make_text(volume(document)).decode()
        assert not set(written) & set("\x00\x0b\x0c\ufffe"), name


def test_items_stand_together() -> None:
    items = [ListItem(runs(f"Item {n}"), 0, f"{n}.", ordered=True) for n in (1, 2)]
    assert "Before\n\n1. Item 1\n2. Item 2\n\nAfter" in text(
        of(Paragraph(runs("Before")), *items, Paragraph(runs("After")))
    )
