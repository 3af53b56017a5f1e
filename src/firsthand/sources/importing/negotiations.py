"""Negotiations of a release on their way into a folder: all that is for everyone, under the names of that folder.

What is private never was in the release; where a folder still has it under `private`, the two come together again.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec import structs

from firsthand.catalogue.negotiations import Ask, Negotiation
from firsthand.negotiations.folder.writing import as_folder
from firsthand.sources.importing.offers import Piece

SlugOf = Callable[[str, str], str]
"""A room and a slug there -> the slug here."""

_ROOMS = {"works": "works", "posts": "posts", "statements": "statements", "pages": "pages", "negotiations": "processes"}
"""The first part of a path in the library -> the room that it means."""


def pieces_of(negotiation: Negotiation, file: Callable[[str], Path], missing: list[str]) -> list[Piece]:
    """Its files, named from its folder on. `file` gives the bytes of a SHA-256, or KeyError, which `missing` tells."""
    received = {}
    pieces = []
    for draft in negotiation.process.drafts:
        if draft.file is None:
            continue
        suffix = PurePosixPath(draft.file.name).suffix
        name = draft.slug + (suffix if suffix != ".json" else "")  # which is that of its words
        try:
            pieces.append(Piece(f"drafts/{name}", path=file(draft.file.sha256)))
        except KeyError:
            missing.append(draft.file.name)
        else:
            received[draft.slug] = name
    return [*pieces, *(Piece(name, content) for name, content in as_folder(negotiation, received).items())]


def under_names_here(negotiation: Negotiation, slug_of: SlugOf) -> Negotiation:
    """The same with the slugs that its own, other records' and parties' have here."""
    process = negotiation.process
    slug = slug_of("processes", process.slug)
    themes = tuple(slug_of("themes", theme) for theme in process.themes)
    asks = tuple(_ask(ask, slug_of) for ask in negotiation.asks)
    return structs.replace(negotiation, process=structs.replace(process, slug=slug, themes=themes), asks=asks)


def _ask(ask: Ask, slug_of: SlugOf) -> Ask:
    return structs.replace(
        ask,
        owner=slug_of("parties", ask.owner) if ask.owner else None,
        backers=tuple(structs.replace(one, party=slug_of("parties", one.party)) for one in ask.backers),
        precedents=tuple(structs.replace(one, link=_link(one.link, slug_of)) for one in ask.precedents),
    )


def _link(link: str | None, slug_of: SlugOf) -> str | None:
    """An address as it is; a path of the library as it is here."""
    first, mark, rest = (link or "").partition("/")
    if first not in _ROOMS or not mark:
        return link
    slug, *more = rest.split("/", 1)
    return "/".join((first, slug_of(_ROOMS[first], slug), *more))
