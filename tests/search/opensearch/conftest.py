"""A real cluster of three nodes, started once for all tests that need it, and libraries of their own in it."""

from collections.abc import Iterator
from itertools import count

import pytest
from tests.opensearch import server

_libraries = count()


@pytest.fixture(scope="session")
def cluster() -> Iterator[server.Cluster]:
    try:
        server.check()
    except server.AbsentError as absent:
        pytest.skip(str(absent))
    with server.cluster(3) as three:
        yield three


@pytest.fixture(scope="module")
def library(cluster: server.Cluster) -> Iterator[str]:
    """The environment names the cluster, and a library that no other tests have indexes of."""
    name = f"library-{next(_libraries)}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_OPENSEARCH", cluster.addresses)
        patch.setenv("FIRSTHAND_OPENSEARCH_LIBRARY", name)
        patch.setenv("FIRSTHAND_OPENSEARCH_SHARDS", "2")
        yield name
