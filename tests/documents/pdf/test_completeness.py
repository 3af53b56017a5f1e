"""No word that PDFium finds in a file is lost without a remark, but for what repeats at the edges of its pages."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from firsthand.documents.blocks import text_of
from firsthand.documents.model import Block, Document, ListItem, Table, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.sheet import ARTIFACT

from .pdfs import typeset

DEMO = Path(__file__).resolve().parents[3] / "demo" / "works"
LOST_AT_MOST = 0.005
"""The share of letters that may differ: signs inside formulas and labels of charts are cut in other places."""
DOUBLED_AT_MOST = 0.05
"""That of Arabic letters, which PDFium gives twice where their vowel signs are drawn apart from them."""
HYPHENS = re.compile("[-\u00ad\u2010\u2011\u0002\ufffe](\\s*\n)?")
WORDS = re.compile("[\u0600-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]|[^\\W\\d_]+")
"""Words; but letter by letter in scripts whose words PDFium's plain text cuts elsewhere."""
FIGURES = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def words(text: str) -> Counter[str]:
    """Words in small letters, without hyphens, so that it doesn't matter where lines break."""
    plainer = unicodedata.normalize("NFKC", HYPHENS.sub("", text)).casefold()
    return Counter(WORDS.findall(plainer))


def shown(found: Document) -> str:
    texts = [[plain(section.heading), *map(marked_text, section.blocks)] for section in found.walk()]
    return "\n".join(text for part in texts for text in part)


def marked_text(block: Block) -> str:
    return f"{block.marker} {text_of(block)}" if isinstance(block, ListItem) else text_of(block)


def drawn(data: bytes) -> str:
    """PDFium's plain text without the lines that stand on several pages."""
    with pypdfium2.PdfDocument(data) as sheets:
        pages = [sheet.get_textpage().get_text_range().splitlines() for sheet in sheets]
    counts = Counter(line for page in pages for line in {FIGURES.sub("#", line) for line in page})
    return "\n".join(line for page in pages for line in page if counts[FIGURES.sub("#", line)] < 2)


def no_part_of_the_text(data: bytes) -> str:
    """What the file itself marks as running heads and other artifacts."""
    with open_pdf(data) as (document, count):
        return "\n".join(w.text for sheet in read_sheets(document, count) for w in sheet.words if w.mark == ARTIFACT)


def lost(data: bytes) -> tuple[float, Counter[str]]:
    """The share of the letters of the file that isn't in its Document, and the words."""
    expected = words(drawn(data)) - words(no_part_of_the_text(data))
    missing = expected - words(shown(read(data)))
    letters = sum(len(word) * count for word, count in missing.items())
    return letters / max(sum(len(word) * count for word, count in expected.items()), 1), missing


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.pdf")), ids=lambda path: path.stem)
def test_the_words_of_the_demonstration_are_all_read(path: Path) -> None:
    share, missing = lost(path.read_bytes())
    assert share <= (DOUBLED_AT_MOST if ".ar" in path.suffixes else LOST_AT_MOST), missing.most_common(20)


def test_the_words_of_real_reports_are_all_read(samples: Path) -> None:
    for path in sorted(samples.glob("*.pdf")):
        if path.name == "password.pdf":
            continue
        share, missing = lost(path.read_bytes())
        assert share <= LOST_AT_MOST, (path.name, missing.most_common(20))


def test_tables_at_the_same_height_of_several_pages_are_no_running_heads() -> None:
    source = """#set page(paper: "a5", header: [Running head])
    #for city in ("Lisbon", "Kyiv", "Dakar") [
      #table(columns: 2, [*City*], [*People*], city, [some hundred people], [Elsewhere], [nobody])
      Text about #city.
      #pagebreak(weak: true)
    ]"""
    found = read(typeset(source))
    tables = [block for section in found.walk() for block in section.blocks if isinstance(block, Table)]
    assert [plain(table.rows[1].cells[0].runs) for table in tables] == ["Lisbon", "Kyiv", "Dakar"]
