"""What stands on a page: sizes, styles, places, turned pages, words drawn twice."""

import pytest

from firsthand.documents.model import plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.sheet import Sheet

from .pdfs import by_hand


def sheet(content: str, page: str = "") -> Sheet:
    data = by_hand(content)
    if page:
        data = data.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842] " + page.encode())
    with open_pdf(data) as (document, count):
        (found,) = read_sheets(document, count)
    return found


def test_a_word_stands_where_it_is_shown() -> None:
    (word,) = sheet("BT /F1 20 Tf 72 742 Td (Here) Tj ET").words
    assert (word.text, word.size) == ("Here", 20)
    assert word.left == pytest.approx(72, abs=1)
    assert word.base == pytest.approx(100, abs=1)


def test_the_size_is_that_on_the_page_whatever_the_matrix() -> None:
    (word,) = sheet("q 2 0 0 2 0 0 cm BT 5 0 0 5 36 371 Tm /F1 1 Tf (Here) Tj ET Q").words
    assert word.size == pytest.approx(10)
    assert word.base == pytest.approx(100, abs=1)


def test_a_page_that_is_shown_turned_is_read_as_it_is_shown() -> None:
    found = sheet("BT 0 1 -1 0 100 72 Tm /F1 12 Tf (Here) Tj ET", page="/Rotate 90")
    (word,) = found.words
    assert (found.width, found.height) == (842, 595)
    assert not word.turned
    assert (word.left, word.base) == (pytest.approx(72, abs=1), pytest.approx(100, abs=1))


def test_a_cropped_page_begins_at_its_visible_corner() -> None:
    (word,) = sheet("BT /F1 12 Tf 172 642 Td (Here) Tj ET", page="/CropBox [100 100 495 742]").words
    assert (word.left, word.base) == (pytest.approx(72, abs=1), pytest.approx(100, abs=1))


def test_a_word_that_is_drawn_twice_to_look_bold_is_read_once() -> None:
    found = sheet("BT /F1 12 Tf 72 700 Td (Here) Tj ET BT /F1 12 Tf 72.3 700 Td (Here) Tj ET")
    assert [word.text for word in found.words] == ["Here"]


def test_words_written_upwards_come_last() -> None:
    content = (
        "BT 0 1 -1 0 30 300 Tm /F1 12 Tf (Photograph by a member) Tj ET "
        "BT /F1 12 Tf 72 700 Td (The network asked.) Tj ET"
    )
    blocks = read(by_hand(content)).sections[0].blocks
    assert [plain(block.runs) for block in blocks] == ["The network asked.", "Photograph by a member"]  # type: ignore[union-attr]


def test_straight_lines_are_found_however_they_are_drawn() -> None:
    rules = sheet("72 700 200 1 re f 72 600 m 272 600 l S 300 500 80 40 re S").rules
    assert sum(rule.lies for rule in rules) == 4
    assert sum(not rule.lies for rule in rules) == 2
