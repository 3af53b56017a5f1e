"""The real server itself: it starts from the artifacts, and is gone when whoever started it is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.opensearch import server

ROOT = Path(__file__).resolve().parents[2]
STARTED = """
import time
from tests.opensearch.server import cluster
with cluster(1) as one:
    print(one.nodes[0].process.pid, one.nodes[0].folder.parent, flush=True)
    time.sleep(60)
"""


def test_a_node_dies_with_the_run_that_started_it_even_a_killed_one() -> None:
    try:
        server.check()
    except server.AbsentError as absent:
        pytest.skip(str(absent))
    run = subprocess.Popen([sys.executable, "-c", STARTED], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    with run.stdout:
        pid, place = run.stdout.readline().split()
    try:
        assert exists(int(pid))
        run.kill()
        run.wait()
        deadline = time.monotonic() + 30
        while exists(int(pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not exists(int(pid))
    finally:
        server.clear(Path(place))


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
