"""Books: pages of EPUB a second, beside pandoc on the same text, one after the other on the same machine.

A page is 300 words. The books are made of real paragraphs, with headings, lists, notes and tables; each is read from a
release on disk, and pandoc is given our own Markdown of it. FIRSTHAND_BENCH_BOOKS sets how many there are (12), and
FIRSTHAND_BENCH_BOOK_PAGES how long each is (150).
"""

import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.real_text import entries
from tests.release.shelf import Index, Shelf

from firsthand.catalogue.shelves import Shelves
from firsthand.documents.model import (
    Block,
    Cell,
    Document,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from firsthand.exports.epub import make_epub
from firsthand.exports.markdown import make_markdown
from firsthand.exports.plaintext import make_text
from firsthand.exports.volume import Volume
from firsthand.interface import interface
from firsthand.release import Release, build

BOOKS = int(os.environ.get("FIRSTHAND_BENCH_BOOKS", "12"))
PAGES = int(os.environ.get("FIRSTHAND_BENCH_BOOK_PAGES", "150"))
PAGE_WORDS = 300


def main() -> None:
    texts = [entry.text for entry in entries(20_000) if entry.language == "en" and len(entry.text.split()) > 20]
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as name:
        folder = Path(name)
        volumes = list(_volumes(folder, texts))
        make_epub(volumes[0])  # what is loaded once is not counted
        rates: dict[str, list[float]] = {}
        for volume in volumes:
            pages = (volume.contents.words if volume.contents else 0) / PAGE_WORDS
            for what, seconds in _timed(folder, volume):
                rates.setdefault(what, []).append(pages / seconds)
    print(f"{len(volumes)} books of some {PAGES} pages of {PAGE_WORDS} words; median of the books\n")
    for what, found in rates.items():
        print(f"{what:<34} {median(found):>9,.0f} pages a second")
    if "EPUB by pandoc" in rates:
        factor = median(rates["EPUB"]) / median(rates["EPUB by pandoc"])
        print(f"\nEPUB: {factor:,.1f} times as fast as pandoc, which is started once a book.")
    else:
        print("\npandoc is not installed, so there is nothing to compare with.")


def _timed(folder: Path, volume: Volume) -> Iterator[tuple[str, float]]:
    """Each way of making the book, with its seconds."""
    began = time.perf_counter()
    make_epub(volume)
    yield "EPUB", time.perf_counter() - began
    began = time.perf_counter()
    text = make_markdown(volume)
    yield "Markdown", time.perf_counter() - began
    began = time.perf_counter()
    make_text(volume)
    yield "plain text", time.perf_counter() - began
    if shutil.which("pandoc"):
        source, target = folder / "book.md", folder / "book.epub"
        source.write_bytes(text)
        began = time.perf_counter()
        subprocess.run(["pandoc", "-f", "gfm+footnotes", "-t", "epub3", "-o", str(target), str(source)], check=True)
        yield "EPUB by pandoc", time.perf_counter() - began


def _volumes(folder: Path, texts: list[str]) -> Iterator[Volume]:
    (folder / "source").mkdir()
    shelf = Shelf(folder / "source")
    for number in range(BOOKS):
        shelf.put(f"book-{number}", _book(random.Random(number), texts))
    build(shelf, folder / "library", open_index=Index)
    release = Release.open(folder / "library")
    shelves = Shelves(release.collection)
    for work in shelves.works:
        yield Volume(release, shelves, work, work.editions[0], interface("en"), "https://library.example.org")


def _book(chance: random.Random, texts: list[str]) -> Document:
    """Chapters of ten pages: paragraphs, and on each page a list, a note or a table."""
    sections = []
    page = 0
    for chapter in range(max(PAGES // 10, 1)):
        blocks: list[Block] = []
        for _ in range(10):
            page += 1
            blocks += _page(chance, texts, page)
        sections.append(Section((Run(f"Chapter {chapter + 1}"),), 1, f"chapter-{chapter + 1}", tuple(blocks)))
    return Document("application/pdf", tuple(sections), language="en", pages=page)


def _page(chance: random.Random, texts: list[str], page: int) -> Iterator[Block]:
    words, place = 0, Locator(page)
    while words < PAGE_WORDS:
        text = chance.choice(texts)
        words += len(text.split())
        yield Paragraph((Run(text), Run("1", note=f"n{page}-{words}"), Run(" "), Run("so", strong=True)), locator=place)
        yield Footnote(f"n{page}-{words}", "1", (Run(text[:80]),), locator=place)
    if page % 3 == 0:
        cells = [tuple(Cell((Run(chance.choice(texts)[:40]),)) for _ in range(3)) for _ in range(4)]
        yield Table(tuple(map(Row, cells)), locator=place)
    else:
        yield from (ListItem((Run(chance.choice(texts)[:80]),), 0, "•", locator=place) for _ in range(4))
