"""One answer of a repository (OAI-PMH 2.0): its records in Dublin Core, its token, or what it refuses.

Knows XML and nothing of the network.
"""

from msgspec import Struct

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import Element, name_of, xml

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FIELDS = frozenset(
    (
        "title",
        "creator",
        "contributor",
        "publisher",
        "date",
        "type",
        "identifier",
        "language",
        "subject",
        "description",
        "rights",
        "relation",
    )
)


class Harvested(Struct, frozen=True):
    """A record."""

    id: str
    datestamp: str
    deleted: bool = False
    fields: tuple[tuple[str, str, str], ...] = ()
    """Name in Dublin Core, language, words."""


class Page(Struct, frozen=True):
    """What one answer holds."""

    records: tuple[Harvested, ...] = ()
    token: str = ""
    """By which the next answer is asked for; "" at the end."""
    total: int = 0
    errors: tuple[tuple[str, str], ...] = ()
    """Code and words."""
    unreadable: int = 0
    """Records that have no identifier or no metadata."""


class Identity(Struct, frozen=True):
    """What a repository says of itself."""

    name: str = ""
    granularity: str = "YYYY-MM-DD"


def read_page(data: bytes) -> Page:
    """An answer to ListRecords. UnreadableFileError for anything else."""
    root = _root(data)
    records, unreadable = [], 0
    listed = next((child for child in root if name_of(child) == "listrecords"), None)
    for element in listed if listed is not None else ():
        if name_of(element) == "record":
            record = _record(element)
            records += [record] if record else []
            unreadable += record is None
    token = next((one for one in listed if name_of(one) == "resumptiontoken"), None) if listed is not None else None
    size = (token.get("completeListSize") or "") if token is not None else ""
    errors = tuple((one.get("code") or "", _words(one)) for one in root if name_of(one) == "error")
    return Page(
        tuple(records),
        _words(token) if token is not None else "",
        int(size) if size.isdigit() and len(size) < 12 else 0,
        errors,
        unreadable,
    )


def read_identity(data: bytes) -> Identity:
    """An answer to Identify. UnreadableFileError for anything else."""
    for child in _root(data):
        if name_of(child) == "identify":
            found = {name_of(one): _words(one) for one in child}
            return Identity(found.get("repositoryname", ""), found.get("granularity", "YYYY-MM-DD"))
    raise UnreadableFileError("damaged", "It does not say what it is.")


def _root(data: bytes) -> Element:
    root = xml(data, "answer")
    if name_of(root) != "oai-pmh":
        raise UnreadableFileError("mislabelled", f"It answers with <{name_of(root)[:40]}>, which is not OAI-PMH.")
    return root


def _record(element: Element) -> Harvested | None:
    header = next((one for one in element if name_of(one) == "header"), None)
    if header is None:
        return None
    said = {name_of(one): _words(one) for one in header}
    id_, datestamp = said.get("identifier", ""), said.get("datestamp", "")
    if not id_:
        return None
    if header.get("status") == "deleted":
        return Harvested(id_, datestamp, deleted=True)
    metadata = next((one for one in element if name_of(one) == "metadata"), None)
    if metadata is None:
        return None
    fields = tuple(
        (name_of(one), one.get(LANGUAGE) or "", words)
        for one in metadata.iter()
        if name_of(one) in FIELDS and (words := _words(one))
    )
    return Harvested(id_, datestamp, fields=fields)


def _words(element: Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
