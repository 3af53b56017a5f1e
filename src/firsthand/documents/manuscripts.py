"""What is alike in the texts of word processors, whatever their format: titles, code, what stands beside paragraphs."""

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from firsthand.documents.gathering import Gathering
from firsthand.documents.markup import Element
from firsthand.documents.model import Code, Figure, Paragraph, Run, Runs, plain
from firsthand.documents.revisions import Revisions, is_mark
from firsthand.documents.runs import tidy
from firsthand.documents.text import verbatim
from firsthand.documents.tree import Sink

DEEPEST = 25
"""Cells, notes and boxes inside each other, before their text is taken as it stands."""


class Known(Protocol):
    """What a reading knows that both formats have."""

    title: list[str]
    has_chapters: bool
    revisions: Revisions


class Beside(Protocol):
    """What one paragraph holds besides its words."""

    figures: list[Figure]
    boxes: list[Element]
    notes: list[tuple[str, str, Element]]
    """Id, mark and body."""


class Manuscript:
    """Reads blocks into a sink; one for the body, and one more for each cell, note and box."""

    def __init__(self, reading: Known, sink: Sink, depth: int = 0) -> None:
        self._known = reading
        self._sink = sink
        self._depth = depth

    def blocks(self, element: Element) -> None:
        """Read the paragraphs, lists and tables inside an element."""
        raise NotImplementedError

    def inner(self, sink: Sink) -> "Manuscript":
        """What reads a cell, a note or a box."""
        raise NotImplementedError

    def add_note(self, identity: str, mark: str, body: Element) -> None:
        raise NotImplementedError

    def gather(self, element: Element, words: Iterable[str | None]) -> Runs:
        """The text of a cell or a note, its paragraphs parted by a newline; its bare `words` where it is too deep."""
        if self._depth > DEEPEST:
            return tidy([Run(" ".join(word or "" for word in words))])
        gathering = Gathering(self._sink)
        self.inner(gathering).blocks(element)
        return gathering.runs()

    def add_title(self, runs: Runs, language: str | None) -> None:
        """A paragraph in the style Title is the work's title, and its first heading if no other could be."""
        self._known.title.append(plain(runs))
        if self._known.has_chapters or len(self._known.title) > 1:
            self._sink.add(Paragraph(runs, language))
        else:
            self._sink.heading(1, runs, language=language)

    def add_code(self, pieces: Iterable[Run]) -> None:
        """A line of code; it goes on with the code before it."""
        found = list(pieces)
        self._known.revisions.loose.extend(filter(is_mark, found))
        text = verbatim("".join(piece.text for piece in found))
        last = self._sink.last
        if isinstance(last, Code):
            self._sink.amend(replace(last, text=f"{last.text}\n{text}"))
        elif text:
            self._sink.add(Code(text))

    def add_beside(self, inline: Beside) -> None:
        """What stands beside a paragraph: its pictures, its text boxes, its notes."""
        for figure in inline.figures:
            self._sink.add(figure)
        for box in inline.boxes:
            if self._depth <= DEEPEST:
                self.inner(self._sink).blocks(box)
        for identity, mark, body in inline.notes:
            self.add_note(identity, mark, body)
