"""Which paragraphs are headings and of what level: by size, weight, numbering and the document's own outline."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from firsthand.documents.pdf.paragraphs import BULLETS, Text, ends_sentence, is_row, marker_of
from firsthand.documents.pdf.sheet import Sheet

LONGEST = 220
_DEEPEST = 6
_ROW = 4
_LARGER = 1.09
_DECIMALS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s")
_LEADERS = re.compile(r"(\.\s?){4,}|…{2,}|_{4,}")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_CAPTION = re.compile(
    r"(fig(ure|\.)?|table(au)?|tabla|figura|graph(ique)?|gráfico|cuadro|chart|box|map|рис(унок|\.)?|таблица|source|fuente|"
    r"источник)\b[\s.:]*[\divxa-z]{0,4}\b",
    re.IGNORECASE,
)
_LEADS_ON = (",", ";", ":", "–", "—", "-")


class Style(Struct, frozen=True):
    """What headings of one rank share."""

    size: float
    bold: bool
    capitals: bool
    depth: int
    """How many decimal numbers it begins with."""


Outline = Mapping[str, int]
"""The level of each entry of the document's outline, by its letters alone."""


def measure_body(sheets: Sequence[Sheet]) -> float:
    """The size in which most of the letters of a document are set, in points."""
    letters: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            letters[word.size] += len(word.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def rank_headings(texts: Sequence[Text], body: float, outline: Outline) -> dict[int, int]:
    """The level of each text that is a heading, by its index."""
    candidates = {
        index: text
        for index, text in enumerate(texts)
        if _level_in_outline(text, outline) or _looks_like_heading(text, body)
    }
    candidates = _without_crowds(candidates, texts)
    candidates = _without_lists(candidates, outline)
    levels = _rank_styles([style_of(text) for text in candidates.values()])
    declared = _levels_by_style(candidates.values(), outline)
    return {
        index: min(_level_in_outline(text, outline) or declared.get(style_of(text)) or levels[style_of(text)], _DEEPEST)
        for index, text in candidates.items()
    }


def letters_of(text: str) -> str:
    """A heading's letters alone, to compare it with an entry of the outline."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _level_in_outline(text: Text, outline: Outline) -> int | None:
    if not outline or len(text.lines) > 4 or len(text.text) > LONGEST:
        return None
    return outline.get(letters_of(text.text)) if not _LEADERS.search(text.text) else None


def _looks_like_heading(text: Text, body: float) -> bool:
    words = text.text
    if len(words) > LONGEST or len(text.lines) > 5 or not _is_worded(words) or _CAPTION.match(words):
        return False
    if words.endswith(_LEADS_ON) or _LEADERS.search(words):
        return False
    if any(line.words[0].turned or is_row(line) for line in text.lines):
        return False
    larger = text.size > _LARGER * body
    if ends_sentence(words) and not words.endswith(("?", "!")) and (not larger or len(text.lines) > 2):
        return False
    if text.size > 1.25 * body:
        return True
    if larger and not text.bold:
        return len(text.lines) <= 2
    first = marker_of(text.lines[0])
    if first is not None and first in BULLETS:
        return False
    return text.bold and text.size > 0.9 * body and len(words) < 160 and len(text.lines) < 4


def _is_worded(text: str) -> bool:
    """Whether it is made of words, not of figures or signs."""
    letters = sum(map(str.isalpha, text))
    return letters >= 3 and letters >= 0.5 * len(text.replace(" ", ""))


def _without_crowds(candidates: dict[int, Text], texts: Sequence[Text]) -> dict[int, Text]:
    """Candidates without those that stand beside each other: the labels of a chart, the cells of a row."""
    kept: dict[int, Text] = {}
    for index, text in candidates.items():
        beside = [other for other in (index - 1, index + 1) if other in candidates and _are_level(text, texts[other])]
        if not beside:
            kept[index] = text
    return kept


def _without_lists(candidates: dict[int, Text], outline: Outline) -> dict[int, Text]:
    """Candidates without long rows of one style on one page: a list in large type, the labels of a drawing."""
    rows: list[list[int]] = []
    for index, text in candidates.items():
        last = candidates[rows[-1][-1]] if rows else None
        if last and rows[-1][-1] == index - 1 and last.page == text.page and style_of(last) == style_of(text):
            rows[-1].append(index)
        else:
            rows.append([index])
    return {
        index: candidates[index]
        for row in rows
        for index in row
        if len(row) < _ROW or _level_in_outline(candidates[index], outline)
    }


def _are_level(one: Text, other: Text) -> bool:
    return one.page == other.page and abs(one.lines[0].base - other.lines[0].base) < 0.5 * one.size


def style_of(text: Text) -> Style:
    """By what a heading is compared with others."""
    shown = text.text
    return Style(
        size=round(text.size),
        bold=2 * sum(line.font.bold for line in text.lines) > len(text.lines),
        capitals=shown.isupper(),
        depth=_depth(shown),
    )


def _depth(text: str) -> int:
    decimals = _DECIMALS.match(text)
    return decimals[1].count(".") + 1 if decimals and "." in decimals[1] else 0


def _rank_styles(styles: Sequence[Style]) -> dict[Style, int]:
    """Larger before smaller, bold before light, capitals before others, "1" before "1.1"."""
    order = sorted(set(styles), key=lambda style: (-style.size, not style.bold, not style.capitals, style.depth))
    return {style: level for level, style in enumerate(order, start=1)}


def _levels_by_style(texts: Iterable[Text], outline: Outline) -> dict[Style, int]:
    """For styles whose headings the outline mostly names: the level that it gives them."""
    votes: dict[Style, Counter[int]] = {}
    for text in texts:
        level = _level_in_outline(text, outline)
        if level:
            votes.setdefault(style_of(text), Counter())[level] += 1
    return {style: counts.most_common(1)[0][0] for style, counts in votes.items()}
