"""ZIM files: pages a second of the whole way, and of the writing alone beside zimscraperlib on the same pages, in turn.

Both write with libzim, two threads and a full-text index. zimscraperlib takes the words from the HTML of each page
that it suggests; ours is given the reading text. FIRSTHAND_BENCH_ZIM_WORKS sets how many works there are (150).
zimscraperlib lives in an environment of its own: make build/zim_peers/.ready
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import bench.mirror

from firsthand.mirrors.selection import Choice
from firsthand.mirrors.zim import write_zim
from firsthand.mirrors.zim.writing import _Run
from firsthand.release import build
from firsthand.release.library import current

WORKS = int(os.environ.get("FIRSTHAND_BENCH_ZIM_WORKS", "150"))
ROUNDS = 3
PEERS = Path(__file__).parents[1] / "build" / "zim_peers" / "bin" / "python"
ROOT = Path(__file__).parents[1]


def main() -> None:
    bench.mirror.WORKS = WORKS
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as name:
        folder = Path(name)
        (folder / "files").mkdir()
        build(bench.mirror.Shelf(folder / "files"), folder / "library")
        _whole(folder)
        _beside(folder)


def _whole(folder: Path) -> None:
    began, spent = time.perf_counter(), os.times()
    made = write_zim(folder / "library", folder / "whole.zim", Choice(files=False))
    taken, after = time.perf_counter() - began, os.times()
    cpu = sum(after[:4]) - sum(spent[:4])
    print(f"{WORKS:,} works, {os.cpu_count()} processors; {made.pages:,} pages, {made.bytes / 1e6:,.1f} MB")
    print(f"  from release to file   {taken:8.1f} s   {made.pages / taken:,.0f} pages a second")
    print(f"                         {cpu:8.1f} s of processor time: {made.pages / cpu:,.0f} pages a second of it")


def _beside(folder: Path) -> None:
    pages = folder / "pages.jsonl"
    count = _write_down(folder, pages)
    pythons = {"firsthand": Path(sys.executable), "zimscraperlib": PEERS}
    there = {name: python for name, python in pythons.items() if python.exists()}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in there}
    sizes = {}
    for turn in range(ROUNDS):
        for name, python in there.items():
            out = folder / f"{name}-{turn}.zim"
            command = [str(python), str(ROOT / "bench" / "_zim.py"), name, str(pages), str(out)]
            told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            wall, cpu = json.loads(told.stdout.splitlines()[-1])
            found[name].append((wall, cpu))
            sizes[name] = out.stat().st_size
            out.unlink()
    print(f"  writing alone, {count:,} pages, median of {ROUNDS} in turn:")
    for name, times in found.items():
        wall, cpu = (median(each) for each in zip(*times, strict=True))
        size = sizes[name] / 1e6
        print(f"    {name:<16} {wall:6.2f} s  {count / wall:7,.0f} pages a second   {cpu:6.2f} s CPU   {size:.1f} MB")
    if "zimscraperlib" not in there:
        print("    zimscraperlib is not there: make build/zim_peers/.ready")


def _write_down(folder: Path, pages: Path) -> int:
    """The pages of the library, rendered beforehand."""
    (folder / "run").mkdir()
    run = _Run(current(folder / "library"), Choice(files=False), folder / "run", 1, lambda *_: None)
    count = 0
    with pages.open("w") as stream:
        for page in run._leafed():
            fields = [page.path, page.title, page.html.decode(), page.words, page.suggested]
            stream.write(json.dumps(fields) + "\n")
            count += 1
    run.opened.retire()
    return count


if __name__ == "__main__":
    main()
