"""What a ZIM file says of itself, by the openZIM metadata specification (version 1.0)."""

import io
import re
from functools import lru_cache
from urllib.parse import urlsplit

from langcodes import Language
from PIL import Image

from firsthand import __version__
from firsthand.front.opened import Opened
from firsthand.front.rendering import STATIC
from firsthand.interface.said import name_of, say
from firsthand.mirrors.own import searched
from firsthand.mirrors.selection import Choice

TITLE, DESCRIPTION, LONG = 30, 80, 4_000
"""Characters that these may have."""
SIZE = 48
"""Pixels of a side of the picture."""


@lru_cache(256)
def iso_639_3(tag: str) -> str:
    """The three letters of a language: "ru" -> "rus", "zh-Hant" -> "zho"; "und" where it has none."""
    try:
        return str(Language.get(tag).to_alpha3())
    except (LookupError, ValueError):
        return "und"


def languages(opened: Opened) -> tuple[str, ...]:
    """Of the texts, the most frequent first (ISO 639-3); those of the pages where there is no text."""
    found = searched(opened) or opened.languages
    return tuple(dict.fromkeys(iso_639_3(tag) for tag in found))


def metadata(opened: Opened, choice: Choice) -> dict[str, str]:
    """Name -> value; what is not known is left out."""
    interface, library = opened.interfaces[opened.languages[0]], opened.library
    title = (said.value if (said := say(library.titles, interface)) else "") or "Firsthand"
    words = said.value if (said := say(library.descriptions, interface)) else title
    party = opened.shelves.parties.get(library.publisher or "")
    creator = name_of(party, interface).value if party else title
    found = languages(opened)
    flavour = "all" if choice.files else "nofiles"
    told = {
        "Name": f"{_slug(library.address or title)}_{found[0] if len(found) == 1 else 'mul'}_{_part(choice)}",
        "Title": cut(title, TITLE),
        "Description": cut(words, DESCRIPTION),
        "LongDescription": cut(words, LONG) if len(words) > DESCRIPTION else "",
        "Language": ",".join(found),
        "Creator": creator,
        "Publisher": creator,
        "Date": opened.release.created.date().isoformat(),
        "Flavour": flavour,
        "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
        "Scraper": f"firsthand {__version__}",
        "Source": library.address or "",
        "License": _licence(opened),
        "X-Firsthand-Release": opened.release.id,
    }
    return {name: value for name, value in told.items() if value}


def cut(words: str, most: int) -> str:
    """So many characters at most, on one line, cut off behind a word if it can be."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    return (kept[: kept.rindex(" ")] if " " in kept[most // 2 :] else kept).rstrip(" ,;:–-") + "…"


def illustration() -> bytes:
    """The picture by which a reader's shelf shows it, as PNG."""
    made = io.BytesIO()
    with Image.open(STATIC / "keep-icon-192.png") as icon:
        icon.convert("RGBA").resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(made, "PNG")
    return made.getvalue()


def _slug(words: str) -> str:
    host = urlsplit(words).hostname or words
    return re.sub(r"[^a-z0-9.]+", "-", host.casefold()).strip("-.") or "firsthand"


def _part(choice: Choice) -> str:
    return "-".join(choice.themes) or "all"


def _licence(opened: Opened) -> str:
    """The one that all works are under, or that each says its own."""
    found = {work.rights for work in opened.shelves.works}
    return next(iter(found)) or "" if len(found) == 1 else "See each work" if found else ""
