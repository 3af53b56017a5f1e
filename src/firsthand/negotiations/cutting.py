"""From a document to the paragraphs of a draft: what each is for, its label as printed, its article and its options.

No word is lost, and none is taken twice: each stands in a paragraph's text, label, headings or option, in its order.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from firsthand.catalogue.negotiations import DraftText, Paragraph, Part
from firsthand.documents.model import Document, Remark
from firsthand.negotiations.brackets import left_open
from firsthand.negotiations.finishing import Made, finished
from firsthand.negotiations.headings import (
    ARTICLE,
    Heading,
    Headings,
    is_braced,
    is_preambular,
    is_title,
    names,
    rank_of,
)
from firsthand.negotiations.labels import Kind, Labels, read_article, read_labels
from firsthand.negotiations.numbering import Numbering, Options
from firsthand.negotiations.pieces import Piece, Sort, Source, excerpt, pieces
from firsthand.negotiations.structure import Structure, any_of, structure

_ENTRY = re.compile(r"(?:\.{3,}|…|\s)\s*\d{1,3}\s*$")
_LONGEST_SPEAKER = 20
"""Words: "We, the Ministers and Government representatives, assembled at the high-level segment,"."""
_LEADERS = re.compile(r"\.{4,}\s*\d{1,3}\s*$")


def cut(document: Document, language: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft in the order of reading. `language` (BCP 47) is by default the document's."""
    language = language or document.language
    found = _Cutter(language, begun=False).cut(pieces(document, language))
    if all(made.paragraph.part is Part.FRONT for made in found):
        found = _Cutter(language, begun=True).cut(pieces(document, language))
    return tuple(finished(found, document, language))


class _Cutter:
    """Goes through the pieces of one document."""

    def __init__(self, language: str | None, *, begun: bool) -> None:
        self.language = language
        self.words: Structure = structure(language)
        self.part: Part | None = Part.OPERATIVE if begun else Part.FRONT
        """None behind a heading that may begin a preamble or not."""
        self.headings, self.numbering, self.options = Headings(), Numbering(), Options()
        self.front: list[Heading] = []
        """Headings of the front, which may be above what comes or not."""
        self.contents = False
        self.waiting: Piece | None = None
        """A label or an option that has no words yet."""
        self.made: list[Made] = []

    def cut(self, found: list[Piece]) -> list[Made]:
        for piece in found:
            if piece.sort is Sort.NOTE:
                self._note(piece)
            elif self._is_heading(piece):
                self._heading(piece)
            elif self._is_contents(piece):
                self._add(piece, piece.text, piece.sources, Part.FRONT, label=piece.marker)
            else:
                self._paragraph(piece)
        self._settle()
        self._lose([one for one in self.headings.stack if not one.used], ())
        self._flush(0)
        return self.made

    def _is_heading(self, piece: Piece) -> bool:
        if piece.sort is Sort.HEADING:
            return is_title(piece.text, self.language)
        if piece.marker or _LEADERS.search(piece.text) or (self.contents and _ENTRY.search(piece.text)):
            return False
        if self.part is not Part.FRONT and is_braced(piece.text):
            return True
        return read_article(piece.text, self.language) is not None

    def _is_contents(self, piece: Piece) -> bool:
        if self.part is not Part.FRONT:
            return False
        if names(piece.text, self.words.contents) and len(piece.text.split()) <= 3:
            self.contents = True
            return True
        return bool(_LEADERS.search(piece.text) or (self.contents and _ENTRY.search(piece.text)))

    def _heading(self, piece: Piece) -> None:
        self._settle()
        article = read_article(piece.text, self.language, heading=piece.sort is Sort.HEADING)
        if article:
            rank, number = ARTICLE, article.number
        else:
            rank, number = rank_of(piece.level, piece.text, self.headings, self.language)
        heading = Heading(piece.text, rank, piece.level, number, piece.page)
        self._turn(heading)
        if self.part is Part.FRONT:
            self.contents = names(piece.text, self.words.contents)
            self.front.append(heading)
            return
        self._flush(0 if not self.front or not self.front[-1].number else 1)
        self._put(heading)

    def _put(self, heading: Heading) -> None:
        unused = self.headings.put(heading)
        self._lose(unused, self.headings.texts[:-1])
        self.options.under(heading.rank)
        self.numbering.restart()

    def _turn(self, heading: Heading) -> None:
        """Which part begins with a heading."""
        if heading.rank == ARTICLE or names(heading.text, self.words.operative):
            self.part = Part.OPERATIVE
        elif names(heading.text, self.words.preamble):
            self.part = Part.PREAMBLE
        elif names(heading.text, self.words.annex):
            self.part = Part.ANNEX
        elif self.part not in (Part.FRONT, Part.ANNEX) and heading.rank < ARTICLE:
            self.part = None

    def _flush(self, kept: int) -> None:
        """The headings of the front are lines of it, but for the last `kept`, which stand above what begins now."""
        last = len(self.front) - kept
        for heading in self.front[:last]:
            self._line(heading, Part.FRONT)
        above, self.front = self.front[last:], []
        for heading in above:
            self._put(heading)

    def _lose(self, unused: list[Heading], above: tuple[str, ...]) -> None:
        """A heading under which nothing stands is a paragraph itself."""
        for heading in unused:
            self._line(heading, self.part or Part.OPERATIVE, above)

    def _line(self, heading: Heading, part: Part, above: tuple[str, ...] = ()) -> None:
        article = heading.number if heading.rank == ARTICLE else ""
        self.made.append(Made(Paragraph("", heading.text, part, "", article, above, page=heading.page), ()))

    def _note(self, piece: Piece) -> None:
        headings, article = self.headings.texts, self.headings.article
        if self.part is Part.FRONT:
            headings, article = (), ""
        self.headings.use()
        self.made.append(
            Made(Paragraph("", piece.text, Part.FRONT, piece.marker, article, headings, page=piece.page), piece.sources)
        )

    def _paragraph(self, piece: Piece) -> None:
        labels = read_labels(piece.text, self.language, marker=piece.marker)
        text, sources = excerpt(piece, labels.kept)
        self._begin(labels, text)
        if self.part is Part.FRONT:
            self._flush(0)
            self._add(piece, piece.text, piece.sources, Part.FRONT, label=piece.marker)
            return
        waiting = self.waiting
        if waiting is not None and (labels.label and waiting.marker):
            self._settle()
            waiting = None
        if waiting is not None and labels.label and not waiting.marker:
            self.options.contain()
        depth = self.numbering.depth(labels, piece)
        if self.part is Part.PREAMBLE and not labels.kinds and is_preambular(text, self.language):
            self.options.end_worded()
        before = self.options.printed
        worded = bool(text.strip("[ ")) and not is_braced(text)
        self.options.read(labels, self.headings.rank, depth, self.numbering, worded=worded)
        if waiting is not None and not self.options.printed.startswith(before):
            self._settle(before)
            waiting = None
        label = labels.label
        if waiting is not None:
            text, sources = _behind(waiting, text, sources)
            label, depth = " ".join(filter(None, (waiting.marker, labels.label))), max(depth, waiting.depth)
        if (labels.options and not text.strip("[ ")) or (labels.label and not text.strip("[ ")):
            self.waiting = replace(piece, text=text, marker=label, sources=sources, depth=depth)
            return
        self.waiting = None
        self._add(piece, text, sources, self.part or Part.OPERATIVE, label=label, depth=depth)
        self._after(text)

    def _begin(self, labels: Labels, text: str) -> None:
        """Where the front ends, and where a preamble begins again."""
        kind = next((kind for kind in labels.kinds if kind is not Kind.OPTION), None)
        speaks = kind is None and self._speaks(text)
        begins = speaks or kind in (Kind.PREAMBULAR, Kind.OPERATIVE, Kind.NUMBER)
        if self.part is Part.FRONT and (begins or (is_preambular(text, self.language) and kind is None)):
            self._flush(1)
            self.part = None
        if speaks or kind is Kind.PREAMBULAR:
            self.part = Part.PREAMBLE
        elif self.part is None:
            self.part = Part.PREAMBLE if kind is None and is_preambular(text, self.language) else Part.OPERATIVE
        elif self.part is Part.PREAMBLE and kind in (Kind.OPERATIVE, Kind.NUMBER):
            self.part = Part.OPERATIVE

    def _speaks(self, text: str) -> bool:
        """Whether it only says who speaks, as the first line of a preamble does: "The General Assembly,"."""
        if len(text.split()) > _LONGEST_SPEAKER or not text.rstrip("] ").endswith((",", ":")):
            return False
        return bool(re.match(rf"[\[\s]*{any_of(self.words.speakers)}", text))

    def _after(self, text: str) -> None:
        if self.part is Part.PREAMBLE and re.match(rf"[\[\s]*{any_of(self.words.turnings)}", text, re.IGNORECASE):
            self.part = Part.OPERATIVE

    def _settle(self, option: str | None = None) -> None:
        """A label or option behind which no words came is a paragraph of its own."""
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            self._add(
                waiting, waiting.text, waiting.sources, self.part or Part.OPERATIVE,
                label=waiting.marker, depth=waiting.depth, option=option,
            )  # fmt: skip

    def _add(
        self,
        piece: Piece,
        text: str,
        sources: tuple[Source, ...],
        part: Part,
        *,
        label: str = "",
        depth: int = 0,
        option: str | None = None,
    ) -> None:
        front = part is Part.FRONT
        if not front:
            self.headings.use()
        article = "" if front or part is Part.PREAMBLE else self.headings.article
        headings = () if front else self.headings.texts
        option = "" if front else (self.options.printed if option is None else option)
        self.made.append(
            Made(Paragraph("", text, part, label, article, headings, option, depth, page=piece.page), sources)
        )


def _behind(waiting: Piece, text: str, sources: tuple[Source, ...]) -> tuple[str, tuple[Source, ...]]:
    """Words with the brackets that stood before their label on a line of its own."""
    shift = len(waiting.text)
    moved = tuple(replace(source, offset=source.offset + shift) for source in sources)
    return waiting.text + text, waiting.sources + moved


def read_draft(document: Document, slug: str, language: str | None = None) -> DraftText:
    """The words of a draft, with remarks on what a person should look at."""
    paragraphs = cut(document, language)
    return DraftText(slug, paragraphs, (*document.remarks, *_remarks(paragraphs)))


def _remarks(paragraphs: tuple[Paragraph, ...]) -> Iterator[Remark]:
    if not any(paragraph.text for paragraph in paragraphs):
        yield Remark("no-words", "No words were found. If it is a scan, its text has to be recognised first.")
        return
    if all(paragraph.part is Part.FRONT for paragraph in paragraphs):
        yield Remark(
            "no-structure",
            "No preamble, article or numbered paragraph was found: everything is taken for front matter.",
        )
    unbalanced = sum(paragraph.unbalanced for paragraph in paragraphs)
    if unbalanced:
        closed, opened = left_open(_printed(paragraphs))
        message = (
            f"In {unbalanced} of {len(paragraphs)} paragraphs a bracket has no partner. Some run over several "
            f"paragraphs; in the draft as a whole {opened} are never closed and {closed} never opened."
        )
        yield Remark("no-partner", message, count=unbalanced)


def _printed(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """The titles and the words of a draft in order: a bracket may open in a title and close pages behind it."""
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.headings and paragraph.headings != above:
            same = next(
                (
                    place
                    for place, pair in enumerate(zip(paragraph.headings, above, strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(paragraph.headings), len(above)),
            )
            yield from paragraph.headings[same:]
            above = paragraph.headings
        yield paragraph.text
