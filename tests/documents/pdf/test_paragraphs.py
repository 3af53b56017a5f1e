"""Where one heading or paragraph ends and the next begins."""

import pytest

from firsthand.documents.model import plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset


def headings(*lines: str) -> list[str]:
    """The headings of a page on which these lines of bold type follow one another, a line's space between them."""
    shown = r" \ ".join(lines)
    style = '#set par(leading: 1.3em)\n#set text(weight: "bold", size: 13pt)'
    document = read(typeset(f"{PAGE}#[{style}\n{shown}]\n\n#lorem(60)"))
    return [plain(section.heading) for section in document.walk() if section.heading]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Annex B. A budget for three sessions", "Annex C. The list for the door"),
        ("Annexe B. Un budget pour trois séances", "Annexe C. La liste pour la porte"),
        ("Anexo 2. Un presupuesto", "Anexo 3. La lista de la puerta"),
        ("Приложение Б. Смета на три встречи", "Приложение В. Список для двери"),
        ("3.1 How we asked", "3.2 Whom we asked"),
        ("IV. What we found", "V. What we ask for"),
        ("Part II How we asked", "Part III What we found"),
    ],
)
def test_lines_with_labels_of_their_own_are_two_headings(first: str, second: str) -> None:
    assert headings(first.replace(". ", r"\. "), second.replace(". ", r"\. ")) == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Annex B. A budget for three sessions", "and for the list at the door"),
        ("3.1 How we asked four hundred people", "Section of the north"),
        ("What we learnt together in", "Part of the year"),
    ],
)
def test_a_heading_goes_on_in_a_line_without_a_label(first: str, second: str) -> None:
    assert headings(first, second) == [f"{first} {second}"]


def texts(source: str) -> list[str]:
    found = read(typeset(source), tags=False)
    return [plain(block.runs) for section in found.walk() for block in section.blocks if hasattr(block, "runs")]


def test_a_number_at_the_head_of_a_stretched_line_is_no_marker() -> None:
    page = '#set page(width: 172pt, height: auto, margin: 5pt)\n#set text(size: 8pt, lang: "en", hyphenate: false)\n'
    source = "It was dated in May and had 66 paragraphs in it; by August it already had "
    words = f"{source}83. Silence was broken over four of them and more."
    assert texts(f"{page}#set par(justify: true)\n{words}") == [words]


def test_items_with_letters_count_on_though_nothing_is_indented() -> None:
    items = (
        "(a) Take note of the present report;",
        "(b) Call upon the members of the assembly to count what it is that they do, and never those whom they serve;",
        "(c) Ask the secretariat to report again in two years.",
    )
    shown = r" \ ".join(item.replace("(", r"\(") for item in items)
    page = '#set page(width: 480pt, height: auto, margin: 10pt)\n#set text(size: 9pt, lang: "en")\n'
    found = texts(f"{page}#lorem(40) The assembly should: \\ {shown}")
    assert [text.removeprefix(item[:4]) for text, item in zip(found[1:], items, strict=True)] == [
        item[4:] for item in items
    ]


def test_a_narrow_block_in_the_middle_is_one_paragraph() -> None:
    words = "What we said about the rooms was heard by many people and was written down by nobody else at all"
    block = f"#pad(x: 4.5cm)[{words}]"
    assert words in texts(f"{PAGE}#lorem(60)\n\n{block}\n\n#lorem(60)")
