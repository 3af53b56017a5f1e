"""The columns of a statement that tell of its versions, of who signed them, and of what became of it."""

from collections.abc import Iterator
from typing import Any

from firsthand.catalogue.records import Endorsement, File, Statement, Texts, Version
from firsthand.exports.dump import rows


def columns(statement: Statement) -> dict[str, Any]:
    return {
        "endorsements": tuple(
            rows.Signature(each.party, each.date, *_signature(each)) for each in statement.endorsements if each.party
        ),
        "signers": tuple(_signers(statement)),
        "tallies": tuple(rows.Tally(each.count, each.place, each.version) for each in statement.tallies),
        "versions": tuple(map(_version, statement.versions)),
        "occasion": _occasion(statement),
        "invitation": _invitation(statement),
        "coordinators": statement.coordinators,
        "deliveries": tuple(
            rows.Delivery(words(each.to), each.date, each.version, _sha256(each.file), each.signatures)
            for each in statement.deliveries
        ),
        "responses": tuple(
            rows.Response(words(each.sender), each.date, words(each.summary), _sha256(each.file), each.link)
            for each in statement.responses
        ),
    }


def _signature(endorsement: Endorsement) -> tuple[str, str | None, str, int | None, str | None]:
    mandate, confirmed = endorsement.mandate, endorsement.confirmed
    return (
        endorsement.capacity.value,
        mandate.value if mandate else None,
        endorsement.display.value,
        endorsement.version,
        confirmed.value if confirmed else None,
    )


def _signers(statement: Statement) -> Iterator[rows.Signer]:
    for each in statement.endorsements:
        if signer := each.signer:
            yield rows.Signer(signer.name, signer.affiliation, signer.place, each.date, *_signature(each))


def _version(version: Version) -> rows.Version:
    hashes = tuple(rows.WordingHash(each.language, each.sha256) for each in version.wordings)
    return rows.Version(version.number, version.date, version.change.value, version.sha256, hashes)


def _occasion(statement: Statement) -> rows.Occasion | None:
    said = statement.occasion
    if said is None:
        return None
    return rows.Occasion(words(said.body), words(said.session), words(said.item), said.date, said.place)


def _invitation(statement: Statement) -> rows.Invitation | None:
    said = statement.invitation
    if said is None:
        return None
    return rows.Invitation(said.opens, said.closes, said.zone, tuple(one.value for one in said.capacities))


def _sha256(file: File | None) -> str | None:
    return file.sha256 if file else None


def words(texts: Texts) -> tuple[rows.Words, ...]:
    return tuple(rows.Words(text.language, text.value) for text in texts)
