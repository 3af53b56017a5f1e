"""A negotiation that goes into another library: what its asks name is called as it is called there."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from firsthand.catalogue.negotiations import Ask, Negotiation


def renamed(negotiation: Negotiation, party: Callable[[str], str], paths: Mapping[str, str]) -> Negotiation:
    """`party` gives the slug of a party there; `paths` the first two parts of an address here -> those there."""
    return replace(negotiation, asks=tuple(_ask(each, party, paths) for each in negotiation.asks))


def _ask(ask: Ask, party: Callable[[str], str], paths: Mapping[str, str]) -> Ask:
    return replace(
        ask,
        owner=party(ask.owner) if ask.owner else None,
        backers=tuple(replace(each, party=party(each.party)) for each in ask.backers),
        precedents=tuple(replace(each, link=lead(each.link, paths) if each.link else None) for each in ask.precedents),
    )


def lead(path: str, paths: Mapping[str, str]) -> str:
    """A path of the library, or an address, which stays as it is.

    >>> lead("works/launch/en", {"works/launch": "works/launch-south"})
    'works/launch-south/en'
    """
    room, _, rest = path.partition("/")
    slug, mark, more = rest.partition("/")
    found = paths.get(f"{room}/{slug}")
    return f"{found}{mark}{more}" if found else path
