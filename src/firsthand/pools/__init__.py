"""Where steps run that are done for many things alike: in processes of this machine, or on a cluster of Ray.

A step is a function of one item that knows nothing of where it runs. `open_pool` gives the place; all places behave
alike, so that what comes of it is the same.
"""

from firsthand.pools.protocol import Fallen, Pool, PoolError

__all__ = ["ENGINES", "Fallen", "Pool", "PoolError", "open_pool"]

ENGINES = ("local", "ray")


def open_pool(engine: str = "local", *, count: int | None = None, address: str | None = None) -> Pool:
    """A pool to be closed after use; a context manager.

    `count` is how many steps run at once on this machine; as many as there are processors where it is not given. Of
    Ray, `address` is where its cluster is: "auto" for one that this machine belongs to (taken where none is given),
    "ray://host:port" for one elsewhere, "local" for a Ray of our own on this machine.

    Raises PoolError where Ray is not installed or its cluster can't be reached.
    """
    if engine == "local":
        from firsthand.pools.local import LocalPool

        return LocalPool(count)
    from firsthand.pools.cluster import RayPool

    return RayPool(address, count)
