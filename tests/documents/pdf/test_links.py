"""Links that lead out of the document."""

import io

import pikepdf
import pytest

from firsthand.documents.model import Document, Run, plain
from firsthand.documents.pdf import read

from .pdfs import by_hand, typeset

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


def runs_of(document: Document) -> list[Run]:
    return [run for section in document.walk() for block in section.blocks for run in getattr(block, "runs", ())]


CHAPTERS = """#set heading(numbering: "1.1")
= What we asked <asked>
See @answers for the answers, and #link(<asked>)[the questions] above.
#pagebreak()
#lorem(40)
== What we heard <answers>
#lorem(30) #link((page: 1, x: 0pt, y: 0pt))[The first page] says why.
"""


def test_links_inside_a_document_arrive_at_headings() -> None:
    document = read(typeset(CHAPTERS))
    anchors = {plain(section.heading): section.anchor for section in document.walk()}
    assert anchors == {"1 What we asked": "1-what-we-asked", "1.1 What we heard": "1-1-what-we-heard"}
    links = {run.text: run.href for run in runs_of(document) if run.href}
    assert links == {
        "Section 1.1": "#1-1-what-we-heard", "the questions": "#1-what-we-asked", "The first page": "#1-what-we-asked",
    }  # fmt: skip


def test_a_list_of_contents_leads_to_its_headings() -> None:
    document = read(typeset('#set heading(numbering: "1.")\n#outline()\n#pagebreak()\n= Aims\nWords.\n= Means\nMore.'))
    hrefs = {run.href for run in runs_of(document) if run.href and run.href.startswith("#")}
    assert {"#1-aims", "#2-means"} <= hrefs
    assert {section.anchor for section in document.walk()} >= {"1-aims", "2-means"}


def with_destination(**link: pikepdf.Object) -> Document:
    """Two pages with a heading each; on the first a link whose entries are given."""
    content = "BT /F1 20 Tf 72 500 Td (A large heading) Tj /F1 11 Tf 0 -40 Td (Some words that are plain text.) Tj ET"
    with pikepdf.open(io.BytesIO(by_hand(content, pages=2))) as pdf:
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([70, 455, 300, 472]), **link
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(annotation)])
        named = pikepdf.Dictionary(second=pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.XYZ, 0, 520, 0]))
        pdf.Root.Dests = pdf.make_indirect(named)
        out = io.BytesIO()
        pdf.save(out)
    return read(out.getvalue())


@pytest.mark.parametrize(
    "link",
    [
        {"Dest": pikepdf.Name.second},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Name.second)},
        {"Dest": pikepdf.Array([1, pikepdf.Name.Fit])},
        {"Dest": pikepdf.Array([1, pikepdf.Name.FitH, 510])},
        {"Dest": pikepdf.Array([1, pikepdf.Name.FitR, 0, 400, 500, 510])},
        {"Dest": pikepdf.Array([1, pikepdf.Name.XYZ, 72, 465, 0])},
    ],
    ids=["named", "action", "page", "across", "rectangle", "paragraph"],
)
def test_a_destination_of_any_kind_is_that_of_the_heading_at_or_above_it(link: dict[str, pikepdf.Object]) -> None:
    document = with_destination(**link)
    (first, second) = document.sections
    assert (first.anchor, second.anchor) == (None, "a-large-heading")
    assert {run.href for run in runs_of(document) if run.href} == {"#a-large-heading"}


@pytest.mark.parametrize(
    "link",
    [
        {"Dest": pikepdf.Name.nowhere},
        {"Dest": pikepdf.Array([99, pikepdf.Name.Fit])},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("other.pdf"), D=pikepdf.Array([0]))},
        {"A": pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("program"))},
    ],
    ids=["unknown", "beyond", "other file", "program"],
)
def test_destinations_that_are_not_there_leave_the_words_plain(link: dict[str, pikepdf.Object]) -> None:
    assert not [run.href for run in runs_of(with_destination(**link)) if run.href]


@pytest.mark.parametrize(
    ("printed", "href"),
    [
        ("See https://example.org/report.", "https://example.org/report"),
        ("(www.example.org/a_(b))", "https://www.example.org/a_(b)"),
        ("At <http://example.org>, today", "http://example.org"),
    ],
)
def test_an_address_that_is_only_printed_becomes_a_link(printed: str, href: str) -> None:
    escaped = printed.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    runs = runs_of(read(by_hand(f"BT /F1 12 Tf 72 700 Td ({escaped}) Tj ET")))
    assert "".join(run.text for run in runs) == printed
    assert [run.href for run in runs if run.href] == [href]


def test_a_printed_address_goes_on_over_the_end_of_a_line() -> None:
    content = (
        "BT /F1 12 Tf 72 700 Td (The whole report is at https://example.org/documents-and-) Tj 0 -14 Td "
        "(analysis/2024/report.pdf and nowhere else, as far as we know today.) Tj ET"
    )
    runs = runs_of(read(by_hand(content)))
    href = "https://example.org/documents-and-analysis/2024/report.pdf"
    assert [(run.text, run.href) for run in runs if run.href] == [(href, href)]


@pytest.mark.parametrize("printed", ["http://", "www.", "https://user:secret@example.org/", "awww.example.org"])
def test_what_is_no_address_stays_text(printed: str) -> None:
    runs = runs_of(read(by_hand(f"BT /F1 12 Tf 72 700 Td (See {printed} now) Tj ET")))
    assert runs == [Run(f"See {printed} now")]
