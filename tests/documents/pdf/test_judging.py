"""What of a page is believed, what is asked of OCR, and what is said of it."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.documents.pdf.pdfs import PAGE, by_hand, typeset
from tests.documents.pdf.test_lost_ink import outlines, page_with
from tests.documents.recognition.scanned import RIGHTS, SETTING, bound, pictures, scan

from firsthand.documents.blocks import texts
from firsthand.documents.model import Document, plain
from firsthand.documents.pdf.reading import read
from firsthand.documents.quality import as_lines, report, summarise
from firsthand.documents.readers import parse_with_scans
from firsthand.documents.recognition.scans import Patch, Recognised, Scan

TRUTH = RIGHTS["en"]
RUBBISH = ("nnFs rrntv lhc l1n1ted Na{ions Assernbly xhq qnestion w1th rhc rcpQrti tbxz Cornrn1ss1on " * 6).split()


class Answering:
    """Stands for OCR that always reads the same, with the same confidence, and keeps what it was asked."""

    def __init__(self, text: str, confidence: float = 0.93) -> None:
        self.text, self.confidence = text, confidence
        self.asked: list[Scan] = []

    def __call__(self, scan: Scan) -> Patch:
        self.asked.append(scan)
        left, top = scan.box[:2] if scan.box else (60.0, 80.0)
        words = []
        for number, text in enumerate(self.text.split()):
            x, y = left + number % 10 * 45, top + 14 + number // 10 * 14
            words.append(Recognised(text, x, y - 9, x + 40, y + 2, y, 11.0, self.confidence, number // 10))
        return Patch(scan, tuple(words), self.confidence if words else 0.0)


def said(document: Document) -> str:
    return " ".join(texts(document))


def codes(document: Document) -> list[str]:
    return [remark.code for remark in document.remarks]


def garbled(data: bytes) -> bytes:
    """The same file, with every letter named as another one by its fonts (ToUnicode; ISO 32000-2, 9.10.3)."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    table = dict(zip(letters, "xqzkvjwbfgpmhcdtlnrsyoaeiu", strict=True))
    table |= {one.upper(): other.upper() for one, other in table.items()}

    def rename(found: re.Match[bytes]) -> bytes:
        name = chr(int(found[2], 16))
        return found[1] + b"<%04X>" % ord(table.get(name, name))

    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                stream = item.ToUnicode
                stream.write(re.sub(rb"(<[0-9A-Fa-f]{2,4}>\s+)<([0-9A-Fa-f]{4})>", rename, stream.read_bytes()))
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def layered(page: bytes, words: list[str]) -> bytes:
    """A scanned page with a hidden layer of words, as programs write it (text rendering mode 3)."""
    with pikepdf.open(BytesIO(page)) as pdf:
        first = pdf.pages[0]
        width, height = (float(edge) for edge in first.mediabox[2:])
        first.Resources.Font = pikepdf.Dictionary(
            F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        lines = [" ".join(words[start : start + 8]) for start in range(0, len(words), 8)]
        shown = "".join(
            f"BT 3 Tr /F 9 Tf 40 {height - 50 - 14 * number} Td ({line}) Tj ET\n" for number, line in enumerate(lines)
        )
        first.contents_add(f"q {shown} Q".encode())
        assert width > 0
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def test_an_honest_page_asks_nothing_and_gets_no_remark() -> None:
    recognise = Answering("never")
    found = read(typeset(PAGE + TRUTH), recognise=recognise)
    assert recognise.asked == []
    assert codes(found) == []
    (page,) = found.quality
    assert (page.source, page.lost, page.recognised, page.confidence) == ("layout", 0, 0, None)
    assert page.characters == len("".join(said(found).split()))
    assert summarise(found).grade == "good"


def test_tags_are_told_as_the_source_of_the_structure() -> None:
    found = read(typeset(PAGE + "#set document(title: [A])\n= Rights\n\n" + TRUTH, tags=True))
    assert [page.source for page in found.quality] == ["tags"]


def test_soup_is_not_published_and_said() -> None:
    data = garbled(typeset(SETTING + TRUTH))
    found = read(data)
    assert said(found) == ""
    assert codes(found) == ["soup"]
    assert found.remarks[0].public
    (page,) = found.quality
    assert page.source == "none"
    assert page.soup > 0.15
    assert summarise(found).garbled == (1,)
    assert summarise(found).grade == "poor"


def test_soup_is_replaced_by_what_is_recognised() -> None:
    recognise = Answering(TRUTH)
    found = read(garbled(typeset(SETTING + TRUTH)), recognise=recognise)
    assert [(scan.page, scan.box) for scan in recognise.asked] == [(1, None)]
    assert said(found).split()[:5] == TRUTH.split()[:5]
    assert codes(found) == ["recognised"]
    assert found.remarks[0].page is None
    assert found.quality[0].source == "recognition"


def test_soup_is_not_replaced_by_other_soup_or_by_what_nobody_is_sure_of() -> None:
    data = garbled(typeset(SETTING + TRUTH))
    for recognise in (Answering(" ".join(RUBBISH)), Answering(TRUTH, confidence=0.3), Answering("")):
        found = read(data, recognise=recognise)
        assert said(found) == ""
        assert codes(found) == ["soup"]


def test_only_the_pages_that_are_soup_are_left_out() -> None:
    good, bad = typeset(SETTING + TRUTH), garbled(typeset(SETTING + TRUTH))
    with pikepdf.open(BytesIO(good)) as pdf, pikepdf.open(BytesIO(bad)) as other:
        pdf.pages.extend(other.pages)
        pdf.pages.extend(other.pages)
        written = BytesIO()
        pdf.save(written)
    found = read(written.getvalue())
    assert said(found).split()[:5] == TRUTH.split()[:5]
    (remark,) = found.remarks
    assert (remark.code, remark.page, remark.last) == ("soup", 2, 3)


def two_fonts() -> bytes:
    """Headings in a typeface whose letters are named wrongly, running text in a sound one."""
    sound = typeset(PAGE + '#set text(font: "New Computer Modern")\n' + TRUTH)
    headings = "\n\n".join(f"#block(strong[{line}])" for line in HEADINGS)
    wrong = garbled(typeset(PAGE + '#set text(font: "DejaVu Sans Mono", size: 16pt)\n#v(12cm)\n' + headings))
    with pikepdf.open(BytesIO(sound)) as pdf, pikepdf.open(BytesIO(wrong)) as other:
        pdf.pages[0].add_overlay(other.pages[0])
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


HEADINGS = ("What the survey has found", "Which services were closed this year", "Who should decide what happens next")


def test_a_typeface_whose_letters_are_named_wrongly_is_left_out_and_read_by_ocr() -> None:
    data = two_fonts()
    found = read(data)
    assert said(found).split() == TRUTH.split()
    (remark,) = found.remarks
    assert (remark.code, remark.page, remark.count) == ("unmapped-characters", 1, 17)
    found = parse_with_scans(data, "a.pdf")
    assert all(heading in said(found) for heading in HEADINGS)
    assert "unmapped-characters" not in codes(found)


def test_a_page_whose_letters_have_no_names_at_all_is_read_by_ocr() -> None:
    with pikepdf.open(BytesIO(typeset(SETTING + TRUTH))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        written = BytesIO()
        pdf.save(written)
    recognise = Answering(TRUTH)
    found = read(written.getvalue(), recognise=recognise)
    assert [scan.box for scan in recognise.asked] == [None]
    assert said(found).split()[:5] == TRUTH.split()[:5]
    assert codes(found) == ["recognised"]


def test_a_page_that_is_a_picture_is_asked_for_and_otherwise_told() -> None:
    found = read(scan(TRUTH))
    (remark,) = found.remarks
    assert (remark.code, remark.page, remark.last) == ("no-text", 1, None)
    assert found.quality[0].source == "none"
    recognise = Answering(TRUTH, confidence=0.6)
    found = read(scan(TRUTH), recognise=recognise)
    assert len(recognise.asked) == 1
    assert codes(found) == ["recognised", "unsure-recognition"]
    assert found.quality[0].confidence == pytest.approx(0.6)
    assert said(found).split()[:5] == TRUTH.split()[:5]


def test_a_page_on_which_ocr_sees_no_letter_is_no_loss() -> None:
    assert codes(read(scan(TRUTH), recognise=Answering(""))) == []


def test_an_empty_page_is_no_loss() -> None:
    recognise = Answering("never")
    assert codes(read(by_hand("1 0 0 rg 0 0 595 842 re f"), recognise=recognise)) == []
    assert recognise.asked == []


def test_a_good_layer_of_recognised_text_is_kept_and_said() -> None:
    recognise = Answering("never")
    found = read(layered(scan(TRUTH), TRUTH.split()), recognise=recognise)
    assert recognise.asked == []
    assert said(found).split()[:5] == TRUTH.split()[:5]
    assert codes(found) == ["recognised"]
    assert [page.source for page in found.quality] == ["recognition"]


def test_a_bad_layer_is_redone_where_there_is_ocr_and_left_out_otherwise() -> None:
    data = layered(scan(TRUTH), RUBBISH)
    assert codes(read(data)) == ["soup"]
    found = read(data, recognise=Answering(TRUTH))
    assert codes(found) == ["recognised"]
    assert said(found).split()[:5] == TRUTH.split()[:5]


def test_a_doubtful_layer_stays_where_nothing_better_is_known() -> None:
    words = TRUTH.split() + RUBBISH[:9]
    data = layered(scan(TRUTH), words)
    assert "human" in said(read(data))
    worse = " ".join(words + RUBBISH[:20])
    assert "rcpQrti" not in said(read(data, recognise=Answering(TRUTH)))
    assert said(read(data, recognise=Answering(worse))).split()[:3] == TRUTH.split()[:3]


def test_lost_lettering_is_counted_without_ocr() -> None:
    found = read(page_with(a_svg=outlines("#set text(size: 18pt)\nWhat was found out")))
    (remark,) = found.remarks
    assert (remark.code, remark.page, remark.count) == ("lost-ink", 1, 1)
    assert found.quality[0].lost == 1
    assert summarise(found).lost_ink == (1,)


def test_lost_lettering_is_put_in_its_place_as_a_heading() -> None:
    data = page_with(a_svg=outlines("#set text(size: 20pt)\nWhat was found out"))
    found = parse_with_scans(data, "a.pdf")
    assert [plain(section.heading) for section in found.walk() if section.heading] == ["What was found out"]
    assert "lost-ink" not in codes(found)
    assert found.quality[0].recognised == len("Whatwasfoundout")


def test_lettering_that_nobody_is_sure_of_stays_lost() -> None:
    recognise = Answering("Wbat waz fourd", confidence=0.4)
    found = read(page_with(a_svg=outlines("#set text(size: 18pt)\nWhat was found out")), recognise=recognise)
    assert "Wbat" not in said(found)
    assert codes(found) == ["lost-ink"]


def test_the_language_of_the_file_goes_with_what_is_asked() -> None:
    with pikepdf.open(BytesIO(bound(pictures(typeset(SETTING + RIGHTS["fr"]))))) as pdf:
        pdf.Root.Lang = pikepdf.String("fr")
        written = BytesIO()
        pdf.save(written)
    recognise = Answering("")
    read(written.getvalue(), recognise=recognise)
    assert [scan.languages for scan in recognise.asked] == [("fr",)]


def test_the_report_names_pages_and_counts() -> None:
    data = garbled(typeset(SETTING + TRUTH + "\n#pagebreak()\n" + TRUTH))
    lines = list(as_lines(report(read(data))))
    assert lines[0].startswith("Much of this file could not be read.")
    assert any(line.startswith("Garbled:") and "2 of 2 pages (1-2)" in line for line in lines)
    assert any("(soup)" in line for line in lines)
    assert len([line for line in lines if re.match(r" +[12]  –", line)]) == 2


def test_an_old_scan_of_the_samples_is_told_of(samples: Path) -> None:
    found = read((samples / "un-1990-scanned.pdf").read_bytes())
    assert summarise(found).silent == tuple(range(1, 23))
