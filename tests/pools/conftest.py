"""A real cluster of Ray, where Ray is installed."""

from collections.abc import Iterator

import pytest
from tests.pools.machines import QUIET, Machines, machines

from firsthand.pools.cluster import RayPool


@pytest.fixture(scope="module")
def cluster() -> Iterator[Machines]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():  # Ray looks at them when it is imported
            patch.setenv(name, value)
        pytest.importorskip("ray", reason="ray is not installed")
        with machines() as cluster:
            yield cluster


@pytest.fixture(scope="module")
def pool(cluster: Machines) -> Iterator[RayPool]:
    with RayPool(cluster.address) as pool:
        yield pool
