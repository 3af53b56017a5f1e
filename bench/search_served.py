"""Pages of results from a front as it is served, for several readers at once: how long they wait, what memory it takes.

FIRSTHAND_BENCH_PASSAGES sets the size (200000). Every query is asked once, by one of CLIENTS readers with a connection
of her own, so that no page comes from the memory of the front.
"""

import tempfile
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from time import sleep
from urllib.parse import quote

from bench._search_cases import Case, cases, quantiles
from bench._serving import CLIENTS, ask_at_once
from bench.front import PASSAGES, Texts, _front, _resident
from bench.real_text import entries

from firsthand.release import build

PAUSE = 0.01
"""Seconds."""


def main() -> None:
    asked = cases(entries(PASSAGES))
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library")
        built = build(Texts(), library)
        print(f"{built.works:,} works, {built.passages:,} passages")
        with _front(library) as (port, process):
            readers = _Readers(port)
            found = ask_at_once(readers.ask, asked)
            p50, p99 = quantiles(found.times)
            print(f"  {CLIENTS} readers at once, whole pages: p50 {p50:.1f} ms, p99 {p99:.1f} ms,", end=" ")
            print(f"{p99 / p50:.1f} times (target 10); {len(found.times) / found.seconds:,.0f} pages a second,")
            print(f"    {readers.refused} times a reader was told to come back, and came back at once")
            print(f"  memory of the front, all its processes: {_resident(process.pid):.0f} MB (target 400)", flush=True)


class _Readers:
    """Each thread is a reader with a connection of her own."""

    def __init__(self, port: int) -> None:
        self._port, self._own, self.refused = port, local(), 0

    def ask(self, case: Case) -> None:
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        while (status := self._status(f"/en/search?q={quote(case.words)}")) == 503:
            self.refused += 1  # more pages are being made at once than the front makes
            sleep(PAUSE)
        assert status == 200, (status, case.words)

    def _status(self, path: str) -> int:
        self._own.connection.request("GET", path)
        answer = self._own.connection.getresponse()
        answer.read()
        return answer.status


if __name__ == "__main__":
    main()
