"""Passages taken along from a library, each with what it is cited by; and all of them as a table (CSV)."""

from collections.abc import Iterable

from msgspec import Struct

from firsthand.citations.quotation import name_place
from firsthand.citations.sheet import sheet
from firsthand.citations.source import Source

COLUMNS = (
    "number", "creators", "title", "year", "date", "publishers", "kind", "language", "headings", "page", "time",
    "passage_language", "passage", "link", "work_link", "doi", "isbn",
)  # fmt: skip
"""The heads of the table; they stay as they are, for programs."""


class Excerpt(Struct, frozen=True, omit_defaults=True):
    source: Source
    text: str
    """The whole passage."""
    language: str
    """Of the passage (BCP 47)."""
    link: str
    """The lasting link of the passage."""
    headings: tuple[str, ...] = ()
    page: str | None = None
    """As it is printed."""
    start: float | None = None
    """Seconds into a recording."""


def table(excerpts: Iterable[Excerpt]) -> bytes:
    """The excerpts as CSV (see sheet)."""
    return sheet(COLUMNS, ((number, *_row(excerpt)) for number, excerpt in enumerate(excerpts, 1)))


def _row(excerpt: Excerpt) -> tuple[str, ...]:
    source = excerpt.source
    return (
        "; ".join(name.literal for name in source.creators),
        source.full_title,
        source.year or "",
        source.date or "",
        "; ".join(name.literal for name in source.publishers),
        source.kind,
        source.language,
        " › ".join(excerpt.headings),
        excerpt.page or "",
        "" if excerpt.page is not None else name_place(None, excerpt.start, "en") or "",
        excerpt.language,
        excerpt.text,
        excerpt.link,
        source.url or "",
        source.doi or "",
        source.isbn or "",
    )
