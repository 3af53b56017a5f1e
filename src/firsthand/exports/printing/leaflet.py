"""One sheet of A5 to hand out: what an edition is, and where it is found. Tagged PDF after PDF/UA-1 (ISO 14289-1)."""

from typing import Any

import msgspec

from firsthand.catalogue.records import Work, choose
from firsthand.exports.imprint import credits_of, date_of, library_of
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.printing.codes import address_on_paper, code_of
from firsthand.exports.printing.letters import drawable, fonts, parted, spelt
from firsthand.exports.printing.press import Order, print_order
from firsthand.exports.printing.sheets import fact, told
from firsthand.exports.volume import Volume
from firsthand.interface import autonym
from firsthand.interface.said import Said, shorten

LENGTHS = (900, 600, 400, 240, 120)
"""Characters of the summary, tried from the longest on."""

MIRRORS = 4
"""Addresses of copies of the library, the best first."""

LANGUAGES = 24
"""Beyond that many, the other languages are not named."""

TITLE = 280
"""Characters of a title; longer ones are cut at the end of a word."""


def is_offered(volume: Volume) -> bool:
    """Where the library says its address, and there are fonts for the title."""
    return address_on_paper(volume) is not None and drawable(volume.edition.title)


def make_leaflet(volume: Volume) -> bytes:
    """Raises PressError where it can't be made, LettersError where no font has its letters."""
    address = address_on_paper(volume) or volume.source.url or ""
    data = spelt(msgspec.to_builtins(_told(volume, address)))
    created = int(volume.release.created.timestamp())
    return print_order(Order("leaflet.typ", msgspec.json.encode(data), {"code.svg": code_of(address)}, created))


def summary_of(volume: Volume) -> Said | None:
    """The edition's own, or else the work's in the best language."""
    edition = volume.edition
    if edition.summary:
        return Said(edition.summary, edition.language)
    summaries = volume.item.summaries if isinstance(volume.item, Work) else ()
    found = choose(summaries, edition.language, volume.interface.language)
    return Said(found.value, found.language) if found else None


def _told(volume: Volume, address: str) -> dict[str, Any]:
    edition, interface = volume.edition, volume.interface
    _ = interface.gettext
    summary = summary_of(volume)
    editions = volume.item.editions[:LANGUAGES]
    return {
        "fonts": fonts(edition.language),
        "tongue": tongue(edition.language),
        "ours": tongue(interface.language),
        "title": edition.title,
        "subtitle": edition.subtitle,
        "authors": [name.literal for name in volume.source.creators],
        "library": told(library_of(volume)),
        "credits": [fact(line) for line in credits_of(volume)],
        "date": date_of(volume),
        "summary-tongue": tongue(summary.language) if summary else None,
        "trials": _trials(summary, shorten(Said(edition.title, edition.language), TITLE).value),
        "find": _("Scan the code or type the address:"),
        "address": address,
        "scan": _("A QR code with the address: %(address)s") % {"address": address},
        "label": _("Languages"),
        "languages": [told(Said(autonym(each.language), each.language)) for each in editions],
        "without": _("Without the internet"),
        "offline": _offline(volume),
        "also": _("The whole library is also here:"),
        "mirrors": volume.shelves.library.mirrors[:MIRRORS],
    }


def _offline(volume: Volume) -> str | None:
    if volume.edition.text is None:
        return None
    return volume.interface.gettext(
        "While you have a connection, save it from its page as an e-book, in large print or as plain text. "
        "From then on you can read it without the internet."
    )


def _trials(summary: Said | None, title: str) -> list[dict[str, Any]]:
    """What to leave away, bit by bit, until all stands on one page."""
    largest = 22 if len(title) < 60 else 18 if len(title) < 140 else 15
    sizes = [size for size in (22, 18, 15, 13) if size <= largest]
    cuts = [shorten(summary, length).value for length in LENGTHS] if summary else []
    texts = [summary.value.split("\n\n")] if summary and len(summary.value) <= LENGTHS[0] else []
    texts += [[cut] for cut in dict.fromkeys(cuts)]
    full = [
        {"title": title, "size": size, "subtitle": True, "credits": 8, "summary": text}
        for text in (*texts, [])
        for size in sizes
    ]
    last = {"title": parted(title[: TITLE + 1]), "size": 13, "subtitle": False, "summary": []}
    small = ({**last, "title": title, "credits": 8}, *({**last, "credits": most} for most in (3, 1, 0)))
    return [*full, *small]
