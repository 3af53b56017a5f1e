"""One statement in the libraries of two networks: whose text stands, who has signed it, and how many are counted.

Signatures are joined where both have the same words under the same number; else those of the first network stand.
"""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from firsthand.catalogue.records import Endorsement, Signer, Statement, Tally, Version


def signed_together(one: Statement, other: Statement) -> dict[str, Any]:
    """The fields of a statement that tell of signing, joined; `one` is of the network that was named first."""
    alike = not one.versions or not other.versions or _is_same(one, other)
    versions = _longer(one, other) if alike else one.versions
    first = versions[0].number if versions else None
    signed = (*(other.endorsements if alike else ()), *one.endorsements)
    delivered = (*one.deliveries, *(each if alike else replace(each, version=None) for each in other.deliveries))
    return {
        "versions": versions,
        "endorsements": _signatures(replace(each, version=each.version or first) for each in signed),
        "tallies": _tallies(one.tallies, other.tallies if alike else ()),
        "addressee": one.addressee or other.addressee,
        "occasion": one.occasion or other.occasion,
        "invitation": one.invitation or other.invitation,
        "coordinators": tuple(dict.fromkeys((*one.coordinators, *other.coordinators))),
        "deliveries": tuple(dict.fromkeys(delivered)),
        "responses": tuple(dict.fromkeys((*one.responses, *other.responses))),
        "rights": one.rights or other.rights,
        "link": one.link or other.link,
    }


def _is_same(one: Statement, other: Statement) -> bool:
    """Whether versions with the same number have the same words."""
    words = {version.number: version.sha256 for version in one.versions}
    return all(words.get(version.number, version.sha256) == version.sha256 for version in other.versions)


def _longer(one: Statement, other: Statement) -> tuple[Version, ...]:
    """The versions of the network that has more of them: the newest words are the ones in force."""
    return other.versions if len(other.versions) > len(one.versions) else one.versions


def _signatures(endorsements: Iterable[Endorsement]) -> tuple[Endorsement, ...]:
    """Each signer once, a party under the last version that it has signed; by party, then by name."""
    found: dict[tuple[str, Signer | None], Endorsement] = {}
    for each in endorsements:
        name = (each.party, each.signer)
        if name not in found or (found[name].version or 0) <= (each.version or 0):
            found[name] = each
    return tuple(sorted(found.values(), key=_order))


def _order(endorsement: Endorsement) -> tuple[bool, str, str]:
    name = endorsement.signer.name if endorsement.signer else ""
    return (not endorsement.party, endorsement.party, name)


def _tallies(one: Iterable[Tally], other: Iterable[Tally]) -> tuple[Tally, ...]:
    """The larger number of each place: the same people may have been counted by both."""
    found: dict[tuple[int | None, str | None], Tally] = {}
    for tally in (*one, *other):
        key = (tally.version, tally.place)
        if key not in found or found[key].count < tally.count:
            found[key] = tally
    return tuple(found.values())
