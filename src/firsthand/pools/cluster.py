"""Steps on a cluster of Ray (https://www.ray.io): other machines, or other processes of this one.

Items travel through Ray's object store, so that no machine needs to see the files of another. Trying again is left to
`flow` and not to Ray, which would try without end where a machine runs out of memory.
"""

import os
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from firsthand.pools.flow import Flow
from firsthand.pools.protocol import DiedError, Fallen, Item, PoolError, Result
from firsthand.pools.steps import VersionError, pack, perform

if TYPE_CHECKING:
    from ray import ObjectRef

LOCAL, AUTO = "local", "auto"

PATIENCE = 300.0
"""Seconds that a cluster may have no processor at all; one that grows as it is needed takes minutes for its first."""
_LOOK = 2.0
"""Seconds after which we look again how large the cluster is."""
_KNOCK = 5.0
"""Seconds for the machine at an address to answer."""

_MISSING = re.compile(r"No module named '([^']+)'")

WITHOUT = "or leave “--engine ray” out to publish on this machine alone."


class RayPool:
    """A cluster of Ray, entered when this is made, and left by `close`."""

    def __init__(self, address: str | None = None, count: int | None = None) -> None:
        """Raises PoolError where Ray is not installed or there is no cluster at the address.

        `count` is how many steps run at once in a Ray of our own, which address "local" is for.
        """
        address = address or os.environ.get("RAY_ADDRESS") or AUTO
        ray = _load(address)
        self._ours = not ray.is_initialized()
        if self._ours:
            _connect(ray, address, count)
        self.patience = PATIENCE
        self._ray = ray
        self._breadth, self._looked = 0, 0.0
        self._abandoned: list[ObjectRef[Any]] = []

    @property
    def breadth(self) -> int:
        """The processors of the cluster, some of which may be busy for others."""
        if time.monotonic() - self._looked > _LOOK:
            self._breadth = int(self._ray.cluster_resources().get("CPU", 0))
            self._looked = time.monotonic()
        return self._breadth

    @property
    def ready(self) -> bool:
        return True

    def map(
        self,
        step: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] | None = None,
        ordered: bool = True,
    ) -> Iterator[tuple[int, Result | Fallen]]:
        self._cancel()
        return Flow(_Lanes(self, self._ray, step), items, weigh, ordered=ordered).results()

    def abandon(self, runs: "list[ObjectRef[Any]]") -> None:
        """Give up runs. They are ended when there is something else to do, or all together when the pool is left."""
        # Not at once: mostly the pool is left next, and Ray may break off over a run that ends while it is cancelled.
        self._abandoned += runs

    def _cancel(self) -> None:
        for run in self._abandoned:
            with suppress(Exception):
                self._ray.cancel(run, force=True)
        self._abandoned.clear()

    def close(self) -> None:
        """Leave the cluster, and end it where it is our own. What still runs for us ends with that."""
        if self._ours:
            self._ray.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class _Lanes:
    """One step on a cluster."""

    def __init__(self, pool: RayPool, ray: Any, step: Callable[[Any], Any]) -> None:
        self._pool, self._ray = pool, ray
        self._packed = ray.put(pack(step))
        self._perform = ray.remote(max_retries=0, num_cpus=1)(perform)

    def room(self) -> int:
        return 2 * self._pool.breadth + 2

    def hand(self, item: Any) -> "ObjectRef[Any]":
        try:
            return self._ray.put(item)  # type: ignore[no-any-return]
        except self._ray.exceptions.RayError as error:
            raise PoolError(f"Ray has no room for what it is to work on ({_brief(error)}); {WITHOUT}") from error

    def start(self, handed: "ObjectRef[Any]", attempt: int, /) -> "ObjectRef[Any]":
        # On another machine, if there is one: where one process has died, the next may die for the same reason.
        strategy = "DEFAULT" if attempt == 1 else "SPREAD"
        return self._perform.options(scheduling_strategy=strategy).remote(self._packed, handed)  # type: ignore[no-any-return]

    def wait(self, runs: list["ObjectRef[Any]"]) -> list["ObjectRef[Any]"]:
        alone_since: float | None = None
        while True:
            ended, others = self._ray.wait(runs, timeout=_LOOK)
            if ended:
                return [*ended, *(self._ray.wait(others, num_returns=len(others), timeout=0)[0] if others else ())]
            alone_since = None if self._pool.breadth else alone_since or time.monotonic()
            if alone_since is not None and time.monotonic() - alone_since > self._pool.patience:
                span = f"{self._pool.patience:,.0f} seconds"
                raise PoolError(f"The Ray cluster has had no processor for {span}. Start its workers again, {WITHOUT}")

    def take(self, run: "ObjectRef[Any]") -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(run)
        except errors.RayTaskError as error:
            raise _own(error.cause) from error
        except (errors.RuntimeEnvSetupError, errors.TaskUnschedulableError) as error:
            raise PoolError(f"Ray could not begin to work: {_brief(error)}") from error
        except errors.RayError as error:  # its process, its machine or its result is gone
            raise DiedError(_brief(error)) from error

    def stop(self, runs: list["ObjectRef[Any]"]) -> None:
        self._pool.abandon(runs)


def _own(cause: BaseException | None) -> BaseException:
    """What a step raised, or what it means that it could not even begin."""
    if isinstance(cause, VersionError):
        return PoolError(f"A worker of Ray has Firsthand {cause} as here. Install the same version everywhere.")
    if missing := _MISSING.search(str(cause)):
        return PoolError(
            f"A worker of Ray lacks “{missing[1]}”. On each of its machines: pip install 'firsthand[library,ray]'"
        )
    return cause or PoolError("Ray gave an answer that makes no sense.")


def _load(address: str) -> Any:
    # All before it is imported. It would tell its makers that it is used here,
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # advise us, at length, on processors of graphics cards, and tell of errors that we tell ourselves,
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_IGNORE_UNHANDLED_ERRORS", "1")
    # and open the ports of a Ray of our own to the network.
    if address == LOCAL:
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    try:
        import ray
    except ModuleNotFoundError as error:
        raise PoolError(
            f"“{error.name}” is not installed. Install it: pip install 'firsthand[ray]', {WITHOUT}"
        ) from error
    return ray


def _connect(ray: Any, address: str, count: int | None) -> None:
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error", "configure_logging": True}
    if address == LOCAL:
        quiet |= {"num_cpus": count, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    elif known := _noted(ray) if address == AUTO else address:
        _knock(known, address)
    try:
        ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError, ImportError, OSError) as error:
        raise PoolError(_unreachable(address, _brief(error))) from error
    _hush()


def _hush() -> None:
    """Ray prints to the terminal what befalls a worker. We tell it ourselves, where it matters."""
    from ray._private import worker

    if hasattr(worker, "print_to_stdstream"):
        worker.print_to_stdstream = lambda *_, **__: None


def _noted(ray: Any) -> str | None:
    """The address that Ray has noted on this machine: also that of a cluster that has died since."""
    with suppress(AttributeError, OSError):  # where another version keeps it otherwise, Ray finds out by itself
        return ray._private.utils.read_ray_address()  # type: ignore[no-any-return]
    return None


def _knock(address: str, named: str) -> None:
    """Where nobody answers, Ray itself would try for minutes and then end this whole process."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        raise PoolError(f"“{address}” is no address of Ray. Write “ray://host:10001”, “host:6379”, “auto” or “local”.")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _KNOCK).close()
    except (OSError, OverflowError) as error:
        raise PoolError(_unreachable(named, str(error))) from error


def _unreachable(address: str, why: str) -> str:
    if address == LOCAL:
        return f"Ray could not be started on this machine ({why}). Look at its logs, {WITHOUT}"
    if address == AUTO:
        return (
            "This machine belongs to no Ray cluster. Start one with “ray start --head”, name one with --ray-address, "
            f"{WITHOUT}"
        )
    return f"No Ray cluster answers at {address} ({why}). Check the address and that it runs, {WITHOUT}"


def _brief(error: BaseException) -> str:
    """The first line of what is said at length."""
    return next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)
