"""Editions written to a folder by `firsthand export`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from tests.front.library import FixtureSource
from tests.release.shelf import Index

from firsthand.cli import main
from firsthand.exports.copies import MEMORY
from firsthand.exports.shapes import SHAPES
from firsthand.exports.volume import Volume
from firsthand.release import build


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    (folder / "files").mkdir()
    build(FixtureSource(folder / "files"), folder / "library", open_index=Index)
    return folder / "library"


def export(*words: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, words)])


def files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("[!.]*.*")))


def test_every_edition_with_a_text_is_written_in_the_usual_shapes(library: Path, tmp_path: Path) -> None:
    done = export(library, "-o", tmp_path)
    assert done.exit_code == 0, done.output
    names = list(files(tmp_path))
    assert {"nothing-about-us.ar.epub", "nothing-about-us.en.md", "news/launch.ru.txt"} <= set(names)
    assert "statements/open-letter.fr.epub" in names
    assert not any("taken-back" in name or "old-report" in name for name in names)
    assert f"{len(names)} written" in done.output


def test_what_has_not_changed_is_not_written_again(library: Path, tmp_path: Path) -> None:
    export(library, "-o", tmp_path, "--shape", "txt")
    stamps = {name: (tmp_path / name).stat().st_mtime_ns for name in files(tmp_path)}
    spoilt, gone = tmp_path / "film.en.txt", tmp_path / "news/launch.en.txt"
    spoilt.write_text("spoilt")
    gone.unlink()
    done = export(library, "-o", tmp_path, "--shape", "txt")
    assert done.output.startswith("2 written")
    assert spoilt.read_text() != "spoilt"
    same = {name: (tmp_path / name).stat().st_mtime_ns for name in stamps} | {"film.en.txt": 0, "news/launch.en.txt": 0}
    assert same == stamps | dict.fromkeys(("film.en.txt", "news/launch.en.txt"), 0)


def test_what_the_library_no_longer_has_is_removed_and_nothing_else(library: Path, tmp_path: Path) -> None:
    export(library, "-o", tmp_path / "out", "--shape", "txt", "--work", "film")
    memory = tmp_path / "out" / MEMORY
    copies = json.loads(memory.read_text())
    (tmp_path / "out" / "withdrawn.en.txt").write_text("x")
    (tmp_path / "mine.en.txt").write_text("mine")
    (tmp_path / "out" / "mine.en.txt").write_text("mine")
    some = next(iter(copies.values()))
    memory.write_text(json.dumps({**copies, "withdrawn.en.txt": some, "../mine.en.txt": some}))
    done = export(library, "-o", tmp_path / "out", "--shape", "md", "--work", "film")
    assert "1 removed" in done.output
    assert (tmp_path / "mine.en.txt").exists()
    assert set(files(tmp_path / "out")) == {f"film.{which}" for which in ("en.txt", "en.md", "es.txt", "es.md")} | {
        "mine.en.txt"
    }


def test_only_what_is_asked_for(library: Path, tmp_path: Path) -> None:
    export(library, "-o", tmp_path, "--shape", "epub", "--language", "ru", "--theme", "health")
    assert list(files(tmp_path)) == ["nothing-about-us.ru.epub"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shape", "pdfs"), "there is no “pdfs” here. There are: "),
        (("--language", "tlh"), "There are: ar, en, es"),
        (("--work", "nothing"), "there is no “nothing” here"),
        (("--theme", "nothing"), "There are: decriminalisation, health"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(library: Path, tmp_path: Path, words: tuple[str], said: str) -> None:
    done = export(library, "-o", tmp_path, *words)
    assert done.exit_code == 2
    assert said in done.output


def test_a_broken_edition_is_named_and_passed_over(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(volume: Volume) -> bytes:
        if volume.item.slug == "film":
            raise ValueError("the film\nis torn")
        return b"whole"

    monkeypatch.setitem(SHAPES, "txt", replace(SHAPES["txt"], make=make))
    done = export(library, "-o", tmp_path, "--shape", "txt")
    assert done.exit_code == 1
    assert "film.en.txt could not be made. ValueError: the film is torn" in done.output
    assert (tmp_path / "nothing-about-us.ar.txt").read_bytes() == b"whole"
    assert not (tmp_path / "film.en.txt").exists()


def test_a_library_that_is_none_is_refused(tmp_path: Path) -> None:
    done = export(tmp_path / "nowhere", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "nowhere" in done.output
