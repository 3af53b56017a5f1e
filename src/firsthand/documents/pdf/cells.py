"""The columns and rows of a table whose place is known, told from white space, and the words in each of its cells.

A column is what stands between strips of white that nothing crosses but headings over several columns. A row begins
where a line does not go on in its column; nothing here decides whether something is a table.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from statistics import mean, median

from msgspec import Struct

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.lines import make_pieces, rows
from firsthand.documents.pdf.sheet import Word

_GAP = 0.55
"""The least strip of white between two columns, in sizes of the type; a word space is half of it."""
_APART = 0.15
"""The least space between two words that can part columns, where the columns are known from other lines."""
_SPANNING = 0.25
"""The share of the lines that may cross a strip."""
_OVERLAP = 1.0
_SAME_LEVEL = 0.9
"""Lines nearer to each other than this, in sizes of the type, stand beside each other."""
_LOOSE = 1.7
"""Lines at least so far apart, in sizes of the type, are never lines of one paragraph if all are alike."""
_FIGURE = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[^\W\d_]{1,2}[\W\d_]*)?|[-–—−.…*]+|(?i:n/?a|n\.a\.|nd|nil)", re.UNICODE)
_IN_LINE = 0.2
"""How far, in sizes of the type, a heading may stand from the edge or the middle of its column."""
_FULLER = 0.3
"""By how many cells, on average, levels with which rows begin must be fuller than others."""
_OPEN_ENDS = (",", "-", "–", "/", "(", "&")


class Segment(Struct, frozen=True, gc=False):
    """Words side by side on one level of a table that no wide gap parts."""

    words: tuple[Word, ...]
    left: float
    right: float
    jumps: tuple[int, ...] = ()
    """At which words the file doesn't go on from the word before."""


class Level(Struct, frozen=True):
    """What stands on one level of a table."""

    segments: tuple[Segment, ...]
    base: float
    size: float


class Part(Struct, frozen=True):
    """What one level says in one column, or in several that it spans."""

    words: tuple[Word, ...]
    column: int
    wide: int = 1


class Place(Struct, frozen=True):
    """The words of a cell, before they are put in order."""

    words: tuple[Word, ...]
    column: int
    wide: int = 1


Columns = tuple[tuple[float, float], ...]
"""Where the words of each column begin and end."""

Table = list[list[Place]]


def find_levels(words: Sequence[Word]) -> list[Level]:
    """The words of a table, given in the order of the file, by levels from the top."""
    order = {(word.left, word.base, word.text): at for at, word in enumerate(words)}
    found: list[Level] = []
    for level in rows(make_pieces(words)):
        main = max(level, key=lambda piece: (piece.size, piece.width))
        size = main.size
        beside = sorted((word for piece in level for word in piece.words), key=lambda word: word.left)
        groups: list[list[Word]] = []
        edge = float("-inf")
        for word in beside:
            if word.left - edge > _GAP * size:
                groups.append([])
            groups[-1].append(word)
            edge = max(edge, word.right) if len(groups[-1]) > 1 else word.right
        segments = tuple(_segment(group, order) for group in groups)
        found.append(Level(segments, main.base, size))
    return found


def _segment(words: Sequence[Word], order: dict[tuple[float, float, str], int]) -> Segment:
    places = [order[word.left, word.base, word.text] for word in words]
    jumps = tuple(at for at in range(1, len(words)) if abs(places[at] - places[at - 1]) != 1)
    return Segment(tuple(words), words[0].left, max(word.right for word in words), jumps)


def find_columns(levels: Sequence[Level]) -> Columns:
    """The columns of the levels; headings over several of them don't count."""
    if not levels:
        return ()
    gap = _GAP * median(level.size for level in levels)
    segments = [segment for level in levels for segment in level.segments]
    crossing = max(int(_SPANNING * len(levels)), 1) if len(levels) > 2 else 0
    if fullest := _fullest(levels, gap):
        return _widened(fullest, levels, gap)
    cores = _cores(segments, crossing, gap)
    spanning = [segment for segment in segments if _reaches(segment.left, segment.right, cores) > 1]
    held = {id(segment) for segment in spanning}
    found: list[tuple[float, float]] = []
    for left, right in sorted((segment.left, segment.right) for segment in segments if id(segment) not in held):
        close = found and left - found[-1][1] < (gap / 2 if _begins_core(left, right, found[-1], cores) else gap)
        if close:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return tuple(found)


def _fullest(levels: Sequence[Level], gap: float) -> Columns:
    """The columns of the levels with the most segments, if there are several of these and they agree."""
    most = max(len(level.segments) for level in levels)
    fullest = [level for level in levels if len(level.segments) == most]
    if most < 2 or len(fullest) < 2:
        return ()
    cores = [
        (min(segment.left for segment in column), max(segment.right for segment in column))
        for column in zip(*(level.segments for level in fullest), strict=True)
    ]
    return tuple(cores) if all(right[0] - left[1] >= gap / 2 for left, right in pairwise(cores)) else ()


def _widened(columns: Columns, levels: Sequence[Level], gap: float) -> Columns:
    """The columns with what other levels say in them, the fuller ones first; what comes too near to two spans them."""
    found = list(columns)
    for level in sorted(levels, key=lambda level: -len(level.segments)):
        for segment in level.segments:
            within = [
                at for at, (left, right) in enumerate(found)
                if min(segment.right, right) - max(segment.left, left) > _OVERLAP
            ]  # fmt: skip
            if len(within) != 1:
                continue
            (at,) = within
            left, right = min(found[at][0], segment.left), max(found[at][1], segment.right)
            before = found[at - 1][1] if at else float("-inf")
            after = found[at + 1][0] if at + 1 < len(found) else float("inf")
            if left - before >= gap / 2 and after - right >= gap / 2:
                found[at] = left, right
    return tuple(found)


def _begins_core(left: float, right: float, before: tuple[float, float], cores: Columns) -> bool:
    """Whether what stands from left to right is of another core than the column before it."""
    return (
        _reaches(left, right, cores) == 1 and _reaches(*before, cores) == 1 and _reaches(before[0], right, cores) == 2
    )


def _cores(segments: Sequence[Segment], crossing: int, gap: float) -> Columns:
    """Stretches that more than so many segments cover, parted by at least the gap."""
    edges = sorted([(segment.left, 1) for segment in segments] + [(segment.right, -1) for segment in segments])
    cores: list[tuple[float, float]] = []
    count, start = 0, 0.0
    for x, step in edges:
        if count == crossing and step == 1:
            start = x
        if count == crossing + 1 and step == -1:
            if cores and start - cores[-1][1] < gap:
                cores[-1] = cores[-1][0], x
            else:
                cores.append((start, x))
        count += step
    return tuple(cores)


def _reaches(left: float, right: float, columns: Columns) -> int:
    return sum(min(right, end) - max(left, start) > _OVERLAP for start, end in columns)


def fill(levels: Sequence[Level], columns: Columns) -> list[list[Part]]:
    """What each level says in each column; every word is in exactly one part."""
    return [_parts(level, columns) for level in levels]


def _parts(level: Level, columns: Columns) -> list[Part]:
    parts: list[Part] = []
    for segment in level.segments:
        for words in _split(segment, columns, level.size):
            first, last = _span(words, columns)
            if parts and parts[-1].column + parts[-1].wide > first:
                before = parts.pop()
                last = max(last, before.column + before.wide - 1)
                parts.append(Part((*before.words, *words), before.column, last - before.column + 1))
            else:
                parts.append(Part(tuple(words), first, last - first + 1))
    return parts


def _split(segment: Segment, columns: Columns, size: float) -> list[list[Word]]:
    """The words of a segment, parted where a space between two of them is just that between two columns.

    So are words that a column begins with and that the file doesn't draw after the word before, even if they touch.
    """
    groups: list[list[Word]] = [[segment.words[0]]]
    for at, word in enumerate(segment.words[1:], start=1):
        before = max(one.right for one in groups[-1])
        apart = word.left - before > _APART * size
        between = any(
            (apart and before <= one[1] + _OVERLAP and word.left >= other[0] - _OVERLAP and before > one[0])
            or (at in segment.jumps and abs(word.left - other[0]) <= _OVERLAP)
            for one, other in pairwise(columns)
        )
        if between:
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups


def _span(words: Sequence[Word], columns: Columns) -> tuple[int, int]:
    """The first and the last column in which words stand; the nearest one for words that stand between."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    covered = [
        index for index, (start, end) in enumerate(columns) if min(right, end) - max(left, start) > _OVERLAP
    ]  # fmt: skip
    if covered:
        return covered[0], covered[-1]
    middle = (left + right) / 2
    nearest = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
    return nearest, nearest


def span_headings(parts: Sequence[list[Part]], columns: Columns) -> list[list[Part]]:
    """The levels of a heading, in which what stands over the middle of several named columns spans them."""
    spanned = list(parts)
    for at in range(len(parts) - 2, -1, -1):
        named = {part.column for part in parts[at + 1] if part.wide == 1}
        if len(parts[at]) < len(parts[at + 1]):
            spanned[at] = _span_level(parts[at], named, columns)
    return spanned


def _span_level(level: list[Part], named: set[int], columns: Columns) -> list[Part]:
    spanned: list[Part] = []
    for at, part in enumerate(level):
        first = spanned[-1].column + spanned[-1].wide if spanned else 0
        after = level[at + 1].column if at + 1 < len(level) else len(columns)
        free = [column for column in range(first, after) if column in named]
        spanned.append(_widen(part, free, columns))
    return spanned


def _widen(part: Part, free: Sequence[int], columns: Columns) -> Part:
    """The part over those of the free columns in whose middle it stands, unless it is in line with its own."""
    left, right = min(word.left for word in part.words), max(word.right for word in part.words)
    size, middle = part.words[0].size, (left + right) / 2
    own = columns[part.column]
    in_line = min(abs(left - own[0]), abs(right - own[1]), abs(middle - sum(own) / 2)) < _IN_LINE * size
    if part.wide > 1 or in_line:
        return part
    ranges = [
        (abs((columns[start][0] + columns[end][1]) / 2 - middle), start, end)
        for start, end in combinations(free, 2)
        if start <= part.column <= end and set(range(start, end + 1)) <= set(free)
    ]  # fmt: skip
    away, start, end = min(ranges, default=(size, 0, 0))
    return Part(part.words, start, end - start + 1) if away < size else part


def split_rows(levels: Sequence[Level], parts: Sequence[list[Part]], columns: Columns, *, ruled: bool) -> list[int]:
    """At which levels a row begins. `ruled`: lines are drawn between rows, so that all may be one row."""
    if not levels:
        return []
    size = median(level.size for level in levels)
    above = _find_above(parts)
    if ruled:
        return [0, *_split_figures(levels, parts, above, size)]
    steps = [level.base - levels[over].base if over >= 0 else 0.0 for level, over in zip(levels, above, strict=True)]
    rhythm = _find_rhythm(parts, columns, above, steps, size)
    if rhythm is None and _is_one_row(parts, columns, above, steps, size):
        return [0]
    starts = [0]
    for at in range(1, len(levels)):
        if steps[at] < _SAME_LEVEL * size:
            continue
        if above[at] < starts[-1] and _is_beside(levels, parts, at, starts[-1], size):
            continue
        if rhythm is not None:
            begins = rhythm.parts(steps[at])
        else:
            begins = steps[at] >= _LOOSE * size or not _continues(parts, at, above[at], starts[-1], columns, size)
        if begins:
            starts.append(at)
    return starts


def _find_above(parts: Sequence[list[Part]]) -> list[int]:
    """For each level the last one before it that has words in one of its columns, -1 where there is none."""
    last: dict[int, int] = {}
    found: list[int] = []
    for at, level in enumerate(parts):
        covered = [column for part in level for column in range(part.column, part.column + part.wide)]
        found.append(max((last.get(column, -1) for column in covered), default=-1))
        last.update(dict.fromkeys(covered, at))
    return found


def _is_beside(levels: Sequence[Level], parts: Sequence[list[Part]], at: int, start: int, size: float) -> bool:
    """Whether a level stands beside lines of its row that are set higher and lower, as cells centred in height do."""
    if levels[at].base - levels[start].base < _SAME_LEVEL * size:
        return True
    if at + 1 >= len(levels) or levels[at + 1].base - levels[at - 1].base >= _LOOSE * size:
        return False
    own, over, under = ({part.column for part in parts[place]} for place in (at, at - 1, at + 1))
    return bool(over & under) and not own & (over | under)


def _split_figures(
    levels: Sequence[Level], parts: Sequence[list[Part]], above: Sequence[int], size: float
) -> list[int]:
    """The levels at which figures stand below figures and a name beside them: rows without lines between."""
    columns = Counter(part.column for level in parts for part in level)
    stub = min((column for column, count in columns.items() if 2 * count >= len(parts)), default=0)
    starts: list[int] = []
    for at, over in enumerate(above):
        if over < 0 or levels[at].base - levels[over].base < _SAME_LEVEL * size:
            continue
        figures = {part.column for part in parts[over] if is_figure(_text(part))}
        below = [part for part in parts[at] if part.column in figures]
        named = any(part.column == stub for part in parts[at])
        if named and any(is_figure(_text(part)) and not _text(part).startswith("(") for part in below):
            starts.append(at)
    return starts


def _is_one_row(
    parts: Sequence[list[Part]], columns: Columns, above: Sequence[int], steps: Sequence[float], size: float
) -> bool:
    """Whether all lines stand close, and none would have found room in the line above it."""
    if len(parts) < 3 or max(steps) >= _LOOSE * size:
        return False
    return not any(
        over >= 0 and _breaks(parts[over], level, columns, size) for over, level in zip(above, parts, strict=True)
    )


class _Rhythm(Struct, frozen=True):
    """By what steps from line to line rows are told from lines of a row."""

    bound: float
    closer: bool = False
    """Whether rows stand closer than lines, as where a line of type is higher than the space between rows."""

    def parts(self, step: float) -> bool:
        """Whether a row begins after such a step."""
        return step < self.bound if self.closer else step >= self.bound


def _find_rhythm(
    parts: Sequence[list[Part]], columns: Columns, above: Sequence[int], steps: Sequence[float], size: float
) -> _Rhythm | None:
    """How rows are told from lines of a row, where they stand at different distances; None where all are alike."""
    apart = sorted(step for step in steps if step >= _SAME_LEVEL * size)
    if len(apart) < 2 or apart[0] > 1.8 * size:
        return None
    jump, bound = max((high / low, high) for low, high in pairwise(apart))
    close = [at for at, step in enumerate(steps) if _SAME_LEVEL * size <= step < bound]
    wide = [at for at, step in enumerate(steps) if step >= bound]
    if jump < 1.04 or bound - max(steps[at] for at in close) < 0.05 * size:
        return None
    fuller = mean(len(parts[at]) for at in wide) - mean(len(parts[at]) for at in close)
    if jump < 1.15:
        # Slight differences count only where they go with how many cells begin.
        return _Rhythm(bound, closer=fuller < 0) if abs(fuller) > _FULLER else None
    broken = sum(_breaks(parts[above[at]], parts[at], columns, size) for at in close)
    whole = sum(len(parts[at]) == len(columns) for at in close)
    if 4 * broken > len(close) or (len(columns) > 2 and 2 * whole > len(close) and broken):
        return None
    return _Rhythm(bound)


def _breaks(above: list[Part], below: list[Part], columns: Columns, size: float) -> bool:
    """Whether something in the lower level can't go on from what stands above it."""
    over = {part.column: part for part in above}
    return any(
        part.column in over and part.wide == over[part.column].wide and _is_new(over[part.column], part, columns, size)
        for part in below
    )


def _is_new(above: Part, below: Part, columns: Columns, size: float) -> bool:
    """Whether a figure stands below a figure, or the lower text would have found room in the line above."""
    if is_figure(_text(above)) and is_figure(_text(below)):
        return True
    left, right = columns[above.column][0], columns[above.column + above.wide - 1][1]
    taken = max(word.right for word in above.words) - min(word.left for word in above.words)
    return taken + 0.25 * size + _first_width(below) < right - left - 0.2 * size


def _continues(parts: Sequence[list[Part]], at: int, above_at: int, start: int, columns: Columns, size: float) -> bool:
    """Whether a level goes on with the row that began at `start`: all that it says goes on from what is above."""
    above, below = parts[above_at], parts[at]
    if _breaks(above, below, columns, size):
        return False
    over = {part.column: part for part in above}
    if any(part.column not in over for part in below):
        return False
    opened = {part.column for part in parts[start]}
    if not {part.column for part in below} <= opened:
        return False
    goes_on = [_goes_on(_text(over[part.column]), _text(part)) for part in below]
    return all(goes_on) if len(below) < len(opened) else all(goes_on) and len(goes_on) > 1


def _goes_on(above: str, below: str) -> bool:
    """Whether words read on from one line to the next."""
    if above.endswith(_OPEN_ENDS) or letters.ends_in_hyphen(above):
        return True
    first = below[0]
    return first.islower() or (first.isalpha() and not first.isupper()) or first in "(&/"


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a share, a date in digits or the sign for none."""
    return _FIGURE.fullmatch(text) is not None


def _text(part: Part) -> str:
    return " ".join(word.text for word in part.words)


def _first_width(part: Part) -> float:
    """How wide the first word is, with an opening quotation mark or bracket that stands off before it."""
    words = sorted(part.words, key=lambda word: word.left)
    if letters.runs_leftwards(_text(part)):
        words.reverse()
    end = next((at for at, word in enumerate(words) if any(map(str.isalnum, word.text))), 0)
    return max(word.right for word in words[: end + 1]) - min(word.left for word in words[: end + 1])


def gather_rows(parts: Sequence[list[Part]], starts: Sequence[int]) -> Table:
    """The cells of each row, from the left; the levels between two starts are one row."""
    table: Table = []
    for first, after in pairwise([*starts, len(parts)]):
        table.append(_merge([part for level in parts[first:after] for part in level]))
    return table


def _merge(parts: Iterable[Part]) -> list[Place]:
    """The cells of a row: what overlaps in columns is one cell."""
    places: list[Place] = []
    for part in sorted(parts, key=lambda part: part.column):
        if places and part.column < places[-1].column + places[-1].wide:
            before = places.pop()
            end = max(before.column + before.wide, part.column + part.wide)
            places.append(Place((*before.words, *part.words), before.column, end - before.column))
        else:
            places.append(Place(part.words, part.column, part.wide))
    return places
