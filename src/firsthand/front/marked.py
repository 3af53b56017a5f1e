"""A checked text as it is shown: paragraph by paragraph, with its findings marked and numbered where they stand."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.wording import Finding

SHORT = 60_000
"""Characters up to which a text is shown whole; of a longer one only what has findings."""
LONG_PARAGRAPH = 3_000
AROUND = 300
"""Characters that are shown on either side of a finding in a very long paragraph."""


class Piece(Struct, frozen=True):
    text: str
    number: int = 0
    """Of the finding that it is; 0 for what is none."""
    severity: str = ""
    certainty: str = ""


class Paragraph(Struct, frozen=True):
    pieces: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()
    first: int = 0
    """Number of its first finding."""
    language: str = ""
    """Of its findings."""
    skipped: int = 0
    """Paragraphs without findings that are left out here; then there is nothing else."""


def paragraphs(text: str, findings: Sequence[Finding]) -> Iterator[Paragraph]:
    """The paragraphs of a text; `findings` are in order."""
    at = skipped = 0
    for start, end in _lines(text):
        own = []
        while at < len(findings) and findings[at].start < end:
            own.append(findings[at])
            at += 1
        if not own and len(text) > SHORT:
            skipped += 1
            continue
        if skipped:
            yield Paragraph(skipped=skipped)
            skipped = 0
        reach = max([end, *(finding.end for finding in own)])
        yield _paragraph(text, start, reach, own, at - len(own) + 1)
    if skipped:
        yield Paragraph(skipped=skipped)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that have something on them begin and end."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            yield start, end
        start = end + 1


def _paragraph(text: str, start: int, end: int, findings: list[Finding], first: int) -> Paragraph:
    pieces, at = [], start
    whole = end - start <= LONG_PARAGRAPH
    for number, finding in enumerate(findings, first):
        before = text[at : finding.start]
        pieces.append(Piece(before if whole else _shortened(before, opening=at == start)))
        words = text[finding.start : finding.end]
        pieces.append(Piece(words, number, finding.severity, finding.certainty))
        at = finding.end
    rest = text[at:end]
    pieces.append(Piece(rest if whole else _shortened(rest, opening=at == start, closing=True)))
    kept = tuple(piece for piece in pieces if piece.text)
    return Paragraph(kept, tuple(findings), first, findings[0].language if findings else "")


def _shortened(text: str, *, opening: bool = False, closing: bool = False) -> str:
    """What stands between two findings of a very long paragraph, or before the first or behind the last."""
    if len(text) <= 2 * AROUND + 100:
        return text
    head = "" if opening else text[:AROUND]
    tail = "" if closing else text[-AROUND:]
    if opening and closing:
        return f"{text[:AROUND]} …"
    return f"{head} … {tail}".strip()
