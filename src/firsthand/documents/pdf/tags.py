"""Reads the structure tree of each page through PDFium: roles, marked content, alternative texts, attributes.

PDFium makes a tree for each page anew, with the elements that have content there and a gap for every other one. A tree
may be as wide as the document is long, so that only the neighbourhood of where the last page ended is looked through
unless something of the page is missing from it.
"""

import ctypes
from collections.abc import Collection

from msgspec import Struct, field

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.roles import CELLS, GROUPS, Element

_DEPTH_AT_MOST = 40
_ELEMENTS_AT_MOST = 10_000
"""On one page."""
_STEPS_AT_MOST = 20_000_000
"""In one document: a tree that is too wide for the number of its pages isn't walked to the end."""
_WIDE = 96
"""From how many kids on only a part of them is looked through first."""
_GAP = 48
"""How many kids of other pages in a row end that part."""
_ATTRIBUTES_AT_MOST = 8
_SPAN_AT_MOST = 200
_TEXT_AT_MOST = 20_000
_DESCRIBED = frozenset({"Figure", "Formula", "Div"})
_EMPTY_CELL = Element("TD")
"""A cell without content is on no page, but has its place among the others of its row."""


class _Visit(Struct):
    """One page while its tree is walked."""

    wanted: set[int]
    """The marks of its content that weren't met yet."""
    left: int = _ELEMENTS_AT_MOST
    whole: bool = False
    """Whether every kid is looked at."""
    path: set[Handle] = field(default_factory=set)
    broken: bool = False
    """The tree bites its tail, or is too deep or too large."""


class TreeReader:
    """Gives the structure tree of one page after the other."""

    def __init__(self, document: Handle) -> None:
        self._tagged = bool(bindings.is_tagged(document))
        self._steps = _STEPS_AT_MOST
        self._ends: dict[int, int] = {}
        """For each depth, where among the kids of a wide element the last page ended."""
        self._buffer = ctypes.create_string_buffer(128)

    def read(self, page: Handle, marks: Collection[int]) -> Element | None:
        """The root of a page's tree; None where there is none, or none that is of use.

        `marks` are the numbers of the marked content of the page, without which a tree says nothing.
        """
        wanted = {mark for mark in marks if mark >= 0}
        if not self._tagged or not wanted or self._steps <= 0:
            return None
        tree = bindings.page_tree(page)
        if tree is None:
            return None
        try:
            for whole in (False, True):
                visit = _Visit(set(wanted), whole=whole)
                root = self._root(tree, visit)
                if visit.broken or not visit.wanted:
                    break
        finally:
            bindings.close_tree(tree)
        return None if visit.broken else root

    def _root(self, tree: Handle, visit: _Visit) -> Element:
        count = min(max(bindings.count_roots(tree), 0), _ELEMENTS_AT_MOST)
        self._steps -= count
        handles = [handle for index in range(count) if (handle := bindings.root_element(tree, index))]
        return Element("StructTreeRoot", tuple(self._element(handle, visit, 1) for handle in handles))

    def _element(self, handle: Handle, visit: _Visit, depth: int) -> Element:
        visit.left -= 1
        if depth > _DEPTH_AT_MOST or visit.left < 0 or handle in visit.path:
            visit.broken = True
            return Element("NonStruct")
        role = self._role(handle)
        visit.path.add(handle)
        kids, begun, unfinished = self._kids(handle, visit, depth, empty=_EMPTY_CELL if role == "TR" else None)
        visit.path.remove(handle)
        return self._describe(
            Element(role, kids, language=self._text(bindings.element_language, handle) or None, begun=begun,
                    unfinished=unfinished),
            handle,
        )  # fmt: skip

    def _role(self, handle: Handle) -> str:
        role = self._short(bindings.element_role, handle)
        if role == "H1" and self._short(bindings.element_own_role, handle) == "Title":
            # Writers map their title to the first level of headings, though PDF 2.0 has a role for it.
            return "Title"
        return role

    def _kids(
        self, handle: Handle, visit: _Visit, depth: int, *, empty: Element | None = None
    ) -> tuple[tuple[Element | int, ...], bool, bool]:
        """The kids on this page, and whether there are others before the first of them, or after the last.

        `empty` stands for each of these others.
        """
        count = max(bindings.count_kids(handle), 0)
        # PDFium has looked through all of them, for this page alone.
        self._steps -= count
        first = self._ends.get(depth, 0) if count > _WIDE and not visit.whole else 0
        kids: list[Element | int] = []
        last = first - 1
        index = first if first < count else 0
        start = -1
        while index < count and self._steps > 0 and not visit.broken:
            kid = self._kid(handle, index, visit, depth)
            if kid is None and empty is not None:
                kids.append(empty)
            elif kid is not None:
                kids.append(kid)
                start = index if start < 0 else start
                last = index
            elif count > _WIDE and not visit.whole and kids and index - last > _GAP:
                break
            index += 1
        if self._steps <= 0:
            visit.broken = True
        if count > _WIDE:
            self._ends[depth] = max(last - 1, 0)
        return tuple(kids), start > 0, 0 <= last < count - 1

    def _kid(self, handle: Handle, index: int, visit: _Visit, depth: int) -> Element | int | None:
        self._steps -= 1
        kid = bindings.kid_element(handle, index)
        if kid is not None:
            return self._element(kid, visit, depth + 1)
        mark = bindings.kid_mark(handle, index)
        if mark < 0:
            return None
        visit.wanted.discard(mark)
        return int(mark)

    def _describe(self, element: Element, handle: Handle) -> Element:
        """The element with what only some roles have."""
        role = element.role
        alternative, actual, scope, numbering, columns, rows = "", None, "", "", 1, 1
        if role in _DESCRIBED:
            alternative = self._text(bindings.element_alternative, handle)
        if role not in GROUPS:
            actual = self._text(bindings.element_actual, handle) or None
        if role in CELLS:
            columns, rows = self._number(handle, b"ColSpan"), self._number(handle, b"RowSpan")
            scope = self._attribute(handle, b"Scope") if role == "TH" else ""
        elif role == "L":
            numbering = self._attribute(handle, b"ListNumbering")
        if alternative or actual or scope or numbering or columns > 1 or rows > 1:
            return Element(
                role, element.kids, alternative, actual, element.language, columns, rows, scope, numbering,
                element.begun, element.unfinished,
            )  # fmt: skip
        return element

    def _short(self, ask: bindings.Ask, handle: Handle) -> str:
        """A name, asked once."""
        buffer = self._buffer
        length = min(ask(handle, buffer, len(buffer)), len(buffer))
        return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")

    def _text(self, ask: bindings.Ask, handle: Handle) -> str:
        length = ask(handle, None, 0)
        if length < 4:
            return ""
        return bindings.wide_text(ask, handle)[:_TEXT_AT_MOST].strip()

    def _attribute(self, handle: Handle, name: bytes) -> str:
        buffer = self._buffer
        length = min(bindings.element_attribute(handle, name, buffer, len(buffer)), len(buffer))
        return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")

    def _number(self, handle: Handle, name: bytes) -> int:
        """An attribute that counts cells."""
        value = ctypes.c_float(1)
        for index in range(min(max(bindings.count_attributes(handle), 0), _ATTRIBUTES_AT_MOST)):
            attributes = bindings.attributes_at(handle, index)
            said = bindings.attribute_value(attributes, name) if attributes else None
            if said and bindings.attribute_number(said, value):
                # Not a number compares as false.
                return int(value.value) if 1 <= value.value <= _SPAN_AT_MOST else 1
        return 1
