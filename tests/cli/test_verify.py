"""`firsthand verify` tells a person whether a release is whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.cli import main
from firsthand.release import build, current


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shelf = Shelf(tmp_path)
    shelf.put("red", paragraphs("One."))
    build(shelf, tmp_path / "library", open_index=Index)
    return tmp_path / "library"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def test_a_whole_release_is_said_to_be_whole(library: Path) -> None:
    result = run(library)
    assert result.exit_code == 0
    assert result.output.endswith("is as it was published: all 4 files are whole.\n")


def test_every_fault_is_named_and_the_exit_code_is_one(library: Path) -> None:
    (current(library) / "stray").touch()
    (current(library) / "catalogue.sqlite").unlink()
    result = run(library)
    assert result.exit_code == 1
    assert "catalogue.sqlite is missing.\n" in result.output
    assert "stray does not belong to the release" in result.output
    assert "is not as it was published: 2 faults." in result.output


def test_a_missing_signature_is_a_fault(library: Path, tmp_path: Path) -> None:
    from minisign import KeyPair

    (tmp_path / "key.pub").write_bytes(bytes(KeyPair.generate().public_key))
    result = run(library, "--public-key", tmp_path / "key.pub")
    assert result.exit_code == 1
    assert "The release is not signed." in result.output


def test_what_is_no_library_is_told_in_a_sentence(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "is not there. Make a library first" in result.output


def test_help_has_examples() -> None:
    assert "firsthand verify public --public-key network.pub" in run("--help").output
