"""The demonstration's files are what the pages say they are, tell nothing of where they were made, and stay small."""

import importlib.util
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdfium2
import pytest

DEMO = Path(__file__).resolve().parents[2] / "demo"
TAGGED = [
    "safe-consultation/safe-consultation.en.pdf",
    "safe-consultation/safe-consultation.fr.pdf",
    "safe-consultation/safe-consultation.ru.pdf",
    "consultation-in-brief/consultation-in-brief.ar.pdf",
    "naloxone-position/naloxone-position.es.pdf",
]
UNTAGGED = ["read-a-un-draft/read-a-un-draft.en.pdf", "consultation-in-brief/consultation-in-brief.en.pdf"]
SCAN = DEMO / "works/naloxone-position-2024/naloxone-position-2024-scan.en.pdf"
PACKAGES = sorted(path for suffix in ("docx", "odt", "epub") for path in DEMO.rglob(f"*.{suffix}"))


def structure(path: Path) -> tuple[bool, set[str]]:
    """Whether a PDF says that it is tagged, and the roles in its structure tree."""
    with pikepdf.open(path) as sheets:
        root = sheets.Root
        marked = bool(root.get("/MarkInfo", {}).get("/Marked", False))
        roles: set[str] = set()
        waiting = [root.StructTreeRoot] if "/StructTreeRoot" in root else []
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Array):
                waiting.extend(element)
            elif isinstance(element, pikepdf.Dictionary):
                if "/S" in element:
                    roles.add(str(element.S))
                if "/K" in element and not isinstance(element.K, int):
                    waiting.append(element.K)
        return marked, roles


def text_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as sheets:
        return [page.get_textpage().get_text_bounded() for page in sheets]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """`demo/make.py`, which is a script and not a part of the package."""
    specification = importlib.util.spec_from_file_location("demo_make", DEMO / "make.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    before = list(sys.path)
    specification.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.mark.parametrize("name", TAGGED)
def test_a_tagged_pdf_carries_its_headings_and_its_tables(name: str) -> None:
    marked, roles = structure(DEMO / "works" / name)
    assert marked
    assert roles & {"/H1", "/H2", "/H"}
    assert {"/Table", "/TR"} <= roles


@pytest.mark.parametrize("name", UNTAGGED)
def test_an_untagged_pdf_has_text_and_no_structure(name: str) -> None:
    marked, roles = structure(DEMO / "works" / name)
    assert not marked
    assert not roles
    assert all(len(text.split()) > 50 for text in text_of(DEMO / "works" / name))


@pytest.mark.parametrize("name", [TAGGED[0], TAGGED[2], UNTAGGED[0]])
def test_a_report_in_two_columns_has_two_columns(name: str) -> None:
    """Lines of running text begin in the left half of the sheet and in its right half."""
    with pypdfium2.PdfDocument(DEMO / "works" / name) as sheets:
        page = sheets[1]
        text = page.get_textpage()
        lefts = [text.get_rect(number)[0] for number in range(text.count_rects())]
        middle = page.get_width() / 2
    assert sum(left < middle for left in lefts) > 20
    assert sum(middle < left < middle + 40 for left in lefts) > 20


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_semicolon_after_emphasis_or_a_note_is_printed(language: str) -> None:
    work = DEMO / "works/read-a-un-draft"
    source = (work / f"read-a-un-draft.{language}.md").read_text(encoding="utf-8")
    assert re.search(r"[*\]];", source)
    assert "".join(text_of(work / f"read-a-un-draft.{language}.pdf")).count(";") == source.count(";")


def test_the_scan_is_pictures_of_pages_and_nothing_else() -> None:
    assert SCAN.stat().st_size < 400_000
    texts = text_of(SCAN)
    assert len(texts) >= 2
    assert not any(text.strip() for text in texts)
    with pikepdf.open(SCAN) as sheets:
        for page in sheets.pages:
            assert "/Font" not in page.Resources
            (picture,) = page.get_images().values()
            assert picture.BitsPerComponent == 1


def test_the_right_to_left_sheet_is_in_arabic_letters() -> None:
    letters = "".join(text_of(DEMO / "works" / TAGGED[3]))
    assert len(re.findall(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]", letters)) > 1_000


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_a_package_names_nobody_and_no_place_on_a_disk(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    everything = "\n".join(content.values())
    assert not re.search(r"file:/|/(?:home|root|tmp|Users)/|[A-Z]:\\\\", everything)
    people = re.findall(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)>([^<]*)<", everything)
    assert set(people) <= {"The Firsthand contributors", ""}
    assert "Thumbnails" not in everything


def test_a_pdf_names_nobody_and_no_place_on_a_disk() -> None:
    for path in DEMO.rglob("*.pdf"):
        with pikepdf.open(path) as sheets:
            assert str(sheets.docinfo.get("/Author", "")) in {"", "The Firsthand contributors"}, path.name
            everything = b"".join(bytes(str(value), "utf-8") for value in sheets.docinfo.values())
        assert not re.search(rb"/(?:home|root|tmp|Users)/", everything + path.read_bytes()), path.name


def test_a_word_processor_file_has_real_styles_notes_and_a_table_with_a_header() -> None:
    with zipfile.ZipFile(DEMO / "works/safe-consultation/safe-consultation.es.docx") as package:
        text = package.read("word/document.xml").decode()
        notes = package.read("word/footnotes.xml").decode()
    assert text.count('w:val="Heading1"') == 15
    assert text.count("<w:footnoteReference ") == 3
    assert "Sweeney" in notes
    assert text.count("<w:tblHeader") == 4


def test_an_e_book_begins_with_its_media_type_uncompressed() -> None:
    """EPUB 3.3, OCF: the first entry, stored, without extra field."""
    for path in DEMO.rglob("*.epub"):
        with zipfile.ZipFile(path) as book:
            first = book.infolist()[0]
            assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
            assert book.read(first) == b"application/epub+zip"


def test_the_captions_of_the_film_keep_the_same_times_in_all_languages() -> None:
    films = DEMO / "works/three-questions"
    times = {path.name: re.findall(r".+ --> .+", path.read_text(encoding="utf-8")) for path in films.glob("*.vtt")}
    assert len(times) == 4
    assert len({tuple(cues) for cues in times.values()}) == 1


def test_every_made_file_is_there(maker: ModuleType) -> None:
    assert [name for name in (*maker.FILES, *maker.DRAFTS) if not (DEMO / name).is_file()] == []


@pytest.mark.parametrize("suffix", [".html", ".txt", ".srt", ".epub"])
def test_a_made_file_is_what_its_source_makes(maker: ModuleType, suffix: str, tmp_path: Path) -> None:
    """Those that need no other program; the rest depend on the fonts and programs of a machine."""
    names = [name for name in (*maker.FILES, *maker.DRAFTS) if name.endswith(suffix)]
    assert names
    for name in names:
        again = tmp_path / Path(name).name
        maker.make(name, again)
        assert again.read_bytes() == (DEMO / name).read_bytes(), f"{name}: run python demo/make.py"


def test_the_whole_demonstration_is_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 6_000_000
