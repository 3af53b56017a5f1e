"""A dump is written beside its place and gets its name when it is whole."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.exports.dump.dictionary import TABLES, TableFile, package, readme
from firsthand.exports.dump.files import write_json_lines, write_parquet
from firsthand.exports.dump.tables import Tables
from firsthand.release import Release

Progress = Callable[[str, int], None]
"""Is told the name of a table, and how many of its rows are written."""

TOLD_EVERY = 1_000


class DumpError(Exception):
    """The dump can't be written; the message says why and what to do."""


class Form(Struct, frozen=True):
    ending: str
    media_type: str
    write: Callable[[Path, type[Struct], Iterable[Struct]], int]


FORMATS = {
    "jsonl": Form("jsonl.gz", "application/gzip", write_json_lines),
    "parquet": Form("parquet", "application/vnd.apache.parquet", write_parquet),
}


class Dumped(Struct, frozen=True):
    files: tuple[TableFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all tables."""
        return sum(file.size for file in self.files)


def write_dump(release: Release, out: Path, form: str = "jsonl", progress: Progress = lambda *_: None) -> Dumped:
    """Write all tables of a release, their dictionary and their sums into a new folder.

    `form` is a key of FORMATS. Raises DumpError where the folder is there already, or pyarrow is missing for Parquet;
    OSError where it can't be written. Nothing half-written is left behind.
    """
    if out.exists():
        raise DumpError(f"{out} is there already. Name a new folder, or remove this one first.")
    out.parent.mkdir(parents=True, exist_ok=True)
    place = out.with_name(f".{out.name}-{os.getpid()}")
    place.mkdir()
    try:
        files = tuple(_tables(release, place, form, progress))
        (place / "README.md").write_text(readme(release, files), encoding="utf-8")
        described = msgspec.json.format(msgspec.json.encode(package(release, files)), indent=2)
        (place / "datapackage.json").write_bytes(described + b"\n")
        names = ("README.md", "datapackage.json", *(file.path for file in files))
        sums = "".join(f"{_sha256(place / name)}  {name}\n" for name in sorted(names))
        (place / "SHA256SUMS").write_text(sums, encoding="ascii")
        place.rename(out)
    except ModuleNotFoundError as missing:
        message = f"Parquet needs {missing.name}. Install it with: pip install 'firsthand[corpus]'"
        raise DumpError(message) from missing
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Dumped(files)


def _tables(release: Release, place: Path, form: str, progress: Progress) -> Iterator[TableFile]:
    tables, kind = Tables(release), FORMATS[form]
    for name, row in TABLES.items():
        path = place / f"{name}.{kind.ending}"
        count = kind.write(path, row, _counted(tables.table(name), name, progress))
        progress(name, count)
        yield TableFile(name, path.name, count, path.stat().st_size, _sha256(path), form, kind.media_type)


def _counted(rows: Iterable[Struct], name: str, progress: Progress) -> Iterator[Struct]:
    for number, row in enumerate(rows):
        if number % TOLD_EVERY == 0:
            progress(name, number)
        yield row


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
