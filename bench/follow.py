"""Following: bytes on the wire beside the bytes that one changed work changes, and the speed of a first copy.

Bytes are counted by a relay between follower and server, so that the headers of HTTP and what is asked count too; the
speed of a first copy is taken without it. The limit is 1.1 times the changed bytes, among which is the manifest. nginx,
which holds the same directory, takes the front's place where it is installed. FIRSTHAND_BENCH_WORKS sets the size of
the library (300 works of 100 passages).
"""

import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
from bench.real_text import entries

from firsthand.catalogue.records import Collection, Edition, File, Library, Text, Work
from firsthand.documents.model import Document, Paragraph, Run, Section
from firsthand.release import build, current
from firsthand.release.following import Followed, follow
from firsthand.release.manifest import read_inventory

WORKS = int(os.environ.get("FIRSTHAND_BENCH_WORKS", "300"))
LIMIT = 1.1
TURNS, ROUNDS = 3, 3
PASSAGES_OF_A_WORK = 100
SIZE = 200_000
"""Bytes of the file of each work."""


class Texts:
    """Works of real sentences with a file each, of which one can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = [entry.text for entry in entries(20_000) if entry.language == "en"]
        self.digests: dict[str, str] = {}
        self.turn = dict.fromkeys(range(WORKS), 0)

    @property
    def collection(self) -> Collection:
        return Collection(Library((Text("en", "Bench"),)), tuple(self._work(number) for number in self.turn))

    def _work(self, number: int) -> Work:
        name = f"{number:04}{self.turn[number]:060}"
        file = File(self._file(name), SIZE, "application/pdf", f"work-{number}.pdf")
        return Work(f"work-{number}", "report", (Edition("en", f"Work {number}", text=name, files=(file,)),))

    def _file(self, name: str) -> str:
        """The SHA-256 of a work's file, which is made if need be."""
        if name not in self.digests:
            data = random.Random(name).randbytes(SIZE)
            digest = self.digests[name] = hashlib.sha256(data).hexdigest()
            (self.folder / digest).write_bytes(data)
        return self.digests[name]

    def document(self, fingerprint: str) -> Document:
        chance = random.Random(int(fingerprint[:4]))
        texts = [" ".join(chance.sample(self.pool, 3)) for _ in range(PASSAGES_OF_A_WORK)]
        if turn := int(fingerprint[4:]):
            texts[3] += f" Corrected {turn} times."
        blocks = tuple(Paragraph((Run(text),)) for text in texts)
        parts = (Section((Run(f"Part {n}"),), 1, None, blocks[n * 10 : n * 10 + 10]) for n in range(10))
        return Document("text/plain", tuple(parts), language="en")

    def file(self, sha256: str) -> Path:
        return self.folder / sha256


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as name, ExitStack() as ends:
        folder = Path(name)
        (folder / "files").mkdir()
        source, library = Texts(folder / "files"), folder / "library"
        build(source, library)
        origins = {"front": ends.enter_context(_front(library, folder))}
        if shutil.which("nginx"):
            origins["nginx"] = ends.enter_context(_nginx(library, folder))
        relays = {origin: ends.enter_context(_relay(port)) for origin, port in origins.items()}
        total = sum(entry.size for entry in read_inventory(current(library)).files.values())
        print(f"{WORKS:,} works, {total / 1e6:.1f} MB\n")
        for origin, port in [*origins.items()] * ROUNDS:
            shutil.rmtree(folder / origin, ignore_errors=True)
            seconds, done = _timed(port, folder / origin)
            speed, share = total / 1e6 / seconds, done.wire / total
            print(f"  first copy from {origin:6} {speed:7.0f} MB/s, {share:.3f} of its bytes")
        for turn in range(1, TURNS + 1):
            _change(source, library, folder, relays, turn)


def _change(source: Texts, library: Path, folder: Path, relays: "dict[str, Relay]", turn: int) -> None:
    before = {entry.sha256 for entry in read_inventory(current(library)).files.values()}
    source.turn[turn * 7 % WORKS] = turn
    build(source, library)
    after = {entry.sha256: (place, entry.size) for place, entry in read_inventory(current(library)).files.items()}
    new = {sha256: each for sha256, each in after.items() if sha256 not in before}
    new["manifest"] = ("manifest.json", (current(library) / "manifest.json").stat().st_size)
    changed = sum(size for _, size in new.values())
    _take_over(relays["front"].goal, current(library).name)
    print(f"\n  one work changed: {len(new)} files, {changed:,} bytes")
    for origin, relay in relays.items():
        relay.count = 0
        seconds, done = _timed(relay.port, folder / origin)
        ratio = relay.count / changed
        print(
            f"    from {origin:6} {relay.count:12,} bytes on the wire, {ratio:.3f} of the changed (limit {LIMIT}), "
            f"{seconds:.2f} s, {done.fetched} files"
        )
        relay.count = 0
        _timed(relay.port, folder / origin)
        print(f"    nothing new {relay.count:12,} bytes")
    if turn == TURNS:
        parts: dict[str, int] = {}
        for place, size in new.values():
            parts[place.split("/")[0]] = parts.get(place.split("/")[0], 0) + size
        print("    what changed:", ", ".join(f"{part} {size:,}" for part, size in parts.items()))


def _timed(port: int, copy: Path) -> tuple[float, Followed]:
    began = time.perf_counter()
    done = follow(f"http://127.0.0.1:{port}", copy)
    return time.perf_counter() - began, done


def _take_over(port: int, name: str) -> None:
    """Ask the front until it serves the newest release; it looks for one when it is asked."""
    for _ in range(100):
        if name.removeprefix("release-") in httpx.get(f"http://127.0.0.1:{port}/release/current.json").text:
            return
        time.sleep(0.1)


class Relay:
    """Passes bytes on in both directions, and counts them."""

    def __init__(self, goal: int) -> None:
        self.goal = goal
        self.count = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.goal))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(1 << 18):
                self.count += len(data)
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)


@contextmanager
def _relay(goal: int) -> Iterator[Relay]:
    relay = Relay(goal)
    try:
        yield relay
    finally:
        relay.listener.close()


@contextmanager
def _front(library: Path, folder: Path) -> Iterator[int]:
    port = _free()
    command = [
        sys.executable,
        "-c",
        "from firsthand.cli import main; main()",
        "serve",
        str(library),
        "--port",
        str(port),
    ]
    with _running(command, port, folder):
        yield port


@contextmanager
def _nginx(library: Path, folder: Path) -> Iterator[int]:
    port = _free()
    place = folder / "nginx"
    place.mkdir()
    conf = (
        f"daemon off; pid {place}/pid; error_log {place}/error.log; events {{}} http {{ access_log off; "
        f"client_body_temp_path {place}; proxy_temp_path {place}; fastcgi_temp_path {place}; uwsgi_temp_path {place}; "
        f"scgi_temp_path {place}; sendfile on; keepalive_requests 100000; "
        f"server {{ listen 127.0.0.1:{port}; root {library}; }} }}"
    )
    (place / "nginx.conf").write_text(("user root; " if os.getuid() == 0 else "") + conf)
    with _running(["nginx", "-p", str(place), "-c", str(place / "nginx.conf")], port, folder):
        yield port


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / f"{port}.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
