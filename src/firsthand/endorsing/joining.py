"""A signature, checked against its statement, becomes an entry; answers to letters and codes change entries.

Every field is checked again, since a browser may have sealed anything. It decides nothing that a person should.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from firsthand.catalogue.places import COUNTRIES
from firsthand.catalogue.records import Capacity, Change, Confirmed, Display, Mandate, Statement
from firsthand.endorsing.cleaning import clean
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import STANDING, Answer, Entry, Identity, State, name_of
from firsthand.endorsing.lettering import mixed
from firsthand.mailing import is_address
from firsthand.sealed.codes import digest_address
from firsthand.sealed.items import Item, Signature

if TYPE_CHECKING:
    from firsthand.endorsing.invited import Doorkeeper

Choice = TypeVar("Choice", bound=StrEnum)


def entered(
    item: Item, said: Signature, day: str, statement: Statement, doorkeeper: "Doorkeeper"
) -> tuple[Entry, Identity] | None:
    """What a signature comes to, with everything that was noticed as marks; None where there is no name in it."""
    words, marks = _cleaned(said)
    marks |= set(item.suspicious) & {"honeypot"}
    if not words["name"]:
        return None
    entry = _entry(item, said, day, marks)
    marks |= (odd := _of_words(item, statement)) | _of_time(day, entry.capacity, statement)
    if {"language", "version"} & odd:
        entry = replace(entry, language="")  # no form offers it, and what can't be read stops the library's publishing
    email = words["email"]
    address = digest_address(item.submission, email) if email else b""
    if item.address and item.address != address:
        marks.add("address")
    entry, invited = doorkeeper.admit(entry, item.invitation)
    entry, vouched = _vouched(entry, words["voucher"], statement)
    waits = entry.confirmed is None and bool(email)
    entry = replace(entry, state=State.WAITING if waits else State.NEW, marks=tuple(sorted(marks | invited | vouched)))
    identity = Identity(
        entry.id, words["name"], words["affiliation"], email, address, words["note"], said.final, said.again
    )
    return entry, identity


def _cleaned(said: Signature) -> tuple[dict[str, str], set[str]]:
    """What was typed, fit to be shown, and what was noticed."""
    words, marks = {}, set()
    for field in ("name", "affiliation", "email", "voucher", "note"):
        words[field], noticed = clean(getattr(said, field), field)
        marks |= noticed
    if mixed(words["name"]) or mixed(words["affiliation"]):
        marks.add("letters")
    if words["email"] and not is_address(words["email"]):
        words["email"] = ""
        marks.add("email")
    return words, marks


def _entry(item: Item, said: Signature, day: str, marks: set[str]) -> Entry:
    """What was chosen, or where that can't be, what is most careful; `marks` grows."""
    capacity = _chosen(Capacity, said.capacity, Capacity.INDIVIDUAL, marks)
    display = _chosen(Display, said.display, Display.WITHHELD, marks)
    mandate = _chosen(Mandate, said.mandate, Mandate.UNCONFIRMED, marks) if said.mandate else None
    place = said.place.strip().upper()
    if place and place not in COUNTRIES:
        place = ""
        marks.add("fields")
    if display is Display.COUNTRY and not place:
        marks.add("place")
    return Entry(
        id=name_of(item.submission),
        submission=item.submission,
        code=item.code,
        capacity=capacity,
        display=display,
        version=item.version,
        language=clean(item.language, "voucher")[0],
        day=day,
        mandate=mandate if capacity is Capacity.ORGANISATION else None,
        place=place,
    )


def add(sheet: Sheet, entry: Entry, identity: Identity) -> bool:
    """Put a signature on the sheet; False where it is there already, or was once."""
    there = sheet.entries.get(entry.id)
    if there is not None and there.submission != entry.submission:
        # Another one with the same short name: this one gets a longer one.
        long = name_of(entry.submission, 16)
        entry, identity, there = replace(entry, id=long), replace(identity, entry=long), sheet.entries.get(long)
    if there is None:
        sheet.put(entry, identity)
        return True
    person = sheet.people.get(there.id)
    if person is not None and replace(identity, final=person.final, again=person.again) != person:
        sheet.put(replace(there, marks=tuple(sorted({*there.marks, "twice"}))))
    return False


def join(sheet: Sheet, answers: Iterable[Answer]) -> tuple[int, int]:
    """Let answers to letters count for the signatures that they belong to; how many were confirmed, and disavowed.

    An answer counts only where the signature itself names the address that the letter went to. Answers without a
    signature wait on the sheet.
    """
    by_submission = {entry.submission: entry for entry in sheet.entries.values() if entry.submission}
    confirmed = disavowed = 0
    waiting: dict[Answer, None] = {}
    # A disavowal comes after a confirmation of the same address, and so has the last word.
    for answer in sorted({*sheet.answers, *answers}, key=lambda answer: answer.disavowed):
        entry = by_submission.get(answer.submission)
        person = sheet.people.get(entry.id) if entry else None
        if entry is None:
            waiting[answer] = None
        elif person is not None and person.address == answer.address:
            entry = sheet.entries[entry.id]
            if answer.disavowed:
                disavowed += _disavow(sheet, entry)
            elif entry.confirmed is None and entry.state in (State.WAITING, State.NEW):
                sheet.put(replace(entry, state=State.NEW, confirmed=Confirmed.EMAIL))
                confirmed += 1
    sheet.answers = list(waiting)
    return confirmed, disavowed


def withdraw(sheet: Sheet, codes: Iterable[bytes]) -> tuple[set[bytes], int]:
    """Withdraw what was given one of these codes, and forget who it was.

    Gives the codes for which there was something, and how many signatures are out now that were not before.

    Who signed twice, and whose signatures were merged, is out with either code.
    """
    wanted = set(codes)
    by_id = sheet.entries
    found: set[bytes] = set()
    count = 0
    for entry in [entry for entry in by_id.values() if entry.code and entry.code in wanted]:
        found.add(entry.code)
        meant = by_id.get(entry.merged, entry) if entry.merged else entry
        for one in {entry.id: entry, meant.id: meant}.values():
            sheet.forget(one.id)
            if one.state is not State.WITHDRAWN:
                sheet.put(replace(one, state=State.WITHDRAWN))
                count += 1
    return found, count


def _disavow(sheet: Sheet, entry: Entry) -> int:
    """Somebody else signed in their name: it is out, and their address is forgotten."""
    sheet.forget(entry.id)
    state = State.WITHDRAWN if entry.state in STANDING else State.REFUSED
    sheet.put(replace(entry, state=state, marks=tuple(sorted({*entry.marks, "disavowed"}))))
    return 1


def _chosen(choices: type[Choice], value: str, careful: Choice, marks: set[str]) -> Choice:
    try:
        return choices(value)
    except ValueError:
        marks.add("fields")
        return careful


def _of_words(item: Item, statement: Statement) -> set[str]:
    """Which words were signed: those of a version, in a language in which it exists."""
    version = next((version for version in statement.versions if version.number == item.version), None)
    if version is None:
        return {"version"}
    marks = set()
    if version.sha256 != item.sha256.hex():
        marks.add("words")
    if item.language not in {wording.language for wording in version.wordings}:
        marks.add("language")
    if any(later.number > version.number and later.change is Change.WORDING for later in statement.versions):
        marks.add("earlier")
    return marks


def _of_time(day: str, capacity: Capacity, statement: Statement) -> set[str]:
    """The day is all that is known of when it came: the whole last day is in time, as it was in UTC."""
    invitation = statement.invitation
    if invitation is None:
        return {"closed"}
    marks = set()
    if day < _day(invitation.opens):
        marks.add("early")
    if day > _day(invitation.closes):
        marks.add("late")
    if capacity not in invitation.capacities:
        marks.add("capacity")
    return marks


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).date().isoformat()


def _vouched(entry: Entry, voucher: str, statement: Statement) -> tuple[Entry, set[str]]:
    """A party that is named in place of an e-mail has to be asked; only one that the statement names may be."""
    if not voucher or entry.voucher:
        return entry, set()
    if statement.invitation is None or voucher not in statement.invitation.vouchers:
        return entry, {"voucher"}
    return replace(entry, voucher=voucher), {"vouch"} if entry.confirmed is None else set()
