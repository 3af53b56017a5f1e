"""Tables for other programs (CSV, RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins so is run as a formula by programs for tables."""


def sheet(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows under their heads, in UTF-8 with a byte order mark, by which Excel knows the encoding.

    An apostrophe stands before what would be run as a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that no program runs as a formula.

    >>> harmless("=1+1"), harmless("naloxone")
    ("'=1+1", 'naloxone')
    """
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" \n").startswith(FORMULA) else cell
