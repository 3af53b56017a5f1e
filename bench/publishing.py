"""Publishing: how much faster the second time is, and how the first time grows with the library.

FIRSTHAND_BENCH_WORKS sets the size of the library that is published twice (120; the goal is stated for 1000). Each work
is a report of ten pages in two columns, made by Typst, and a translation in Markdown. FIRSTHAND_BENCH_CURVE gives the
passages at which the curve is measured ("1000,10000,100000").
"""

import os
import random
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.front import render_once
from bench.real_text import entries

from firsthand.catalogue.records import Collection, Edition, Library, Text, Work
from firsthand.documents.model import Document, Paragraph, Run, Section
from firsthand.release import build
from firsthand.search.protocol import Entry
from firsthand.sources.folder import load

WORKS = int(os.environ.get("FIRSTHAND_BENCH_WORKS", "120"))
CURVE = tuple(int(size) for size in os.environ.get("FIRSTHAND_BENCH_CURVE", "1000,10000,100000").split(","))
TARGET = 100.0
AGAIN = 5
"""How many times one work is changed and the library published again."""

SECTIONS, PARAGRAPHS, SENTENCES = 12, 6, 6
PASSAGES_OF_A_WORK = 100

TYPST = """
#set page(paper: "a4", columns: 2, numbering: "1")
#set text(lang: "en", size: 9.5pt)
#set par(justify: true)
"""


def main() -> None:
    real = entries(20_000)
    english, french = _sentences(real, "en"), _sentences(real, "fr")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        _twice(Path(folder), english, french)
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        _curve(Path(folder), english)


def _sentences(real: list[Entry], language: str) -> list[str]:
    """Real sentences, of which every text is a sample of its own."""
    texts = (entry.text for entry in real if entry.language == language)
    found = {" ".join(part.split()) for text in texts for part in re.split(r"(?<=[.!?])\s", text)}
    return sorted(sentence for sentence in found if 40 <= len(sentence) <= 300)


def _twice(folder: Path, english: list[str], french: list[str]) -> None:
    began = time.perf_counter()
    source = folder / "source"
    for number in range(WORKS):
        _write_work(source / "works" / f"work-{number:04}", english, french, random.Random(number))
    made = time.perf_counter() - began
    print(f"{WORKS:,} works of a ten-page PDF and a Markdown translation, made in {made:.0f} s")

    def publish() -> None:
        build(load(source, cache=folder / "cache"), folder / "library")

    first = _timed(publish)
    again = []
    for turn in range(AGAIN):
        changed = source / "works" / f"work-{turn % WORKS:04}" / "report.fr.md"
        changed.write_text(changed.read_text().replace("a", "à", 3))
        again.append(_timed(publish))
    middle = median(again)
    print(f"  first publish        {first:8.2f} s   {first / WORKS * 1000:6.1f} ms a work")
    print(f"  one work changed     {middle:8.3f} s   median of {AGAIN} ({min(again):.3f} to {max(again):.3f})")
    print(f"  ratio                {first / middle:8.0f}     goal: {TARGET:.0f} at 1,000 works")


def _write_work(folder: Path, english: list[str], french: list[str], chance: random.Random) -> None:
    import typst

    folder.mkdir(parents=True)
    page = TYPST + "\n\n".join(f"{mark} {text}" for mark, text in _text(english, chance, "=="))
    source = folder.parent.parent / "report.typ"
    source.write_text(page)
    typst.compile(str(source), output=str(folder / "report.en.pdf"))
    source.unlink()
    (folder / "report.fr.md").write_text(
        "\n\n".join(f"{mark} {text}".lstrip() for mark, text in _text(french, chance, "##"))
    )
    (folder / "work.toml").write_text(f'kind = "report"\ndate = "20{chance.randrange(10, 26)}"\n')


def _text(pool: list[str], chance: random.Random, mark: str) -> list[tuple[str, str]]:
    """Headings and paragraphs, with what is a sign in Typst or Markdown taken out."""
    text = []
    for number in range(SECTIONS):
        text.append((mark, f"{number + 1} {_plain(chance.choice(pool))[:60]}"))
        text += [("", " ".join(map(_plain, chance.sample(pool, SENTENCES)))) for _ in range(PARAGRAPHS)]
    return text


def _plain(sentence: str) -> str:
    return re.sub(r"[^\w\s.,;:!?'’()-]", "", sentence).replace("//", "").replace("_", "")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class _Memory:
    """A source whose documents are made when they are asked for, so that the curve shows the release alone."""

    def __init__(self, works: int, pool: list[str]) -> None:
        self.pool = pool
        editions = (Edition("en", f"Work {number}", text=f"{number:064}") for number in range(works))
        records = tuple(Work(f"work-{edition.text}", "report", (edition,)) for edition in editions)
        self.collection = Collection(Library((Text("en", "Bench"),)), records)

    def document(self, fingerprint: str) -> Document:
        chance = random.Random(int(fingerprint))
        blocks = tuple(
            Paragraph((Run(f"{number}. {' '.join(chance.sample(self.pool, 3))}"),))
            for number in range(PASSAGES_OF_A_WORK)
        )
        parts = (Section((Run(f"Part {n}"),), 1, None, blocks[n * 10 : n * 10 + 10]) for n in range(10))
        return Document("text/plain", tuple(parts), language="en")

    def file(self, sha256: str) -> Path:
        raise KeyError(sha256)


def _curve(folder: Path, pool: list[str]) -> None:
    print(
        "\nFirst publish by number of passages (composing, writing and indexing; no reading of files), again without a"
    )
    print("change, and the first rendering of a page (processor time)")
    for size in CURVE:
        source = _Memory(max(1, size // PASSAGES_OF_A_WORK), pool)
        taken = _timed(lambda source=source: build(source, folder / "library"))  # type: ignore[misc]
        again = _timed(lambda source=source: build(source, folder / "library"))  # type: ignore[misc]
        page = median(render_once(folder / "library")[0])
        each = taken / size * 1e6
        print(f"  {size:9,} passages {taken:7.2f} s {each:5.0f} µs each, again {again:6.3f} s, a page {page:4.1f} ms")
        shutil.rmtree(folder / "library")


if __name__ == "__main__":
    main()
