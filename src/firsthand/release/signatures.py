"""What of a statement's signatures becomes public: names that were given for it, and numbers of those that were not.

A signature that was withdrawn leaves nothing behind, and neither does the name of somebody who is only counted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from firsthand.catalogue.counting import Counted, tally
from firsthand.catalogue.records import (
    Capacity,
    Collection,
    Display,
    Door,
    Endorsement,
    Item,
    Page,
    Party,
    Signer,
    Statement,
    Tally,
    Version,
    Wording,
    Work,
)
from firsthand.catalogue.withholding import MARK
from firsthand.release.errors import ReleaseError

SMALLEST = Door(()).smallest_group
"""The smallest number that is told where a library has no door, and so says none itself."""

_WITHHELD = re.compile(rf"(?:\S+ )?{re.escape(MARK)}(?: \| {re.escape(MARK)})*")
"""A paragraph of which nothing is told, with its number where it has one; or such a row of a table."""

_NAMED = (Display.FULL, Display.NAME)


def sign(collection: Collection) -> Collection:
    """The collection with its statements as they are published.

    A party that has only signed where it is not named is left out of it: its page would tell that it is there.
    """
    library = collection.library
    smallest = library.door.smallest_group if library.door else SMALLEST
    if library.networks:
        smallest = 1  # each of them has told its numbers already
    parties = {party.slug: party for party in collection.parties}
    statements = tuple(_public(each, parties, smallest) for each in collection.statements)
    made = structs.replace(collection, statements=statements)
    before = {each.party for one in collection.statements for each in one.endorsements}
    hidden = before - {each.party for one in statements for each in one.endorsements}
    if hidden.intersection(parties):
        hidden -= set(_spoken_of(made))
        made = structs.replace(made, parties=tuple(party for party in made.parties if party.slug not in hidden))
    return made


def _public(statement: Statement, parties: Mapping[str, Party], smallest: int) -> Statement:
    standing = _latest(each for each in statement.endorsements if not each.withdrawn)
    named = tuple(_shown(each, parties) for each in standing if each.display in _NAMED)
    hidden = [
        Counted(each.display, _place(each, parties), each.version) for each in standing if each.display not in _NAMED
    ]
    return structs.replace(statement, endorsements=named, tallies=_tallies(statement.tallies, hidden, smallest))


def _latest(signed: Iterable[Endorsement]) -> list[Endorsement]:
    """Each party once: who has signed several versions stands under the last."""
    found: dict[object, Endorsement] = {}
    for number, each in enumerate(signed):
        name: object = each.party or number
        if name not in found or (found[name].version or 0) <= (each.version or 0):
            found[name] = each
    return list(found.values())


def _shown(endorsement: Endorsement, parties: Mapping[str, Party]) -> Endorsement:
    """What is told of somebody who is named. A person never signs as an organisation, whatever nobody has said."""
    party = parties.get(endorsement.party)
    if party and party.kind == "person" and endorsement.capacity is Capacity.ORGANISATION:
        endorsement = structs.replace(endorsement, capacity=Capacity.INDIVIDUAL)
    if endorsement.display is Display.FULL:
        return endorsement
    signer = Signer(endorsement.signer.name) if endorsement.signer else None
    return Endorsement(
        endorsement.party, None, signer, endorsement.capacity, display=Display.NAME, version=endorsement.version
    )


def _place(endorsement: Endorsement, parties: Mapping[str, Party]) -> str | None:
    party = parties.get(endorsement.party)
    return endorsement.signer.place if endorsement.signer else party.place if party else None


def _tallies(counted: Iterable[Tally], hidden: Iterable[Counted], smallest: int) -> tuple[Tally, ...]:
    """The numbers that are told, those of the folder's own signatures joined to those that the desk has counted.

    All are at least `smallest`, and what is added is a multiple of it: so no sum and no difference, within a release or
    between two, says that one person has come or gone.
    """
    found: Counter[tuple[int | None, str | None]] = Counter()
    for one in (*counted, *tally(hidden, smallest)):
        found[one.version, one.place] += one.count if one.count >= smallest else 0
    told = sorted(found, key=lambda key: (key[0] or 0, key[1] is None, key[1] or ""))
    return tuple(Tally(found[key], key[1], key[0]) for key in told if found[key])


def _spoken_of(collection: Collection) -> Iterator[str]:
    """Every party that something else than a hidden signature speaks of."""
    if collection.library.publisher:
        yield collection.library.publisher
    items: tuple[Item | Page, ...] = (
        *collection.works,
        *collection.posts,
        *collection.statements,
        *collection.pages,
    )
    yield from (credit.party for item in items for edition in item.editions for credit in edition.contributions)
    for item in items:
        if isinstance(item, Work):
            yield from (credit.party for credit in item.contributions)
        if isinstance(item, Statement):
            yield from spoken_of(item)


def spoken_of(statement: Statement) -> Iterator[str]:
    """The parties that a statement names; some of them several times."""
    yield from (slug for each in statement.endorsements for slug in (each.party, each.voucher) if slug)
    yield from statement.coordinators
    if statement.invitation:
        yield from statement.invitation.vouchers


Signature = tuple[str, str, Signer | None]
"""Slug of a statement; slug of a party, or what is told of a signer who has no record."""


def signers(statements: Iterable[Statement]) -> set[Signature]:
    """Who is named under which statement."""
    return {(statement.slug, each.party, each.signer) for statement in statements for each in statement.endorsements}


def check_kept(before: Iterable[Statement], after: Iterable[Statement]) -> None:
    """ReleaseError where the words of a version that somebody has signed are others than in the release before."""
    earlier = {statement.slug: statement for statement in before}
    for statement in after:
        known = (
            {version.number: version for version in earlier[statement.slug].versions}
            if statement.slug in earlier
            else {}
        )
        for version in statement.versions:
            if version.number in known:
                _check_version(statement, known[version.number], version)


def _check_version(statement: Statement, old: Version, new: Version) -> None:
    signed = [each for each in statement.endorsements if each.version == new.number]
    if not signed and not any(tally.version == new.number for tally in statement.tallies):
        return
    original = statement.editions[0].language
    languages = {original, *(each.language for each in signed if each.language)}
    words = {each.language: each for each in new.wordings}
    both = [(each, words[each.language]) for each in old.wordings if each.language in words]
    changed = [(one.language, one.sha256, other.sha256) for one, other in both if not _same(one, other)]
    if original not in (one.language for one, _ in both) and old.sha256 != new.sha256:
        changed.append((original, old.sha256, new.sha256))
    for language, before, now in changed:
        if language in languages:
            raise ReleaseError(
                f"Version {new.number} of the statement “{statement.slug}” has been signed, and its text in "
                f"“{language}” is another one than in the release before: its SHA-256 was {before}, and now is {now}. "
                f"Put the text back as it was signed. Or move the text that was signed into “versions/{new.number}”, "
                f"and describe the new one as version {new.number + 1} under [[versions]]; with change = “spelling” "
                "there, if nothing but spelling was corrected."
            )


def _same(one: Wording, other: Wording) -> bool:
    """Whether these are the same words, but for passages that were withheld or are withheld no more."""
    if one.title != other.title or len(one.paragraphs) != len(other.paragraphs):
        return False
    pairs = zip(one.paragraphs, other.paragraphs, strict=True)
    return all(here == there or _WITHHELD.fullmatch(here) or _WITHHELD.fullmatch(there) for here, there in pairs)
