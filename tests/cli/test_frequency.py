"""`firsthand frequency` counts over the years."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.release.shelf import Shelf, paragraphs

from firsthand.cli import main
from firsthand.release import build


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    shelf = Shelf(folder)
    shelf.put("red", paragraphs("Naloxone now.", "Naloxone again.", "Police."))
    shelf.put("red", paragraphs("Налоксон, или naloxone."), language="ru")
    build(shelf, folder / "public")
    return folder / "public"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["frequency", *map(str, arguments)])


def numbers(output: str, words: str) -> list[list[str]]:
    part = output.partition(f"{words}: ")[2].partition("\n\n")[0]
    return [line.split() for line in part.splitlines()[1:]]


def test_each_question_has_its_years_with_their_share(library: Path) -> None:
    result = run(library, "naloxone", "police", "--only-my-words")
    assert result.exit_code == 0
    (line,) = numbers(result.output, "naloxone")
    passages, of = int(line[1]), int(line[3])
    assert (line[0], passages) == ("----", 3)
    assert line[4] == f"{passages / of:.2%}"
    assert line[5:7] == ["1", "work"]
    assert line[-1] == "█" * 30
    (other,) = numbers(result.output, "police")
    assert other[1] == "1"
    assert len(other[-1]) == 10


def test_languages_have_lines_of_their_own(library: Path) -> None:
    lines = numbers(run(library, "naloxone", "--by-language", "--only-my-words").output, "naloxone")
    assert [(line[1], line[2]) for line in lines] == [("en", "2"), ("ru", "1")]
    assert len(numbers(run(library, "naloxone", "--lang", "ru").output, "naloxone")) == 1


def test_all_of_it_is_there_as_json_and_as_csv(library: Path) -> None:
    found = json.loads(run(library, '"naloxone now"', "--json").output)
    assert {each["language"]: each["passages"] for each in found['"naloxone now"']} == {"": 1, "en": 1, "ru": 0}
    data = run(library, "=naloxone", "police", "--csv", "--only-my-words").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [(row["words"], row["language"], row["passages"]) for row in rows] == [
        ("'=naloxone", "*", "3"),
        ("'=naloxone", "en", "2"),
        ("'=naloxone", "ru", "1"),
        ("police", "*", "1"),
        ("police", "en", "1"),
        ("police", "ru", "0"),
    ]


def test_what_else_was_counted_is_said(library: Path) -> None:
    said, _, _ = run(library, "police", "naloxone").output.partition("\n")
    assert said.startswith("Also searched: ")
    assert "налоксон (ru)" in said
    assert "Also searched" not in run(library, "naloxone", "--only-my-words").output


def test_nothing_found_and_nothing_there_end_differently(library: Path, tmp_path: Path) -> None:
    assert run(library, "zzqqzz").exit_code == 1
    assert run(tmp_path / "nowhere", "harm").exit_code == 2


def test_help_has_examples() -> None:
    assert "firsthand frequency public naloxone" in run("--help").output
