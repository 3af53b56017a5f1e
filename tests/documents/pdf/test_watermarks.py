"""What is printed across pages, or beside their lines, is no part of the text."""

from firsthand.documents.blocks import text_of
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

ACROSS = "#set page(background: rotate(-45deg, text(80pt, fill: luma(85%))[DRAFT]))\n"


def texts(data: bytes) -> list[str]:
    return [text_of(block) for section in read(data, tags=False).walk() for block in section.blocks]


def test_a_word_across_every_page_is_left_out_and_told() -> None:
    found = read(typeset(f"{PAGE}{ACROSS}#lorem(1200)"), tags=False)
    assert [(remark.code, remark.page) for remark in found.remarks] == [("dropped-watermark", 1)]
    assert not any("DRAFT" in text_of(block) for section in found.walk() for block in section.blocks)


def test_a_word_across_a_single_page_stays() -> None:
    assert any("DRAFT" in text for text in texts(typeset(f"{PAGE}{ACROSS}#lorem(100)")))


def test_printed_line_numbers_are_left_out() -> None:
    numbered = typeset(f'{PAGE}#set par.line(numbering: "1")\n#lorem(150)\n\n#lorem(60)')
    plain = typeset(f"{PAGE}#lorem(150)\n\n#lorem(60)")
    assert texts(numbered) == texts(plain)


def test_every_fifth_line_may_have_a_number() -> None:
    numbering = "#set par.line(numbering: n => if calc.rem(n, 5) == 0 [#n])"
    assert texts(typeset(f"{PAGE}{numbering}\n#lorem(400)")) == texts(typeset(f"{PAGE}#lorem(400)"))


def test_numbers_of_the_rows_of_a_table_stay() -> None:
    rows = ", ".join(f"[{n}], [{'Word word ' * 5}]" for n in range(1, 11))
    found = " ".join(texts(typeset(f"{PAGE}#table(columns: 2, stroke: none, {rows})")))
    assert all(str(number) in found.split() for number in range(1, 11))
