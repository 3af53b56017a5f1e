"""Sheets of paper to sign where there is no connection: empty ones, and numbered ones with codes to tear off.

What is written on them is entered later by whoever collects them; nothing here knows of that.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.catalogue.records import Capacity, Display, Library, Mandate, Party, Statement, choose
from firsthand.catalogue.versions import in_force, worded
from firsthand.exports.letters import lettered
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.printing.codes import code_of
from firsthand.exports.printing.letters import fonts, parted, spelt, unprivate
from firsthand.exports.printing.press import Order, print_order
from firsthand.exports.volume import Volume
from firsthand.interface import Interface, available, interface
from firsthand.interface.labels import N_
from firsthand.interface.said import Said, name_of, shorten

ROWS = 7
"""Signatures on an empty sheet."""
MOST_ROWS = 7
"""For which one page has room."""
SHORT = 900
"""Characters of a text that is printed whole; of longer ones the summary or the beginning."""

CAPACITIES = {
    Capacity.ORGANISATION: N_("An organisation, a network, a group"),
    Capacity.INDIVIDUAL: N_("A person"),
    Capacity.AFFILIATED: N_("A person, with an organisation for identification only"),
}
DISPLAYS = {
    Display.FULL: N_("Everything"),
    Display.NAME: N_("Only the name"),
    Display.COUNTRY: N_("Only the country"),
    Display.WITHHELD: N_("Nothing: counted but not named"),
}
DECIDED = {
    Mandate.BOARD: N_("Our board, assembly or members"),
    Mandate.SECRETARIAT: N_("Our secretariat or staff, who may decide it"),
    Mandate.UNCONFIRMED: N_("Nobody yet: I ask them, and write to you"),
}
"""As the form says it; a signer rings the number or letter."""


class Sheet(Struct, frozen=True):
    """A sheet that is to come back."""

    id: str
    """By which coordinators know it."""
    rows: tuple[str, ...]
    """The withdrawal code of each signature, on a strip to tear off; at most MOST_ROWS."""
    address: str
    """Where its QR code leads."""


def is_offered(statement: Statement, when: datetime) -> bool:
    """Whether its words are here and somebody may still sign at that moment. Cheap."""
    if statement.invitation is None or not lettered(statement):
        return False
    return datetime.fromisoformat(statement.invitation.closes) >= when


def make_sheet(volume: Volume) -> bytes:
    """An empty sheet. Raises PressError where it can't be made, LettersError where no font has its letters."""
    statement, shelves = volume.item, volume.shelves
    assert isinstance(statement, Statement)
    created = int(volume.release.created.timestamp())
    sheet = Sheet("", ("",) * ROWS, sign_address(shelves.library, statement))
    return make_sheets(statement, volume.edition.language, (sheet,), shelves.library, shelves.parties, created=created)


def sign_address(library: Library, statement: Statement) -> str:
    """The page to sign on; empty where the library doesn't say its address."""
    return f"{library.address}/statements/{statement.slug}/sign" if library.address else ""


def make_sheets(
    statement: Statement,
    language: str,
    sheets: Sequence[Sheet],
    library: Library,
    parties: Mapping[str, Party],
    *,
    created: int = 0,
) -> bytes:
    """A page of A4 for each sheet, as PDF/UA-1. `created`: seconds since 1970, when the file says that it was made.

    ValueError for a sheet with more rows than MOST_ROWS; PressError where the file can't be made, LettersError where no
    font of this machine has its letters.
    """
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        raise ValueError(f"A sheet has room for {MOST_ROWS} signatures.")
    codes = {
        address: f"{number}.svg" for number, address in enumerate(dict.fromkeys(s.address for s in sheets if s.address))
    }
    plain = msgspec.to_builtins({
        **_told(statement, language, library, parties),
        "sheets": [
            {"id": sheet.id, "rows": sheet.rows, "address": sheet.address, "code": codes.get(sheet.address)}
            for sheet in sheets
        ],
    })  # fmt: skip
    data = msgspec.json.encode(spelt(unprivate(plain)))
    files = {name: code_of(address) for address, name in codes.items()}
    return print_order(Order("signing.typ", data, files, created))


def _told(statement: Statement, language: str, library: Library, parties: Mapping[str, Party]) -> dict[str, Any]:
    ours = _interface(language, library)
    _ = ours.gettext
    return {
        "fonts": fonts(language),
        "tongue": tongue(language),
        "ours": tongue(ours.language),
        "title": _title(statement, language),
        "to": _addressee(statement, language, ours),
        "to-label": _("To:"),
        "text": list(_text(statement, language)),
        "read": _("Read the whole text before you sign, and sign there if you have a connection:"),
        "scan": _("A QR code with the address: %(address)s"),
        "version": _version(statement, ours),
        "sheet": _("Sheet %(id)s"),
        "keys": _keys(statement, ours),
        "notices": list(_notices(statement, library, parties, ours)),
        "columns": [
            _("No."), _("Name"), _("As what"), _("Decided by"), _("Organisation, or who signs for it"), _("Country"),
            _("E-mail"), _("To be seen"), _("Signature"),
        ],
        "tear": _("To tear off and keep"),
        "strip": _("To take your signature back:"),
        "withdraw": parted(f"{library.address}/withdraw") if library.address else "",
    }  # fmt: skip


def _interface(language: str, library: Library) -> Interface:
    offered = [primary(language), *library.languages]
    return interface(next((tag for tag in offered if tag in available()), available()[0]))


def _title(statement: Statement, language: str) -> str:
    if wording := worded(in_force(statement), language):
        return wording.title
    return next((each for each in statement.editions if each.language == language), statement.editions[0]).title


def _addressee(statement: Statement, language: str, ours: Interface) -> dict[str, Any] | None:
    found = choose(statement.addressee, language, ours.language)
    return {"text": found.value, "tongue": tongue(found.language)} if found else None


def _text(statement: Statement, language: str) -> Iterator[str]:
    """The words where they are few; else what the edition says of them, or how they begin."""
    wording = worded(in_force(statement), language)
    if wording and sum(map(len, wording.paragraphs)) <= SHORT:
        yield from wording.paragraphs
        return
    edition = next((each for each in statement.editions if each.language == language), None)
    if edition and edition.summary:
        yield shorten(Said(edition.summary, language), SHORT).value
    elif wording:
        yield shorten(Said(" ".join(wording.paragraphs), language), SHORT // 2).value


def _version(statement: Statement, ours: Interface) -> dict[str, str] | None:
    version = in_force(statement)
    if version is None:
        return None
    said = ours.gettext("Version %(number)s of %(date)s")
    return {
        "said": said % {"number": ours.number(version.number), "date": ours.date(version.date)},
        "sha256": version.sha256,
    }


def _keys(statement: Statement, ours: Interface) -> list[dict[str, Any]]:
    """What the numbers and letters of a row mean; only what the invitation lets people choose."""
    _ = ours.gettext
    may = statement.invitation.capacities if statement.invitation else tuple(Capacity)
    capacities = [_(words) for capacity, words in CAPACITIES.items() if capacity in may]
    keys = [{"label": _("As what"), "marks": [str(n) for n in range(1, len(capacities) + 1)], "said": capacities}]
    if Capacity.ORGANISATION in may:
        keys.append(
            {"label": _("Decided by"), "marks": ["a", "b", "c"], "said": [_(words) for words in DECIDED.values()]}
        )
    else:
        keys.append({"label": _("Decided by"), "marks": [], "said": []})
    keys.append(
        {"label": _("To be seen"), "marks": ["A", "B", "C", "D"], "said": [_(words) for words in DISPLAYS.values()]}
    )
    return keys


def _notices(statement: Statement, library: Library, parties: Mapping[str, Party], ours: Interface) -> Iterator[str]:
    _ = ours.gettext
    yield _(
        "Ring the number and letters that hold for you. If you ring none: an organisation is shown with its name and "
        "country, a person is counted and not named."
    )
    yield _("Whoever signs after you, or finds this sheet, reads what you wrote. The e-mail may stay empty.")
    names = [name_of(parties[slug], ours).value for slug in statement.coordinators if slug in parties]
    who = ours.join(names) if names else _("the coordinators")
    days = library.door.days_kept if library.door else 30
    yield _(
        "This sheet goes to: %(who)s. They enter what stands here and destroy it; e-mail addresses, and names that are "
        "not to be seen, are erased %(days)s days after the letter is handed over."
    ) % {"who": who, "days": ours.number(days)}
