"""The paragraphs of a Word file as text, and the way from a place in that text to the runs that hold it.

Text that was put in by a tracked change is read, text that was taken out is not, nor the instructions of fields.
"""

import re
from bisect import bisect_left, bisect_right
from copy import deepcopy
from functools import cached_property

from firsthand.documents.markup import Element
from firsthand.documents.word.names import MC, RPR, RUN, TEXT, M, W, is_on
from firsthand.wording.model import Zone

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_WITHIN = {W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo")}
_SHOWN = {W + name: " " for name in ("tab", "ptab", "br", "cr")}
_SHOWN |= {W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
_OBJECT = "\ufffc"
_OBJECTS = {W + "drawing", W + "pict", W + "object", W + "ruby", W + "sym", MC + "AlternateContent"}
_SILENT = {RPR, W + "lastRenderedPageBreak"}
_WHITE = re.compile(r"[\t\n\r]")
_LINK = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*(?:BIBLIOGRAPHY|CITATION|ADDIN\s+(?:ZOTERO|EN\.|CSL|Mendeley))", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)


class Piece:
    """A stretch of a paragraph's text, and the element that holds it."""

    __slots__ = ("fixed", "node", "run", "start", "text", "zone")

    def __init__(self, start: int, text: str, run: Element, node: Element, *, fixed: bool, zone: Zone | None) -> None:
        self.start = start
        self.text = text
        self.run = run
        self.node = node
        self.fixed = fixed
        """Whether it has to stay as it is: no text, or text that a program writes anew."""
        self.zone = zone

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Field:
    """A field that is open."""

    def __init__(self, instruction: str = "", *, shows: bool = False) -> None:
        self.instruction = instruction
        self.shows = shows
        """Whether its result has begun."""


class Line:
    """One paragraph."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.pieces: list[Piece] = []
        self.length = 0
        self.takes_comments = False
        """Whether comments may stand at its words: Word has them in the body alone, and in no text box."""
        self.anchor: Element | None = None
        """Else at this run, or at the one that holds this element."""
        self.twin: Line | None = None
        """The same words in the form of a text box that older programs read."""

    @cached_property
    def text(self) -> str:
        """As it was read; runs that are divided and struck change nothing of it."""
        return "".join(piece.text for piece in self.pieces)

    def add(self, text: str, run: Element, node: Element, *, fixed: bool, zone: Zone | None = None) -> None:
        self.pieces.append(Piece(self.length, text, run, node, fixed=fixed, zone=zone))
        self.length += len(text)

    def can_change(self, start: int, end: int) -> bool:
        """Whether a stretch is text throughout, so that other text may stand in its place."""
        inside = [piece for piece in self._over(start, end) if piece.text or start < piece.start < end]
        return bool(inside) and not any(piece.fixed for piece in inside)

    def runs(self, start: int, end: int) -> list[Element]:
        """The runs that hold a stretch, and nothing beside it; runs are divided for that."""
        self._part(start, end)
        return list(dict.fromkeys(piece.run for piece in self._over(start, end) if piece.text))

    def _over(self, start: int, end: int) -> list[Piece]:
        """The pieces of a stretch, also those that it only touches a part of."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        return self.pieces[first : bisect_left(self.pieces, end, key=lambda piece: piece.start)]

    def _part(self, start: int, end: int) -> None:
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        if first < len(self.pieces):
            if self.pieces[first].start < start:
                first = self._cut(first, start)
            self._divide(self.pieces[first].node, first)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.start) - 1
        while last >= 0 and not self.pieces[last].text:
            last -= 1
        if last >= 0:
            if self.pieces[last].end > end:
                self._cut(last, end)
            following = self.pieces[last].node.getnext()
            if following is not None and self.pieces[last].node is not self.pieces[last].run:
                self._divide(following, last + 1)

    def _cut(self, number: int, position: int) -> int:
        """Cut a text in two elements; gives the number of the second."""
        piece = self.pieces[number]
        if piece.node.tag != TEXT:
            return number
        at = position - piece.start
        whole = piece.node.text or ""
        second = piece.node.makeelement(TEXT)
        _write(piece.node, whole[:at])
        _write(second, whole[at:])
        piece.node.addnext(second)
        made = Piece(position, piece.text[at:], piece.run, second, fixed=piece.fixed, zone=piece.zone)
        piece.text = piece.text[:at]
        self.pieces.insert(number + 1, made)
        return number + 1

    def _divide(self, node: Element, number: int) -> None:
        """Let a run begin with an element of it; `number` is that of the first piece from there on."""
        run = node.getparent()
        if run is None or run.tag != RUN or all(before.tag == RPR for before in node.itersiblings(preceding=True)):
            return
        second = run.makeelement(RUN, {str(name): str(value) for name, value in run.attrib.items()})
        run.addnext(second)
        properties = run.find(RPR)
        if properties is not None:
            second.append(deepcopy(properties))
        second.extend([node, *node.itersiblings()])
        while number < len(self.pieces) and self.pieces[number].run is run:
            self.pieces[number].run = second
            number += 1


def _write(node: Element, text: str) -> None:
    node.text = text
    if text != text.strip():
        node.set(SPACE, "preserve")


class Reader:
    """Reads paragraphs in their order; fields may begin in one and end in another."""

    def __init__(self) -> None:
        self._fields: list[Field] = []
        self._locks = 0

    def read(self, paragraph: Element) -> Line:
        line = Line(paragraph)
        self._inline(paragraph, line)
        return line

    def _inline(self, element: Element, line: Line) -> None:
        for child in element:
            if child.tag == RUN:
                self._run(child, line)
            elif child.tag in _WITHIN:
                self._inline(child, line)
            elif child.tag == W + "fldSimple":
                self._fields.append(Field(child.get(W + "instr") or "", shows=True))
                self._inline(child, line)
                self._fields.pop()
            elif child.tag == W + "sdt":
                self._control(child, line)
            elif child.tag in (M + "oMath", M + "oMathPara"):
                line.add(_OBJECT, child, child, fixed=True)

    def _control(self, element: Element, line: Line) -> None:
        """A content control; what is only an invitation to write is no text."""
        content = element.find(W + "sdtContent")
        if content is None or element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return
        locked = is_locked(element)
        self._locks += locked
        self._inline(content, line)
        self._locks -= locked

    def _run(self, run: Element, line: Line) -> None:
        properties = run.find(RPR)
        hidden = properties is not None and any(
            is_on(one.get(W + "val")) for one in properties.iter(W + "vanish", W + "webHidden")
        )
        for child in list(run):
            tag = str(child.tag)
            if tag in _SILENT:
                continue
            self._mark(child)
            shown = "" if hidden or not self._is_text else self._shown(child)
            line.add(shown, run, child, fixed=tag != TEXT or self._is_locked, zone=self._zone)

    def _shown(self, child: Element) -> str:
        tag = str(child.tag)
        if tag == TEXT:
            return _WHITE.sub(" ", child.text or "")
        return _OBJECT if tag in _OBJECTS else _SHOWN.get(tag, "")

    def _mark(self, child: Element) -> None:
        if child.tag == W + "instrText" and self._fields and not self._fields[-1].shows:
            self._fields[-1].instruction += child.text or ""
        if child.tag != W + "fldChar":
            return
        match child.get(W + "fldCharType"):
            case "begin":
                self._fields.append(Field())
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end" if self._fields:
                self._fields.pop()

    @property
    def _is_locked(self) -> bool:
        return bool(self._locks) or any(not _LINK.match(field.instruction) for field in self._fields)

    @property
    def _zone(self) -> Zone | None:
        return "reference" if any(_REFERENCE.match(field.instruction) for field in self._fields) else None

    @property
    def _is_text(self) -> bool:
        """Whether what comes is neither an instruction nor a table of contents, which repeats what headings say."""
        return all(field.shows and not _CONTENTS.match(field.instruction) for field in self._fields)


def is_locked(control: Element) -> bool:
    """Whether a content control may not be changed, or shows what is kept elsewhere."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return False
    lock = properties.find(W + "lock")
    kept = properties.find(W + "dataBinding") is not None
    return kept or (lock is not None and lock.get(W + "val") in ("contentLocked", "sdtContentLocked"))
