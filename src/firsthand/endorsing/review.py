"""The queue of signatures that wait for a person, with all that speaks for and against them, and what a person decides.

Every decision is written to the desk at once, and counted in its log. Nothing is decided here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Capacity, Confirmed, Party
from firsthand.endorsing.bursts import Burst, bursts
from firsthand.endorsing.desk import Desk, Sheet
from firsthand.endorsing.entries import STANDING, Entry, Identity, State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.lettering import mailbox_of
from firsthand.endorsing.reasons import GRAVE
from firsthand.endorsing.resemblance import Alike, Likeness, resemblances

OPEN = (State.NEW, State.WAITING)
"""The states about which something is to be decided."""


class Case(Struct, frozen=True):
    """An entry with everything that there is to know before deciding about it."""

    entry: Entry
    identity: Identity | None
    """None once it is forgotten."""
    alike: tuple[Alike, ...] = ()
    bursts: tuple[Burst, ...] = ()

    @property
    def is_clear(self) -> bool:
        """New, it is known who signed, and nothing speaks against it."""
        entry = self.entry
        known = entry.state is State.NEW and entry.confirmed is not None and self.identity is not None
        return known and not self.bursts and not GRAVE & {*entry.marks} and all(map(self._is_good, self.alike))

    @property
    def party(self) -> str:
        """Slug of the party that this organisation is, to go by its invitation or the domain of its address."""
        if self.entry.party or self.entry.capacity is not Capacity.ORGANISATION or self.entry.confirmed is None:
            return self.entry.party
        found = [one.other for one in self.alike if one.how is Likeness.PARTY]
        return found[0] if len(found) == 1 and all(self._is_good(one) for one in self.alike if one.is_party) else ""

    def _is_good(self, alike: Alike) -> bool:
        """An address speaks for whoever has answered a letter there: vouched for or invited, anybody may type one."""
        is_known = self.entry.confirmed is Confirmed.EMAIL or self.entry.party == alike.other
        return alike.how is Likeness.PARTY and is_known


class Growth(Struct, frozen=True):
    """How many signatures there are at the end of a day."""

    day: str
    came: int
    """On this day, whatever became of them."""
    confirmed: int
    """Of all until then, those that stand now."""
    waiting: int
    """Of all until then, those about which nothing is decided."""


def cases(sheet: Sheet, parties: Iterable[Party] = ()) -> tuple[Case, ...]:
    """All of a statement, in the order in which they want to be looked at (see `_rank`)."""
    entries = tuple(sheet.entries.values())
    alike = resemblances(entries, sheet.people, parties)
    common: dict[str, list[Burst]] = defaultdict(list)
    for burst in bursts(entries, sheet.people):
        for id_ in burst.entries:
            common[id_].append(burst)
    found = [
        Case(entry, sheet.people.get(entry.id), alike.get(entry.id, ()), tuple(common.get(entry.id, ())))
        for entry in entries
    ]
    places = _together(found)
    return tuple(sorted(found, key=lambda case: (_rank(case), places[case.entry.id], case.entry.day, case.entry.id)))


def growth(entries: Iterable[Entry]) -> tuple[Growth, ...]:
    """Day by day, the first one first; days without a signature are missing."""
    came, confirmed, waiting = Counter[str](), Counter[str](), Counter[str]()
    for entry in entries:
        came[entry.day] += 1
        confirmed[entry.day] += entry.state in STANDING
        waiting[entry.day] += entry.state in OPEN
    rows, standing, left = [], 0, 0
    for day in sorted(came):
        standing, left = standing + confirmed[day], left + waiting[day]
        rows.append(Growth(day, came[day], standing, left))
    return tuple(rows)


def confirm(desk: Desk, statement: str, parties: Mapping[str, str]) -> int:
    """Let signatures count: ids of entries, each with the slug of the party that it is, or nothing.

    Where no letter was answered and no invitation says it, a coordinator's word does: for the party that was named to
    vouch, or for the secretariat itself. Gives how many changed. DeskError for an id that isn't there.
    """

    def decide(entry: Entry) -> Entry:
        how = entry.confirmed or (Confirmed.VOUCHED if entry.voucher else Confirmed.SECRETARIAT)
        marks = tuple(mark for mark in entry.marks if mark != "asked")
        party = parties[entry.id] or entry.party
        return replace(entry, state=State.CONFIRMED, confirmed=how, party=party, marks=marks)

    return _decide(desk, statement, parties, "confirmed", decide, lambda entry: entry.state not in STANDING)


def refuse(desk: Desk, statement: str, ids: Collection[str]) -> int:
    """Don't let signatures count. They can be confirmed later, as long as they are not forgotten."""
    return _decide(
        desk, statement, ids, "refused", lambda entry: replace(entry, state=State.REFUSED),
        lambda entry: entry.state not in (State.REFUSED, State.WITHDRAWN),
    )  # fmt: skip


def ask(desk: Desk, statement: str, ids: Collection[str]) -> int:
    """Put signatures at the end of the queue, until somebody has been asked about them."""
    return _decide(
        desk, statement, ids, "asked", lambda entry: replace(entry, marks=tuple(sorted({*entry.marks, "asked"}))),
        lambda entry: entry.state in OPEN and "asked" not in entry.marks,
    )  # fmt: skip


def merge(desk: Desk, statement: str, copy: str, into: str) -> None:
    """One person has signed twice: `into` stays, `copy` counts no more, and the code of either one withdraws it.

    What was asked for in the copy (the final text, the next letter) is kept, and that its letter was answered, if it
    went to the same address. Who the copy was is forgotten. DeskError where there are no such two.
    """
    with desk.changing(statement) as sheet:
        one, other = _named(sheet, copy), _named(sheet, into)
        if copy == into or other.merged or other.state in (State.REFUSED, State.WITHDRAWN):
            raise DeskError(f"“{copy}” can't be merged into “{into}”. Name two signatures, the one that stays second.")
        mine, theirs = sheet.people.get(copy), sheet.people.get(into)
        if mine is not None and theirs is not None:
            sheet.put(
                _strengthened(other, one, mine, theirs),
                replace(theirs, final=theirs.final or mine.final, again=theirs.again or mine.again),
            )
        sheet.put(replace(one, state=State.REFUSED, merged=into))
        for entry in [entry for entry in sheet.entries.values() if entry.merged == copy]:
            sheet.put(replace(entry, merged=into))
        sheet.forget(copy)
    desk.audit.add("merged", statement, signatures=1)


def _decide(
    desk: Desk,
    statement: str,
    ids: Iterable[str],
    verb: str,
    decide: Callable[[Entry], Entry],
    concerns: Callable[[Entry], bool],
) -> int:
    count = 0
    with desk.changing(statement) as sheet:
        entries = [_named(sheet, id_) for id_ in dict.fromkeys(ids)]
        for entry in entries:
            if entry.state is State.WITHDRAWN:
                raise DeskError(f"“{entry.id}” was withdrawn by whoever signed. Nothing is left to decide about it.")
            if entry.merged:
                raise DeskError(f"“{entry.id}” was merged into “{entry.merged}”. Decide about that one.")
        for entry in entries:
            if concerns(entry):
                sheet.put(decide(entry))
                count += 1
    if count:
        desk.audit.add(verb, statement, signatures=count)
    return count


def _named(sheet: Sheet, id_: str) -> Entry:
    if id_ not in sheet.entries:
        raise DeskError(f"There is no signature “{id_}” under “{sheet.statement}”. Look at the list: --list")
    return sheet.entries[id_]


def _strengthened(entry: Entry, copy: Entry, mine: Identity, theirs: Identity) -> Entry:
    same = bool(mine.email) and mailbox_of(mine.email) == mailbox_of(theirs.email)
    if entry.confirmed is None and copy.confirmed is Confirmed.EMAIL and same:
        state = State.NEW if entry.state is State.WAITING else entry.state
        return replace(entry, confirmed=Confirmed.EMAIL, state=state)
    return entry


def _rank(case: Case) -> int:
    """The clear ones first, then those with reasons to look, those nobody knows, those that wait, and what is done."""
    state = case.entry.state
    if state not in OPEN:
        return 5
    if "asked" in case.entry.marks:
        return 4
    if state is State.WAITING:
        return 3
    if case.is_clear:
        return 0
    return 1 if case.entry.confirmed is not None else 2


def _together(found: Iterable[Case]) -> dict[str, str]:
    """Each entry's id with that of the first one which it is like, so that these stand side by side."""
    first: dict[str, str] = {}

    def root(id_: str) -> str:
        while first.setdefault(id_, id_) != id_:
            first[id_] = first[first[id_]]
            id_ = first[id_]
        return id_

    for case in found:
        one = root(case.entry.id)
        for alike in case.alike:
            if not alike.is_party:
                other = root(alike.other)
                first[max(one, other)] = min(one, other)
                one = min(one, other)
    return {id_: root(id_) for id_ in list(first)}
