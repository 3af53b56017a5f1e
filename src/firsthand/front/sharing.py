"""What a page says of its edition to whoever shows a preview of a shared address: the Open Graph protocol's properties.

The picture is a card of the library's own, at an address of its own; nothing is asked of anybody else.
"""

from functools import lru_cache

from firsthand.catalogue.records import Edition, Item, address
from firsthand.citations import Source
from firsthand.exports.shapes import SHAPES, address_of
from firsthand.exports.volume import Volume
from firsthand.front.metadata import Meta
from firsthand.front.opened import Opened
from firsthand.interface import Interface
from firsthand.interface.said import Said, say, shorten

CARD = "card.png"
WIDTH, HEIGHT = 1200, 630
"""Pixels of the card."""


def properties(
    item: Item, edition: Edition, source: Source, opened: Opened, interface: Interface, place: str
) -> tuple[Meta, ...]:
    """`place` is the page's own address. Nothing where the library does not say its own: previews need it."""
    site = opened.library.address
    if not site:
        return ()
    library = say(opened.library.titles, interface)
    card = _card(item, edition, opened, site)
    fields = [
        ("og:type", "article"),
        ("og:title", source.full_title),
        ("og:description", shorten(Said(source.summary, edition.language), 300).value if source.summary else None),
        ("og:url", place),
        ("og:site_name", library.value if library else None),
        ("og:locale", locale(edition.language)),
        *(("og:locale:alternate", locale(each.language)) for each in item.editions if each is not edition),
        ("og:image", card),
        *(
            (
                ("og:image:type", "image/png"),
                ("og:image:width", str(WIDTH)),
                ("og:image:height", str(HEIGHT)),
                ("og:image:alt", source.full_title),
            )
            if card
            else ()
        ),
    ]
    return tuple(Meta(name, " ".join(value.split())) for name, value in fields if value)


@lru_cache(maxsize=512)
def locale(tag: str) -> str:
    """A language as the protocol writes it, with the place where most speak it if none is named: "pt_BR"."""
    import langcodes

    try:
        language = langcodes.Language.get(tag).maximize()
    except ValueError:
        return tag
    return f"{language.language}_{language.territory}" if language.territory else str(language.language)


def _card(item: Item, edition: Edition, opened: Opened, site: str) -> str | None:
    shape = SHAPES[CARD]
    if opened.shapes is not None and CARD not in opened.shapes:
        return None
    ours = opened.interface_for(edition.language)
    volume = Volume(opened.release, opened.shelves, item, edition, ours, site)
    room = address(item, edition.language).partition("/")[0]
    return f"{site}{address_of(volume, room, shape)}" if shape.offered(volume) else None
