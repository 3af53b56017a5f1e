"""Steps run on a real cluster of Ray, whose processes and machines may end at any time."""

import json
import re
import subprocess
import sys
import threading
import time
import types
from pathlib import Path

import pytest
from tests.pools.machines import ROOT, Machines
from tests.pools.tasks import (
    die_at_three,
    die_once,
    double,
    hang_once,
    length,
    refuse_seven,
    sleep_long,
)

from firsthand.pools import Fallen, PoolError, open_pool
from firsthand.pools.cluster import RayPool
from firsthand.pools.protocol import ATTEMPTS

pytestmark = pytest.mark.slow


def test_results_come_in_order_from_all_its_machines(pool: RayPool) -> None:
    assert pool.breadth
    assert list(pool.map(double, range(200))) == [(number, 2 * number) for number in range(200)]


def test_large_items_are_sent_a_few_at_a_time(pool: RayPool) -> None:
    # Forty of them are several times what the cluster can hold at once.
    items = (bytes(20_000_000) for _ in range(40))
    assert [size for _, size in pool.map(length, items, weigh=len)] == [20_000_000] * 40


def test_an_item_that_always_ends_its_process_falls_and_the_others_do_not(pool: RayPool) -> None:
    results = dict(pool.map(die_at_three, range(12), ordered=False))
    assert results == {number: Fallen(ATTEMPTS) if number == 3 else number for number in range(12)}


def test_an_item_is_tried_again_where_its_process_died(pool: RayPool, tmp_path: Path) -> None:
    names = [f"item-{number}" for number in range(3)]
    assert [result for _, result in pool.map(die_once, [str(tmp_path / name) for name in names])] == names


def test_what_a_machine_was_doing_when_it_ended_is_done_by_another(
    cluster: Machines, pool: RayPool, tmp_path: Path
) -> None:
    mark = tmp_path / "begun"

    def kill() -> None:
        while not mark.exists():
            time.sleep(0.05)
        cluster.kill(int(mark.read_text()))

    killer = threading.Thread(target=kill)
    killer.start()
    ((number, machine),) = pool.map(hang_once, [str(mark)])
    killer.join()
    assert number == 0
    assert machine != int(mark.read_text())
    cluster.add()


def test_what_a_step_raises_is_raised_here_and_the_pool_goes_on(pool: RayPool) -> None:
    with pytest.raises(LookupError, match="Seven is not there"):
        list(pool.map(refuse_seven, range(30)))
    assert len(list(pool.map(refuse_seven, range(5)))) == 5


def test_what_runs_is_ended_when_nobody_waits_for_it_any_more(pool: RayPool) -> None:
    def items() -> list[int]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(pool.map(sleep_long, (each for part in ([1, 2], None) for each in part or items())))
    assert list(pool.map(double, [4])) == [(0, 8)]


def test_a_worker_that_lacks_the_step_is_told(pool: RayPool, monkeypatch: pytest.MonkeyPatch) -> None:
    ghost = types.ModuleType("ghost")
    exec("def step(item): return item", ghost.__dict__)
    monkeypatch.setitem(sys.modules, "ghost", ghost)
    with pytest.raises(PoolError, match=r"lacks “ghost”.*pip install 'firsthand\[library,ray\]'"):
        list(pool.map(ghost.step, [1]))


def test_a_worker_of_another_version_is_told(pool: RayPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.pools.steps.__version__", "0.0.1")
    with pytest.raises(PoolError, match=r"and not 0\.0\.1 as here\. Install the same version"):
        list(pool.map(double, [1]))


def test_a_cluster_without_processors_is_not_waited_for_forever(pool: RayPool, monkeypatch: pytest.MonkeyPatch) -> None:
    # Ray itself takes long to notice, so it is not made to lose all its workers here.
    monkeypatch.setattr(RayPool, "breadth", 0)
    monkeypatch.setattr(pool, "patience", 1.0)
    monkeypatch.setattr("firsthand.pools.cluster._LOOK", 0.2)
    with pytest.raises(PoolError, match="no processor for 1 seconds"):
        list(pool.map(sleep_long, range(3)))
    monkeypatch.undo()
    # What was begun is ended with this, or it would keep both processors from whoever comes by the door.
    assert list(pool.map(double, [4])) == [(0, 8)]


FROM_OUTSIDE = """
import json, sys
from firsthand.pools import open_pool
from tests.pools.tasks import die_at_three
with open_pool("ray", address=sys.argv[1]) as pool:
    json.dump([str(result) for _, result in pool.map(die_at_three, range(9))], sys.stdout)
"""


def test_who_is_not_of_the_cluster_comes_in_by_its_door(cluster: Machines) -> None:
    pytest.importorskip("grpc", reason="Ray is installed without its client")
    program = [sys.executable, "-c", FROM_OUTSIDE, cluster.door]
    for _ in range(3):
        ended = subprocess.run(program, capture_output=True, text=True, timeout=100, cwd=ROOT)
        # The door starts a server for each who comes, and gives up where a busy machine is slow about it.
        if "Starting Ray client server failed" not in ended.stderr:
            break
    assert ended.stderr == ""
    expected = [str(number) for number in range(9)]
    expected[3] = "Fallen(attempts=3)"
    assert json.loads(ended.stdout) == expected


OWN = """
import json, os, pathlib, sys
from firsthand.pools import open_pool
from tests.pools.tasks import environment
with open_pool("ray", address="local", count=1) as pool:
    ((_, counted),) = pool.map(environment, ["RAY_USAGE_STATS_ENABLED"])
    listening = []
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path("/proc/net", table).read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A":
                listening.append((columns[1].rpartition(":")[0], f"socket:[{columns[9]}]"))
    sockets = set()
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == os.getpgid(0) or b"ray" in (process / "cmdline").read_bytes():
                sockets |= {os.readlink(each) for each in (process / "fd").iterdir()}
        except OSError:
            continue
    ours = sorted({place for place, inode in listening if inode in sockets})
json.dump([counted, ours], sys.stdout)
"""
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_ray_of_our_own_keeps_to_this_machine_and_is_counted_by_nobody() -> None:
    pytest.importorskip("ray", reason="ray is not installed")
    ended = subprocess.run([sys.executable, "-c", OWN], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    counted, listening = json.loads(ended.stdout)
    assert counted == "0"
    assert listening
    assert set(listening) <= LOOPBACK


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ray://127.0.0.1:1", r"No Ray cluster answers at ray://127\.0\.0\.1:1 .*or leave “--engine ray” out"),
        ("127.0.0.1:1", "No Ray cluster answers"),
        ("nonsense", "“nonsense” is no address of Ray"),
    ],
)
def test_an_address_without_a_cluster_is_told(address: str, says: str) -> None:
    script = "import sys; from firsthand.pools import open_pool; open_pool('ray', address=sys.argv[1])"
    ended = subprocess.run([sys.executable, "-c", script, address], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "PoolError: " in ended.stderr
    assert re.search(says, ended.stderr)


def test_without_ray_it_is_said_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(PoolError, match=r"“ray” is not installed.*pip install 'firsthand\[ray\]'"):
        open_pool("ray")
