"""From the body of a Word document, a cell or a note to headings and blocks, in reading order."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from firsthand.documents.manuscripts import DEEPEST, Manuscript
from firsthand.documents.markup import Element
from firsthand.documents.model import Footnote, ListItem, Paragraph, Quotation, Run, Runs, plain
from firsthand.documents.revisions import is_mark, says_nothing
from firsthand.documents.runs import settle, tidy
from firsthand.documents.tree import Sink
from firsthand.documents.word import tables
from firsthand.documents.word.inline import Inline, told_by
from firsthand.documents.word.names import PARAGRAPH, PPR, RPR, VAL, W
from firsthand.documents.word.numbering import Marker
from firsthand.documents.word.reading import Reading
from firsthand.documents.word.styles import Style, numbering_of, outline_level

_PUT_IN = {W + "ins", W + "moveTo"}
_TAKEN_OUT = {W + "del", W + "moveFrom"}
_LONGEST_HEADING = 400
"""Characters; beyond it an outline level given to a paragraph was not meant to make a heading."""


def learn_levels(reading: Reading) -> None:
    """Learn whether the document has headings of the first level, before its title is placed among them."""
    for paragraph in reading.package.root.iter(PARAGRAPH):
        properties = paragraph.find(PPR)
        if _style(reading, properties).level == 1 and any(element.text for element in paragraph.iter(W + "t")):
            reading.has_chapters = True
            return


class Flow(Manuscript):
    """Reads the blocks of a Word document."""

    def __init__(self, reading: Reading, sink: Sink, depth: int = 0) -> None:
        super().__init__(reading, sink, depth)
        self._reading = reading
        self._carried: list[Run] = []
        self._in_list: Marker | None = None

    def blocks(self, element: Element) -> None:
        """Read the paragraphs and tables inside an element."""
        for child in element:
            handler = _HANDLERS.get(str(child.tag))
            if handler is not None:
                handler(self, child)

    def inner(self, sink: Sink) -> "Flow":
        return Flow(self._reading, sink, self._depth + 1)

    def gathered(self, element: Element) -> Runs:
        """The text of a cell or a note."""
        return self.gather(element, (part.text for part in element.iter(W + "t")))

    def _paragraph(self, element: Element) -> None:
        reading = self._reading
        properties = element.find(PPR)
        style = _style(reading, properties)
        if style.role == "contents":
            reading.left_out["contents"] += 1
            return
        inline = Inline(reading, style.look)
        inline.read(element)
        waiting = reading.revisions.loose
        pieces = [*self._carried, *waiting, *inline.pieces, *_marks_of_end(reading, properties)]
        self._carried = []
        waiting.clear()
        for name in inline.names:
            self._sink.mark(name)
        if _is_end_deleted(properties) and not inline.boxes and not inline.figures:
            self._carried = pieces
            return
        if style.role == "code":
            self.add_code(pieces)
            self.add_beside(inline)
            return
        runs, language = settle(tidy(pieces), reading.language)
        if style.role == "caption" and inline.figures:
            self.add_beside(inline)
            self._tell(runs, language, style, properties)
        else:
            self._tell(runs, language, style, properties)
            self.add_beside(inline)

    def _tell(self, runs: Runs, language: str | None, style: Style, properties: Element | None) -> None:
        marker = self._marker(style, properties)
        if says_nothing(runs):
            self._reading.revisions.loose.extend(filter(is_mark, runs))
            return
        words = plain(runs)
        if style.level and words and len(words) < _LONGEST_HEADING:
            self._sink.heading(style.level, _numbered(runs, marker), language=language)
        elif style.role == "title" and words and self._depth == 0:
            self.add_title(runs, language)
        elif style.role == "caption" and words:
            self._sink.caption(_numbered(runs, marker), language)
        elif marker is not None:
            self._sink.add(ListItem(runs, marker.depth, marker.text, marker.ordered, language))
        elif self._in_list is not None and style.role == "continuation":
            self._sink.add(ListItem(runs, self._in_list.depth, "", self._in_list.ordered, language))
            return
        elif style.role == "quotation":
            self._sink.add(Quotation(runs, language))
        else:
            if style.role == "subtitle" and self._depth == 0:
                self._reading.subtitle.append(words)
            self._sink.add(Paragraph(runs, language))
        self._in_list = marker

    def _marker(self, style: Style, properties: Element | None) -> Marker | None:
        own = numbering_of(properties)
        number = style.numbering[0] if own[0] is None else own[0]
        level = style.numbering[1] if own[1] is None else own[1]
        if level is None and style.level and own[0] is None:
            level = style.level - 1
        return self._reading.numbering.marker(number, level) if number else None

    def add_note(self, identity: str, mark: str, body: Element) -> None:
        reading = self._reading
        before, reading.part = reading.part, reading.notes.parts[identity.partition("-")[0]]
        runs, language = settle(_without_mark(self.gathered(body), mark), reading.language)
        reading.part = before
        self._sink.note(Footnote(identity, mark, runs, language))

    def _table(self, element: Element) -> None:
        self._in_list = None
        for author, date, text in tables.deleted_rows(element):
            self._reading.left_out["deleted"] += 1
            self._reading.revisions.loose.append(self._reading.revisions.deletion(author, date, text))
        rows = tables.rows(element)
        if len(rows) == 1 and len(rows[0].cells) == 1 and self._depth <= DEEPEST:
            self.inner(self._sink).blocks(rows[0].cells[0].element)
            return
        styled = element.find(f"{W}tblPr/{W}tblStyle")
        has_head = self._reading.styles.table_head(styled.get(VAL) if styled is not None else None)
        table = tables.read(element, rows, self.gathered, styled_head=has_head)
        if table is not None:
            self._sink.add(table)

    def _content(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if content is None:
            return
        if gallery is not None and gallery.get(VAL) == "Table of Contents":
            self._reading.left_out["contents"] += sum(1 for _ in content.iter(PARAGRAPH))
            return
        self.blocks(content)

    def _bookmark(self, element: Element) -> None:
        if name := element.get(W + "name"):
            self._sink.mark(name)

    def _comment_begins(self, element: Element) -> None:
        self._reading.revisions.loose.extend(self._reading.comments.begin(element.get(W + "id")))

    def _comment_ends(self, element: Element) -> None:
        self._reading.revisions.loose.extend(self._reading.comments.end(element.get(W + "id")))

    def _foreign(self, _element: Element) -> None:
        self._reading.left_out["foreign"] += 1


_HANDLERS: dict[str, Callable[[Flow, Element], None]] = {
    W + "body": Flow.blocks,
    W + "p": Flow._paragraph,
    W + "tbl": Flow._table,
    W + "sdt": Flow._content,
    W + "bookmarkStart": Flow._bookmark,
    W + "commentRangeStart": Flow._comment_begins,
    W + "commentRangeEnd": Flow._comment_ends,
    W + "altChunk": Flow._foreign,
    **dict.fromkeys((W + "ins", W + "moveTo", W + "customXml", W + "smartTag"), Flow.blocks),
}


def _style(reading: Reading, properties: Element | None) -> Style:
    named = properties.find(W + "pStyle") if properties is not None else None
    style = reading.styles.paragraph(named.get(VAL) if named is not None else None)
    level = outline_level(properties)
    return style if level is None or style.role else replace(style, level=level or None)


def _marks_of_end(reading: Reading, properties: Element | None) -> Iterator[Run]:
    """Marks of the tracked changes that put in, or take out, the end of a paragraph."""
    end = properties.find(RPR) if properties is not None else None
    if end is None:
        return
    for change in end:
        author, date = told_by(change)
        if change.tag in _PUT_IN:
            reading.left_out["inserted"] += change.tag == W + "ins"
            yield reading.revisions.insertion(author, date, "\n", moved=change.tag == W + "moveTo")
        elif change.tag in _TAKEN_OUT:
            reading.left_out["deleted"] += change.tag == W + "del"
            yield reading.revisions.deletion(author, date, "\n", moved=change.tag == W + "moveFrom")


def _is_end_deleted(properties: Element | None) -> bool:
    """Whether the end of the paragraph is deleted by a tracked change, so that the next one goes on with it."""
    end = properties.find(RPR) if properties is not None else None
    return end is not None and any(change.tag in _TAKEN_OUT for change in end)


def _numbered(runs: Runs, marker: Marker | None) -> Runs:
    """A heading with its number, as it is shown."""
    if marker is None or not marker.ordered:
        return runs
    return tidy([Run(marker.text + " "), *runs])


def _without_mark(runs: Runs, mark: str) -> Runs:
    """A note without the mark of its own choice that it repeats at its beginning."""
    if not runs or mark.isalnum():
        return runs
    if is_mark(runs[0]):
        return (runs[0], *_without_mark(runs[1:], mark))
    return tidy([replace(runs[0], text=runs[0].text.removeprefix(mark))]) + runs[1:]
