"""`firsthand new` makes a library that can be published as it is."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli import main
from firsthand.sources.folder import load


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def test_the_starter_library_is_read_without_a_mistake_or_remark(tmp_path: Path) -> None:
    result = run(tmp_path / "my library")
    assert result.exit_code == 0, result.output
    assert "firsthand publish" in result.output
    source = load(tmp_path / "my library", cache=tmp_path / "cache", workers=1)
    assert source.remarks == ()
    (work,) = source.collection.works
    assert [edition.language for edition in work.editions] == ["en", "fr"]
    assert all(edition.text for edition in work.editions)
    assert len(source.collection.posts) == len(source.collection.statements) == len(source.collection.pages) == 1


def test_every_file_that_describes_explains_itself(tmp_path: Path) -> None:
    run(tmp_path / "new")
    described = list((tmp_path / "new").rglob("*.toml"))
    assert len(described) == 7
    assert all(path.read_text().startswith("# ") for path in described)


def test_the_people_and_networks_of_the_starter_are_said_to_be_invented(tmp_path: Path) -> None:
    run(tmp_path / "new")
    source = load(tmp_path / "new", cache=tmp_path / "cache", workers=1)
    assert all(party.invented for party in source.collection.parties)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 0
    assert (tmp_path / "library.toml").is_file()


@pytest.mark.parametrize("hidden", ["draft.docx", ".git"])
def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path, hidden: str) -> None:
    (tmp_path / hidden).touch()
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "There are files in" in result.output
    assert [path.name for path in tmp_path.iterdir()] == [hidden]


def test_a_place_that_cannot_be_a_folder_has_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "new"):
        result = run(place)
        assert result.exit_code == 1
        assert "cannot be made: it is a file" in result.output
