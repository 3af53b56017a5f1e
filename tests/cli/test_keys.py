"""`firsthand keys` and `firsthand sign`: keys that minisign reads, and what people are told of them."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.release.shelf import Index, Shelf, paragraphs

from firsthand.cli import main
from firsthand.release import build, current, keys, verify


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], input=typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    result = run("keys", "new", tmp_path / "keys", "--no-password", "--recovery")
    assert result.exit_code == 0, result.output
    return tmp_path / "keys"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    shelf = Shelf(tmp_path / "source")
    shelf.put("red", paragraphs("One."))
    build(shelf, tmp_path / "library", open_index=Index)
    return tmp_path / "library"


def secret_in(folder: Path) -> Path:
    (found,) = (path for path in folder.glob("*.key") if not path.name.startswith("recovery"))
    return found


def test_secret_keys_are_for_their_owner_alone(folder: Path) -> None:
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.key")] == [0o600, 0o600]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert secret_in(folder).read_text().count("\n") == 2


def test_minisign_signs_with_our_keys_and_checks_what_we_sign(folder: Path, library: Path, tmp_path: Path) -> None:
    program = shutil.which("minisign")
    if program is None:
        pytest.skip("minisign is not installed")
    secret = secret_in(folder)
    (tmp_path / "text").write_text("Words.")
    subprocess.run([program, "-Sm", str(tmp_path / "text"), "-s", str(secret)], check=True, capture_output=True)
    check = [program, "-V", "-p", str(secret.with_suffix(".pub")), "-m"]
    subprocess.run([*check, str(tmp_path / "text")], check=True, capture_output=True)
    assert "is signed with key" in run("sign", library, "--key", folder).output
    manifest = str(current(library) / "manifest.json")
    subprocess.run([*check, manifest], check=True, capture_output=True)
    (current(library) / "manifest.json.minisig").unlink()
    subprocess.run([program, "-Sm", manifest, "-s", str(secret)], check=True, capture_output=True)
    assert verify(library, public_key=str(secret.with_suffix(".pub"))) == []
    statement, signatures = _newest(folder)
    (tmp_path / "statement").write_text(statement)
    (tmp_path / "statement.minisig").write_text(signatures[0] + "\n")
    subprocess.run([*check, str(tmp_path / "statement")], check=True, capture_output=True)


def _newest(folder: Path) -> tuple[str, list[str]]:
    import json

    newest = json.loads((folder / "keys.json").read_text())["statements"][-1]
    return newest["statement"], newest["signatures"]


def test_a_password_is_asked_for_twice_and_needed_to_sign(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MEMORY", 1 << 24)
    monkeypatch.setattr(keys, "WORK", 1 << 15)
    made = run("keys", "new", tmp_path / "locked", typed="a long sentence\na long sentence\n")
    assert made.exit_code == 0, made.output
    assert "a long sentence" not in made.output
    wrong = run("sign", library, "--key", tmp_path / "locked", typed="guess\n")
    assert "The password does not open the key" in wrong.output
    assert run("sign", library, "--key", tmp_path / "locked", typed="a long sentence\n").exit_code == 0
    assert verify(library, public_key=str(secret_in(tmp_path / "locked").with_suffix(".pub"))) == []


def test_no_secret_is_written_where_it_would_be_published(library: Path, tmp_path: Path) -> None:
    (tmp_path / "source" / "library.toml").touch()
    for place in (tmp_path / "source" / "keys", library / "keys", current(library), library):
        result = run("keys", "new", place, "--no-password")
        assert result.exit_code == 1
        assert "A secret key doesn't belong in" in result.output
    assert not list(tmp_path.rglob("*.key"))


def test_no_key_is_overwritten(folder: Path) -> None:
    before = secret_in(folder).read_bytes()
    assert "has keys already" in run("keys", "new", folder, "--no-password").output
    assert secret_in(folder).read_bytes() == before


def test_keys_are_rotated_revoked_and_shown(folder: Path, library: Path) -> None:
    first = secret_in(folder).stem
    assert run("keys", "rotate", folder, "--no-password", "--expires", "2y").exit_code == 0
    shown = run("keys", "show", folder).output.splitlines()
    assert shown[0].startswith(first)
    assert "followed by another on" in shown[0]
    assert "good until" in shown[1]
    second = shown[1].split()[0]
    assert "good until" in run("keys", "show", folder / "keys.json").output
    assert "can't be undone" in run("keys", "revoke", folder, second, typed="n\n").output
    (recovery,) = folder.glob("recovery-*.key")
    revoked = run("keys", "revoke", folder, second, "--recovery-key", recovery, "--yes")
    assert "not to be trusted" in revoked.output
    assert "No key signs now. Bring in the next one" in revoked.output
    assert "holds no key that may sign" in run("sign", library, "--key", folder).output
    assert run("keys", "rotate", folder, "--no-password", "--recovery-key", recovery).exit_code == 0
    assert run("sign", library, "--key", folder).exit_code == 0
    assert "There are no keys in" in run("keys", "show", library).output
    assert "is none of the keys" in run("keys", "revoke", folder, "AAAA", "--yes").output


def test_what_is_not_whole_is_not_signed(folder: Path, library: Path) -> None:
    (current(library) / "stray").touch()
    result = run("sign", library, "--key", folder)
    assert result.exit_code == 1
    assert "stray does not belong to the release" in result.output
    assert not (current(library) / "manifest.json.minisig").exists()


@pytest.mark.parametrize("when", ["yesterday", "2020-01-01", "0d", "2026-99-99", "99999y"])
def test_a_day_that_can_not_be_is_told(tmp_path: Path, when: str) -> None:
    result = run("keys", "new", tmp_path / "keys", "--no-password", "--expires", when)
    assert result.exit_code == 2
    assert "“" in result.output
    assert not (tmp_path / "keys").exists()
