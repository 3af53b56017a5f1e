"""Text files are read whatever their encoding, and written back byte for byte."""

import codecs
import os
import stat
from pathlib import Path

import pytest

from firsthand.wording.textfile import UnreadableTextError, from_bytes, read_text, write_bytes

RUSSIAN = "Слова имеют значение для всех, кто их читает.\r\n"


@pytest.mark.parametrize(
    "data",
    [
        "Names & cafés\r\nby the river\n".encode(),
        codecs.BOM_UTF8 + b"Names\n",
        codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + RUSSIAN.encode("utf-32-le"),
        RUSSIAN.encode("cp1251"),
        RUSSIAN.encode("koi8-r"),
        "Le café de la présidente a fermé à midi.\n".encode("cp1252"),
        "Slow but whole.\n".encode("utf-16-le"),
        b"",
    ],
)
def test_a_text_goes_in_and_out_unchanged(data: bytes) -> None:
    file = from_bytes(data)
    assert file.encoded(file.text) == data
    assert not file.text.startswith("\ufeff")


def test_what_is_not_utf8_is_said() -> None:
    assert from_bytes(RUSSIAN.encode("cp1251")).text == RUSSIAN
    assert from_bytes(RUSSIAN.encode("cp1251")).remark == "is not UTF-8 at byte 0; it was read as CP1251"
    assert from_bytes(RUSSIAN.encode()).remark == ""


def test_a_text_with_a_few_broken_bytes_is_read_but_not_written() -> None:
    file = from_bytes(("é" * 100).encode() + b"\xff" + ("é" * 100).encode())
    assert file.text.count("é") == 200
    with pytest.raises(UnreadableTextError, match="broken"):
        file.encoded(file.text)


def test_a_character_that_an_encoding_lacks_is_named() -> None:
    with pytest.raises(UnreadableTextError, match=r"CP1251 has no “é”|cp1251 has no “é”"):
        from_bytes(RUSSIAN.encode("cp1251")).encoded("café")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableTextError, match="is not a text"):
        from_bytes(b"\x7fELF\0\0\0\1\0\0\xff\xfe\0" * 50)
    with pytest.raises(UnreadableTextError, match="UTF-8"):
        from_bytes(codecs.BOM_UTF8 + b"\xff")


def test_a_file_that_is_not_there_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTextError, match="can't be read: No such file"):
        read_text(tmp_path / "nothing.txt")
    with pytest.raises(UnreadableTextError, match="is a folder"):
        read_text(tmp_path)


def test_writing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    path, link = tmp_path / "draft.txt", tmp_path / "link.txt"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_bytes(link, b"new")
    assert (path.read_bytes(), link.is_symlink()) == (b"new", True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["draft.txt", "link.txt"]


def test_a_write_that_fails_leaves_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnreadableTextError, match="No space left"):
        write_bytes(path, b"new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["draft.txt"]
