"""How people follow a library without an account: its feeds; and where programs begin."""

from collections.abc import Iterator

from msgspec import Struct

from firsthand.exports.api.telling import PLACE
from firsthand.front.facets import label_of
from firsthand.front.feeds import FACETS, FORMATS, forms_of
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.labels import FACETS as LABELS
from firsthand.interface.said import Said, say

NAMES = {"application/atom+xml": "Atom", "application/feed+json": "JSON Feed"}
"""Media type of a feed -> what its format is called, in every language."""


class Address(Struct, frozen=True):
    name: str
    """Of the format."""
    address: str


class Followed(Struct, frozen=True):
    """What can be followed, and its feeds."""

    label: str
    language: str
    """Of the label."""
    feeds: tuple[Address, ...]


class Group(Struct, frozen=True):
    label: str
    feeds: tuple[Followed, ...]


class Following(Struct, frozen=True):
    everything: tuple[Followed, ...]
    """One of each language."""
    groups: tuple[Group, ...]
    api: str
    description: str
    records: str
    """Where catalogues harvest, which takes a verb behind it."""
    told: str
    """A text about the library for language models."""


def _groups(opened: Opened, interface: Interface) -> Iterator[Group]:
    yield from (_group(facet, opened, interface) for facet in FACETS)
    followed = []
    for process in opened.shelves.processes:
        title = say(process.titles, interface) or Said(process.slug, "und")
        place = f"/{interface.language}/negotiations/{process.slug}/feed"
        kinds = ((media_type.partition(";")[0], ending) for ending, (media_type, _) in FORMATS.items())
        feeds = tuple(Address(NAMES[kind], f"{place}.{ending}") for kind, ending in kinds)
        followed.append(Followed(title.value, title.language, feeds))
    yield Group(interface.gettext("Negotiations"), tuple(followed))


def make_following(opened: Opened, interface: Interface) -> View:
    site = opened.library.address or ""
    page = Following(
        everything=tuple(_followed({}, autonym(tag), opened, opened.interfaces[tag]) for tag in opened.languages),
        groups=tuple(group for group in _groups(opened, interface) if group.feeds),
        api=f"{site}{PLACE}",
        description=f"{site}{PLACE}/openapi.json",
        records=f"{site}/oai?verb=Identify",
        told=f"{site}/llms.txt",
    )
    return View("following.html", page, interface.gettext("Follow this library"), room="follow")


def _group(facet: str, opened: Opened, interface: Interface) -> Group:
    """Every value that works have, by its label; of kinds also news and statements."""
    values = list(opened.shelves.count(facet))
    if facet == "kind":
        values += [kind for kind, items in _others(opened) if items]
    labels = {value: label_of(facet, value, interface, opened.shelves) for value in values}
    feeds = tuple(
        _followed({facet: (value,)}, labels[value], opened, interface)
        for value in sorted(values, key=lambda value: labels[value].casefold())
        if forms_of({facet: (value,)}, opened, interface)
    )
    return Group(interface.gettext(LABELS[facet]), feeds)


def _others(opened: Opened) -> tuple[tuple[str, int], ...]:
    return ("post", len(opened.shelves.posts)), ("statement", len(opened.shelves.statements))


def _followed(chosen: dict[str, tuple[str, ...]], label: str, opened: Opened, interface: Interface) -> Followed:
    forms = forms_of(chosen, opened, interface)
    return Followed(label, interface.language, tuple(Address(NAMES[form.type], form.address) for form in forms))
