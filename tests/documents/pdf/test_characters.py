"""What stands on a page: sizes, styles, places, turned pages, words drawn twice."""

from io import BytesIO

import pikepdf
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


IN_FORM = "/P << /MCID 7 >> BDC BT /F1 12 Tf 72 600 Td (Inside) Tj ET EMC"


def sheet_with_form(content: str) -> Sheet:
    pdf = pikepdf.open(BytesIO(by_hand(content)))
    form = pdf.make_stream(IN_FORM.encode())
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 595, 842]
    form.Resources = pdf.pages[0].Resources
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
    saved = BytesIO()
    pdf.save(saved)
    with open_pdf(saved.getvalue()) as (document, count):
        (found,) = read_sheets(document, count)
    return found


def test_words_bear_the_number_of_their_marked_content() -> None:
    content = (
        "BT /F1 12 Tf 72 700 Td /P << /MCID 3 >> BDC (One) Tj EMC ( two) Tj /Span << /MCID 4 >> BDC ( three) Tj EMC ET"
    )
    assert [(word.text, word.mark) for word in sheet(content).words] == [("One", 3), ("two", -1), ("three", 4)]


def test_numbers_of_a_form_count_where_only_one_form_numbers() -> None:
    assert [word.mark for word in sheet_with_form("/X Do").words] == [7]


def test_numbers_of_a_form_do_not_count_beside_those_of_the_page() -> None:
    content = "/P << /MCID 3 >> BDC BT /F1 12 Tf 72 700 Td (Outside) Tj ET EMC /X Do"
    assert {word.text: word.mark for word in sheet_with_form(content).words} == {"Outside": 3, "Inside": -1}


def test_numbers_of_two_forms_do_not_count() -> None:
    assert {word.mark for word in sheet_with_form("/X Do 1 0 0 1 0 -99 cm /X Do").words} == {-1}


def test_what_a_form_draws_bears_the_number_that_the_page_gives_to_the_form() -> None:
    assert [word.mark for word in sheet_with_form("/P << /MCID 5 >> BDC /X Do EMC").words] == [5]


def test_words_without_ink_are_hidden() -> None:
    found = sheet("BT /F1 12 Tf 72 700 Td (Shown) Tj 3 Tr ( hidden) Tj ET")
    assert [(word.text, word.hidden) for word in found.words] == [("Shown", False), ("hidden", True)]


def test_pictures_have_their_places_and_colours() -> None:
    found = sheet("1 0 0 rg 100 700 50 20 re f 0 0 m 10 30 40 30 50 0 c S")
    area, curve = found.pictures
    assert (area.left, area.top, area.right, area.bottom) == pytest.approx((100, 122, 150, 142))
    assert (area.kind, area.fill, area.stroked, area.curved) == ("path", 0xFF0000, False, False)
    assert (curve.fill, curve.stroked, curve.curved) == (-1, True, True)
