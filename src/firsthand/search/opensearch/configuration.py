"""Which cluster holds the indexes, as the environment says it.

    FIRSTHAND_OPENSEARCH            addresses of nodes between spaces: "https://name:password@search.example.org:9200"
    FIRSTHAND_OPENSEARCH_LIBRARY    the alias of the library's newest index, and the beginning of its indexes' names
    FIRSTHAND_OPENSEARCH_SHARDS     parts of a new index (1); more where one machine can't hold or search it
    FIRSTHAND_OPENSEARCH_REPLICAS   further copies of each part: a number, or "0-1" for one where there are nodes for it

Certificates are checked as everywhere in Python: SSL_CERT_FILE names those of an authority of one's own.
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from firsthand.search import BrokenIndexError

NODES = "FIRSTHAND_OPENSEARCH"
LIBRARY, SHARDS, REPLICAS = f"{NODES}_LIBRARY", f"{NODES}_SHARDS", f"{NODES}_REPLICAS"
PORT = 9200
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_REPLICAS = re.compile(r"\d{1,2}(-(\d{1,2}|all))?")
_MOST_SHARDS = 1_024


class Node(Struct, frozen=True):
    """Where one node is, and as whom it is asked. Is never printed with its password."""

    host: str
    port: int = PORT
    tls: bool = False
    path: str = ""
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Node({self.host!r}, {self.port})"


class Configuration(Struct, frozen=True):
    nodes: tuple[Node, ...]
    library: str = "firsthand"
    shards: int = 1
    replicas: str = "0-1"


def configured(environment: Mapping[str, str] = os.environ) -> Configuration | None:
    """The cluster that the environment names, if it does.

    Raises BrokenIndexError where a setting can't be understood; what was set is not in the message, since an address
    may hold a password.
    """
    addresses = environment.get(NODES, "").split()
    if not addresses:
        return None
    return Configuration(
        tuple(map(_node, addresses)),
        _kept(environment, LIBRARY, "firsthand", _NAME, "small letters, digits, - and _"),
        _shards(environment),
        _kept(environment, REPLICAS, "0-1", _REPLICAS, 'a number, or a range such as "0-1"'),
    )


def needed() -> Configuration:
    """The cluster, where an index is known to lie in one. Raises BrokenIndexError where none is named."""
    found = configured()
    if found is None:
        raise BrokenIndexError(f"The search index of this library is in OpenSearch. Name its nodes in {NODES}.")
    return found


def _node(address: str) -> Node:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BrokenIndexError(_misread(NODES, "addresses such as http://127.0.0.1:9200")) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BrokenIndexError(_misread(NODES, "addresses such as http://127.0.0.1:9200"))
    return Node(
        parts.hostname,
        port or PORT,
        parts.scheme == "https",
        parts.path.strip("/"),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _shards(environment: Mapping[str, str]) -> int:
    written = environment.get(SHARDS, "1")
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:6]) <= _MOST_SHARDS:
        raise BrokenIndexError(_misread(SHARDS, f"a number from 1 to {_MOST_SHARDS}"))
    return int(written)


def _kept(environment: Mapping[str, str], setting: str, default: str, form: re.Pattern[str], told: str) -> str:
    written = environment.get(setting, default)
    if form.fullmatch(written) is None:
        raise BrokenIndexError(_misread(setting, told))
    return written


def _misread(setting: str, told: str) -> str:
    return f"{setting} can't be understood: it takes {told}."
