"""How long a whole harvest takes: 100,000 records by sickle from a served library, and what memory the server needs.

The aim is 60 seconds and flat memory, on one machine that harvests and serves at the same time.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firsthand.catalogue.records import Collection, Contribution, Edition, Library, Party, Role, Text, Theme, Work
from firsthand.documents.model import Document
from firsthand.release import build

RECORDS = 100_000
LANGUAGES = ("en", "fr", "es", "ru")


class NoIndex:
    """Harvesting needs none."""

    def __init__(self, path: Path, previous: Path | None) -> None:
        del previous
        path.mkdir()

    def add(self, entries: object) -> None:
        for _ in entries:  # type: ignore[attr-defined]
            pass

    def remove(self, address: str) -> None: ...

    def commit(self) -> None: ...


class Records:
    """Works with four editions each, as full as a library's records are."""

    def __init__(self, records: int) -> None:
        themes = tuple(
            Theme(f"theme-{n}", tuple(Text(each, f"Theme {n} {each}") for each in LANGUAGES)) for n in range(40)
        )
        parties = tuple(Party(f"party-{n}", (Text("en", f"Network number {n}"),)) for n in range(200))
        works = tuple(self._work(n) for n in range(records // len(LANGUAGES)))
        library = Library((Text("en", "Bench"),), address="https://library.example.org", publisher="party-0")
        self.collection = Collection(library, works, parties=parties, themes=themes)

    def _work(self, number: int) -> Work:
        summary = "What people who use drugs found when they asked each other. " * 8
        editions = tuple(
            Edition(each, f"Report {number} in {each}", "Findings and recommendations", summary, "2021-05-06")
            for each in LANGUAGES
        )
        made = (
            Contribution(f"party-{number % 200}", Role.AUTHOR),
            Contribution(f"party-{number % 7}", Role.PUBLISHER),
        )
        themes = (f"theme-{number % 40}", f"theme-{(number + 7) % 40}")
        return Work(f"report-{number}", "report", editions, "2021", themes, ("FR",), made)

    def document(self, fingerprint: str) -> Document:
        raise KeyError(fingerprint)

    def file(self, sha256: str) -> Path:
        raise KeyError(sha256)


@contextmanager
def served(library: Path) -> Iterator[tuple[str, int]]:
    """The address of a served library, and the process that has it open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = "from firsthand.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(library), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(20)


def family(process: int) -> list[int]:
    """A process and all that it has started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(each for child in children for each in family(int(child)))]


def memory(process: int) -> float:
    """Resident megabytes of a process and those that it has started."""
    pages = (int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in family(process))
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    from sickle import Sickle

    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library")
        began = time.monotonic()
        build(Records(RECORDS), library, open_index=NoIndex)
        print(f"A release of {RECORDS:,} records was made in {time.monotonic() - began:.1f} s.", flush=True)
        with served(library) as (address, process):
            for prefix in ("oai_dc", "oai_datacite", "firsthand"):
                before, began, count = memory(process), time.monotonic(), 0
                most = before
                for record in Sickle(f"{address}/oai").ListRecords(metadataPrefix=prefix):
                    count += not record.deleted
                    if count % 5_000 == 0:
                        most = max(most, memory(process))
                seconds = time.monotonic() - began
                assert count == RECORDS
                print(
                    f"{prefix}: {count:,} records in {seconds:.1f} s, {count / seconds:,.0f} a second; "
                    f"the server's memory {before:.0f} MB before, at most {most:.0f} MB.",
                    flush=True,
                )


if __name__ == "__main__":
    main()
