"""Words become pieces of lines, and pieces that stand on one level become lines. Nothing of columns or paragraphs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.sheet import Font, Word

ANCHOR = "\ufffc"
"""The text of a line that stands for something other than text, such as a table, so that it is read in its place."""
_WORD_GAP = 1.6
_JOIN_GAP = 0.5
_NEARBY = 6
"""How many stretches of a line a piece is compared with."""
_measures = attrgetter("text", "left", "top", "right", "bottom", "glued")


class Line(Struct, frozen=True, gc=False):
    """Words that stand beside each other, in reading order."""

    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    """That of most of its letters."""
    font: Font
    text: str
    order: int = 0
    """Its place in the order in which the file draws the page."""
    leftwards: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


def make_pieces(words: Iterable[Word]) -> list[Line]:
    """Stretches of words that the file draws one after the other on one level without a wide gap."""
    pieces: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        # Nearly every word stands behind the one before it in its size, so that this is asked first.
        if last is not None and (
            (
                last.base == word.base and last.size == word.size
                and last.left < word.left < last.right + _WORD_GAP * word.size and not (last.turned or word.turned)
            )
            or _continues(last, word)
        ):  # fmt: skip
            pieces[-1].append(word)
        else:
            pieces.append([word])
        last = word
    lines = [make_line(piece, order) for order, piece in enumerate(pieces)]
    return _join_neighbours(lines) if len(lines) > 1 else lines


def make_line(words: Sequence[Word], order: int = 0) -> Line:
    """A line of words that are in reading order; its level is that of its largest style."""
    if len(words) == 1:
        (word,) = words
        return Line(
            (word,), word.left, word.top, word.right, word.bottom, word.base, word.size, word.font, word.text,
            order, letters.runs_leftwards(word.text),
        )  # fmt: skip
    size, font, base = _main_style(words)
    # All columns at once: lines are made of every word, some of them twice.
    texts, lefts, tops, rights, bottoms, glued = zip(*map(_measures, words), strict=True)
    if True in glued[1:]:
        text = "".join(word.text if word.glued or not at else " " + word.text for at, word in enumerate(words))
    else:
        text = " ".join(texts)
    return Line(
        words=tuple(words),
        left=min(lefts),
        top=min(tops),
        right=max(rights),
        bottom=max(bottoms),
        base=base,
        size=size,
        font=font,
        text=text,
        order=order,
        leftwards=letters.runs_leftwards(text),
    )


def _main_style(words: Sequence[Word]) -> tuple[float, Font, float]:
    """The size and typeface of most letters, and where the first word in them stands."""
    first = words[0]
    size, font = first.size, first.font
    for word in words:
        if word.size != size or word.font is not font:
            break
    else:
        return size, font, first.base
    weights: Counter[tuple[float, Font]] = Counter()
    for word in words:
        weights[word.size, word.font] += len(word.text)
    size, font = weights.most_common(1)[0][0]
    return size, font, next(word.base for word in words if word.size == size and word.font == font)


def unite(pieces: Sequence[Line]) -> Line:
    """Pieces on one level as one line, in the direction of most of their letters."""
    if len(pieces) == 1:
        return pieces[0]
    leftwards = letters.runs_leftwards("".join(piece.text for piece in pieces))
    in_order = sorted(pieces, key=lambda piece: -piece.right if leftwards else piece.left)
    words: list[Word] = []
    for piece in in_order:
        within = words and (min(word.left for word in words) < piece.left and piece.right < max(w.right for w in words))
        at = _gap_for(piece, words, leftwards=leftwards) if within else len(words)
        if at < len(words):
            words[at:] = [*_part(words[:at], piece, leftwards=leftwards), *_part_words(piece, words[at:], leftwards)]
        else:
            words.extend(_part(words, piece, leftwards=leftwards))
    return make_line(words, min(piece.order for piece in pieces))


def _gap_for(piece: Line, words: Sequence[Word], *, leftwards: bool) -> int:
    """Where a piece belongs that stands between the words of another, as a stop does that is drawn apart."""
    middle = (piece.left + piece.right) / 2
    for at, word in enumerate(words):
        if word.left <= middle <= word.right:
            return len(words)
        if (word.right < middle) if leftwards else (word.left > middle):
            return at
    return len(words)


def _part_words(piece: Line, words: Sequence[Word], leftwards: bool) -> list[Word]:
    """The words after a piece that was put between them and others."""
    last, first = piece.words[-1], words[0]
    gap = last.left - first.right if leftwards else first.left - last.right
    glued = gap < 0.12 * min(first.size, last.size)
    return [replace(first, glued=glued), *words[1:]]


def stand_level(one: Line, other: Line) -> bool:
    """Whether two pieces belong to one line: they overlap in height for the most part."""
    if one.text == ANCHOR or other.text == ANCHOR:
        return False
    small, large = (one.size, other.size) if one.size < other.size else (other.size, one.size)
    if abs(one.base - other.base) <= 0.25 * small:
        return True
    if small >= 0.85 * large:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def rows(pieces: Iterable[Line]) -> list[list[Line]]:
    """The pieces of one column, gathered by level, from the top."""
    found: list[list[Line]] = []
    mains: list[Line] = []
    for piece in sorted(pieces, key=attrgetter("base")):
        for at in range(len(found) - 1, max(len(found) - 4, -1), -1):
            if stand_level(mains[at], piece):
                found[at].append(piece)
                main = mains[at]
                if piece.size > main.size or (piece.size == main.size and piece.width > main.width):
                    mains[at] = piece
                break
        else:
            found.append([piece])
            mains.append(piece)
    return found


def _continues(last: Word, word: Word) -> bool:
    if last.turned or word.turned:
        return last.turned and word.turned and _continues_turned(last, word)
    small, size = (last.size, word.size) if last.size < word.size else (word.size, last.size)
    apart = abs(last.base - word.base)
    if apart > 0.25 * size and (small >= 0.85 * size or apart > 0.7 * size):
        return False
    if word.left - last.right >= _WORD_GAP * size or last.left - word.right >= _WORD_GAP * size:
        return False
    follows = word.left > last.left - 0.2 * size
    return follows or letters.runs_leftwards(last.text) or letters.runs_leftwards(word.text)


def _continues_turned(last: Word, word: Word) -> bool:
    apart = max(word.left - last.right, last.left - word.right, word.top - last.bottom, last.top - word.bottom)
    return last.size == word.size and apart < _WORD_GAP * last.size


def _join_neighbours(pieces: list[Line]) -> list[Line]:
    """Pieces that touch on one level, though the file draws them at different times: a raised mark, a word in bold."""
    joined: list[Line] = []
    for row in rows(pieces):
        if len(row) == 1:
            joined.extend(row)
            continue
        groups: list[list[Line]] = []
        for piece in sorted(row, key=lambda piece: piece.left):
            group = next((group for group in groups[-_NEARBY:] if _touch(group[-1], piece)), None)
            if group is None:
                groups.append([piece])
            else:
                group.append(piece)
        joined.extend(map(unite, groups))
    return sorted(joined, key=attrgetter("order"))


def _touch(one: Line, other: Line) -> bool:
    return other.left - one.right < _JOIN_GAP * min(one.size, other.size) + 1 and stand_level(one, other)


def _part(before: list[Word], piece: Line, *, leftwards: bool) -> Iterable[Word]:
    """The words of a piece that follows others on its line: glued to them where there is no room for a space."""
    first = piece.words[0]
    if not before:
        return piece.words
    gap = before[-1].left - first.right if leftwards else first.left - before[-1].right
    glued = gap < 0.12 * min(first.size, before[-1].size)
    if glued == first.glued:
        return piece.words
    return (replace(first, glued=glued), *piece.words[1:])
