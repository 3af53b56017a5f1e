"""The page on which people compare a file with what was read of it, and the pictures on it."""

import html
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html as parser
from PIL import Image
from tests.documents.pdf.pdfs import PAGE, typeset

from firsthand.documents import UnreadableFileError, Workers
from firsthand.documents.comparison import as_comparison
from firsthand.documents.facsimiles import paint_pages
from firsthand.documents.model import (
    Document,
    Footnote,
    ListItem,
    Locator,
    PageQuality,
    Paragraph,
    Remark,
    Run,
    Section,
    Table,
)
from firsthand.documents.quality import name_pages, report, summarise

ATTACK = '<script>alert(1)</script>"'


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text),)


DOCUMENT = Document(
    "application/pdf",
    (
        Section(
            runs(f"A heading {ATTACK}"), 2, "h", (
                Paragraph(runs("First."), locator=Locator(page=1)),
                ListItem(runs("Second."), depth=1, marker="b)", locator=Locator(page=2)),
                Table((), locator=Locator(page=2)),
                Paragraph(runs("ثالثا"), language="ar", locator=Locator(page=2)),
                Footnote("n1", "1", runs("A note."), locator=Locator(page=2)),
            ), locator=Locator(page=1),
        ),
    ),
    language="en", pages=3,
    remarks=(Remark("no-text", f"Page 3 is a picture without text. {ATTACK}", 3),),
    quality=(
        PageQuality(1, "tags", 30), PageQuality(2, "recognition", 20, recognised=20, confidence=0.71),
        PageQuality(3, "none"),
    ),
)  # fmt: skip


def page(document: Document = DOCUMENT) -> parser.HtmlElement:
    return parser.fromstring(as_comparison(document, f"report {ATTACK}.pdf", {1: b"\xff\xd8", 2: b"\xff\xd8"}))


def test_each_page_stands_beside_what_was_read_of_it() -> None:
    sheets = page().xpath('//section[@class="sheet"]')
    assert [sheet.get("id") for sheet in sheets] == ["sheet-1", "sheet-2", "sheet-3"]
    assert [len(sheet.xpath("img")) for sheet in sheets] == [1, 1, 0]
    kinds = [sheet.xpath('.//span[@class="kind"]/text()') for sheet in sheets]
    assert kinds == [
        ["Heading 2", "Paragraph"], ["List item, depth 2", "Table", "Paragraph (ar)", "Footnote"], [],
    ]  # fmt: skip
    assert "b) Second." in sheets[1].text_content()


def test_remarks_and_confidence_stand_at_their_page() -> None:
    _, second, third = page().xpath('//section[@class="sheet"]')
    assert "confidence 71%" in second.text_content()
    assert "Page 3 is a picture without text." in third.xpath('string(.//p[@class="warning"])')
    assert "Nothing was read of this page." in third.text_content()


def test_the_page_asks_nobody_for_anything_and_runs_nothing() -> None:
    shown = page()
    assert shown.xpath("//script|//link|//iframe|//object") == []
    assert all(address.startswith("data:image/jpeg;") for address in shown.xpath("//img/@src"))
    assert all(address.startswith("#sheet-") for address in shown.xpath("//nav/a/@href"))
    assert "default-src 'none'" in shown.xpath("//meta[@http-equiv]/@content")[0]
    assert html.escape(ATTACK) in as_comparison(DOCUMENT, ATTACK, {})


def test_it_can_be_walked_by_keyboard_in_any_direction_of_writing() -> None:
    shown = page()
    assert shown.xpath("//section[1]/nav/a/text()") == ["Next page"]
    assert shown.xpath("//section[2]/nav/a/@rel") == ["prev", "next"]
    assert len(shown.xpath('//div[@class="read"][@tabindex="0"][@aria-label]')) == 3
    assert shown.xpath('//div[@lang="ar"]/@dir') == ["rtl"]


def test_a_document_without_pages_is_one_sheet() -> None:
    shown = page(Document("text/html", (Section(blocks=(Paragraph(runs("Words.")),)),)))
    assert len(shown.xpath('//section[@class="sheet"]')) == 1


def test_pages_are_painted_each_in_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(typeset(PAGE + "One\n#pagebreak()\nTwo"))
    with Workers(1) as workers:
        found = dict(paint_pages(workers, path, range(1, 5)))
    assert list(found) == [1, 2]
    for data in found.values():
        with Image.open(BytesIO(data)) as picture:
            assert picture.format == "JPEG"
            assert max(picture.size) == 1000


def test_what_is_no_pdf_has_no_pictures_and_what_is_missing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Only words.")
    with Workers(1) as workers:
        assert list(paint_pages(workers, path, range(1, 3))) == []
        with pytest.raises(UnreadableFileError):
            list(paint_pages(workers, tmp_path / "b.pdf", range(1, 3)))


def test_the_summary_counts_what_became_of_each_page() -> None:
    found = summarise(DOCUMENT)
    assert (found.tagged, found.recognised, found.unsure, found.silent) == ((1,), (2,), (2,), (3,))
    assert found.grade == "poor"
    assert found.confidence == pytest.approx(0.71)
    assert report(DOCUMENT).pages == DOCUMENT.quality


def test_a_text_without_pages_is_good_unless_something_is_said_of_it() -> None:
    text = Document("text/html", (Section(blocks=(Paragraph(runs("Words.")),)),))
    assert summarise(text).grade == "good"
    assert summarise(Document("text/html", remarks=(Remark("truncated", "-"),))).grade == "check"
    assert summarise(Document("text/html", remarks=(Remark("dropped-script", "-"),))).grade == "good"


def test_pages_are_named_in_stretches() -> None:
    assert name_pages([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
    assert name_pages([]) == ""


def test_on_a_narrow_window_no_picture_stays_over_the_text() -> None:
    page = as_comparison(Document("application/pdf", pages=1), "report.pdf", {})
    narrow = page[page.index("@media (max-width") :]
    assert page.index("position:sticky") < page.index("@media (max-width")
    assert "position:static" in narrow[: narrow.index("\n")]
