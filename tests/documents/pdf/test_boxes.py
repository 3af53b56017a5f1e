"""Boxes, pull quotes, initials, letters set apart, notes in the margin: what interrupts the text doesn't break it."""

from firsthand.documents.blocks import text_of
from firsthand.documents.model import plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

COLUMNS = "#set page(columns: 2)\n"


def paragraphs(source: str) -> list[str]:
    found = read(typeset(PAGE + source), tags=False)
    return [text_of(block) for section in found.walk() for block in section.blocks]


def headings(source: str) -> list[str]:
    found = read(typeset(PAGE + source), tags=False)
    return [plain(section.heading) for section in found.walk() if section.heading]


def test_a_sentence_goes_on_below_a_box() -> None:
    box = "#place(auto, float: true, block(fill: luma(220), inset: 8pt, width: 100%)[Boxed words begin. #lorem(30)])"
    found = paragraphs(f"{COLUMNS}Alpha begins. #lorem(200)\n\n{box}\nGamma begins. #lorem(330) gamma ends.")
    assert [text for text in found if text.startswith("Gamma begins.") and text.endswith("gamma ends.")]
    assert [text for text in found if text.startswith("Boxed words begin.")]


def test_a_quotation_set_large_is_no_heading() -> None:
    quote = "“Whoever was there says that the door stood open all night long.”"
    shown = f'#align(center, text(15pt, style: "italic")[{quote}])'
    source = f"= A heading\n#lorem(60)\n\n{shown}\n\n#lorem(60)"
    assert headings(source) == ["A heading"]
    assert quote in paragraphs(source)


def test_an_initial_stands_at_its_word() -> None:
    beside = "[his chapter opens with a tall letter. #lorem(14)]"
    found = paragraphs(f"#grid(columns: (auto, 1fr), column-gutter: 3pt, text(34pt)[T], {beside})\n#lorem(30)")
    assert found[0].startswith("This chapter opens")


def test_an_initial_that_is_a_word_stays_one() -> None:
    beside = "[network opens with a tall letter. #lorem(14)]"
    found = paragraphs(
        f"#grid(columns: (auto, 1fr), column-gutter: 3pt, text(34pt)[A], {beside})\nA network asks. #lorem(30)"
    )
    assert found[0].startswith("A network opens")


def test_letters_set_apart_make_words() -> None:
    assert headings("= #text(tracking: 4pt)[ANNUAL REVIEW]\n#lorem(30)") == ["ANNUAL REVIEW"]


def test_notes_in_the_margin_come_after_the_text() -> None:
    note = "#let note(body) = place(dx: -4cm, box(width: 3.4cm, text(8pt, body)))\n#set page(margin: (left: 5.5cm))\n"
    found = paragraphs(
        f"{note}#note[A first note that has a few lines.] Alpha begins. #lorem(90)\n\n"
        "#note[A second note that has a few lines of its own.] Beta begins. #lorem(90)"
    )
    assert [text.split()[0] for text in found] == ["Alpha", "Beta", "A", "A"]
