"""Which paragraphs are headings and of what level: by size, weight, numbering and the document's own outline."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from firsthand.documents.pdf.paragraphs import BULLETS, Text, ends_sentence, is_row, marker_of
from firsthand.documents.pdf.set_apart import find_set_apart

LONGEST = 220
_DEEPEST = 6
_ROW = 4
_COVER = 4
_VOTES = 4
_LARGER = 1.09
_DECIMALS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s")
_LEADERS = re.compile(r"(\.\s?){4,}|…{2,}|_{4,}")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_NOT_SIGNS = re.compile(r"[\W_]+")
_LABELS = (("roman", re.compile(r"[IVXL]{1,6}\.?\s")), ("letter", re.compile(r"[A-ZА-Я]\.\s")),
           ("figure", re.compile(r"\d{1,2}\.?\s")))  # fmt: skip
_CAPTION = re.compile(
    r"(fig(ure|\.)?|table(au)?|tabla|figura|graph(ique)?|gráfico|cuadro|chart|box|map|рис(унок|\.)?|таблица|source|fuente|"
    r"источник)\b[\s.:]*[\divxa-z]{0,4}\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“«„”‘\"「『][^“«„”»\"「」『』]{40,}[”»“’\"」』][.!?]?(?:\s*[–—-].*)?")
"""A sentence in quotation marks, set large beside the text from which it is taken."""
_AUTHORS = re.compile(r"[^\W\d_][∗*#+†‡§¶](?=[,\s]|$)")
"""A name with the sign that leads to its institution."""
_LEADS_ON = (",", ";", ":", "–", "—", "-")


class Style(Struct, frozen=True):
    """What headings of one rank share."""

    size: float
    bold: bool
    slanted: bool
    capitals: bool
    depth: int
    """How many decimal numbers it begins with."""
    label: str = ""
    """The kind of the number or letter that it begins with."""


Outline = Mapping[str, int]
"""The level of each entry of the document's outline, by its letters and figures, and by its letters alone.

0 where entries that are alike have several.
"""


def index_outline(levels: Mapping[str, int]) -> Outline:
    """An outline to look up, from the level of each of its titles."""
    index: dict[str, int] = {}
    for title, level in levels.items():
        for key in {letters_of(title), _signs_of(title)}:
            index[key] = level if index.get(key, level) == level else 0
    index.pop("", None)
    return index


def rank_headings(texts: Sequence[Text], body: float, outline: Outline) -> dict[int, int]:
    """The level of each text that is a heading, by its index."""
    apart = find_set_apart(texts, body)
    candidates = {
        index: text
        for index, text in enumerate(texts)
        if level_in_outline(text, outline) is not None
        or (index in apart and not _CAPTION.match(text.text))
        or _looks_like_heading(text, body)
    }
    candidates = _without_sentences(candidates, texts, outline)
    candidates = _without_crowds(candidates, texts)
    candidates = _without_lists(candidates, outline)
    cover = find_cover(texts)
    votes = _levels_by_style(candidates.values(), outline)
    levels = _rank_styles(candidates, {style: counts.most_common(1)[0][0] for style, counts in votes.items()}, cover)
    sure = {style for style, counts in votes.items() if _are_sure(counts)}
    ranked: dict[int, int] = {}
    for index, text in candidates.items():
        style = style_of(text)
        own = None if style in sure else level_in_outline(text, outline)
        ranked[index] = min(own or levels[style], _DEEPEST)
    return ranked


def letters_of(text: str) -> str:
    """A heading's letters alone, to compare it with an entry of the outline."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _signs_of(text: str) -> str:
    """Its letters and figures."""
    return _NOT_SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def level_in_outline(text: Text, outline: Outline) -> int | None:
    """The level that the outline gives a text; 0 where it gives several, None where it doesn't name it."""
    if not outline or len(text.lines) > 4 or len(text.text) > LONGEST:
        return None
    shown = text.text
    if _LEADERS.search(shown):
        return None
    level = outline.get(_signs_of(shown))
    return outline.get(letters_of(shown)) if level is None else level


def _looks_like_heading(text: Text, body: float) -> bool:
    words = text.text
    if len(words) > LONGEST or len(text.lines) > 5 or not _is_worded(words) or _CAPTION.match(words):
        return False
    if words.endswith(_LEADS_ON) or _LEADERS.search(words) or _QUOTED.fullmatch(words):
        return False
    if any(line.words[0].turned or is_row(line) for line in text.lines):
        return False
    if len(_AUTHORS.findall(words)) > 1:
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


def _without_sentences(candidates: dict[int, Text], texts: Sequence[Text], outline: Outline) -> dict[int, Text]:
    """Candidates without sentences in a style in which longer ones stand that are no headings: pull quotes, leads."""
    ending = [index for index, text in candidates.items() if text.text.endswith((".", "。", "।", "۔"))]
    if not ending:
        return candidates
    quoted = {
        style_of(text) for index, text in enumerate(texts)
        if index not in candidates and len(text.lines) > 2 and ends_sentence(text.text)
    }  # fmt: skip
    doomed = {
        index for index in ending
        if style_of(candidates[index]) in quoted and level_in_outline(candidates[index], outline) is None
    }  # fmt: skip
    return {index: text for index, text in candidates.items() if index not in doomed}


def _is_worded(text: str) -> bool:
    """Whether it is made of words, not of figures or signs."""
    signs = [sign for sign in text if not sign.isspace()]
    worded = sum(sign.isalpha() or unicodedata.category(sign)[0] == "M" for sign in signs)
    return worded >= (3 if text.isascii() else 2) and 2 * worded >= len(signs)


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
        if len(row) < _ROW or level_in_outline(candidates[index], outline) is not None
    }


def _are_level(one: Text, other: Text) -> bool:
    return one.page == other.page and abs(one.lines[0].base - other.lines[0].base) < 0.5 * one.size


def style_of(text: Text) -> Style:
    """By what a heading is compared with others."""
    shown = text.text
    depth = _depth(shown)
    return Style(
        size=round(2 * text.size) / 2,
        bold=2 * sum(line.font.bold for line in text.lines) > len(text.lines),
        slanted=2 * sum(line.font.italic for line in text.lines) > len(text.lines),
        capitals=shown.isupper(),
        depth=depth,
        label="" if depth else next((kind for kind, label in _LABELS if label.match(shown)), ""),
    )


def _depth(text: str) -> int:
    decimals = _DECIMALS.match(text)
    return decimals[1].count(".") + 1 if decimals and "." in decimals[1] else 0


def find_cover(texts: Sequence[Text]) -> int | None:
    """The first page, where it has no paragraph that is longer than a title."""
    page = texts[0].page if texts else None
    return None if any(text.page == page and len(text.lines) > _COVER for text in texts) else page


def _rank_styles(candidates: Mapping[int, Text], declared: Mapping[Style, int], cover: int | None) -> dict[Style, int]:
    """The level of each style: as the outline has it, or one below the style that ranks above it.

    Larger before smaller, bold before light, capitals before others, "1" before "1.1", and of letters and numbers those
    first that come first. Styles that only the cover has share one level if they are larger than all others.
    """
    labels: list[str] = []
    pages: dict[Style, set[int]] = {}
    for text in candidates.values():
        style = style_of(text)
        pages.setdefault(style, set()).add(text.page)
        if style.label and style.label not in labels:
            labels.append(style.label)
    order = sorted(pages, key=lambda style: (*_rank(style), style.depth, _place(style.label, labels)))
    levels: dict[Style, int] = {}
    above, level, covers = None, 0, True
    for style in order:
        covers = covers and pages[style] == {cover}
        if style in declared:
            level = declared[style]
        elif above is None or not (_are_peers(above, style, labels) or (covers and level == 1)):
            level += 1
        levels[style] = level
        above = style
    return levels


def _rank(style: Style) -> tuple[float, bool, bool, bool]:
    return -style.size, not style.bold, not style.capitals, style.slanted


def _place(label: str, labels: Sequence[str]) -> int:
    return labels.index(label) if label else 0


def _are_peers(above: Style, style: Style, labels: Sequence[str]) -> bool:
    """Whether two styles differ only in that headings of one have numbers and those of the other have none."""
    alike = _rank(above) == _rank(style) and above.depth == style.depth == 0
    return alike and _place(above.label, labels) == _place(style.label, labels)


def _are_sure(votes: Counter[int]) -> bool:
    """Whether an outline gives nearly all headings of one style one level, so that the others are mistakes in it."""
    return votes.total() >= _VOTES and 4 * votes.most_common(1)[0][1] >= 3 * votes.total()


def _levels_by_style(texts: Iterable[Text], outline: Outline) -> dict[Style, Counter[int]]:
    """For styles of headings that the outline names: the levels that it gives them."""
    votes: dict[Style, Counter[int]] = {}
    for text in texts:
        level = level_in_outline(text, outline)
        if level:
            votes.setdefault(style_of(text), Counter())[level] += 1
    return votes
