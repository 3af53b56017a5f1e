"""The pieces of a text as the body of a Word file: paragraphs in styles, tables, pictures, notes at the foot of pages.

Office Open XML, ECMA-376 part 1, 17 and 20.4.
"""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from firsthand.citations.wordparts import R, W, clean, is_right_to_left, spoken, written
from firsthand.exports.matter.pieces import Cell, Piece, Told, Words
from firsthand.exports.matter.tongues import Tongue
from firsthand.exports.word.numbering import Numbering, indent

TEXT_WIDTH = 9070
"""Twips between the margins of a sheet of A4."""

_EMU = 12700
"""English metric units to the point."""
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'

_SAFE = ":/?#[]@!$&'()*+,;=%~"


class Body:
    """Writes pieces; remembers notes, links, pictures and lists, each for a part of its own."""

    def __init__(self, direction: str, undescribed: str, inside: str) -> None:
        """`direction` is that of the text; the others are words for pictures that have none, and for those in them."""
        self.numbering = Numbering()
        self.links: dict[str, str] = {}
        self.note_links: dict[str, str] = {}
        self.pictures: dict[str, str] = {}
        self.notes: list[str] = []
        self._direction = direction
        self._undescribed, self._inside = undescribed, inside
        self._noted: dict[str, str] = {}
        """Name of a note -> the bookmark at its mark."""
        self._bookmarks = 0

    def written(self, pieces: Sequence[Piece]) -> str:
        return "".join(map(self._piece, pieces))

    def paragraph(
        self,
        style: str,
        words: Iterable[Words],
        tongue: Tongue | None = None,
        *,
        listed: str = "",
        indented: str = "",
        name: str = "",
    ) -> str:
        """`listed` and `indented` are further properties; `name` is that of a place to which links may lead."""
        direction = tongue.dir if tongue else self._direction
        bidi = "<w:bidi/>" if direction == "rtl" else ""
        styled = f'<w:pStyle w:val="{style}"/>' if style else ""
        runs = "".join(self._word(word, tongue) for word in words)
        if name:
            runs = self._bookmarked(bookmark(name), runs)
        return f"<w:p><w:pPr>{styled}{listed}{bidi}{indented}</w:pPr>{runs}</w:p>"

    def _piece(self, piece: Piece) -> str:
        match piece.kind:
            case "heading":
                return self.paragraph(f"Heading{piece.level}", piece.words, piece.tongue, name=piece.name)
            case "quotation":
                return self.paragraph("Quote", piece.words, piece.tongue)
            case "list":
                return "".join(self._items(piece, 0))
            case "table":
                return self._table(piece)
            case "rows":
                return self._rows(piece)
            case "figure":
                return self._figure(piece)
            case "code":
                return "".join(
                    self.paragraph("HTMLPreformatted", (Words(line),), piece.tongue) for line in piece.text.split("\n")
                )
            case "cue":
                before = (Words(f"{each} ", strong=True) for each in (piece.time, piece.speaker) if each)
                return self.paragraph("", (*before, *piece.words), piece.tongue)
            case _:
                return self.paragraph("", piece.words, piece.tongue)

    def _items(self, piece: Piece, depth: int) -> Iterator[str]:
        for entry in piece.entries:
            begun = not entry.marker
            for part in entry.parts:
                if part.kind == "list":
                    yield from self._items(part, depth + 1)
                elif part.kind != "paragraph":
                    yield self._piece(part)
                elif begun:
                    yield self.paragraph("ListContinue", part.words, part.tongue, indented=indent(depth))
                else:
                    begun = True
                    number, level = self.numbering.item(entry.marker, depth, ordered=bool(piece.level))
                    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                    yield self.paragraph("ListParagraph", part.words, part.tongue, listed=listed)

    def _table(self, piece: Piece) -> str:
        caption = self.paragraph("Caption", piece.caption, piece.tongue) if piece.caption else ""
        cells = [*piece.head, *piece.cells]
        if not cells:
            return caption
        width = TEXT_WIDTH // max(piece.columns, 1)
        columns = f'<w:gridCol w:w="{width}"/>' * piece.columns
        heads = 1 + max((cell.y + cell.rows - 1 for cell in piece.head), default=-1)
        last = max(cell.y + cell.rows for cell in cells)
        rows = "".join(self._row(piece, cells, y, heads, width) for y in range(last))
        bidi = "<w:bidiVisual/>" if (piece.tongue.dir if piece.tongue else self._direction) == "rtl" else ""
        look = f'<w:tblLook w:val="{"0020" if heads else "0000"}" w:firstRow="{int(heads > 0)}"/>'
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>{bidi}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            f"{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>"
        )

    def _row(self, piece: Piece, cells: Sequence[Cell], y: int, heads: int, width: int) -> str:
        properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if y < heads else ""
        made, x = [], 0
        for cell in sorted((cell for cell in cells if cell.y <= y < cell.y + cell.rows), key=lambda cell: cell.x):
            made.extend([_empty(width)] * (cell.x - x))
            x = cell.x + cell.columns
            made.append(self._cell(piece, cell, width, begins=cell.y == y))
        made.extend([_empty(width)] * (piece.columns - x))
        return f"<w:tr>{properties}{''.join(made)}</w:tr>"

    def _cell(self, piece: Piece, cell: Cell, width: int, *, begins: bool) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        words = tuple(_strong(word) for word in cell.words) if cell.strong else cell.words
        text = self.paragraph("", words, piece.tongue) if begins else "<w:p/>"
        return f'<w:tc><w:tcPr><w:tcW w:w="{width * cell.columns}" w:type="dxa"/>{span}{merge}</w:tcPr>{text}</w:tc>'

    def _rows(self, piece: Piece) -> str:
        """A table with more columns than Word draws: each row told by itself."""
        caption = self.paragraph("Caption", piece.caption, piece.tongue) if piece.caption else ""
        return caption + "".join(self.paragraph("", tuple(_told(row)), piece.tongue) for row in piece.rows)

    def _figure(self, piece: Piece) -> str:
        shown = ""
        if piece.picture:
            bidi = "<w:bidi/>" if self._direction == "rtl" else ""
            shown = f"<w:p><w:pPr><w:keepNext/>{bidi}</w:pPr><w:r>{self._drawing(piece)}</w:r></w:p>"
        elif piece.alternative:
            shown = self.paragraph("", (Words(piece.alternative, emphasis=True),), piece.tongue)
        if piece.caption:
            shown += self.paragraph("Caption", piece.caption, piece.tongue)
        if piece.written:
            shown += self.paragraph("", (Words(f"{self._inside}: {piece.written}"),), piece.tongue)
        return shown

    def _drawing(self, piece: Piece) -> str:
        name = self.pictures.setdefault(piece.picture, f"picture{len(self.pictures) + 1}")
        self._bookmarks += 1
        told = quoteattr(clean(piece.alternative or self._undescribed))
        size = f'cx="{round(piece.width * _EMU)}" cy="{round(piece.height * _EMU)}"'
        drawn = f'id="{self._bookmarks}" name="{name}" descr={told}'
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {drawn}/>'
            f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr {drawn}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def _word(self, word: Words, outer: Tongue | None, *, in_note: bool = False) -> str:
        if word.note is not None:
            return self._mark(word)
        run = run_of(word, outer)
        if word.link:
            links = self.note_links if in_note else self.links
            name = links.setdefault(quote(word.link, safe=_SAFE), f"link{len(links) + 1}")
            return f'<w:hyperlink r:id="{name}" w:history="1">{run}</w:hyperlink>'
        if word.target:
            return f'<w:hyperlink w:anchor="{bookmark(word.target)}" w:history="1">{run}</w:hyperlink>'
        return run

    def _mark(self, word: Words) -> str:
        """The mark of a note; a further mark of a note that stands already leads to the first."""
        raised = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        name = word.note or ""
        if name in self._noted:
            again = f"<w:r>{raised}{written(word.text)}</w:r>"
            return f'<w:hyperlink w:anchor="{self._noted[name]}" w:history="1">{again}</w:hyperlink>'
        number = len(self.notes) + 1
        self._noted[name] = f"note_{number}"
        own = "" if _is_counted(word) else ' w:customMarkFollows="1"'
        mark = "" if _is_counted(word) else written(word.text)
        self.notes.append(self._note(word, number, raised))
        run = f'<w:r>{raised}<w:footnoteReference{own} w:id="{number}"/>{mark}</w:r>'
        return self._bookmarked(f"note_{number}", run)

    def _note(self, word: Words, number: int, raised: str) -> str:
        mark = "<w:footnoteRef/>" if _is_counted(word) else written(word.text)
        said = "".join(self._word(each, word.tongue, in_note=True) for each in word.body)
        direction = word.tongue.dir if word.tongue else self._direction
        bidi = "<w:bidi/>" if direction == "rtl" else ""
        return (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}</w:pPr>'
            f"<w:r>{raised}{mark}</w:r><w:r>{written(' ')}</w:r>{said}</w:p></w:footnote>"
        )

    def _bookmarked(self, name: str, runs: str) -> str:
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def run_of(word: Words, outer: Tongue | None) -> str:
    """A run with its look and language. `outer` is the language of its paragraph, where it is not the file's."""
    rightwards = is_right_to_left(word.text)
    tongue = word.tongue or outer
    look = (
        (
            '<w:rStyle w:val="Hyperlink"/>'
            if word.link or word.target
            else '<w:rStyle w:val="HTMLCode"/>'
            if word.code
            else ""
        )
        + ("<w:b/><w:bCs/>" if word.strong else "")
        + ("<w:i/><w:iCs/>" if word.emphasis else "")
        + ('<w:vertAlign w:val="superscript"/>' if word.raised else "")
        + ('<w:vertAlign w:val="subscript"/>' if word.lowered and not word.raised else "")
        + ("<w:rtl/>" if rightwards else "")
        + (spoken(tongue.tag, right_to_left=rightwards) if tongue else "")
    )
    lines = "<w:br/>".join(written(line) for line in word.text.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def bookmark(name: str) -> str:
    """A name as Word allows it."""
    return name.replace("-", "_")


def _empty(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'


def _strong(word: Words) -> Words:
    return (
        word
        if word.note is not None
        else Words(
            word.text, True, word.emphasis, word.code, word.raised, word.lowered, word.tongue, word.link, word.target
        )
    )


def _told(row: Sequence[Told]) -> Iterator[Words]:
    for number, cell in enumerate(row):
        if number:
            yield Words(" | ")
        if cell.heading:
            yield Words(f"{cell.heading}: ", strong=True)
        yield from cell.words


def _is_counted(mark: Words) -> bool:
    """Whether Word counts the note: numbers and letters are its own business, signs such as * stay as they are."""
    return mark.text.isalnum()
