"""What lies in the folder “private” is never read: in no described library, in no plain folder, by no import."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.release.test_withdrawal import holding as in_release
from tests.sources.conftest import SOUND

from firsthand.catalogue.written.mistakes import Mistake
from firsthand.release import build
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing.media import Media

Write = Callable[..., Path]
Read = Callable[..., FolderSource]
Mistakes = Callable[[Path], list[Mistake]]

CANARY = "Quintaxel"
"""A word that nothing else says."""

PLACES = (
    "private/letter.en.md",
    "private/desk/letter.ledger.txt",
    "Private/names.en.md",
    "works/report/private/names.en.md",
    "statements/appeal/private/names.en.md",
    "statements/appeal/versions/private/en.md",
    "pages/about/private/names.en.md",
    "reports/PRIVATE/names.en.md",
)
HIDDEN = dict.fromkeys(PLACES, f"# {CANARY}\n\nThe {CANARY} has signed.\n")


def holding(*folders: Path) -> list[Path]:
    needle = CANARY.lower().encode()
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if needle in path.read_bytes().lower() or CANARY.lower() in path.name.lower()]


@pytest.mark.parametrize("described", [True, False])
def test_no_word_of_it_is_in_a_release_or_in_the_cache(
    write: Write, read: Read, tmp_path: Path, *, described: bool
) -> None:
    folder = write((SOUND if described else {"reports/annual.en.md": "# Annual\n\nWords.\n"}) | HIDDEN)
    built = build(read(folder), tmp_path / "library")
    assert holding(tmp_path / "library", tmp_path / "cache") == []
    assert in_release(built.path) == []
    shutil.rmtree(folder / "private")
    (folder / "open.en.md").write_text(HIDDEN["private/letter.en.md"])
    if not described:  # so that a canary would be found if it was there
        build(read(folder), tmp_path / "library")
        assert holding(tmp_path / "cache") != []


def test_no_link_and_no_list_of_files_leads_into_it(write: Write, mistakes: Mistakes) -> None:
    folder = write(
        HIDDEN
        | {"works/report/work.toml": 'kind = "report"\n\n[editions.en]\nfiles = ["../../private/letter.en.md"]\n'},
        sound=True,
    )
    (folder / "works/brief/brief.en.md").symlink_to(folder / "private/letter.en.md")
    told = [each.message for each in mistakes(folder)]
    assert any("leads to what is private" in message for message in told)
    assert any("There is no file “../../private/letter.en.md”" in message for message in told)


def test_it_is_no_library_and_no_record(write: Write, mistakes: Mistakes) -> None:
    folder = write(SOUND | HIDDEN | {"works/private/work.toml": 'kind = "report"\n'})
    assert any("never published" in each.message for each in mistakes(folder))
    (only,) = mistakes(folder / "private/desk")
    assert "private part of a library" in only.message


def test_an_import_takes_no_file_out_of_it(write: Write) -> None:
    folder = write(HIDDEN, sound=True)
    assert Media(folder).find("works/report/report.en.md").path
    for media, name in (
        (folder, "private/letter.en.md"),
        (folder, "Private/names.en.md"),
        (folder / "private", "letter.en.md"),
    ):
        found = Media(media).find(name)
        assert (found.path, "is private" in found.problem) == (None, True)
