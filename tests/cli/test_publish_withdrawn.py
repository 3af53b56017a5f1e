"""An editor withdraws a passage and then a work, and is told what still lies on the disk."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.release.test_withdrawal import holding

from firsthand.cli import main
from firsthand.release import Release, current
from firsthand.release.library import PREFIX

TEXT = "# A guide\n\nHow to hold a consultation.\n\nQuintaxel told us so on a Tuesday.\n"
TOML = '[editions.en]\nwithhold = ["{}"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "works/guide").mkdir(parents=True)
    (folder / "library.toml").write_text('title = "A library"\n')
    (folder / "works/guide/guide.en.md").write_text(TEXT)
    return folder


def run(folder: Path, *arguments: object) -> Result:
    library, cache = folder.parent / "library", folder.parent / "cache"
    given = [folder, "-o", library, "--cache", cache, "--jobs", 1, *arguments]
    return CliRunner().invoke(main, ["publish", *map(str, given)])


def test_a_passage_and_then_a_work_are_withdrawn(folder: Path) -> None:
    library = folder.parent / "library"
    assert "withdrawn" not in run(folder).stdout
    release = Release.open(library)
    passage = list(release.contents(release.collection.works[0].editions[0].text or "").passages)[1]
    release.close()
    (folder / "works/guide/work.toml").write_text(TOML.format(passage))
    result = run(folder)
    assert result.exit_code == 0, result.output
    assert holding(current(library)) == []
    assert "1 older release still holds it:\n  release-" in result.stdout
    release = Release.open(library)
    edition = release.collection.works[0].editions[0]
    assert (edition.files, edition.omitted, edition.title) == ((), 1, "A guide")
    release.close()
    (folder / "works/guide/work.toml").write_text('withdrawn = "2026-11-22"\n' + TOML.format(passage))
    result = run(folder, "--prune-withdrawn")
    assert result.exit_code == 0, result.output
    assert "withdrawn" not in result.stdout
    assert [path.name for path in library.glob(f"{PREFIX}*")] == [current(library).name]
    assert holding(library) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("Not a name", "“Not a name” is not the name of a passage."), ("aaaaaaaaaa", "its text has no such passage")],
)
def test_a_name_that_can_not_be_right_stops_it(folder: Path, name: str, said: str) -> None:
    (folder / "works/guide/work.toml").write_text(TOML.format(name))
    result = run(folder)
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert not (folder.parent / "library" / "current").exists()
