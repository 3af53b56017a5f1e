"""What was read once is not read again, and whatever happens to the cache costs only time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents.recognition.scanned import RIGHTS, scan

from firsthand.catalogue.written.mistakes import SourceErrors
from firsthand.documents import Workers
from firsthand.documents.blocks import texts
from firsthand.documents.recognition import engine
from firsthand.sources.cache import UNUSED_DAYS, VERSION, Cache, Facts, fingerprint
from firsthand.sources.folder import FolderSource, load

Write = Callable[..., Path]
Read = Callable[..., FolderSource]

TICK = 0.15
"""Seconds after which a file's times can be trusted."""


def hashed(source: FolderSource) -> int:
    return source._texts.hashed_now


def test_an_unchanged_folder_is_neither_read_nor_hashed(write: Write, read: Read) -> None:
    folder = write(sound=True)
    time.sleep(TICK)
    first, second = read(folder), read(folder)
    assert first.read_now == 6
    assert (second.read_now, hashed(second)) == (0, 0)
    assert second.collection == first.collection


def test_of_a_changed_folder_only_what_changed_is_read(write: Write, read: Read) -> None:
    folder = write(sound=True)
    time.sleep(TICK)
    before = read(folder)
    write({"works/report/report.en.md": "# The report\n\nOther words.\n"})
    after = read(folder)
    assert (after.read_now, hashed(after)) == (1, 1)
    old, new = before.collection.works[1], after.collection.works[1]
    assert old.editions[0].text != new.editions[0].text
    assert old.editions[1] == new.editions[1]


@pytest.mark.parametrize(
    ("files", "slugs"),
    [
        ({"works/report/more.es.md": "# El informe\n"}, ["brief", "report"]),
        ({"works/new/en.md": "# New\n"}, ["brief", "new", "report"]),
        ({"library.toml": 'title = "Une"\nlanguages = ["fr"]\npublisher = "network"\n'}, ["brief", "report"]),
        ({"works/brief/work.toml": None, "works/brief/en.md": "# The brief\n"}, ["brief", "report"]),
    ],
)
def test_a_record_is_made_anew_whenever_anything_of_it_changes(
    write: Write, read: Read, tmp_path: Path, files: dict[str, str | None], slugs: list[str], workers: Workers
) -> None:
    folder = write(sound=True)
    read(folder)
    write(files)
    again = read(folder)
    assert again.collection == load(folder, cache=tmp_path / "other", workers=workers).collection
    assert [work.slug for work in again.collection.works] == slugs


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(write: Write, read: Read) -> None:
    folder = write(sound=True)
    path = folder / "posts/launch/en.md"
    for title in ("It is hers", "It is over", "It is done"):
        status = path.stat()
        path.write_text(f"# {title}\n\nRead it.\n")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert read(folder).collection.posts[0].editions[0].title == title


def test_a_file_that_was_moved_is_not_read_again(write: Write, read: Read) -> None:
    folder = write(sound=True)
    read(folder)
    (folder / "works/report").rename(folder / "works/old-report")
    (folder / "works/old-report").rename(folder / "works/report")
    (folder / "works/report/report_fr.md").rename(folder / "works/report/rapport.fr.md")
    moved = folder.rename(folder.parent / "moved")
    assert read(moved).read_now == 0


def test_a_cache_that_is_damaged_is_made_anew(write: Write, read: Read, tmp_path: Path) -> None:
    folder = write(sound=True)
    first = read(folder)
    for place in (tmp_path / "cache").rglob("*"):
        if place.is_file():
            place.write_bytes(place.read_bytes()[: place.stat().st_size // 2] + b"\xff\xc1")
    second = read(folder)
    assert second.collection == first.collection
    assert second.read_now == 6
    text = second.collection.works[1].editions[0].text
    assert text is not None
    assert second.document(text).sections


def test_a_cache_that_cannot_be_written_costs_only_time(write: Write, tmp_path: Path, workers: Workers) -> None:
    (tmp_path / "file").touch()
    source = load(write(sound=True), cache=tmp_path / "file", workers=workers)
    text = source.collection.works[1].editions[0].text
    assert text is not None
    assert source.document(text).sections


def test_a_document_that_was_dropped_from_the_cache_is_read_again(write: Write, read: Read, tmp_path: Path) -> None:
    source = read(write(sound=True))
    for place in (tmp_path / "cache" / "documents").rglob("*"):
        if place.is_file():
            place.unlink()
    text = source.collection.works[1].editions[0].text
    assert text is not None
    assert source.document(text).sections
    assert Cache(tmp_path / "cache").document(text) is not None


KILLED = """
import os, signal, sys
from pathlib import Path
from firsthand.sources.folder import load

def progress(stage, done, total):
    if stage == "reading" and done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

load(Path(sys.argv[1]), cache=Path(sys.argv[2]), progress=progress, workers=1)
"""


def test_a_run_that_was_killed_goes_on_where_it_was(write: Write, read: Read, tmp_path: Path) -> None:
    folder = write(sound=True)
    command = [sys.executable, "-c", KILLED, str(folder), str(tmp_path / "cache")]
    time.sleep(TICK)
    assert subprocess.run(command, timeout=60).returncode == -signal.SIGKILL
    again = read(folder)
    assert (again.read_now, hashed(again)) == (3, 0)


def test_a_file_that_changes_while_it_is_read_is_told(write: Write, tmp_path: Path, workers: Workers) -> None:
    folder = write(sound=True)
    last = folder / "works/report/report_fr.md"

    def grow(stage: str, done: int, total: int) -> None:
        if stage == "files" and done == total:
            last.write_text("# Le rapport\n\nD’autres mots.\n")

    with pytest.raises(SourceErrors) as caught:
        load(folder, cache=tmp_path / "cache", progress=grow, workers=workers)
    (mistake,) = caught.value.mistakes
    assert mistake.path == "works/report/report_fr.md"
    assert "changed while it was read" in mistake.message


def test_what_nobody_has_used_for_a_season_is_dropped(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("aa" * 32, Facts(), None)
    cache.keep("bb" * 32, Facts(), None)
    long_ago = time.time() - (UNUSED_DAYS + 1) * 86_400
    os.utime(tmp_path / f"facts-{VERSION}" / "aa" / ("aa" * 32), (long_ago, long_ago))
    cache.prune()
    assert cache.facts("aa" * 32) is None
    assert cache.facts("bb" * 32) == Facts()


def test_what_is_used_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("aa" * 32, Facts(pages=3), None)
    place = tmp_path / f"facts-{VERSION}" / "aa" / ("aa" * 32)
    long_ago = time.time() - (UNUSED_DAYS + 1) * 86_400
    os.utime(place, (long_ago, long_ago))
    assert cache.facts("aa" * 32) == Facts(pages=3)
    cache.prune()
    assert place.exists()


def test_the_same_bytes_under_names_of_two_kinds_are_two_texts() -> None:
    assert fingerprint("0" * 64, "a/x.md") == fingerprint("0" * 64, "b/y.markdown")
    assert fingerprint("0" * 64, "x.md") != fingerprint("0" * 64, "x.txt")


def test_drafts_in_the_cache_are_for_their_owner_alone(write: Write, read: Read, tmp_path: Path) -> None:
    read(write(sound=True))
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_a_file_with_scans_is_read_anew_when_ocr_comes_and_only_then(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"rights.pdf": scan(RIGHTS["en"]), "plain.md": "# Plain\n\nWords.\n"})
    time.sleep(TICK)
    without = tmp_path / "without"
    without.mkdir()

    def load_here() -> FolderSource:
        engine.find.cache_clear()
        with Workers(1) as workers:
            return load(folder, cache=tmp_path / "cache", workers=workers)

    monkeypatch.setenv("TESSDATA_PREFIX", str(without))
    assert (load_here().read_now, load_here().read_now) == (2, 0)
    monkeypatch.delenv("TESSDATA_PREFIX")
    first, second = load_here(), load_here()
    assert (first.read_now, second.read_now) == (1, 0)
    (text,) = (edition.text for work in second.collection.works for edition in work.editions if work.slug == "rights")
    assert text is not None
    assert RIGHTS["en"] in " ".join(texts(second.document(text)))
