"""The library is harvested over HTTP: by a real harvester, by a form, and by whoever sends nonsense."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import etree
from msgspec import structs
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from tests.exports.catalogues import find, valid
from tests.exports.test_oaipmh import Many
from tests.front.browser import served
from tests.front.client import Client
from tests.release.shelf import Index

from firsthand.catalogue.records import Edition, Work
from firsthand.front.application import MOST_AT_ONCE
from firsthand.release import Release, build, current
from firsthand.release.history import Stretch

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Many, Path, str]]:
    """A source, its library and where that is served."""
    library, source = tmp_path_factory.mktemp("many") / "library", Many(620)
    build(source, library, open_index=Index)  # type: ignore[arg-type]
    with served(library, tmp_path_factory.mktemp("serve")) as (address, _):
        yield source, library, address


def test_a_harvester_gets_everything_over_a_new_release_and_then_only_what_is_new(
    many: tuple[Many, Path, str],
) -> None:
    source, library, address = many
    sickle = Sickle(f"{address}/oai", timeout=60)
    assert sickle.Identify().deletedRecord == "persistent"
    assert [each.metadataPrefix for each in sickle.ListMetadataFormats()] == ["oai_dc", "oai_datacite", "firsthand"]
    assert [each.setSpec for each in sickle.ListSets()] == ["kind", "kind:report", "language", "language:en"]
    records = sickle.ListRecords(metadataPrefix="oai_dc")
    seen = {next(records).header.identifier for _ in range(10)}
    works = [work for work in source.collection.works if work.slug != "w00600"]
    works.append(Work("new", "film", (Edition("fr", "Nouveau"),)))
    source.collection = structs.replace(source.collection, works=tuple(works))
    build(source, library, open_index=Index)  # type: ignore[arg-type]
    _wait(address, library)
    rest = list(records)
    seen |= {record.header.identifier for record in rest}
    assert len(seen) == 621
    assert [record.header.identifier.rpartition(":")[2] for record in rest if record.deleted] == ["works/w00600/en"]
    release = Release.open(library)
    moment = next(release.history(Stretch(member="kind:film"))).changed
    release.close()
    news = list(sickle.ListRecords(**{"metadataPrefix": "firsthand", "from": moment}))
    assert sorted(record.header.identifier.rpartition(":")[2] for record in news) == ["works/new/fr", "works/w00600/en"]
    record = sickle.GetRecord(identifier=news[0].header.identifier, metadataPrefix="oai_dc")
    assert record.header.datestamp == moment
    with pytest.raises(NoRecordsMatch):
        sickle.ListIdentifiers(metadataPrefix="oai_dc", set="kind:guide")


def _wait(address: str, library: Path) -> None:
    """Until the new release answers."""
    import time

    for _ in range(100):
        found = httpx.get(f"{address}/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind:film").content
        if b"works/new/fr" in found:
            return
        time.sleep(0.1)
    raise AssertionError(f"{current(library)} was not taken over")


def test_a_question_may_be_sent_as_a_form(client: Client) -> None:
    asked = "verb=GetRecord&identifier=oai%3Alibrary.example.org%3Aworks%2Ffilm%2Fes&metadataPrefix=oai_dc"
    sent = send(client, "/oai", asked.encode())
    assert sent.status_code == 200
    assert sent.headers["content-type"] == "text/xml; charset=utf-8"
    assert find(valid(sent.content), "//oai:metadata")
    assert (
        find(valid(sent.content), "//oai:record")[0].tag
        == find(valid(client.get(f"/oai?{asked}").content), "//oai:record")[0].tag
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"", FORM), (b"verb=Identify", "text/plain"), (b"\xff\xfe&=&&verb", FORM), (b"verb=%ff%00", FORM)],
)
def test_what_is_no_form_asks_nothing(client: Client, body: bytes, content_type: str) -> None:
    root = valid(send(client, "/oai", body, content_type).content)
    assert find(root, "//oai:error")[0].get("code") == "badVerb"


def test_more_than_a_question_is_refused(client: Client) -> None:
    assert send(client, "/oai", b"verb=Identify&x=" + b"a" * 50_000).status_code == 405


def test_nothing_else_may_be_sent(client: Client) -> None:
    for address in ("/oai/record.xsd", "/oai/", "/sitemap.xml", "/en/works"):
        assert send(client, address, b"verb=Identify").status_code == 405


def test_a_harvester_that_comes_to_a_busy_library_is_asked_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.front, "_being_made", MOST_AT_ONCE)
    answer = client.get("/oai?verb=Identify")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_answers_are_compressed_and_never_kept(client: Client) -> None:
    answer = client.get("/oai?verb=ListRecords&metadataPrefix=oai_datacite", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "no-store"


def test_the_schema_of_our_own_format_is_where_records_say(client: Client) -> None:
    schema = client.get("/oai/record.xsd")
    assert schema.headers["content-type"] == "application/xml"
    etree.XMLSchema(etree.fromstring(schema.content))


def test_a_repeated_argument_is_seen(client: Client) -> None:
    root = valid(client.get("/oai?verb=Identify&verb=Identify").content)
    assert find(root, "//oai:error")[0].get("code") == "badVerb"


def send(client: Client, address: str, body: bytes, content_type: str = FORM) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(client.front, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as asker:
            return await asker.post(address, content=body, headers={"content-type": content_type})

    return client.run(ask)
