"""From the content of one paragraph of an OpenDocument text to runs, and what hangs on them: notes, pictures, boxes."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

from firsthand.documents.declared import alternative
from firsthand.documents.links import address
from firsthand.documents.looks import Look
from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Figure, Run
from firsthand.documents.opendocument.names import DRAW, OFFICE, STYLE_NAME, SVG, TEXT, XLINK
from firsthand.documents.opendocument.reading import Reading
from firsthand.documents.text import fold


class Inline:
    """Collects what one paragraph holds."""

    def __init__(self, reading: Reading, look: Look) -> None:
        self.pieces: list[Run] = []
        self.boxes: list[Element] = []
        self.figures: list[Figure] = []
        self.notes: list[tuple[str, str, Element]] = []
        """Id, mark and body of each note that is marked here."""
        self.names: list[str] = []
        """Of the places here to which links may lead."""
        self._reading = reading
        self._look = look
        self._href: str | None = None

    def read(self, element: Element) -> None:
        """Read everything inside an element; one that is not known here is read for its text."""
        self._say(element.text)
        for child in element:
            if name_of(child):
                _HANDLERS.get(child.tag, Inline.read)(self, child)
            self._say(child.tail)

    def mark(self, element: Element) -> None:
        """A mark of a change or a comment."""
        _HANDLERS[element.tag](self, element)

    def frame(self, element: Element) -> None:
        """A frame: a picture, a text box, or something else with an alternative text."""
        told = alternative(element.findtext(SVG + "desc") or element.findtext(SVG + "title"))
        boxes = [element] if element.tag == DRAW + "custom-shape" else list(element.iterchildren(DRAW + "text-box"))
        if boxes:
            self.boxes.extend(boxes)
            return
        if element.tag == DRAW + "g":
            for child in element:
                if child.tag in {DRAW + "frame", DRAW + "custom-shape", DRAW + "g"}:
                    self.frame(child)
            return
        formula = self._formula(element)
        if formula:
            self._say(formula)
            return
        image = next((kept for child in element.iter(DRAW + "image") if (kept := self._picture(child))), None)
        if element.find(DRAW + "object") is not None:
            self._reading.left_out["drawings"] += image is None
        if image or told or element.find(DRAW + "image") is not None:
            self.figures.append(Figure(told, image=image))

    def _say(self, text: str | None) -> None:
        if not text:
            return
        look = self._look
        if look.hidden and text.strip():
            self._reading.left_out["hidden"] += 1
            return
        if look.struck and text.strip():
            self._reading.left_out["struck"] += 1
        self.pieces.append(look.run(text, self._href, self._reading.language_of(look, text)))

    def _span(self, element: Element) -> None:
        before = self._look
        self._look = before.under(self._reading.styles.text(element.get(STYLE_NAME)))
        self.read(element)
        self._look = before

    def _link(self, element: Element) -> None:
        before = self._href
        href = element.get(XLINK + "href") or ""
        # LibreOffice names the kind of place after a bar: "#Introduction|outline".
        self._href = address(href.partition("|")[0] if href.startswith("#") else href)
        self.read(element)
        self._href = before

    def _spaces(self, _element: Element) -> None:
        self._say(" ")

    def _break(self, _element: Element) -> None:
        self._say("\n")

    def _bookmark(self, element: Element) -> None:
        if name := element.get(TEXT + "name"):
            self.names.append(name)

    def _note(self, element: Element) -> None:
        body = element.find(TEXT + "note-body")
        citation = element.find(TEXT + "note-citation")
        if body is None:
            return
        kind = element.get(TEXT + "note-class") or "footnote"
        count = self._reading.left_out["notes"] = self._reading.left_out["notes"] + 1
        mark = fold("".join(str(part) for part in citation.itertext()) if citation is not None else "") or str(count)
        identity = f"{'endnote' if kind == 'endnote' else 'footnote'}-{count}"
        self.pieces.append(Run(mark, superscript=True, note=identity))
        self.notes.append((identity, mark, body))

    def _comment(self, element: Element) -> None:
        self._reading.left_out["comments"] += 1
        self.pieces.extend(self._reading.changes.comment(element))

    def _comment_ends(self, element: Element) -> None:
        self.pieces.extend(self._reading.changes.comment_end(element))

    def _change(self, element: Element) -> None:
        self.pieces.extend(self._reading.changes.begin(element))

    def _change_ends(self, element: Element) -> None:
        self.pieces.extend(self._reading.changes.end(element))

    def _ruby(self, element: Element) -> None:
        base = element.find(TEXT + "ruby-base")
        if base is not None:
            self.read(base)

    def _skip(self, _element: Element) -> None:
        pass

    def _framed_link(self, element: Element) -> None:
        for child in element:
            if child.tag == DRAW + "frame":
                self.frame(child)

    def _picture(self, element: Element) -> str | None:
        name = posixpath.normpath(unquote(element.get(XLINK + "href") or ""))
        if "://" in name or name.startswith(("/", "..")) or not name.startswith(("Pictures/", "media/")):
            return None
        data = self._reading.archive.read(name)
        return self._reading.album.add(data) if data else None

    def _formula(self, element: Element) -> str | None:
        """The text of an embedded formula (MathML)."""
        embedded = element.find(DRAW + "object")
        name = posixpath.normpath(unquote(embedded.get(XLINK + "href") or "")) if embedded is not None else ""
        root = self._reading.part(f"{name}/content.xml") if name and not name.startswith(("/", "..")) else None
        if root is None or name_of(root) != "math":
            return None
        words = (str(text) for part in root.iter("{*}annotation") for text in part.itertext())
        shown = (part.text or "" for part in root.iter() if name_of(part) in {"mi", "mn", "mo", "mtext"})
        return fold(" ".join(shown)) or fold("".join(words))


_HANDLERS: dict[str, Callable[[Inline, Element], None]] = {
    TEXT + "span": Inline._span,
    TEXT + "a": Inline._link,
    TEXT + "s": Inline._spaces,
    TEXT + "tab": Inline._spaces,
    TEXT + "line-break": Inline._break,
    TEXT + "bookmark": Inline._bookmark,
    TEXT + "bookmark-start": Inline._bookmark,
    TEXT + "reference-mark": Inline._bookmark,
    TEXT + "reference-mark-start": Inline._bookmark,
    TEXT + "note": Inline._note,
    TEXT + "ruby": Inline._ruby,
    OFFICE + "annotation": Inline._comment,
    OFFICE + "annotation-end": Inline._comment_ends,
    TEXT + "change": Inline._change,
    TEXT + "change-start": Inline._change,
    TEXT + "change-end": Inline._change_ends,
    DRAW + "frame": Inline.frame,
    DRAW + "custom-shape": Inline.frame,
    DRAW + "g": Inline.frame,
    DRAW + "a": Inline._framed_link,
    **dict.fromkeys((TEXT + "hidden-text", TEXT + "script", TEXT + "tracked-changes", TEXT + "toc-mark"), Inline._skip),
}
