"""Whatever the cluster does, a reader is told so in a sentence and in time, and nobody is told what she asked."""

import logging
import socket
import traceback
from contextlib import closing
from itertools import chain, repeat
from pathlib import Path

import pytest
from tests.opensearch import server
from tests.search.opensearch.pretender import (
    Behaviour,
    answer,
    dribbling,
    pretending,
    raw,
    refusing,
    saying,
    silent,
)
from tests.search.shelves import edition

from firsthand.search import BrokenIndexError, open_builder, open_engine, storage
from firsthand.search.opensearch import pointer
from firsthand.search.opensearch.cluster import Patience
from firsthand.search.protocol import Query
from firsthand.search.storage import EditionRow, Editions

ASKED = "naloxone where"
PASSWORD = "correct-horse"
NO_HITS = b'{"hits": {"hits": []}, "docs": [{"term_vectors": {}}], "aggregations": {"found": {"buckets": []}}}'
LONGER = NO_HITS[:-1] + b" " * 200 + b"}"

FAULTS: dict[str, tuple[Behaviour, str]] = {
    "it says nothing": (silent, "does not answer in time"),
    "its answer comes byte by byte": (dribbling(answer(LONGER), 120), "does not answer in time"),
    "its status comes byte by byte": (dribbling(answer(NO_HITS)), "does not answer in time"),
    "it is no HTTP": (raw(b"220 mail.example.org ESMTP\r\n"), "can't be reached"),
    "it hangs up": (raw(b""), "can't be reached"),
    "its answer breaks off": (raw(answer(LONGER)[:-150]), "can't be reached"),
    "it is a web site": (saying(b"<html>", kind="text/html"), "is not OpenSearch"),
    "it is no JSON": (saying(b'{"hits"'), "is not OpenSearch"),
    "it is no text": (saying(b"\xff\xfe\x00"), "is not OpenSearch"),
    "it is other JSON": (saying({"hits": 3, "docs": "none"}), "is not OpenSearch"),
    "the user is unknown": (refusing(401, "security_exception", ASKED), "refuses this user"),
    "the user may not": (refusing(403, "security_exception", ASKED), "refuses this user"),
    "the index is gone": (refusing(404, "index_not_found_exception", ASKED), "is not in OpenSearch any more"),
    "it is too much": (refusing(400, "too_many_nested_clauses", ASKED), "400 too_many_nested_clauses"),
    "the kind of error is no kind": (refusing(400, ASKED, ASKED), "400 unknown"),
    "the cluster is overloaded": (refusing(429, "rejected_execution_exception", ASKED), "overloaded"),
    "shards are missing": (refusing(503, "search_phase_execution_exception", ASKED), "overloaded, or parts"),
    "it leads elsewhere": (saying(b"", 302), "refuses a request (302"),
}
PASSING = [
    name for name, (_, told) in FAULTS.items() if "refuses" not in told and "400" not in told and "any more" not in told
]


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.search.opensearch.index.ASKING", Patience(1.2, 0.5, 2))
    monkeypatch.setattr("firsthand.search.opensearch.writer.ASKING", Patience(1.2, 0.5, 2))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A release's part of an index that is somewhere else."""
    row = EditionRow(0, "works/w/en", "W", {}, (), None, ("en",), 1)
    pointer.write(tmp_path, pointer.Pointer("library.x", "library", ("0",), 1))
    storage.write(tmp_path, pointer.ENGINE, Editions(1, (row,)), b"")
    return tmp_path


def named(address: str) -> str:
    return address.replace("://", f"://ana:{PASSWORD}@")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_a_sentence_in_time_without_what_was_asked(
    fault: str, index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    behaviour, told = FAULTS[fault]
    caplog.set_level(logging.DEBUG)
    with pretending(behaviour) as pretender:
        monkeypatch.setenv("FIRSTHAND_OPENSEARCH", named(pretender.address))
        with closing(open_engine(index)) as engine, pytest.raises(BrokenIndexError, match=r"\.$") as raised:
            engine.search(Query(ASKED))
    assert told in str(raised.value)
    seen = "".join(traceback.format_exception(raised.value)) + caplog.text
    frames = "".join(f"{line.name}{line.line}" for line in traceback.extract_tb(raised.value.__traceback__))
    assert "\n" not in str(raised.value)
    for secret in (*ASKED.split(), PASSWORD):
        assert secret not in seen.replace(frames, "")


def test_an_answer_says_more_than_the_silence_after_it(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    behaviours = chain([FAULTS["the cluster is overloaded"][0]], repeat(silent))

    def behave(connection: socket.socket, first: str, asked: bytes) -> None:
        next(behaviours)(connection, first, asked)

    with pretending(behave) as pretender:
        monkeypatch.setenv("FIRSTHAND_OPENSEARCH", named(pretender.address))
        with closing(open_engine(index)) as engine, pytest.raises(BrokenIndexError, match="overloaded"):
            engine.search(Query(ASKED))


def test_where_nobody_listens_that_is_said(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH", f"http://127.0.0.1:{free_port()} http://127.0.0.1:{free_port()}")
    with closing(open_engine(index)) as engine, pytest.raises(BrokenIndexError, match="can't be reached"):
        engine.search(Query(ASKED))


def test_a_library_opens_while_the_cluster_is_down(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH", f"http://127.0.0.1:{free_port()}")
    with closing(open_engine(index)) as engine:
        assert engine.passages() == 1


def test_an_index_elsewhere_needs_to_be_told_where(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTHAND_OPENSEARCH", raising=False)
    with pytest.raises(BrokenIndexError, match="Name its nodes in FIRSTHAND_OPENSEARCH"):
        open_engine(index)


def test_a_pointer_that_is_damaged_is_told_in_a_sentence(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH", "http://127.0.0.1:9")
    (index / pointer.POINTER).write_text('{"index": 3}')
    with pytest.raises(BrokenIndexError, match=r"opensearch\.json is missing or damaged"):
        open_engine(index)


def test_publishing_into_a_cluster_that_is_down_ends_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(BrokenIndexError, match="can't be reached"):
        open_builder(tmp_path / "index")


@pytest.fixture(scope="module")
def whole(library: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "index"
    builder = open_builder(path)
    builder.add(edition("works/naloxone/en", "Naloxone reverses an overdose.", "Where to find it."))
    builder.commit()
    return path


@pytest.mark.parametrize("fault", PASSING)
def test_where_one_node_fails_another_answers(
    fault: str, whole: Path, cluster: server.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.search.opensearch.index.ASKING", Patience(30.0, 0.3, 100))
    with pretending(FAULTS[fault][0]) as pretender:
        monkeypatch.setenv("FIRSTHAND_OPENSEARCH", f"{pretender.address} {cluster.nodes[0].address}")
        with closing(open_engine(whole)) as engine:
            while not pretender.asked:
                assert engine.search(Query("naloxone")).passages == 1
            assert engine.search(Query("overdose")).passages == 1


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
