"""Who did what for an item, and its files, as pages show them."""

from collections.abc import Iterable
from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.records import Contribution, Edition, File, Identifier, Role
from firsthand.catalogue.shelves import Shelves
from firsthand.interface import Interface
from firsthand.interface.labels import ROLES, name_format
from firsthand.interface.remarks import put_remarks
from firsthand.interface.said import Said, name_of


class Name(Struct, frozen=True):
    name: Said
    link: str | None = None
    invented: bool = False


class Credit(Struct, frozen=True):
    """Everyone in one role, in the order of the title page."""

    label: str
    names: tuple[Name, ...]


class Download(Struct, frozen=True):
    address: str
    name: str
    format: str
    size: str
    extent: str
    """Pages, or minutes; empty where unknown."""
    remarks: tuple[Said, ...]


class Reference(Struct, frozen=True):
    """An identifier as people write it, with its address where it has one."""

    label: str
    value: str
    address: str | None


def make_credits(contributions: Iterable[Contribution], interface: Interface, shelves: Shelves) -> tuple[Credit, ...]:
    by_role: dict[Role, list[Name]] = {}
    for contribution in contributions:
        if party := shelves.parties.get(contribution.party):
            name = Name(name_of(party, interface), party.link, party.invented)
            by_role.setdefault(contribution.role, []).append(name)
    return tuple(Credit(interface.gettext(ROLES[role]), tuple(by_role[role])) for role in Role if role in by_role)


def make_downloads(edition: Edition, interface: Interface) -> tuple[Download, ...]:
    return tuple(_download(file, interface) for file in edition.files)


def _download(file: File, interface: Interface) -> Download:
    extent = ""
    if file.pages:
        shown = {"count": interface.number(file.pages)}
        extent = interface.ngettext("%(count)s page", "%(count)s pages", file.pages) % shown
    elif file.duration:
        extent = interface.duration(file.duration)
    return Download(
        address=file_address(file),
        name=file.name,
        format=name_format(file.media_type, interface),
        size=interface.size(file.size),
        extent=extent,
        remarks=put_remarks(file.remarks, interface),
    )


def file_address(file: File) -> str:
    return f"/files/{file.sha256}/{quote(file.name, safe='')}"


def make_references(identifiers: Iterable[Identifier]) -> tuple[Reference, ...]:
    made = []
    for identifier in identifiers:
        value = identifier.value
        if identifier.scheme in ("doi", "handle"):
            host = "https://doi.org/" if identifier.scheme == "doi" else "https://hdl.handle.net/"
            made.append(
                Reference(identifier.scheme.upper() if host.endswith("doi.org/") else "Handle", value, host + value)
            )
        elif identifier.scheme == "url":
            made.append(Reference("URL", value, value if value.startswith(("https://", "http://")) else None))
        else:
            made.append(Reference(identifier.scheme.upper(), value, None))
    return tuple(made)
