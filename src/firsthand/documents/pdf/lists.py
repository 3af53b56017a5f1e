"""Which paragraphs are list items, with marker and depth. A numbered paragraph that isn't hung stays a paragraph."""

from collections.abc import Container, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf.dots import Dots, has_dot
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import BULLETS, Text, marker_of
from firsthand.documents.pdf.roles import Item

_STEP = 4.0
"""How far, in points, the markers of an inner list are indented at least."""
_SHORT = 3
"""How many lines an item has at most that nothing but its number shows to be one."""
_INNER_AT_MOST = 12
"""Past how many items of an inner list the next item of a list is looked for."""


class _Level(Struct, frozen=True):
    """A list that is open: where its markers begin, from the edge of the column, and their form."""

    start: float
    form: str


def find_items(texts: Sequence[Text], headings: Container[int], dots: Dots | None = None) -> dict[int, Item]:
    """The items among the texts, by index. `dots` are the bullets that are drawn rather than written."""
    items: dict[int, Item] = {}
    counted = _find_counted(texts, headings)
    levels: list[_Level] = []
    last = -2
    for index, text in enumerate(texts):
        if text.tag is not None and index not in headings and text.tag.role != "P":
            if text.tag.item is not None:
                items[index] = text.tag.item
            continue
        if index in headings:
            continue
        item = _find_item(texts, index, items, counted, dots or {})
        if item is None:
            if index - 1 in items and last == index - 1 and _goes_on(texts[index - 1], text):
                items[index] = replace(items[index - 1], marker="")
                last = index
            continue
        near = last == index - 1
        levels = _nest(levels, text, item.marker, near=near, follows=near and texts[last].page == text.page)
        last = index
        items[index] = replace(item, depth=len(levels) - 1)
    return items


def _find_item(
    texts: Sequence[Text], index: int, items: Container[int], counted: Container[int], dots: Dots
) -> Item | None:
    """The item that a text is, its depth aside."""
    text = texts[index]
    marker = marker_of(text.lines[0])
    if marker is None:
        return Item("•", 0, ordered=False, words=0) if has_dot(text.lines[0], dots.get(text.page, ())) else None
    if index in counted or _is_item(texts, index, marker) or _is_inside(texts, index, items):
        return Item(marker, 0, marker not in BULLETS)
    return None


def _nest(levels: list[_Level], text: Text, marker: str, *, near: bool, follows: bool) -> list[_Level]:
    """The lists that are open at an item, the innermost last.

    On a new page, and after other text, a list goes on where its kind of marker does: `near` says that nothing stands
    between it and the item before, `follows` that both are on one page.
    """
    level = _Level(_start(text) - text.measure[0], _form(marker))
    if not follows:
        depth = next((at for at in reversed(range(len(levels))) if levels[at].form == level.form), None)
        if depth is None and near and levels:
            # Lists around this one would be known by their markers, so it is inside the last.
            return [*levels, level]
        if depth is None or _is_first(marker) or (marker in BULLETS and not near):
            return [level]
        shift = level.start - levels[depth].start
        return [_Level(one.start + shift, one.form) for one in levels[:depth]] + [level]
    kept = [one for one in levels if one.start <= level.start + _STEP]
    if kept and level.start <= kept[-1].start + _STEP:
        return [*kept[:-1], _Level(kept[-1].start, level.form)]
    return [*kept, level]


def _find_counted(texts: Sequence[Text], headings: Container[int]) -> set[int]:
    """Texts that count from one, right below each other and all short: a list, even if its lines are not hung."""
    found: set[int] = set()
    run: list[int] = []
    for index, text in enumerate(texts):
        marker = None if index in headings or text.tag is not None else marker_of(text.lines[0])
        number = marker.strip("().") if marker else ""
        counts = number.isdecimal() and int(number) == len(run) + 1 and run[-1:] in ([], [index - 1])
        if not counts:
            found.update(_all_short(run, texts))
            run = [index] if number.isdecimal() and int(number) == 1 else []
        else:
            run.append(index)
    found.update(_all_short(run, texts))
    return found


def _all_short(run: Sequence[int], texts: Sequence[Text]) -> Sequence[int]:
    return run if len(run) > 1 and all(len(texts[index].lines) <= _SHORT for index in run) else ()


def _goes_on(item: Text, text: Text) -> bool:
    """Whether a text is a further paragraph of the item above it: it begins below the words of the item."""
    first, below = item.lines[0], text.lines[0]
    if text.page != item.page or text.bold != item.bold or below.base <= first.base or below.text == ANCHOR:
        return False
    if abs(text.size - item.size) > 0.5 or below.leftwards != first.leftwards:
        return False
    inner = -min(item.lines[-1].right, first.words[-1].right) if first.leftwards else item.lines[-1].left
    hung = len(item.lines) > 1 or marker_of(first) is None
    if marker_of(first) is not None and not hung:
        inner = -first.words[1].right if first.leftwards else first.words[1].left
    return abs(_start(text) - inner) < 0.4 * text.size and _start(text) > _start(item) + 0.7 * text.size


def _is_item(texts: Sequence[Text], index: int, marker: str) -> bool:
    text = texts[index]
    if marker in BULLETS:
        return marker not in "-–—*" or _is_hung(text) or _has_sibling(texts, index, marker)
    return _is_hung(text) if len(text.lines) > 1 else _has_sibling(texts, index, marker)


def _is_inside(texts: Sequence[Text], index: int, items: Container[int]) -> bool:
    """Whether it stands right below an item, further in."""
    return index - 1 in items and _start(texts[index]) > _start(texts[index - 1]) + texts[index].size / 2


def _is_hung(text: Text) -> bool:
    """Whether the further lines begin where the text after the marker begins."""
    if len(text.lines) < 2 or marker_of(text.lines[0]) is None:
        return False
    first, second = text.lines[0], text.lines[1]
    if first.leftwards:
        return abs(first.words[1].right - second.right) < 0.6 * first.size
    return abs(first.words[1].left - second.left) < 0.6 * first.size


def _has_sibling(texts: Sequence[Text], index: int, marker: str) -> bool:
    """Whether a neighbour begins with a marker of the same form at the same place."""
    form = _form(marker)
    for other in (_beside(texts, index, -1), _beside(texts, index, 1)):
        if 0 <= other < len(texts):
            beside = marker_of(texts[other].lines[0])
            loose = len(texts[other].lines) > 1 and not _is_hung(texts[other])
            near = not loose and _begin_together(texts[other], texts[index])
            if beside is not None and _form(beside) == form and near:
                return True
    return False


def _beside(texts: Sequence[Text], index: int, step: int) -> int:
    """The next text that way, past the items of a list inside, which begin further in."""
    own = _start(texts[index]) - texts[index].measure[0]
    for away in range(1, _INNER_AT_MOST):
        other = index + step * away
        if not 0 <= other < len(texts) or marker_of(texts[other].lines[0]) is None:
            return other
        if _start(texts[other]) - texts[other].measure[0] <= own + 0.5 * texts[index].size:
            return other
    return index + step


def _begin_together(one: Text, other: Text) -> bool:
    """Whether their markers begin at one place, or the words after them: numbers may end at one place."""
    if abs(_start(one) - _start(other)) < 0.5 * other.size:
        return True
    first, second = one.lines[0], other.lines[0]
    if len(first.words) < 2 or len(second.words) < 2 or first.leftwards != second.leftwards:
        return False
    if first.leftwards:
        return abs(first.words[1].right - second.words[1].right) < 0.2 * other.size
    return abs(first.words[1].left - second.words[1].left) < 0.2 * other.size


def _is_first(marker: str) -> bool:
    return marker.strip("().（）、") in {"1", "a", "A", "i", "I", "а", "А", "①", "一", "가", "क", "أ"}


def _form(marker: str) -> str:
    return "".join("1" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in marker)[-2:]


def _start(text: Text) -> float:
    first = text.lines[0]
    return -first.right if first.leftwards else first.left
