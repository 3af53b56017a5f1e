"""All that a Word file says, as one text for the check: its body, notes, headers and footers, paragraph by paragraph.

Knows which place of that text stands in which paragraph. Paragraphs that a tracked change took out, and tables of
contents, are left out.
"""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from firsthand.documents.markup import Element
from firsthand.documents.word.names import MC, PARAGRAPH, PPR, RUN, VAL, W
from firsthand.documents.word.styles import Style, Styles, outline_level
from firsthand.wording.material import Material
from firsthand.wording.model import Zone
from firsthand.wording.word.lines import Line, Reader, is_locked
from firsthand.wording.word.package import Draft

SEPARATOR = "\n\n"
_TAKEN_OUT = (W + "del", W + "moveFrom")
_NOTES = (W + "footnote", W + "endnote")
_MARKS = (W + "footnoteReference", W + "endnoteReference")
_ROLES: dict[str, Zone] = {"quotation": "quotation", "code": "code", "title": "title"}


class Story:
    """The lines of a file, in reading order."""

    def __init__(self, draft: Draft) -> None:
        self._styles = Styles(draft.package.related("styles"))
        self.lines: list[Line] = []
        self._looks: list[Style] = []
        main = draft.part(draft.main)
        if main is not None:
            self._read_body(main)
            marks = {_identity(mark): mark for mark in main.iter(*_MARKS)}
            first = next(main.iter(RUN), None)
            for name in _parts(draft):
                root = draft.part(name)
                if root is not None:
                    self._read_beside(root, marks, first)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + line.length + len(SEPARATOR))
        self.text = SEPARATOR.join(line.text for line in self.lines)

    def place(self, position: int) -> tuple[Line, int]:
        """The line in which a position of the text is, and where in it."""
        number = min(bisect_right(self._starts, position) - 1, len(self.lines) - 1)
        return self.lines[number], position - self._starts[number]

    def material(self, text: str, language: str | None = None) -> Material:
        """The text, or what it is after changes inside of its lines, with what is known of its parts."""
        starts: list[int] = []
        headings: list[tuple[int, int, int]] = []
        zones: list[tuple[int, int, Zone]] = []
        at = 0
        for number, shown in enumerate(text.split(SEPARATOR) if self.lines else ()):
            starts.append(at)
            end = at + len(shown)
            look, line = self._looks[number], self.lines[number]
            zone = "title" if look.level else _ROLES.get(look.role)
            if look.level and shown:
                headings.append((at, end, look.level))
            if zone and shown:
                zones.append((at, end, zone))
            elif shown == line.text:
                zones += _inner_zones(line, at)
            at = end + len(SEPARATOR)
        return Material(
            text, breaks=tuple(starts), lines=False, headings=tuple(headings), zones=tuple(zones), language=language
        )

    def _read_body(self, root: Element) -> None:
        for line, box in self._lines(root):
            line.anchor = box
            line.takes_comments = box is None

    def _read_beside(self, root: Element, marks: dict[tuple[str, str], Element], first: Element | None) -> None:
        """Notes, whose comments stand at their marks, and headers and footers, whose stand where the text begins."""
        for line, _ in self._lines(root):
            note = next(line.element.iterancestors(*_NOTES), None)
            line.anchor = first if note is None else marks.get(_identity(note), first)

    def _lines(self, root: Element) -> Iterator[tuple[Line, Element | None]]:
        """Each line of a part and, of a text box, what holds the box in its run."""
        reader, boxed = Reader(), Reader()
        twins: dict[Element, list[Line]] = {}
        for paragraph in root.iter(PARAGRAPH):
            box = _box(paragraph)
            line = (reader if box is None else boxed).read(paragraph)
            look = self._look(paragraph)
            if _is_left_out(paragraph) or look.role == "contents" or not line.length:
                continue
            older = _older_form(paragraph)
            if older is not None:
                _pair(line, twins.get(older, []))
                continue
            alternatives = next(paragraph.iterancestors(MC + "AlternateContent"), None)
            if alternatives is not None:
                twins.setdefault(alternatives, []).append(line)
            self.lines.append(line)
            self._looks.append(look)
            yield line, box

    def _look(self, paragraph: Element) -> Style:
        properties = paragraph.find(PPR)
        named = properties.find(W + "pStyle") if properties is not None else None
        style = self._styles.paragraph(named.get(VAL) if named is not None else None)
        level = outline_level(properties)
        return style if level is None or style.role else replace(style, level=level or None)


def _parts(draft: Draft) -> Iterator[str]:
    for kind in ("footnotes", "endnotes", "header", "footer"):
        yield from dict.fromkeys(draft.related(kind))


def _identity(mark: Element) -> tuple[str, str]:
    """Of a note, or of the mark that refers to it."""
    kind = "end" if "endnote" in str(mark.tag) else "foot"
    return kind, mark.get(W + "id") or ""


def _inner_zones(line: Line, at: int) -> Iterator[tuple[int, int, Zone]]:
    for piece in line.pieces:
        if piece.zone and piece.text:
            yield at + piece.start, at + piece.end, piece.zone


def _box(paragraph: Element) -> Element | None:
    """What holds, in its run, the text box that a paragraph is in; of boxes in boxes the outermost."""
    if next(paragraph.iterancestors(W + "txbxContent"), None) is None:
        return None
    child, found = paragraph, None
    for above in paragraph.iterancestors():
        if above.tag == RUN:
            found = child
        child = above
    return found


def _older_form(paragraph: Element) -> Element | None:
    """The two forms of a text box, where a paragraph is in that for older programs."""
    older = next(paragraph.iterancestors(MC + "Fallback"), None)
    return older.getparent() if older is not None else None


def _pair(line: Line, lines: list[Line]) -> None:
    twin = next((other for other in lines if other.twin is None and other.text == line.text), None)
    if twin is not None:
        twin.twin = line


def _is_left_out(paragraph: Element) -> bool:
    for above in paragraph.iterancestors():
        if above.tag in _TAKEN_OUT or (above.tag == W + "sdt" and _is_kept_out(above)):
            return True
        if above.tag == W + "tr" and above.find(f"{W}trPr/{W}del") is not None:
            return True
    return False


def _is_kept_out(control: Element) -> bool:
    """Whether a content control holds a table of contents, an invitation to write, or what may not be changed."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    is_contents = gallery is not None and gallery.get(VAL) == "Table of Contents"
    return is_contents or control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None or is_locked(control)
