"""Pictures of known text are read: their words, languages, lines, and which way is up."""

import re
from collections import Counter

import pytest
from PIL import Image
from tests.documents.pdf.pdfs import typeset
from tests.documents.recognition.scanned import RIGHTS, SETTING, bound, pictures, scan

from firsthand.documents.pdf.scanning import read_scan
from firsthand.documents.recognition import engine as engines
from firsthand.documents.recognition.engine import Engine
from firsthand.documents.recognition.scans import Patch, Scan

ENGLISH = RIGHTS["en"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = engines.find()
    assert found is not None, "the tests need Tesseract with the data for eng, fra, spa, rus and osd"
    return found


def said(patch: Patch) -> str:
    return " ".join(word.text for word in patch.words)


def recall(found: str, truth: str) -> float:
    """The share of the words of the truth that were found."""
    words = Counter(re.findall(r"\w+", truth))
    return (words & Counter(re.findall(r"\w+", found))).total() / words.total()


@pytest.mark.parametrize("language", RIGHTS)
def test_a_page_in_an_unknown_language_is_read_in_its_own(language: str, engine: Engine) -> None:
    patch = read_scan(scan(RIGHTS[language]), Scan(1), engine)
    assert patch.languages == (language,)
    assert recall(said(patch), RIGHTS[language]) >= 0.97
    assert patch.confidence > 0.85


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_was_put_on_the_scanner_the_wrong_way_is_turned(turns: int, engine: Engine) -> None:
    (page,) = pictures(typeset(SETTING + RIGHTS["en"]))
    patch = read_scan(bound([page.rotate(-90 * turns, expand=True)]), Scan(1), engine)
    assert patch.turns == turns
    assert recall(said(patch), RIGHTS["en"]) >= 0.97


def test_a_page_that_lies_askew_has_level_lines(engine: Engine) -> None:
    (page,) = pictures(typeset(SETTING + RIGHTS["en"]))
    askew = page.rotate(1.2, fillcolor=255, resample=Image.Resampling.BICUBIC)
    patch = read_scan(bound([askew]), Scan(1, languages=("en",)), engine)
    assert recall(said(patch), RIGHTS["en"]) >= 0.97
    bases: dict[int, set[float]] = {}
    for word in patch.words:
        bases.setdefault(word.line, set()).add(word.base)
    assert all(len(found) == 1 for found in bases.values())


def test_columns_are_read_one_after_the_other(engine: Engine) -> None:
    setting = "#set page(width: 21cm, height: 12cm, margin: 1.5cm, columns: 2)\n#set text(size: 10.5pt)\n"
    patch = read_scan(
        scan(f"{RIGHTS['en']}\n\n#colbreak()\n{RIGHTS['en']}", setting), Scan(1, languages=("en",)), engine
    )
    middle = 21 / 2.54 * 72 / 2
    sides = [word.left > middle for word in patch.words]
    assert sides == sorted(sides)
    assert recall(said(patch), RIGHTS["en"] * 2) >= 0.97


def test_places_are_points_on_the_page(engine: Engine) -> None:
    setting = "#set page(width: 300pt, height: 200pt, margin: 0pt)\n#set text(size: 20pt)\n"
    source = "#place(top + left, dx: 100pt, dy: 50pt)[Nothing]\n#place(top + left, dx: 100pt, dy: 150pt)[Elsewhere]"
    patch = read_scan(scan(source, setting), Scan(1, (90, 40, 250, 90), ("en",)), engine)
    (word,) = patch.words
    assert word.text == "Nothing"
    assert (word.left, word.top) == pytest.approx((100, 50), abs=3)
    assert word.base == pytest.approx(63, abs=3)
    assert word.size == pytest.approx(20, abs=2)


def test_a_heading_is_larger_than_the_text_under_it(engine: Engine) -> None:
    patch = read_scan(
        scan(f"#text(size: 15pt)[The rights of all]\n\n{RIGHTS['en']}"), Scan(1, languages=("en",)), engine
    )
    sizes = Counter(word.size for word in patch.words)
    assert len(sizes) == 2
    assert patch.words[0].size == max(sizes) > 1.25 * min(sizes)


def test_a_page_without_letters_says_nothing(engine: Engine) -> None:
    blank = Image.new("L", (800, 1000), 255)
    for x in range(200, 600):
        for y in range(300, 700):
            blank.putpixel((x, y), (x * y) % 251)
    patch = read_scan(bound([blank]), Scan(1), engine)
    assert patch.words == ()
    assert patch.confidence == 0


def test_a_page_that_is_not_there_says_nothing(engine: Engine) -> None:
    assert read_scan(scan("a"), Scan(2), engine) == Patch(Scan(2))


def test_declared_languages_that_are_wrong_are_put_right(engine: Engine) -> None:
    patch = read_scan(scan(RIGHTS["fr"]), Scan(1, languages=("ru",)), engine)
    assert patch.languages == ("fr",)
    assert recall(said(patch), RIGHTS["fr"]) >= 0.97


@pytest.mark.parametrize("font", ["DejaVu Serif", "DejaVu Sans", "Libertinus Serif", "New Computer Modern"])
def test_lines_in_bold_are_known_and_only_they(font: str, engine: Engine) -> None:
    setting = f'#set page(width: 14cm, height: 14cm, margin: 1.5cm)\n#set text(size: 10.5pt, font: "{font}")\n'
    source = f"*The rights of all*\n\nTHE DECLARATION OF RIGHTS\n\n{ENGLISH[:260]}\n\n_Scope and means_\n\n*1. Scope*\n"
    patch = read_scan(scan(source, setting), Scan(1, languages=("en",)), engine)
    assert " ".join(word.text for word in patch.words if word.bold) == "The rights of all 1. Scope"


def test_a_heading_drawn_as_a_picture_is_read_in_the_script_that_it_is_in(engine: Engine) -> None:
    setting = '#set page(width: 300pt, height: 200pt, margin: 40pt)\n#set text(size: 20pt, font: "DejaVu Serif")\n'
    patch = read_scan(scan("Права человека", setting), Scan(1, (30, 30, 290, 70)), engine)
    assert said(patch) == "Права человека"
    assert patch.languages == ("ru",)
