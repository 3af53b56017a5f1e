"""Signatures on paper: numbered sheets with a withdrawal code for each row, and what was written on them.

Nothing of a sheet is kept when it is made. Its number carries a short proof of the statement, of the version and of the
key it was made with, and the codes follow from it: a wrong number is noticed, a sheet of other words is known as such.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from firsthand.catalogue.places import COUNTRIES
from firsthand.catalogue.records import Capacity, Confirmed, Display, Mandate, Statement, Version
from firsthand.endorsing.cleaning import clean
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import Entry, Identity, name_of
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.mailing import is_address
from firsthand.sealed.codes import code_of, digest_code

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

ROWS = 7
"""On a sheet."""
FIELDS = (
    "sheet", "row", "name", "capacity", "mandate", "affiliation", "place", "email", "display", "final", "again",
    "language",
)  # fmt: skip
"""The columns of a file that is entered; sheet, row and name are needed."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans("OIL", "011")
_HALF = 5
_MOST = 4_000_000
_LONGEST = 100_000
"""Characters of a cell. More is no list of signatures."""
_YES = frozenset(("1", "x", "y", "yes", "oui", "sí", "si", "да", "true"))

Choice = TypeVar("Choice", bound=StrEnum)


class Paper(Struct, frozen=True):
    """A sheet that can be printed."""

    id: str
    """Two groups of five letters and digits."""
    codes: tuple[str, ...]
    """The withdrawal code of each row."""


class Written(Struct, frozen=True):
    """What somebody wrote into a row."""

    entry: Entry
    identity: Identity


def make_papers(secret: "SecretKey", statement: str, version: Version, count: int) -> tuple[Paper, ...]:
    """Sheets with numbers of their own, for the words of one version."""
    found: dict[str, Paper] = {}
    while len(found) < count:
        half = _spell(token_bytes(4))
        id_ = f"{half}-{_proof(secret, statement, version, half)}"
        found[id_] = Paper(id_, codes(secret, statement, id_))
    return tuple(found.values())


def codes(secret: "SecretKey", statement: str, id_: str) -> tuple[str, ...]:
    """The withdrawal codes of a sheet, by rows."""
    key = secret.derive(f"paper codes {statement}")
    return tuple(code_of(key, f"{id_} {row}".encode()) for row in range(1, ROWS + 1))


def read_number(
    secrets: Sequence["SecretKey"], statement: Statement, text: str
) -> tuple[str, Version, "SecretKey"] | None:
    """The number of a sheet as it was printed, the version that it shows, and its key; None for one that is no sheet's.

    Forgives case, blanks and hyphens, O for 0, I and L for 1.
    """
    letters = "".join(sign for sign in text.upper().translate(_FORGIVEN) if sign in _LETTERS)
    if len(letters) != 2 * _HALF:
        return None
    half, proof = letters[:_HALF], letters[_HALF:]
    for version in statement.versions:
        for secret in secrets:
            if _proof(secret, statement.slug, version, half) == proof:
                return f"{half}-{proof}", version, secret
    return None


def _proof(secret: "SecretKey", statement: str, version: Version, half: str) -> str:
    said = f"{statement}\0{version.number}\0{version.sha256}\0{half}".encode()
    return _spell(blake2b(said, key=secret.derive("paper sheets"), digest_size=4, person=b"fh paper").digest())


def _spell(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(_HALF))


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a file with a heading, parted by commas, semicolons or tabs. DeskError where it is none."""
    with in_words(path):
        if path.stat().st_size > _MOST:
            raise DeskError(
                f"“{path}” is larger than any list of signatures. Name the file that was typed from sheets."
            )
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeskError(f"“{path}” is not in UTF-8. Save it as “CSV UTF-8”.") from error
    heading = text.partition("\n")[0]
    parted = max(",;\t", key=heading.count)
    csv.field_size_limit(_LONGEST)  # of the whole process: who reads other tables asks for longer cells
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
        rows = [{(key or "").strip().lower(): (value or "") for key, value in row.items() if key} for row in reader]
    except (csv.Error, AttributeError) as error:
        raise DeskError(f"“{path}” can't be read as a table: {error}. Save it as “CSV UTF-8” once more.") from error
    named = {name.strip().lower() for name in heading.split(parted)}
    if missing := [field for field in FIELDS[:3] if field not in {name.strip('"\r') for name in named}]:
        raise DeskError(f"“{path}” has no column “{missing[0]}”. Its first line names them: {', '.join(FIELDS)}.")
    return rows


class _WrongError(Exception):
    """What is wrong with a row, in a sentence."""


class Entering:
    """Rows of sheets on their way to the desk."""

    def __init__(self, secrets: Sequence["SecretKey"], statement: Statement, day: str) -> None:
        """`day`: on which they are entered (ISO 8601)."""
        self.secrets, self.statement, self.day = secrets, statement, day
        may = statement.invitation.capacities if statement.invitation else tuple(Capacity)
        order = (Capacity.ORGANISATION, Capacity.INDIVIDUAL, Capacity.AFFILIATED)
        self._capacities = _marked((one for one in order if one in may), "1234")
        self._mandates = _marked((Mandate.BOARD, Mandate.SECRETARIAT, Mandate.UNCONFIRMED), "abc")
        self._displays = _marked((Display.FULL, Display.NAME, Display.COUNTRY, Display.WITHHELD), "abcd")

    def read(self, row: Mapping[str, str]) -> Written | str:
        """What a row comes to, or a sentence that says what is wrong with it, without repeating a name."""
        try:
            return self._written(row)
        except _WrongError as wrong:
            return str(wrong)

    def _written(self, row: Mapping[str, str]) -> Written:
        sheet, number, version, code = self._found(row)
        name, affiliation, email = (clean(row.get(field, ""), field)[0] for field in ("name", "affiliation", "email"))
        if not name:
            raise _WrongError("There is no name.")
        place = row.get("place", "").strip().upper()
        if place and place not in COUNTRIES:
            raise _WrongError("The place is not the code of a country. Write its two letters, such as KE.")
        capacity, mandate, display = self._choices(row)
        if display is Display.COUNTRY and not place:
            raise _WrongError("It is to be counted under a country, and none is given.")
        if email and not is_address(email):
            raise _WrongError("The e-mail address is none. Correct it, or leave it out.")
        entry = Entry(
            name_of(f"{self.statement.slug} {sheet} {number}".encode()), b"", digest_code(code), capacity, display,
            version.number, _language(row, version), self.day,
            mandate=mandate, place=place, confirmed=Confirmed.SECRETARIAT,
        )  # fmt: skip
        final, again = (row.get(field, "").strip().lower() in _YES for field in ("final", "again"))
        return Written(entry, Identity(entry.id, name, affiliation, email, final=final, again=again))

    def _found(self, row: Mapping[str, str]) -> tuple[str, int, Version, str]:
        """Sheet, row, the version that was signed, and the row's withdrawal code."""
        found = read_number(self.secrets, self.statement, row.get("sheet", ""))
        if found is None:
            raise _WrongError("There is no sheet of this number for this statement. Compare it with the paper.")
        sheet, version, secret = found
        number = row.get("row", "").strip()
        if number.lstrip("0") not in {str(one) for one in range(1, ROWS + 1)}:
            raise _WrongError(f"A sheet has rows from 1 to {ROWS}.")
        return sheet, int(number), version, codes(secret, self.statement.slug, sheet)[int(number) - 1]

    def _choices(self, row: Mapping[str, str]) -> tuple[Capacity, Mandate | None, Display]:
        """What was ringed. With nothing ringed an organisation is shown and a person is not, as the sheet says."""
        found: dict[str, StrEnum | None] = {}
        for field, known in (("capacity", self._capacities), ("mandate", self._mandates), ("display", self._displays)):
            said = row.get(field, "").strip().lower()
            if said and said not in known:
                raise _WrongError(f"“{field}” is none of: {', '.join(sorted(known))}.")
            found[field] = known[said] if said else None
        capacity = found["capacity"] or Capacity.INDIVIDUAL
        organisation = capacity is Capacity.ORGANISATION
        display = found["display"] or (Display.FULL if organisation else Display.WITHHELD)
        mandate = found["mandate"] if organisation else None
        return Capacity(capacity), Mandate(mandate) if mandate else None, Display(display)


def _language(row: Mapping[str, str], version: Version) -> str:
    tongues = [wording.language for wording in version.wordings] or [""]
    language = row.get("language", "").strip() or tongues[0]
    if language not in tongues:
        raise _WrongError(
            f"The words of this sheet are in: {', '.join(tongues)}. Write one of these, or leave the language out."
        )
    return language


def _marked(choices: Iterable[Choice], marks: str) -> dict[str, Choice]:
    known: dict[str, Choice] = {}
    for mark, choice in zip(marks, choices, strict=False):
        known[mark] = known[choice.value] = choice
    return known


def lay(sheet: Sheet, written: Sequence[Written]) -> int:
    """Put rows on the desk, where they wait for review like all others; gives how many were not there before."""
    new = 0
    for one in written:
        if one.entry.id not in sheet.entries:
            sheet.put(one.entry, one.identity)
            new += 1
    return new
