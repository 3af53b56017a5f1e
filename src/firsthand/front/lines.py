"""The lines of a concordance as a table (CSV): for who counts, sorts and marks them."""

from collections.abc import Iterable

from firsthand.citations import name_place
from firsthand.citations.sheet import sheet
from firsthand.front.links import passage_link
from firsthand.search.protocol import Occurrence

COLUMNS = ("number", "before", "match", "after", "title", "date", "language", "headings", "page", "time", "link")
"""The heads of the table; they stay as they are, for programs."""


def lines_table(lines: Iterable[Occurrence], site: str) -> bytes:
    """CSV, a line for each place. `site` is the library's address."""
    return sheet(COLUMNS, ((number, *_row(line, site)) for number, line in enumerate(lines, 1)))


def _row(line: Occurrence, site: str) -> tuple[str, ...]:
    return (
        line.before,
        line.match,
        line.after,
        line.title,
        line.date or "",
        line.language,
        " › ".join(line.headings),
        line.page or "",
        "" if line.page is not None else name_place(None, line.start, "en") or "",
        passage_link(f"{site}/{line.address}", line.passage),
    )
