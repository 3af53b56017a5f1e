"""Printing: pages a second of sheets in large print, beside WeasyPrint and LibreOffice with the same text.

All three make tagged PDF of A4: Firsthand from an edition, WeasyPrint from its HTML (PDF/UA-1), in letters of 20;
LibreOffice from its Word file (PDF/UA) in those of 11, so that its pages hold more. Each takes turns with the others.
FIRSTHAND_BENCH_ROUNDS sets how often (3); peers that are not installed are left out. Cards and leaflets are measured by
themselves.
"""

import os
import tempfile
import time
from functools import partial
from html import escape
from pathlib import Path
from statistics import median

import pypdfium2
from bench._printers import printers, seconds_of
from tests.exports.volumes import Made, volume
from tests.front.library import report

from firsthand.documents.model import Footnote, ListItem, Quotation, Table, plain
from firsthand.exports.printing.card import make_card
from firsthand.exports.printing.leaflet import make_leaflet
from firsthand.exports.printing.sheets import make_ink, make_large
from firsthand.exports.word import make_word

ROUNDS = int(os.environ.get("FIRSTHAND_BENCH_ROUNDS", "3"))

STYLE = "@page { size: A4; margin: 19mm } body { font: 20pt/1.5 'Noto Sans', sans-serif } td, th { border: 1px solid }"


def main() -> None:
    edition = volume(report("en", "Nothing about us", chapters=30, paragraphs=14))
    make_large(edition)  # typst looks into the fonts once a process
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        made = {
            "Firsthand (typst)": lambda: make_large(edition),
            **printers(_page(edition), make_word(edition), Path(folder)),
        }
        taken: dict[str, list[float]] = {name: [] for name in made}
        pages: dict[str, int] = {}
        for _ in range(ROUNDS):
            for name, make in made.items():
                began = time.perf_counter()
                data = make()
                taken[name].append(time.perf_counter() - began)
                pages[name] = len(pypdfium2.PdfDocument(data))
    for name, seconds in taken.items():
        rate = pages[name] / median(seconds)
        print(f"{name:20} {pages[name]:4} pages  {median(seconds):6.2f} s  {rate:6.1f} pages a second", flush=True)
    for name, shape in (
        ("little ink", make_ink),
        ("leaflet", make_leaflet),
        ("card", make_card),
        ("Word file", make_word),
    ):
        print(f"{name:20} {seconds_of(partial(shape, edition)) * 1000:6.0f} ms", flush=True)


def _page(edition: Made) -> str:
    """The text as HTML; notes and pictures are left away, to the peer's good."""
    parts = [f"<!doctype html><html lang=en><title>x</title><style>{STYLE}</style><h1>{edition.edition.title}</h1>"]
    for leaf in edition.leaves():
        for node in leaf.nodes:
            block = node.block
            match block:
                case Table(rows=rows):
                    cells = ["".join(f"<td>{escape(plain(cell.runs))}</td>" for cell in row.cells) for row in rows]
                    parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
                case ListItem(runs=runs):
                    parts.append(f"<ul><li>{escape(plain(runs))}</li></ul>")
                case Quotation(runs=runs):
                    parts.append(f"<blockquote>{escape(plain(runs))}</blockquote>")
                case Footnote():
                    continue
                case _:
                    tag = "h2" if hasattr(block, "anchor") else "p"
                    parts.append(f"<{tag}>{escape(plain(getattr(block, 'runs', ())))}</{tag}>")
    return "".join(parts)
