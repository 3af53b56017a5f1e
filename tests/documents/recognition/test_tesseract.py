"""Tesseract is found with its data, or is said not to be there; it says nothing itself and starts no thread."""

from pathlib import Path

import pytest
from tests.documents.pdf.pdfs import typeset
from tests.documents.recognition.scanned import RIGHTS, SETTING, pictures

from firsthand.documents.confinement import LINUX
from firsthand.documents.recognition.engine import Engine
from firsthand.documents.recognition.scans import Scan
from firsthand.documents.recognition.tesseract import LIBRARIES, PAGE, Picture, load


def threads() -> set[str]:
    """Ids: threads of other tests may still be ending, so their number says nothing."""
    return {thread.name for thread in Path("/proc/self/task").iterdir()}


@pytest.fixture
def page() -> Picture:
    (page,) = pictures(typeset(SETTING + RIGHTS["en"]))
    return Picture(page.tobytes(), page.width, page.height, 200)


def test_without_the_library_or_without_data_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(("libthere-is-none.so.7",)) is None
    assert load(root=str(tmp_path)) is None
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert load() is None


def test_data_is_found_where_systems_put_it(tmp_path: Path) -> None:
    folder = tmp_path / "usr" / "share" / "tesseract-ocr" / "5" / "tessdata"
    (folder / "script").mkdir(parents=True)
    for name in ("eng.traineddata", "script/Latin.traineddata", "empty.traineddata", "notes.txt"):
        (folder / name).write_bytes(b"" if name.startswith("empty") else b"data")
    found = load(LIBRARIES, str(tmp_path))
    assert found is not None
    assert found.sizes == {"eng": 4, "script/Latin": 4}


def test_damaged_data_reads_nothing(tmp_path: Path, page: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("eng", "osd"):
        (tmp_path / f"{name}.traineddata").write_bytes(bytes(range(256)) * 100)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    found = load()
    assert found is not None
    assert Engine(found).recognise(page, Scan(1)).words == ()


def test_another_version_or_other_data_has_another_fingerprint(tmp_path: Path) -> None:
    def fingerprint(**files: bytes) -> str:
        folder = tmp_path / "-".join(files) / "usr" / "share" / "tessdata"
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / f"{name}.traineddata").write_bytes(data)
        found = load(root=str(folder.parents[2]))
        assert found is not None
        return Engine(found).fingerprint

    alone, both, newer = fingerprint(eng=b"a"), fingerprint(eng=b"a", fra=b"b"), fingerprint(eng=b"aa")
    assert len({alone, both, newer}) == 3


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
def test_it_starts_no_thread_and_writes_to_no_terminal(page: Picture, capfd: pytest.CaptureFixture[str]) -> None:
    found = load()
    assert found is not None
    before = threads()
    with found.open("eng") as session:
        assert session.read(page, PAGE)
        assert session.read(Picture(b"\xff", 1, 1, 200), PAGE) == ()
    with found.open("osd") as session:
        assert session.find_attitude(Picture(b"\xff" * 100, 10, 10, 200)) is None
    assert threads() <= before
    assert capfd.readouterr() == ("", "")
