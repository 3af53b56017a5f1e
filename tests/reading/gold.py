"""The gold documents: which source each is made of, by which program, in which design. Half of them are held out.

Those who improve a reader look at the others only; the held-out half tells whether what they learnt is general.
"""

import hashlib
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pikepdf
from tests.reading import by_html, by_typst, designs
from tests.reading.scoring import Reading
from tests.reading.source import TEXTS, Print, Source, load, number, shorten, truth

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "build" / "reading"
PROGRAMS: dict[str, Callable[[Source, Print, str], bytes]] = {
    "typst": by_typst.make,
    "weasyprint": by_html.make_by_weasyprint,
    "chromium": by_html.make_by_chromium,
}


class Gold(NamedTuple):
    name: str
    group: Literal["layout", "tables", "scripts", "scans"]
    text: str
    program: str
    design: str
    printed: Print
    held_out: bool = False
    sections: range | None = None

    def source(self) -> Source:
        source = load(self.text)
        return number(shorten(source, sections=self.sections) if self.sections else source, self.printed)

    def truth(self, pages: int = 1) -> Reading:
        return truth(self.source(), self.printed, pages)


def _known(name: str) -> Gold:
    return next(one for one in GOLD if one.name == name)


@cache
def build(name: str, *, tagged: bool = False) -> bytes:
    """The PDF, from the cache where nothing of what makes it has changed. Without `tagged` its tags are taken out."""
    gold = _known(name)
    made = hashlib.sha256(repr((gold, _fingerprint(), (TEXTS / f"{gold.text}.md").read_text())).encode())
    path = CACHE / f"{name}-{made.hexdigest()[:16]}.pdf"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        data = PROGRAMS[gold.program](gold.source(), gold.printed, gold.design)
        part = path.with_suffix(".part")
        part.write_bytes(data)
        part.replace(path)
    data = path.read_bytes()
    return data if tagged else strip_tags(data)


@cache
def _fingerprint() -> str:
    sources = ("source.py", "lists.py", "by_typst.py", "by_html.py")
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in sources)).hexdigest()


def strip_tags(data: bytes) -> bytes:
    """The file without its structure tree; what is drawn stays as it is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            for key in ("/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def has_tags(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "/StructTreeRoot" in pdf.Root


COVER = ("Network of Night Services", "Lisbon, May 2024", "Second, revised edition")
CHART = ("Almada", "Brighton", "Chernivtsi", "Dakar", "Esteli")

GOLD = (
    Gold("report-cover", "layout", "safe-consultation.en", "typst", designs.REPORT,
         Print(head="Asking without endangering", cover=COVER, contents="Contents"), sections=range(9)),
    Gold("report-two-columns-fr", "layout", "un-draft.fr", "typst", designs.TWO_COLUMNS,
         Print(head="Crochets et autres champs de bataille, guide de lecture")),
    Gold("manual-nested", "layout", "manual.en", "weasyprint", designs.MANUAL,
         Print(head="Running a night service: a manual", numbered=True, contents="Contents")),
    Gold("brief-boxes", "layout", "brief.en", "weasyprint", designs.BRIEF,
         Print(foot="Network of Night Services: the price of a closed door")),
    Gold("guide-questions", "layout", "guide.en", "weasyprint", designs.QUESTIONS, Print(head="Naloxone in short")),
    Gold("paper-two-columns", "layout", "paper.en", "typst", designs.PAPER,
         Print(head="Journal of Quiet Counting 4(2)")),
    Gold("draft-line-numbers", "layout", "draft.en", "typst", designs.LINE_NUMBERS,
         Print(head="N.2024/L.7", foot="Distributed for discussion")),
    Gold("web-print", "layout", "un-draft.en", "chromium", designs.PLAIN_WEB, Print(), sections=range(7)),
    Gold("charts-below", "layout", "charts.en", "typst", designs.FIGURES, Print(head="Five cities", chart=CHART)),
    Gold("gazette-three-columns", "layout", "un-draft.en", "weasyprint", designs.GAZETTE,
         Print(head="Gazette of the networks, Vol. 12, No. 3"), held_out=True),
    Gold("brief-drop-caps", "layout", "brief.en", "chromium", designs.BRIEF_COLUMNS,
         Print(head="A brief for the council"), held_out=True),
    Gold("margins-unequal-es", "layout", "safe-consultation.es", "typst", designs.MARGINS,
         Print(foot="Preguntar sin poner en peligro"), held_out=True, sections=range(7)),
    Gold("paper-journal", "layout", "paper.en", "typst", designs.PAPER_OTHER,
         Print(head="Annals of Night Work", foot="Counting without names"), held_out=True),
    Gold("charts-above", "layout", "charts.en", "typst", designs.FIGURES_ABOVE,
         Print(head="The yearly report in figures", numbered=True, chart=CHART), held_out=True),
    Gold("tables-unruled", "tables", "annex.en", "typst", designs.UNRULED, Print()),
    Gold("tables-ruled-spans", "tables", "annex.en", "weasyprint", designs.RULED, Print(head="Annex to the report")),
    Gold("tables-zebra", "tables", "annex.en", "weasyprint", designs.ZEBRA, Print(), held_out=True),
    Gold("tables-three-rules", "tables", "annex.en", "typst", designs.THREE_RULES,
         Print(head="Five services: annex"), held_out=True),
    Gold("arabic", "scripts", "consultation.ar", "weasyprint", designs.SCRIPTS, Print(head="الاستشارة الآمنة")),
    Gold("arabic-columns", "scripts", "consultation.ar", "typst", designs.ARABIC_COLUMNS,
         Print(head="موجز للشبكات المحلية"), held_out=True),
    Gold("russian-columns", "scripts", "un-draft.ru", "typst", designs.TWO_COLUMNS,
         Print(head="Скобки и другие поля сражений: как читать проект")),
)  # fmt: skip
HELD_OUT = frozenset(one.name for one in GOLD if one.held_out)
