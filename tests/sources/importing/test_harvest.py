"""Another repository is harvested: our own over HTTP, and those that break off, go round in circles or mean harm."""

import gzip
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.exports.test_oaipmh import Many
from tests.front.browser import served
from tests.release.shelf import Index
from tests.sources.importing.conftest import Imports, state

from firsthand.release import build
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing.intake import Report
from firsthand.sources.importing.oai import Repository
from firsthand.sources.importing.oai.client import Client

Answer = bytes | tuple[int, dict[str, str], bytes]
Answers = Callable[[dict[str, str]], Answer]

OPEN = '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
IDENTITY = (
    f"{OPEN}<Identify><repositoryName>A repository</repositoryName><granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"
    "</Identify></OAI-PMH>"
).encode()


def record(number: int, title: str = "", *, deleted: bool = False, stamp: str = "2024-01-01T00:00:00Z") -> str:
    head = f"<identifier>oai:x:{number}</identifier><datestamp>{stamp}</datestamp>"
    if deleted:
        return f'<record><header status="deleted">{head}</header></record>'
    return (
        f'<record><header>{head}</header><metadata><dc xmlns:d="http://purl.org/dc/elements/1.1/">'
        f"<d:title>{title or number}</d:title><d:language>eng</d:language><d:date>2020</d:date><d:type>Report</d:type>"
        f"<d:identifier>https://x.example/{number}</d:identifier></dc></metadata></record>"
    )


def page(*records: str, token: str = "") -> bytes:
    more = f"<resumptionToken>{token}</resumptionToken>" if token else ""
    return f"{OPEN}<ListRecords>{''.join(records)}{more}</ListRecords></OAI-PMH>".encode()


def error(code: str) -> bytes:
    return f'{OPEN}<error code="{code}">No.</error></OAI-PMH>'.encode()


@contextmanager
def answering(answers: Answers) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A real server on loopback that answers as a function says, its address, and all that it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            asked.append(query)
            answer = IDENTITY if query.get("verb") == "Identify" else answers(query)
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def harvest(imports: Imports, address: str, waits: list[float] | None = None) -> Report:
    client = Client(address, (waits if waits is not None else []).append)
    return imports.take(Repository("http://repository.example/oai", imports.folder, client=client))


def paged(*pages: bytes) -> Answers:
    """Pages by their tokens "1", "2" ..."""
    return lambda asked: pages[int(asked.get("resumptionToken", "0"))]


def works(imports: Imports) -> set[str]:
    return {path.name for path in imports.folder.glob("works/*")}


def test_our_own_library_is_harvested_and_a_second_harvest_changes_nothing(
    imports: Imports, tmp_path: Path, read: Callable[..., FolderSource]
) -> None:
    build(Many(120), tmp_path / "ours", open_index=Index)  # type: ignore[arg-type]
    with served(tmp_path / "ours", tmp_path) as (address, _):
        assert harvest(imports, f"{address}/oai").mistakes == []
        before = state(imports.folder)
        assert harvest(imports, f"{address}/oai").outcomes == {"unchanged": 120}
    assert state(imports.folder) == before
    collection = read(imports.folder).collection
    assert len(collection.works) == 120
    assert all(edition.link for work in collection.works for edition in work.editions)


def test_tokens_are_followed_and_the_next_harvest_asks_for_what_is_new(imports: Imports) -> None:
    pages = paged(page(record(1), record(2), token="1"), page(record(3, stamp="2024-03-01T00:00:00Z")))
    with answering(pages) as (address, asked):
        assert harvest(imports, address).outcomes == {"new": 3}
        harvest(imports, address)
    assert [one.get("resumptionToken") for one in asked if one["verb"] == "ListRecords"] == [None, "1", None, "1"]
    assert [one.get("from") for one in asked if one["verb"] == "ListRecords"] == [
        None,
        None,
        "2024-03-01T00:00:00Z",
        None,
    ]


def test_a_harvest_that_broke_off_goes_on_from_its_last_token(imports: Imports) -> None:
    pages = [page(record(1), token="1"), (410, {}, b"gone"), page(record(3))]
    with answering(lambda asked: pages[int(asked.get("resumptionToken", "0"))]) as (address, asked):
        report = harvest(imports, address)
        assert "it answers 410" in report.mistakes[0].message
        assert works(imports) == {"1"}
        pages[1] = page(record(2), token="2")
        asked.clear()
        assert harvest(imports, address).mistakes == []
    assert works(imports) == {"1", "2", "3"}
    assert [one.get("resumptionToken") for one in asked] == [None, "1", "2"]


def test_a_token_that_is_no_longer_known_begins_the_harvest_anew(imports: Imports) -> None:
    pages = [page(record(1), token="1"), (410, {}, b"gone")]
    with answering(lambda asked: pages[int(asked.get("resumptionToken", "0"))]) as (address, _):
        harvest(imports, address)
        pages[:] = [page(record(1), record(2)), error("badResumptionToken")]
        assert harvest(imports, address).mistakes == []
    assert works(imports) == {"1", "2"}


def test_a_record_deleted_at_its_origin_is_proposed_for_withdrawal_and_stays(imports: Imports) -> None:
    pages = [page(record(1), record(2))]
    with answering(lambda _: pages[0]) as (address, _):
        harvest(imports, address)
        pages[0] = page(record(1, deleted=True, stamp="2025-02-03T00:00:00Z"))
        before = state(imports.folder / "works")
        report = harvest(imports, address)
    assert [(remark.path, remark.message) for remark in report.remarks] == [
        ("works/1", "It was deleted at its origin.")
    ]
    assert 'withdrawn = "2025-02-03"' in report.remarks[0].remedy
    assert state(imports.folder / "works") == before
    assert report.gone == 0


def test_a_server_that_asks_to_wait_is_waited_for(imports: Imports) -> None:
    busy: list[Answer] = [(503, {"Retry-After": "7"}, b""), (429, {"Retry-After": "soon"}, b""), page(record(1))]
    waits: list[float] = []
    with answering(lambda _: busy.pop(0)) as (address, _):
        assert harvest(imports, address, waits).mistakes == []
    assert waits == [7.0, 2.0]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (lambda _: page(record(1), token="1"), "goes round in a circle"),
        (lambda asked: page(token=str(int(asked.get("resumptionToken", "0")) + 1)), "goes round in a circle"),
        (lambda _: (503, {"Retry-After": "86400"}, b""), "asks to wait 86400 seconds"),
        (lambda _: (302, {"Location": "http://elsewhere.example/oai"}, b""), "leads to another host"),
        (lambda _: (302, {"Location": "?again"}, b""), "from one address to the next without end"),
        (lambda _: b"<html>Not found</html>", "which is not OAI-PMH"),
        (lambda _: page(record(1))[:-20], "can't be read"),
        (lambda _: b'<!DOCTYPE x [<!ENTITY a "a">]>' + page(record(1)), "entities"),
        (lambda _: b"", "can't be read"),
        (lambda _: error("badArgument"), "answers “badArgument”"),
        (lambda _: (404, {}, b""), "it answers 404"),
    ],
)
def test_a_repository_that_fails_or_means_harm_is_told_in_a_line(
    imports: Imports, answers: Answers, message: str
) -> None:
    with answering(answers) as (address, asked):
        report = harvest(imports, address)
    assert message in report.mistakes[0].message
    assert len(report.mistakes) == 1
    assert len(asked) < 40


def test_an_answer_without_end_is_given_up(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.sources.importing.oai.client.LARGEST_PAGE", 100_000)
    with answering(lambda _: page(*(record(number) for number in range(1_000)))) as (address, _):
        report = harvest(imports, address)
    assert "sends more than a harvest may hold" in report.mistakes[0].message


def test_a_repository_that_is_not_there_is_told(imports: Imports) -> None:
    with answering(paged()) as (address, _):
        pass
    assert "can't be asked" in harvest(imports, address).mistakes[0].message


def test_a_rehearsal_keeps_nothing(imports: Imports) -> None:
    with answering(paged(page(record(1)))) as (address, _):
        origin = Repository("http://repository.example/oai", None, client=Client(address))
        report = imports.take(origin, propose=imports.place / "table.csv")
    assert report.proposed == {"work": 1}
    assert not imports.folder.exists()


@pytest.mark.parametrize(
    ("encoding", "message"),
    [("gzip, gzip", "which was not asked for"), ("br", "which was not asked for"), ("gzip", "more than a harvest")],
)
def test_an_answer_that_would_unpack_to_fill_the_memory_is_refused(
    imports: Imports, encoding: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.sources.importing.oai.client.LARGEST_PAGE", 1 << 20)
    bomb = gzip.compress(gzip.compress(bytes(64 << 20), 9) if "," in encoding else bytes(64 << 20), 9)
    tracemalloc.start()
    with answering(lambda _: (200, {"Content-Encoding": encoding}, bomb)) as (address, _):
        report = imports.take(Repository(address, imports.folder))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert message in report.mistakes[0].message
    assert most < 24 << 20


def test_an_answer_that_is_compressed_as_was_asked_is_read(imports: Imports) -> None:
    packed = gzip.compress(page(record(1, "One")))
    with answering(lambda _: (200, {"Content-Encoding": "gzip"}, packed)) as (address, _):
        assert imports.take(Repository(address, imports.folder)).mistakes == []
