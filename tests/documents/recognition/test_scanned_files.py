"""Files with scans, read in isolation: only what has no text goes to OCR, and what goes wrong there costs a page."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.documents.pdf.pdfs import typeset
from tests.documents.recognition.scanned import RIGHTS, SETTING, joined, scan

from firsthand.documents import Document, Limits, UnreadableFileError, Workers, plain
from firsthand.documents.blocks import texts
from firsthand.documents.confinement import LINUX
from firsthand.documents.limits import MEBIBYTE
from firsthand.documents.readers import parse_with_scans
from firsthand.documents.recognition import engine as engines

ON_LINUX = pytest.mark.skipif(not LINUX, reason="looks into /proc")
ENGLISH = RIGHTS["en"]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of text, a picture of one, and a page of text."""
    path = tmp_path_factory.mktemp("mixed") / "mixed.pdf"
    first = typeset(f"{SETTING}= First\n\nNothing about us without us.")
    last = typeset(f"{SETTING}= Last\n\nEverybody has the right to health, and so do we.")
    path.write_bytes(joined(first, scan(f"#text(size: 15pt)[Second]\n\n{ENGLISH}"), last))
    return path


def read(workers: Workers, path: Path, limits: Limits | None = None) -> Document:
    ((_, outcome),) = workers.read([path], limits)
    assert not isinstance(outcome, UnreadableFileError), outcome
    return outcome


def said(document: Document) -> str:
    return " ".join(texts(document))


def codes(document: Document) -> set[str]:
    return {remark.code for remark in document.remarks}


def test_a_scan_between_pages_of_text_is_read_in_its_place(mixed: Path, workers: Workers) -> None:
    told: list[tuple[int, int]] = []
    ((_, document),) = workers.read([mixed], progress=lambda _, done, total: told.append((done, total)))
    assert isinstance(document, Document)
    assert [plain(section.heading) for section in document.walk()] == ["First", "Second", "Last"]
    assert ENGLISH in said(document)
    assert document.recognition == engines.fingerprint()
    assert told == [(0, 1), (1, 1)]


def test_scans_are_read_alike_here_and_in_isolation(mixed: Path, workers: Workers) -> None:
    assert read(workers, mixed) == parse_with_scans(mixed.read_bytes(), mixed.name)


def test_a_file_without_scans_asks_for_no_ocr(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(typeset(SETTING + ENGLISH))
    assert read(workers, path).recognition is None


def test_no_more_scans_are_read_than_are_allowed(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(joined(scan(ENGLISH), scan("Another page of text that nobody reads, since there are too many.")))
    document = read(workers, path, Limits(scans=1))
    assert ENGLISH in said(document)
    assert "nobody" not in said(document)
    assert "too-many-scans" in codes(document)
    assert read(workers, path, Limits(scans=0)).recognition is None


def test_a_scan_that_takes_too_much_costs_itself_only(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(joined(typeset(SETTING + "Nothing about us without us."), scan(ENGLISH * 3)))
    document = read(workers, path, Limits(scan_wall=0.05))
    assert "Nothing about us" in said(document)
    (remark,) = (remark for remark in document.remarks if remark.code == "unread-scan")
    assert (remark.page, remark.count, remark.public) == (2, 1, False)


@ON_LINUX
def test_a_process_that_dies_over_a_scan_costs_that_scan_only(mixed: Path) -> None:
    with Workers(1) as workers:
        list(workers.read([mixed], Limits(scans=0)))

        def strike(_: Path, done: int, __: int) -> None:
            if done == 0:
                threading.Thread(target=_strike_next, args=(workers, _children(workers))).start()

        ((_, document),) = workers.read([mixed], progress=strike)
    assert isinstance(document, Document)
    assert "Nothing about us" in said(document)
    assert ENGLISH not in said(document)
    assert "unread-scan" in codes(document)


def _children(workers: Workers) -> set[int]:
    assert workers._worker
    pid = workers._worker._process.pid
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _strike_next(workers: Workers, before: set[int]) -> None:
    """End the next child that is born; those from before may not be waited for yet."""
    for _ in range(2000):
        if born := _children(workers) - before:
            os.kill(born.pop(), signal.SIGSEGV)
            return
        time.sleep(0.002)


def test_without_ocr_an_editor_is_told_what_to_install(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with Workers(1) as workers:
        document = read(workers, mixed)
    assert "Nothing about us" in said(document)
    assert document.recognition == ""
    (remark,) = (remark for remark in document.remarks if remark.code == "no-recognition")
    assert "tesseract-ocr" in remark.message
    assert not remark.public


def test_a_language_whose_data_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (installed,) = (path for path in Path("/usr/share/tesseract-ocr").glob("*/tessdata/eng.traineddata"))
    (folder / installed.name).symlink_to(installed)
    monkeypatch.setenv("TESSDATA_PREFIX", str(folder))
    path = tmp_path / "french.pdf"
    path.write_bytes(scan(RIGHTS["fr"]))
    with Workers(1) as workers:
        document = read(workers, path)
    assert document.language == "fr"
    (remark,) = (remark for remark in document.remarks if remark.code == "missing-language-data")
    assert "tesseract-ocr-fra" in remark.message


def test_a_page_is_read_in_little_memory(mixed: Path, workers: Workers) -> None:
    assert ENGLISH in said(read(workers, mixed, Limits(memory=256 * MEBIBYTE)))


def test_many_scans_use_all_room(tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "many.pdf"
    words = ENGLISH.split()
    pages = [" ".join(words[at : at + 14]) for at in range(0, 70, 14)]
    path.write_bytes(joined(*map(scan, pages)))
    document = read(workers, path)
    found = [block.locator.page for section in document.walk() for block in section.blocks if block.locator]
    assert found == sorted(found)
    for page in pages:
        assert " ".join(page.split()[1:-1]) in said(document)
