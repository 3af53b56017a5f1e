"""A mirror of a library: pages a second, how much faster the second run is, and bytes a second beside `cp -r`.

The library has works of real paragraphs in two to four languages, each with an original file (FIRSTHAND_BENCH_WORKS of
them, 1,000 if nothing is said). `cp -r` of the same tree is the physical limit.
"""

import hashlib
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.real_text import entries
from msgspec import structs

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    File,
    Library,
    Party,
    Role,
    Text,
    Theme,
    Work,
)
from firsthand.documents.model import Block, Document, Footnote, Paragraph, Run, Section
from firsthand.mirrors.making import mirror
from firsthand.mirrors.record import Options
from firsthand.release import build

WORKS = int(os.environ.get("FIRSTHAND_BENCH_WORKS", "1000"))
PAGES_TARGET, SECOND_TARGET = 500.0, 50.0
LANGUAGES = ("en", "fr", "es", "ru")
PARAGRAPHS = 60
"""Of an edition: some ten printed pages."""
FILE = 200_000
"""Bytes of an original file."""
ROUNDS = 3


class Shelf:
    """A source whose documents are made when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed = ""
        pools: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for entry in entries(40_000):
            if entry.language in pools:
                pools[entry.language].append(entry.text)
        self.pools = {language: texts or pools["en"] for language, texts in pools.items()}
        self.paths: dict[str, Path] = {}

    @property
    def collection(self) -> Collection:
        parties = tuple(Party(f"network-{n}", (Text("en", f"Network {n}"),)) for n in range(12))
        themes = tuple(Theme(f"theme-{n}", (Text("en", f"Theme {n}"),)) for n in range(20))
        library = Library((Text("en", "Bench"),), languages=LANGUAGES, address="https://library.example.org")
        return Collection(library, tuple(map(self._work, range(WORKS))), parties=parties, themes=themes)

    def _work(self, number: int) -> Work:
        chance = random.Random(number)
        languages = LANGUAGES[: chance.randrange(2, len(LANGUAGES) + 1)]
        return Work(
            f"work-{number:04}",
            "report",
            tuple(self._edition(number, language) for language in languages),
            f"20{chance.randrange(0, 26):02}",
            themes=tuple(f"theme-{chance.randrange(20)}" for _ in range(2)),
            places=(chance.choice(("KE", "UA", "MX", "FR", "IN")),),
            contributions=(Contribution(f"network-{number % 12}", Role.PUBLISHER),),
        )

    def _edition(self, number: int, language: str) -> Edition:
        name = f"{number:08} {language}{self.changed if number == 0 else ''}"
        title = self.pools[language][number % len(self.pools[language])].split(".")[0][:70]
        return Edition(language, title, files=(self._file(number, language),), text=name.encode().hex())

    def _file(self, number: int, language: str) -> File:
        data = (f"{number} {language} ".encode() * (FILE // 8))[:FILE]
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.folder / sha256
        if sha256 not in self.paths:
            path.write_bytes(data)
            self.paths[sha256] = path
        return File(sha256, len(data), "application/pdf", f"work-{number}.{language}.pdf")

    def document(self, fingerprint: str) -> Document:
        number, language = bytes.fromhex(fingerprint).decode().split()
        chance = random.Random(fingerprint)
        texts = chance.sample(self.pools[language[:2]], min(PARAGRAPHS, len(self.pools[language[:2]])))
        sections = []
        for first in range(0, len(texts), 10):
            blocks: list[Block] = [Paragraph((Run(text),)) for text in texts[first : first + 10]]
            blocks[0] = structs.replace(blocks[0], runs=(Run(texts[first]), Run("1", note=f"n{first}")))
            blocks.append(Footnote(f"n{first}", "1", (Run(f"Of work {number}, part {first}."),)))
            sections.append(Section((Run(f"Part {first // 10 + 1}"),), 2, None, tuple(blocks)))
        return Document("application/pdf", tuple(sections), language=language[:2])

    def file(self, sha256: str) -> Path:
        return self.paths[sha256]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as name:
        folder = Path(name)
        (folder / "files").mkdir()
        shelf, library, copy = Shelf(folder / "files"), folder / "library", folder / "mirror"
        build(shelf, library)
        _measure(shelf, library, copy, Options(shapes=()))
        _beside_copying(copy, folder)


def _measure(shelf: Shelf, library: Path, copy: Path, options: Options) -> None:
    stages: dict[str, float] = {}
    began, spent = time.perf_counter(), os.times()
    first = mirror(library, copy, options, progress=lambda stage, *_: stages.update({stage: time.perf_counter()}))
    taken, after = time.perf_counter() - began, os.times()
    pages, written = sum(1 for _ in copy.rglob("*.html")), stages["pages"] - began
    cpu = sum(after[:4]) - sum(spent[:4])
    again = median(_timed(library, copy, options) for _ in range(ROUNDS))
    print(f"{WORKS:,} works, {os.cpu_count()} processors")
    print(f"  pages        {written:8.1f} s   {pages:,}: {pages / written:,.0f} a second (goal {PAGES_TARGET:.0f})")
    print(f"  first run    {taken:8.1f} s   with search and files: {pages / taken:,.0f} pages a second;")
    print(f"               {first.files:,} files, {first.bytes / 1e6:,.0f} MB, {first.bytes / 1e6 / taken:,.1f} MB/s")
    print(f"               {cpu:,.0f} s of processor time, {pages / cpu:,.0f} pages a second of it")
    print(f"  second run   {again:8.2f} s   {taken / again:,.0f} times as fast (goal {SECOND_TARGET:.0f})")
    shelf.changed += "x"
    build(shelf, library)
    began = time.perf_counter()
    small = mirror(library, copy, options)
    taken = time.perf_counter() - began
    print(f"  one changed  {taken:8.2f} s   {small.made:,} files made, {small.written:,} written", flush=True)


def _timed(library: Path, copy: Path, options: Options) -> float:
    began = time.perf_counter()
    assert mirror(library, copy, options).made == 0
    return time.perf_counter() - began


def _beside_copying(copy: Path, folder: Path) -> None:
    """Pages copied, original files linked: what the disk alone takes."""
    total = sum(path.stat().st_size for path in copy.rglob("*") if path.is_file())
    times = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(["cp", "-r", str(copy), str(folder / f"copy-{turn}")], check=True)
        times.append(time.perf_counter() - began)
        subprocess.run(["rm", "-rf", str(folder / f"copy-{turn}")], check=True)
    print(f"  cp -r of it  {median(times):8.1f} s   {total / 1e6 / median(times):,.0f} MB/s, original files copied too")


if __name__ == "__main__":
    main()
