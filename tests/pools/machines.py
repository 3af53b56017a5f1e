"""A cluster of Ray on this machine alone, for tests: two workers of one processor each, which can be killed.

Run as a program, it holds the cluster until its input ends, and does what it is told there: "add" a worker, or "kill"
one, or the one with a certain process.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUIET = {"PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray tells nobody of its use, and opens no port but on 127.0.0.1."""


HEALTH = {
    "health_check_initial_delay_ms": 500,
    "health_check_period_ms": 500,
    "health_check_failure_threshold": 3,
}
"""A machine that is gone is noticed within two seconds and not within twenty; one that is slow has as long as ever."""


class Machines:
    """The cluster, seen from a test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        heard = self._hear()
        self.address: str = heard["address"]
        self.door = f"ray://127.0.0.1:{heard['port']}"
        """The address for those who are not of the cluster."""

    def kill(self, process: int = 0) -> None:
        """End one worker with all its processes, at once: the one that has this process, if one is given."""
        self._tell(f"kill {process}")

    def add(self) -> None:
        self._tell("add")

    def _tell(self, order: str) -> dict[str, Any]:
        assert self._process.stdin
        print(order, file=self._process.stdin, flush=True)
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the cluster has ended"
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextmanager
def machines() -> Iterator[Machines]:
    # A folder of its own, and a short one, for its sockets: another Ray on this machine would be taken for this one.
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        yield from _running(folder)


def _running(folder: str) -> Iterator[Machines]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.pools.machines"],
        cwd=ROOT,
        env=os.environ | QUIET | {"RAY_TMPDIR": folder},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield Machines(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(60)


def processes(worker: Any) -> list[int]:
    return [each.process.pid for some in worker.all_processes.values() for each in some]


def main() -> None:
    from ray.cluster_utils import Cluster

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    head = {"num_cpus": 0, "include_dashboard": False, "ray_client_server_port": port, "_system_config": HEALTH}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    workers = [cluster.add_node(num_cpus=1) for _ in range(2)]
    print(json.dumps({"address": cluster.address, "port": port}), flush=True)
    for order, *process in map(str.split, sys.stdin):
        if order == "add":
            workers.append(cluster.add_node(num_cpus=1))
        else:
            workers.sort(key=lambda worker: int(process[0]) in processes(worker))
            cluster.remove_node(workers.pop(), allow_graceful=False)
        print(json.dumps({"workers": len(workers)}), flush=True)
    cluster.shutdown()


if __name__ == "__main__":
    main()
