"""Signatures as a table for spreadsheets: CSV (RFC 4180) of what is public, counted signatures in rows of their own.

It begins with the mark of UTF-8 (U+FEFF), without which Excel takes it for the letters of its own country; pandas,
LibreOffice and Python's "utf-8-sig" skip it. No cell begins with a sign that a spreadsheet would compute with.
"""

import csv
import io
from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Party, Statement, Tally
from firsthand.exports.letters.signatories import Signatory, in_alphabet, signatories, tally_stands
from firsthand.interface import Interface

COLUMNS = (
    "count", "name", "acronym", "kind", "capacity", "affiliation", "country", "country_name", "region", "region_name",
    "mandate", "version", "stands", "language", "date", "invented",
)  # fmt: skip
"""The first row. Codes are ISO 3166-1 (alpha-2) and UN M49; `docs/reference/letters.md` says what each column holds."""

NOT_NAMED = "not-named"
"""The kind of a row that counts signatures and names none."""
MARK = "\ufeff"
_COMPUTED = tuple("=+-@\t\r\n|%＝＋－＠")
"""Signs with which a cell would be taken for a formula, or for an order to another program."""


class Row(Struct, frozen=True):
    """A signature, or several that are counted and not named. Every value is text, as it is written."""

    count: str
    name: str
    acronym: str
    kind: str
    capacity: str
    affiliation: str
    country: str
    country_name: str
    region: str
    region_name: str
    mandate: str
    version: str
    stands: str
    language: str
    date: str
    invented: str


def make_table(statement: Statement, parties: dict[str, Party], interface: Interface) -> bytes:
    """Everybody who signed by name, in the alphabet of the interface, under whichever version; then the tallies."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(statement, parties, interface):
        writer.writerow([guarded(getattr(row, column)) for column in COLUMNS])
    return (MARK + out.getvalue()).encode()


def rows(statement: Statement, parties: dict[str, Party], interface: Interface) -> Iterator[Row]:
    for each in in_alphabet(signatories(statement, parties, interface.language), interface.language):
        yield _named(each, interface)
    for tally in statement.tallies:
        yield _counted(tally, interface, stands=tally_stands(tally, statement))


def guarded(text: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would compute; as OWASP advises against CSV injection.

    >>> guarded("=1+1"), guarded(" @home"), guarded("Ñandú")
    ("'=1+1", "' @home", 'Ñandú')
    """
    return f"'{text}" if text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff").startswith(_COMPUTED) else text


def _named(each: Signatory, interface: Interface) -> Row:
    return Row(
        count="1",
        name=each.name,
        acronym=each.acronym,
        kind=each.kind,
        capacity=each.capacity.value,
        affiliation=each.affiliation,
        **_placed(each.place, each.region, interface),
        mandate=each.mandate.value if each.mandate else "",
        version=str(each.version or ""),
        stands=_said(each.stands),
        language=each.words,
        date=each.date,
        invented=_said(each.invented),
    )


def _counted(tally: Tally, interface: Interface, *, stands: bool) -> Row:
    place = tally.place or ""
    known = places.is_known(place) if place else False
    return Row(
        str(tally.count), name="", acronym="", kind=NOT_NAMED, capacity="", affiliation="",
        **_placed(place, places.region(place) if known else "", interface), mandate="",
        version=str(tally.version or ""), stands=_said(stands), language="", date="", invented="no",
    )  # fmt: skip


def _placed(place: str, region: str, interface: Interface) -> dict[str, str]:
    """A country with its region; what is counted under a region has no country."""
    country = "" if place.isdigit() else place
    area = place if place.isdigit() else region
    return {
        "country": country,
        "country_name": interface.place_name(country) if country else "",
        "region": area,
        "region_name": interface.place_name(area) if area else "",
    }


def _said(value: bool) -> str:
    return "yes" if value else "no"
