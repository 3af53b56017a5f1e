"""A statement and what is written of it: who may sign and who has, for what it was made, to whom it was handed over.

Its versions are made from texts in `words`; this reads tables only, and knows of no text.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec import structs

from firsthand.catalogue import licences, moments, places
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Capacity,
    Confirmed,
    Delivery,
    Display,
    Edition,
    Endorsement,
    File,
    Invitation,
    Mandate,
    Occasion,
    Response,
    Signer,
    Statement,
    Tally,
)
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.tables import Table
from firsthand.sources.editions import media_type
from firsthand.sources.texts import Held
from firsthand.sources.tree import SIGNATURES, Unit

Choice = TypeVar("Choice", bound=StrEnum)
Counted = TypeVar("Counted", Endorsement, Tally)


def handed_over(unit: Unit, table: Table | None) -> frozenset[str]:
    """The files that belong to no edition: those that were delivered or received, and the list of signatures."""
    said = [table.values.get(key) for key in ("deliveries", "responses")] if table else []
    rows = [row for rows in said if isinstance(rows, list) for row in rows if isinstance(row, dict)]
    return frozenset(name for name in unit.files if any(row.get("file") == name for row in rows)) | {SIGNATURES}


def statement(
    unit: Unit, editions: tuple[Edition, ...], table: Table, language: str, held: Mapping[str, Held], date: str
) -> Statement:
    """What the table of a statement says, but for its versions and for signatures that lie in a file of their own."""
    return Statement(
        unit.slug,
        date=date,
        editions=editions,
        addressee=table.texts("addressee", language),
        themes=table.slugs("themes"),
        places=table.strings("places", places.normalise),
        works=table.slugs("works"),
        endorsements=_endorsements(table),
        rights=table.checked("rights", licences.normalise),
        link=table.link("link"),
        occasion=_occasion(table.table("occasion"), language),
        invitation=_invitation(table.table("invitation"), language),
        coordinators=table.slugs("coordinators"),
        deliveries=tuple(_delivery(row, language, unit, held) for row in table.rows("deliveries")),
        responses=tuple(_response(row, language, unit, held) for row in table.rows("responses")),
        tallies=_tallies(table),
    )


def signed(statement: Statement, table: Table | None) -> Statement:
    """The statement with those signatures that `firsthand inbox apply` has written beside it, after its own."""
    counted = _tallies(table) if table else ()
    added = _endorsements(table) if table else ()
    if table:
        table.finish()
    only = statement.versions[0].number if len(statement.versions) == 1 else None
    return structs.replace(
        statement,
        endorsements=tuple(_versioned(each, only) for each in (*statement.endorsements, *added)),
        tallies=tuple(_versioned(each, only) for each in (*statement.tallies, *counted)),
    )


def _versioned(counted: Counted, only: int | None) -> Counted:
    """With the number of the version, where it is not said and there is but one."""
    return structs.replace(counted, version=only) if counted.version is None else counted


def _endorsements(table: Table) -> tuple[Endorsement, ...]:
    values = table.values.get("endorsements")
    if not isinstance(values, list) or not any(isinstance(value, dict) for value in values):
        return tuple(Endorsement(party) for party in table.slugs("endorsements"))
    table.asked.add("endorsements")
    found = []
    for place, value in enumerate(values):
        if isinstance(value, dict):
            found.append(_endorsement(Table(table.file, table.mistakes, value, (*table.trail, "endorsements", place))))
        else:
            table.wrong(("endorsements", place), "Some of these are tables and some are not.", "Write all in one form.")
    return tuple(found)


def _endorsement(own: Table) -> Endorsement:
    party, name = own.checked("party", check_slug), own.words("name")
    signer = Signer(name, own.words("affiliation"), own.checked("place", places.normalise)) if name else None
    if "party" not in own and "name" not in own:
        remedy = 'Write party = "its-name" here, or name = "…" for somebody who is not in parties.toml.'
        own.wrong((), "It is not said who signs.", remedy)
    elif "party" in own and any(key in own for key in ("name", "affiliation", "place")):
        remedy = "Take out “name”, “affiliation” and “place”: parties.toml says them."
        own.wrong((), "This is said to be signed by a party, and by somebody without a record.", remedy)
    own.asked.update(("affiliation", "place"))
    made = Endorsement(
        party or "",
        own.date("date"),
        signer,
        _one_of(own, "capacity", Capacity) or Capacity.ORGANISATION,
        _one_of(own, "mandate", Mandate),
        _one_of(own, "display", Display) or Display.FULL,
        own.number("version"),
        _language(own, "language"),
        _one_of(own, "confirmed", Confirmed),
        own.checked("voucher", check_slug),
        own.date("withdrawn"),
    )
    own.finish()
    return made


def _tallies(table: Table) -> tuple[Tally, ...]:
    return tuple(_tally(row) for row in table.rows("tallies"))


def _tally(own: Table) -> Tally:
    count = own.number("count")
    if "count" not in own:
        own.wrong((), "It is not said how many signed.", "Write count = 12, or take this out.")
    found = Tally(count or 1, own.checked("place", places.normalise), own.number("version"))
    own.finish()
    return found


def _occasion(own: Table | None, language: str) -> Occasion | None:
    if own is None:
        return None
    body, session, item = (own.texts(key, language) for key in ("body", "session", "item"))
    found = Occasion(body, session, item, own.date("date"), own.checked("place", places.normalise))
    own.finish()
    return found


def _invitation(own: Table | None, language: str) -> Invitation | None:
    if own is None:
        return None
    zone = own.checked("zone", moments.check_zone)
    capacities = tuple(Capacity(each) for each in own.strings("capacities", _capacity))
    who, vouchers = own.texts("who", language), own.slugs("vouchers")
    for key, example in (("zone", "Europe/Vienna"), ("opens", "2026-11-01"), ("closes", "2026-11-30T18:00")):
        if key not in own:
            own.wrong((), f"The invitation to sign has no “{key}”.", f'Write one, such as {key} = "{example}".')
    opens, closes = (_moment(own, key, zone) for key in ("opens", "closes"))
    own.finish()
    if not zone or not opens or not closes:
        return None
    if not moments.later(closes, opens):
        own.wrong(("closes",), "Signing closes before it opens.", "Write a later moment, or correct “opens”.")
    made = Invitation(opens, closes, zone, who=who, vouchers=vouchers)
    return Invitation(opens, closes, zone, capacities, who, vouchers) if capacities else made


def _moment(own: Table, key: str, zone: str | None) -> str | None:
    """A moment in the zone of the invitation; as words, or as a date or time of TOML."""
    import datetime as dt

    own.asked.add(key)
    value = own.values.get(key)
    if value is None or zone is None:
        return None
    if not isinstance(value, str | dt.date):
        own.wrong((key,), f"“{key}” is not in a form that can be read.", "Write words in quotation marks.")
        return None
    try:
        return moments.normalise(value, zone, ends=key == "closes")
    except MalformedError as error:
        own.wrong((key,), str(error), error.remedy)
        return None


def _delivery(own: Table, language: str, unit: Unit, held: Mapping[str, Held]) -> Delivery:
    to, date = own.texts("to", language), own.date("date")
    if not to or not date:
        own.wrong(
            (), "It is not said to whom this was handed over, and when.", 'Write to = "…" and date = "2026-12-01".'
        )
    found = Delivery(to, date or "0001", own.number("version"), _file(own, unit, held), own.number("signatures", 0))
    own.finish()
    return found


def _response(own: Table, language: str, unit: Unit, held: Mapping[str, Held]) -> Response:
    sender, date = own.texts("from", language), own.date("date")
    if not sender or not date:
        own.wrong((), "It is not said who has answered, and when.", 'Write from = "…" and date = "2026-12-01".')
    found = Response(sender, date or "0001", own.texts("summary", language), _file(own, unit, held), own.link("link"))
    own.finish()
    return found


def _file(own: Table, unit: Unit, held: Mapping[str, Held]) -> File | None:
    """A file of the folder that is published exactly as it is."""
    name = own.words("file")
    if name is None:
        return None
    if name not in unit.files:
        own.wrong(("file",), f"There is no file “{name}” in “{unit.path}”.", "Put it there, or correct its name.")
        return None
    one = held.get(name)  # one that can't be opened is told of as such
    if one is None:
        return None
    kind = one.facts.media_type if one.facts else None
    return File(one.sha256, one.size, kind or media_type(name), PurePosixPath(name).name)


def _one_of(own: Table, key: str, choices: type[Choice]) -> Choice | None:
    found = own.choice(key, tuple(choice.value for choice in choices), "")
    return choices(found) if found else None


def _capacity(value: str) -> str:
    if value in tuple(Capacity):
        return value
    raise MalformedError(f"“{value}” is not known here.", f"Write one of: {', '.join(Capacity)}.")


def _language(own: Table, key: str) -> str | None:
    from firsthand.catalogue import languages

    return own.checked(key, languages.normalise)
