"""A Document as text for a terminal."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from firsthand.documents.model import (
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Metadata,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Table,
)
from firsthand.documents.show import as_text

WORDS = "Nothing about us without us, and nothing for us that was made without asking us first."


def document(*blocks: object, heading: str = "", level: int = 1, **more: object) -> Document:
    section = Section((Run(heading),) if heading else (), level if heading else 0, blocks=tuple(blocks))  # type: ignore[arg-type]
    return Document("text/plain", (section,), **more)  # type: ignore[arg-type]


def paragraph(text: str, page: int | None = None, label: str | None = None) -> Paragraph:
    return Paragraph((Run(text),), locator=Locator(page, label) if page else None)


def test_title_and_facts_stand_above_the_text() -> None:
    about = Metadata("A guide", "How to", ("A. Author", "B. Author"), ("A network",), "2024-05")
    assert as_text(document(paragraph("Words."), metadata=about)) == (
        "A guide: How to\nA. Author, B. Author · A network · 2024-05\n\nWords."
    )


def test_headings_show_their_level() -> None:
    assert as_text(document(paragraph("Words."), heading="Harm reduction", level=2)) == "## Harm reduction\n\nWords."


def test_lines_are_no_longer_than_the_width() -> None:
    lines = as_text(document(paragraph(WORDS), Quotation((Run(WORDS),))), 30).splitlines()
    assert max(map(len, lines)) <= 30
    assert " ".join(" ".join(lines).split()) == f"{WORDS} {WORDS}"


def test_a_new_page_is_marked_once_by_its_printed_number() -> None:
    text = as_text(document(paragraph("One.", 1, "iv"), paragraph("Two.", 1, "iv"), paragraph("Three.", 2)), 40)
    assert re.findall("page [^ ]+", text) == ["page iv", "page 2"]
    assert text.index("page iv") < text.index("One.") < text.index("Two.") < text.index("page 2") < text.index("Three.")


def test_items_of_a_list_stand_together_and_hang_on_their_marks() -> None:
    items = ListItem((Run("one"),), 0, "1.", ordered=True), ListItem((Run("two, which goes on"),), 1, "(a)")
    assert as_text(document(*items), 20) == "1. one\n  (a) two, which\n      goes on"


def test_marks_of_footnotes_are_in_brackets_and_so_are_the_notes() -> None:
    told = Paragraph((Run("As agreed."), Run("7", superscript=True, note="n7")))
    assert as_text(document(told, Footnote("n7", "7", (Run("In 2016."),)))) == "As agreed.[7]\n\n  [7] In 2016."


def test_a_table_is_drawn_with_its_cells_in_their_columns() -> None:
    rows = (
        Row((Cell((Run("Country"),), header=True), Cell((Run("Sites"),), header=True))),
        Row((Cell((Run("over both"),), columns=2),)),
        Row((Cell((Run("Kenya"),)), Cell((Run("12"),)))),
    )
    lines = as_text(document(Table(rows, caption=(Run("Where"),))), 60).splitlines()
    assert lines[0] == "Where"
    words = [re.findall(r"\w[\w ]*\w", line) for line in lines[2::2]]
    assert words == [["Country", "Sites"], ["over both"], ["Kenya", "12"]]
    assert len({line.index("|", 1) for line in lines[2::2]}) == 1


def test_a_table_too_wide_to_draw_is_written_row_by_row() -> None:
    rows = (Row(tuple(Cell((Run(str(number)),)) for number in range(30))),)
    assert as_text(document(Table(rows)), 80).startswith("0 | 1 | 2 | 3")


def test_cues_show_their_time_and_speaker() -> None:
    cue = Cue((Run("Good morning."),), "Ada", locator=Locator(start=3725.4, end=3727))
    assert as_text(document(cue)) == "[1:02:05] Ada: Good morning."


def test_a_picture_is_told_by_its_alternative_text_and_caption() -> None:
    assert as_text(document(Figure("A map", (Run("Figure 1"),)))) == "[Picture: A map]\nFigure 1"


def test_words_inside_a_picture_are_told() -> None:
    assert as_text(document(Figure("A map", text="North\nSouth"))) == "[Picture: A map]\nNorth\nSouth"


def test_lines_and_spaces_of_code_are_kept() -> None:
    assert as_text(document(Code("if x:\n    y = 1"))) == "    if x:\n        y = 1"


def test_small_figures_stay_small() -> None:
    assert as_text(document(Paragraph((Run("m"), Run("2", superscript=True))))) == "m²"


def test_a_pipe_gets_no_codes_and_a_terminal_does() -> None:
    told = document(Paragraph((Run("Strong", strong=True),)))
    assert as_text(told) == "Strong"
    assert "\x1b[1m" in as_text(told, styled=True)


@pytest.mark.parametrize("styled", [True, False])
def test_codes_in_a_text_do_not_reach_the_terminal(styled: bool) -> None:
    text = as_text(document(paragraph("a\x1b]0;title\x07b\x9b31mc\rd")), styled=styled)
    assert text == "a]0;titleb31mcd"


def test_links_become_links_of_the_terminal_only_where_they_lead_to_the_web() -> None:
    def shown(href: str) -> str:
        return as_text(document(Paragraph((Run("here", href=href),))), styled=True)

    assert "https://example.org" in shown("https://example.org")
    assert "script" not in shown("javascript:alert(1)")


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=5), st.integers(20, 100))
def test_any_text_fits_any_width(texts: list[str], width: int) -> None:
    text = as_text(document(*(paragraph(text) for text in texts)), width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
