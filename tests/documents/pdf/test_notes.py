"""Notes at the foot of columns, and what only looks like them."""

import pytest

from firsthand.documents.model import Block, Footnote, Paragraph, plain
from firsthand.documents.pdf import read

from .pdfs import by_hand


def text(size: float, left: float, base: float, words: str) -> str:
    return f"BT /F1 {size} Tf {left} {base} Td ({words}) Tj ET "


def blocks(content: str) -> list[Block]:
    document = read(by_hand(content))
    return [block for section in document.walk() for block in section.blocks]


BODY = "".join(
    text(11, 72, 650 - 14 * at, f"A line of the text number {at}, which is long enough to be one,") for at in range(9)
)
MARKED = text(11, 72, 500, "and they asked for respect.") + text(6, 208.5, 504, "1")
RULE = "72 200 144 0.5 re f "


def test_a_note_below_a_rule_is_tied_to_its_mark() -> None:
    note = text(5, 72, 190, "1") + text(8, 76, 186, "See the annex.")
    found = blocks(BODY + MARKED + RULE + note)
    (footnote,) = [block for block in found if isinstance(block, Footnote)]
    assert (footnote.mark, plain(footnote.runs)) == ("1", "See the annex.")
    runs = [run for block in found if isinstance(block, Paragraph) for run in block.runs]
    assert [(run.text, run.note) for run in runs if run.note] == [("1", footnote.id)]


def test_two_marks_that_refer_to_one_note_are_both_tied_to_it() -> None:
    again = text(11, 72, 480, "It was asked for twice, in the spring.") + text(6, 258, 484, "1")
    note = text(5, 72, 190, "1") + text(8, 76, 186, "See the annex.")
    found = blocks(BODY + MARKED + again + RULE + note)
    (footnote,) = [block for block in found if isinstance(block, Footnote)]
    runs = [run for block in found if isinstance(block, Paragraph) for run in block.runs]
    assert [(run.text, run.note) for run in runs if run.note] == [("1", footnote.id)] * 2


def test_a_paragraph_after_the_note_was_placed_is_tied_to_it_too() -> None:
    later = text(11, 72, 440, "A paragraph of its own says it again.") + text(6, 254, 444, "1")
    note = text(5, 72, 190, "1") + text(8, 76, 186, "See the annex.")
    found = blocks(BODY + MARKED + later + RULE + note)
    (footnote,) = [block for block in found if isinstance(block, Footnote)]
    tied = [block for block in found if isinstance(block, Paragraph) and any(run.note for run in block.runs)]
    assert len(tied) == 2
    assert {run.note for block in tied for run in block.runs if run.note} == {footnote.id}


def test_a_power_is_no_second_reference() -> None:
    area = text(11, 72, 480, "The room has 30 m") + text(6, 161, 484, "1")
    note = text(5, 72, 190, "1") + text(8, 76, 186, "See the annex.")
    found = blocks(BODY + MARKED + area + RULE + note)
    runs = [run for block in found if isinstance(block, Paragraph) for run in block.runs]
    assert [(run.text, run.note is None) for run in runs if run.superscript] == [("1", False), ("1", True)]


def test_a_note_with_its_number_on_the_line_is_known_by_the_mark_in_the_text() -> None:
    found = blocks(BODY + MARKED + text(8, 72, 186, "1. See the annex."))
    assert [plain(block.runs) for block in found if isinstance(block, Footnote)] == ["See the annex."]


def test_a_numbered_list_in_small_type_is_no_note() -> None:
    items = text(8, 90, 190, "1. Keep supervising what was ordered.") + text(8, 90, 178, "2. Ask for protection.")
    found = blocks(BODY + items)
    assert not any(isinstance(block, Footnote) for block in found)
    assert "Keep supervising what was ordered." in " ".join(
        plain(block.runs) for block in found if hasattr(block, "runs")
    )


@pytest.mark.parametrize("mark", ["*", "**"])
def test_stars_are_marks(mark: str) -> None:
    body = BODY + text(11, 72, 500, f"and they asked for respect.{mark}")
    found = blocks(body + RULE + text(8, 72, 186, f"{mark} Issued late."))
    (footnote,) = [block for block in found if isinstance(block, Footnote)]
    assert (footnote.mark, plain(footnote.runs)) == (mark, "Issued late.")
    assert any(run.note == footnote.id for block in found if isinstance(block, Paragraph) for run in block.runs)


def test_the_row_of_signs_that_parts_notes_from_text_is_left_out() -> None:
    found = blocks(
        BODY + MARKED + text(11, 72, 200, "______________") + text(5, 72, 190, "1") + text(8, 76, 186, "See the annex.")
    )
    assert not any("___" in plain(block.runs) for block in found if isinstance(block, Paragraph))
    assert sum(isinstance(block, Footnote) for block in found) == 1


def test_marks_without_notes_stay_raised() -> None:
    runs = [run for block in blocks(BODY + MARKED) if isinstance(block, Paragraph) for run in block.runs]
    assert [(run.text, run.superscript, run.note) for run in runs if run.superscript] == [("1", True, None)]
