"""How long a statement's page takes to make and how much of it travels, for hundreds and thousands of signers; and
what has changed in a long text, beside a diff of the standard library that knows neither words nor paragraphs.
"""

import difflib
import gzip
import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import brotli
from msgspec.structs import replace
from tests.front.letter import LetterSource, crowd

from firsthand.catalogue.records import Statement, Wording
from firsthand.catalogue.redline import redline
from firsthand.catalogue.wordings import written
from firsthand.front.opened import Opened
from firsthand.front.pages.statement import make_statement
from firsthand.front.rendering import Renderer
from firsthand.release import build

SIGNERS = (50, 500, 5_000)
LIMIT = 40_000
"""Bytes of the page with 500 signers, compressed."""
ROUNDS = 5
PARAGRAPHS, WORDS = 60, 50


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "files")
        files.mkdir()
        build(LetterSource(files), Path(folder, "library"))
        opened = Opened(Path(folder, "library"))
        _pages(opened)
        opened.retire()
    _changes()


def _pages(opened: Opened) -> None:
    interface, renderer = opened.interfaces["en"], Renderer()
    renderer.add(interface)
    statement = opened.shelves.item("statements", "a-seat")
    assert isinstance(statement, Statement)
    print("signers   ms to make      HTML      gzip    brotli")
    for count in SIGNERS:
        letter = replace(statement, endorsements=crowd(count))

        def make(letter: Statement = letter) -> bytes:
            view = make_statement(opened, interface, letter)
            return renderer.render(view, interface, opened, "/en/statements/a-seat", "").encode()

        page = make()
        packed, small = len(gzip.compress(page, 6)), len(brotli.compress(page, quality=5))
        print(f"{count:7,} {_median(make):12.1f} {len(page):9,} {packed:9,} {small:9,}")
        if count == 500:
            print(f"        of {LIMIT:,} bytes that it may take: {packed / LIMIT:.0%}")


def _changes() -> None:
    before, after = _wordings()
    marked = redline(before, after)
    print(f"\n{PARAGRAPHS * WORDS:,} words, {sum(line.changed for line in marked)} paragraphs changed")
    print(f"  redline by paragraph and word    {_median(lambda: redline(before, after)):8.1f} ms")
    whole, other = "\n".join(before.paragraphs).split(), "\n".join(after.paragraphs).split()
    plain: Callable[[], object] = lambda: difflib.SequenceMatcher(None, whole, other, autojunk=False).get_opcodes()  # noqa: E731
    print(f"  difflib over all words           {_median(plain):8.1f} ms")


def _wordings() -> tuple[Wording, Wording]:
    words = random.Random(7).choices([f"word{number}" for number in range(400)], k=PARAGRAPHS * WORDS)
    paragraphs = [" ".join(words[start : start + WORDS]) for start in range(0, len(words), WORDS)]
    changed = [text.replace("word1", "other1", 3) if not place % 5 else text for place, text in enumerate(paragraphs)]
    return written("en", "T", paragraphs), written("en", "T", [*changed[:20], "Put in between.", *changed[20:]])


def _median(make: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        make()
        times.append((process_time() - start) * 1000)
    return statistics.median(times)
