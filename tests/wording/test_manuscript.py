"""Documents as material, and the way back to their pages."""

from pathlib import Path

from tests.wording.small import checker

from firsthand.documents import Document, Footnote, ListItem, Locator, Paragraph, Quotation, Run, Section, Table, read
from firsthand.documents.model import Cell, Row
from firsthand.wording.manuscript import manuscript_of


def paragraph(text: str, page: int = 1) -> Paragraph:
    return Paragraph((Run(text),), locator=Locator(page=page, label=f"p{page}"))


def test_a_finding_is_placed_by_headings_page_and_block() -> None:
    part = Section((Run("Part"),), 2, blocks=(paragraph("Nothing."), paragraph("A heroin addict was here.", 7)))
    document = Document("application/pdf", (Section((Run("Report"),), 1, sections=(part,)),), language="en")
    manuscript = manuscript_of(document)
    (finding,) = checker().check(manuscript.material).findings
    place = manuscript.place(finding.start)
    assert (place.block, place.offset, place.path, place.page) == (3, 2, ("Report", "Part"), "p7")


def test_what_others_wrote_is_passed_over_and_each_cell_stands_for_itself() -> None:
    table = Table((Row((Cell((Run("a drug"),)), Cell((Run("addict"),)))),))
    blocks = (
        Quotation((Run("An addict."),)),
        table,
        ListItem((Run("Use "), Run("addict", code=True))),
        Paragraph((Run("Un "), Run("addict", note="1")), language="fr"),
        Footnote("1", "1", (Run("The addict"),)),
    )
    sources = Section((Run("7. References"),), 1, blocks=(paragraph("The addict, a book."),))
    document = Document("text/html", (Section(blocks=blocks), sources), language="en")
    report = checker().check(manuscript_of(document).material)
    assert [finding.text for finding in report.findings] == ["addict", "addict"]


def test_a_real_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("# On words\n\nA drug **add**ict.\n\n> An addict said so.\n")
    manuscript = manuscript_of(read(path))
    assert [f.text for f in checker().check(manuscript.material).findings] == ["drug addict"]
