"""A folder is walked in a stable order, and what nobody wrote to be read is left out."""

from pathlib import Path

import pytest

from firsthand.wording.folders import Patterns, files


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("words")


def walked(folder: Path, *exclude: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files([folder], Patterns(exclude, folder))]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.txt", "c.html", "a/b.txt")
    assert walked(tmp_path) == ["a/b.txt", "a/z.txt", "b.md", "c.html"]


def test_hidden_and_binary_files_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".git/config", ".notes.md", "node_modules/x/readme.md", "a.md", "report.pdf")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\0\0")
    (tmp_path / "wide.txt").write_bytes("words".encode("utf-16"))
    assert walked(tmp_path) == ["a.md", "report.pdf", "wide.txt"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("b.md", ["a/c/d.md", "a/x.txt"]),
        ("*.md", ["a/x.txt"]),
        ("/b.md", ["a/b.md", "a/c/d.md", "a/x.txt"]),
        ("a", ["b.md"]),
        ("a/", ["b.md"]),
        ("a/*.md", ["a/c/d.md", "a/x.txt", "b.md"]),
        ("a/**", ["b.md"]),
        ("**/d.md", ["a/b.md", "a/x.txt", "b.md"]),
        ("a/?.txt", ["a/b.md", "a/c/d.md", "b.md"]),
        ("[!b].md", ["a/b.md", "a/x.txt", "b.md"]),
        ("a.b", ["a/b.md", "a/c/d.md", "a/x.txt", "b.md"]),
    ],
)
def test_patterns_are_those_of_gitignore(tmp_path: Path, pattern: str, left: list[str]) -> None:
    make(tmp_path, "b.md", "a/b.md", "a/c/d.md", "a/x.txt")
    assert walked(tmp_path, pattern) == left


def test_what_is_named_is_given_once_even_if_it_is_not_there(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    named = [tmp_path / "a.md", tmp_path, tmp_path / "nothing.md"]
    assert list(files(named, Patterns(()))) == [tmp_path / "a.md", tmp_path / "nothing.md"]


def test_a_file_that_is_named_is_checked_whatever_is_excluded(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    assert list(files([tmp_path / "a.md"], Patterns(["*.md"], tmp_path))) == [tmp_path / "a.md"]
