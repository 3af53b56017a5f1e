"""`firsthand publish` makes a release of a folder, and tells a person what became of it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.programs import started

from firsthand.cli import main
from firsthand.release import Release, current

GUIDE = "# A guide\n\nHow to hold a consultation without putting anybody in danger, step by step.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "works/guide").mkdir(parents=True)
    (folder / "library.toml").write_text('title = "A library"\n')
    (folder / "works/guide/guide.en.md").write_text(GUIDE)
    return folder


def run(folder: Path, *arguments: object) -> Result:
    library, cache = folder.parent / "library", folder.parent / "cache"
    options = [] if "-o" in arguments else ["-o", library]
    given = [folder, *options, "--cache", cache, "--jobs", 1, *arguments]
    return CliRunner().invoke(main, ["publish", *map(str, given)])


def test_a_folder_becomes_a_library_that_can_be_opened(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0, result.output
    release = Release.open(folder.parent / "library")
    assert [work.slug for work in release.collection.works] == ["guide"]
    assert release.collection.works[0].editions[0].text is not None
    assert "Works" in result.stdout
    assert "1 (en 1)" in result.stdout
    assert f"firsthand serve {folder.parent / 'library'}" in result.stdout
    assert "1 read now" in result.stdout
    release.close()


def test_what_was_read_once_is_not_read_again(folder: Path) -> None:
    run(folder)
    again = run(folder)
    assert again.exit_code == 0
    assert "0 read now" in again.stdout


def test_mistakes_are_told_together_and_nothing_is_published(folder: Path) -> None:
    (folder / "works/guide/work.toml").write_text('kind = "giude"\ndate = "soon"\n')
    (folder / "themes.toml").write_text("[rights]\n")
    result = run(folder)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{folder}/themes.toml:1: ")
    assert lines[1] == ""
    assert lines[2] == f"{folder}/works/guide/work.toml:1: “giude” is not known here. — Did you mean “guide”?"
    assert lines[3].startswith(f"{folder}/works/guide/work.toml:2: ")
    assert "3 mistakes; nothing was published" in lines[-1]
    assert "--lenient" in lines[-1]
    assert not (folder.parent / "library").exists()


def test_leniently_the_rest_is_published_and_what_is_left_out_is_listed(folder: Path) -> None:
    (folder / "works/broken").mkdir()
    (folder / "works/broken/work.toml").write_text("kind = [")
    result = run(folder, "--lenient")
    assert result.exit_code == 0, result.output
    assert f"{folder}/works/broken/work.toml:1: " in result.stderr
    assert "Left out" in result.stdout
    with_guide = Release.open(folder.parent / "library")
    assert [work.slug for work in with_guide.collection.works] == ["guide"]
    with_guide.close()


def test_a_failed_publish_leaves_the_release_before_in_service(folder: Path) -> None:
    run(folder)
    before = current(folder.parent / "library")
    (folder / "works/guide/guide.en.md").write_text("")
    assert run(folder).exit_code == 1
    assert current(folder.parent / "library") == before


def test_names_of_people_in_files_are_told_to_the_editor(folder: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("Words that were written by somebody who would rather not be named.")
    document.core_properties.author = "Robin Hidden"
    document.core_properties.last_modified_by = "Kim Hidden"
    document.save(str(folder / "works/guide/guide.en.docx"))
    result = run(folder)
    assert "“Robin Hidden” as author" in result.stdout
    assert "“Kim Hidden” as last editor" in result.stdout
    assert "Robin Hidden" in run(folder).stdout, "also when nothing was read anew"


def test_names_of_files_take_no_hold_of_the_terminal(folder: Path) -> None:
    (folder / "works/guide/\x1b[31mfdp.\u202eexe\n.txt").write_text("")
    (folder / "works/guide/work.toml").write_text('kind = "guide"\n')
    told = run(folder).output
    assert "31mfdp." in told
    assert not set(told) & {"\x1b", "\u202e"}
    assert "exe .txt" in told


@pytest.mark.parametrize(("output", "words"), [("folder/public", "inside the folder"), (".", "inside the library")])
def test_a_library_and_its_folder_lie_apart(folder: Path, output: str, words: str) -> None:
    result = run(folder, "-o", folder.parent / output)
    assert result.exit_code == 1
    assert words in result.output


def test_a_cache_inside_the_folder_is_refused(folder: Path) -> None:
    result = run(folder, "--cache", folder / "cache")
    assert result.exit_code == 1
    assert "The cache" in result.output


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_a_folder_that_cannot_be_read_has_its_sentence(tmp_path: Path, kind: str) -> None:
    if kind == "empty":
        (tmp_path / kind).mkdir()
    if kind == "file":
        (tmp_path / kind).touch()
    result = run(tmp_path / kind)
    assert result.exit_code == 1
    said = {"missing": "There is no folder", "empty": "is empty", "file": "is a file"}
    assert said[kind] in result.stderr
    assert "Traceback" not in result.output


def test_a_library_in_the_place_of_a_file_is_refused(folder: Path) -> None:
    (folder.parent / "mine").write_text("something else")
    result = run(folder, "-o", folder.parent / "mine")
    assert result.exit_code == 1
    assert "is a file. Name a folder for the library" in result.stderr


def test_who_stops_it_reads_what_became_of_it(folder: Path) -> None:
    for number in range(1_000):
        (folder / f"works/guide-{number}").mkdir()
        (folder / f"works/guide-{number}/guide.en.md").write_text(f"{GUIDE}\n{number}\n")
    cache, library = folder.parent / "cache", folder.parent / "library"
    program = "from firsthand.cli import main; main()"
    command = [sys.executable, "-c", program, "publish", folder, "-o", library, "--cache", cache, "--jobs", "1"]
    with started(command) as publishing:
        while not cache.exists() and publishing.poll() is None:
            time.sleep(0.01)
        publishing.send_signal(signal.SIGINT)
        _, said = publishing.communicate(timeout=60)
    assert (publishing.returncode, library.exists()) == (130, False)
    assert "Stopped. What was in service before still is" in said


def test_in_a_pipe_there_are_no_bars_and_no_colours(folder: Path) -> None:
    library, cache = str(folder.parent / "library"), str(folder.parent / "cache")
    command = [
        sys.executable,
        "-c",
        "from firsthand.cli import main; main()",
        "publish",
        str(folder),
        "-o",
        library,
        "--cache",
        cache,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "\x1b" not in done.stdout + done.stderr
    assert "Reading" not in done.stdout + done.stderr
