"""What a folder says of a statement, written down: its versions and their texts, who signed, what became of it.

What it writes is read again by `sources.statements` and `sources.versions`, which find the same words and hashes in it.
"""

import re
from collections.abc import Iterator
from typing import Any

from firsthand.catalogue.records import Delivery, Endorsement, Response, Statement, Texts, Version, Wording
from firsthand.sources.importing.offers import Piece
from firsthand.sources.versions import FOLDER

HANDED_OVER = "handed-over"
"""The folder of files that were delivered or received, so that none is taken for one of an edition."""

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
"""What can mean something in Markdown (CommonMark 0.31, 2.4: any of them may stand behind a backslash)."""


def statement(fields: dict[str, Any], item: Statement) -> dict[str, Any]:
    """`fields` are those that news have too."""
    occasion, invitation = item.occasion, item.invitation
    return {
        **fields,
        "rights": item.rights,
        "link": item.link,
        "coordinators": item.coordinators,
        "addressee": _texts(item.addressee),
        "occasion": {
            "date": occasion.date,
            "place": occasion.place,
            "body": _texts(occasion.body),
            "session": _texts(occasion.session),
            "item": _texts(occasion.item),
        }
        if occasion
        else None,
        "invitation": {
            "opens": invitation.opens,
            "closes": invitation.closes,
            "zone": invitation.zone,
            "capacities": tuple(each.value for each in invitation.capacities),
            "vouchers": invitation.vouchers,
            "who": _texts(invitation.who),
        }
        if invitation
        else None,
        "versions": [_version(each, item) for each in item.versions],
        "deliveries": [_delivery(each) for each in item.deliveries],
        "responses": [_response(each) for each in item.responses],
        "endorsements": [_endorsement(each) for each in item.endorsements],
        "tallies": [{"count": each.count, "place": each.place, "version": each.version} for each in item.tallies],
    }


def _version(version: Version, item: Statement) -> dict[str, Any]:
    """Its hash is written down where its words are not here; else it follows from them."""
    there = any(each.language == item.editions[0].language for each in version.wordings)
    is_here = there if version is not item.versions[-1] else item.editions[0].text is not None
    return {
        "number": version.number,
        "date": version.date,
        "change": version.change.value,
        "sha256": None if is_here else version.sha256,
        "note": _texts(version.note),
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        "date": delivery.date,
        "version": delivery.version,
        "file": delivery.file.name if delivery.file else None,
        "signatures": delivery.signatures,
        "to": _texts(delivery.to),
    }


def _response(response: Response) -> dict[str, Any]:
    return {
        "date": response.date,
        "file": response.file.name if response.file else None,
        "link": response.link,
        "from": _texts(response.sender),
        "summary": _texts(response.summary),
    }


def _endorsement(one: Endorsement) -> dict[str, Any]:
    signer = one.signer
    return {
        "party": one.party,
        "name": signer.name if signer else None,
        "affiliation": signer.affiliation if signer else None,
        "place": signer.place if signer else None,
        "date": one.date,
        "capacity": one.capacity.value if one.capacity is not Endorsement().capacity else None,
        "mandate": one.mandate.value if one.mandate else None,
        "display": one.display.value if one.display is not Endorsement().display else None,
        "version": one.version,
        "language": one.language,
        "confirmed": one.confirmed.value if one.confirmed else None,
        "voucher": one.voucher,
    }


def earlier(item: Statement) -> Iterator[Piece]:
    """The words of all versions but the one in force, which lie in the files of the editions."""
    for version in item.versions[:-1]:
        for wording in version.wordings:
            yield Piece(f"{FOLDER}/{version.number}/{wording.language}.md", markdown(wording).encode())


def markdown(wording: Wording) -> str:
    """A wording as Markdown of which nothing can be read but its words."""
    return "\n\n".join((f"# {_plain(wording.title)}", *map(_plain, wording.paragraphs))) + "\n"


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", words).replace("\n", "\\\n")


def _texts(texts: Texts) -> dict[str, str]:
    return {text.language: text.value for text in texts}
