"""What goes with the tables: a data dictionary for people, a description for programs (Frictionless Data Package 1)."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from firsthand.catalogue.records import choose
from firsthand.exports.dump.columns import Column, columns_of
from firsthand.exports.dump.followed_rows import FOLLOWED, KEYS
from firsthand.exports.dump.rows import TABLES as RECORDS
from firsthand.release import Release

TABLES: dict[str, type[Struct]] = RECORDS | FOLLOWED
"""Name of a table -> its rows."""

SAID = """\
Each work has its own licence: see `rights` in the tables works and statements. Where it is empty, ask the publishers
before any use beyond reading and quoting. Please cite editions by their `url`.

Passages are what people said and wrote, and some speak of people who live. They were published to be read; please don't
match them with other data about anybody.

`sha256sum --check SHA256SUMS` tells whether the files are whole.
"""


class TableFile(Struct, frozen=True):
    """A table as it was written."""

    name: str
    path: str
    rows: int
    size: int
    """Bytes."""
    sha256: str
    format: str
    media_type: str


def readme(release: Release, files: Iterable[TableFile]) -> str:
    """The dictionary, in Markdown."""
    library = release.collection.library
    title = choose(library.titles, "en")
    name = title.value if title else "Firsthand"
    made = f"From release {release.id}, made {release.created:%Y-%m-%d}. What was withdrawn is not in it."
    lines = [f"# {name}: all records and texts", "", made, "", SAID]
    for file in files:
        lines += _section(file)
    return "\n".join(lines)


def _section(file: TableFile) -> list[str]:
    row = TABLES[file.name]
    said = " ".join((row.__doc__ or "").split())
    rows = f"{file.rows:,} row" + ("" if file.rows == 1 else "s")
    head = [
        f"## {file.name}",
        "",
        said,
        "",
        f"`{file.path}`, {rows}.",
        "",
        "| Column | Type | What it is |",
        "|---|---|---|",
    ]
    return [*head, *(_line(column) for column in columns_of(row)), ""]


def _line(column: Column) -> str:
    empty = "" if column.required else ", may be empty"
    return f"| `{column.name}` | {_type(column)}{empty} | {column.description} |"


def _type(column: Column) -> str:
    if column.kind == "array":
        return f"list of {_type(column.inner[0])}"
    if column.kind == "object":
        return "(" + ", ".join(f"{inner.name}: {_type(inner)}" for inner in column.inner) + ")"
    return column.kind


def package(release: Release, files: Iterable[TableFile]) -> Mapping[str, Any]:
    """datapackage.json."""
    library = release.collection.library
    title = choose(library.titles, "en")
    return {
        "profile": "data-package",
        "name": f"firsthand-{release.id.lower()}",
        "title": title.value if title else "Firsthand",
        "version": release.id,
        "created": release.created.isoformat(timespec="seconds"),
        **({"homepage": library.address} if library.address else {}),
        "resources": [_resource(file) for file in files],
    }


def _resource(file: TableFile) -> dict[str, Any]:
    row = TABLES[file.name]
    return {
        "name": file.name,
        "path": file.path,
        "description": " ".join((row.__doc__ or "").split()),
        "format": file.format,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {"fields": [_described(column) for column in columns_of(row)], **_key(file.name)},
    }


def _described(column: Column) -> dict[str, Any]:
    constraints = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.kind, "description": column.description, **constraints}


def _key(table: str) -> dict[str, list[str]]:
    """The columns that name a row, where some do."""
    keys = KEYS | {"passages": ["edition", "passage"], "files": ["edition", "sha256"]}
    key = keys.get(table, ["slug"] if table in ("parties", "themes") else ["id"])
    return {"primaryKey": key} if key else {}
