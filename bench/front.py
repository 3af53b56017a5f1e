"""A reading page, warm, beside nginx serving the same bytes as a file; its first rendering; and the memory that takes.

Both servers have one worker and are asked in turn over loopback, by wrk where it is installed, else by a small client.
"""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote

from bench.real_text import entries

from firsthand.catalogue.records import Collection, Edition, Library, Text, Work
from firsthand.documents.model import Block, Document, Footnote, Locator, Paragraph, Run, Section
from firsthand.front.application import Front, open_front
from firsthand.release import build

TARGET = 0.2
"""Of nginx's requests per second."""
CPU_TARGET = 10.0
"""Milliseconds for the first rendering of a page."""
MEMORY_TARGET = 256.0
"""Megabytes resident."""

PASSAGES = int(os.environ.get("FIRSTHAND_BENCH_PASSAGES", "200000"))
"""Of the whole library, nearly: as many paragraphs of real text as the machine has, up to so many."""
PASSAGES_OF_A_WORK = 120
NOTED = 6
"""Every so many paragraphs one has a note."""
LEAVES = 300
"""Rendered for the first time."""
SEARCHES = 200
"""Asked before the memory is looked at."""
ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
PAGE = "/en/works/work-3/en/2"


class Texts:
    """Works of real paragraphs with headings, notes and pages, as a Source."""

    def __init__(self) -> None:
        real = [(entry.language, entry.text) for entry in entries(PASSAGES)]
        shares: list[tuple[str, list[str]]] = []
        for language, pairs in groupby(sorted(real, key=lambda pair: pair[0] != "en"), key=lambda pair: pair[0]):
            texts = [text for _, text in pairs]
            shares += [
                (language, texts[first : first + PASSAGES_OF_A_WORK])
                for first in range(0, len(texts), PASSAGES_OF_A_WORK)
            ]
        self.words = [text.split()[0] for _, text in real[:: max(len(real) // SEARCHES, 1)]]
        self._documents = {f"{number:064x}": _document(*share) for number, share in enumerate(shares)}
        works = (
            Work(f"work-{number}", "report", (Edition("en", f"Work {number}", text=text),), str(1990 + number % 30))
            for number, text in enumerate(self._documents)
        )
        self.collection = Collection(Library((Text("en", "Library"),)), works=tuple(works))

    def document(self, fingerprint: str) -> Document:
        return self._documents[fingerprint]

    def file(self, sha256: str) -> Path:
        raise KeyError(sha256)


def _document(language: str, texts: list[str]) -> Document:
    sections = []
    for first in range(0, len(texts), 12):
        blocks: list[Block] = []
        for number, text in enumerate(texts[first : first + 12], first):
            mark = (Run(str(number), note=f"n{number}"),) if number % NOTED == 0 else ()
            blocks.append(Paragraph((Run(text), *mark), locator=Locator(page=number // 4 + 1)))
        notes = range(first + -first % NOTED, min(first + 12, len(texts)), NOTED)
        blocks += [Footnote(f"n{number}", str(number), (Run(f"See part {number}."),)) for number in notes]
        sections.append(Section((Run(f"Part {first // 12 + 1}"),), 1, None, tuple(blocks)))
    return Document("text/html", tuple(sections), language=language)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library")
        texts = Texts()
        built = build(texts, library)
        print(f"{built.works:,} works, {built.passages:,} passages")
        _first_rendering(library)
        _beside_nginx(library, Path(folder), texts.words)


def _first_rendering(library: Path) -> None:
    times, sizes = render_once(library)
    slow = quantiles(times, n=20)[-1]
    print(f"first rendering of {len(times)} leaves: {median(times):.1f} ms of processor time,")
    print(f"  95th percentile {slow:.1f} ms (under {CPU_TARGET:.0f} wanted); {median(sizes) / 1000:.1f} kB compressed")


def render_once(library: Path) -> tuple[list[float], list[int]]:
    """Milliseconds of processor time of leaves rendered for the first time, and the bytes of each, compressed.

    The first ten warm the interpreter and are left out.
    """
    front = open_front(library)
    times, sizes = [], []

    async def render() -> None:
        for work in front.service.opened.shelves.works:
            leaves = front.service.opened.contents(work.editions[0].text or "").leaves
            for leaf in range(2, leaves + 1) if len(times) < LEAVES else ():
                began = time.process_time()
                body = await _ask(front, f"/en/works/{work.slug}/en/{leaf}")
                times.append((time.process_time() - began) * 1000)
                sizes.append(len(body))

    asyncio.run(render())
    front.service.close()
    return times[10:], sizes[10:]


async def _ask(front: Front, path: str, query: bytes = b"") -> bytes:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip, deflate, br"), (b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers, "root_path": ""}
    scope |= {"scheme": "http", "http_version": "1.1", "client": None, "server": ("localhost", 80)}
    await front(scope, receive, send)
    assert sent[0]["status"] == 200, path
    return bytes(sent[1]["body"])


def _beside_nginx(library: Path, folder: Path, words: list[str]) -> None:
    if shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        print("nginx is not installed: nothing to compare with")
        return
    with _front(library) as (port, process), _nginx(folder, _bytes_of(port)) as other:
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_requests_per_second(port, PAGE))
            theirs.append(_requests_per_second(other, "/page"))
        ratios = [one / two for one, two in zip(ours, theirs, strict=True)]
        print(f"warm: {median(ours):,.0f} requests a second, nginx {median(theirs):,.0f};")
        print(f"  {median(ratios):.2f} of it, from {min(ratios):.2f} to {max(ratios):.2f} (at least {TARGET} wanted)")
        _search(port, words)
        resident = _resident(process.pid)
        print(f"memory of the front, all its processes: {resident:.0f} MB (under {MEMORY_TARGET:.0f} wanted)")


def _search(port: int, words: list[str]) -> None:
    """What readers do besides reading, so that the index is in memory as far as it ever is."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for word in words:
        connection.request("GET", f"/en/search?q={quote(word)}")
        connection.getresponse().read()
    connection.close()


def _bytes_of(port: int) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", PAGE, headers={"Accept-Encoding": "br"})
    body = connection.getresponse().read()
    connection.close()
    return body


@contextmanager
def _front(library: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = _free_port()
    command = [
        sys.executable,
        "-c",
        "from firsthand.cli import main; main()",
        "serve",
        str(library),
        "--port",
        str(port),
    ]
    with _process(command, port) as process:
        yield port, process


@contextmanager
def _nginx(folder: Path, body: bytes) -> Iterator[int]:
    port = _free_port()
    (folder / "www").mkdir()
    (folder / "www" / "page").write_bytes(body)
    paths = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    folder.chmod(0o755)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = f"""
        {user} worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
        events {{ worker_connections 512; }}
        http {{ access_log off; sendfile on; keepalive_requests 1000000; open_file_cache max=10; {paths}
          server {{ listen 127.0.0.1:{port}; root {folder}/www;
            location / {{ default_type text/html; add_header Content-Encoding br; }} }} }}"""
    (folder / "nginx.conf").write_text(configuration)
    with _process(["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"], port):
        yield port


@contextmanager
def _process(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _requests_per_second(port: int, path: str) -> float:
    if shutil.which("wrk") is None:
        return _by_hand(port, path)
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}",
        "-H",
        "Accept-Encoding: br",
        f"http://127.0.0.1:{port}{path}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "Non-2xx" not in said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found
    return float(found[1])


def _by_hand(port: int, path: str) -> float:
    """One connection, one request after the other: slower than the servers, so the ratio looks better than it is."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        connection.getresponse().read()
        count += 1
    connection.close()
    return count / SECONDS


def _resident(process: int) -> float:
    """Megabytes of a process and its children, counting what they share once in each."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = dict(
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line
            )
            if process in (int(status["Pid"]), int(status["PPid"])):
                total += int(status.get("VmRSS", "0 kB").split()[0])
    return total / 1000
