"""Every byte of a release is checked, and what is wrong is named."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.release import FaultKind, ReleaseError, build, verify
from firsthand.release.manifest import MANIFEST


@pytest.fixture
def made(shelf: Shelf, library: Path) -> Path:
    shelf.put("red", paragraphs("One.", "Two."))
    return build(shelf, library, open_index=Index).path


def files(release: Path) -> list[str]:
    return sorted(path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())


def test_a_release_as_it_was_published_has_no_faults(made: Path, library: Path, tmp_path: Path) -> None:
    assert verify(made) == verify(library) == []
    shutil.copytree(made, tmp_path / "mirror")
    assert verify(tmp_path / "mirror") == []


@pytest.mark.parametrize("where", [0.0, 0.5, 0.999])
def test_one_flipped_bit_in_any_file_names_the_file(made: Path, where: float) -> None:
    for place in files(made):
        path = made / place
        path.chmod(0o644)
        whole = path.read_bytes()
        at = int(len(whole) * where)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            told = [fault.message for fault in verify(made)]
        except ReleaseError as error:
            told = [str(error)]
        path.write_bytes(whole)
        assert place in told[0]
        assert len(told) == 1 or place == MANIFEST


def test_every_bit_of_the_manifest_counts(made: Path) -> None:
    path = made / MANIFEST
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        with suppress(ReleaseError):
            assert verify(made), f"byte {at}"


def test_a_missing_file_is_named(made: Path) -> None:
    (made / "catalogue.sqlite").unlink()
    (fault,) = verify(made)
    assert (fault.kind, fault.path) == (FaultKind.MISSING, "catalogue.sqlite")


def test_what_does_not_belong_there_is_named(made: Path, tmp_path: Path) -> None:
    (made / "files" / "note.txt").write_text("left here")
    (made / "elsewhere").symlink_to(tmp_path)
    assert [(fault.kind, fault.path) for fault in verify(made)] == [
        (FaultKind.EXTRA, "elsewhere"),
        (FaultKind.EXTRA, "files/note.txt"),
    ]


def test_a_link_is_no_file_even_if_it_leads_to_the_same_bytes(made: Path, tmp_path: Path) -> None:
    (made / "catalogue.sqlite").rename(tmp_path / "kept")
    (made / "catalogue.sqlite").symlink_to(tmp_path / "kept")
    (fault,) = verify(made)
    assert (fault.kind, fault.path) == (FaultKind.CHANGED, "catalogue.sqlite")


def test_progress_counts_bytes(made: Path) -> None:
    told: list[tuple[str, int, int]] = []
    verify(made, progress=lambda *news: told.append(news))
    total = sum((made / place).stat().st_size for place in files(made) if place != MANIFEST)
    assert told[-1] == ("bytes", total, total)


def test_what_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="holds no release"):
        verify(tmp_path)
