"""A statement as programs are told of it: its versions, who signed which of them, and what became of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from firsthand.catalogue import records
from firsthand.catalogue.versions import stands
from firsthand.exports.api import signing as told
from firsthand.exports.api.structures import File, Named, Words

if TYPE_CHECKING:
    from firsthand.exports.api.telling import Teller


def tell_statement(teller: "Teller", statement: records.Statement, item: dict[str, Any]) -> told.Statement:
    """`item` has the fields of every item."""
    return told.Statement(
        **item,
        addressee=words(statement.addressee),
        works=statement.works,
        endorsements=tuple(_endorsements(teller, statement)),
        rights=statement.rights,
        link=statement.link,
        signers=tuple(_signers(teller, statement)),
        tallies=tuple(told.Tally(each.count, _place(teller, each.place), each.version) for each in statement.tallies),
        versions=tuple(map(_version, statement.versions)),
        occasion=_occasion(teller, statement.occasion),
        invitation=_invitation(statement.invitation),
        coordinators=statement.coordinators,
        deliveries=tuple(
            told.Delivery(words(each.to), each.date, each.version, _file(each.file, teller.site), each.signatures)
            for each in statement.deliveries
        ),
        responses=tuple(
            told.Response(words(each.sender), each.date, words(each.summary), _file(each.file, teller.site), each.link)
            for each in statement.responses
        ),
    )


def _endorsements(teller: "Teller", statement: records.Statement) -> Iterator[told.Endorsement]:
    for each in statement.endorsements:
        if each.party in teller.shelves.parties:
            api = f"{teller.base}/parties/{each.party}"
            name = teller.party_name(each.party)
            yield told.Endorsement(each.party, name, each.date, api, **_signature(each, statement))


def _signers(teller: "Teller", statement: records.Statement) -> Iterator[told.Signer]:
    for each in statement.endorsements:
        if signer := each.signer:
            place = _place(teller, signer.place)
            yield told.Signer(signer.name, signer.affiliation, place, each.date, **_signature(each, statement))


def _signature(endorsement: records.Endorsement, statement: records.Statement) -> dict[str, Any]:
    return {
        "capacity": endorsement.capacity.value,
        "mandate": endorsement.mandate.value if endorsement.mandate else None,
        "display": endorsement.display.value,
        "version": endorsement.version,
        "language": endorsement.language,
        "confirmed": endorsement.confirmed.value if endorsement.confirmed else None,
        "voucher": endorsement.voucher,
        "stands": stands(endorsement, statement),
    }


def _version(version: records.Version) -> told.Version:
    wordings = (told.Wording(each.language, each.title, each.paragraphs, each.sha256) for each in version.wordings)
    note = words(version.note)
    return told.Version(version.number, version.date, version.change.value, note, version.sha256, tuple(wordings))


def _occasion(teller: "Teller", occasion: records.Occasion | None) -> told.Occasion | None:
    if occasion is None:
        return None
    body, session, item = (words(each) for each in (occasion.body, occasion.session, occasion.item))
    return told.Occasion(body, session, item, occasion.date, _place(teller, occasion.place))


def _invitation(invitation: records.Invitation | None) -> told.Invitation | None:
    if invitation is None:
        return None
    capacities = tuple(each.value for each in invitation.capacities)
    who, vouchers = words(invitation.who), invitation.vouchers
    return told.Invitation(invitation.opens, invitation.closes, invitation.zone, capacities, who, vouchers)


def _place(teller: "Teller", code: str | None) -> Named | None:
    return teller.place(code) if code else None


def _file(file: records.File | None, site: str) -> File | None:
    return tell_file(file, site) if file else None


def tell_file(file: records.File, site: str) -> File:
    url = f"{site}/files/{file.sha256}/{quote(file.name, safe='')}"
    return File(file.name, file.media_type, file.size, file.sha256, file.pages, file.duration, url)


def words(texts: records.Texts) -> tuple[Words, ...]:
    return tuple(Words(text.value, text.language) for text in texts)
