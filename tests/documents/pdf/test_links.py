"""Links that lead out of the document."""

import io

import pikepdf
import pytest

from firsthand.documents.model import Run
from firsthand.documents.pdf import read

from .pdfs import by_hand

TEXT = "BT /F1 12 Tf 72 700 Td (Read the report today) Tj ET"


def with_link(address: str) -> tuple[Run, ...]:
    with pikepdf.open(io.BytesIO(by_hand(TEXT))) as pdf:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([104, 696, 160, 712]), A=action
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])
        out = io.BytesIO()
        pdf.save(out)
    return read(out.getvalue()).sections[0].blocks[0].runs  # type: ignore[union-attr]


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "http://example.org/", "mailto:desk@example.org"])
def test_the_words_under_a_link_carry_its_address(address: str) -> None:
    assert with_link(address) == (Run("Read "), Run("the report", href=address), Run(" today"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "report.pdf"])
def test_other_addresses_are_left_out(address: str) -> None:
    assert with_link(address) == (Run("Read the report today"),)
