"""The nodes of a cluster, asked one after another until one of them answers, and never longer than for a set time.

Whatever goes wrong becomes a BrokenIndexError that says in a sentence what has happened and what to do. It holds
nothing of what was asked and no password.
"""

import re
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from firsthand.search import BrokenIndexError
from firsthand.search.opensearch.configuration import NODES, Configuration, Node

Shape = TypeVar("Shape")

CONNECTIONS = 32
"""Kept open to each node; as many threads can ask at once without waiting."""
OUT_OF_USE = 5.0
"""Seconds for which a node that failed is asked last."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
"""Seconds to wait where all nodes have failed; each time twice as long."""
_BUSY = frozenset({429, 500, 502, 503, 504})
"""Answers that may be others in a moment, or from another node."""
_KIND = re.compile("[a-z_]{1,60}")


class Patience(NamedTuple):
    """How long a question may take."""

    seconds: float
    """As a whole, with all retries."""
    attempt: float
    """On one node, where there are others."""
    refusals: int
    """How often every node may refuse the connection before it is given up."""


ASKING = Patience(5.0, 2.5, 2)
"""A reader waits."""
BUILDING = Patience(180.0, 45.0, 100)
"""A release is being made: a node may fall and come back."""


class Cluster:
    """Safe to use from several threads."""

    def __init__(self, configuration: Configuration, patience: Patience) -> None:
        self._patience = patience
        self._transport = _transport(configuration.nodes)
        from opensearchpy import OpenSearchException

        self._faults = (OpenSearchException, msgspec.MsgspecError, UnicodeError)
        self._nodes = len(configuration.nodes)

    def ask(
        self, shape: type[Shape], method: str, path: str, body: Any = None, *,
        settings: Mapping[str, str] | None = None, patience: Patience | None = None, absent: Shape | None = None,
        faulty: Callable[[Shape], "Failure | None"] | None = None,
    ) -> Shape:  # fmt: skip
        """The answer to a request, read as `shape`; `absent` where OpenSearch says 404, if that is given.

        `body` becomes JSON, unless it is bytes: lines of JSON. `faulty` finds what has failed in a part of an answer.
        Raises BrokenIndexError.
        """
        data = body if body is None or isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {"content-type": "application/x-ndjson" if isinstance(body, bytes) else "application/json"}
        course = _Course(patience or self._patience, self._nodes)
        while True:
            try:
                answer = self._transport.perform_request(
                    method, path, params=dict(settings or {}), body=data, headers=headers, timeout=course.seconds()
                )
                decoded: Shape = _decoder(shape).decode(answer)  # type: ignore[arg-type]
                failure = faulty(decoded) if faulty else None
                if failure is None:
                    return decoded
            except self._faults as fault:
                if absent is not None and getattr(fault, "status_code", None) == 404:
                    return absent
                failure = explained(fault)
            course.failed(failure)

    def close(self) -> None:
        self._transport.close()


class _Course:
    """How far a question has come on its way from node to node."""

    def __init__(self, patience: Patience, nodes: int) -> None:
        self._patience, self._nodes = patience, nodes
        self._until = time.monotonic() + patience.seconds
        self._attempts = self._refused = 0
        self._answered = ""

    def seconds(self) -> float:
        """How long the next attempt may take."""
        longest = self._patience.attempt if self._nodes > 1 else self._patience.seconds
        return max(0.01, min(longest, self._until - time.monotonic()))

    def failed(self, failure: "Failure") -> None:
        """Raise BrokenIndexError where that was the last attempt; wait where all nodes have failed."""
        self._attempts += 1
        self._refused += failure.refused
        if not failure.late:
            self._answered = failure.sentence
        left = self._until - time.monotonic()
        if not failure.passing or left <= 0 or self._refused >= self._patience.refusals * self._nodes:
            # The last attempt has what time is left: that it came to nothing says less than an answer before it.
            raise BrokenIndexError(self._answered or failure.sentence)
        if self._attempts % self._nodes == 0:
            time.sleep(min(pause(self._attempts // self._nodes), left))


def pause(attempt: int) -> float:
    """Seconds to wait after so many attempts."""
    return float(min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE))


class Failure(NamedTuple):
    sentence: str
    passing: bool = False
    """Another node, or the same one later, may answer."""
    refused: bool = False
    late: bool = False


def explained(fault: Exception) -> Failure:
    """What a fault of the client means. One that is none of these is a mistake of ours and is raised again."""
    from opensearchpy import exceptions

    garbled = (msgspec.MsgspecError, exceptions.SerializationError, UnicodeError)
    if isinstance(fault, garbled) or any(isinstance(cause, UnicodeError) for cause in fault.args):
        return Failure(
            f"What answers at {NODES} is not OpenSearch, or is damaged: it can't be understood.", passing=True
        )
    if isinstance(fault, exceptions.SSLError):
        return Failure(f"OpenSearch has no certificate that can be trusted. Look at {NODES} and SSL_CERT_FILE.")
    if isinstance(fault, exceptions.ConnectionTimeout):
        return Failure("OpenSearch does not answer in time. Try again later.", passing=True, late=True)
    if isinstance(fault, exceptions.ConnectionError):
        return Failure(f"OpenSearch can't be reached. Start it, or correct {NODES}.", passing=True, refused=True)
    if isinstance(fault, exceptions.TransportError):
        return _refusal(fault)
    raise fault


GONE = Failure("The search index is not in OpenSearch any more. Publish the library again to make it anew.")
MISSING = Failure("OpenSearch is overloaded, or parts of it are missing. Look after its nodes, or wait.", passing=True)


def in_part(kind: str) -> Failure:
    """What it means that a part of an answer is an error of some kind."""
    return GONE if kind == "index_not_found_exception" else MISSING


def _refusal(fault: Any) -> Failure:
    status, kind = fault.status_code, _kind(fault)
    if status in (401, 403):
        return Failure(f"OpenSearch refuses this user. Correct the name and the password in {NODES}.")
    if status == 404:
        return GONE
    if status in _BUSY:
        return MISSING
    return Failure(
        f"OpenSearch refuses a request ({status} {kind}). Its version may be too old, or its settings too low."
    )


def _kind(fault: Any) -> str:
    """The kind of an error; its reason might hold what was asked."""
    kind = fault.error if isinstance(fault.error, str) else ""
    return kind if _KIND.fullmatch(kind) else "unknown"


@lru_cache(maxsize=64)
def _decoder(shape: Any) -> Any:
    return msgspec.json.Decoder(shape)


def _transport(nodes: tuple[Node, ...]) -> Any:
    try:
        from opensearchpy import Transport
        from opensearchpy.serializer import Serializer
    except ImportError as missing:
        told = "The engine of OpenSearch is not installed. Install it: pip install 'firsthand[opensearch]'."
        raise BrokenIndexError(told) from missing
    from firsthand.search.opensearch.connection import BoundedConnection

    class Untouched(Serializer):
        """Leaves JSON to us, who know its shape."""

        mimetype = "application/json"

        def loads(self, s: str) -> str:
            return s

        def dumps(self, data: Any) -> Any:
            return data

    return Transport(
        [_host(node) for node in nodes],
        connection_class=BoundedConnection,
        serializer=Untouched(),
        pool_maxsize=CONNECTIONS,
        max_retries=0,
        retry_on_timeout=True,
        retry_on_status=(502,),
        dead_timeout=OUT_OF_USE,
        timeout_cutoff=0,
    )


def _host(node: Node) -> dict[str, Any]:
    import ssl

    host: dict[str, Any] = {"host": node.host, "port": node.port, "url_prefix": node.path}
    if node.tls:
        host |= {"use_ssl": True, "ssl_context": ssl.create_default_context()}
    if node.user:
        host["http_auth"] = (node.user, node.password)
    return host
