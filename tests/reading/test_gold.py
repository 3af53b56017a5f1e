"""How well our reader reads documents whose structure is known from their sources."""

import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from tests.reading import gold, neutral, scoring
from tests.reading.alignment import fold
from tests.reading.source import load, plain

from firsthand.documents import read
from firsthand.documents.readers import parse
from firsthand.documents.recognition import engine

NEEDED = {"chromium": "chromium", "odf": "soffice", "word": "soffice", "docx": "soffice"}
FONTS = {"zh": "Noto Serif CJK SC", "ja": "Noto Serif CJK JP", "ko": "Noto Sans CJK KR", "hi": "Noto Serif Devanagari",
         "th": "Noto Serif Thai", "ar": "Noto Naskh Arabic"}  # fmt: skip
READ = tuple(one for one in gold.GOLD if not one.scanned)
FLOORS = {
    # By group, of the exam or not, with tags or not. What is truly reached, in per cent, rounded down; of errors, in
    # per cent, and of leaks, per page, rounded up. None where there is nothing to score.
    ("layout", False, False): (99.3, 99.5, 99.9, 100.0, 87.5, 100.0, 1.1, 0.02),
    ("tables", False, False): (100.0, 100.0, 100.0, 100.0, 93.9, None, 0.1, 0.0),
    ("scripts", False, False): (99.8, 100.0, 100.0, 100.0, 98.9, 100.0, 0.6, 0.04),
    ("layout", False, True): (99.9, 100.0, 100.0, 99.7, 100.0, 98.8, 0.1, 0.0),
    ("tables", False, True): (100.0, 100.0, 100.0, 100.0, 100.0, None, 0.0, 0.0),
    ("scripts", False, True): (99.8, 100.0, 100.0, 100.0, 99.5, 100.0, 0.4, 0.0),
    ("layout", True, False): (98.1, 91.0, 100.0, 100.0, 86.4, 100.0, 0.2, 0.24),
    ("tables", True, False): (92.3, 100.0, 100.0, 100.0, 72.2, 100.0, 1.3, 0.67),
    ("scripts", True, False): (97.1, 98.5, 100.0, 87.2, 99.5, 88.8, 1.0, 0.24),
    ("layout", True, True): (99.8, 99.4, 100.0, 95.7, 100.0, 100.0, 0.1, 0.0),
    ("tables", True, True): (100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 0.0, 0.0),
    ("scripts", True, True): (98.9, 100.0, 100.0, 100.0, 100.0, 88.8, 0.9, 0.0),
}
SCANS = (93.0, 71.0, 100.0, 22.0, 80.0, None, 0.8, 0.1)
"""As above; read by Tesseract 5 with Debian's data."""
FIELDS = ("paragraphs", "headings", "order", "lists", "tables", "notes", "error", "leak")


def require(one: gold.Gold) -> None:
    program = NEEDED.get(one.program)
    if program and shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    font = FONTS.get(one.text.rpartition(".")[2])
    if font and font not in _families():
        pytest.skip(f"the font {font} is not installed")


@cache
def _families() -> str:
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout


@cache
def result(name: str, tagged: bool) -> scoring.Score:
    one = next(one for one in gold.GOLD if one.name == name)
    require(one)
    found = neutral.from_document(parse(gold.build(name, tagged=tagged), f"{name}.pdf"))
    return scoring.score(one.truth(found.pages), found)


@pytest.mark.parametrize("tagged", [False, True], ids=["blind", "tagged"])
@pytest.mark.parametrize("exam", [False, True], ids=["tuned", "exam"])
@pytest.mark.parametrize("group", ["layout", "tables", "scripts"])
def test_each_group_is_read_as_well_as_is_said(group: str, exam: bool, tagged: bool) -> None:
    """Of the exam no mistake is said, so that nobody tunes on it."""
    names = [one.name for one in READ if (one.group, one.exam) == (group, exam)]
    scores = {name: result(name, tagged) for name in names}
    faults = [f"{name}: {fault}" for name, score in scores.items() for fault in score.faults if not exam]
    assert_reached(scoring.total(scores.values()), FLOORS[group, exam, tagged], faults)


def assert_reached(score: scoring.Score, floors: tuple[float | None, ...], faults: list[str]) -> None:
    short = {}
    for field, floor in zip(FIELDS, floors, strict=True):
        value = score.values()[field]
        if floor is None or value is None:
            continue
        reached = value if field == "leak" else 100 * value
        if reached > floor if field in {"error", "leak"} else reached < floor:
            short[field] = (round(reached, 2), floor)
    assert not short, "\n".join([str(short), *faults[:80]])


@pytest.mark.slow
def test_scans_are_read_as_well_as_is_said(tmp_path: Path) -> None:
    recogniser = engine.find()
    if recogniser is None or not all(recogniser.reads(code) for code in ("eng", "spa")):
        pytest.skip("Tesseract with English and Spanish is not installed")
    scores = []
    for one in gold.GOLD:
        if one.scanned:
            require(one)
            path = tmp_path / f"{one.name}.pdf"
            path.write_bytes(gold.build(one.name))
            found = neutral.from_document(read(path))
            scores.append(scoring.score(one.truth(found.pages), found))
    assert_reached(scoring.total(scores), SCANS, [fault for score in scores for fault in score.faults])


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_a_source_and_its_file_have_the_same_letters(one: gold.Gold) -> None:
    """The truth is that of the source; that the file has it too, PDFium says, which knows nothing of structure."""
    require(one)
    with pypdfium2.PdfDocument(gold.build(one.name)) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    truth = one.truth()
    wanted = Counter(fold("".join(_texts(truth))))
    lost = wanted - Counter(fold(text))
    assert lost.total() <= 0.02 * wanted.total(), lost


def _texts(truth: scoring.Reading) -> list[str]:
    blocks = [block for block in truth.blocks if not block.optional]
    return [block.text for block in blocks] + [cell.text for block in blocks for cell in block.cells]


def test_the_set_is_large_and_the_exam_shares_nothing_with_it() -> None:
    exam, tuned = ([one for one in gold.GOLD if one.exam is wanted] for wanted in (True, False))
    assert (len(exam) >= 15, len(tuned) >= 45) == (True, True)
    assert {one.text for one in exam}.isdisjoint(one.text for one in tuned)
    assert {one.design for one in exam}.isdisjoint(one.design for one in tuned)
    assert len({one.text for one in exam}) == len({one.design for one in exam}) == len(exam)
    assert len({one.text.rpartition(".")[2] for one in gold.GOLD}) >= 11


def test_files_have_tags_until_they_are_taken_out() -> None:
    for program in ("typst", "weasyprint", "chromium", "odf"):
        one = next(one for one in READ if one.program == program)
        require(one)
        assert gold.has_tags(gold.build(one.name, tagged=True))
        assert not gold.has_tags(gold.build(one.name))


def test_spans_of_a_source_leave_no_place_empty_and_none_taken_twice() -> None:
    tables = [block for block in load("annex.en").blocks if block.kind == "table"]
    for table in tables:
        places = [
            (row, column) for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        ]  # fmt: skip
        rows, columns = max(row for row, _ in places) + 1, max(column for _, column in places) + 1
        assert sorted(places) == [(row, column) for row in range(rows) for column in range(columns)]
    spans = [(plain(cell.spans), cell.rows, cell.columns) for cell in tables[1].cells if cell.rows * cell.columns > 1]
    assert spans == [("Kind of request", 2, 1), ("Women", 1, 2), ("Men", 1, 2)]
    assert {cell.row for cell in tables[1].cells if cell.header} == {0, 1}


@pytest.mark.parametrize("name", ["tables-unruled", "tables-ruled-spans", "tables-zebra", "tables-three-rules"])
def test_every_row_of_a_table_is_printed_as_a_row(name: str) -> None:
    """Told by poppler: the words of a row stand on one line of its layout."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=gold.build(name), capture_output=True, check=True)
    lines = [fold(line) for line in done.stdout.decode().splitlines()]
    for block in load("annex.en").blocks[:9]:
        for row in {cell.row for cell in block.cells} if block.kind == "table" else ():
            first = fold("".join(plain(cell.spans) for cell in block.cells if cell.row == row))
            assert any(first in line or line in first for line in lines if 2 * len(line) > len(first)), first
