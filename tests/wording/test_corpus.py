"""Counts over many texts: the same however the texts are cut, whoever counts them."""

import csv
import gzip
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.wording.drafts import DRAFT, FRENCH, RUSSIAN, write_guide

from firsthand.wording.corpora import CorpusError, Fields, Piece, Plan, counted, pieces
from firsthand.wording.corpus import COLUMNS, Counts, count, kept_checker, total, year_of
from firsthand.wording.folders import Patterns
from firsthand.wording.reports import Wishes
from firsthand.wording.reports.statistics import FORMS, as_form, sums

ROOT = Path(__file__).resolve().parents[2]
ROWS = {
    "text": [DRAFT, FRENCH, None, "", "Nothing here.", RUSSIAN, DRAFT],
    "language": ["en", "fr", "en", "en", None, "ru", "en-GB"],
    "year": [2019, "2020-05-01", 2020, 2020, "no date", 2020.0, 2019],
}
FIELDS = Fields("text", "language", "year")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_guide(tmp_path_factory.mktemp("guide")))


def rows(counts: Counts) -> set[tuple[object, ...]]:
    return set(zip(*(counts[name] for name in COLUMNS), strict=True))


@pytest.fixture(scope="module")
def expected(guide: str) -> Counts:
    return count(ROWS, language="language", year="year", guide=guide)


def test_findings_are_counted_by_language_year_and_concept(expected: Counts) -> None:
    assert ("en", "2019", "person", "stigmatising", "found", 6, 2, 0) in rows(expected)
    assert ("fr", "2020", "person", "stigmatising", "found", 1, 1, 0) in rows(expected)
    assert ("ru", "2020", "person", "stigmatising", "found", 1, 1, 0) in rows(expected)


def test_texts_and_characters_are_counted_beside_them(expected: Counts) -> None:
    assert ("en", "2019", "", "", "", 0, 2, 2 * len(DRAFT)) in rows(expected)
    assert ("", "", "", "", "", 0, 1, len("Nothing here.")) in rows(expected)


@given(st.data())
def test_counts_of_parts_are_the_counts_of_the_whole(guide: str, expected: Counts, data: st.DataObject) -> None:
    cuts = sorted({0, 7, *data.draw(st.lists(st.integers(0, 7), max_size=4))})
    parts = [{name: column[a:b] for name, column in ROWS.items()} for a, b in itertools.pairwise(cuts)]
    assert total(count(part, language="language", year="year", guide=guide) for part in parts) == expected


@pytest.mark.parametrize(
    ("date", "year"),
    [(2019, "2019"), ("2019-05", "2019"), (2019.0, "2019"), (float("nan"), ""), (None, ""), ("May 2019", ""), (7, "")],
)
def test_a_year_is_read_from_what_begins_with_it(date: object, year: str) -> None:
    assert year_of(date) == year


def test_a_column_that_is_not_there_is_an_error(guide: str) -> None:
    with pytest.raises(KeyError):
        count({"body": ["words"]}, guide=guide)


def write_parquet(path: Path, repeat: int = 1) -> Path:
    # Arrow wants one type a column.
    columns = {**ROWS, "year": [str(year) for year in ROWS["year"]]}
    parquet.write_table(pa.table({name: column * repeat for name, column in columns.items()}), path)
    return path


def write_json_lines(path: Path) -> Path:
    lines = [json.dumps(dict(zip(ROWS, each, strict=True))) for each in zip(*ROWS.values(), strict=True)]
    text = "\n".join([*lines, "", '{"other": 1}']) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def counted_of(guide: str, *paths: Path, jobs: int = 1) -> Counts:
    work = pieces(paths, FIELDS, Patterns(()))
    return total(each.counts for each in counted(work, Plan(FIELDS, guide), jobs))


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.parquet"])
def test_every_form_of_a_corpus_has_the_same_counts(tmp_path: Path, guide: str, expected: Counts, name: str) -> None:
    path = (write_parquet if name.endswith("parquet") else write_json_lines)(tmp_path / name)
    assert counted_of(guide, path) == expected


def test_folders_are_counted_file_by_file(tmp_path: Path, guide: str) -> None:
    (tmp_path / "a.md").write_text(DRAFT, "utf-8")
    (tmp_path / "b.txt").write_text(FRENCH, "utf-8")
    made = sums(counted_of(guide, tmp_path))
    assert (made.texts, made.findings, made.languages["fr"]) == (2, 5, 1)


def test_several_processes_count_as_one_does(tmp_path: Path, guide: str) -> None:
    paths = (write_parquet(tmp_path / "a.parquet", 100), write_json_lines(tmp_path / "b.jsonl"))
    assert counted_of(guide, *paths, jobs=2) == counted_of(guide, *paths)


def test_a_corpus_is_never_in_memory_as_a_whole(guide: str) -> None:
    drawn = 0

    def endless() -> Iterator[Piece]:
        nonlocal drawn
        while True:
            drawn += 1
            yield Piece(1, {name: [None] for name in ROWS})

    work = counted(endless(), Plan(FIELDS, guide), 2)
    assert [next(work).size for _ in range(3)] == [1, 1, 1]
    work.close()
    assert drawn < 20


def test_a_corpus_that_cannot_be_read_is_named(tmp_path: Path, guide: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\nnothing\n')
    with pytest.raises(CorpusError, match=r"a\.jsonl, line 2: "):
        counted_of(guide, tmp_path / "a.jsonl")
    (tmp_path / "b.parquet").write_text("nothing")
    with pytest.raises(CorpusError, match=r"b\.parquet can't be read"):
        counted_of(guide, tmp_path / "b.parquet")
    (tmp_path / "c.jsonl").write_text('{"body": "x"}\n')
    with pytest.raises(CorpusError, match=r"c\.jsonl has no field “text”"):
        counted_of(guide, tmp_path / "c.jsonl")
    parquet.write_table(pa.table({"body": ["x"]}), tmp_path / "d.parquet")
    with pytest.raises(CorpusError, match=r"d\.parquet has no field “text”. It has: body"):
        counted_of(guide, tmp_path / "d.parquet")


def test_without_its_library_parquet_says_what_to_install(
    tmp_path: Path, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_parquet(tmp_path / "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CorpusError, match=r"pip install 'firsthand\[corpus\]'"):
        counted_of(guide, path)


def test_every_form_of_report_has_the_same_numbers(guide: str, expected: Counts) -> None:
    given = {form: as_form(form, expected, kept_checker(guide, ("en",)).guide, Wishes()) for form in FORMS}
    told = json.loads(given["json"])
    assert told["summary"]["findings"] == 10
    assert told["summary"]["years"] == {"2019": 8, "2020": 2}
    table = list(csv.DictReader(StringIO(given["csv"])))
    assert sum(int(each["findings"]) for each in table if each["certainty"] == "found") == 10
    assert "4 texts" not in given["text"]
    assert "5 texts" in given["text"]
    assert "10 findings, 0 possible" in given["text"]
    assert 'aria-label="2019: 8; 2020: 2"' in given["html"]


@pytest.mark.slow
def test_ray_counts_as_we_do(tmp_path: Path, guide: str) -> None:
    pytest.importorskip("ray")
    path = write_parquet(tmp_path / "a.parquet", 50)
    command = [sys.executable, ROOT / "examples" / "ray_corpus.py", path, "--language-field", "language"]
    command += ["--year-field", "year", "--guide", guide, "--workers", "2"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    told = {tuple(each.values()) for each in csv.DictReader(StringIO(ended.stdout))}
    whole = count({name: column * 50 for name, column in ROWS.items()}, language="language", year="year", guide=guide)
    assert told == {tuple(map(str, each)) for each in rows(whole)}
