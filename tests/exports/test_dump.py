"""Dumps of a release that has every kind of thing, read back by other programs than the one that wrote them."""

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from msgspec import structs
from tests.front.library import FixtureSource
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import Access, Process
from firsthand.catalogue.reading import passages
from firsthand.catalogue.values import File
from firsthand.cli.dump import dump
from firsthand.exports.dump import DumpError, write_dump
from firsthand.exports.dump.columns import columns_of
from firsthand.exports.dump.dictionary import TABLES
from firsthand.exports.dump.followed_rows import FOLLOWED
from firsthand.negotiations.audiences import seen_by
from firsthand.release import Release, build


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    folder = tmp_path_factory.mktemp("dump")
    (folder / "files").mkdir()
    source = FixtureSource(folder / "files")
    source.collection = structs.replace(source.collection, processes=(followed(source),))
    build(source, folder / "library")
    release = Release.open(folder / "library")
    yield release
    release.close()


def followed(source: FixtureSource) -> Process:
    """The public part of the invented negotiation, whose file lies with those of the source."""
    public = seen_by(example(), Access.PUBLIC)
    data = msgspec.json.encode(public)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    source.paths[file.sha256] = source.folder / file.sha256
    source.paths[file.sha256].write_bytes(data)
    return structs.replace(public.process, data=file)


@pytest.fixture(scope="module")
def lines(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "lines"
    write_dump(release, out)
    return out


def read(folder: Path, table: str) -> list[Any]:
    with gzip.open(folder / f"{table}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_every_passage_is_there_in_the_order_of_reading_and_every_record(release: Release, lines: Path) -> None:
    collection = release.collection
    works = [work for work in collection.works if not work.withdrawn]
    items = [*works, *collection.posts, *collection.statements]
    wanted = []
    for room, some in (("works", works), ("news", collection.posts), ("statements", collection.statements)):
        for item in some:
            for edition in item.editions:
                if edition.text:
                    leaves = [release.leaf(edition.text, n + 1) for n in range(release.contents(edition.text).leaves)]
                    place = f"{room}/{item.slug}/{edition.language}"
                    wanted += [(place, each.id, each.text, list(each.headings)) for each in passages(leaves)]
    found = read(lines, "passages")
    assert [(row["edition"], row["passage"], row["text"], row["headings"]) for row in found] == wanted
    editions = read(lines, "editions")
    assert len(editions) == sum(len(item.editions) for item in items)
    assert sum(row["passages"] for row in editions) == len(found)
    counts = [len(read(lines, name)) for name in ("works", "news", "statements", "parties", "themes", "files")]
    files = sum(len(edition.files) for item in items for edition in item.editions)
    assert counts == [len(works), 3, 1, len(collection.parties), len(collection.themes), files]


def test_what_is_referred_to_is_there(lines: Path) -> None:
    editions = {row["id"] for row in read(lines, "editions")}
    items = {row["id"] for name in ("works", "news", "statements") for row in read(lines, name)}
    parties = {row["slug"] for row in read(lines, "parties")}
    assert {row["edition"] for name in ("passages", "files") for row in read(lines, name)} <= editions
    assert {row["item"] for row in read(lines, "editions")} == items
    assert {credit["party"] for row in read(lines, "works") for credit in row["credits"]} <= parties


def test_what_was_withdrawn_is_in_no_table(lines: Path) -> None:
    for table in TABLES:
        told = json.dumps(read(lines, table))
        assert "Taken back" not in told
        assert "taken-back" not in told


def test_negotiations_are_told_whole_and_nothing_that_is_not_for_everyone(lines: Path) -> None:
    public = seen_by(example(), Access.PUBLIC)
    rows = {table: read(lines, table) for table in FOLLOWED}
    assert [(row["draft"], row["paragraph"], row["text"]) for row in rows["paragraphs"]] == [
        (text.draft, each.id, each.text) for text in public.texts for each in text.paragraphs
    ]
    assert [row["paragraphs"] for row in rows["drafts"]] == [len(text.paragraphs) for text in public.texts]
    assert len(rows["links"]) == sum(len(each.links) for each in public.alignments)
    assert [row["backers"] for row in rows["asks"]] == [
        [{"party": "Lower Valleys", "date": "2026-03-10"}],
        [],
    ]
    assert [(row["ask"], row["draft"], row["kind"]) for row in rows["outcomes"]] == [
        (each.ask, each.draft, each.kind.value) for each in public.outcomes
    ]
    assert [row["vote"] for row in rows["events"]] == [{"yes": 21, "no": 2, "abstained": 4}, None]
    assert [row["zone"] for row in rows["deadlines"]] == ["Europe/Vienna"]
    inner = next(row for row in rows["paragraphs"] if len(row["brackets"]) > 2)
    assert [(each["depth"], each["alternative"]) for each in inner["brackets"]] == [(0, 0), (1, 1), (1, 2), (0, 0)]
    assert not [word for word in HIDDEN if word in json.dumps(rows)]


def test_parquet_has_the_same_rows_with_types(release: Release, lines: Path, tmp_path: Path) -> None:
    write_dump(release, tmp_path / "parquet", "parquet")
    for table in TABLES:
        found = pyarrow.parquet.read_table(tmp_path / "parquet" / f"{table}.parquet")
        assert found.to_pylist() == read(lines, table)
    schema = pyarrow.parquet.read_schema(tmp_path / "parquet" / "passages.parquet")
    assert [str(schema.field(name).type) for name in ("ordinal", "start", "headings", "text")] == [
        "int64", "double", "list<element: string not null>", "string",
    ]  # fmt: skip
    assert not schema.field("text").nullable
    assert schema.field("page").nullable


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_same_release_gives_the_same_bytes(release: Release, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        write_dump(release, tmp_path / name, form)
    sums = [(tmp_path / name / "SHA256SUMS").read_text() for name in ("one", "two")]
    assert sums[0] == sums[1]


def test_the_sums_are_right_by_sha256sum(lines: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=lines, capture_output=True).returncode == 0
    told = (lines / "SHA256SUMS").read_text().split()[1::2]
    assert sorted([*told, "SHA256SUMS"]) == sorted(path.name for path in lines.iterdir())


def test_the_dictionary_has_every_column_of_every_table(release: Release, lines: Path) -> None:
    package = json.loads((lines / "datapackage.json").read_text())
    readme = (lines / "README.md").read_text()
    assert package["version"] == release.id
    for resource in package["resources"]:
        path = lines / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        fields = [field["name"] for field in resource["schema"]["fields"]]
        rows = read(lines, resource["name"])
        assert fields == list(rows[0])
        if key := resource["schema"].get("primaryKey"):
            assert set(key) <= set(fields)
            keys = [tuple(row[name] for name in key) for row in rows]
            assert len(set(keys)) == len(keys)
        required = [field["name"] for field in resource["schema"]["fields"] if "constraints" in field]
        assert all(row[name] is not None for row in rows for name in required)
        for name in fields:
            assert f"| `{name}` |" in readme


def test_every_column_but_those_that_say_it_by_their_name_is_described() -> None:
    silent = {
        "slug", "titles", "summaries", "credits", "identifiers", "title", "subtitle", "text", "name",
        "media_type", "sha256", "pages", "names", "acronym", "given", "labels",
    }  # fmt: skip
    assert {each.name for row in TABLES.values() for each in columns_of(row) if not each.description} == silent


def test_a_dump_overwrites_nothing_and_leaves_nothing_half_written(release: Release, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(DumpError, match="is there already"):
        write_dump(release, tmp_path / "there")

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_dump(release, tmp_path / "other", progress=fail)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_the_command_counts_the_rows_and_says_what_is_wrong(release: Release, tmp_path: Path) -> None:
    done = CliRunner().invoke(dump, [str(release.path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert "5  works.jsonl.gz" in done.output
    assert release.id in done.output
    again = CliRunner().invoke(dump, [str(release.path), "-o", str(tmp_path / "out")])
    assert again.exit_code == 1
    assert "Name a new folder" in again.output
    nothing = CliRunner().invoke(dump, [str(tmp_path), "-o", str(tmp_path / "more")])
    assert (nothing.exit_code, (tmp_path / "more").exists()) == (1, False)


def test_without_pyarrow_it_is_said_what_to_install(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "firsthand.exports.dump.parquet", raising=False)
    with pytest.raises(DumpError, match=r"firsthand\[corpus\]"):
        write_dump(release, tmp_path / "out", "parquet")
    assert not list(tmp_path.iterdir())


def test_a_place_that_can_not_be_written_is_named(release: Release, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(dump, [str(release.path), "-o", str(tmp_path / "file" / "out")])
    assert done.exit_code == 1
    assert "can't be written" in done.output
