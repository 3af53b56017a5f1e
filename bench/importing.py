"""Importing: how fast a WordPress export is read and filed, and in how much memory, as it grows.

FIRSTHAND_BENCH_EXPORT gives the megabytes of the exports that are compared ("20,200"). Each is read by Firsthand and,
beside it in turn, by lxml's iterparse, which does nothing but walk through the elements; then it is imported whole.
Every run is a process of its own, whose memory is the most that it ever held (VmHWM).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.real_text import entries

SIZES = tuple(int(size) for size in os.environ.get("FIRSTHAND_BENCH_EXPORT", "20,200").split(","))
ROUNDS = 3

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>A site</title><link>https://old.example.org</link>
<language>en</language><wp:base_blog_url>https://old.example.org</wp:base_blog_url>
"""
ITEM = """<item><title>Post {number}</title><link>https://old.example.org/post-{number}/</link>
<guid>https://old.example.org/?p={number}</guid><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2021-05-04 10:00:00</wp:post_date>
<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
"""
TAIL = "</channel></rss>\n"

MEASURED = """
import re, sys, time
from pathlib import Path
{imports}
began, worked = time.perf_counter(), time.process_time()
{work}
seconds = time.perf_counter() - began
held = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(seconds, time.process_time() - worked, int(held[1]) / 1024)
"""
READ = (
    "from firsthand.sources.importing.wordpress.wxr import Export",
    "for entry in Export(Path(sys.argv[1]), print).entries(): pass",
)
PEER = (
    "from lxml import etree",
    """
for _, element in etree.iterparse(sys.argv[1], tag="item", no_network=True, resolve_entities=False, huge_tree=True):
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
""",
)
WHOLE = (
    """
from firsthand.sources.importing.intake import take_in
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.wordpress import WordPress
from firsthand.sources.importing.wordpress.documents import Documents
""",
    "take_in(WordPress(Path(sys.argv[1]), Documents(Media(None))), Path(sys.argv[2]))",
)


def main() -> None:
    texts = [entry.text for entry in entries(2_000) if entry.language == "en"]
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.xml"
            count = _write(path, size, texts)
            print(f"An export of {path.stat().st_size / 1e6:,.0f} MB with {count:,} posts:")
            runs = {"read by Firsthand": READ, "read by lxml.iterparse": PEER}
            found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in runs}
            for _ in range(ROUNDS):
                for name, code in runs.items():
                    found[name].append(_run(code, path, folder))
            for name, measures in found.items():
                _tell(name, size, measures)
            goal = Path(folder) / f"library-{size}"
            _tell("imported", size, [_run(WHOLE, path, goal)])
            _tell("imported again", size, [_run(WHOLE, path, goal)])


def _write(path: Path, megabytes: int, texts: list[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        while file.tell() < megabytes * 1_000_000:
            count += 1
            part = [texts[(count * 7 + place) % len(texts)] for place in range(12)]
            body = "\n\n".join(text.replace("]]>", "]] >") for text in part)
            file.write(ITEM.format(number=count, body=body))
        file.write(TAIL)
    return count


def _run(code: tuple[str, str], path: Path, goal: object) -> tuple[float, float, float]:
    program = MEASURED.format(imports=code[0], work=code[1])
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(goal)], capture_output=True, text=True, check=True
    )
    seconds, work, memory = map(float, done.stdout.split()[-3:])
    return seconds, work, memory


def _tell(name: str, size: int, measures: list[tuple[float, float, float]]) -> None:
    seconds, work, memory = (median(column) for column in zip(*measures, strict=True))
    rate = f"{size / seconds:7,.0f} MB/s ({size / work:,.0f} of processor time)"
    print(f"  {name:<24} {rate}, {memory:6,.0f} MB of memory", flush=True)


if __name__ == "__main__":
    main()
