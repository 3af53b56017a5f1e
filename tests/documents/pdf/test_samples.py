"""Real reports of many makers, with expectations read from their pages by a person."""

from functools import cache
from pathlib import Path

import pytest

from firsthand.documents.blocks import text_of
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.model import Block, Document, Footnote, ListItem, Paragraph, Table, plain
from firsthand.documents.pdf import read


@cache
def document(path: Path) -> Document:
    return read(path.read_bytes(), path.name)


def headings(found: Document) -> list[str]:
    return [plain(section.heading) for section in found.walk() if section.heading]


def blocks(found: Document) -> list[Block]:
    return [block for section in found.walk() for block in section.blocks]


def paragraphs(found: Document) -> list[str]:
    return [plain(block.runs) for block in blocks(found) if isinstance(block, Paragraph)]


def notes(found: Document) -> list[Footnote]:
    return [block for block in blocks(found) if isinstance(block, Footnote)]


def tied(found: Document) -> set[str]:
    return {run.note for block in blocks(found) for run in getattr(block, "runs", ()) if run.note}


def test_a_report_of_the_secretary_general_has_its_chapters(samples: Path) -> None:
    found = headings(document(samples / "un-secretary-general-report.pdf"))
    chapters = [
        "I. Introduction",
        "II. The State",
        "III. Absence of the State",
        "IV. How the absence of the State feeds conflict",
        "A. From absence to resentment: governance deficits and collective grievances",
        "V. The way forward: rebuilding the State through development ownership",
        "VI. Strategic interventions for State relegitimization",
        "VII. Conclusions",
        "VIII. Recommendations",
    ]
    assert [heading for heading in found if heading in chapters] == chapters


def test_its_footnotes_are_tied_to_their_marks(samples: Path) -> None:
    found = document(samples / "un-secretary-general-report.pdf")
    numbered = [note for note in notes(found) if note.mark.isdecimal()]
    assert [note.mark for note in numbered[:12]] == [str(number) for number in range(1, 13)]
    assert (
        plain(numbered[0].runs) == "African Development Bank, African Economic Outlook (Abidjan, Côte d’Ivoire, 2024)."
    )
    assert len({note.id for note in numbered} - tied(found)) <= 1


def test_its_numbered_paragraphs_go_on_over_pages_without_heads_and_feet(samples: Path) -> None:
    found = paragraphs(document(samples / "un-secretary-general-report.pdf"))
    (eighth,) = [text for text in found if text.startswith("8. The notion of the absence of the State")]
    assert "levels of government) but also structural, shaped by enduring horizontal inequalities" in eighth
    assert not any(text in {"25-11624", "S/2025/468"} for text in found)


def test_three_columns_of_a_gazette_are_read_in_order(samples: Path) -> None:
    found = document(samples / "federal-register-three-columns.pdf")
    text = "\n".join(paragraphs(found))
    order = [
        "AGENCY: Federal Aviation",
        "DATES: The FAA must",
        "The most helpful comments reference a specific portion",
        "CBI is commercial or financial information",
        "On October 29, 2018, a Boeing Model",
        "These effects include stall",
    ]
    places = [text.find(start) for start in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "involved in an accident after takeoff from Soekarno-Hatta International Airport in Jakarta" in text
    assert "47699" not in text


def test_its_table_and_its_notes_are_found(samples: Path) -> None:
    found = document(samples / "federal-register-three-columns.pdf")
    tables = [block for block in blocks(found) if isinstance(block, Table)]
    assert [plain(cell.runs) for cell in tables[-1].rows[0].cells] == [
        "Action", "Labor cost", "Parts cost", "Cost per product", "Cost on U.S. operators",
    ]  # fmt: skip
    assert [note.mark for note in notes(found)[:9]] == [str(number) for number in range(1, 10)]
    start = "Preliminary KNKT.18.10.35.04 Aircraft Accident Investigation Report, dated November 2018, and Final"
    assert plain(notes(found)[0].runs).startswith(start)


def test_a_french_paper_has_its_numbered_sections_and_accents(samples: Path) -> None:
    found = document(samples / "paper-french.pdf")
    assert headings(found) == [
        "Résumés et interrogations de logs de requêtes OLAP", "1 Introduction",
        "2 Motivation et présentation intuitive",
        "3 Le langage QSL", "3.1 Définitions préliminaires", "3.2 Les opérateurs de QSL",
        "3.3 Propriétés des opérateurs de QSL", "4 Mesure de qualité d’un résumé", "4.1 Intuition",
        "4.2 Définitions et propriétés", "5 Résumé d’un log", "5.1 Algorithmes de résumé", "5.2 Propriétés des résumés",
        "6 Interrogation d’un log", "7 Implémentation et tests", "8 Travaux existants et perspectives", "Références",
        "Summary",
    ]  # fmt: skip
    text = "\n".join(paragraphs(found))
    assert "Une façon d’assister l’analyse d’entrepôt de données repose sur l’exploitation et la fouille" in text
    assert "requêtes OLAP (Aligon et al., 2010a)" in text
    assert "Résumés et interrogations de logs de requêtes OLAP" not in text


def test_a_designed_report_has_its_headings_and_printed_page_numbers(samples: Path) -> None:
    found = document(samples / "report-risk-designed.pdf")
    assert headings(found)[:7] == [
        "Recalibrating risk", "Putting nuclear risk in context and perspective", "Executive Summary",
        "Perceived versus actual risk", "The low-dose question", "Adopting an all-hazards approach",
        "Recalibrating the risk conversation",
    ]  # fmt: skip
    places = {plain(section.heading): section.locator for section in found.walk()}
    locator = places["Executive Summary"]
    assert locator is not None
    assert (locator.page, locator.label) == (3, "1")
    assert [note.mark for note in sorted(notes(found), key=lambda note: int(note.mark))][:3] == ["1", "2", "3"]


def test_two_columns_of_a_paper_are_read_in_order(samples: Path) -> None:
    found = document(samples / "tracemonkey.pdf")
    numbered = [heading for heading in headings(found) if heading[0].isdigit()]
    assert numbered[:6] == [
        "1. Introduction", "2. Overview: Example Tracing Run", "3. Trace Trees", "3.1 Traces", "3.2 Trace Trees",
        "3.3 Blacklisting",
    ]  # fmt: skip
    text = "\n".join(paragraphs(found))
    assert "is the de facto standard for client-side web programming and is used for the application logic" in text
    items = [plain(block.runs) for block in blocks(found) if isinstance(block, ListItem)]
    start = "We explain an algorithm for dynamically forming trace trees to cover a program, representing nested"
    assert f"{start} loops as nested trace trees." in items


def test_spanish_paragraphs_and_notes_are_whole(samples: Path) -> None:
    found = document(samples / "iachr_es.pdf")
    assert headings(found)[0] == "RESOLUCIÓN DE LA CORTE INTERAMERICANA DE DERECHOS HUMANOS"
    sixth = next(note for note in notes(found) if note.mark == "6")
    assert "respecto de República Dominicana. Resolución de la Corte de 25 de mayo de 2010" in plain(sixth.runs)
    assert not any(text.strip("-") == "3" for text in paragraphs(found))


def test_arabic_is_in_logical_order_with_its_lam_alefs(samples: Path) -> None:
    found = document(samples / "rtl1.pdf")
    assert headings(found) == ["تحسين الإنتاجية وحل المشكلات من خلال البرمجة بلغة R وPython"]
    text = "\n".join(paragraphs(found))
    assert len(paragraphs(found)) == 4
    assert "إذا كان لديك عقلية تحليلية، فإن استخدام هذه اللغات" in text
    assert "قرارات أكثر دقة بناءً على استنتاجات" in text
    assert "اإل" not in text


def test_korean_words_are_whole(samples: Path) -> None:
    text = "\n".join(paragraphs(document(samples / "report-korean.pdf")))
    assert "세계적 유행(Pandemic) 단계에 돌입하였다고 세계보건기구(WHO)가 인정한" in text
    assert "국내 확진자는 9,661명" in text


def test_thai_signs_stay_with_their_letters(samples: Path) -> None:
    text = "\n".join(map(text_of, blocks(document(samples / "thai.pdf"))))
    assert "สี่เหลี่ยมจัตุรัสรูปหนึ่ง มีความยาวด้านหนึ่งเท่ากับ 7 นิ้ว" in text


def test_a_contents_list_is_no_heading(samples: Path) -> None:
    found = document(samples / "un-jiu-report-tagged.pdf")
    assert headings(found).count("I. Introduction") == 1
    assert any(text_of(block) == "I. Introduction … 1" for block in blocks(found))


def test_a_scan_is_said_to_have_no_text(samples: Path) -> None:
    found = document(samples / "un-1990-scanned.pdf")
    assert [(remark.code, remark.page) for remark in found.remarks] == [("no-text", 1)]
    assert found.remarks[0].message == "Pages 1 to 22 are pictures without text; they can't be searched or read aloud."
    assert found.sections == ()


def test_a_locked_file_is_refused(samples: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read((samples / "password.pdf").read_bytes())
    assert caught.value.reason == "encrypted"
