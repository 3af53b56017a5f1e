"""Both sides of a change, paragraph by paragraph, with the words marked that the other one has not."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.catalogue.negotiations import Paragraph
from firsthand.catalogue.redline import Line, Mark, Span
from firsthand.negotiations.differences import differ


class Cell(Struct, frozen=True):
    id: str
    label: str
    line: Line


def plain(paragraphs: Sequence[Paragraph]) -> tuple[Cell, ...]:
    return tuple(Cell(each.id, each.label, Line((Span(Mark.SAME, each.text),))) for each in paragraphs)


def compare(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Both sides with what was taken out marked in the one and what was put in in the other, across several."""
    line = differ("\n".join(each.text for each in before), "\n".join(each.text for each in after))
    left = _parted(line, Mark.IN, [each.text for each in before])
    right = _parted(line, Mark.OUT, [each.text for each in after])
    return (
        tuple(Cell(each.id, each.label, part) for each, part in zip(before, left, strict=True)),
        tuple(Cell(each.id, each.label, part) for each, part in zip(after, right, strict=True)),
    )


def _parted(line: Line, without: Mark, texts: Sequence[str]) -> list[Line]:
    """One side of a difference, cut into the paragraphs that it was put together from."""
    spans = [span for span in line.spans if span.mark is not without]
    found: list[Line] = []
    at = 0
    for text in texts:
        found.append(Line(tuple(_between(spans, at, at + len(text)))))
        at += len(text) + 1
    return found


def _between(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    at = 0
    for span in spans:
        here, there = max(start - at, 0), min(end - at, len(span.text))
        if here < there:
            yield Span(span.mark, span.text[here:there])
        at += len(span.text)
