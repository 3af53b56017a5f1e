"""How well a document was read, summed up: in numbers, in a verdict, and as a report for editors.

Knows the structures of `model` alone.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from msgspec import Struct

from firsthand.documents.model import Document, PageQuality, Remark

Grade = Literal["good", "check", "poor"]

_UNSURE = 0.75
_POOR = 0.1
"""The share of pages without readable text from which on a reading is poor."""

_VERDICTS: dict[Grade, str] = {
    "good": "The text was read without a doubt about any page.",
    "check": "The text was read, but some of it is missing or may be wrong: see below.",
    "poor": "Much of this file could not be read. Look for a better copy, or for the file it was made from.",
}
_SOURCES = {
    "tags": "its tags",
    "layout": "its layout",
    "recognition": "recognition",
    "none": "–",
}


class Summary(Struct, frozen=True, omit_defaults=True):
    """What became of the pages of a document. Each tuple names pages, counted from 1."""

    grade: Grade
    verdict: str
    """One English sentence."""
    pages: int | None = None
    tagged: tuple[int, ...] = ()
    untagged: tuple[int, ...] = ()
    """Pages whose structure had to be told from the places of their letters."""
    recognised: tuple[int, ...] = ()
    """Pages that were read, at least in part, by OCR."""
    unsure: tuple[int, ...] = ()
    """Those of them that were hard to read."""
    silent: tuple[int, ...] = ()
    """Pages that show something, and of which nothing could be read."""
    garbled: tuple[int, ...] = ()
    """Pages whose text is soup and was left out."""
    lost_ink: tuple[int, ...] = ()
    """Pages with lettering that has no characters and was not read."""
    unreadable: tuple[int, ...] = ()
    unmapped: int = 0
    """Words that were left out because the file doesn't say which letters they are."""
    characters: int = 0
    confidence: float | None = None
    """The mean confidence of all that OCR read."""


class Report(Struct, frozen=True, omit_defaults=True):
    """Everything that is known of how one file was read."""

    summary: Summary
    pages: tuple[PageQuality, ...] = ()
    remarks: tuple[Remark, ...] = ()


def report(document: Document) -> Report:
    return Report(summarise(document), document.quality, document.remarks)


def summarise(document: Document) -> Summary:
    quality = document.quality
    about = {code: _pages_of(document.remarks, code) for code in ("no-text", "soup", "unreadable-page", "lost-ink")}
    recognised = [page for page in quality if page.confidence is not None]
    weight = sum(page.recognised for page in recognised)
    mean = sum((page.confidence or 0.0) * page.recognised for page in recognised) / weight if weight else None
    grade = _grade(document, about)
    return Summary(
        grade=grade,
        verdict=_VERDICTS[grade],
        pages=document.pages,
        tagged=_numbers(page for page in quality if page.source == "tags"),
        untagged=_numbers(page for page in quality if page.source == "layout"),
        recognised=_numbers(page for page in quality if page.source == "recognition" or page.recognised),
        unsure=_numbers(page for page in recognised if (page.confidence or 0.0) < _UNSURE),
        silent=about["no-text"],
        garbled=about["soup"],
        lost_ink=about["lost-ink"],
        unreadable=about["unreadable-page"],
        unmapped=sum(page.unmapped for page in quality),
        characters=sum(page.characters for page in quality),
        confidence=None if mean is None else round(mean, 3),
    )


def _grade(document: Document, about: dict[str, tuple[int, ...]]) -> Grade:
    missing = {*about["no-text"], *about["soup"], *about["unreadable-page"]}
    if document.pages and len(missing) >= _POOR * document.pages:
        return "poor"
    return "check" if any(remark.public for remark in document.remarks) else "good"


def _numbers(pages: Iterable[PageQuality]) -> tuple[int, ...]:
    return tuple(page.page for page in pages)


def _pages_of(remarks: Iterable[Remark], code: str) -> tuple[int, ...]:
    return tuple(
        number for remark in remarks if remark.code == code and remark.page is not None
        for number in range(remark.page, (remark.last or remark.page) + 1)
    )  # fmt: skip


def as_lines(found: Report) -> Iterator[str]:
    """The report as people read it in a terminal: what it comes to, the remarks, and a line for each page."""
    summary = found.summary
    yield summary.verdict
    yield ""
    yield from _counts(summary)
    if found.remarks:
        yield ""
        yield from (f"- {remark.message} ({remark.code})" for remark in found.remarks)
    if found.pages:
        yield ""
        yield "page  structure from  characters  unmapped  nonsense  lost ink  recognised  confidence"
        yield from map(_row, found.pages)


def _counts(summary: Summary) -> Iterator[str]:
    for name, pages in (
        ("Told by tags", summary.tagged), ("Told by layout", summary.untagged), ("Recognised", summary.recognised),
        ("Hard to recognise", summary.unsure), ("Without text", summary.silent), ("Garbled", summary.garbled),
        ("With lost lettering", summary.lost_ink), ("Damaged", summary.unreadable),
    ):  # fmt: skip
        if pages:
            yield f"{name + ':':21}{len(pages):5,} of {summary.pages:,} pages ({name_pages(pages)})"
    if summary.unmapped:
        yield f"{'Unmapped:':21}{summary.unmapped:5,} words or signs"
    if summary.confidence is not None:
        yield f"{'Confidence of OCR:':21}{summary.confidence:5.0%}"


def name_pages(pages: Iterable[int]) -> str:
    """Page numbers, those that follow one another as a stretch: "1-3, 7"."""
    stretches = []
    for _, group in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        stretches.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    return ", ".join(stretches)


def _row(page: PageQuality) -> str:
    confidence = "" if page.confidence is None else f"{page.confidence:.0%}"
    soup = f"{page.soup:.0%}" if page.soup else ""
    return (
        f"{page.page:4}  {_SOURCES[page.source]:14}  {page.characters:10,}  {page.unmapped or '':>8}  {soup:>8}  "
        f"{page.lost or '':>8}  {f'{page.recognised:,}' if page.recognised else '':>10}  {confidence:>10}"
    ).rstrip()
