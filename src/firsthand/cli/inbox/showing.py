"""How signatures are shown on a terminal: in a table, or one beside those that it resembles. It decides nothing.

Names are words of strangers: characters that take hold of a terminal are shown harmless, and nothing is read as markup.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from firsthand.catalogue import places
from firsthand.catalogue.records import Capacity, Confirmed, Display, Mandate, Party, choose
from firsthand.cli.terminal import harmless
from firsthand.endorsing.entries import State
from firsthand.endorsing.reasons import BURSTS, LIKENESSES, MARKS
from firsthand.endorsing.resemblance import Alike, site_of
from firsthand.endorsing.review import Case, Growth
from firsthand.exports.letters.table import guarded

if TYPE_CHECKING:
    from rich.table import Table

STATES = {
    State.NEW: "new",
    State.WAITING: "letter not answered yet",
    State.CONFIRMED: "confirmed",
    State.REFUSED: "refused",
    State.WITHDRAWN: "withdrawn",
    State.APPLIED: "in the library",
}
KNOWN = {
    None: "not known yet",
    Confirmed.EMAIL: "letter answered",
    Confirmed.VOUCHED: "vouched for",
    Confirmed.INVITED: "invited",
    Confirmed.SECRETARIAT: "known to you",
}
CAPACITIES = {
    Capacity.ORGANISATION: "organisation",
    Capacity.INDIVIDUAL: "person",
    Capacity.AFFILIATED: "person, affiliation named",
}
MANDATES = {Mandate.BOARD: "board", Mandate.SECRETARIAT: "secretariat", Mandate.UNCONFIRMED: "not confirmed"}
DISPLAYS = {
    Display.FULL: "everything",
    Display.NAME: "the name alone",
    Display.COUNTRY: "counted under the country",
    Display.WITHHELD: "counted, nothing else",
}
COLUMNS = "id state day name capacity affiliation country mandate shown known voucher party version language remarks"
FORGOTTEN = "(forgotten)"
SHOWN = 4
"""How many remarks stand in the table."""
BESIDE = 3
"""How many others are shown beside an entry."""


class Names:
    """What entries and parties are called."""

    def __init__(self, cases: Iterable[Case], parties: Iterable[Party]) -> None:
        self.cases: dict[str, Case] = {case.entry.id: case for case in cases}
        self.parties: Mapping[str, Party] = {party.slug: party for party in parties}

    def of(self, alike: Alike) -> str:
        if alike.is_party:
            return f"{self.of_party(alike.other)} (a party of the library)"
        case = self.cases[alike.other]
        return f"“{name_of(case)}” ({alike.other}, {STATES[case.entry.state]})"

    def of_party(self, slug: str) -> str:
        party = self.parties.get(slug)
        text = choose(party.names, "en") if party else None
        return harmless(text.value if text else slug)


def name_of(case: Case) -> str:
    return harmless(case.identity.name) if case.identity else FORGOTTEN


def remarks(case: Case, names: Names) -> list[str]:
    """Every reason to look at an entry, in sentences, the gravest first."""
    said = [LIKENESSES[alike.how].format(names.of(alike)) for alike in case.alike]
    voucher = names.of_party(case.entry.voucher)
    said += [MARKS[mark].replace("A party", voucher or "A party") for mark in case.entry.marks if mark in MARKS]
    for burst in case.bursts:
        value = places.name(burst.value, "en") if burst.what == "country" else harmless(burst.value)
        said.append(BURSTS[burst.what].format(count=len(burst.entries), value=value, day=burst.day))
    return said


def table(cases: Iterable[Case], names: Names) -> "Table":
    """All entries, in columns that a terminal of 80 has room for."""
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    made.add_column("Id", no_wrap=True)
    made.add_column("Signature, and what to look at", overflow="fold", ratio=1)
    made.add_column("State", overflow="fold", min_width=16)
    made.add_column("Came on", no_wrap=True)
    for case in cases:
        entry = case.entry
        said = remarks(case, names)
        about = ", ".join(part for part in (CAPACITIES[entry.capacity], _country(case)) if part)
        lines = [f"{about}; to be shown: {DISPLAYS[entry.display]}", *(f"• {remark}" for remark in said[:SHOWN])]
        lines += [f"• and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
        state = "\n".join(dict.fromkeys((STATES[entry.state], KNOWN[entry.confirmed])))
        cell = Text(name_of(case), style="bold").append("\n" + "\n".join(lines), style="not bold")
        made.add_row(Text(entry.id), cell, Text(state), Text(entry.day))
    return made


def beside(case: Case, names: Names) -> "Table":
    """An entry, with those that it resembles in the columns beside it."""
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    others = case.alike[:BESIDE]
    made = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    for title in ("", case.entry.id, *("a party of the library" if one.is_party else one.other for one in others)):
        made.add_column(title, overflow="fold")
    columns = [_facts(case), *(_facts_of(one, names) for one in others)]
    for fact in columns[0]:
        row = [column.get(fact, "") for column in columns]
        if any(row):
            made.add_row(fact, *(Text(cell) for cell in row))
    return made


def growing(rows: Iterable[Growth]) -> "Table":
    """How the number of signatures has grown."""
    from rich.box import SIMPLE
    from rich.table import Table

    made = Table("Day", "Came", "Stand", "To decide", box=SIMPLE, pad_edge=False, show_edge=False)
    for column in made.columns[1:]:
        column.justify = "right"
    for row in rows:
        made.add_row(row.day, f"{row.came:,}", f"{row.confirmed:,}", f"{row.waiting:,}")
    return made


def as_csv(cases: Iterable[Case], names: Names) -> str:
    """All entries for a spreadsheet, without addresses and notes. No cell is one that a spreadsheet would calculate."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS.split())
    for case in cases:
        entry, person = case.entry, case.identity
        cells = (
            entry.id, entry.state, entry.day, person.name if person else "", entry.capacity,
            person.affiliation if person else "", entry.place, entry.mandate or "", entry.display,
            entry.confirmed or "", entry.voucher, entry.party, str(entry.version), entry.language,
            " ".join(remarks(case, names)),
        )  # fmt: skip
        writer.writerow([_cell(str(cell)) for cell in cells])
    return out.getvalue()


def _cell(text: str) -> str:
    bare = harmless(text)
    return guarded(bare)


def _country(case: Case) -> str:
    return places.name(case.entry.place, "en") if case.entry.place else ""


def _facts(case: Case) -> dict[str, str]:
    entry, person = case.entry, case.identity
    facts = {
        "Name": name_of(case),
        "Affiliation": person.affiliation if person else "",
        "Address": person.email if person else "",
        "As": CAPACITIES[entry.capacity],
        "Decided by": MANDATES[entry.mandate] if entry.mandate else "",
        "Country": _country(case),
        "To be shown": DISPLAYS[entry.display],
        "Version": f"{entry.version}, {entry.language}",
        "Came on": entry.day,
        "Who it is": KNOWN[entry.confirmed] + (f" ({entry.voucher})" if entry.voucher else ""),
        "Note": person.note if person else "",
        "State": STATES[entry.state],
    }
    return {fact: harmless(value) for fact, value in facts.items()}


def _facts_of(alike: Alike, names: Names) -> dict[str, str]:
    if not alike.is_party:
        return _facts(names.cases[alike.other])
    party = names.parties[alike.other]
    facts = {"Name": " / ".join(text.value for text in party.names), "Address": site_of(party.link), "As": party.kind}
    return {fact: harmless(value) for fact, value in facts.items()}
