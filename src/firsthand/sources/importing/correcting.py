"""The table in which a person sees what an import proposes, and corrects it: one row for each record of the origin.

It knows nothing of origins. Cells that a spreadsheet would take for a formula are written with "'" before them.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from firsthand.catalogue import dates, languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.importing.cells import Cells, read_cells
from firsthand.sources.importing.offers import PROPOSALS, Offer

COLUMNS = (
    "id", "type", "proposed", "slug", "kind", "language", "join", "title", "date", "themes", "file", "remark",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(path: Path, offers: Iterable[Offer]) -> int:
    """Write what is proposed; gives how many rows. The file opens in spreadsheets as it is (UTF-8 with its mark)."""
    count = 0
    part = path.with_name(f".{path.name}.rows")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for count, offer in enumerate(offers, 1):  # noqa: B007 - the last number is how many there were
            values = (getattr(offer, name) for name in COLUMNS)
            writer.writerow(_harmless("; ".join(value) if isinstance(value, tuple) else value) for value in values)
    part.replace(path)
    return count


def read_table(path: Path) -> tuple[dict[str, Offer], list[Mistake]]:
    """The rows of a corrected table by their ids, and what is wrong in it. Columns may stand in any order.

    The record of a row that is wrong is left out.
    """
    mistakes: list[Mistake] = []
    found: dict[str, Offer] = {}
    for cells in read_cells(path, str(path), mistakes, required=("id", "proposed")):
        offer = _offer(cells)
        if offer is None:
            continue
        if offer.id in found:
            cells.wrong("id", f"There are two rows with the id “{offer.id}”.", "Take one of them out.")
        found.setdefault(offer.id, offer)
    return found, mistakes


def _offer(cells: Cells) -> Offer | None:
    before = len(cells.mistakes)
    values = {name: _plain(cells.get(name)) for name in COLUMNS}
    if not values["id"]:
        cells.wrong("id", "There is no id in this row.", "Take the row from the table that was proposed.")
    if values["proposed"] not in PROPOSALS:
        remedy = f"Write one of: {', '.join(PROPOSALS)}."
        cells.wrong("proposed", f"“{values['proposed']}” can't be made of a record.", remedy)
    for name, check in (("slug", check_slug), ("language", languages.normalise), ("date", dates.normalise)):
        if values[name]:
            try:
                values[name] = check(values[name])
            except MalformedError as error:
                cells.wrong(name, str(error), error.remedy)
    themes = tuple(theme for one in values.pop("themes").split(";") if (theme := one.strip()))
    if not values["id"]:
        return None
    if len(cells.mistakes) > before:
        return Offer(values["id"], values["type"], "skip", title=values["title"])
    return Offer(**values, themes=themes)  # type: ignore[arg-type]


def _harmless(value: str) -> str:
    value = " ".join(value.split())
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value
