"""Passages taken along: as a table that programs and people read, and as a Word file of quotations."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.citations import Excerpt, Name, Source, Span, kit, table
from firsthand.citations.excerpts import COLUMNS

ENGLISH = Source(
    "nothing-en", "report", "Nothing about us", "en", authors=(Name("Ana Ruiz", "Ruiz", "Ana"), Name("INPUD")),
    publishers=(Name("INPUD"),), date="2021-03-04", url="https://example.org/works/nothing/en", doi="10.1/x",
)  # fmt: skip
ARABIC = Source("nothing-ar", "report", "لا شيء عنا", "ar", authors=(Name("INPUD"),), date="2021")
FILM = Source("film-es", "film", "La película", "es")


def excerpt(source: Source, text: str, **more: object) -> Excerpt:
    return Excerpt(source, text, source.language, f"https://example.org/p/{len(text)}", **more)


SEVERAL = (
    excerpt(ENGLISH, "We pay for harm\nreduction.", headings=("Findings", "Money"), page="iv"),
    excerpt(FILM, "Lo dicen ellas.", start=3725.4),
    excerpt(ARABIC, "نحن نطلب الحد من الضرر", page="12"),
    excerpt(ENGLISH, "=1+1 is a formula & <b>no</b> tag"),
)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def refer(source: Source) -> tuple[Span, ...]:
    return (Span("Reference of "), Span(source.title, italic=True))


def made() -> bytes:
    return kit(SEVERAL, "Quotations", ("Searched: harm",), "en", refer)


def test_a_table_has_every_field_of_every_passage() -> None:
    first, film, arabic, _ = rows(table(SEVERAL))
    assert first == {
        "number": "1",
        "creators": "Ana Ruiz; INPUD",
        "title": "Nothing about us",
        "year": "2021",
        "date": "2021-03-04",
        "publishers": "INPUD",
        "kind": "report",
        "language": "en",
        "headings": "Findings › Money",
        "page": "iv",
        "time": "",
        "passage_language": "en",
        "passage": "We pay for harm\nreduction.",
        "link": "https://example.org/p/26",
        "work_link": "https://example.org/works/nothing/en",
        "doi": "10.1/x",
        "isbn": "",
    }
    assert (film["time"], film["page"]) == ("1:02:05", "")
    assert arabic["passage"] == "نحن نطلب الحد من الضرر"


def test_excel_is_told_the_encoding() -> None:
    assert table(()) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "\n-1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    (row,) = rows(table([excerpt(ENGLISH, text)]))
    assert row["passage"] == f"'{text}"


@given(st.lists(st.text(), max_size=4), st.text())
def test_any_text_comes_back_from_the_table(headings: list[str], text: str) -> None:
    (row,) = rows(table([excerpt(ENGLISH, text, headings=tuple(headings))]))
    assert row["passage"].removeprefix("'") == text.replace("\0", "").removeprefix("'")
    assert None not in row


def test_a_kit_has_headings_quotations_and_links_in_their_order() -> None:
    paragraphs = docx.Document(io.BytesIO(made())).paragraphs
    assert [(one.style.name, one.text) for one in paragraphs] == [
        ("Title", "Quotations"),
        ("Normal", "Searched: harm"),
        ("Heading 1", "Nothing about us"),
        ("Reference", "Reference of Nothing about us"),
        ("Quote", "“We pay for harm reduction.”"),
        ("Place", "Findings › Money, p. iv. https://example.org/p/26"),
        ("Quote", "“=1+1 is a formula & <b>no</b> tag”"),
        ("Place", "https://example.org/p/33"),
        ("Heading 1", "لا شيء عنا"),
        ("Reference", "Reference of لا شيء عنا"),
        ("Quote", "«نحن نطلب الحد من الضرر»"),
        ("Place", "p. 12. https://example.org/p/22"),
        ("Heading 1", "La película"),
        ("Reference", "Reference of La película"),
        ("Quote", "«Lo dicen ellas.»"),
        ("Place", "1:02:05. https://example.org/p/15"),
    ]
    assert [link.address for one in paragraphs for link in one.hyperlinks] == [
        f"https://example.org/p/{number}" for number in (26, 33, 22, 15)
    ]


def test_a_kit_says_in_which_language_and_direction_each_part_is() -> None:
    document = docx.Document(io.BytesIO(made()))
    assert (document.core_properties.title, document.core_properties.language) == ("Quotations", "en")
    quotes = {one.text[1:4]: one for one in document.paragraphs if one.style.name == "Quote"}
    arabic, spanish = quotes["نحن"], quotes["Lo "]
    assert arabic._p.find(".//" + qn("w:bidi")) is not None
    assert arabic.runs[0].font.rtl
    assert arabic._p.find(".//" + qn("w:lang")).get(qn("w:bidi")) == "ar"
    assert spanish._p.find(".//" + qn("w:bidi")) is None
    assert spanish._p.find(".//" + qn("w:lang")).get(qn("w:val")) == "es"


def test_a_kit_is_the_same_whenever_it_is_made() -> None:
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.text(), st.text())
def test_any_text_makes_a_file_that_can_be_read(text: str, title: str) -> None:
    source = Source("x-en", "report", title, "en")
    data = kit([Excerpt(source, text, "en", "https://example.org/?a=1&b='\"")], title, (), "en", refer)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            etree.fromstring(file.read(name))


def test_libreoffice_reads_a_kit(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "kit.docx").write_bytes(made())
    command = [
        office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "html:HTML",
        "--outdir", str(tmp_path), str(tmp_path / "kit.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "kit.html").read_text()
    page = etree.HTML(shown)
    assert [" ".join("".join(heading.itertext()).split()) for heading in page.iter("h1")][-3:] == [
        "Nothing about us",
        "لا شيء عنا",
        "La película",
    ]
    assert page.xpath("//a[@href='https://example.org/p/26']")
    assert page.xpath("//p[@dir='rtl'][contains(string(), 'الضرر')]")
