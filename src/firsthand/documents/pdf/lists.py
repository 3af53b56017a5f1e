"""Which paragraphs are list items, with marker and depth. A numbered paragraph that isn't hung stays a paragraph."""

from collections.abc import Container, Sequence

from firsthand.documents.pdf.paragraphs import BULLETS, Text, marker_of
from firsthand.documents.pdf.roles import Item


def find_items(texts: Sequence[Text], headings: Container[int]) -> dict[int, Item]:
    """The items among the texts, by index."""
    items: dict[int, Item] = {}
    starts: list[float] = []
    last = -2
    for index, text in enumerate(texts):
        if text.tag is not None and index not in headings and text.tag.role != "P":
            if text.tag.item is not None:
                items[index] = text.tag.item
            continue
        marker = None if index in headings else marker_of(text.lines[0])
        if marker is None or not (_is_item(texts, index, marker) or _is_inside(texts, index, items)):
            continue
        if last != index - 1 or texts[last].page != text.page:
            starts = []
        last = index
        start = _start(text) - text.measure[0]
        while starts and starts[-1] > start + 4:
            starts.pop()
        if not starts or start > starts[-1] + 4:
            starts.append(start)
        items[index] = Item(marker, len(starts) - 1, marker not in BULLETS)
    return items


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
    for other in (index - 1, index + 1):
        if 0 <= other < len(texts):
            beside = marker_of(texts[other].lines[0])
            loose = len(texts[other].lines) > 1 and not _is_hung(texts[other])
            near = not loose and abs(_start(texts[other]) - _start(texts[index])) < 0.5 * texts[index].size
            if beside is not None and _form(beside) == form and near:
                return True
    return False


def _form(marker: str) -> str:
    return "".join("1" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in marker)[-2:]


def _start(text: Text) -> float:
    first = text.lines[0]
    return -first.right if first.leftwards else first.left
