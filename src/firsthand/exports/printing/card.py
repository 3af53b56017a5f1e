"""A card of 1200 by 630 pixels (PNG) that stands for an edition where its address is shared: the size that the Open
Graph protocol's readers expect.
"""

from typing import Any

import msgspec

from firsthand.exports.imprint import library_of
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.printing.letters import drawable, fonts, parted, spelt
from firsthand.exports.printing.press import Order, print_order
from firsthand.exports.printing.sheets import told
from firsthand.exports.volume import Volume
from firsthand.interface import autonym
from firsthand.interface.said import Said, shorten

WIDTH, HEIGHT = 1200, 630

SIZES = (76, 64, 54, 46, 40)
"""Points of the title, tried from the largest on; then it is cut."""

NAMES, LIBRARY = 90, 60
"""Characters of the names of its makers, and of the library's."""


def is_offered(volume: Volume) -> bool:
    """Where there are fonts for all that it says."""
    names = [name.literal for name in volume.source.creators]
    return drawable(volume.edition.title, *names, library_of(volume).value, autonym(volume.edition.language))


def make_card(volume: Volume) -> bytes:
    """Raises PressError where it can't be made, LettersError where no font has its letters."""
    data = spelt(msgspec.to_builtins(_told(volume)))
    created = int(volume.release.created.timestamp())
    return print_order(Order("card.typ", msgspec.json.encode(data), {}, created, image=True))


def _told(volume: Volume) -> dict[str, Any]:
    edition = volume.edition
    names = [name.literal for name in volume.source.creators]
    library = library_of(volume)
    when = [volume.source.year or "", autonym(edition.language)]
    return {
        "fonts": fonts(edition.language),
        "tongue": tongue(edition.language),
        "trials": _trials(edition.title, edition.subtitle),
        "by": shorten(Said(volume.interface.join(names[:3]), ""), NAMES).value if names else "",
        "library": told(shorten(library, LIBRARY)),
        "when": " · ".join(filter(None, when)),
    }


def _trials(title: str, subtitle: str | None) -> list[dict[str, Any]]:
    """Title and subtitle as large as there is room for; then the title alone, at last cut."""
    whole = [{"title": title, "subtitle": subtitle, "size": size} for size in SIZES]
    alone = [{"title": title, "subtitle": None, "size": size} for size in SIZES]
    cut = [
        {"title": parted(shorten(Said(title, ""), length).value[: length + 1]), "subtitle": None, "size": SIZES[-1]}
        for length in (240, 180, 120, 60)
    ]
    return [*whole, *alone, *cut]
