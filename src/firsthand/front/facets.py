"""The ways in which works and hits are narrowed, as links that a reader follows."""

import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from msgspec import Struct

from firsthand.catalogue.shelves import Shelves
from firsthand.front.links import with_query
from firsthand.interface import Interface
from firsthand.interface.labels import FACETS, name_kind
from firsthand.interface.said import name_of, say

SHOWN = 8
"""Values of a facet that are shown at once; the others are one step away."""

LONGEST = 2_000
"""Characters of a query that are looked at."""

Chosen = Mapping[str, tuple[str, ...]]


class FacetLink(Struct, frozen=True):
    value: str
    label: str
    count: int
    address: str
    """Where the value is chosen, or, if it is chosen already, given up."""
    chosen: bool = False


class Facet(Struct, frozen=True):
    name: str
    label: str
    values: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]


def read_choice(query: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The chosen facets, and all other parameters, of an address. What makes no sense is left out."""
    chosen: dict[str, tuple[str, ...]] = {}
    others: dict[str, str] = {}
    for name, value in parse_qsl(query, max_num_fields=None)[:40]:
        if name in FACETS:
            chosen[name] = tuple(dict.fromkeys((*chosen.get(name, ()), clean(value)[:200])))
        else:
            others.setdefault(name, value)
    return chosen, others


def clean(words: str) -> str:
    """Words without control characters, which can't be shown, and no longer than any question is."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") else char for char in words[:LONGEST])
    return " ".join(kept.split())


def page_number(others: Mapping[str, str]) -> int:
    """The page asked for; the first one for anything that is not a number."""
    text = others.get("page", "1")
    return min(max(int(text), 1), 100_000) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def make_facet(
    name: str, counts: Mapping[str, int], chosen: Chosen, base: tuple[str, list[tuple[str, str]]],
    interface: Interface, shelves: Shelves,
) -> Facet:  # fmt: skip
    """A facet with its values; following a link keeps what is chosen in the other facets. `base` is path and words."""
    path, kept = base
    own = chosen.get(name, ())
    others = [(facet, value) for facet, values in chosen.items() if facet != name for value in values]
    made = []
    for value, count in _ordered(name, {**dict.fromkeys(own, 0), **counts}, interface, shelves):
        is_chosen = value in own
        parameters = kept + others + ([] if is_chosen else [(name, value)])
        label = label_of(name, value, interface, shelves)
        made.append(FacetLink(value, label, count, with_query(path, parameters), is_chosen))
    made.sort(key=lambda link: not link.chosen)
    return Facet(name, interface.gettext(FACETS[name]), tuple(made[:SHOWN]), tuple(made[SHOWN:]))


def chosen_links(
    chosen: Chosen, base: tuple[str, list[tuple[str, str]]], interface: Interface, shelves: Shelves
) -> tuple[FacetLink, ...]:
    """What is chosen, each with the address that gives it up. `base` is path and words."""
    facets = (make_facet(name, {}, chosen, base, interface, shelves) for name in chosen)
    return tuple(link for facet in facets for link in (*facet.values, *facet.more))


def links(name: str, counts: Mapping[str, int], interface: Interface, shelves: Shelves) -> tuple[FacetLink, ...]:
    """Links into the list of works, one for each value."""
    path = f"/{interface.language}/works"
    return tuple(
        FacetLink(value, label_of(name, value, interface, shelves), count, with_query(path, [(name, value)]))
        for value, count in _ordered(name, counts, interface, shelves)
    )


def label_of(name: str, value: str, interface: Interface, shelves: Shelves) -> str:
    """What people call a value of a facet, in the interface's language where that is known."""
    match name:
        case "kind":
            return name_kind(value, interface)
        case "language":
            label = interface.language_name(value)
            return label[:1].upper() + label[1:]
        case "place":
            return interface.place_name(value)
        case "theme" if theme := shelves.themes.get(value):
            said = say(theme.labels, interface)
            return said.value if said else value
        case "publisher" if party := shelves.parties.get(value):
            return name_of(party, interface).value
    return value


def _ordered(name: str, counts: Mapping[str, int], interface: Interface, shelves: Shelves) -> Iterable[tuple[str, int]]:
    """Years from the newest; all else by how many there are, then by name."""
    if name == "year":
        return sorted(counts.items(), reverse=True)
    return sorted(counts.items(), key=lambda pair: (-pair[1], label_of(name, pair[0], interface, shelves).casefold()))
