"""Reports set in two columns, in four languages: everything that was written comes back, in its place and kind."""

from functools import cache

import pytest
from typst import Fonts

from firsthand.documents.model import Block, Document, Footnote, ListItem, Paragraph, Table, plain
from firsthand.documents.pdf import read

from .pdfs import typeset
from .reports import REPEATS, REPORTS, body, make_report

LANGUAGES = sorted(REPORTS)


@cache
def document(language: str) -> Document:
    return read(make_report(language))


def blocks(language: str) -> list[Block]:
    return [block for section in document(language).walk() for block in section.blocks]


def paragraphs(language: str) -> list[str]:
    return [plain(block.runs) for block in blocks(language) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_are_whole_over_lines_columns_and_pages(language: str) -> None:
    words = REPORTS[language]
    expected = [f"{words.opening} {words.closing}"]
    expected += [body(words, number) for number in range(1, REPEATS + 1)]
    expected += [words.closing, f"{words.opening} {words.head} {words.title} {words.first}"]
    assert paragraphs(language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_spans_the_columns_and_the_sections_are_nested(language: str) -> None:
    words = REPORTS[language]
    headings = [(plain(section.heading), section.level) for section in document(language).walk() if section.heading]
    assert [text for text, _ in headings] == [words.title, f"1 {words.first}", f"1.1 {words.second}"]
    assert headings[1][1] < headings[2][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footnote_is_tied_to_its_mark(language: str) -> None:
    (note,) = [block for block in blocks(language) if isinstance(block, Footnote)]
    assert (note.mark, plain(note.runs)) == ("1", REPORTS[language].note)
    marks = [run for block in blocks(language) if isinstance(block, Paragraph) for run in block.runs if run.note]
    assert [(run.text, run.superscript, run.note) for run in marks] == [("1", True, note.id)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_items_have_their_markers(language: str) -> None:
    items = [block for block in blocks(language) if isinstance(block, ListItem)]
    assert [(item.marker, item.depth, item.ordered, plain(item.runs)) for item in items] == [
        ("•", 0, False, text) for text in REPORTS[language].items
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ruled_table_has_its_cells(language: str) -> None:
    (table,) = [block for block in blocks(language) if isinstance(block, Table)]
    assert [[plain(cell.runs) for cell in row.cells] for row in table.rows] == [
        ["A", "B", "C"],
        ["Lisboa", "120", "2023"],
        ["Kyiv", "95", "2024"],
    ]
    assert [cell.header for row in table.rows for cell in row.cells] == [True] * 3 + [False] * 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_counted_and_printed_numbers_are_their_labels(language: str) -> None:
    places = {(block.locator.page, block.locator.label) for block in blocks(language) if block.locator}
    assert places == {(page, str(page + 10)) for page in range(1, (document(language).pages or 0) + 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_style_and_links_are_kept(language: str) -> None:
    words = REPORTS[language]
    runs = [run for block in blocks(language) if isinstance(block, Paragraph) for run in block.runs]
    assert [run.text for run in runs if run.href == "https://example.org/"] == [words.head]
    assert [run.text for run in runs if run.strong] == [words.title]
    assert [run.text for run in runs if run.emphasis] == [words.first]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_file_says_of_itself_is_kept(language: str) -> None:
    metadata = document(language).metadata
    assert (metadata.title, metadata.authors, metadata.language) == (REPORTS[language].title, ("Ana Ruiz",), language)
    assert document(language).remarks == ()


@pytest.mark.parametrize(
    ("language", "font", "text"),
    [
        (
            "ar",
            "Noto Naskh Arabic",
            "إن الإصلاح يبدأ بالاستماع إلى الناس في الأحياء والأسواق، ولا يمكن لأي سياسة أن تنجح بدونهم.",
        ),
        ("he", "Noto Sans Hebrew", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם, וכולם חוננו בתבונה ובמצפון."),
        (
            "zh",
            "Noto Sans CJK SC",
            "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
        ),
    ],
)
def test_other_scripts_come_back_as_they_were_written(language: str, font: str, text: str) -> None:
    if font not in Fonts().families():
        pytest.skip(f"the typeface {font} is not on this machine")
    source = f'#set page(width: 9cm)\n#set text(font: "{font}", lang: "{language}", size: 11pt)\n{text}\n\n{text}'
    found = [block for section in read(typeset(source)).walk() for block in section.blocks]
    assert [plain(block.runs) for block in found if isinstance(block, Paragraph)] == [text, text]
