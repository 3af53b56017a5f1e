"""A signed release is checked with our own verb and with minisign itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.release import ReleaseError, build, verify

PASSWORD = "a long sentence that nobody guesses"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys as py-minisign makes them: one open, one locked, one of somebody else."""
    from minisign import KeyPair

    folder = tmp_path_factory.mktemp("keys")
    for name in ("open", "locked", "other"):
        pair = KeyPair.generate()
        (folder / f"{name}.pub").write_bytes(bytes(pair.public_key) + b"\n")
        if name == "locked":
            pair.secret_key.encrypt(PASSWORD, opslimit=2**15, memlimit=2**24)
        (folder / f"{name}.key").write_bytes(bytes(pair.secret_key) + b"\n")
    return folder


@pytest.fixture
def signed(shelf: Shelf, library: Path, keys: Path) -> Path:
    shelf.put("red", paragraphs("One."))
    return build(shelf, library, key=keys / "open.key", open_index=Index).path


def test_the_signature_is_good_for_its_key_and_no_other(signed: Path, keys: Path) -> None:
    assert verify(signed, public_key=str(keys / "open.pub")) == []
    assert verify(signed, public_key=(keys / "open.pub").read_text().splitlines()[1]) == []
    (fault,) = verify(signed, public_key=str(keys / "other.pub"))
    assert "is none of the keys of this library" in fault.message


def test_a_signed_release_has_no_faults_where_nobody_asks_for_the_signature(signed: Path) -> None:
    assert verify(signed) == []


def test_a_spoilt_signature_is_a_fault(signed: Path, keys: Path) -> None:
    (signed / "manifest.json.minisig").write_text("untrusted comment: nothing\n")
    assert [fault.kind for fault in verify(signed, public_key=str(keys / "open.pub"))] == ["unsigned"]


def test_an_unsigned_release_is_a_fault_where_a_signature_is_asked_for(shelf: Shelf, library: Path, keys: Path) -> None:
    build(shelf, library, open_index=Index)
    (fault,) = verify(library, public_key=str(keys / "open.pub"))
    assert fault.message == "The release is not signed."


def test_minisign_itself_agrees(signed: Path, keys: Path) -> None:
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("minisign is not installed")
    command = [program, "-Vm", "manifest.json", "-p", str(keys / "open.pub")]
    good = subprocess.run(command, cwd=signed, capture_output=True, text=True)
    assert good.returncode == 0, good.stderr
    assert f"Trusted comment: release:{signed.name.removeprefix('release-')}" in good.stdout
    (signed / "manifest.json").write_text("{}")
    assert subprocess.run(command, cwd=signed, capture_output=True).returncode == 1


def test_a_key_that_minisign_made_signs(shelf: Shelf, library: Path, tmp_path: Path) -> None:
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("minisign is not installed")
    made = [program, "-GW", "-p", str(tmp_path / "its.pub"), "-s", str(tmp_path / "its.key")]
    subprocess.run(made, check=True, capture_output=True)
    built = build(shelf, library, key=tmp_path / "its.key", open_index=Index)
    assert verify(built.path, public_key=str(tmp_path / "its.pub")) == []


def test_a_locked_key_asks_for_its_password(shelf: Shelf, library: Path, keys: Path) -> None:
    built = build(shelf, library, key=keys / "locked.key", password=lambda: PASSWORD, open_index=Index)
    assert verify(built.path, public_key=str(keys / "locked.pub")) == []


def test_a_key_that_does_not_open_stops_the_build_before_it_begins(shelf: Shelf, library: Path, keys: Path) -> None:
    shelf.put("red", paragraphs("One."))
    with pytest.raises(ReleaseError, match="The password does not open the key"):
        build(shelf, library, key=keys / "locked.key", password=lambda: "guess", open_index=Index)
    with pytest.raises(ReleaseError, match="is locked with a password, and none was given"):
        build(shelf, library, key=keys / "locked.key", open_index=Index)
    with pytest.raises(ReleaseError, match="is not a secret key of minisign"):
        build(shelf, library, key=keys / "open.pub", open_index=Index)
    with pytest.raises(ReleaseError, match="No such file"):
        build(shelf, library, key=keys / "lost.key", open_index=Index)
    assert shelf.asked == []


def test_what_is_no_public_key_is_told(signed: Path) -> None:
    with pytest.raises(ReleaseError, match="neither a public key of minisign nor a file with one"):
        verify(signed, public_key="RWnonsense")
