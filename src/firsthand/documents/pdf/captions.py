"""How captions and credit lines begin, in the languages of reports, and which figure each one belongs to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from firsthand.documents.pdf.areas import Area
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text

Kind = Literal["figure", "table"]

_FIGURES = (
    r"fig(?:ur(?:e|a|es|as)?|\.)?|gr[áa]fic[oa]|graphique|graph|chart|diagram(?:me|a)?|schéma|map|mapa|carte|photo(?:graph)?|foto|"
    r"ilustraci[óo]n|illustration|infogra(?:phic|f[íi]a|phie)|exhibit|plate|imagen?|abb(?:ildung|\.)?|afbeelding|"
    r"рис(?:унок|\.)?|диаграмма|график|карта|схема|фото|мал(?:юнок|\.)?|شكل|الشكل|صورة|الصورة|خريطة|चित्र|आकृति|รูปที่|"
    r"แผนภูมิ(?:ที่)?|ภาพที่|hình|biểu đồ|gambar|şekil|grafik|图表?|圖表?|図表?|그림"
)
_TABLES = (
    r"tab(?:le(?:au|s)?|\.)?|tabl[ao]|tabell[ae]?|tabela|cuadro|quadro|табл(?:ица|иця|\.)?|جدول|الجدول|तालिका|सारणी|ตาราง(?:ที่)?|"
    r"bảng|tablo|tabel|表格?|표"
)
_NUMBER = (
    r"(?:[\s.:№#-]*(?:n[°ºo.]+\s*)?(?:[A-Z]{0,2}[.-]?\d{1,3}(?:[.-]\d{1,3}){0,2}[a-z]?|[一二三四五六七八九十]{1,3})|"
    r"[\s.:№#-]+(?-i:[IVXL]{1,6}|[A-Z]))(?!\w)"
)
_OPENING = re.compile(
    rf"(?:(?P<figure>{_FIGURES})|(?P<table>{_TABLES}))(?P<number>{_NUMBER})(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_CREDIT = re.compile(
    r"(?:source|sources|note|notes|credit|photo|photos|photograph|crédit|foto|fuente|nota|fonte|quelle|источник|примечание|фото|"
    r"مصدر|المصدر|ملاحظة|स्रोत|ที่มา|nguồn|sumber|kaynak|来源|资料来源|出典|注|자료|출처)s?\b[^.:：]{0,40}[:：]|(?:photo\s+)?©|\(c\)\s",
    re.IGNORECASE,
)
_SOURCE_AT_MOST = 400
_LONGEST = 1_500
_LINES_AT_MOST = 8
_REACH = 40.0
"""How far a caption may stand from its figure, in points."""


def opens_caption(text: str) -> Kind | None:
    """Whether a text begins as a caption does: "Figure 3. ...", not "Figure 3 shows ...\""""
    found = _OPENING.match(text)
    if found is None or len(text) > _LONGEST:
        return None
    rest = found["rest"].lstrip(" \u00a0")
    goes_on = rest[:1].isalpha() and rest[0] == rest[0].lower() != rest[0].upper()
    if goes_on or rest[:1] in (",", ";", ")"):
        return None
    return "figure" if found["figure"] else "table"


def is_credit(text: str) -> bool:
    """Whether a text says whose a picture is, or where its figures come from."""
    return len(text) <= _SOURCE_AT_MOST and _CREDIT.match(text) is not None


class Caption(Struct, frozen=True):
    """A caption or a credit as it stands on a page, before its lines are a paragraph."""

    kind: Literal["figure", "table", "credit"]
    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom


def find_captions(pieces: Sequence[Line]) -> list[Caption]:
    """The captions and credits of a page with the lines right below each that go on with it."""
    found: list[Caption] = []
    for piece in pieces:
        kind = opens_caption(piece.text) or ("credit" if is_credit(piece.text) else None)
        if kind:
            found.append(Caption(kind, tuple(_go_on(piece, pieces))))
    return found


def _go_on(first: Line, pieces: Sequence[Line]) -> Iterator[Line]:
    yield first
    last = first
    for _ in range(_LINES_AT_MOST):
        below = [piece for piece in pieces if _is_next(last, piece)]
        if not below or opens_caption(below[0].text) or is_credit(below[0].text):
            return
        last = below[0]
        yield last


def _is_next(above: Line, below: Line) -> bool:
    aligned = abs(above.left - below.left) < 3 or abs(above.left + above.right - below.left - below.right) < 4
    step = below.base - above.base
    return aligned and 0.7 * below.size < step < 1.6 * above.size and abs(above.size - below.size) < 0.2 * above.size


def has_caption(area: Area, captions: Iterable[Caption]) -> bool:
    """Whether a caption of a figure stands right above or below."""
    return any(stands_by(area, one) for one in captions if one.kind == "figure")


def stands_by(area: Area, one: Caption) -> bool:
    return _distance(area, one.left, one.top, one.right, one.bottom) is not None


def pair_captions(texts: Sequence[Text], areas: Mapping[int, Area]) -> dict[int, list[int]]:
    """For each figure the texts that are its caption, in reading order, all by their indices in `texts`.

    `areas` are the figures by the index of the text that stands for each.
    """
    found: list[tuple[float, int, list[int]]] = []
    for at, text in enumerate(texts):
        if text.lines[0].text != ANCHOR and opens_caption(text.text) == "figure":
            for index, area in areas.items():
                block = _with_subtitle(texts, area, at) if text.page == area.page else []
                gap = _gap(area, [texts[one] for one in block]) if block else None
                if gap is not None:
                    found.append((gap, index, block))
    captions: dict[int, list[int]] = {}
    taken: set[int] = set()
    for _, index, block in sorted(found):
        if index not in captions and taken.isdisjoint(block):
            captions[index] = block
            taken.update(block)
    for index, area in areas.items():
        credit = _find_credit(texts, area, captions.get(index, ()), taken)
        taken.update(credit)
        if credit:
            captions.setdefault(index, []).extend(credit)
    return captions


def _gap(area: Area, block: Sequence[Text]) -> float | None:
    lines = [line for text in block for line in text.lines]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return _distance(area, left, lines[0].top, right, lines[-1].bottom)


def _distance(area: Area, left: float, top: float, right: float, bottom: float) -> float | None:
    """How far above or below a figure something stands that could be its caption, in points."""
    overlap = min(area.right, right) - max(area.left, left)
    if overlap < 0.3 * min(area.right - area.left, right - left):
        return None
    gap = max(area.top - bottom, top - area.bottom)
    return max(gap, 0.0) if -6 <= gap <= _REACH else None


def _with_subtitle(texts: Sequence[Text], area: Area, at: int) -> list[int]:
    """A caption above its figure with what stands right below it: a title that is a text of its own, a unit."""
    found = [at]
    for index in range(at + 1, min(at + 4, len(texts))):
        last, text = texts[found[-1]].lines[-1], texts[index]
        first = text.lines[0]
        below = 0 < first.base - last.base < 2 * max(first.size, last.size) and abs(first.left - last.left) < 24
        if text.page != area.page or first.text == ANCHOR or not below or text.lines[-1].bottom > area.top + 6:
            break
        if len(text.lines) > 3 or opens_caption(text.text):
            break
        found.append(index)
    return found


def _find_credit(texts: Sequence[Text], area: Area, caption: Sequence[int], taken: set[int]) -> list[int]:
    """The lines right below a figure or its caption that name sources and rights."""
    bottoms = [texts[at].lines[-1].bottom for at in caption]
    floor = max([area.bottom, *bottoms])
    found: list[int] = []
    for at, text in sorted(enumerate(texts), key=lambda pair: pair[1].lines[0].top):
        if text.page != area.page or at in taken or not is_credit(text.text):
            continue
        left, right = min(line.left for line in text.lines), max(line.right for line in text.lines)
        level = min(area.right, right) - max(area.left, left) > 0
        if level and -6 <= text.lines[0].top - floor <= 3.5 * text.size:
            found.append(at)
            floor = text.lines[-1].bottom
    return found
