"""What stands on the page of a book, as XHTML: headings, paragraphs, lists, tables, figures, cues, notes, page breaks.

After EPUB 3.3, the EPUB Structural Semantics Vocabulary 1.1 and DPUB-ARIA 1.1.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Protocol

from firsthand.exports.epub.xhtml import text, tongue
from firsthand.exports.flow import Cells, Entry, Note, Piece
from firsthand.exports.times import clock
from firsthand.exports.volume import Volume

_NUMBER = re.compile(r"(\d{1,6})\.")
_BULLET = "•"


class Names(Protocol):
    """What a chapter knows of the rest of its book."""

    def name(self, wanted: str) -> str: ...
    def heading(self, title: str, level: int) -> str: ...
    def turn(self, number: str | None) -> tuple[str, str] | None: ...
    def inline(self, html: str) -> str: ...
    def picture(self, sha256: str, alternative: str) -> str | None: ...


class Pieces:
    def __init__(self, volume: Volume, names: Names) -> None:
        self._names = names
        self._interface = volume.interface
        self._ours = volume.interface.language
        self._language = volume.edition.language

    def written(self, pieces: Iterable[Piece]) -> str:
        return "".join(map(self._piece, pieces))

    def notes(self, notes: Sequence[Note]) -> str:
        if not notes:
            return ""
        label = text(self._interface.gettext("Notes"))
        return (
            f'<section class="notes" epub:type="footnotes" aria-label="{label}">\n'
            f"{''.join(map(self._note, notes))}</section>\n"
        )

    def _note(self, note: Note) -> str:
        mark = text(note.mark.strip()) or "*"
        if note.back:
            label = text(
                self._interface.gettext("Back from note %(mark)s to the text") % {"mark": note.mark.strip() or "*"}
            )
            mark = f'<a class="back" href="{note.back}" role="doc-backlink" aria-label="{label}">{mark}</a>'
        else:
            mark = f'<span class="back">{mark}</span>'
        return (
            f'<aside{self._names.name(note.id)} epub:type="footnote" role="doc-footnote"{self._tongue(note.language)}>'
            f"<p>{mark} {self._names.inline(note.html)}</p></aside>\n"
        )

    def _piece(self, piece: Piece) -> str:
        match piece.shape:
            case "heading":
                return self._heading(piece)
            case "list":
                return self._list(piece)
            case "table":
                return self._table(piece)
            case "figure":
                return self._figure(piece)
            case "code":
                return f"{self._break(piece)}<pre{self._opened(piece)}>{self._names.inline(piece.html)}</pre>\n"
            case "quotation":
                return (
                    f"<blockquote{self._opened(piece)}><p>{self._turned(piece)}{self._html(piece)}</p></blockquote>\n"
                )
            case "cue":
                return self._cue(piece)
            case _:
                return f"<p{self._opened(piece)}>{self._turned(piece)}{self._html(piece)}</p>\n"

    def _heading(self, piece: Piece) -> str:
        before = self._break(piece)
        title = piece.html.striptags()
        name = self._names.heading(title, piece.level)
        tag = f"h{piece.level}"
        return f"{before}<{tag}{name}{self._tongue(piece.language)}>{self._html(piece)}</{tag}>\n"

    def _cue(self, piece: Piece) -> str:
        time = f'<span class="time">{clock(piece.start)}</span> ' if piece.start is not None else ""
        speaker = f'<b class="speaker">{text(piece.speaker)}</b> ' if piece.speaker else ""
        return f'<p class="cue"{self._opened(piece)}>{self._turned(piece)}{time}{speaker}{self._html(piece)}</p>\n'

    def _list(self, piece: Piece) -> str:
        tag = "ol" if piece.ordered else "ul"
        entries = "".join(self._entries(piece.parts, ordered=piece.ordered))
        return f"<{tag}>\n{entries}</{tag}>\n"

    def _entries(self, entries: Sequence[Entry], *, ordered: bool) -> Iterator[str]:
        """Entries with their own markers: counted by the reading system where it counts alike, or else written out."""
        count = 0
        for entry in entries:
            number = _NUMBER.fullmatch(entry.marker) if ordered else None
            inner = self.written(entry.parts)
            if number:
                count += 1
                value = f' value="{int(number[1])}"' if int(number[1]) != count else ""
                count = int(number[1])
                yield f"<li{value}>{inner}</li>\n"
            elif entry.marker == _BULLET and not ordered:
                yield f"<li>{inner}</li>\n"
            else:
                marker = text(entry.marker.strip())
                written = f'<span class="marker">{marker}</span> ' if marker else ""
                yield f'<li class="own">{_within(written, inner)}</li>\n'

    def _table(self, piece: Piece) -> str:
        rows: tuple[Cells, ...] = piece.parts
        caption = self._html_of(piece.caption)
        before = self._break(piece)
        if not rows:
            return f"{before}<p>{caption}</p>\n" if caption else before
        head = sum(1 for _ in takewhile(lambda row: all(cell.scope == "col" for cell in row.cells), rows))
        inside = all(cell.rows <= head - place for place, row in enumerate(rows[:head]) for cell in row.cells)
        head = head if inside and head < len(rows) else 0
        captioned = f"<caption>{caption}</caption>\n" if caption else ""
        thead = f"<thead>\n{''.join(map(self._row, rows[:head]))}</thead>\n" if head else ""
        body = "".join(map(self._row, rows[head:]))
        return f"{before}<table{self._tongue(piece.language)}>\n{captioned}{thead}<tbody>\n{body}</tbody>\n</table>\n"

    def _row(self, row: Cells) -> str:
        cells = []
        begun = self._page("span", row.page)
        for cell in row.cells:
            tag = "th" if cell.scope else "td"
            scope = f' scope="{cell.scope}"' if cell.scope else ""
            columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            cells.append(f"<{tag}{scope}{columns}{rows}>{begun}{self._html_of(cell.html)}</{tag}>")
            begun = ""
        return f"<tr{self._names.name(row.id)}>{''.join(cells)}</tr>\n"

    def _figure(self, piece: Piece) -> str:
        source = self._names.picture(piece.image, piece.alternative) if piece.image else None
        shown = ""
        if source:
            alternative = text(piece.alternative or self._interface.gettext("A picture without a description"))
            size = f' width="{piece.width}" height="{piece.height}"' if piece.width else ""
            shown = f'<img src="{source}" alt="{alternative}"{size}/>'
        elif piece.alternative:
            shown = f'<p class="alternative">{text(piece.alternative)}</p>'
        if piece.written:
            summary = text(self._interface.gettext("Words in the picture"))
            words = text(" · ".join(piece.written))
            shown += (
                f"<details><summary{tongue(self._ours, self._language)}>{summary}</summary><p>{words}</p></details>"
            )
        caption = self._html_of(piece.caption)
        captioned = f"<figcaption>{caption}</figcaption>" if caption else ""
        if not (shown or captioned):
            return self._break(piece)
        return f"{self._break(piece)}<figure{self._opened(piece)}>{shown}{captioned}</figure>\n"

    def _opened(self, piece: Piece) -> str:
        return self._names.name(piece.id) + self._tongue(piece.language)

    def _tongue(self, language: str | None) -> str:
        return tongue(language, self._language)

    def _html(self, piece: Piece) -> str:
        return self._names.inline(piece.html)

    def _html_of(self, html: str) -> str:
        return self._names.inline(html)

    def _turned(self, piece: Piece) -> str:
        """The break of a page inside a paragraph."""
        return self._page("span", piece.page)

    def _break(self, piece: Piece) -> str:
        """The break of a page between blocks."""
        return self._page("div", piece.page)

    def _page(self, tag: str, number: str | None) -> str:
        turned = self._names.turn(number)
        if turned is None:
            return ""
        name, label = turned
        return f'<{tag} epub:type="pagebreak" role="doc-pagebreak" id="{name}" aria-label="{text(label)}"></{tag}>'


def _within(marker: str, inner: str) -> str:
    """The marker at the beginning of the entry's first paragraph, or else before all of it."""
    match = re.match(r"<p\b[^>]*>", inner)
    return inner[: match.end()] + marker + inner[match.end() :] if match else marker + inner
