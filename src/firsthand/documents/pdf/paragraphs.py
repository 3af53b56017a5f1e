"""Lines become paragraphs: where one ends is told by white space, indents, short last lines, style and list markers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, takewhile

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.columns import Column
from firsthand.documents.pdf.dots import has_dot
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.roles import Tag

_SURE_BULLETS = "•◦▪▫■□●○‣⁃➢➤►▶✓✔☑❖◆"
BULLETS = _SURE_BULLETS + "·–—∙◇♦★*-"
MARKER = re.compile(
    rf"(?:[{re.escape(BULLETS)}]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxlIVXL]{{1,6}}|[а-яА-Я]|[ء-ي]|[क-ह]|[ก-ฮ]|[가-하])\)|"
    r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[а-я]|[أبجدهوزحطي]|[क-ह]|[가나다라마바사아자차카타파하])\.|"
    r"[①-⑳❶-❿]|[（(]?[一二三四五六七八九十]{1,3}[、）)]|（\d{1,2}）)"
)
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[IVXLivxl]{1,6}|\w)(?:\.\d{1,2}){0,4}[.)]?|[^\w\s]")
LABEL = re.compile(
    r"(?:(?:\d{1,2}\.)+(?:\d{1,2})?|[A-ZА-Я]\.|[IVXL]{1,6}\.|"
    r"(?i:annexe?|anexo|appendi(?:x|ce)|apéndice|chap(?:ter|itre)|capítulo|part|partie|parte|section|sección|"
    r"table|tableau|tabla|cuadro|приложение|глава|часть|раздел|таблица)\s(?:\d{1,3}|[IVXL]{1,6}|\w)[.:]?)(?:\s|$)"
)
"""How a heading begins that has a number or a letter of its own."""
_ENDS = re.compile(r"[.!?:;…。！？：；؟؛۔।॥။។]['\"”’»)\]」』]*[\d*†‡]*$")
_SAME_SIZE = 1.06
_FIRST = ("1", "a", "A", "i", "I", "а", "А")
_LEADS_ON = (",", " and", " or", " et", " ou", " y", " o", " и", " или")
_CELL_GAP = 2.5
_HELD = 4
"""How wide a word of Thai may be that has no space around it, in sizes of the type."""
_ENOUGH = 6
"""How many lines tell how wide they may be."""


Measure = tuple[float, float]
"""Where the lines of a column begin and end, in the direction of the script (x, negated for leftward ones)."""


class Text(Struct, frozen=True):
    """Lines that make one paragraph, heading or list item."""

    lines: tuple[Line, ...]
    page: int
    measure: Measure
    opens: bool = False
    """The first of its column."""
    closes: bool = False
    """The last of its column."""
    tag: Tag | None = None
    """What the structure tree says of it, where it was asked."""
    box: int = 0
    """The number of the box on its page in which it stands, 0 outside of any."""
    broken: bool = False
    """Its author broke its lines, as those of an address or of verse."""

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        return all(is_bold(line) for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


Leading = dict[float, float]


def measure_leading(columns: Iterable[Column]) -> Leading:
    """For each size of type (to half a point) the usual distance between two of its lines."""
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for column in columns:
        for above, below in zip(column.lines, column.lines[1:], strict=False):
            step = below.base - above.base
            if above.size == below.size and 0.8 * above.size < step < 2.5 * above.size:
                distances[_rounded(above.size)][round(2 * step) / 2] += 1
    return {size: _usual(counts) for size, counts in distances.items()}


def _usual(counts: Counter[float]) -> float:
    """The least of the distances that are nearly as frequent as the most frequent one."""
    most = counts.most_common(1)[0][1]
    return min(step for step, count in counts.items() if 3 * count >= most)


def gather(column: Column, page: int, leading: Leading, dots: Sequence[tuple[float, float]] = ()) -> list[Text]:
    """The paragraphs of one column. What stands between two tables may be narrower than they are.

    `dots` are the middles of the bullets that are drawn on the page: what stands right behind one begins a paragraph.
    """
    whole = _measure(column.lines)
    texts: list[Text] = []
    for is_anchor, stretch in groupby(column.lines, key=lambda line: line.text == ANCHOR):
        lines = list(stretch)
        measure = _measure(lines) if len(lines) >= _ENOUGH and not is_anchor else whole
        texts.extend(_gather(lines, page, leading, measure, dots))
    return _mark_last([replace(text, opens=at == 0) for at, text in enumerate(texts)])


def _gather(
    lines: Sequence[Line], page: int, leading: Leading, measure: Measure, dots: Sequence[tuple[float, float]]
) -> list[Text]:
    flush = _find_flush(lines)
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        is_flush = at in flush and at - 1 in flush
        if not groups or (dots and has_dot(line, dots)):
            groups.append([line])
        elif _goes_on(groups[-1], line, following, leading, measure, is_flush=is_flush):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Text(tuple(group), page, measure) for group in groups]


def _mark_last(texts: list[Text]) -> list[Text]:
    """The texts of a column, those that nothing of the same rank follows marked: only smaller type, if anything."""
    marked: list[Text] = []
    largest = 0.0
    for text in reversed(texts):
        size = text.size
        marked.append(replace(text, closes=largest < 0.94 * size))
        largest = max(largest, size)
    return marked[::-1]


def is_bold(line: Line) -> bool:
    font = line.font
    for word in line.words:
        if word.font is not font:
            break
    else:
        return font.bold
    worded = [word.font.bold for word in line.words if any(map(str.isalpha, word.text))]
    return all(worded) if worded else line.font.bold


def ends_sentence(text: str) -> bool:
    return _ENDS.search(text) is not None


def marker_of(line: Line) -> str | None:
    """The list marker with which a line begins: a bullet, a letter or a number, parted from the text."""
    if len(line.words) < 2 or line.words[1].glued:
        return None
    first = line.words[0].text
    return first if MARKER.fullmatch(first) else None


def _measure(lines: Sequence[Line]) -> Measure:
    """Where lines begin and end, in the direction of the script; a few that stick out don't count."""
    starts = sorted(start_of(line) for line in lines)
    ends = sorted(end_of(line) for line in lines)
    return starts[len(starts) // 10], ends[(9 * (len(ends) - 1) + 9) // 10]


def start_of(line: Line) -> float:
    return -line.right if line.leftwards else line.left


def end_of(line: Line) -> float:
    return -line.left if line.leftwards else line.right


def _goes_on(
    group: list[Line], line: Line, following: Line | None, leading: Leading, measure: Measure, *, is_flush: bool
) -> bool:
    """Whether a line belongs to the paragraph of the group, and doesn't begin a new one."""
    above = group[-1]
    if _differs(above, line) or _stands_off(above, line, leading):
        return False
    if is_row(above) and not _is_stretched(above, line, measure):
        return False
    if is_row(line):
        return line.text[0].islower() and not ends_sentence(above.text)
    if above.words[-1].text.endswith(("-", "\u00ad")) and not is_bold(line):
        return True
    if _are_two_headings(group[0], line):
        return False
    if _is_item(above, line, following, measure) or _counts_on(group, line) or _is_outer_item(group[0], line):
        return False
    if line.leftwards and above.leftwards and measure[0] >= 0:
        # Hebrew or Arabic in a column that runs to the right, whose lines begin anywhere.
        return measure[1] - above.right < 3 * line.size
    if is_flush or _are_centred(above, line, measure) or _is_display(above, line):
        return True
    fills = not _ended_early(above, line, measure) or _fills_own_measure(group, line, measure)
    return fills and not _is_moved(group, line, following, measure)


def _differs(above: Line, line: Line) -> bool:
    if ANCHOR in (above.text, line.text):
        return True
    if not _are_of_size(above.size, line.size) and not (_holds_size(above, line.size) or _holds_size(line, above.size)):
        return True
    if above.leftwards != line.leftwards and min(len(above.text), len(line.text)) > 20:
        return True
    if is_bold(above) and not line.words[0].font.bold:
        return True
    turns_bold = line.words[0].font.bold and not above.words[-1].font.bold
    return turns_bold and (ends_sentence(above.text) or (is_bold(line) and not above.font.bold))


def _are_of_size(one: float, other: float) -> bool:
    return max(one, other) <= _SAME_SIZE * min(one, other)


def _holds_size(line: Line, size: float) -> bool:
    """Whether some words of a line are of a size that isn't that of most: small capitals change it."""
    return sum(len(word.text) for word in line.words if _are_of_size(word.size, size)) > 3


def is_row(line: Line) -> bool:
    """Whether it is made of things side by side, as the row of a table without lines is."""
    words = line.words[1:] if _NUMBERING.fullmatch(line.words[0].text) else line.words
    if line.leftwards:
        words = tuple(sorted(words, key=lambda word: word.left))
    return any(word.left - before.right > _CELL_GAP * line.size for before, word in pairwise(words))


def _is_stretched(above: Line, line: Line, measure: Measure) -> bool:
    """Whether the white in a line is only there to fill it: it ends with its column, and inside of a sentence."""
    full = measure[1] - end_of(above) < 0.2 * above.size
    words = above.words[1:] if _NUMBERING.fullmatch(above.words[0].text) else above.words
    gaps = [abs(word.left - before.right) for before, word in pairwise(words)]
    return full and line.text[0].islower() and not ends_sentence(above.text) and min(gaps) > 0.7 * max(gaps)


def _stands_off(above: Line, line: Line, leading: Leading) -> bool:
    step = line.base - above.base
    usual = leading.get(_rounded(line.size), 1.3 * line.size)
    enough = 1.15 if ends_sentence(above.text) else 1.25
    return (step > enough * usual and step > usual + 1.5) or step < -usual


def _is_item(above: Line, line: Line, following: Line | None, measure: Measure) -> bool:
    marker = marker_of(line)
    if marker is None:
        return False
    gap = abs(line.words[1].left - line.words[0].right) if not line.leftwards else 0
    if marker in _SURE_BULLETS or (gap > 0.55 * line.size and not _is_only_filled(above, line, measure)):
        return True
    if above.text.endswith(":") and marker.strip("().") in _FIRST and _is_hung(line, following):
        return True
    indented = start_of(line) - measure[0] > 0.7 * line.size
    leads_on = above.text.endswith(_LEADS_ON)
    return (indented or not is_full(above, measure)) and (leads_on or ends_sentence(above.text))


def _is_only_filled(above: Line, line: Line, measure: Measure) -> bool:
    """Whether the white behind a number is only that of a stretched line, in a sentence that the line above begins."""
    if ends_sentence(above.text) or above.text.endswith(_LEADS_ON) or not is_full(above, measure):
        return False
    gaps = [abs(right.left - left.right) for left, right in pairwise(line.words) if not right.glued]
    return start_of(line) - measure[0] < 0.3 * line.size and gaps[0] < 1.25 * max(gaps[1:], default=0.0)


def _counts_on(group: list[Line], line: Line) -> bool:
    """Whether a line begins with the number after that of the group, at the same place, where a sentence has ended."""
    first, second = marker_of(group[0]), marker_of(line)
    if first is None or second is None or not ends_sentence(group[-1].text):
        return False
    one, other = first.strip("()."), second.strip("().")
    if one.isdecimal() and other.isdecimal():
        follows = int(other) == int(one) + 1
    else:
        follows = len(one) == len(other) == 1 and ord(other) == ord(one) + 1
    return follows and first[-1] == second[-1] and abs(start_of(line) - start_of(group[0])) < 0.5 * line.size


def _is_outer_item(first: Line, line: Line) -> bool:
    """Whether a line with a marker begins further out than the item above, as that of the list around it does."""
    outer = start_of(line) < start_of(first) - 0.7 * line.size
    return outer and marker_of(line) is not None and marker_of(first) is not None


def _is_hung(first: Line, second: Line | None) -> bool:
    """Whether the second line begins below the text after the first one's marker, or has a marker too."""
    if second is None:
        return False
    edge, other = (first.words[1].right, second.right) if first.leftwards else (first.words[1].left, second.left)
    return abs(edge - other) < 0.6 * first.size or marker_of(second) is not None


def _are_centred(above: Line, line: Line, measure: Measure) -> bool:
    middle = abs((above.left + above.right) - (line.left + line.right)) / 2
    inside = min(start_of(above), start_of(line)) > measure[0] + 0.7 * line.size
    return middle < 0.5 * line.size and inside and abs(above.left - line.left) > 0.5


def _find_flush(lines: Sequence[Line]) -> set[int]:
    """The lines that end together and begin anywhere, as notes in a margin do, by index."""
    flush: set[int] = set()
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and abs(end_of(lines[at]) - end_of(lines[at - 1])) <= 0.3 * lines[at].size:
            continue
        starts = Counter(round(start_of(line) / 2) for line in lines[first:at])
        if at - first > 2 and 2 * max(starts.values()) <= at - first:
            flush.update(range(first, at))
        first = at
    return flush


def _is_display(above: Line, line: Line) -> bool:
    """Whether both are lines of one heading, which is broken where it sounds best."""
    return is_bold(line) and is_bold(above) and not ends_sentence(above.text) and line.text[0].isalpha()


def _are_two_headings(first: Line, line: Line) -> bool:
    return is_bold(first) and is_bold(line) and all(LABEL.match(each.text) is not None for each in (first, line))


def _is_moved(group: list[Line], line: Line, following: Line | None, measure: Measure) -> bool:
    above = group[-1]
    shift = start_of(line) - start_of(above)
    slack = 0.7 * line.size
    if shift > slack:
        return not (len(group) == 1 and _hangs(above, line, following, measure))
    if abs(shift) < slack / 2 and len(group) == 1 and following is not None and ends_sentence(above.text):
        # Two first lines below each other: the one above was a paragraph of its own.
        indented = start_of(line) - measure[0] > slack
        return indented and start_of(following) < start_of(line) - slack
    if shift < -slack:
        return not (len(group) == 1 and not _ended_early(above, line, measure))
    return False


def _hangs(first: Line, second: Line, third: Line | None, measure: Measure) -> bool:
    """Whether a paragraph's second line is indented because all but its first are."""
    if marker_of(first) is not None:
        return True
    if not is_full(first, measure):
        return False
    aligned = third is not None and abs(start_of(third) - start_of(second)) < 0.35 * second.size
    return aligned or not ends_sentence(first.text)


def is_full(line: Line, measure: Measure) -> bool:
    return measure[1] - end_of(line) < 3 * line.size


def has_room(above: Line, line: Line, measure: Measure) -> bool:
    """Whether what begins a line would have found room on the line above."""
    return measure[1] - end_of(above) >= _width_of_first(line) + 0.8 * line.size


def _width_of_first(line: Line) -> float:
    """How wide the least is that can't be parted from the start of a line: a word, or a syllable or two."""
    first = line.words[0]
    if first.text.isdecimal() and not line.leftwards:
        # Thousands parted by white space are never broken: "1 200".
        groups = takewhile(lambda word: len(word.text) == 3 and word.text.isdecimal(), line.words[1:])
        return max([first.right, *(word.right for word in groups)]) - first.left
    if not letters.needs_no_space(first.text[0], first.text[-1]):
        return first.right - first.left
    return min(first.right - first.left, (_HELD if letters.is_thai(first.text[0]) else 1) * line.size)


def _ended_early(above: Line, line: Line, measure: Measure) -> bool:
    """Whether the next line's first word would have found room on the line above."""
    if not has_room(above, line, measure):
        return False
    room, width = measure[1] - end_of(above), measure[1] - measure[0]
    if ends_sentence(above.text):
        return True
    return room > 0.25 * width and width > 15 * line.size


def _fills_own_measure(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a sentence goes on between edges of its own, as a quotation does in the middle of its column."""
    above, slack = group[-1], 0.3 * line.size
    inside = start_of(line) - measure[0] > 0.7 * line.size
    if not inside or ends_sentence(above.text) or abs(start_of(above) - start_of(line)) > slack:
        return False
    return any(abs(end_of(above) - end_of(other)) < slack for other in (line, *group[-2:-1]))


def _rounded(size: float) -> float:
    return round(2 * size) / 2
