"""A real cluster of Ray, where Ray is installed."""

from collections.abc import Iterator

import pytest
from tests.pools.machines import QUIET, Machines, machines

from firsthand.pools.cluster import RayPool


@pytest.fixture(scope="module")
def cluster() -> Iterator[Machines]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        pytest.importorskip("ray", reason="ray is not installed")
        # Another test may have imported it already, which is when it looks at its environment.
        patch.setattr("ray._private.ray_constants.ENABLE_RAY_CLUSTER", False)
        with machines() as cluster:
            yield cluster


@pytest.fixture(scope="module")
def pool(cluster: Machines) -> Iterator[RayPool]:
    with RayPool(cluster.address) as pool:
        yield pool
