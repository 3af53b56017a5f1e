"""`firsthand follow` keeps copies of copies up to date, each served on, and tells what it did."""

import signal
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import structs
from tests.front.browser import served
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource
from tests.programs import started
from tests.release.faults import serving
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.cli import main
from firsthand.front.application import open_front
from firsthand.release import build, current, verify
from firsthand.release.keyring import new_keys


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["follow", *map(str, arguments)])


def test_a_chain_of_three_passes_on_what_was_changed_and_what_was_withdrawn(tmp_path: Path) -> None:
    """The origin's front is followed by a copy, whose front is followed by another copy."""
    (tmp_path / "files").mkdir()
    source, library = FixtureSource(tmp_path / "files"), tmp_path / "library"
    made = new_keys(tmp_path / "keys", until=None, password=None)
    build(source, library, key=tmp_path / "keys")
    copies = [tmp_path / "copy-1", tmp_path / "copy-2"]
    for folder in (tmp_path / "log-0", tmp_path / "log-1"):
        folder.mkdir()
    with served(library, tmp_path / "log-0") as (origin, log):
        first = run(origin, copies[0], "--public-key", made.public)
        assert first.exit_code == 0, first.output
        with served(copies[0], tmp_path / "log-1") as (middle, _):
            assert run(middle, copies[1], "--public-key", made.public).exit_code == 0
            assert current(copies[1]).name == current(library).name

            withdrawn = structs.replace(source.collection.works[0], withdrawn="2026-11-22")
            source.collection = structs.replace(source.collection, works=(withdrawn, *source.collection.works[1:]))
            gone = {path.name for path in (current(library) / "files").rglob("*") if path.is_file()}
            build(source, library, key=tmp_path / "keys")
            gone -= {path.name for path in (current(library) / "files").rglob("*") if path.is_file()}
            _wait_for(origin, library)
            assert "is in service" in run(origin, copies[0], "--keep", "0").output
            _wait_for(middle, library)
            done = run(middle, copies[1], "--keep", "0")
            assert done.exit_code == 0, done.output
            assert "Nothing new" in run(middle, copies[1]).output
        said = log.read_text()
    assert said.count("\n") <= 3, "who follows is not written down"
    assert verify(copies[1], public_key=made.public) == []
    assert gone
    assert not gone & {path.name for path in copies[1].rglob("*")}
    front, loop = open_front(copies[1]), Loop()
    try:
        client = Client(front, loop)
        assert client.get("/en/works/nothing-about-us").status_code == 410
        assert client.get("/en/search?q=chapter").status_code == 200
        assert client.get("/en/works/film").status_code == 200
    finally:
        front.close()
        loop.close()


def _wait_for(address: str, library: Path) -> None:
    """Until a front has taken over the newest release."""
    import time

    import httpx

    for _ in range(600):
        answer = httpx.get(f"{address}/release/current.json")
        if answer.status_code == 200 and answer.json()["id"] == current(library).name.removeprefix("release-"):
            return
        time.sleep(0.1)
    raise AssertionError("the front did not take over the release")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "source").mkdir()
    shelf = Shelf(tmp_path / "source")
    shelf.put("red", paragraphs("One."))
    return shelf


def test_what_came_is_told_and_how_far_it_can_be_trusted(shelf: Shelf, tmp_path: Path) -> None:
    build(shelf, tmp_path / "library", open_index=Index)
    done = run(tmp_path / "library", tmp_path / "copy")
    assert done.exit_code == 0
    assert "4 of 4 files came: " in done.output
    assert "The library is not signed: nothing proves that it is the network's." in done.output
    assert "can be read, but not searched" in done.output
    made = new_keys(tmp_path / "keys", until=None, password=None)
    build(shelf, tmp_path / "library", key=tmp_path / "keys", open_index=Index)
    done = run(tmp_path / "library", tmp_path / "copy")
    assert f"signed with key {made.secret.stem}." in done.output
    done = run(tmp_path / "library", tmp_path / "other")
    assert "was taken on trust, since this is the first contact" in done.output
    build(shelf, tmp_path / "library", open_index=Index)
    done = run(tmp_path / "library", tmp_path / "copy")
    assert done.exit_code == 1
    assert "Error: Release " in done.output
    assert "is not signed, and the library's releases are" in done.output


def test_where_the_source_is_gone_the_copies_that_the_library_names_are_tried(shelf: Shelf, tmp_path: Path) -> None:
    with serving(tmp_path / "library", "") as server:
        shelf.library = structs.replace(shelf.library, mirrors=("http://127.0.0.1:9", server.address))
        server.name = build(shelf, tmp_path / "library", open_index=Index).path.name
        assert run(tmp_path / "library", tmp_path / "copy").exit_code == 0
        server.name = build(shelf, tmp_path / "library", open_index=Index).path.name
        gone = tmp_path / "gone"
        assert run(gone, tmp_path / "copy").exit_code == 1
        done = run(gone, tmp_path / "copy", "--mirrors")
    assert done.exit_code == 0, done.output
    assert f"There is no library in {gone}" in done.output
    assert f"Trying {server.address}." in done.output
    assert current(tmp_path / "copy").name == server.name


def test_wrong_options_are_told(tmp_path: Path) -> None:
    for options, said in (
        (("--max-size", "much"), "is not a size. Write it like 500MB or 4GB."),
        (("--max-time", "2 moons"), "is not a span of time"),
        (("--once", "--every", "1h"), "don't go together"),
        ((), "There is no library in"),
    ):
        result = run(tmp_path / "nowhere", tmp_path / "copy", *options)
        assert result.exit_code in (1, 2)
        assert said in result.output


def test_it_goes_on_until_it_is_stopped(shelf: Shelf, tmp_path: Path) -> None:
    build(shelf, tmp_path / "library", open_index=Index)
    program = "from firsthand.cli import main; main()"
    command = [sys.executable, "-u", "-c", program, "follow", str(tmp_path / "library"), str(tmp_path / "copy")]
    with started([*command, "--every", "1s"]) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert "is in service" in next(lines)
        assert any("Nothing new" in line for line in lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) in (0, 130), "between two looks, or in one"


def test_nobody_publishes_into_a_copy(shelf: Shelf, tmp_path: Path) -> None:
    build(shelf, tmp_path / "library", open_index=Index)
    run(tmp_path / "library", tmp_path / "copy")
    result = CliRunner().invoke(main, ["publish", str(tmp_path / "source"), "-o", str(tmp_path / "copy")])
    assert "is a copy that follows another library" in result.output
