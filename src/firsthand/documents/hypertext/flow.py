"""Walks the elements of a page and tells a sink its headings and blocks, in reading order and without recursion.

Knows what HTML elements mean (WHATWG HTML). Which part of a page is its text is decided elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.declared import alternative as alternative_of
from firsthand.documents.gathering import Gathering
from firsthand.documents.hypertext import tables
from firsthand.documents.hypertext.lists import List, opened, ticked, written_marker
from firsthand.documents.hypertext.notes import Note
from firsthand.documents.hypertext.page import XML_LANG, Page, text_of, unspoken
from firsthand.documents.hypertext.pagebreaks import Pages, is_break
from firsthand.documents.language_tags import tag
from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Block, Code, Figure, Footnote, ListItem, Paragraph, Quotation, Run, Runs
from firsthand.documents.runs import settle, stack, tidy
from firsthand.documents.text import fold, verbatim
from firsthand.documents.tree import Sink

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset "  # noqa: SIM905 - plain words
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu ol optgroup p pre section summary table tbody td tfoot th thead tr ul".split()
)
_STYLES: dict[str, str] = {
    **dict.fromkeys(["b", "strong"], "strong"),
    **dict.fromkeys(["i", "em", "cite", "var", "dfn"], "emphasis"),
    **dict.fromkeys(["code", "kbd", "samp", "tt"], "code"),
    "sup": "superscript",
    "sub": "subscript",
}
_CSS = (
    (re.compile(r"font-weight\s*:\s*(bold|[6-9]00)"), {"strong": True}),
    (re.compile(r"font-weight\s*:\s*(normal|[1-5]00)"), {"strong": False}),
    (re.compile(r"font-style\s*:\s*(italic|oblique)"), {"emphasis": True}),
    (re.compile(r"font-style\s*:\s*normal"), {"emphasis": False}),
    (re.compile(r"vertical-align\s*:\s*super"), {"superscript": True}),
    (re.compile(r"vertical-align\s*:\s*sub\b"), {"subscript": True}),
)
_DEEPEST = 3
"""How many cells and notes may lie within one another."""
_STRONG = {"dt", "summary", "legend"}


class _Frame(Struct):
    """An element that is open, with what returns when it closes."""

    element: Element
    children: Iterator[Element]
    style: Run
    block: bool
    within: bool = False
    """Whether it has put something on the stack of surroundings."""


_BREAK = Run("\n")
"""A line break that the author set, as in verse and addresses; known by identity, as white space has breaks too."""


class _Item(Struct):
    """A list item that is open; its marker is shown once."""

    depth: int
    marker: str
    ordered: bool


class _Heading(Struct):
    level: int
    anchor: str | None


class Walker:
    """Reads elements into a sink; one for a page, and one more for each cell and note."""

    def __init__(self, sink: Sink, page: Page, depth: int = 0, pages: Pages | None = None) -> None:
        self._depth = depth
        self._pages = pages or Pages()
        self._sink = sink
        self._page = page
        self._style = Run("", language=page.language)
        self._pieces: list[Run] = []
        self._figures: list[Figure] = []
        self._notes: list[Footnote] = []
        self._around: list[_Item | _Heading | List | str] = []

    def walk(self, root: Element) -> None:
        """Read everything inside an element."""
        self._style = replace(self._style, language=self._language_at(root))
        frames = [_Frame(root, iter(root), self._style, block=True)]
        self._say(root.text)
        while frames:
            child = next(frames[-1].children, None)
            if child is None:
                closed = frames.pop()
                self._leave(closed)
                if frames:
                    self._say(closed.element.tail)
            elif (frame := self._enter(child)) is not None:
                frames.append(frame)
                self._say(child.text)
            else:
                self._say(child.tail)
        self._flush()

    def _say(self, text: str | None) -> None:
        if text:
            self._pieces.append(replace(self._style, text=text))

    def _enter(self, element: Element) -> _Frame | None:
        name = name_of(element)
        page = self._page
        if not name or element in page.notes.bodies or element in page.notes.containers or element in page.left_out:
            return None
        if name == "input":
            self._tick(element)
        if is_break(element):
            self._pages.turn(element, within=bool(tidy(self._pieces)))
        if unspoken(element, name) or (element in page.notes.marks and self._refer(element)):
            return None
        if name == "span" and self._marker(element):
            return None
        self._mark(element, name)
        block = name in _BLOCKS
        if block:
            self._flush()
        if (special := _SPECIAL.get(name)) and special(self, element):
            return None
        frame = _Frame(element, iter(element), self._style, block)
        self._restyle(element, name)
        if block:
            frame.within = self._surround(element, name)
        return frame

    def _leave(self, frame: _Frame) -> None:
        if name_of(frame.element) == "q":
            self._say("”")
        if frame.block:
            self._flush()
        if frame.within:
            self._around.pop()
        self._style = frame.style

    def _mark(self, element: Element, name: str) -> None:
        if name in _HEADING_LEVELS:
            return
        for attribute in ("id", "name") if name == "a" else ("id",):
            identity = self._page.prefix + (element.get(attribute) or "")
            if identity in self._page.targets:
                self._sink.mark(identity)

    def _restyle(self, element: Element, name: str) -> None:
        changes: dict[str, object] = {_STYLES[name]: True} if name in _STYLES else {}
        if name == "a" and (href := element.get("href")):
            changes["href"] = self._page.link(href)
        elif name == "q":
            self._say("“")
        if (css := element.get("style")) and name not in _HEADING_LEVELS:
            for pattern, change in _CSS:
                if pattern.search(css):
                    changes.update(change)
        declared = element.get("lang") or element.get(XML_LANG)
        if declared is not None:
            changes["language"] = tag(declared) or self._style.language
        if changes:
            self._style = replace(self._style, **changes)

    def _surround(self, element: Element, name: str) -> bool:
        """Note what the text inside this block is part of."""
        if (level := _heading_level(element, name)) is not None:
            identity = element.get("id")
            self._around.append(_Heading(level, self._page.prefix + identity if identity else None))
        elif name in {"ol", "ul", "menu"}:
            depth = sum(isinstance(outer, List) for outer in self._around)
            self._around.append(opened(element, name, depth))
        elif name == "li":
            inner = next((outer for outer in reversed(self._around) if isinstance(outer, List)), None)
            shown = inner or List("ul", 0)
            self._around.append(_Item(shown.depth, shown.next_marker(element), shown.ordered))
        elif name == "blockquote" or element.get("role") == "blockquote":
            self._around.append("quotation")
        elif name in _STRONG:
            self._style = replace(self._style, strong=True)
            return False
        else:
            return False
        return True

    def _flush(self) -> None:
        """Make a block of what was said since the last one."""
        pieces, self._pieces = self._pieces, []
        lines = [tidy(line) for line in _lines(pieces)]
        titled = self._around and isinstance(self._around[-1], _Heading)
        runs, language = settle(tidy(pieces) if titled else stack(lines), self._page.language)
        if runs:
            self._emit(runs, language)
        for figure in self._figures:
            self._add(figure)
        for note in self._notes:
            self._sink.note(note)
        self._figures.clear()
        self._notes.clear()
        self._pages.settle()

    def _add(self, block: Block) -> None:
        place = self._pages.place
        self._sink.add(replace(block, locator=place) if place else block)

    def _emit(self, runs: Runs, language: str | None) -> None:
        inner = next((outer for outer in reversed(self._around) if not isinstance(outer, List)), None)
        if isinstance(inner, _Heading):
            if "quotation" in self._around:
                self._add(Quotation(tuple(replace(run, strong=True) for run in runs), language))
            else:
                place = self._pages.place
                self._sink.heading(inner.level, runs, anchor=inner.anchor, language=language, locator=place)
        elif isinstance(inner, _Item):
            self._add(ListItem(runs, inner.depth, inner.marker, inner.ordered, language))
            inner.marker = ""
        elif inner == "quotation":
            self._add(Quotation(runs, language))
        else:
            self._add(Paragraph(runs, language))

    def _marker(self, element: Element) -> bool:
        """Whether this is the marker of an item that is just beginning, written out by who made the page."""
        inner = self._around[-1] if self._around else None
        written = written_marker(element)
        if not written or not isinstance(inner, _Item) or not inner.marker or tidy(self._pieces):
            return False
        inner.marker = written
        return True

    def _tick(self, element: Element) -> None:
        inner = next((outer for outer in reversed(self._around) if isinstance(outer, _Item)), None)
        if inner is not None and inner.marker and (box := ticked(element)):
            inner.marker = box

    def _gathered(self, element: Element) -> Runs:
        """The text of a cell, a note or a caption."""
        gathering = Gathering(self._sink)
        Walker(gathering, self._page, self._depth + 1, self._pages).walk(element)
        return gathering.runs()

    def _refer(self, reference: Element) -> bool:
        """Put the mark of a note here, and the note at the end of its section."""
        note = self._page.notes.marks[reference]
        if self._depth > _DEEPEST:
            return False
        self._pieces.append(Run(note.mark, superscript=True, note=note.id))
        if not note.told:
            note.told = True
            runs, language = settle(self._note_runs(note), self._page.language)
            self._notes.append(Footnote(note.id, note.mark, runs, language, self._pages.place))
        return True

    def _note_runs(self, note: Note) -> Runs:
        """The text of a note without its mark, which is in its link back, or else repeated at its beginning."""
        links = (link for link in note.body.iter("{*}a") if link in self._page.notes.backlinks)
        if any(fold(text_of(link)).strip("[]().") == note.mark for link in links):
            return self._gathered(note.body)
        return _without_mark(self._gathered(note.body), note.mark)

    def _language_at(self, element: Element) -> str | None:
        declared = element.get("lang") or element.get(XML_LANG)
        for outer in () if declared else element.iterancestors():
            declared = outer.get("lang") or outer.get(XML_LANG)
            if declared:
                break
        return tag(declared) or self._page.language

    # Elements that are read in a way of their own; each says whether that was done.

    def _break(self, _element: Element) -> bool:
        self._pieces.append(_BREAK)
        return True

    def _back(self, element: Element) -> bool:
        return element in self._page.notes.backlinks

    def _preformatted(self, element: Element) -> bool:
        lines = ""
        for event, part in etree.iterwalk(element, events=("start", "end")):
            if event == "start":
                lines += "\n" if name_of(part) == "br" else part.text or ""
            elif part is not element:
                lines += part.tail or ""
        if text := verbatim(lines):
            self._add(Code(text))
        return True

    def _table(self, element: Element) -> bool:
        if tables.is_layout(element):
            return False
        table = tables.read(element, self._gathered)
        if table is not None:
            self._add(table)
        return True

    def _image(self, element: Element) -> bool:
        alternative = alternative_of(element.get("alt") or element.get("aria-label"))
        source = element.get("src") or element.get("{http://www.w3.org/1999/xlink}href") or element.get("href") or ""
        data = self._page.picture(source)
        image = self._page.album.add(data) if data else None
        if image is None and 0 < len(alternative) <= 2 and tidy(self._pieces):
            self._say(alternative)  # an emoji drawn as a picture
        elif image is not None or alternative:
            self._figures.append(Figure(alternative, image=image))
        return True

    def _drawing(self, element: Element) -> bool:
        inner = next((child for child in element.iter("{*}image")), None)
        if inner is not None:
            return self._image(inner)
        title = next((text_of(child) for child in element if name_of(child) == "title"), "")
        if alternative := fold(element.get("aria-label") or title):
            self._figures.append(Figure(alternative))
        return True

    def _figure(self, element: Element) -> bool:
        if next(element.iterdescendants("{*}figure"), None) is not None:
            return False
        inside = {name_of(child) for child in element.iterdescendants()}
        if not inside & {"img", "svg"} or inside & {"table", "pre", "blockquote"}:
            return False
        caption: Runs = ()
        for child in element.iterdescendants("{*}figcaption"):
            caption = self._gathered(child)
        before = len(self._figures)
        for child in element.iterdescendants("{*}img", "{*}svg"):
            (self._image if name_of(child) == "img" else self._drawing)(child)
        if len(self._figures) == before:
            self._figures.append(Figure())
        if caption:
            self._figures[-1] = replace(self._figures[-1], caption=caption)
        self._flush()
        return True

    def _formula(self, element: Element) -> bool:
        notation = next((text_of(part) for part in element.iter("{*}annotation")), None)
        self._say(element.get("alttext") or notation or text_of(element))
        return True


_SPECIAL = {
    "br": Walker._break,
    "a": Walker._back,
    "pre": Walker._preformatted,
    "table": Walker._table,
    "img": Walker._image,
    "svg": Walker._drawing,
    "figure": Walker._figure,
    "math": Walker._formula,
}
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}


def _lines(pieces: Iterable[Run]) -> Iterator[list[Run]]:
    """What stands between breaks."""
    line: list[Run] = []
    for piece in pieces:
        if piece is _BREAK:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _heading_level(element: Element, name: str) -> int | None:
    if name in _HEADING_LEVELS:
        return _HEADING_LEVELS[name]
    level = element.get("aria-level") or "2"
    return int(level) if element.get("role") == "heading" and level.isascii() and level.isdigit() else None


def _without_mark(runs: Runs, mark: str) -> Runs:
    """A note without the mark that it repeats at its beginning."""
    if not runs:
        return runs
    match = re.match(rf"\W{{0,2}}{re.escape(mark)}(?:[\])}}.:]|\s)\s*", runs[0].text + " ")
    if match is None:
        return runs
    return tidy((replace(runs[0], text=runs[0].text[match.end() :]), *runs[1:])) if "\n" not in runs[0].text else runs
