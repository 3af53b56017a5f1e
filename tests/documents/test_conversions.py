"""One text in several formats, as LibreOffice writes them, is read as the same text."""

import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest
from tests.documents.office import blocks, headings, texts, words

from firsthand.documents import opendocument, webpage, word
from firsthand.documents.model import Document, Footnote, ListItem, Table

FORMATS = ["odt", "html", "docx"]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one report in each format, converted from DOCX."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "source.docx"
    _report().save(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in FORMATS:
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / kind), str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


def _report() -> python_docx.document.Document:
    made = python_docx.Document()
    made.add_heading("Chapter one", 1)
    line = made.add_paragraph("Plain ")
    line.add_run("bold").bold = True
    line.add_run(" and ")
    line.add_run("slanted").italic = True
    line.add_run(", H")
    line.add_run("2").font.subscript = True
    line.add_run("O.")
    for text in ("first", "second"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("point", style="List Bullet")
    made.add_heading("A part", 2)
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    made.add_paragraph("Слово на русском, 人权 and العربية")
    return made


def _read(folder: Path, kind: str) -> Document:
    data = (folder / kind / f"source.{kind}").read_bytes()
    return {"odt": opendocument.read, "html": webpage.read, "docx": word.read}[kind](data)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_text_in_each_format(converted: Path, kind: str) -> None:
    document = _read(converted, kind)
    assert headings(document) == [(1, "Chapter one"), (2, "A part")]
    assert texts(document)[0] == "Plain bold and slanted, H2O."
    runs = {run.text: run for block in blocks(document) for run in getattr(block, "runs", ())}
    assert (runs["bold"].strong, runs["slanted"].emphasis, runs["2"].subscript) == (True, True, True)
    items = [block for block in blocks(document) if isinstance(block, ListItem)]
    assert [(item.marker, words(item.runs)) for item in items] == [("1.", "first"), ("2.", "second"), ("•", "point")]
    table = next(block for block in blocks(document) if isinstance(block, Table))
    assert [[(words(cell.runs), cell.columns) for cell in row.cells] for row in table.rows] == [
        [("wide", 2), ("02", 1)],
        [("10", 1), ("11", 1), ("12", 1)],
        [("20", 1), ("21", 1), ("22", 1)],
    ]
    assert texts(document)[-1] == "Слово на русском, 人权 and العربية"


def test_notes_survive_conversion(converted: Path, samples: Path) -> None:
    profile = f"-env:UserInstallation={(converted / 'profile').as_uri()}"
    source = str(samples / "footnotes.docx")
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "html", "--outdir", str(converted), source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = webpage.read((converted / "footnotes.html").read_bytes())
    notes = [block for block in blocks(document) if isinstance(block, Footnote)]
    assert [(note.mark, words(note.runs)) for note in notes] == [
        ("1", "My note."),
        ("2", "This is an endnote at the end of the document."),
    ]
