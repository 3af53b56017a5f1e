"""A library published on a cluster of Ray is the same, byte for byte, as one published here."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.pools.machines import QUIET, ROOT, Machines, machines
from tests.programs import started

from firsthand.release import current
from firsthand.release.manifest import read_inventory

ON_RAY = pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed")
PROGRAM = "from firsthand.cli import main; main()"
SEGMENT = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""tantivy gives each part of an index a random name."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demonstration, and two works that can't be read."""
    folder = tmp_path / "folder"
    shutil.copytree(ROOT / "demo" / "works", folder / "works")
    for name in ("library.toml", "parties.toml", "themes.toml"):
        shutil.copy(ROOT / "demo" / name, folder)
    for name, data in {"damaged": b"%PDF-1.7\nand nothing more", "mislabelled": b"PK and nothing more"}.items():
        (folder / "works" / name).mkdir()
        (folder / "works" / name / f"{name}.en.pdf").write_bytes(data)
    return folder


def command(folder: Path, name: str, *arguments: str) -> list[str]:
    library, cache = folder.parent / name, folder.parent / f"cache-{name}"
    start = [sys.executable, "-c", PROGRAM, "publish", str(folder), "-o", str(library), "--cache", str(cache)]
    return [*start, "--lenient", *arguments]


def publish(folder: Path, name: str, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        command(folder, name, *arguments), env=os.environ | QUIET, capture_output=True, text=True, timeout=120
    )
    return done.returncode, told(done.stdout, name), told(done.stderr, name)


def told(output: str, name: str) -> str:
    """What was said, apart from the time and the name of the library."""
    return re.sub(r"Time +[\d.]+ s *\n", "", output).replace(f"/{name}", "/library")


def substance(library: Path) -> list[tuple[str, object]]:
    """All files of a release but the manifest itself, the index without the names that it makes up."""
    found: list[tuple[str, object]] = []
    for place, entry in read_inventory(current(library)).files.items():
        made_up = place.startswith("search/") and place.endswith(".json")
        content = nameless((current(library) / place).read_bytes()) if made_up else entry.sha256
        if place == "catalogue.sqlite":
            content = timeless(current(library) / place)
        found.append((SEGMENT.sub(b"*", place.encode()).decode() if place.startswith("search/") else place, content))
    return sorted(found, key=repr)


def nameless(told: bytes) -> object:
    """JSON about the parts of an index, without their names and the order that these had."""
    found = json.loads(SEGMENT.sub(b"*", told))
    return sorted(found) if isinstance(found, list) else found


def timeless(catalogue: Path) -> str:
    """What a catalogue says, but for the moment of its release, which its history names."""
    with closing(sqlite3.connect(f"{catalogue.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "*", "\n".join(database.iterdump()))


def wait_for_documents(cache: Path, count: int, publishing: "subprocess.Popen[str]") -> None:
    while len(list(cache.glob("documents/*/*"))) < count and publishing.poll() is None:
        time.sleep(0.02)


def publish_while_a_worker_dies(folder: Path, name: str, cluster: Machines) -> tuple[int, str, str]:
    arguments = command(folder, name, "--engine", "ray", "--ray-address", cluster.address)
    with started(arguments, env=os.environ | QUIET) as publishing:
        wait_for_documents(folder.parent / f"cache-{name}", 8, publishing)
        assert publishing.poll() is None
        cluster.kill()
        stdout, stderr = publishing.communicate(timeout=120)
        return publishing.returncode, told(stdout, name), told(stderr, name)


@pytest.mark.slow
@ON_RAY
def test_a_library_published_while_a_worker_dies_is_the_same_as_one_published_here(folder: Path) -> None:
    here = publish(folder, "here")
    with machines() as cluster:
        there = publish_while_a_worker_dies(folder, "there", cluster)
    assert here[0] == 0, here
    assert "works/damaged/damaged.en.pdf" in here[2]
    assert there == here
    assert substance(folder.parent / "there") == substance(folder.parent / "here")


@pytest.mark.slow
@ON_RAY
def test_who_stops_it_on_ray_reads_what_became_of_it_and_leaves_nothing_running(folder: Path) -> None:
    arguments = command(folder, "there", "--engine", "ray", "--ray-address", "local", "--jobs", "1")
    with started(arguments, env=os.environ | QUIET) as publishing:
        wait_for_documents(folder.parent / "cache-there", 1, publishing)
        assert publishing.poll() is None, publishing.communicate()
        rays = descendants(publishing.pid)
        assert any("raylet" in name for name in rays.values())
        os.killpg(publishing.pid, signal.SIGINT)  # as a terminal does
        stdout, stderr = publishing.communicate(timeout=60)
    assert stderr == (
        "\nStopped. What was in service before still is; files that were read are not read again next time.\n"
    )
    assert (publishing.returncode, stdout) == (130, "")
    for _ in range(600):
        left = [name for pid, name in rays.items() if Path(f"/proc/{pid}").exists()]
        if not left:
            break
        time.sleep(0.1)
    assert not left


def descendants(parent: int) -> dict[int, str]:
    """The processes that a process started, and those that they started, with their command lines."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    found: dict[int, str] = {}
    waiting = [parent]
    while waiting:
        above = waiting.pop()
        for pid, ppid, name in rows:
            if int(ppid) == above:
                found[int(pid)] = name
                waiting.append(int(pid))
    return found


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(
            ("--engine", "ray", "--ray-address", "127.0.0.1:1"), "No Ray cluster answers at 127.0.0.1:1", marks=ON_RAY
        ),
        (("--ray-address", "auto"), "--ray-address goes with --engine ray"),
    ],
)
def test_what_can_not_be_reached_is_told_and_nothing_is_published(
    folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    status, _, stderr = publish(folder, "there", *arguments)
    assert status
    assert says in stderr
    assert "Traceback" not in stderr
    assert not (folder.parent / "there").exists()
