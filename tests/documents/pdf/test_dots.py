"""Bullets that are drawn."""

from firsthand.documents.model import ListItem, plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

DOT = "#box(width: 10pt, circle(radius: 1.5pt, fill: black))"
ITEMS = ("Sixty thousand euros saved", "Many more thousands spent", "Nineteen people who were ill")


def items(source: str) -> list[str]:
    found = read(typeset(source), tags=False)
    return [plain(block.runs) for section in found.walk() for block in section.blocks if isinstance(block, ListItem)]


def test_each_begins_an_item_though_no_white_parts_them() -> None:
    shown = r" \ ".join(f"{DOT}{item}" for item in ITEMS)
    assert items(f"{PAGE}#lorem(60)\n\n#box(width: 6cm)[#set par(justify: false)\n{shown}]\n\n#lorem(60)") == list(
        ITEMS
    )


def test_without_them_there_is_no_list() -> None:
    assert items(f"{PAGE}#lorem(60)\n\n{' '.join(ITEMS)}\n\n#lorem(60)") == []
