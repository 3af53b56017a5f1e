"""The lines of a concordance as a table (CSV): for who counts, sorts and marks them."""

import csv
import io
from collections.abc import Iterable

from firsthand.citations import name_place
from firsthand.citations.excerpts import harmless
from firsthand.search.protocol import Occurrence

COLUMNS = ("number", "before", "match", "after", "title", "date", "language", "headings", "page", "time", "link")
"""The heads of the table; they stay as they are, for programs."""


def lines_table(lines: Iterable[Occurrence], site: str) -> bytes:
    """CSV in UTF-8 with a byte order mark, a line for each place. `site` is the library's address."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, line in enumerate(lines, 1):
        writer.writerow([number, *map(harmless, _row(line, site))])
    return out.getvalue().encode("utf-8-sig")


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
        f"{site}/{line.address}" + (f"/p/{line.passage}" if line.passage else ""),
    )
