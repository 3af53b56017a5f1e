"""What repeats at the edges of pages is left out; what only happens to stand there is kept."""

from firsthand.documents.pdf.furniture import Stripped, strip_furniture
from firsthand.documents.pdf.lines import Line, make_line
from firsthand.documents.pdf.sheet import Font, Word

HEIGHT = 800.0


def line(text: str, base: float) -> Line:
    words = [
        Word(part, 50 * at, base - 8, 50 * at + 40, base + 2, base, 10, Font("Serif"))
        for at, part in enumerate(text.split())
    ]
    return make_line(words)


def strip(*pages: list[Line], labels: list[str | None] | None = None) -> list[Stripped]:
    return strip_furniture(pages, [HEIGHT] * len(pages), labels or [None] * len(pages))


def texts(page: Stripped) -> list[str]:
    return [piece.text for piece in page.pieces]


def test_a_running_head_goes_and_the_text_stays() -> None:
    pages = [[line("Annual report", 40), line(f"Text of page {'abcd'[at]}", 400)] for at in range(4)]
    assert [texts(page) for page in strip(*pages)] == [[f"Text of page {letter}"] for letter in "abcd"]


def test_heads_of_left_and_right_pages_go() -> None:
    pages = [[line(["The network", "Annual report"][at % 2], 40), line("Text", 400)] for at in range(6)]
    assert all(texts(page) == ["Text"] for page in strip(*pages))


def test_printed_page_numbers_are_taken_out_and_kept() -> None:
    pages = [[line("Text", 400), line(str(at + 47), 780)] for at in range(3)]
    assert [(texts(page), page.printed) for page in strip(*pages)] == [(["Text"], str(at + 47)) for at in range(3)]


def test_roman_page_numbers_are_taken_out() -> None:
    pages = [[line("Text", 400), line(number, 780)] for number in ("iii", "iv", "v")]
    assert [page.printed for page in strip(*pages)] == ["iii", "iv", "v"]


def test_a_number_that_the_file_declares_as_label_is_the_page_number() -> None:
    pages = [[line("Text", 400), line(text, 780)] for text in ("12", "30")]
    assert [page.printed for page in strip(*pages, labels=["12", "30"])] == ["12", "30"]


def test_figures_that_do_not_keep_step_are_text() -> None:
    pages = [[line("Text", 400), line(text, 780)] for text in ("1998", "2004", "17", "2010")]
    assert [page.printed for page in strip(*pages)] == [None] * 4
    assert texts(strip(*pages)[0]) == ["Text", "1998"]


def test_what_repeats_in_the_middle_of_pages_is_text() -> None:
    pages = [[line("Recommendation", 400), line("Text", 500)] for _ in range(5)]
    assert texts(strip(*pages)[0]) == ["Recommendation", "Text"]


def test_a_single_page_keeps_its_lines() -> None:
    (page,) = strip([line("Open letter", 40), line("Text", 400)])
    assert texts(page) == ["Open letter", "Text"]
