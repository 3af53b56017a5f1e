"""Whether records that somebody else has written can be stood on: their names are made into paths and addresses.

Our own sources give no others; a release that came from outside may. It knows nothing of where records lie.
"""

import re
from collections.abc import Iterable, Iterator

from firsthand.catalogue import dates, licences, moments, places
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import Negotiation, Process, files_of_process
from firsthand.catalogue.records import Collection, Contribution, Edition, File, Item, Page, Statement, Work
from firsthand.catalogue.validation import SLUG

_LONGEST = 250
"""Characters of a slug, so that it can name a file."""
_FINGERPRINT = re.compile(r"[0-9A-Za-z]{1,128}")
_KEY = re.compile(r"fh[ic]1[0-9A-Za-z_-]{0,250}")
"""The signs with which `firsthand.sealed.keys.write_public` writes one; whether it is one is seen when it is used."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[0-9A-Za-z]{1,8}){0,8}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f<>\"]+", re.IGNORECASE)
_PATH = re.compile(r"/?(?:[a-z0-9-]+/)*[A-Za-z0-9-]+(?:#[A-Za-z0-9-]+)?")
"""Of something in this library."""
MOST_VOTES = 1_000_000
"""In one vote; no body has so many members."""
_REMEDY = "Take the release from its network itself; it was not made by Firsthand as it is."


def check_sound(collection: Collection) -> None:
    """MalformedError for the first slug, name or address that leads out of its place or would run something."""
    _library(collection)
    items: tuple[Item | Page, ...] = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    for item in items:
        _item(item)
    for process in collection.processes:
        _process(process)
    for party in collection.parties:
        _slug(party.slug)
        _address(party.link)
    for theme in collection.themes:
        _slug(theme.slug)
        _slugs(theme.broader)
    for redirect in collection.redirects:
        if not redirect.new.startswith("/") or redirect.new.startswith(("//", "/\\")):
            _address(redirect.new)


def _library(collection: Collection) -> None:
    library = collection.library
    _slugs(library.publisher)
    _address(library.address, library.leave, *library.mirrors)
    if library.contact and not library.contact.startswith("mailto:"):
        _address(library.contact)
    _languages(library.languages)
    _files(library.guide)
    _files(library.thesaurus)
    for key in (*library.door.keys, library.door.collector) if library.door else ():
        if key is not None and not _KEY.fullmatch(key):
            raise MalformedError(f"{key[:_LONGEST]!a} is no public key.", _REMEDY)
    for network in library.networks:
        _slug(network.slug)
        _address(network.address)
        _languages(network.languages)
        _files(network.guide)


def _item(item: Item | Page) -> None:
    _slug(item.slug)
    for edition in item.editions:
        _edition(edition)
    if isinstance(item, Page):
        return
    _slugs(*item.themes, *(slug for each in item.provenance for slug in (each.network, each.slug)))
    if isinstance(item, Work | Statement):
        _address(item.link)
        if item.rights is not None:
            licences.normalise(item.rights)
    if isinstance(item, Work):
        _slugs(*_parties(item.contributions), *(relation.target for relation in item.relations))
        _address(*(each.value for each in item.identifiers if each.scheme == "url"))
    else:
        _slugs(*item.works)
    if isinstance(item, Statement):
        _statement(item)


def _statement(statement: Statement) -> None:
    """A signer without a record as a party has no slug."""
    _slugs(*(each.party for each in statement.endorsements if each.party), *statement.coordinators)
    _slugs(*(each.voucher for each in statement.endorsements))
    for version in statement.versions:
        _fingerprints(version.sha256, *(each.sha256 for each in version.wordings))
        _languages(each.language for each in version.wordings)
    handed = (*(each.file for each in statement.deliveries), *(each.file for each in statement.responses))
    _files((file for file in handed if file), deep=False)
    _address(*(each.link for each in statement.responses))
    signers = (each.signer.place for each in statement.endorsements if each.signer)
    _places(
        *signers,
        *(each.place for each in statement.tallies),
        *([statement.occasion.place] if statement.occasion else ()),
    )
    if statement.invitation:
        _slugs(*statement.invitation.vouchers)
        for moment in (statement.invitation.opens, statement.invitation.closes):
            moments.normalise(moment, statement.invitation.zone)


def _process(process: Process) -> None:
    _slugs(process.slug, *process.themes, *(slug for each in process.provenance for slug in (each.network, each.slug)))
    _places(*process.places)
    _slugs(*(draft.slug for draft in process.drafts), *(event.draft for event in process.events))
    _languages(draft.language for draft in process.drafts)
    _files(files_of_process(process), deep=False)
    _address(process.link, *(draft.source for draft in process.drafts))
    for deadline in process.deadlines:
        moments.normalise(deadline.moment, deadline.zone)
    _dates(process.date, *(draft.date for draft in process.drafts), *(event.date for event in process.events))
    _dates(*(deadline.checked for deadline in process.deadlines))
    for vote in (event.vote for event in process.events if event.vote):
        if not all(0 <= count <= MOST_VOTES for count in (vote.yes, vote.no, vote.abstained)):
            raise MalformedError("More have voted than there are, or fewer than nobody.", _REMEDY)


def check_negotiation(negotiation: Negotiation) -> None:
    """The same of all that is told of a process: names of paragraphs stand in addresses and in files for programs."""
    _process(negotiation.process)
    for text in negotiation.texts:
        _slug(text.draft)
        for paragraph in text.paragraphs:
            if not is_fingerprint(paragraph.id):
                raise MalformedError(f"{paragraph.id[:_LONGEST]!a} is no name of a paragraph.", _REMEDY)
    for alignment in negotiation.alignments:
        _slugs(alignment.before, alignment.after)
    for ask in negotiation.asks:
        _slug(ask.slug)
        _languages((ask.language, *(each.language for each in ask.precedents), *(each.language for each in ask.titles)))
        _dates(*(each.date for each in ask.precedents), *(each.date for each in ask.backers))
        _address(*(each.link for each in ask.precedents if each.link and not _PATH.fullmatch(each.link)))
    for outcome in negotiation.outcomes:
        _slugs(outcome.ask, outcome.draft)
        _dates(outcome.confirmed)


def check_whole(negotiation: Negotiation) -> None:
    """MalformedError where it speaks of a draft that it has not, or has the words of one twice: no page could be made.

    That is looked at with the record of the process that the negotiation is shown under, which stands elsewhere.
    """
    drafts = [draft.slug for draft in negotiation.process.drafts]
    texts = [text.draft for text in negotiation.texts]
    pairs = [(each.before, each.after) for each in negotiation.alignments]
    for slug in (*texts, *(slug for pair in pairs for slug in pair)):
        if slug not in drafts:
            raise MalformedError(f"It speaks of a draft {slug[:_LONGEST]!a} that it has not.", _REMEDY)
    for names in (drafts, texts, pairs):
        if len(set(names)) < len(names):
            raise MalformedError("A draft, or what became of it, stands in it twice.", _REMEDY)


def is_fingerprint(name: str) -> bool:
    """Whether something can be called so in addresses and files: up to 128 Latin letters and digits.

    >>> is_fingerprint("b7c9e1"), is_fingerprint("b7 c9")
    (True, False)
    """
    return _FINGERPRINT.fullmatch(name) is not None


def _edition(edition: Edition) -> None:
    _languages((edition.language,))
    _slugs(*_parties(edition.contributions))
    _address(edition.link, *(each.value for each in edition.identifiers if each.scheme == "url"))
    _fingerprints(edition.text)
    _files(edition.files, deep=False)


def _parties(contributions: Iterable[Contribution]) -> Iterator[str]:
    return (each.party for each in contributions)


def _slug(slug: str) -> None:
    if len(slug) > _LONGEST or not SLUG.fullmatch(slug):
        raise MalformedError(f"{slug[:_LONGEST]!a} cannot be part of an address.", _REMEDY)


def _slugs(*slugs: str | None) -> None:
    for slug in slugs:
        if slug is not None:
            _slug(slug)


def _fingerprints(*names: str | None) -> None:
    for name in names:
        if name is not None and not _FINGERPRINT.fullmatch(name):
            raise MalformedError(f"{name[:_LONGEST]!a} is no fingerprint of a text.", _REMEDY)


def _places(*codes: str | None) -> None:
    for code in codes:
        if code is not None and not places.is_known(code):
            raise MalformedError(f"{code[:_LONGEST]!a} is no code of a place.", _REMEDY)


def _languages(tags: Iterable[str]) -> None:
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag):
            raise MalformedError(f"{tag[:_LONGEST]!a} is no tag of a language.", _REMEDY)


def _dates(*said: str | None) -> None:
    for date in said:
        if date is not None:
            dates.normalise(date)


def _address(*addresses: str | None) -> None:
    for address in addresses:
        if address is not None and not _ADDRESS.fullmatch(address):
            raise MalformedError(f"{address[:_LONGEST]!a} is no address of the web.", _REMEDY)


def _files(files: Iterable[File], *, deep: bool = True) -> None:
    """`deep` files have paths for names."""
    for file in files:
        parts = file.name.split("/") if deep else [file.name]
        climbs = any(part in ("", ".", "..") or "/" in part or "\\" in part for part in parts)
        if climbs or _CONTROLS.search(file.name) or not _FINGERPRINT.fullmatch(file.sha256):
            raise MalformedError(f"{file.name[:_LONGEST]!a} is no name of a file.", _REMEDY)
