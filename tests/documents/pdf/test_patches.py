"""What OCR read stands on the page instead of what was there, in the order in which the page is read."""

from firsthand.documents.pdf.patches import with_patch
from firsthand.documents.pdf.sheet import Font, Picture, Rule, Sheet, Word
from firsthand.documents.recognition.scans import Box, Patch, Recognised, Scan

FONT = Font("Serif")


def word(text: str, left: float, top: float) -> Word:
    return Word(text, left, top, left + 40, top + 10, top + 8, 10, FONT)


def patch(text: str, left: float, top: float, box: Box | None = None, turns: int = 0) -> Patch:
    found = Recognised(text, left, top + 2, left + 40, top + 9, top + 8, 10, 0.8, bold=True)
    return Patch(Scan(1, box), (found,), 0.8, ("en",), turns)


def said(sheet: Sheet) -> list[str]:
    return [found.text for found in sheet.words]


SHEET = Sheet(
    1, None, 400, 600, words=(word("left", 50, 100), word("below", 50, 300), word("right", 250, 100)),
    rules=(Rule(0, 50, 400, 50),), unmapped=3,
)  # fmt: skip


def test_a_page_that_is_read_anew_has_only_what_was_read() -> None:
    picture = Picture(0, 0, 400, 600, "image")
    small = Picture(300, 500, 390, 590, "image")
    page = with_patch(
        Sheet(1, None, 400, 600, SHEET.words, unmapped=3, pictures=(picture, small)), patch("new", 50, 100)
    )
    assert said(page) == ["new"]
    assert page.unmapped == 0
    assert page.pictures == (small,)
    (found,) = page.words
    assert (found.confidence, found.font.bold, found.size) == (0.8, True, 10)
    assert (found.top, found.base, found.bottom) == (100, 108, 110)


def test_a_part_is_read_in_its_place() -> None:
    box = (40.0, 190.0, 100.0, 220.0)
    assert said(with_patch(SHEET, patch("heading", 50, 200, box))) == ["left", "heading", "below", "right"]
    assert said(with_patch(SHEET, patch("last", 260, 200, (250, 190, 310, 220)))) == ["left", "below", "right", "last"]
    assert said(with_patch(SHEET, patch("first", 50, 20, (40, 10, 100, 40)))) == ["first", "left", "below", "right"]
    assert with_patch(SHEET, patch("heading", 50, 200, box)).unmapped == 3


def test_a_part_replaces_the_words_inside_it() -> None:
    assert said(with_patch(SHEET, patch("instead", 50, 300, (45, 295, 95, 315)))) == ["left", "instead", "right"]


def test_an_empty_part_of_an_empty_page_is_no_trouble() -> None:
    assert said(with_patch(Sheet(1, None, 400, 600), patch("alone", 50, 100, (40, 90, 100, 120)))) == ["alone"]


def test_a_page_that_was_turned_to_be_read_lies_so() -> None:
    page = with_patch(SHEET, patch("turned", 50, 100, turns=1))
    assert (page.width, page.height) == (600, 400)
    assert page.rules == ()
