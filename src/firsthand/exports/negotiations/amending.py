"""A draft with our asks in it: what stays, what goes, what comes, and to which words a remark belongs.

Nothing is lost: what stays and what goes make up the draft letter by letter, what stays and what comes the text wanted.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.catalogue.negotiations import DraftText, Paragraph
from firsthand.catalogue.redline import Mark, Span
from firsthand.exports.negotiations.placing import Placement, Proposal
from firsthand.negotiations.differences import differ

LATER = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""What is put behind a number so that nothing has to be numbered anew."""


class Stretch(Struct, frozen=True):
    """Words that stay, go or come."""

    mark: Mark
    text: str
    proposal: Proposal | None = None
    """Which changes them."""


class Edge(Struct, frozen=True):
    """Where the words that a proposal is about begin or end."""

    proposal: Proposal
    opens: bool


Piece = Stretch | Edge


class Amended(Struct, frozen=True):
    """A paragraph of the draft, or (with `new`) one that should come in."""

    label: str
    pieces: tuple[Piece, ...]
    paragraph: Paragraph
    """It, or the one before it."""
    proposals: tuple[Proposal, ...] = ()
    new: Proposal | None = None
    gone: Proposal | None = None
    """It should go as a whole."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(piece.mark, piece.text) for piece in self.pieces if isinstance(piece, Stretch))

    def before(self) -> str:
        return "".join(span.text for span in self.spans if span.mark is not Mark.IN)

    def after(self) -> str:
        return "".join(span.text for span in self.spans if span.mark is not Mark.OUT)


def amend(text: DraftText, placement: Placement) -> Iterator[Amended]:
    """Every paragraph of a draft in its order, and those that should come in behind them."""
    by_paragraph: dict[str, list[Proposal]] = {}
    for proposal in placement.proposals:
        by_paragraph.setdefault(proposal.paragraph, []).append(proposal)
    for paragraph in text.paragraphs:
        proposals = by_paragraph.get(paragraph.id, [])
        yield _amended(paragraph, [each for each in proposals if not each.behind])
        for number, each in enumerate(each for each in proposals if each.behind):
            words = Stretch(Mark.IN, each.words or "", each)
            pieces = (Edge(each, opens=True), words, Edge(each, opens=False))
            yield Amended(_later(paragraph.label, number), pieces, paragraph, (each,), new=each)


def _amended(paragraph: Paragraph, proposals: Sequence[Proposal]) -> Amended:
    gone = next((each for each in proposals if each.whole), None)
    edits = sorted((each for each in proposals if each.edits), key=lambda each: (each.start, each.end))
    notes = [_fitted(each, edits) for each in proposals if not each.edits]
    pieces = tuple(_pieces(paragraph.text, edits, notes))
    return Amended(paragraph.label, pieces, paragraph, tuple(proposals), gone=gone)


def _pieces(text: str, edits: Sequence[Proposal], notes: Sequence[tuple[int, int, Proposal]]) -> Iterator[Piece]:
    """In the order of reading. An edge at a place where words change stands before them."""
    edges = [(start, 0, note) for start, _, note in notes] + [(end, 1, note) for _, end, note in notes]
    edges.sort(key=lambda edge: edge[:2])
    at = 0
    for edit in (*edits, None):
        upto = len(text) if edit is None else edit.start
        while edges and edges[0][0] <= upto:
            place, closes, note = edges.pop(0)
            yield from _staying(text[at:place])
            yield Edge(note, opens=not closes)
            at = place
        yield from _staying(text[at:upto])
        if edit is not None:
            yield Edge(edit, opens=True)
            yield from _changed(text[edit.start : edit.end], edit)
            yield Edge(edit, opens=False)
            at = edit.end


def _staying(text: str) -> Iterator[Stretch]:
    if text:
        yield Stretch(Mark.SAME, text)


def _changed(words: str, edit: Proposal) -> Iterator[Stretch]:
    if edit.whole or not edit.words:
        yield Stretch(Mark.OUT, words, edit)
    elif not words:
        yield Stretch(Mark.IN, edit.words, edit)
    else:
        for span in differ(words, edit.words).spans:
            yield Stretch(span.mark, span.text, edit if span.mark is not Mark.SAME else None)


def _fitted(note: Proposal, edits: Sequence[Proposal]) -> tuple[int, int, Proposal]:
    """Where a remark begins and ends, not in the middle of words that change."""
    start, end = note.start, note.end
    for edit in edits:
        start = edit.start if edit.start < start < edit.end else start
        end = edit.end if edit.start < end < edit.end else end
    return start, end, note


def _later(label: str, number: int) -> str:
    """The number of a paragraph that comes in: "OP1 bis", and "1 bis." behind "1."."""
    bare = label.rstrip(".:")
    return f"{bare} {LATER[number % len(LATER)]}{label[len(bare) :]}" if label else ""
