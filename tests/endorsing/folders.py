"""A library's folder with two statements, and a desk in it on which signatures lie that coordinators said yes to."""

from pathlib import Path

from msgspec import structs

from firsthand.catalogue.records import Capacity, Confirmed, Display, Mandate
from firsthand.endorsing.desk import FOLDER, Desk
from firsthand.endorsing.entries import Entry, Identity, State, name_of
from firsthand.endorsing.grounds import Grounds, read_grounds
from firsthand.sealed.codes import digest_code
from firsthand.sealed.keys import SecretKey

SECRET = SecretKey(bytes(range(32)))
LETTER = "keep-the-doors-open"

LIBRARY = """\
address = "https://library.example.org"
languages = ["en", "fr"]

[title]
en = "A library"

[door]
keys = []
smallest_group = 3
days_kept = 10
"""

PARTIES = """\
[harbour-union]
name = { en = "Harbour Union", fr = "Union du port" }

[lantern-network]
name = { en = "Lantern Network" }
"""

STATEMENT = """\
# A letter, described by a person.
date = "2026-10-05"
endorsements = ["lantern-network"]  # by telephone

[editions.en]
title = "Keep the Doors Open"

[editions.fr]
title = "Gardez les portes ouvertes"

[[versions]]
number = 1
date = "2026-10-05"
"""


def make_library(folder: Path, statement: str = STATEMENT) -> Grounds:
    place = folder / "statements" / LETTER
    place.mkdir(parents=True)
    (folder / "library.toml").write_text(LIBRARY)
    (folder / "parties.toml").write_text(PARTIES)
    (place / "statement.toml").write_text(statement)
    (place / "en.md").write_text("# Keep the Doors Open\n\nKeep them open.\n")
    return read_grounds(folder)


def make_desk(folder: Path) -> Desk:
    return Desk(folder / FOLDER, SECRET)


CODES = [f"{number:04d}-0000-0000-000{number % 10}" for number in range(100)]


def sign(desk: Desk, number: int, name: str, display: Display = Display.FULL, **more: object) -> str:
    """Lay a confirmed signature on the desk; gives its id. What belongs to an Identity is told by its field."""
    own = {key: more.pop(key) for key in ("affiliation", "email", "note", "final", "again") if key in more}
    submission = number.to_bytes(16, "big")
    entry = Entry(
        name_of(submission), submission, digest_code(CODES[number]), Capacity.INDIVIDUAL, display, 1, "en",
        "2026-10-20",
        state=State.CONFIRMED, confirmed=Confirmed.EMAIL, place="KE",
    )  # fmt: skip
    entry = structs.replace(entry, **more)
    with desk.changing(LETTER) as sheet:
        sheet.put(entry, Identity(entry.id, name, **own))  # type: ignore[arg-type]
    return entry.id


def organisation(desk: Desk, number: int, name: str, **more: object) -> str:
    said = {"capacity": Capacity.ORGANISATION, "mandate": Mandate.BOARD, **more}
    return sign(desk, number, name, **said)  # type: ignore[arg-type]


def change(desk: Desk, id_: str, **more: object) -> None:
    with desk.changing(LETTER) as sheet:
        sheet.put(structs.replace(sheet.entries[id_], **more))


def leave(desk: Desk, number: int) -> None:
    """Withdraw by code, as opening the inbox does."""
    from firsthand.endorsing.joining import withdraw

    with desk.changing(LETTER) as sheet:
        assert withdraw(sheet, [digest_code(CODES[number])])[1]
