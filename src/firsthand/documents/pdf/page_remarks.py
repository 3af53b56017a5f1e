"""What is said of the pages of a PDF: to editors in remarks, and page by page as numbers."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal

from firsthand.documents.model import PageQuality, Remark
from firsthand.documents.pdf.judging import UNSURE, Judged, Verdict
from firsthand.documents.pdf.layout import Layout
from firsthand.documents.pdf.sheet import Sheet

_SAID: dict[str, tuple[str, str]] = {
    "unreadable-page": ("{} is damaged and could not be read.", "{} are damaged and could not be read."),
    "no-text": (
        "{} is a picture without text; it can't be searched or read aloud.",
        "{} are pictures without text; they can't be searched or read aloud.",
    ),
    "soup": (
        "The text of {} is garbled in the file, so it is left out.",
        "The text of {} is garbled in the file, so it is left out.",
    ),
    "recognised": (
        "The text of {} was recognised from a picture; letters may be wrong.",
        "The text of {} was recognised from pictures; letters may be wrong.",
    ),
    "recognised-words": (
        "Some words of {} were recognised from a picture; letters may be wrong.",
        "Some words of {} were recognised from pictures; letters may be wrong.",
    ),
    "unsure-recognition": (
        "{} was hard to recognise; compare it with the original.",
        "{} were hard to recognise; compare them with the original.",
    ),
    "lost-ink": (
        "On {} there is lettering without text, drawn as outlines or as a picture: {} in all.",
        "On {} there is lettering without text, drawn as outlines or as pictures: {} in all.",
    ),
    "unmapped-characters": (
        "Words or signs on {} could not be read, because the file doesn't say which letters they are: {} in all.",
        "Words or signs on {} could not be read, because the file doesn't say which letters they are: {} in all.",
    ),
}


def remark_on_pages(judged: Judged) -> Iterator[Remark]:
    """A remark for each stretch of pages that share a fault; one without pages where it is of all of them."""
    pages = list(zip(judged.sheets, judged.verdicts, strict=True))
    tests: dict[str, Callable[[Sheet, Verdict], bool]] = {
        "unreadable-page": lambda sheet, _: not sheet.readable,
        "no-text": lambda _, verdict: verdict.silent,
        "soup": lambda _, verdict: verdict.garbled,
        "recognised": _is_recognised,
        "recognised-words": lambda sheet, verdict: verdict.recognised > 0 and not _is_recognised(sheet, verdict),
        "unsure-recognition": lambda _, verdict: verdict.confidence is not None and verdict.confidence < UNSURE,
    }
    for code, test in tests.items():
        numbers = [sheet.number for sheet, verdict in pages if test(sheet, verdict)]
        if code == "recognised" and numbers and all(_is_recognised(*page) for page in pages if page[0].words):
            yield Remark(code, "All of the text was recognised from pictures of pages; letters may be wrong.")
            continue
        for first, last in _stretches(numbers):
            yield _remark(code, first, last)
    for code, counts in (
        ("lost-ink", {sheet.number: verdict.lost for sheet, verdict in pages}),
        ("unmapped-characters", {sheet.number: sheet.unmapped for sheet, _ in pages}),
    ):
        for first, last in _stretches(number for number, count in counts.items() if count):
            yield _remark(code, first, last, sum(counts[number] for number in range(first, last + 1)))


def _is_recognised(sheet: Sheet, verdict: Verdict) -> bool:
    """Whether most of a page's text was read by OCR."""
    return verdict.layer or (verdict.recognised > 0 and verdict.recognised * 2 > _count(sheet))


def _count(sheet: Sheet) -> int:
    return sum(len(word.text) for word in sheet.words)


def _remark(code: str, first: int, last: int, count: int = 0) -> Remark:
    alone = first == last
    pages = f"page {first}" if alone else f"pages {first} to {last}"
    sentence = _SAID[code][not alone].format(pages, f"{count:,}")
    sentence = sentence[0].upper() + sentence[1:]
    return Remark(code, sentence, first, None if alone else last, count)


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in group]
        yield stretch[0], stretch[-1]


def rate_pages(judged: Judged, layout: Layout) -> tuple[PageQuality, ...]:
    """How each page was read."""
    return tuple(_rate(sheet, verdict, layout) for sheet, verdict in zip(judged.sheets, judged.verdicts, strict=True))


def _rate(sheet: Sheet, verdict: Verdict, layout: Layout) -> PageQuality:
    source: Literal["tags", "layout", "recognition", "none"]
    if not sheet.words:
        source = "none"
    elif _is_recognised(sheet, verdict):
        source = "recognition"
    else:
        source = "tags" if sheet.number in layout.tagged else "layout"
    return PageQuality(
        page=sheet.number, source=source, characters=_count(sheet), unmapped=sheet.unmapped,
        soup=round(verdict.soup, 3), lost=verdict.lost, recognised=verdict.recognised,
        confidence=None if verdict.confidence is None else round(verdict.confidence, 3),
    )  # fmt: skip
