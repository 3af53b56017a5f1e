"""What first and last pages say of a work."""

from pathlib import Path

import pytest
from tests.documents.pdf.pdfs import typeset

from firsthand.documents import Workers, imprint
from firsthand.documents.model import Document, Finding, Footnote, Locator, Metadata, Paragraph, Run, Section
from firsthand.documents.readers import parse

NOTHING = Metadata()


def paged(*pages: tuple[str, ...], metadata: Metadata = NOTHING) -> Document:
    """A document with a paragraph for each text."""
    blocks = tuple(
        Paragraph((Run(text),), locator=Locator(page=number)) for number, page in enumerate(pages, 1) for text in page
    )
    return Document("application/pdf", (Section(blocks=blocks),), metadata, pages=len(pages))


def read(*texts: str, metadata: Metadata = NOTHING) -> Metadata:
    return imprint.complete(paged(texts, metadata=metadata)).metadata


def test_a_report_tells_its_imprint() -> None:
    found = read(
        "Nothing about us",
        "October 2021",
        "Authors: Ana María García, John Q. Public and Олена Коваль",
        "© 2021 Network of Example Unions (NEU). All rights reserved.",
        "ISBN 978-92-1-101432-7 (print)",
        "ISSN 2049-3630",
        "Licensed under the Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International licence.",
    )
    assert found.date == "2021-10"
    assert found.authors == ("Ana María García", "John Q. Public", "Олена Коваль")
    assert found.publishers == ("Network of Example Unions (NEU)",)
    assert found.identifiers == ("urn:isbn:9789211014327", "urn:issn:2049-3630")
    assert found.rights == "https://creativecommons.org/licenses/by-nc-sa/4.0/"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (
            "Licence Creative Commons Attribution - Pas d’Utilisation Commerciale - Pas de Modification 4.0",
            "by-nc-nd/4.0/",
        ),
        ("Creative Commons Reconocimiento-NoComercial-CompartirIgual 4.0 Internacional", "by-nc-sa/4.0/"),
        ("Creative Commons «С указанием авторства – Некоммерческая» 4.0", "by-nc/4.0/"),
        ("CC BY-NC-SA 3.0 IGO", "by-nc-sa/3.0/igo/"),
        ("see https://creativecommons.org/licenses/by/3.0/fr/ for the terms", "by/3.0/fr/"),
        ("Creative Commons Attribution 4.0", "by/4.0/"),
    ],
)
def test_licences_by_their_names_and_addresses(words: str, path: str) -> None:
    assert read(words).rights == f"https://creativecommons.org/licenses/{path}"


def test_two_licences_are_none() -> None:
    assert read("Text: CC BY 4.0", "Photographs: CC BY-NC 4.0").rights is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Par Marie-Claire d'Aubigné et Jean Dupont", ("Marie-Claire d'Aubigné", "Jean Dupont")),
        ("Авторы: Анна Иванова и Пётр Петров", ("Анна Иванова", "Пётр Петров")),
        ("By the sea", ()),
        ("By 2030, all states should have ended this", ()),
        ("Par ailleurs, les services ont fermé", ()),
        ("Authors: see the list at the end", ()),
    ],
)
def test_names_are_taken_only_where_nothing_else_is_said(line: str, names: tuple[str, ...]) -> None:
    assert read(line).authors == names


def test_who_signed_the_page_comes_before_who_typed_the_file() -> None:
    typed = Metadata(authors=("office-pc",), date="2024-01-05")
    found = read("Written by: Jane Doe", "May 2019", metadata=typed)
    assert found.authors == ("Jane Doe",)
    assert found.date == "2019-05"
    assert Finding("authors", "office-pc", "properties", 0.5) in found.found
    assert [finding.sure for finding in found.found] == sorted((f.sure for f in found.found), reverse=True)


def test_what_the_file_says_stays_where_pages_are_silent() -> None:
    typed = Metadata(authors=("Jane Doe",), date="2024-01-05", publishers=("NEU",))
    found = read("A report", metadata=typed)
    assert (found.authors, found.date, found.publishers) == (typed.authors, typed.date, typed.publishers)


def test_works_that_are_cited_are_not_the_work() -> None:
    pages = [("A report",), *[("Text.",)] * 8, ("doi:10.1000/182", "ISBN 978-92-1-101432-7")]
    assert imprint.complete(paged(*pages)).metadata.identifiers == ("urn:isbn:9789211014327",)
    note = Footnote("note-1", "1", (Run("ISBN 978-92-1-101432-7, © 2011 Elsewhere"),), locator=Locator(page=1))
    document = Document("application/pdf", (Section(blocks=(note,)),), pages=1)
    assert imprint.complete(document).metadata.identifiers == ()
    assert read("doi:10.1000/182", "https://doi.org/10.1000/183").identifiers == ()


def test_dates_of_other_things_are_not_its_own() -> None:
    assert read("Report of the meeting of 1–3 October 2019", "In 2018 it began.").date is None
    assert read("May 2018", "June 2019").date is None


def test_wrong_numbers_are_none() -> None:
    assert read("ISBN 978-92-1-101432-8", "ISSN 2049-3631").identifiers == ()


def test_the_language_of_the_original_is_a_finding() -> None:
    assert Finding("original", "fr", "title-page", 0.9, 1) in read("Original: French").found
    assert Finding("original", "en", "title-page", 0.9, 1) in read("Язык оригинала: английский").found


def test_a_pdf_tells_where_each_value_was_found() -> None:
    data = typeset(
        """
        #set text(lang: "en")
        #set par(spacing: 2.5em)
        #set document(title: "Safe to Ask", author: "typist")
        = Safe to Ask
        Authors: Jane Doe and Ana García

        October 2021
        #pagebreak()
        © 2021 Network of Example Unions

        ISBN 978-92-1-101432-7
        """
    )
    metadata = parse(data, "report.pdf").metadata
    assert metadata.authors == ("Jane Doe", "Ana García")
    assert (metadata.date, metadata.publishers) == ("2021-10", ("Network of Example Unions",))
    where = {(finding.field, finding.value): (finding.where, finding.page) for finding in metadata.found}
    assert where["authors", "typist"] == ("properties", None)
    assert where["publishers", "Network of Example Unions"] == ("imprint", 2)
    assert where["title", "Safe to Ask"] in (("properties", None), ("title-page", None))


def test_months_and_languages_are_known_in_a_process_that_can_open_no_file(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("# A report\n\nмарт 2019\n\nOriginal: French\n", encoding="utf-8")
    with Workers(1) as workers:
        ((_, document),) = workers.read([file])
    assert isinstance(document, Document)
    assert document.metadata.date == "2019-03"
    assert "fr" in [finding.value for finding in document.metadata.found]
