"""Which parts of a plain text are lists of sources, thanks or affiliations: told by their headings."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from firsthand.wording.material import Material
from firsthand.wording.model import Zone

ZONES: dict[str, Zone] = {"references": "reference", "thanks": "thanks", "affiliations": "affiliation"}

Sections = tuple[tuple[int, int, Zone], ...]

_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")
_LINE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]*|\*{1,2}|\d{1,2}(?:\.\d+)*\.?[ \t]+|[IVX]+\.[ \t]+|=+[ \t]*)?$")
_REST = re.compile(r"^[ \t]*(?:\*{1,2})?[ \t]*(?P<colon>[:：.])?[ \t]*(?:\*{1,2})?[ \t]*#*[ \t]*(?P<more>.*)$")
_NEXT = re.compile(
    r"^(?:#{1,6}[ \t].*|(?:(?<=\n\n)|(?<=\n\r\n))(?:\d+(?:\.\d+)*\.?[ \t]+)?"
    r"[A-ZÀ-ÞŒА-ЯЁ][^\n.,;:()\d]{2,60}(?=\r?\n\r?\n))",
    re.MULTILINE,
)


def sections(material: Material, words: Iterable[tuple[int, int, str]]) -> Sections:
    """The zones that headings open, in order and without overlaps.

    `words` are places (start, end, kind) at which a word of such a heading stands; most of them are no headings. A
    heading stands alone on its line and its zone reaches to the next heading; one with its text behind a colon on the
    same line, to that paragraph's end.
    """
    if material.headings:
        return _under(material, words)
    text = material.text
    found: list[tuple[int, int, Zone]] = []
    for start, end, kind in words:
        inside = found[-1][1] if found and start < found[-1][1] else 0
        finish = _reach(text, start, end, inside)
        if finish and inside:
            found[-1] = (found[-1][0], start, found[-1][2])
        if finish:
            found.append((start, finish, ZONES[kind]))
    return tuple(found)


def _under(material: Material, words: Iterable[tuple[int, int, str]]) -> Sections:
    """The same where it is known what is a heading: a zone reaches to the next one that isn't below its own."""
    known = material.headings
    starts = [start for start, _, _ in known]
    found: list[tuple[int, int, Zone]] = []
    for start, end, kind in words:
        at = bisect_right(starts, start) - 1
        if at < 0 or end > known[at][1] or (found and start < found[-1][1]):
            continue
        if (
            _NUMBER.sub("", material.shown(known[at][0], known[at][1])).strip(" .:\n")
            == material.shown(start, end).strip()
        ):
            following = next((h for h in known[at + 1 :] if h[2] <= known[at][2]), None)
            found.append((start, following[0] if following else len(material.text), ZONES[kind]))
    return tuple(found)


def _reach(text: str, start: int, end: int, outer: int) -> int:
    """Where the part under a heading ends; 0 where it is no heading. `outer` is the end of a zone that it is in."""
    begin = text.rfind("\n", max(0, start - 40), start) + 1
    if begin == 0 and start > 40:
        return 0
    if not _LINE.match(text[begin:start]):
        return 0
    stop = text.find("\n", end, end + 4000)
    stop = len(text) if stop < 0 else stop
    rest = _REST.match(text[end:stop].rstrip("\r"))
    if rest is None or (rest["more"] and not rest["colon"]):
        return 0
    if rest["more"]:
        blank = text.find("\n\n", end, end + 4000)
        return blank if blank >= 0 else min(len(text), end + 4000)
    if outer:  # No other heading is in that zone; searching again would make the work quadratic.
        return outer
    following = _NEXT.search(text, stop + 1)
    return following.start() if following else len(text)
