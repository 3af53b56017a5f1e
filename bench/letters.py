"""Letters of a statement: seconds for 500 signatories as accessible PDF, beside WeasyPrint and LibreOffice.

All three make tagged PDF of A4 from the same letter and the same names, in two columns: Firsthand from the statement,
WeasyPrint from HTML (PDF/UA-1), LibreOffice from the letter's Word file (PDF/UA). Each takes turns with the others.
FIRSTHAND_BENCH_ROUNDS sets how often (3); peers that are not installed are left out.
"""

import os
import tempfile
import time
from html import escape
from pathlib import Path
from statistics import median

import pypdfium2
from bench._printers import printers, seconds_of
from tests.exports.signed import OWN, PARTIES, endorsements, signed, volumes
from tests.exports.volumes import Made

from firsthand.catalogue.records import Statement, Tally
from firsthand.documents.model import plain
from firsthand.exports.letters.pdf import make_pdf
from firsthand.exports.letters.sheet import Sheet, make_sheets
from firsthand.exports.letters.signatories import in_groups, signatories
from firsthand.exports.letters.table import make_table
from firsthand.exports.letters.word import make_docx
from firsthand.interface import interface

ROUNDS = int(os.environ.get("FIRSTHAND_BENCH_ROUNDS", "3"))
COUNT = 546
"""Of which 500 stand."""

STYLE = (
    "@page { size: A4; margin: 24mm; @bottom-center { content: counter(page) ' / ' counter(pages) } } "
    "body { font: 11pt/1.4 'Noto Sans', sans-serif } section { columns: 2; font-size: 9.5pt }"
)


def main() -> None:
    statement = signed((*OWN, *endorsements(COUNT)), (Tally(40, "KE", 2),))
    made = volumes(statement, "en", "fr", "es")
    english = made[:1]
    make_pdf(english)  # typst looks into the fonts once a process
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        makers = {
            "Firsthand (typst)": lambda: make_pdf(english),
            **printers(_page(statement, english[0]), make_docx(english), Path(folder)),
        }
        taken: dict[str, list[float]] = {name: [] for name in makers}
        told: dict[str, str] = {}
        for _ in range(ROUNDS):
            for name, make in makers.items():
                began = time.perf_counter()
                data = make()
                taken[name].append(time.perf_counter() - began)
                told[name] = f"{len(pypdfium2.PdfDocument(data)):3} pages  {len(data) // 1000:5} kB"
    for name, seconds in taken.items():
        print(f"{name:24} {told[name]}  {median(seconds):6.2f} s", flush=True)
    shelves = made[0].shelves
    sheets = [Sheet(f"A-{n}", ("ABCD-EFGH-JKMN-PQRS",) * 7, f"https://library.example.org/{n}") for n in range(30)]
    parties = {party.slug: party for party in PARTIES}
    for name, make in (
        ("in three languages", lambda: make_pdf(made)),
        ("Word file", lambda: make_docx(english)),
        ("table", lambda: make_table(statement, parties, interface("en"))),
        ("30 sheets to sign", lambda: make_sheets(statement, "en", sheets, shelves.library, parties)),
    ):
        print(f"{name:24} {seconds_of(make) * 1000:6.0f} ms", flush=True)


def _page(statement: Statement, volume: Made) -> str:
    """The letter as HTML: its paragraphs, and the signatories by kind and region."""
    parts = [f"<!doctype html><html lang=en><title>x</title><style>{STYLE}</style><h1>{volume.edition.title}</h1>"]
    for leaf in volume.leaves():
        parts += [f"<p>{escape(plain(getattr(node.block, 'runs', ())))}</p>" for node in leaf.nodes]
    parts.append("<section>")
    found = [each for each in signatories(statement, volume.shelves.parties, "en") if each.stands]
    for kind, regions in in_groups(found, "en"):
        parts.append(f"<h2>{kind}</h2>")
        for region, names in regions:
            entries = "".join(f"<li>{escape(each.name)}, {each.place}</li>" for each in names)
            parts.append(f"<h3>{region}</h3><ol>{entries}</ol>")
    return "".join((*parts, "</section>"))
