"""What programs are told of a letter: its words and their hashes, who signed which of them, and what became of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pyarrow.parquet
import pytest
from tests.exports.test_dump import read
from tests.sources.letters import LETTER

from firsthand.catalogue.shelves import Shelves
from firsthand.catalogue.versions import stands
from firsthand.catalogue.wordings import digest
from firsthand.citations.source import contributions
from firsthand.exports.api.signing import Statement
from firsthand.exports.api.telling import Teller
from firsthand.exports.dump import write_dump
from firsthand.interface import interface
from firsthand.release import Release, build
from firsthand.sources.folder import load


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    folder = tmp_path_factory.mktemp("letter")
    for name, content in LETTER.items():
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "source" / name).write_text(content)
    build(load(folder / "source", cache=folder / "cache", workers=1), folder / "library")
    release = Release.open(folder / "library")
    yield release
    release.close()


@pytest.fixture(scope="module")
def told(release: Release) -> dict[str, Any]:
    """What the API says, as a program gets it."""
    teller = Teller(release, Shelves(release.collection), interface("en"), "https://library.example.org")
    said = msgspec.json.encode(teller.statement(release.collection.statements[0]))
    found: dict[str, Any] = json.loads(said)
    jsonschema.validate(found, msgspec.json.schema(Statement))
    return found


def test_the_api_tells_parties_and_people_apart(told: dict[str, Any]) -> None:
    (party,) = told["endorsements"]
    assert (party["party"], party["name"]["value"], party["mandate"], party["version"]) == (
        "network",
        "Network",
        "board",
        1,
    )
    (person,) = told["signers"]
    assert (person["name"], person["capacity"], person["voucher"]) == ("Jo Example", "affiliated", "network")
    assert (person["place"]["label"]["value"], person["stands"], party["stands"]) == ("United Kingdom", True, True)
    assert [(each["count"], each["place"]["code"], each["version"]) for each in told["tallies"]] == [(10, "KE", 2)]


def test_the_api_tells_words_whose_hash_anybody_can_check(told: dict[str, Any]) -> None:
    assert [(each["number"], each["change"]) for each in told["versions"]] == [(1, "wording"), (2, "spelling")]
    for version in told["versions"]:
        assert version["sha256"] == version["wordings"][0]["sha256"]
        for wording in version["wordings"]:
            assert digest(wording["title"], wording["paragraphs"]) == wording["sha256"]


def test_the_api_tells_for_what_it_is_and_what_became_of_it(told: dict[str, Any], release: Release) -> None:
    assert (told["occasion"]["body"][0]["value"], told["occasion"]["place"]["code"]) == (
        "Commission on Narcotic Drugs",
        "AT",
    )
    assert (told["invitation"]["closes"], told["invitation"]["zone"]) == ("2026-11-30T23:59:59+01:00", "Europe/Vienna")
    (delivery,), (response,) = told["deliveries"], told["responses"]
    assert delivery["file"]["url"].endswith(f"/files/{delivery['file']['sha256']}/sent.txt")
    assert release.file(delivery["file"]["sha256"]).read_text() == "As it was handed over.\n"
    assert (response["sender"][0]["value"], response["link"]) == ("The Chair", "https://example.org/answer")
    assert told["coordinators"] == ["network"]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_dump_tells_the_same(release: Release, told: dict[str, Any], tmp_path: Path, form: str) -> None:
    write_dump(release, tmp_path / form, form)
    if form == "jsonl":
        (row,) = read(tmp_path / form, "statements")
    else:
        (row,) = pyarrow.parquet.read_table(tmp_path / form / "statements.parquet").to_pylist()
    assert [each["sha256"] for each in row["versions"]] == [each["sha256"] for each in told["versions"]]
    assert [each["party"] for each in row["endorsements"]] == ["network"]
    assert [(each["name"], each["place"]) for each in row["signers"]] == [("Jo Example", "GB")]
    assert row["tallies"] == [{"count": 10, "place": "KE", "version": 2}]
    assert row["deliveries"][0]["sha256"] == told["deliveries"][0]["file"]["sha256"]
    assert (row["occasion"]["place"], row["invitation"]["zone"]) == ("AT", "Europe/Vienna")
    assert row["responses"][0]["link"] == "https://example.org/answer"


def test_a_person_who_has_no_record_is_in_no_reference(release: Release) -> None:
    (statement,) = release.collection.statements
    assert all(stands(each, statement) for each in statement.endorsements)
    assert contributions(statement) == ()
    alone = msgspec.structs.replace(statement, endorsements=statement.endorsements[:1], tallies=())
    assert [each.party for each in contributions(alone)] == ["network"]
