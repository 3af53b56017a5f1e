"""Headings in the size and weight of the text: in italics or capitals, or numbered, with white space around them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import BULLETS, Text, ends_sentence, is_row, marker_of, start_of

_LONGEST = 120
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|[IVXL]{1,6}\.|"
    r"(?i:chapter|chapitre|capítulo|capitolo|kapitel|part|partie|parte|teil|section|sección|abschnitt|глава|часть|раздел|"
    r"розділ|अध्याय|الفصل|القسم|الباب|فصل|บทที่)\s(?:\d{1,3}|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]{1,3}|[IVXL]{1,6}|\w+))"
    r"[.:]?\s|第\s?[\d一二三四五六七八九十百]{1,4}\s?[章節节部編编]"
)
_LEADS_ON = (",", ";", ":", "–", "—", "-", "、", "，", "：")
_FAR = "far"
_FEW = 2
"""How many lines that only white sets apart are no headings yet."""
_SHORT = 0.6
_WIDEST = 0.9
"""The share of the column that such a heading may fill."""


def find_set_apart(texts: Sequence[Text], body: float) -> set[int]:
    """The indexes of texts that are headings by their kind and place; one of a kind alone is none."""
    found: dict[int, str] = {}
    faces, step = _usual_faces(texts), _usual_step(texts)
    for index, text in enumerate(texts):
        kind = _kind(text, body) or _face(text, body, faces)
        if kind and _stands_apart(texts, index):
            found[index] = kind
        elif not kind and _stands_far(texts, index, step) and _is_short(text, body) and _stands_apart(texts, index):
            found[index] = _FAR
    counts = Counter(found.values())
    return {index for index, kind in found.items() if counts[kind] > (_FEW if kind == _FAR else 1)}


def _usual_step(texts: Sequence[Text]) -> float:
    """The distance from the last line of a paragraph to the first of the next, as it is most often."""
    steps = Counter(
        round(2 * (below.lines[0].base - above.lines[-1].base)) / 2
        for above, below in pairwise(texts)
        if above.page == below.page and len(above.lines) > 1 and len(below.lines) > 1
        and below.lines[0].base > above.lines[-1].base
    )  # fmt: skip
    return steps.most_common(1)[0][0] if steps else 0.0


def _stands_far(texts: Sequence[Text], index: int, step: float) -> bool:
    """Whether there is more white above a text than above paragraphs, and no more below it."""
    if not 0 < index < len(texts) - 1 or not step or len(texts[index + 1].lines) < 2:
        return False
    before, text, below = texts[index - 1 : index + 2]
    over, under = text.lines[0].base - before.lines[-1].base, below.lines[0].base - text.lines[-1].base
    return (
        before.page == text.page and over > step + 0.4 * text.size and under < max(step + 0.2 * text.size, 0.75 * over)
    )


def _is_short(text: Text, body: float) -> bool:
    """Whether a text is a single line far shorter than its column."""
    start, end = text.measure
    line = text.lines[0]
    return len(text.lines) == 1 and line.width < _SHORT * (end - start) and _may_head(text, body)


def _usual_faces(texts: Sequence[Text]) -> frozenset[str]:
    """The typefaces in which paragraphs are set."""
    letters: Counter[str] = Counter()
    for text in texts:
        if len(text.lines) > 2:
            for line in text.lines:
                letters[line.font.name] += len(line.text)
    return frozenset(name for name, count in letters.items() if 20 * count > letters.total())


def _face(text: Text, body: float, usual: frozenset[str]) -> str:
    """The typeface of a text that may be a heading, where no paragraph is set in it."""
    faces = {line.font.name for line in text.lines}
    return "" if not usual or len(faces) != 1 or faces & usual or not _may_head(text, body) else faces.pop()


def _kind(text: Text, body: float) -> str:
    """What tells a text from others, "" where nothing does."""
    shown = text.text
    if not _may_head(text, body):
        return ""
    if _NUMBERED.match(shown):
        return "numbered"
    if all(word.font.italic for line in text.lines for word in line.words if word.text.isalpha()) and any(
        map(str.isalpha, shown)
    ):
        return "slanted"
    return "capitals" if shown.isupper() and sum(map(str.isalpha, shown)) > 4 else ""


def _may_head(text: Text, body: float) -> bool:
    """Whether a text has the size, the length and the ends of a heading."""
    shown = text.text
    if len(text.lines) > 2 or len(shown) > _LONGEST or not 0.95 * body <= text.size <= 1.1 * body:
        return False
    if shown.endswith(_LEADS_ON) or ends_sentence(shown) or not (shown[0].isalnum() and not shown[0].islower()):
        return False
    if any(line.text == ANCHOR or is_row(line) or line.words[0].turned for line in text.lines) or _is_bulleted(text):
        return False
    start, end = text.measure
    return max(line.width for line in text.lines) <= _WIDEST * (end - start)


def _is_bulleted(text: Text) -> bool:
    marker = marker_of(text.lines[0])
    return marker is not None and marker in BULLETS


def _stands_apart(texts: Sequence[Text], index: int) -> bool:
    """Whether there is more white above a text than below it, and below it a paragraph that begins where it begins."""
    text = texts[index]
    if index + 1 >= len(texts):
        return False
    below = texts[index + 1]
    if below.page != text.page or below.lines[0].text == ANCHOR or len(below.text) < len(text.text):
        return False
    under = below.lines[0].base - text.lines[-1].base
    size = text.size
    if not 0 < under < 2.6 * size or abs(below.size - size) > 0.06 * size or _kind_of_line(below):
        return False
    if abs(start_of(below.lines[0]) - start_of(text.lines[0])) > 2.5 * size:
        return False
    if text.opens or index == 0 or texts[index - 1].page != text.page:
        return True
    over = text.lines[0].base - texts[index - 1].lines[-1].base
    return over < 0 or over > max(1.5 * size, 1.12 * under)


def _kind_of_line(text: Text) -> bool:
    """Whether a text is all in italics, as a quotation is below its title."""
    return all(line.font.italic for line in text.lines)
