"""An edition on sheets of A4: in large print, and with little ink. Tagged PDF after PDF/UA-1 (ISO 14289-1)."""

from typing import Any

import msgspec
from msgspec import Struct

from firsthand.exports.imprint import (
    Line,
    Part,
    authority,
    citation_of,
    credits_of,
    date_of,
    library_of,
    lines_of,
    notes_of,
    remarks_of,
)
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.text import Matter
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.printing.codes import address_on_paper, code_of
from firsthand.exports.printing.letters import drawable, fonts, spelt, unprivate
from firsthand.exports.printing.press import LettersError, Order, print_order
from firsthand.exports.volume import Volume
from firsthand.interface.said import Said

FEWEST = 3
"""Headings from which on a text has a list of contents."""


class Look(Struct, frozen=True):
    """How sheets look. Sizes of letters are in points, other measures in their heights."""

    size: float
    small: float
    """The smallest letters: notes, raised figures, page numbers."""
    title: float
    headings: tuple[float, ...]
    leading: float
    spacing: float
    justify: bool
    hyphenate: bool
    duplex: bool
    """Margins for sheets that are printed on both sides and bound."""
    fresh: bool
    """The text begins on a page of its own."""
    widest: int
    """Columns that a table may have; rows of wider ones are told one by one."""
    picture: tuple[float, float]
    """What a picture may take, across and down."""
    pixel: float
    """The size of a picture's pixels, where there is room."""
    serif: bool
    lighten: bool


LARGE = Look(
    20, 18, 32, (27, 24, 22, 20, 20), 0.75, 1.3, justify=False, hyphenate=False, duplex=False, fresh=True, widest=3,
    picture=(480, 560), pixel=1.2, serif=False, lighten=False,
)  # fmt: skip
"""After the guidance of associations of blind people: 18 points at least, ragged right, no hyphens, full contrast."""

INK = Look(
    10, 8, 18, (14, 12, 11, 10, 10), 0.62, 0.95, justify=True, hyphenate=True, duplex=True, fresh=False, widest=8,
    picture=(300, 220), pixel=0.6, serif=True, lighten=True,
)  # fmt: skip


def is_offered(volume: Volume) -> bool:
    """Where there is a text, and there are fonts for its title."""
    return volume.edition.text is not None and drawable(volume.edition.title)


def make_large(volume: Volume) -> bytes:
    """Raises PressError where the file can't be made, LettersError where no font has its letters."""
    return _print(volume, LARGE)


def make_ink(volume: Volume) -> bytes:
    """Raises PressError where the file can't be made, LettersError where no font has its letters."""
    return _print(volume, INK)


def _print(volume: Volume, look: Look) -> bytes:
    pictures = Pictures(volume, *look.picture, lighten=look.lighten, points=look.pixel)
    pieces = list(Matter(volume, pictures, look.widest).pieces())
    data = _around(volume, look) | {"pieces": pieces}
    return _set(volume, data, pictures.files)


def _set(volume: Volume, data: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    address = address_on_paper(volume)
    files = pictures | ({"code.svg": code_of(address)} if address else {})
    data["code"] = "code.svg" if address else None
    plain = msgspec.to_builtins(data)
    created = int(volume.release.created.timestamp())
    try:
        return print_order(Order("sheets.typ", msgspec.json.encode(unprivate(plain)), files, created))
    except LettersError:
        # Signs that no font has are written as their names; letters are not done without.
        return print_order(Order("sheets.typ", msgspec.json.encode(spelt(plain)), files, created))


def _around(volume: Volume, look: Look) -> dict[str, Any]:
    """What stands around the text."""
    edition, contents, interface = volume.edition, volume.contents, volume.interface
    _ = interface.gettext
    entries = contents.entries if contents else ()
    return {
        "look": look,
        "fonts": fonts(edition.language, serif=look.serif),
        "tongue": tongue(edition.language),
        "ours": tongue(interface.language),
        "title": edition.title,
        "subtitle": edition.subtitle,
        "authors": [name.literal for name in volume.source.creators],
        "library": told(library_of(volume)),
        "credits": [fact(line) for line in credits_of(volume)],
        "date": date_of(volume),
        "notes": [told(said) for said in notes_of(volume)],
        "paged": bool(contents and contents.pages),
        "pages": _("Numbers in square brackets are the pages of the original."),
        "listed": len(entries) >= FEWEST,
        "contents": _("Contents"),
        "about": _("About this text"),
        "facts": [fact(line) for line in lines_of(volume)],
        "authority": authority(volume),
        "remarks": [told(said) for said in remarks_of(volume)],
        "cite": _("How to cite"),
        "citation": [{"text": span.text, "italic": span.italic} for span in citation_of(volume)],
        "scan": _("A QR code with the address: %(address)s") % {"address": volume.source.url or ""},
        "undescribed": _("A picture without a description"),
        "inside": _("Words in the picture"),
    }


def told(said: Said) -> dict[str, Any]:
    return {"text": said.value, "tongue": tongue(said.language)}


def fact(line: Line) -> dict[str, Any]:
    return {"label": line.label, "parts": [_part(part) for part in line.parts]}


def _part(part: Part) -> dict[str, Any]:
    return {"text": part.text, "tongue": tongue(part.language), "address": part.address}
