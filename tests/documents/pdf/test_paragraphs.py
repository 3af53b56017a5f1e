"""Where one heading ends and the next begins."""

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
