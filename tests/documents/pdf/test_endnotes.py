"""Notes at the end of a chapter or a document are tied to their marks."""

import pytest

from firsthand.documents.blocks import text_of
from firsthand.documents.model import Block, Document, Footnote, plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

CHAPTER = "= Method\nWe asked#super[1] four hundred people#super[2]. #lorem(40)\n\n#lorem(50)\n\n"
TWO = r"1\. The first note says where." + "\n\n" + r"2\. The second note says how many." + "\n\n"


def blocks(found: Document) -> list[Block]:
    return [block for section in found.walk() for block in section.blocks]


def tied(found: Document) -> dict[str, str]:
    """The text of each note by its mark, of those to which a mark leads."""
    notes = {block.id: block for block in blocks(found) if isinstance(block, Footnote)}
    marks = [run.note for block in blocks(found) for run in getattr(block, "runs", ()) if run.note]
    return {notes[key].mark: plain(notes[key].runs) for key in marks}


BOTH = {"1": "The first note says where.", "2": "The second note says how many."}


@pytest.mark.parametrize("heading", ["Notes", "Endnotes", "Примечания", "Notas finales", "4. Notes"])
def test_notes_under_a_heading_of_their_own_are_tied(heading: str) -> None:
    shown = heading.replace(". ", r"\. ")
    found = read(typeset(f"{PAGE}{CHAPTER}= {shown}\n{TWO}"), tags=False)
    assert tied(found) == BOTH
    assert heading not in [plain(section.heading) for section in found.walk()]


def test_notes_in_small_type_at_the_end_are_tied() -> None:
    assert tied(read(typeset(f"{PAGE}{CHAPTER}#v(2em)#[#set text(8pt)\n{TWO}]"), tags=False)) == BOTH


def test_marks_in_brackets_lead_to_notes() -> None:
    text = "= Method\nWe asked [1] four hundred people [2]. #lorem(40)\n\n= Notes\n[1] The first note says where.\n\n"
    found = read(typeset(f"{PAGE}{text}[2] The second note says how many."), tags=False)
    assert tied(found) == BOTH
    assert text_of(blocks(found)[0]).startswith("We asked")


def test_a_numbered_list_to_which_no_mark_leads_stays() -> None:
    text = f"= Method\n#lorem(40)\n\n= Notes\n{TWO}"
    found = read(typeset(PAGE + text), tags=False)
    assert not any(isinstance(block, Footnote) for block in blocks(found))
    assert "Notes" in [plain(section.heading) for section in found.walk()]


LINKED = "#super[#link((page: 1, x: 0pt, y: 300pt))[1]]"


def test_a_linked_note_at_the_very_end_is_tied() -> None:
    last = r"1\. The first note says where."
    found = read(typeset(f"{PAGE}= Method\nWe asked{LINKED} four hundred people. #lorem(60)\n\n{last}"), tags=False)
    assert tied(found) == {"1": "The first note says where."}


def test_a_numbered_paragraph_to_which_nothing_leads_is_no_note() -> None:
    last = r"1\. The first item says where."
    assert (
        tied(read(typeset(f"{PAGE}= Method\nWe asked#super[1] four hundred. #lorem(60)\n\n{last}"), tags=False)) == {}
    )


def test_a_small_heading_with_the_number_of_a_first_note_is_no_note() -> None:
    small = "#show heading: set text(7pt)\n"
    found = read(typeset(f"{PAGE}{small}#lorem(60)\n\n= 1 Method\n#lorem(60)"), tags=False)
    assert [plain(section.heading) for section in found.walk()][-1] == "1 Method"
