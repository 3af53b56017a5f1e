"""What is handed over of a statement, made when it is asked for: letters, the table of signatures, sheets to sign."""

import logging
from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.records import Edition, Statement
from firsthand.exports.letters import lettered
from firsthand.exports.shapes import DOCX, PDF, UnmadeError
from firsthand.exports.volume import Volume
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import FILE_POLICY, NOT_KEPT
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.interface import autonym

log = logging.getLogger("firsthand.front")

CSV = "text/csv; charset=utf-8; header=present"
ALL, ALPHABETICAL = "all", "alphabetical"
ENDINGS = {"pdf": PDF, "docx": DOCX}


class Taken(Struct, frozen=True):
    """A file that there is of a statement."""

    address: str
    ending: str
    """pdf, docx or csv."""
    language: str = ""
    """BCP 47; empty for the letter in all languages, and for the table."""
    autonym: str = ""
    alphabetical: bool = False
    """One list of all signatories, not groups."""
    sheet: bool = False
    """To sign on paper."""


def files(opened: Opened, statement: Statement) -> tuple[Taken, ...]:
    """All that there is, in the order in which it is offered. Cheap."""
    editions = lettered(statement)
    room = f"/take/statements/{statement.slug}"
    made = [
        Taken(f"{room}/letter/{edition.language}{order}.{ending}", ending, edition.language, autonym(edition.language),
              alphabetical=bool(order))
        for edition in editions for order in ("", f".{ALPHABETICAL}") for ending in ENDINGS
    ]  # fmt: skip
    if len(editions) > 1:
        made += [Taken(f"{room}/letter/{ALL}.{ending}", ending) for ending in ENDINGS]
    if statement.endorsements or statement.tallies:
        made.append(Taken(f"{room}/signatures.csv", "csv"))
    if is_open(opened, statement):
        made += [
            Taken(
                f"{room}/sheet/{edition.language}.pdf", "pdf", edition.language, autonym(edition.language), sheet=True
            )
            for edition in editions
        ]
    return tuple(made)


def is_open(opened: Opened, statement: Statement) -> bool:
    """Whether people were asked to sign when the release was made, or would be later: a sheet may be printed."""
    from firsthand.exports.letters.sheet import is_offered

    return is_offered(statement, opened.release.created)


def letter_answer(wanted: Wanted) -> Answer | None:
    """The letter that a name asks for: "en.pdf", "en.alphabetical.pdf", "all.docx". None where there is none such."""
    statement = _statement(wanted)
    name = wanted.parameters["name"]
    stem, _, ending = name.rpartition(".")
    language, _, order = stem.partition(".")
    if statement is None or ending not in ENDINGS or order not in ("", ALPHABETICAL):
        return None
    editions = lettered(statement)
    asked = [edition for edition in editions if language in (edition.language, ALL)]
    if not asked or (language == ALL and (len(editions) < 2 or order)):
        return None
    volumes = [_volume(wanted, statement, edition) for edition in asked]

    def make() -> bytes:
        from firsthand.exports.letters.pdf import make_pdf
        from firsthand.exports.letters.word import make_docx

        return (make_pdf if ending == "pdf" else make_docx)(volumes, alphabetical=bool(order))

    return _given(wanted, make, ENDINGS[ending], f"{statement.slug}.{name}")


def table_answer(wanted: Wanted) -> Answer | None:
    """The signatures as a table, in the library's first language whoever asks."""
    from firsthand.exports.letters.table import make_table

    statement, opened = _statement(wanted), wanted.opened
    if statement is None or not (statement.endorsements or statement.tallies):
        return None
    ours = opened.interfaces[opened.languages[0]]
    name = f"{statement.slug}.signatures.csv"
    return _given(wanted, lambda: make_table(statement, opened.shelves.parties, ours), CSV, name)


def sheet_answer(wanted: Wanted) -> Answer | None:
    """An empty sheet to sign on paper."""
    statement = _statement(wanted)
    language, _, ending = wanted.parameters["name"].rpartition(".")
    if statement is None or ending != "pdf" or not is_open(wanted.opened, statement):
        return None
    edition = next((each for each in lettered(statement) if each.language == language), None)
    if edition is None:
        return None
    volume = _volume(wanted, statement, edition)

    def make() -> bytes:
        from firsthand.exports.letters.sheet import make_sheet

        return make_sheet(volume)

    return _given(wanted, make, PDF, f"{statement.slug}.sheet.{language}.pdf")


def _statement(wanted: Wanted) -> Statement | None:
    found = wanted.opened.shelves.item("statements", wanted.parameters["slug"])
    return found if isinstance(found, Statement) else None


def _volume(wanted: Wanted, statement: Statement, edition: Edition) -> Volume:
    """What stands on paper doesn't depend on who asks: the address is the library's own, or none."""
    opened = wanted.opened
    ours = opened.interface_for(edition.language)
    return Volume(opened.release, opened.shelves, statement, edition, ours, opened.library.address or "")


def _given(wanted: Wanted, make: Callable[[], bytes], media_type: str, name: str) -> Answer:
    try:
        made = make()
    except UnmadeError as error:
        log.error("A letter could not be made: %s", error)  # not which: that is what somebody reads
        plain = ((b"content-type", b"text/plain; charset=utf-8"),)
        return answer(str(error).encode(), wanted.encoding, plain, status=503, keep=NOT_KEPT)
    headers = (
        (b"content-type", media_type.encode()),
        (b"content-disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}".encode()),
        (b"content-security-policy", FILE_POLICY.encode()),
    )
    return answer(made, wanted.encoding if media_type == CSV else b"", headers)


ROUTES = (
    Route("/take/statements/{slug}/letter/{name}", letter_answer, heavy=True),
    Route("/take/statements/{slug}/signatures.csv", table_answer),
    Route("/take/statements/{slug}/sheet/{name}", sheet_answer, heavy=True),
)
