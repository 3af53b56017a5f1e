"""`firsthand concordance` shows every place where a phrase stands, aligned on it."""

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
    shelf.put("red", paragraphs("We\x1b[31m ask for harm reduction now.", "Harm reduction, and more harm reduction."))
    shelf.put("red", paragraphs("Снижение вреда — это harm reduction."), language="ru")
    build(shelf, folder / "public")
    return folder / "public"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["concordance", *map(str, arguments)])


def test_matches_stand_one_under_the_other(library: Path) -> None:
    result = run(library, '"harm reduction"')
    assert result.exit_code == 0
    assert result.output.startswith("3 passages in 2 texts.\n")
    lines = [line for line in result.output.splitlines() if line.startswith("  ")]
    assert len(lines) == 4
    assert [line[53:67].lower() for line in lines] == ["harm reduction"] * 4
    assert lines[0] == "We [31m ask for harm reduction now.".rjust(53 + len("harm reduction now."))
    assert "\x1b" not in result.output


def test_lines_are_told_by_language_and_page_by_page(library: Path) -> None:
    assert run(library, "вред", "--lang", "ru").output.count("\n  ") == 1
    first, second, third = (run(library, '"harm reduction"', "-n", 2, "--page", page) for page in (1, 2, 3))
    assert "There are more: --page 2" in first.output
    assert "There are more" not in second.output
    assert (third.exit_code, third.output) == (1, "There are no more lines.\n")


def test_json_has_the_passage_of_each_line(library: Path) -> None:
    found = json.loads(run(library, "reduction", "--lang", "ru", "--only-my-words", "--json").output)
    (line,) = found["occurrences"]
    assert (line["match"], line["before"], line["address"]) == (
        "reduction",
        "Снижение вреда — это harm ",
        "works/red/ru",
    )
    assert len(line["passage"]) == 10


def test_other_names_have_their_lines_and_are_told(library: Path) -> None:
    shown = run(library, "harm reduction").output.splitlines()
    assert shown[1].startswith("Also searched: ")
    assert [line[53:67] for line in shown].count("Снижение вреда") == 1
    assert "Снижение вреда" not in {
        line[53:67] for line in run(library, "harm reduction", "--only-my-words").output.splitlines()
    }


def test_nothing_found_and_nothing_there_end_differently(library: Path, tmp_path: Path) -> None:
    result = run(library, "zzqqzz")
    assert (result.exit_code, result.output) == (1, "Nothing was found.\n")
    result = run(tmp_path / "nowhere", "harm")
    assert result.exit_code == 2
    assert "is not there" in result.output


def test_help_has_examples() -> None:
    assert "firsthand concordance public '\"people who use drugs\"'" in run("--help").output
