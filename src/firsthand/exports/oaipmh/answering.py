"""The answers to the six verbs, as XML."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from msgspec import Struct, structs

from firsthand.catalogue.records import Item, Page, Work, choose
from firsthand.catalogue.shelves import Shelves
from firsthand.exports.metadata.elements import XSI, add, written
from firsthand.exports.metadata.facts import Facts
from firsthand.exports.oaipmh.asked import Asked, ProtocolError, read_asked
from firsthand.exports.oaipmh.formats import FORMATS, Format
from firsthand.exports.oaipmh.setnames import set_names
from firsthand.exports.oaipmh.tokens import Token, write_token
from firsthand.exports.signs import legible
from firsthand.exports.volume import Volume
from firsthand.interface import Interface
from firsthand.release import Life, Release, Stretch

PATH = "/oai"
OAI = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
NAMELESS = "library.localhost"
"""The name in identifiers of a library that declares no address (RFC 6761)."""

MOST = {"ListRecords": 250, "ListIdentifiers": 1_000}
"""How many a list gives at once."""

_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")
"""What the schema of oai-identifier takes for a domain name."""
_MAIL = re.compile(r"\S+@(\S+\.)+\S+")


class Repository(Struct, frozen=True):
    """A release as harvesters see it."""

    release: Release
    shelves: Shelves
    interface_for: Callable[[str], Interface]
    """The interface in a language of texts."""
    site: str
    """Where the library answers, without a slash at the end."""

    @property
    def host(self) -> str:
        address = self.shelves.library.address
        name = urlsplit(address).hostname if address else None
        return name.encode("idna").decode() if name and not name.isascii() else name or NAMELESS

    def identifier(self, address: str) -> str:
        return f"oai:{self.host}:{address}"

    def life(self, identifier: str) -> Life:
        """The history of a record. ProtocolError if there never was one."""
        start = self.identifier("")
        address = identifier.removeprefix(start)
        life = self.release.history_of(address) if identifier.startswith(start) else None
        if life is None or life.level != "edition":
            raise ProtocolError("idDoesNotExist", "This library has and had no such record.")
        return life

    def facts(self, life: Life) -> Facts | None:
        """The record of an address that is not gone."""
        room, slug, language = life.address.split("/")
        item: Item | Page | None = self.shelves.item(room, slug)
        if item is None or isinstance(item, Page) or (isinstance(item, Work) and item.withdrawn):
            return None
        edition = next((each for each in item.editions if each.language == language), None)
        if edition is None:
            return None
        volume = Volume(self.release, self.shelves, item, edition, self.interface_for(language), self.site)
        return Facts(volume, life)


def respond(repository: Repository, pairs: Sequence[tuple[str, str]], now: datetime) -> bytes:
    """The answer to a request, whatever it asks; errors are answers too. `now` is aware."""
    root = etree.Element(_in("OAI-PMH"), nsmap=_NAMES)
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    add(root, _in("responseDate"), f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    request = add(root, _in("request"), f"{repository.site}{PATH}")
    try:
        asked = read_asked(pairs)
        _repeat(request, pairs)
        root.append(_VERBS[asked.verb](repository, asked))
    except ProtocolError as error:
        if error.repeats_arguments:
            _repeat(request, pairs)
        add(root, _in("error"), str(error), code=error.code)
    return written(root)


_NAMES: dict[str, str] = {None: OAI, "xsi": XSI}  # type: ignore[dict-item]


def _in(name: str) -> str:
    return f"{{{OAI}}}{name}"


def _repeat(request: etree._Element, pairs: Sequence[tuple[str, str]]) -> None:
    """Say again what was asked."""
    for name, value in pairs:
        request.set(name, legible(value))


def _identify(repository: Repository, _asked: Asked) -> etree._Element:
    library, host = repository.shelves.library, repository.host
    root = etree.Element(_in("Identify"))
    title = choose(library.titles, *library.languages)
    add(root, _in("repositoryName"), title.value if title else host)
    add(root, _in("baseURL"), f"{repository.site}{PATH}")
    add(root, _in("protocolVersion"), "2.0")
    mail = (library.contact or "").removeprefix("mailto:").partition("?")[0]
    # RFC 5321 has every domain that takes mail have a postmaster.
    add(root, _in("adminEmail"), mail if _MAIL.fullmatch(mail) else f"postmaster@{host}")
    begins = repository.release.history_begins() or f"{repository.release.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    add(root, _in("earliestDatestamp"), begins)
    add(root, _in("deletedRecord"), "persistent")
    add(root, _in("granularity"), "YYYY-MM-DDThh:mm:ssZ")
    add(root, _in("compression"), "gzip")
    if _DOMAIN.fullmatch(host):
        described = etree.SubElement(add(root, _in("description")), f"{{{IDENTIFIERS}}}oai-identifier")
        described.set(f"{{{XSI}}}schemaLocation", f"{IDENTIFIERS} {IDENTIFIERS}.xsd")
        sample = next(repository.release.history(), None)
        parts = {"scheme": "oai", "repositoryIdentifier": host, "delimiter": ":"}
        parts["sampleIdentifier"] = repository.identifier(sample.address if sample else "works/report/en")
        for name, value in parts.items():
            add(described, f"{{{IDENTIFIERS}}}{name}", value)
    return root


def _list_formats(repository: Repository, asked: Asked) -> etree._Element:
    if identifier := asked.get("identifier"):
        repository.life(identifier)
    root = etree.Element(_in("ListMetadataFormats"))
    for format_ in FORMATS.values():
        element = add(root, _in("metadataFormat"))
        add(element, _in("metadataPrefix"), format_.prefix)
        schema = format_.schema
        add(element, _in("schema"), repository.site + schema if schema.startswith("/") else schema)
        add(element, _in("metadataNamespace"), format_.namespace)
    return root


def _list_sets(repository: Repository, asked: Asked) -> etree._Element:
    if asked.token:
        raise ProtocolError("badResumptionToken", "The list of sets is given whole; it has no tokens.")
    root = etree.Element(_in("ListSets"))
    for spec, name in set_names(repository.release.history_sets(), repository.shelves):
        element = add(root, _in("set"))
        add(element, _in("setSpec"), spec)
        add(element, _in("setName"), name)
    return root


def _get_record(repository: Repository, asked: Asked) -> etree._Element:
    life = repository.life(asked.get("identifier"))
    root = etree.Element(_in("GetRecord"))
    root.append(_record(repository, life, _format(asked)))
    return root


def _list_identifiers(repository: Repository, asked: Asked) -> etree._Element:
    _format(asked)
    return _list(repository, asked, lambda life: _header(repository, life, gone=life.deleted is not None))


def _list_records(repository: Repository, asked: Asked) -> etree._Element:
    format_ = _format(asked)
    return _list(repository, asked, lambda life: _record(repository, life, format_))


def _list(repository: Repository, asked: Asked, write: Callable[[Life], etree._Element]) -> etree._Element:
    stretch, most = _stretch(asked), MOST[asked.verb]
    token = asked.token
    given = list(islice(repository.release.history(stretch), most + 1))
    if not given and token is None:
        raise ProtocolError("noRecordsMatch", "Nothing in this library answers to these arguments.")
    root = etree.Element(_in(asked.verb))
    for life in given[:most]:
        root.append(write(life))
    cursor = token.cursor if token else 0
    if len(given) <= most:
        if token:
            _close(root, cursor, max(token.size, cursor + len(given)))
        return root
    size = token.size if token else repository.release.history_count(stretch)
    last = given[most - 1]
    arguments = token.arguments if token else asked.arguments
    following = Token(asked.verb, arguments, (last.changed, last.address), cursor + most, size)
    _close(root, cursor, size, write_token(following))
    return root


def _close(root: etree._Element, cursor: int, size: int, token: str = "") -> None:
    add(root, _in("resumptionToken"), token, completeListSize=str(size), cursor=str(cursor))


def _stretch(asked: Asked) -> Stretch:
    since, until = asked.get("from"), asked.get("until")
    if until and "T" not in until:
        until += "T23:59:59Z"
    stretch = Stretch(since=since, until=until, member=asked.get("set"))
    return structs.replace(stretch, after=asked.token.after) if asked.token else stretch


def _format(asked: Asked) -> Format:
    format_ = FORMATS.get(asked.get("metadataPrefix"))
    if format_ is None:
        raise ProtocolError("cannotDisseminateFormat", f"Records can be had as {', '.join(FORMATS)}.")
    return format_


def _record(repository: Repository, life: Life, format_: Format) -> etree._Element:
    root = etree.Element(_in("record"))
    facts = None if life.deleted else repository.facts(life)
    root.append(_header(repository, life, gone=facts is None))
    if facts:
        add(root, _in("metadata")).append(format_.write(facts))
    return root


def _header(repository: Repository, life: Life, *, gone: bool) -> etree._Element:
    root = etree.Element(_in("header"))
    if gone:
        root.set("status", "deleted")
    add(root, _in("identifier"), repository.identifier(life.address))
    add(root, _in("datestamp"), life.changed)
    for spec in life.sets:  # who stands in one stands in all that are broader, too
        add(root, _in("setSpec"), spec)
    return root


_VERBS: dict[str, Callable[[Repository, Asked], etree._Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
