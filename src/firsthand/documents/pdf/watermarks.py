"""Words printed across many pages, such as DRAFT, and tabs at their sides: told by place and size or direction."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from firsthand.documents.model import Remark
from firsthand.documents.pdf.sheet import Sheet, Word

_LARGE = 2.5
"""In sizes of the running text."""
_GRID = 8
"""How far apart, in points, such words may stand on their pages."""
_LETTERS_AT_MOST = 60

_Place = tuple[str, int, int]


def strip_watermarks(sheets: Sequence[Sheet], body: float) -> tuple[list[Sheet], list[Remark]]:
    """The sheets without such words, and what was left out. `body` is the size of the running text in points."""
    pages: dict[_Place, list[int]] = defaultdict(list)
    for sheet in sheets:
        for word in sheet.words:
            if word.turned or word.size > _LARGE * body:
                pages[_place(word)].append(sheet.number)
    doomed = {place for place, numbers in pages.items() if _repeats(numbers, len(sheets))}
    if not doomed:
        return list(sheets), []
    kept: list[Sheet] = []
    first: dict[str, int] = {}
    for sheet in sheets:
        out = [word for word in sheet.words if _may_be_watermark(word, body) and _place(word) in doomed]
        if out and any(word.size > _LARGE * body for word in out):
            first.setdefault(" ".join(word.text for word in out)[:_LETTERS_AT_MOST], sheet.number)
        gone = set(map(id, out))
        kept.append(replace(sheet, words=tuple(w for w in sheet.words if id(w) not in gone)) if out else sheet)
    return kept, [
        Remark("dropped-watermark", f"“{text}” is printed across pages of this file; it was left out.", page)
        for text, page in first.items()
    ]


def _may_be_watermark(word: Word, body: float) -> bool:
    return word.turned or word.size > _LARGE * body


def _place(word: Word) -> _Place:
    return word.text, round(word.left / _GRID), round(word.top / _GRID)


def _repeats(numbers: list[int], count: int) -> bool:
    """Whether a word stands at one place on most pages of a stretch, not only on the odd two."""
    unique = sorted(set(numbers))
    near = sum(after - before <= 2 for before, after in pairwise(unique))
    return len(unique) >= (2 if count <= 3 else 3) and 2 * near >= len(unique) - 1
