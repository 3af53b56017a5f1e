"""The API beside the pages that say the same, asked in turn in one process; and how fast a release becomes tables.

Nothing is taken from memory: each answer is made anew. FIRSTHAND_BENCH_API sets the passages of the library (20,000).
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event, Thread
from urllib.parse import quote

import bench.front
from bench._serving import memory
from bench.front import Texts, _ask

from firsthand.exports.dump import FORMATS, write_dump
from firsthand.front.application import open_front
from firsthand.front.pagestore import PageStore
from firsthand.release import Release, build

PASSAGES = int(os.environ.get("FIRSTHAND_BENCH_API", "20000"))
ROUNDS, EACH = 5, 60


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench.front.PASSAGES = PASSAGES
        texts = Texts()
        built = build(texts, Path(folder, "library"))
        print(f"{built.works:,} works, {built.passages:,} passages")
        _beside_pages(Path(folder, "library"), texts)
        for form in FORMATS:
            _dump(Path(folder), form, built.passages)


def _beside_pages(library: Path, texts: Texts) -> None:
    front = open_front(library)
    words = [quote(word) for word in texts.words[:EACH]]
    opened = front.service.opened
    slugs = [work.slug for work in opened.shelves.works if opened.contents(work.editions[0].text or "").leaves > 1]
    pairs: dict[str, tuple[Callable[[int], str], Callable[[int], str]]] = {
        "list of 24 works": (
            lambda n: f"/en/works?page={n % 5 + 1}", lambda n: f"/api/v1/works?per_page=24&page={n % 5 + 1}",
        ),
        "text of a leaf": (
            lambda n: f"/en/works/{slugs[n % len(slugs)]}/en/2",
            lambda n: f"/api/v1/works/{slugs[n % len(slugs)]}/en/passages?leaf=2",
        ),
        "search": (
            lambda n: f"/en/search?q={words[n % len(words)]}", lambda n: f"/api/v1/search?q={words[n % len(words)]}",
        ),
    }  # fmt: skip

    async def rate(address: Callable[[int], str]) -> float:
        began = time.perf_counter()
        for number in range(EACH):
            front.service.opened.pages = PageStore(0)
            path, _, query = address(number).partition("?")
            await _ask(front, path, query.encode())
        return EACH / (time.perf_counter() - began)

    async def measure() -> None:
        for name, (page, api) in pairs.items():
            await rate(page), await rate(api)
            rounds = [(await rate(page), await rate(api)) for _ in range(ROUNDS)]
            ratios = [ours / theirs for theirs, ours in rounds]
            pages, answers = (median(column) for column in zip(*rounds, strict=True))
            print(f"{name}: API {answers:,.0f} a second, page {pages:,.0f};", end=" ")
            print(f"{median(ratios):.1f} times as many, from {min(ratios):.1f} to {max(ratios):.1f}")

    asyncio.run(measure())
    front.close()


def _dump(folder: Path, form: str, passages: int) -> None:
    release = Release.open(folder / "library")
    before, peak, done = memory()[0], [0.0], Event()

    def watch() -> None:
        while not done.wait(0.01):
            peak[0] = max(peak[0], memory()[0])

    watcher = Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    dumped = write_dump(release, folder / form, form)
    seconds = time.perf_counter() - began
    done.set()
    watcher.join()
    release.close()
    rows = sum(file.rows for file in dumped.files)
    print(f"dump, {form}: {rows / seconds:,.0f} rows a second, {dumped.size / 1e6:.1f} MB,", end=" ")
    print(f"at most {max(peak[0] - before, 0):.0f} MB of memory more for {passages:,} passages")


if __name__ == "__main__":
    main()
