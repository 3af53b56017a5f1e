"""`firsthand search` shows a person what a library says."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource
from tests.release.shelf import Shelf, paragraphs

from firsthand.cli import main
from firsthand.front.application import open_front
from firsthand.release import build, current


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    shelf = Shelf(folder)
    shelf.put("red", paragraphs("Naloxone reverses an overdose.", "Needles [are] exchanged\nhere."))
    shelf.put("red", paragraphs("Налоксон спасает жизни."), language="ru")
    build(shelf, folder / "public")
    return folder / "public"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["search", *map(str, arguments)])


def test_a_hit_is_shown_with_its_heading_its_words_and_its_address(library: Path) -> None:
    result = run(library, "needle", "exchange")
    assert result.exit_code == 0
    assert result.output.startswith("1 passage in 1 work.\n")
    assert "[en] Beginning\n" in result.output
    assert "  Needles [are] exchanged here.\n" in result.output
    assert re.search(r"\n  /works/red/en/p/[a-z2-7]{10}\n", result.output)
    assert "\x1b" not in result.output


def test_the_addresses_of_records_and_passages_lead_to_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    build(FixtureSource(tmp_path / "files"), tmp_path / "public")
    shown = run(tmp_path / "public", "people OR report", "-n", 20).output
    addresses = re.findall(r"^  (?:https://[^/ ]+)?(/(?:works|news|statements)/\S+)$", shown, re.MULTILINE)
    front, loop = open_front(tmp_path / "public"), Loop()
    client = Client(front, loop)
    for address in addresses:
        page, _, anchor = _follow(client, address).partition("#")
        answer = client.get(page)
        assert (answer.status_code, f'id="{anchor}"' in answer.text) == (200, bool(anchor)), address
    assert any("/p/" in address for address in addresses)
    assert any("/p/" not in address for address in addresses)
    front.service.close()
    loop.close()


def _follow(client: Client, address: str) -> str:
    answer = client.get(address.partition("#")[0])
    return _follow(client, answer.headers["location"]) if "location" in answer.headers else address


def test_one_language_can_be_asked_for(library: Path) -> None:
    assert run(library, "спасает", "--lang", "ru").exit_code == 0
    assert run(library, "спасает", "--lang", "en").exit_code == 1


def test_everything_is_there_as_json(library: Path) -> None:
    found = json.loads(run(library, "overdose", "--json").output)
    assert found["items"] == 1
    assert [piece["text"] for piece in found["groups"][0]["hits"][0]["snippet"] if piece["hit"]] == ["overdose"]


def test_nothing_found_is_said_with_other_words_to_try(library: Path) -> None:
    result = run(library, "naloxnoe")
    assert result.exit_code == 1
    assert result.output == "Nothing was found.\nDid you mean: naloxone\n"


def test_a_query_that_makes_no_sense_is_searched_as_plain_words(library: Path) -> None:
    result = run(library, '"an overdose')
    assert result.exit_code == 0
    assert result.output.startswith("The query could not be understood as written; it was searched as plain words.\n")


def test_a_broken_library_ends_with_two(library: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", "overdose")
    assert result.exit_code == 2
    assert "is not there" in result.output
    shelf = Shelf(tmp_path)
    shelf.put("red", paragraphs("Naloxone."))
    build(shelf, tmp_path / "public")
    (current(tmp_path / "public") / "search" / "version.json").unlink()
    result = run(tmp_path / "public", "naloxone")
    assert result.exit_code == 2
    assert "version.json is missing" in result.output


def test_an_index_that_proves_damaged_while_it_is_searched_ends_with_two(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("red", paragraphs("Naloxone."))
    build(shelf, tmp_path / "public")
    (store,) = (current(tmp_path / "public") / "search").glob("*.store")
    contents = store.read_bytes()
    third = len(contents) // 3  # its end, which is read when the index is opened, stays whole
    store.write_bytes(bytes(byte ^ 0xFF for byte in contents[:third]) + contents[third:])
    result = run(tmp_path / "public", "naloxone")
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_help_has_examples() -> None:
    assert "firsthand search public naloxone" in run("--help").output


@pytest.mark.parametrize(
    ("ending", "beginning"), [("csv", b"\xef\xbb\xbfnumber,"), ("ris", b"TY  - "), ("docx", b"PK")]
)
def test_what_was_found_is_written_to_a_file(library: Path, tmp_path: Path, ending: str, beginning: bytes) -> None:
    file = tmp_path / f"found.{ending}"
    result = run(library, "naloxone OR needles", "--export", file)
    assert result.exit_code == 0
    assert result.output.startswith("Wrote ")
    assert file.read_bytes().startswith(beginning)


def test_a_file_of_another_kind_is_refused_and_none_is_made_of_nothing(library: Path, tmp_path: Path) -> None:
    result = run(library, "naloxone", "--export", tmp_path / "found.pdf")
    assert result.exit_code == 2
    assert ".csv, .ris, .docx" in result.output
    result = run(library, "zzqqzz", "--export", tmp_path / "found.csv")
    assert (result.exit_code, result.output) == (1, "Nothing was found; no file was written.\n")
    assert not list(tmp_path.iterdir())


def test_a_file_that_can_not_be_written_is_told(library: Path, tmp_path: Path) -> None:
    result = run(library, "naloxone", "--export", tmp_path / "nowhere" / "found.csv")
    assert result.exit_code == 1
    assert "No such file or directory" in result.output


def test_the_place_of_a_passage_is_explained(library: Path) -> None:
    explained = run(library, "needle", "exchange", "--explain", "--only-my-words").output
    assert re.search(r"    scores \d+\.\d\d:\n", explained)
    assert re.search(r"      \+\d+\.\d\d a form of “needl…” \(1 time here, in 1 passage of the library\)\n", explained)
    assert "scores" not in run(library, "needle", "exchange").output


def test_words_that_may_go_on_are_told_one_a_line(library: Path) -> None:
    assert run(library, "nal", "--suggest").output.splitlines() == ["naloxone"]
    assert run(library, "needle", "exch", "--suggest").output.splitlines() == ["needle exchange", "needle exchanged"]
    assert json.loads(run(library, "нал", "--suggest", "--json").output) == ["нал", ["налоксон"]]
    result = run(library, "qqq", "--suggest")
    assert (result.exit_code, result.output) == (1, "")


def test_other_words_are_proposed_where_few_passages_have_all(library: Path) -> None:
    assert "Did you mean: naloxone\n" in run(library, "тфдщчщту").output
    assert "Did you mean: naloxone reverses an overdose\n" in run(library, "naloxne reverses an overdose").output
