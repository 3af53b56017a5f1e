"""Scripts whose letters are drawn in clusters: Indic ones, Thai, Lao, Khmer, Burmese. Their characters as read.

Such a cluster is drawn by several glyphs, in part out of their order, so that PDFium says some clusters twice, some
signs far from their letters, and sees white space where there is none, or none where there is some.
"""

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

_COMPLEX = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SPACE = 0.15
"""From how much white on there is a space, in sizes of the type."""
_BEARING = 0.1
"""How much of a glyph's width may be white, or overlap with the next glyph."""
_LEVEL = 0.3
_NEARBY = 24
_REACH = 40
"""How many characters away from its letter a sign may be given."""
_SARA_AM = {"\u0e32": "\u0e33", "\u0e33": "\u0e33", "\u0eb2": "\u0eb3", "\u0eb3": "\u0eb3"}
"""Thai and Lao "am", which shapers draw as a ring above the letter and a sign for "aa" (Unicode, 16.1)."""
_WHITE = " \t\r\n\u00a0"
_FOLLOWS = re.compile("[\u0002\ufffe\u00ad\u2010,.;:!?)\\]}»”’\u0964-]")
"""What stands behind a word without a space."""


class Glyph(Struct, gc=False):
    """One character that PDFium gives, in the order in which it gives them. Lengths are points, y growing upwards."""

    index: int
    letter: str
    x: float
    """Where it stands, from which its box may differ."""
    y: float
    left: float
    right: float
    size: float
    span: int = 0
    """Names the stretch of the file for which the file gives a text as a whole (ActualText), 0 outside of any."""
    owner: int = 0
    """Names the object of the page that draws it."""
    made: bool = False
    """PDFium adds it: the file doesn't draw it."""
    unmapped: bool = False


def is_complex(text: str) -> bool:
    return not text.isascii() and _COMPLEX.search(text) is not None


def mend(glyphs: Sequence[Glyph]) -> list[tuple[str, int]]:
    """The characters of a page as they are read, each with its index: every cluster once, signs behind their letters.

    White space that the file itself draws is kept; what PDFium added is judged by how much white there is.
    """
    kept = _bring_signs_home(_join_am(_without_echoes(glyphs)))
    return list(_space(kept))


def _without_echoes(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without what PDFium says again for each further object of a stretch that has one text, or the file for a sign."""
    first: dict[int, int] = {}
    kept: list[Glyph] = []
    recent: deque[list[Glyph]] = deque(maxlen=_NEARBY)
    for cluster in _clusters(glyphs):
        head = cluster[0]
        told = head.span and first.setdefault(head.span, head.owner) != head.owner
        if not told and not any(_echoes(cluster, other) for other in recent):
            recent.append(cluster)
            kept.extend(cluster)
    return kept


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that one glyph or one stretch stands for."""
    for _, group in groupby(glyphs, key=lambda glyph: (glyph.owner, glyph.x, glyph.y)):
        yield list(group)


def _echoes(cluster: list[Glyph], other: list[Glyph]) -> bool:
    """Whether a sign upon a letter is named like the letter with the sign."""
    if len(cluster) < 2 or [glyph.letter for glyph in cluster] != [glyph.letter for glyph in other]:
        return False
    middle = (cluster[0].left + cluster[-1].right) / 2
    slack = _BEARING * other[0].size
    return other[0].left < middle < other[-1].right + slack and _are_level(cluster[0], other[0])


def _join_am(glyphs: list[Glyph]) -> list[Glyph]:
    """With the two halves of Thai and Lao "am" as one letter, where the file doesn't say what the ring is."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and joined[-1].unmapped and glyph.letter in _SARA_AM and _are_level(joined[-1], glyph):
            joined.pop()
            glyph.letter = _SARA_AM[glyph.letter]
        joined.append(glyph)
    return joined


def _bring_signs_home(glyphs: list[Glyph]) -> list[Glyph]:
    """With every sign that stands above or below a letter behind that letter, where PDFium gives it elsewhere."""
    homes: dict[int, list[Glyph]] = defaultdict(list)
    stays: list[Glyph] = []
    shared = Counter(glyph.span for glyph in glyphs if glyph.span)
    for glyph in glyphs:
        home = None
        # A stretch of one sign says nothing of the letter on which it stands.
        alone = shared[glyph.span] < 2
        if alone and _is_sign(glyph.letter) and not (stays and _stands_upon(glyph, stays[-1])):
            home = next((other for other in reversed(stays[-_REACH:]) if _stands_upon(glyph, other)), None)
        if home is None:
            stays.append(glyph)
        else:
            homes[home.index].append(glyph)
    if not homes:
        return stays
    settled: list[Glyph] = []
    waiting: list[Glyph] = []
    for glyph in stays:
        if waiting and not _is_sign(glyph.letter):
            settled.extend(waiting)
            waiting = []
        settled.append(glyph)
        waiting.extend(homes.pop(glyph.index, ()))
    return settled + waiting


def _stands_upon(sign: Glyph, letter: Glyph) -> bool:
    if not _COMPLEX.match(letter.letter) or abs(sign.y - letter.y) > 0.5 * letter.size:
        return False
    middle = (sign.left + sign.right) / 2
    return letter.left - 0.05 * letter.size <= middle <= letter.right + 0.05 * letter.size


def _is_sign(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) == "Mn"


def _are_level(one: Glyph, other: Glyph) -> bool:
    return abs(one.y - other.y) <= _LEVEL * max(one.size, other.size)


def _space(glyphs: list[Glyph]) -> Iterator[tuple[str, int]]:
    """The characters with the white space that is there between clusters."""
    last: Glyph | None = None
    """The last that takes room on its line."""
    white: list[Glyph] = []
    for glyph in glyphs:
        if glyph.letter in _WHITE:
            white.append(glyph)
            continue
        if last is not None:
            yield from _judge(last, white, glyph)
            white = []
        yield glyph.letter, glyph.index
        takes_room = not _is_sign(glyph.letter) and not (last is not None and glyph.span and glyph.span == last.span)
        if last is None or takes_room:
            last = glyph


def _judge(last: Glyph, white: list[Glyph], glyph: Glyph) -> Iterator[tuple[str, int]]:
    drawn = [space for space in white if not space.made]
    is_complex_there = _COMPLEX.match(last.letter) or _COMPLEX.match(glyph.letter)
    within = (glyph.span and glyph.span == last.span) or (_is_sign(glyph.letter) and _stands_upon(glyph, last))
    if drawn or not is_complex_there or not (within or _are_level(last, glyph)):
        yield from ((space.letter, space.index) for space in white)
    elif not within:
        gap = glyph.x - _end(last)
        if gap >= _SPACE * glyph.size and not _FOLLOWS.match(glyph.letter):
            yield " ", white[0].index if white else last.index
        elif gap < -2 * glyph.size:
            yield from ((space.letter, space.index) for space in white)


def _end(glyph: Glyph) -> float:
    """Where the next letter of a word would stand: the box without what it overlaps or leaves white."""
    bearing = glyph.left - glyph.x
    return glyph.right + bearing if abs(bearing) <= _BEARING * glyph.size else glyph.right
