"""A mirror brought up to date: byte for byte what a fresh one is, with nothing written that had not changed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from tests.mirrors.shelves import QUICK, Shelves, contents, made, moments, publish
from tests.release.shelf import paragraphs

from firsthand.mirrors import desk, making, searching
from firsthand.mirrors.folder import MirrorError
from firsthand.mirrors.record import PART, RECORD, LeftOut, Options, read_record

structs = msgspec.structs


@pytest.fixture
def shelf(tmp_path: Path) -> Shelves:
    (tmp_path / "files").mkdir()
    shelf = Shelves(tmp_path / "files")
    publish(shelf, tmp_path / "library")
    return shelf


@pytest.fixture
def library(shelf: Shelves, tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_a_second_run_makes_and_writes_nothing(library: Path, tmp_path: Path) -> None:
    first = made(library, tmp_path / "mirror")
    before = moments(tmp_path / "mirror")
    second = made(library, tmp_path / "mirror")
    assert (first.made, first.written) == (first.files, first.files)
    assert (second.made, second.written, second.removed) == (0, 0, 0)
    assert moments(tmp_path / "mirror") == before


def test_after_a_change_only_what_speaks_of_it_is_written(shelf: Shelves, library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    made(library, folder)
    before = moments(folder)
    shelf.put("first", paragraphs("Nothing about us without us!", "We know what we need."), date="2021",
              themes=("rights",), contributions=shelf.works["first"].contributions)  # fmt: skip
    shelf.works["first"] = structs.replace(
        shelf.works["first"], editions=tuple(structs.replace(e, title="First") for e in shelf.works["first"].editions)
    )
    publish(shelf, library)
    made(library, folder)
    fresh = tmp_path / "fresh"
    made(library, fresh)
    assert contents(folder) == contents(fresh)
    after = moments(folder)
    written = {file for file in after if after[file] != before.get(file)}
    release = (
        r"mirror\.json|SHA256SUMS|release/.*|en/(about|accessibility|carry|search)/index\.html|en/feed\.(atom|json)"
    )
    ours = r"en/works/first/.*|cite/works/first/.*|files/.*|en/index\.html"
    lists = r"en/works(-by/(kind/report|theme/rights|year/2021|language/en|publisher/north))?/index\.html"
    assert [file for file in written if not re.fullmatch(f"{release}|{ours}|{lists}", file)] == []
    assert "en/works/first/en/index.html" in written
    assert {"en/works-by/theme/health/index.html", "en/works/second/index.html"} <= set(before) - written


def test_only_languages_in_which_a_text_has_changed_are_indexed_again(
    shelf: Shelves, library: Path, tmp_path: Path
) -> None:
    folder, fresh = tmp_path / "mirror", tmp_path / "fresh"
    options = structs.replace(QUICK, search=True)
    third = shelf.works["third"]
    french = tuple(structs.replace(each, language="fr") for each in third.editions)
    shelf.works["third"] = structs.replace(third, editions=french)
    publish(shelf, library)
    made(library, folder, options)
    before = moments(folder)
    french_files = {file for file in before if file.startswith("search/fr/")}
    assert any("fragment" in file for file in french_files)
    shelf.put("first", paragraphs("Nothing about us without us!", "We know."), date="2021", themes=("rights",))
    publish(shelf, library)
    made(library, folder, options)
    made(library, fresh, options)
    assert contents(folder) == contents(fresh)
    after = moments(folder)
    assert {file for file in after if file.startswith("search/fr/")} == french_files
    written = {file for file in after if after[file] != before.get(file)}
    assert not written & french_files
    assert any(file.startswith("search/en/fragment/") for file in written)
    (folder / "search/pagefind.js").unlink()
    (folder / "search/fr/pagefind-entry.json.js").write_text("short")
    made(library, folder, options)
    assert contents(folder) == contents(fresh)


def test_what_is_withdrawn_is_gone_from_every_file(shelf: Shelves, library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    options = structs.replace(QUICK, search=True)
    made(library, folder, options)
    assert any("second" in file for file in contents(folder))
    shelf.works["second"] = structs.replace(shelf.works["second"], withdrawn="2026-01-01", editions=())
    publish(shelf, library)
    done = made(library, folder, options)
    assert done.removed > 5
    left = contents(folder)
    assert not any(file.startswith(("en/works/second", "cite/works/second", "images/")) for file in left)
    fresh = tmp_path / "fresh"
    made(library, fresh, options)
    assert left == contents(fresh)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "release"):
            assert b"Look at this" not in path.read_bytes(), path
            assert path.stem == "feed" or b"works/second" not in path.read_bytes(), path  # feeds say what is gone
    assert not (folder / "en/works/second").exists()


def test_a_damaged_and_a_missing_file_are_mended(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    made(library, folder)
    whole = contents(folder)
    (folder / "en/about/index.html").write_text("short")
    (folder / "static").rename(tmp_path / "elsewhere")
    done = made(library, folder)
    assert contents(folder) == whole
    assert 1 < done.written < 14


def test_what_others_have_put_there_stays_but_not_among_the_pages(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    made(library, folder)
    (folder / ".well-known").mkdir()
    (folder / ".well-known/empty").mkdir()
    (folder / "CNAME").write_text("copy.example.org")
    (folder / "en/works/old.html").write_text("left by nobody")
    (folder / f"en/index.html{PART}").write_text("half")
    (folder / "en/about/index.html").unlink()
    made(library, folder)
    assert (folder / "CNAME").exists()
    assert (folder / ".well-known/empty").is_dir()
    assert not (folder / "en/works/old.html").exists()
    assert not (folder / f"en/index.html{PART}").exists()


def test_a_run_that_fails_midway_is_completed_by_the_next(
    shelf: Shelves, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the next one is of another release, for which the record would name files as right that are not."""
    folder, put, count = tmp_path / "mirror", desk.Hand.put, 0
    made(library, folder)
    first_release = (library / "current").resolve()
    shelf.put("third", paragraphs("Peers save live!!"), date="2019")
    publish(shelf, library)

    def failing(hand: desk.Hand, *arguments: object) -> object:
        nonlocal count
        count += 1
        if count > 20:
            raise OSError(28, "No space left on device")
        return put(hand, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.Hand, "put", failing)
    with pytest.raises(OSError, match="No space"):
        made(library, folder)
    record = read_record(folder)
    assert record
    assert not record.whole
    monkeypatch.undo()
    made(first_release, folder)
    fresh = tmp_path / "fresh"
    made(first_release, fresh)
    assert contents(folder) == contents(fresh)


def test_a_run_that_is_killed_leaves_no_half_files_and_is_completed(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    program = (
        "import sys; from pathlib import Path; from firsthand.mirrors.making import mirror;"
        "from firsthand.mirrors.record import Options;"
        "mirror(Path(sys.argv[1]), Path(sys.argv[2]), Options(shapes=(), search=False), jobs=1)"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(library), str(folder)], start_new_session=True)
    for _ in range(2_000):
        if sum(1 for _ in folder.rglob("*.html")) > 60:
            break
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 60
    assert all(path.read_text().rstrip().endswith("</html>") for path in pages)
    made(library, folder)
    record = read_record(folder)
    assert record
    assert record.whole
    assert not list(folder.rglob(f"*{PART}"))
    there = contents(folder)
    assert {file: kept.sha256 for file, kept in record.files.items()} == {
        file: sha256 for file, sha256 in there.items() if file not in (RECORD, "SHA256SUMS")
    }


def test_two_processes_write_what_one_does(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = structs.replace(QUICK, search=True)
    monkeypatch.setattr(making, "FEW", 1)
    done = making.mirror(library, tmp_path / "two", options, jobs=2)
    assert done.made > 200
    making.mirror(library, tmp_path / "one", options, jobs=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_two_runs_at_once_are_refused(library: Path, tmp_path: Path) -> None:
    from firsthand.mirrors.folder import held

    with held(tmp_path / "mirror"), pytest.raises(MirrorError, match="Another run"):
        made(library, tmp_path / "mirror")


@pytest.mark.parametrize(("name", "said"), [("files", "no mirror"), ("file", "is a file"), ("library/x", "inside")])
def test_a_folder_with_something_else_in_it_is_refused(library: Path, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").write_text("x")
    folder = (library / "current").resolve() / "x" if name == "library/x" else tmp_path / name
    with pytest.raises(MirrorError, match=said):
        made(library, folder)


def test_what_does_not_fit_is_left_out_and_said(library: Path, tmp_path: Path) -> None:
    everything = made(library, tmp_path / "all")
    record = read_record(tmp_path / "all")
    assert record
    bulk = sum(kept.size for file, kept in record.files.items() if file.startswith(("files/", "images/")))
    files = sum(kept.size for file, kept in record.files.items() if file.startswith("files/"))
    pages = everything.bytes - bulk
    done = made(library, tmp_path / "small", structs.replace(QUICK, most=pages + bulk - files + 700))
    assert done.left_out[0].kind == "file"
    assert done.bytes <= pages + bulk - files + 700
    html = (tmp_path / "small/en/carry/index.html").read_text()
    assert "The largest of the original files. Files:" in html
    done = made(library, tmp_path / "small", structs.replace(QUICK, most=pages + 400))
    assert done.left_out == (LeftOut("file", 3, files), LeftOut("image", 1, bulk - files))
    reading = (tmp_path / "small/en/works/second/en/index.html").read_text()
    assert '<p class="alternative">A table with people around it</p>' in reading
    assert "Take it with you" not in reading
    with pytest.raises(MirrorError, match="Take fewer languages or themes"):
        made(library, tmp_path / "small", structs.replace(QUICK, most=pages // 2))


def test_without_pagefind_there_are_lists_and_the_page_says_so(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "pagefind", lambda: None)
    done = made(library, tmp_path / "mirror", Options(shapes=()))
    assert not done.searchable
    assert "Install it with: pip install 'firsthand[offline]'" in done.unsearchable
    html = (tmp_path / "mirror/en/search/index.html").read_text()
    assert "This copy was made without a search" in html
    assert "<form" not in html.split("<main")[1]
    assert "../works-by/theme/health/index.html" in html or "../../en/works-by/theme/health/index.html" in html


def test_a_pagefind_that_fails_or_is_unknown_costs_only_the_search(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "index", lambda *_: (_ for _ in ()).throw(searching.SearchError("boom")))
    done = made(library, tmp_path / "mirror", Options(shapes=()))
    assert done.unsearchable == "Pagefind failed: boom"
    assert "made without a search" in (tmp_path / "mirror/en/search/index.html").read_text()


def test_files_are_copied_where_they_cannot_be_linked(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    made(library, tmp_path / "linked")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    made(library, tmp_path / "copied")
    assert contents(tmp_path / "linked") == contents(tmp_path / "copied")
    file = next((tmp_path / "linked/files").rglob("*.txt"))
    assert file.stat().st_nlink > 1
    assert (tmp_path / "copied" / file.relative_to(tmp_path / "linked")).stat().st_nlink == 1


def test_an_address_brings_feeds_to_a_library_without_one(shelf: Shelves, library: Path, tmp_path: Path) -> None:
    shelf.library = structs.replace(shelf.library, address=None)
    publish(shelf, library)
    made(library, tmp_path / "plain")
    assert not (tmp_path / "plain/en/feed.atom").exists()
    assert "feed.atom" not in (tmp_path / "plain/en/index.html").read_text()
    made(library, tmp_path / "served", structs.replace(QUICK, address="https://copy.example.org"))
    assert "https://copy.example.org/en/" in (tmp_path / "served/en/feed.atom").read_text()
    assert 'rel="canonical" href="https://copy.example.org/en/"' in (tmp_path / "served/en/index.html").read_text()
    assert not (tmp_path / "plain/sitemap.xml").exists()
    listed = etree.parse(tmp_path / "served/sitemap.xml").findall(".//{*}loc")
    assert len(listed) > 10
    for loc in listed:
        assert (tmp_path / "served" / f"{loc.text}index.html".removeprefix("https://copy.example.org/")).is_file()


def test_a_changed_program_makes_all_pages_again(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(library, tmp_path / "mirror")
    monkeypatch.setattr("firsthand.mirrors.digests.software", lambda: "another")
    monkeypatch.setattr(making, "software", lambda: "another")
    done = made(library, tmp_path / "mirror")
    assert done.made > 30
    assert done.written == 0


def test_a_file_that_is_too_large_for_a_card_is_left_out_and_said(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.mirrors.plan.LARGEST", 2_000)  # the file of the picture's work has more
    done = made(library, tmp_path / "mirror")
    assert [(each.kind, each.count) for each in done.left_out] == [("file", 1), ("image", 1)]


@pytest.mark.parametrize("link", ["en", "en/works/red.part", "static"])
def test_nothing_is_written_through_a_link_that_somebody_has_laid(library: Path, tmp_path: Path, link: str) -> None:
    """A card may come from anybody."""
    made(library, tmp_path / "mirror")
    outside = tmp_path / "outside"
    outside.mkdir()
    place = tmp_path / "mirror" / link
    if place.exists():
        place.rename(tmp_path / "away")
    place.symlink_to(outside)
    with pytest.raises(MirrorError, match="is a link, and may lead out of the mirror"):
        made(library, tmp_path / "mirror")
    assert not list(outside.iterdir())


def test_a_record_cannot_have_folders_outside_of_the_mirror_removed(library: Path, tmp_path: Path) -> None:
    made(library, tmp_path / "mirror")
    (tmp_path / "empty").mkdir()
    record = read_record(tmp_path / "mirror")
    assert record
    hostile = record.files | dict.fromkeys(("../empty/x", "/etc/x", "./x"), record.files["index.html"])
    written = structs.replace(record, whole=False, files=hostile)
    (tmp_path / "mirror" / RECORD).write_bytes(msgspec.json.encode(written))
    made(library, tmp_path / "mirror")
    assert (tmp_path / "empty").is_dir()
