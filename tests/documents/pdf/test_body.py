"""The size of running text."""

import pytest

from firsthand.documents.model import Footnote, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.body import measure_body
from firsthand.documents.pdf.sheet import Font, Sheet, Word

from .pdfs import PAGE, typeset

SERIF = Font("Serif")


def lines(count: int, size: float, *, top: float = 100.0, words: int = 12, width: float = 30.0) -> list[Word]:
    """Lines of words of eight letters."""
    return [
        Word("estimate", 50 + at * (width + 3), base - size, 50 + at * (width + 3) + width, base, base, size, SERIF)
        for base in (top + 1.2 * size * line for line in range(count))
        for at in range(words)
    ]


def test_notes_may_have_more_letters_than_the_text_above_them() -> None:
    note = "#footnote[#lorem(190)]"
    found = read(typeset(f"{PAGE}= A title\n#lorem(60){note} #lorem(20)\n\nA short end of it, which is no heading."))
    notes = [block for section in found.walk() for block in section.blocks if isinstance(block, Footnote)]
    assert [note.mark for note in notes] == ["1"]
    assert [plain(section.heading) for section in found.walk()] == ["A title"]


def test_tables_may_have_more_letters_than_the_text_between_them() -> None:
    cells = "".join(f"[Entry {at}],[{at * 37}],[{at * 91}]," for at in range(1, 150))
    table = f"#text(8pt)[#table(columns: 3, {cells})]"
    found = read(
        typeset(
            f"{PAGE}{table}\n\n#lorem(60)\n\n{table}\n\n"
            "Sums are in euros, and were asked for by the five services.\n\n#lorem(40)"
        )
    )
    assert not any(section.heading for section in found.walk())


@pytest.mark.parametrize("size", [7.0, 9.0, 12.0])
def test_one_size_is_that_of_the_text(size: float) -> None:
    assert measure_body([Sheet(1, None, 595, 842, tuple(lines(5, size)))]) == size


def test_small_type_without_marks_that_lead_to_it_may_be_the_text() -> None:
    words = (*lines(4, 12.0), *lines(12, 9.0, top=300))
    assert measure_body([Sheet(1, None, 595, 842, words)]) == 9.0


def test_nothing_has_a_size_too() -> None:
    assert measure_body([]) == 10.0
