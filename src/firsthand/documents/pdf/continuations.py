"""Paragraphs that a column or page end cuts in two, made whole again, also past what floats between their halves."""

from collections.abc import Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text, ends_sentence, is_full, marker_of

_REACH = 8
"""How many texts may float between the halves."""


def join_continued(texts: Sequence[Text]) -> list[Text]:
    joined: list[Text] = []
    taken: set[int] = set()
    for index, text in enumerate(texts):
        if index in taken:
            continue
        at, whole = index, text
        while texts[at].closes and (found := _find_rest(texts, at, texts[at], taken)) is not None:
            taken.add(found)
            at = found
            whole = replace(whole, lines=(*whole.lines, *texts[at].lines), closes=texts[at].closes)
        joined.append(whole)
    return joined


def _find_rest(texts: Sequence[Text], index: int, text: Text, taken: set[int]) -> int | None:
    if not _is_open(text):
        return None
    first = index + 1
    for at in range(first, min(first + _REACH, len(texts))):
        if at in taken or (at != first and not texts[at].opens):
            continue
        if texts[at].page - text.page > 1:
            return None
        if _fits(text, texts[at], near=at == first):
            return at
    return None


def _is_open(text: Text) -> bool:
    last = text.lines[-1]
    if last.words[-1].text.endswith(("-", "\u00ad")):
        return True
    return is_full(last, text.measure) and not ends_sentence(last.text) and last.text != ANCHOR


def _fits(text: Text, rest: Text, *, near: bool) -> bool:
    """Whether the rest can go on where the text stops: in the same type, without a marker.

    Where things float between them (not `near`), only a small letter is proof enough.
    """
    last, first = text.lines[-1], rest.lines[0]
    if abs(text.size - rest.size) > 0.06 * text.size or text.bold != rest.bold or first.text == ANCHOR:
        return False
    letter = first.text[0]
    if letter.islower():
        return True
    if not near or not rest.opens or len(text.lines) < 2 or text.bold or (letter.isalnum() and marker_of(first)):
        return False
    return letter.isalnum() and not _is_indented(rest) and last.leftwards == first.leftwards


def _is_indented(text: Text) -> bool:
    first = text.lines[0]
    start = -first.right if first.leftwards else first.left
    return start - text.measure[0] > 0.7 * first.size
