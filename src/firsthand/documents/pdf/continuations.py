"""Paragraphs that a column or page end cuts in two, made whole again, also past what floats between their halves."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text, end_of, ends_sentence, has_room, marker_of, start_of
from firsthand.documents.pdf.roles import HEADINGS, Tag

_ROOM = 0.3
"""The share of a line that may be empty at a column's end in ragged type."""
_STOPS = re.compile(r"[.!?…。！？؟۔।॥။។]['\"”’»)\]」』]*[\d*†‡]*$")
_LONG = 40
"""How many letters a line has that is no label or heading."""
_REACH = 8
"""How many texts may float between the halves."""


def join_continued(texts: Sequence[Text]) -> list[Text]:
    joined: list[Text] = []
    taken: set[int] = set()
    for index, text in enumerate(texts):
        if index in taken:
            continue
        at, whole = index, text
        while _may_go_on(texts, at) and (found := _find_rest(texts, at, texts[at], taken)) is not None:
            taken.add(found)
            at = found
            whole = replace(whole, lines=(*whole.lines, *texts[at].lines), closes=texts[at].closes)
        joined.append(whole)
    return joined


def _find_rest(texts: Sequence[Text], index: int, text: Text, taken: set[int]) -> int | None:
    told = _find_told(texts, index, taken) if _is_unfinished(text) else None
    if told is not None or not _is_open(text):
        return told
    is_first, near, anchored = True, True, False
    for at in range(index + 1, min(index + 1 + _REACH, len(texts))):
        rest = texts[at]
        if at in taken:
            continue
        if rest.page - text.page > 1:
            return None
        # The rest is the first text of its kind, or it begins a column; labels of a drawing do neither.
        if rest.box != text.box:
            continue
        alike = _are_alike(text, rest) and _may_follow(text.tag, rest.tag)
        anchored = anchored or rest.lines[0].text == ANCHOR
        begins = is_first or rest.opens or (anchored and len(rest.text) > _LONG)
        if alike and begins and _fits(text, rest, near=near):
            return at
        is_first = is_first and not alike
        near = near and not alike and _may_float(rest, text)
    return None


def _may_go_on(texts: Sequence[Text], at: int) -> bool:
    """Whether the rest of a text may stand elsewhere: where its column ends, or something floats below it."""
    text = texts[at]
    if text.closes or _is_unfinished(text):
        return True
    last = text.lines[-1]
    if at + 1 == len(texts) or text.measure[1] - end_of(last) > 3 * last.size:
        return False
    below = texts[at + 1]
    quoted = below.size > 1.06 * text.size and not below.bold
    return below.box != text.box or below.lines[0].text == ANCHOR or quoted


def _is_unfinished(text: Text) -> bool:
    return text.tag is not None and text.tag.unfinished and text.lines[0].text != ANCHOR


def _find_told(texts: Sequence[Text], index: int, taken: set[int]) -> int | None:
    """The rest of a text that its file itself parts in two: the first of its role on the next page that isn't begun."""
    tag, page = texts[index].tag, texts[index].page
    for at in range(index + 1, min(index + 1 + 4 * _REACH, len(texts))):
        rest = texts[at]
        if rest.page - page > 1:
            return None
        alike = rest.tag and tag and rest.tag.begun and rest.tag.role == tag.role and rest.lines[0].text != ANCHOR
        if alike and at not in taken and rest.page > page:
            return at
    return None


def _may_follow(tag: Tag | None, rest: Tag | None) -> bool:
    """Whether the tags of two texts let them be one: the same role, and no marker of an item in the second."""
    if tag is None or rest is None:
        return True
    return tag.role == rest.role and not (rest.item and rest.item.marker) and tag.role not in HEADINGS


def _is_open(text: Text) -> bool:
    last = text.lines[-1]
    if last.words[-1].text.endswith(("-", "\u00ad")):
        return True
    start, end = text.measure
    room = end - end_of(last)
    return room < max(3 * last.size, _ROOM * (end - start)) and not _STOPS.search(last.text) and last.text != ANCHOR


def _may_float(between: Text, text: Text) -> bool:
    """Whether it may stand between the halves of a text: a table, a caption, but no heading."""
    return between.lines[0].text == ANCHOR or (between.size <= 1.06 * text.size and not between.bold)


def _are_alike(text: Text, rest: Text) -> bool:
    alike = abs(text.size - rest.size) <= 0.06 * text.size and text.bold == rest.bold
    return alike and rest.lines[0].text != ANCHOR


def _fits(text: Text, rest: Text, *, near: bool) -> bool:
    """Whether the rest can go on where the text stops: in the same type, without a marker.

    Where headings or other texts of its kind stand between them (not `near`), only a small letter is proof enough.
    """
    last, first = text.lines[-1], rest.lines[0]
    letter = first.text[0]
    if letter.islower():
        return True
    if not near or not rest.opens or text.bold or ends_sentence(last.text) or (letter.isalnum() and marker_of(first)):
        return False
    if len(text.lines) < 2 and len(last.text) < _LONG:
        return False
    same_way = last.leftwards == first.leftwards
    indented = _indent(rest, 0) > 0.7 * first.size
    if indented and len(text.lines) > 1:
        indented = abs(_indent(rest, 0) - _indent(text, -1)) > 0.3 * first.size
    return letter.isalnum() and not indented and same_way and not has_room(last, first, text.measure)


def _indent(text: Text, line: int) -> float:
    """How far in from the edge of its column a line begins."""
    return start_of(text.lines[line]) - text.measure[0]
