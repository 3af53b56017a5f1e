"""From the body of an OpenDocument text, a cell or a note to headings and blocks, in reading order."""

from collections.abc import Callable

from firsthand.documents.manuscripts import DEEPEST, Manuscript
from firsthand.documents.markup import Element, children
from firsthand.documents.model import Footnote, ListItem, Paragraph, Quotation, Run, Runs, plain
from firsthand.documents.opendocument import tables
from firsthand.documents.opendocument.inline import Inline
from firsthand.documents.opendocument.lists import Counters
from firsthand.documents.opendocument.names import DRAW, OFFICE, STYLE_NAME, TABLE, TEXT
from firsthand.documents.opendocument.reading import Reading
from firsthand.documents.opendocument.styles import Style
from firsthand.documents.revisions import is_mark, says_nothing
from firsthand.documents.runs import settle, tidy
from firsthand.documents.tree import Sink


class _Item:
    """A list item that is open; its marker is shown once."""

    def __init__(self, depth: int, marker: str, *, ordered: bool) -> None:
        self.depth = depth
        self.marker = marker
        self.ordered = ordered
        self.fresh = True


class Flow(Manuscript):
    """Reads the blocks of an OpenDocument text."""

    def __init__(self, reading: Reading, sink: Sink, depth: int = 0) -> None:
        super().__init__(reading, sink, depth)
        self._reading = reading
        self._items: list[_Item] = []

    def blocks(self, element: Element) -> None:
        """Read the paragraphs, lists and tables inside an element."""
        for child in element:
            handler = _HANDLERS.get(str(child.tag))
            if handler is not None:
                handler(self, child)

    def inner(self, sink: Sink) -> "Flow":
        return Flow(self._reading, sink, self._depth + 1)

    def gathered(self, element: Element) -> Runs:
        """The text of a cell or a note."""
        return self.gather(element, map(str, element.itertext()))

    def _change(self, element: Element) -> None:
        """Where a change begins or ends between paragraphs, or a comment that stands in none."""
        inline = Inline(self._reading, self._reading.styles.default_look)
        inline.mark(element)
        self._reading.revisions.loose.extend(inline.pieces)

    def _heading(self, element: Element) -> None:
        level = element.get(TEXT + "outline-level") or ""
        depth = int(level[:2]) if level.isascii() and level.isdigit() else 1
        inline = self._read(element)
        runs, language = settle(tidy(inline.pieces), self._reading.language)
        if not plain(runs):
            self._reading.revisions.loose.extend(filter(is_mark, runs))
            return
        restart = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        number = ""
        if element.get(TEXT + "is-list-header") != "true":
            number = self._reading.lists.heading(depth, restart)
        if number:
            runs = tidy([Run(number + " "), *runs])
        self._sink.heading(depth, runs, language=language)
        self.add_beside(inline)

    def _paragraph(self, element: Element) -> None:
        style = self._reading.styles.paragraph(element.get(STYLE_NAME))
        if style.role == "contents":
            self._reading.left_out["contents"] += 1
            return
        inline = self._read(element)
        if style.role == "code" and not self._items:
            self.add_code(inline.pieces)
            self.add_beside(inline)
            return
        runs, language = settle(tidy(inline.pieces), self._reading.language)
        if style.role == "caption" and inline.figures:
            self.add_beside(inline)
            self._tell(runs, language, style)
        else:
            self._tell(runs, language, style)
            self.add_beside(inline)

    def _read(self, element: Element) -> Inline:
        styles = self._reading.styles
        name = element.get(STYLE_NAME)
        look = styles.paragraph(name).look
        if element.tag != TEXT + "h":
            look = look.under(styles.direct(name))
        inline = Inline(self._reading, look)
        waiting = self._reading.revisions.loose
        inline.pieces.extend(waiting)
        waiting.clear()
        inline.read(element)
        for place in inline.names:
            self._sink.mark(place)
        return inline

    def _tell(self, runs: Runs, language: str | None, style: Style) -> None:
        if says_nothing(runs):
            self._reading.revisions.loose.extend(filter(is_mark, runs))
            return
        words = plain(runs)
        if style.role == "title" and words and self._depth == 0:
            self.add_title(runs, language)
        elif style.role == "caption" and words:
            self._sink.caption(runs, language)
        elif self._items:
            item = self._items[-1]
            self._sink.add(ListItem(runs, item.depth, item.marker if item.fresh else "", item.ordered, language))
            item.fresh = False
        elif style.role == "quotation":
            self._sink.add(Quotation(runs, language))
        else:
            if style.role == "subtitle" and self._depth == 0:
                self._reading.subtitle.append(words)
            self._sink.add(Paragraph(runs, language))

    def add_note(self, identity: str, mark: str, body: Element) -> None:
        runs, language = settle(self.gathered(body), self._reading.language)
        self._sink.note(Footnote(identity, mark, runs, language))

    def _list(self, element: Element, outer: Counters | None = None, level: int = 1) -> None:
        if level > DEEPEST:
            self._sink.add(ListItem(tidy([Run(" ".join(str(part) for part in element.itertext()))]), level - 1))
            return
        counters = self._reading.lists.open(element, outer, self._style_of_items(element))
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            self._open_item(item, counters, level)
            for child in item:
                if child.tag == TEXT + "list":
                    self._list(child, counters, level + 1)
                elif (handler := _HANDLERS.get(str(child.tag))) is not None:
                    handler(self, child)
            self._items.pop()

    def _open_item(self, item: Element, counters: Counters, level: int) -> None:
        """A header, or an item that only holds a list or a heading, is not counted."""
        first = next(children(item), None)
        holds_text = first is not None and first.tag not in {TEXT + "list", TEXT + "h"}
        marker, ordered = "", False
        if item.tag == TEXT + "list-item" and holds_text:
            marker, ordered = self._reading.lists.marker(counters, level, item)
        self._items.append(_Item(min(level, 10) - 1, marker, ordered=ordered))

    def _style_of_items(self, element: Element) -> str | None:
        first = next(element.iter(TEXT + "p"), None)
        return self._reading.styles.paragraph(first.get(STYLE_NAME)).list_style if first is not None else None

    def _numbered(self, element: Element) -> None:
        """A numbered paragraph is a list of one item that goes on with the one before it."""
        level = element.get(TEXT + "level") or "1"
        depth = min(int(level[:2]), 10) if level.isascii() and level.isdigit() else 1
        counters = self._reading.lists.open(element, None, None)
        self._open_item(element, counters, max(depth, 1))
        self.blocks(element)
        self._items.pop()

    def _table(self, element: Element) -> None:
        cell = tables.single_cell(element)
        if cell is not None and self._depth <= DEEPEST:
            self.inner(self._sink).blocks(cell)
            return
        table = tables.read(element, self.gathered)
        if table is not None:
            self._sink.add(table)

    def _contents(self, element: Element) -> None:
        self._reading.left_out["contents"] += sum(1 for _ in element.iter(TEXT + "p"))

    def _index(self, element: Element) -> None:
        body = element.find(TEXT + "index-body")
        if body is not None:
            self.blocks(body)

    def _frame(self, element: Element) -> None:
        """A frame that stands on a page and in no paragraph."""
        inline = Inline(self._reading, self._reading.styles.default_look)
        inline.frame(element)
        self.add_beside(inline)


_HANDLERS: dict[str, Callable[[Flow, Element], None]] = {
    TEXT + "h": Flow._heading,
    TEXT + "p": Flow._paragraph,
    TEXT + "list": Flow._list,
    TEXT + "numbered-paragraph": Flow._numbered,
    TABLE + "table": Flow._table,
    DRAW + "frame": Flow._frame,
    DRAW + "custom-shape": Flow._frame,
    DRAW + "g": Flow._frame,
    TEXT + "bibliography": Flow._index,
    **dict.fromkeys((TEXT + "change", TEXT + "change-start", TEXT + "change-end", OFFICE + "annotation"), Flow._change),
    **dict.fromkeys((TEXT + "section", TEXT + "index-title", OFFICE + "text"), Flow.blocks),
    **dict.fromkeys(
        (TEXT + "table-of-content", TEXT + "illustration-index", TEXT + "table-index", TEXT + "alphabetical-index"),
        Flow._contents,
    ),
}
