"""The gold documents: which source each is made of, by which program, in which design.

Those who improve a reader look at all of them save those of the exam, which tell whether what was learnt is general.
"""

import hashlib
import io
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import pikepdf
import pypdfium2
from PIL import Image
from tests.reading import by_html, by_office, by_typst, by_word, designs, exam_designs
from tests.reading.scoring import Reading
from tests.reading.source import Print, Source, drop_notes, load, number, plain, shorten, truth

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "build" / "reading"
PROGRAMS: dict[str, Callable[[Source, Print, str], bytes]] = {
    "typst": by_typst.make,
    "weasyprint": by_html.make_by_weasyprint,
    "chromium": by_html.make_by_chromium,
    "odf": by_office.write_odf,
    "word": by_word.write_word,
    "docx": by_word.write_word_styles,
}
OFFICE = {"odf": "fodt", "word": "docx", "docx": "docx"}
"""The endings of files of which LibreOffice makes the PDF."""


class Gold(NamedTuple):
    name: str
    group: Literal["layout", "tables", "scripts", "scans"]
    text: str
    program: str
    design: str
    printed: Print
    exam: bool = False
    """Nobody tunes on it, or looks at its mistakes one by one."""
    sections: range | None = None
    scanned: bool = False
    """It is a picture of each page, without any text."""

    def source(self) -> Source:
        source = drop_notes(load(self.text)) if self.program in {"word", "docx"} else load(self.text)
        return number(shorten(source, sections=self.sections) if self.sections else source, self.printed)

    def truth(self, pages: int = 1) -> Reading:
        return truth(self.source(), self.printed, pages)


def _known(name: str) -> Gold:
    return next(one for one in GOLD if one.name == name)


@cache
def build(name: str, *, tagged: bool = False) -> bytes:
    """The PDF, from the cache where nothing of what makes it has changed. Without `tagged` its tags are taken out."""
    gold = _known(name)
    if not _place(gold).exists():
        _make(gold)
    data = _place(gold).read_bytes()
    return data if tagged else strip_tags(data)


@cache
def _place(gold: Gold) -> Path:
    parts = repr((gold.source(), gold.printed, gold.design, gold.scanned))
    return CACHE / f"{gold.name}-{hashlib.sha256(_program(gold.program) + parts.encode()).hexdigest()[:16]}.pdf"


def _make(gold: Gold) -> None:
    """Into the cache; where LibreOffice has to be started, with all others that it makes and that are not there."""
    CACHE.mkdir(parents=True, exist_ok=True)
    if gold.program not in OFFICE:
        _keep(gold, _write(gold))
        return
    missing = [one for one in GOLD if one.program in OFFICE and not _place(one).exists()]
    made = by_office.convert({f"{one.name}.{OFFICE[one.program]}": _write(one) for one in missing})
    for one in missing:
        _keep(one, made[one.name])


def _write(gold: Gold) -> bytes:
    return PROGRAMS[gold.program](gold.source(), gold.printed, gold.design)


def _keep(gold: Gold, data: bytes) -> None:
    part = _place(gold).with_suffix(".part")
    part.write_bytes(scan(data) if gold.scanned else data)
    part.replace(_place(gold))


@cache
def _program(name: str) -> bytes:
    """The code that makes a file of a source, and a PDF of the file."""
    module = sys.modules[PROGRAMS[name].__module__]
    office = Path(by_office.__file__).read_bytes() if name in OFFICE else b""
    return name.encode() + Path(str(module.__file__)).read_bytes() + (HERE / "lists.py").read_bytes() + office


def scan(data: bytes) -> bytes:
    """Pictures of the pages, as an office machine makes them: 200 dots to the inch, grey, a little askew."""
    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        for at, page in enumerate(pdf):
            picture = page.render(scale=200 / 72).to_pil().convert("L")
            pictures.append(picture.rotate(0.3 - 0.2 * (at % 3), fillcolor=255, resample=Image.Resampling.BICUBIC))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200.0)
    return out.getvalue()


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

SIGNED = ("Lena Marsh, for the Harbour Network", "Tomás Vidal, for the Friends of the Night Service",
          "Dr Aisha Noor, City Hospital", "and forty-one others")  # fmt: skip

SIGNATORIES = (
    "Awa Koné, Réseau des agentes de santé, Bouaké", "Dr Paul Mensah, médecin de district, Kpalimé",
    "Fatou Diallo, Maison des pairs aidants, Dakar", "Jean-Bosco Nsabimana, Association des anciens détenus, Bujumbura",
    "Rokia Traoré, Collectif des vendeuses du marché de nuit, Bamako", "Éric Ahouansou, Santé en chemin, Cotonou",
    "Mariam Sissoko, sage-femme, Ségou", "Les équipes mobiles de Lomé",
)  # fmt: skip
DISTRICTS = ("Kemba", "Luvuo", "Tarazi")
CITIES = ("Marsala", "Izmir", "Tucson", "Nagoya")


def _headings(text: str) -> tuple[str, ...]:
    """Those of the first level, for designs that repeat them at the head of each page."""
    return tuple(plain(block.spans) for block in load(text).blocks if block.kind == "heading" and block.level == 1)


GOLD = (
    Gold("report-cover", "layout", "safe-consultation.en", "typst", designs.REPORT,
         Print(head="Asking without endangering", cover=COVER, contents="Contents"), sections=range(9)),
    Gold("report-two-columns-fr", "layout", "un-draft.fr", "typst", designs.TWO_COLUMNS,
         Print(head="Crochets et autres champs de bataille, guide de lecture")),
    Gold("assembly-notes", "layout", "assembly.en", "odf", designs.ASSEMBLY,
         Print(head="Assembly of the networks, fifth session", foot="24-00731")),
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
    Gold("letter-signed", "layout", "letter.en", "word", "Noto Serif",
         Print(cover=("Harbour Network", "4 Quay Street", "7 May 2024"), closing=SIGNED)),
    Gold("margin-notes", "layout", "walk.en", "typst", designs.MARGINS_SMALL,
         Print(foot="A walk through the district")),
    Gold("essay-spaced-headings", "layout", "written-for-everyone.en", "weasyprint", designs.ESSAY,
         Print(head="Written for everyone")),
    Gold("manual-bars", "layout", "manual.en", "typst", designs.BARS,
         Print(foot="Night service: manual", numbered=True)),
    Gold("assembly-long-notes", "layout", "assembly.en", "typst", designs.LONG_NOTES,
         Print(head="Fifth assembly: report of the secretariat", paragraphs=20)),
    Gold("leaflet-fr", "layout", "naloxone-planning.fr", "chromium", designs.LEAFLET, Print()),
    Gold("report-bars-fr", "layout", "written-for-everyone.fr", "typst", designs.BARS,
         Print(foot="Écrit pour tout le monde"), sections=range(7)),
    Gold("gazette-three-columns", "layout", "un-draft.en", "weasyprint", designs.GAZETTE,
         Print(head="Gazette of the networks, Vol. 12, No. 3")),
    Gold("brief-drop-caps", "layout", "brief.en", "chromium", designs.BRIEF_COLUMNS, Print()),
    Gold("margins-unequal-es", "layout", "safe-consultation.es", "typst", designs.MARGINS,
         Print(foot="Preguntar sin poner en peligro"), sections=range(7)),
    Gold("paper-journal", "layout", "un-draft.en", "typst", designs.PAPER_OTHER,
         Print(head="Annals of Night Work", foot="How to read a draft")),
    Gold("charts-above", "layout", "charts.en", "typst", designs.FIGURES_ABOVE,
         Print(head="The yearly report in figures", numbered=True, chart=CHART)),
    Gold("notes-over-pages", "layout", "longnotes.en", "typst", designs.LONG_NOTES,
         Print(head="On the word “community”")),
    Gold("bold-headings", "layout", "naloxone-position.en", "word", "DejaVu Serif",
         Print(head="Model statement", foot="Draft for members"), sections=range(5)),
    Gold("numbered-paragraphs", "layout", "safe-publishing.en", "odf", designs.OFFICE_COLUMNS,
         Print(head="What a file gives away", paragraphs=60), sections=range(6)),
    Gold("tables-unruled", "tables", "annex.en", "typst", designs.UNRULED, Print()),
    Gold("tables-ruled-spans", "tables", "annex.en", "weasyprint", designs.RULED, Print(head="Annex to the report")),
    Gold("tables-in-prose", "tables", "naloxone-planning.en", "odf", designs.OFFICE_TABLES,
         Print(head="A brief with tables")),
    Gold("tables-zebra", "tables", "annex.en", "weasyprint", designs.ZEBRA, Print()),
    Gold("tables-three-rules", "tables", "annex.en", "typst", designs.THREE_RULES,
         Print(head="Five services: annex")),
    Gold("tables-over-pages", "tables", "annex.en", "odf", designs.OFFICE_TABLES,
         Print(head="Statistical annex 2024")),
    Gold("arabic", "scripts", "consultation.ar", "weasyprint", designs.SCRIPTS, Print(head="الاستشارة الآمنة")),
    Gold("russian-columns", "scripts", "un-draft.ru", "typst", designs.TWO_COLUMNS,
         Print(head="Скобки и другие поля сражений: как читать проект")),
    Gold("hindi", "scripts", "services.hi", "typst", designs.HINDI, Print(head="रात की सेवा")),
    Gold("thai", "scripts", "services.th", "typst", designs.THAI, Print(head="บริการยามค่ำคืน")),
    Gold("chinese", "scripts", "services.zh", "typst", designs.CHINESE, Print(head="深夜服务说明")),
    Gold("portuguese", "scripts", "services.pt", "odf", designs.OFFICE_COLUMNS, Print(head="Serviço noturno")),
    Gold("mixed-languages", "scripts", "mixed.en", "weasyprint", designs.SCRIPTS, Print(head="One letter")),
    Gold("arabic-columns", "scripts", "consultation.ar", "typst", designs.ARABIC_COLUMNS,
         Print(head="موجز للشبكات المحلية")),
    Gold("hindi-columns", "scripts", "services.hi", "chromium", designs.SCRIPTS_COLUMNS, Print()),
    Gold("thai-columns", "scripts", "services.th", "odf", designs.OFFICE_COLUMNS,
         Print(head="เครือข่ายบริการยามค่ำคืน")),
    Gold("japanese", "scripts", "services.ja", "weasyprint", designs.SCRIPTS, Print(head="夜の窓口")),
    Gold("korean", "scripts", "services.ko", "chromium", designs.SCRIPTS_COLUMNS, Print()),
    Gold("mixed-office", "scripts", "mixed.en", "odf", designs.OFFICE_TABLES, Print(head="A letter of 2023")),
    Gold("ukrainian", "scripts", "services.uk", "odf", designs.OFFICE_TABLES,
         Print(head="Нічна служба", foot="Київ 2024")),
    Gold("scan-guide", "scans", "guide.en", "weasyprint", designs.QUESTIONS, Print(head="Naloxone in short"),
         scanned=True),
    Gold("scan-paper", "scans", "paper.en", "typst", designs.PAPER, Print(head="Journal of Quiet Counting 4(2)"),
         scanned=True),
    Gold("scan-spanish", "scans", "naloxone-position.es", "odf", designs.OFFICE_TABLES,
         Print(head="Declaración modelo"), sections=range(4), scanned=True),
    Gold("exam-evaluation", "layout", "exam/evaluation.en", "typst", exam_designs.EVALUATION,
         Print(head="Walking the last mile", cover=("Lake Districts Health Alliance", "December 2023"),
               contents="Contents", chart=DISTRICTS, furniture=_headings("exam/evaluation.en")), exam=True),
    Gold("exam-appeal-fr", "layout", "exam/appel.fr", "typst", exam_designs.APPEAL,
         Print(foot="Appel de Lomé", closing=SIGNATORIES), exam=True),
    Gold("exam-guide-es", "layout", "exam/guia.es", "weasyprint", exam_designs.GUIDE,
         Print(head="De puerta en puerta", contents="Contenido", furniture=_headings("exam/guia.es")), exam=True),
    Gold("exam-bulletin", "layout", "exam/bulletin.en", "typst", exam_designs.BULLETIN,
         Print(head="Health in the Halls, Bulletin 7"), exam=True),
    Gold("exam-terms", "layout", "exam/terms.en", "docx", "DejaVu Sans; Noto Serif",
         Print(head="Eastgate Advisory Board", furniture=("Page",)), exam=True),
    Gold("exam-web", "layout", "exam/hepatitis.en", "chromium", exam_designs.WEB_LONG, Print(), exam=True),
    Gold("exam-brief-sidebar", "layout", "exam/heat.en", "weasyprint", exam_designs.SIDEBAR,
         Print(foot="When the city is too hot", chart=CITIES), exam=True),
    Gold("exam-article", "layout", "exam/article.en", "typst", exam_designs.ARTICLE,
         Print(head="The Interpreter in the Room", foot="Port Studies 11"), exam=True),
    Gold("exam-statistics", "tables", "exam/statistics.en", "typst", exam_designs.STATISTICS,
         Print(head="Community health work in figures", foot="Statistical supplement 3"), exam=True),
    Gold("exam-landscape", "tables", "exam/framework.en", "weasyprint", exam_designs.LANDSCAPE,
         Print(head="Health on the Move: proposal"), exam=True),
    Gold("exam-budget-pt", "tables", "exam/orcamento.pt", "odf", exam_designs.BUDGET,
         Print(head="Associação de moradores", foot="Contas do ano"), exam=True),
    Gold("exam-russian", "scripts", "exam/care.ru", "odf", exam_designs.RUSSIAN,
         Print(head="Объединение равных консультантов"), exam=True),
    Gold("exam-arabic", "scripts", "exam/care.ar", "chromium", exam_designs.ARABIC_WEB, Print(), exam=True),
    Gold("exam-hindi", "scripts", "exam/care.hi", "typst", exam_designs.HINDI,
         Print(foot="पड़ोस से शुरू होती सेहत"), exam=True),
    Gold("exam-chinese", "scripts", "exam/care.zh", "odf", exam_designs.CHINESE, Print(head="鄰里健康手冊"), exam=True),
    Gold("exam-voices", "scripts", "exam/voices.en", "weasyprint", exam_designs.VOICES,
         Print(head="Voices from five waiting rooms"), exam=True),
)  # fmt: skip
