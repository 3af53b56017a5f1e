"""Opening what somebody gave."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firsthand.documents import Limits, UnreadableFileError, Workers, read
from firsthand.documents.files import contents, open_file


def reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        open_file(path, limits or Limits())
    assert str(caught.value).endswith(".")
    return caught.value.reason


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may read everything, so root steps down for a moment."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words" * 100_000)
    descriptor = open_file(path, Limits())
    assert contents(descriptor, Limits()) == path.read_bytes()
    os.close(descriptor)


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert reason(tmp_path / "nothing.pdf") == "missing"
    assert reason(tmp_path / "file" / "inside.pdf") == "missing"
    assert reason(tmp_path / "a\0b") == "missing"
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    assert reason(tmp_path / "nowhere") == "missing"


def test_a_name_too_long_and_a_circle_of_links_are_named(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert reason(tmp_path / "one") == "forbidden"
    assert reason(tmp_path / ("a" * 300)) == "forbidden"


def test_a_file_without_the_right_to_read_it_is_forbidden(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    path.chmod(0)
    with as_somebody_without_rights():
        assert reason(path) == "forbidden"


def test_an_empty_file_is_named_as_that(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert reason(tmp_path / "a.pdf") == "empty"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(600 << 20)  # a sparse file: nothing is written
    assert reason(path) == "too-large"
    assert reason(path, Limits(input=1 << 20)) == "too-large"


def test_a_file_that_grows_beyond_the_limit_is_not_read_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 50)
    descriptor = open_file(path, Limits(input=100))
    path.write_bytes(b"a" * 500)
    with pytest.raises(UnreadableFileError, match="grew"):
        contents(descriptor, Limits(input=100))
    os.close(descriptor)


def test_folders_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for path in (tmp_path, tmp_path / "pipe.pdf", tmp_path / "socket", Path("/dev/zero")):
            assert reason(path) == "unsupported", path


def test_a_refusal_reaches_the_caller_of_read_and_of_workers(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for isolated in (True, False):
        with pytest.raises(UnreadableFileError, match="pipe"):
            read(tmp_path / "pipe.pdf", isolated=isolated)
    with Workers(1) as workers:
        ((path, error),) = workers.read([tmp_path / "pipe.pdf"])
    assert path == tmp_path / "pipe.pdf"
    assert isinstance(error, UnreadableFileError)
