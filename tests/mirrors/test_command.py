"""`firsthand mirror` as a person meets it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.mirrors.shelves import Shelves, few_places, publish

from firsthand.cli.mirror import mirror
from firsthand.mirrors import plan


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    (folder / "files").mkdir()
    publish(Shelves(folder / "files"), folder / "library")
    return folder / "library"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "places", few_places)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(mirror, [*map(str, arguments), "--jobs", "1", "--formats", "", "--no-search"])


def test_it_says_what_was_written_and_what_to_open(library: Path, tmp_path: Path) -> None:
    first = run(library, tmp_path / "card")
    assert first.exit_code == 0
    pattern = r"Release \S+ in \d+ files, [\d.]+ kB: \d+ written; [\d.]+ s\.\nOpen .*card/index\.html in a browser\.\n"
    assert re.fullmatch(pattern, first.output)
    assert "nothing had changed" in run(library, tmp_path / "card").output


def test_what_was_left_out_is_listed(library: Path, tmp_path: Path) -> None:
    size = int(sum(path.stat().st_size for path in _all(library, tmp_path)) - 4_000)
    told = run(library, tmp_path / "small", "--max-size", size)
    assert "Left out, because there was no room: original files, the largest first (" in told.output


def _all(library: Path, folder: Path) -> list[Path]:
    run(library, folder / "all")
    return [
        path
        for path in (folder / "all").rglob("*")
        if path.is_file() and path.name not in ("mirror.json", "SHA256SUMS")
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max-size", "much"), "“much” is no size. Write it like 4GB or 700MB."),
        (("--themes", "astrology"), "Error: The library has no theme “astrology”. Its themes: health, rights.\n"),
        (("--languages", "ka"), "Its languages: en.\n"),
        (("--address", "copy.example.org"), "begins with https:// or http://"),
        (("--max-size", "1kB"), "Take fewer languages or themes."),
    ],
)
def test_mistakes_are_told_in_a_sentence(library: Path, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    told = run(library, tmp_path / "card", *options)
    assert told.exit_code != 0
    assert said in told.output


def test_a_format_that_there_is_not_is_told_with_those_there_are(library: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(mirror, [str(library), str(tmp_path / "card"), "--formats", "epub,doc"])
    assert "there is no format “doc”. There are: epub, " in told.output


@pytest.mark.parametrize(
    ("written", "bytes_"), [("4GB", 4 * 10**9), ("700 mb", 7 * 10**8), ("1,5k", 1_500), ("64", 64)]
)
def test_sizes_are_read_as_people_write_them(written: str, bytes_: int) -> None:
    from firsthand.cli.mirror import Bytes

    assert Bytes().convert(written, None, None) == bytes_


def test_what_is_no_library_is_told(tmp_path: Path) -> None:
    told = run(tmp_path / "nothing", tmp_path / "card")
    assert told.exit_code == 1
    assert told.output.startswith("Error: ")
    assert not (tmp_path / "card").exists()
