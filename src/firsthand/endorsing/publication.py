"""From the desk to the library's folder: signatures that stand are named or counted, withdrawn ones are gone.

A step that is interrupted anywhere is made good by doing the same again: the desk notes which row is whose before the
row is public, and lets go of a withdrawn one only after its row is gone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from firsthand.catalogue.counting import Counted, tally
from firsthand.catalogue.records import Endorsement
from firsthand.catalogue.versions import carried
from firsthand.endorsing import contacts
from firsthand.endorsing.desk import Desk, Sheet
from firsthand.endorsing.entries import STANDING, Entry, State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.grounds import Grounds, Letterhead, read_letterhead
from firsthand.endorsing.rows import NAMED, list_of, mark, read_rows, shown, write_rows, written

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey


class Applied(Struct, frozen=True):
    """What applying a statement's signatures did, or would do. Numbers of signatures."""

    statement: str
    path: Path
    named: int = 0
    """Are in the list by name now."""
    added: int = 0
    removed: int = 0
    """Rows that were there before and are not any more."""
    counted: int = 0
    """Stand and are not named. Only coordinators may know this number."""
    told: int = 0
    """As how many the list counts these."""
    again: int = 0
    """Have signed an earlier wording."""
    reachable: int = 0
    """Of these, how many have an address that is still known."""
    nameless: int = 0
    """Would be named, but their names were forgotten before they were ever in the list."""
    elsewhere: int = 0
    """Are left out because a person has written them down in statement.toml."""
    delivered: tuple[str, ...] = ()
    """Files that were handed over before, in which a removed name may stand."""
    changed: bool = False
    """The list is another one than before."""


class _Plan(Struct, frozen=True):
    """The list as it is to be, and what the desk is to know of it."""

    text: str
    rows: tuple[Endorsement, ...]
    known: dict[str, str]
    """Id of an entry -> mark of its row, or empty."""
    merged: dict[str, str]
    """Id of an older signature of the same party -> id of the one that stands."""
    counted: int
    told: int
    nameless: int
    elsewhere: int


def apply(
    desk: Desk,
    grounds: Grounds,
    statement: str,
    secrets: Sequence["SecretKey"],
    *,
    dry: bool = False,
    drop: bool = False,
) -> Applied:
    """Write a statement's signatures into the library's folder, and note at the desk that it was done.

    `secrets` are those of the desk, the one in use first. `dry` changes nothing. DeskError, and nothing is changed,
    where the list has rows that the desk knows nothing of, unless `drop` takes them out.
    """
    letterhead = read_letterhead(grounds, statement)
    path = list_of(grounds.folder, statement)
    if dry:
        before, sheet = read_rows(path), desk.sheet(statement)
        return _report(sheet, letterhead, _plan(sheet, letterhead, grounds, before, secrets[0]), path, before)
    with desk.alone():  # who withdraws between these steps would be written back into the list
        done = _carry_out(desk, grounds, letterhead, secrets, drop=drop)
    desk.audit.add("applied", statement, named=done.named, told=done.told, added=done.added, removed=done.removed)
    return done


def _carry_out(
    desk: Desk, grounds: Grounds, letterhead: Letterhead, secrets: Sequence["SecretKey"], *, drop: bool
) -> Applied:
    path = list_of(grounds.folder, letterhead.slug)
    before = read_rows(path)
    with desk.changing(letterhead.slug) as sheet:
        plan = _plan(sheet, letterhead, grounds, before, secrets[0])
        if not drop:
            _know_all(sheet, plan, before, path)
        _note(sheet, plan)
        done = _report(sheet, letterhead, plan, path, before)
        contacts.keep(desk.folder, secrets, letterhead.slug, sheet)
        gone = [entry.id for entry in sheet.entries.values() if entry.state not in STANDING]
    write_rows(path, plan.text)
    with desk.changing(letterhead.slug) as sheet:
        _let_go(sheet, gone)
    return done


def _plan(
    sheet: Sheet, letterhead: Letterhead, grounds: Grounds, before: Iterable[Endorsement], secret: "SecretKey"
) -> _Plan:
    merged = _older(sheet.entries.values())
    standing = [one for one in sheet.entries.values() if one.state in STANDING and one.id not in merged]
    there = {mark(row): row for row in before}
    rows, known, nameless, elsewhere, hidden = [], {}, 0, 0, []
    for entry in standing:
        known[entry.id] = ""
        if entry.display not in NAMED:
            hidden.append(Counted(entry.display, entry.place, carried(entry.version, letterhead.versions)))
        elif _is_elsewhere(entry, letterhead):
            elsewhere += 1
        elif row := shown(entry, sheet.people.get(entry.id)) or there.get(entry.row):
            rows.append(row)
            known[entry.id] = mark(row)
        else:
            nameless += 1
    tallies = tally(hidden, grounds.door.smallest_group, secret.derive(f"counting {letterhead.slug}"))
    text = written(rows, tallies) if rows or tallies else ""
    told = sum(one.count for one in tallies)
    return _Plan(text, tuple(rows), known, merged, len(hidden), told, nameless, elsewhere)


def _is_elsewhere(entry: Entry, letterhead: Letterhead) -> bool:
    """Whether a person has written down in the record that this party has signed these words."""
    here = carried(entry.version, letterhead.versions)
    return bool(entry.party) and any(
        party == entry.party and carried(number or entry.version, letterhead.versions) == here
        for party, number in letterhead.signed
    )


def _older(entries: Iterable[Entry]) -> dict[str, str]:
    """Signatures of a party that has signed again: only the one under the latest words stands."""
    of_parties = [entry for entry in entries if entry.party and entry.state in STANDING]
    newest = {entry.party: entry for entry in sorted(of_parties, key=lambda one: (one.version, one.day, one.id))}
    return {entry.id: newest[entry.party].id for entry in of_parties if entry is not newest[entry.party]}


def _know_all(sheet: Sheet, plan: _Plan, before: Iterable[Endorsement], path: Path) -> None:
    """Rows without an entry would vanish though nobody has withdrawn: the desk may be an old copy, or another's."""
    known = {entry.row for entry in sheet.entries.values()} | set(plan.known.values())
    strange = sum(mark(row) not in known for row in before)
    if strange:
        raise DeskError(
            f"Signatures in “{path}” of which this desk knows nothing, and which would be lost: {strange}. Is this the "
            "newest copy of the folder “private”? Put that here. If these lines were written by hand, move them into "
            "statement.toml; if they are to go, say so with --drop."
        )


def _note(sheet: Sheet, plan: _Plan) -> None:
    for id_, row in plan.known.items():
        entry = sheet.entries[id_]
        sheet.put(structs.replace(entry, state=State.APPLIED, applied=True, row=row))
    for id_, by in plan.merged.items():
        sheet.put(structs.replace(sheet.entries[id_], state=State.REFUSED, merged=by))
    for entry in sheet.entries.values():
        if entry.state is State.WITHDRAWN:
            sheet.forget(entry.id)


def _let_go(sheet: Sheet, gone: Iterable[str]) -> None:
    """Of what was withdrawn or refused before the list was written, nothing leads to a row any more.

    What was withdrawn keeps only what lets it be known again: that its code was used, and its form was.
    """
    for id_ in gone:
        entry = sheet.entries.get(id_)
        if entry and entry.state not in STANDING:
            entry = structs.replace(entry, applied=False, row="")
            if entry.state is State.WITHDRAWN:
                entry = structs.replace(entry, place="", language="", party="", voucher="", mandate=None, marks=())
            sheet.put(entry)


def _report(sheet: Sheet, letterhead: Letterhead, plan: _Plan, path: Path, before: Iterable[Endorsement]) -> Applied:
    earlier, now = Counter(map(mark, before)), Counter(map(mark, plan.rows))
    removed = (earlier - now).total()
    asked = [id_ for id_ in plan.known if is_earlier(sheet.entries[id_], letterhead)]
    reachable = sum(id_ in sheet.people and bool(sheet.people[id_].email) for id_ in asked)
    text = path.read_text("utf-8") if path.exists() else ""
    return Applied(
        letterhead.slug, path, len(plan.rows), (now - earlier).total(), removed, plan.counted, plan.told,
        len(asked), reachable, plan.nameless, plan.elsewhere,
        letterhead.deliveries if removed else (), text != plan.text,
    )  # fmt: skip


def is_earlier(entry: Entry, letterhead: Letterhead) -> bool:
    """Whether a signature is under other words than those in force."""
    return (carried(entry.version, letterhead.versions) or letterhead.newest) != letterhead.newest
