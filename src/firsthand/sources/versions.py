"""The versions of a statement, from the texts in its folder: the one in force beside the record, those before it below.

Says what a version's words are and what their hash is; who signed them is no matter here.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, structs

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.reading import Reading, compose
from firsthand.catalogue.records import Change, Edition, State, Statement, Texts, Version, Wording
from firsthand.catalogue.withholding import withhold
from firsthand.catalogue.wordings import wording
from firsthand.catalogue.written.tables import Table
from firsthand.documents.model import Document
from firsthand.sources.editions import Shelf, passage_name
from firsthand.sources.filenames import recognise
from firsthand.sources.texts import Held, best_first, is_readable
from firsthand.sources.tree import Unit

FOLDER = "versions"
_SHA256 = re.compile("[0-9a-f]{64}")

Read = Callable[[str], Document]
"""Gives the document of a file by its place in the folder of all."""


class _Stated(Struct, frozen=True):
    """What the record says of a version."""

    number: int
    date: str
    change: Change = Change.WORDING
    note: Texts = ()
    sha256: str | None = None
    withheld: tuple[str, ...] = ()


def texts(unit: Unit) -> list[str]:
    """The files with the words of earlier versions."""
    return [name for name in unit.files if name.startswith(f"{FOLDER}/") and is_readable(name)]


def outdated(shelf: Shelf) -> dict[str, int]:
    """The editions that say of which version they are, by their languages."""
    found = {language: table.number("version") for language, table in shelf.tables.items()}
    return {language: number for language, number in found.items() if number is not None}


class Versions:
    """The versions of one statement, in the making."""

    def __init__(self, shelf: Shelf, table: Table, language: str, held: Mapping[str, Held], read: Read) -> None:
        self.shelf = shelf
        self.unit = shelf.unit
        self.table = table
        self.held = held
        self.read = read
        self.stated = _stated(table, language)
        self.older = outdated(shelf)
        """The edition's language -> number of the version that it is an edition of."""

    def complete(self, statement: Statement) -> Statement:
        """The statement with its versions, and with those editions marked as outdated that are of an older one."""
        if not statement.editions:
            return statement
        original = statement.editions[0]
        if not self.stated and original.text:
            self.stated = [_Stated(1, statement.date)]
        last = self.stated[-1].number if self.stated else 0
        self._check_older(original, last)
        statement = structs.replace(statement, editions=tuple(self._settled(one, last) for one in statement.editions))
        places = self._places(statement, last)
        made = (self._version(each, original, places.get(each.number, {}), statement) for each in self.stated)
        return structs.replace(statement, versions=tuple(version for version in made if version))

    def _check_older(self, original: Edition, last: int) -> None:
        numbers = [each.number for each in self.stated]
        for language, number in self.older.items():
            own = self.shelf.tables[language]
            if number not in numbers:
                own.wrong(("version",), f"There is no version {number}.", "Write one of those under [[versions]].")
            elif language == original.language and number != last:
                message = "The original is always of the version in force."
                own.wrong(("version",), message, f"Put the text of version {number} into “{FOLDER}/{number}”.")

    def _settled(self, edition: Edition, last: int) -> Edition:
        number = self.older.get(edition.language, last)
        if number >= last or edition.state is State.SUPERSEDED:
            return edition
        message = f"The edition “{edition.language}” is marked as outdated: it is of version {number} of {last}."
        self.shelf.remark(self.unit.toml or "", message, "Translate what has changed, and take “version” out then.")
        return structs.replace(edition, state=State.OUTDATED)

    def _places(self, statement: Statement, last: int) -> dict[int, dict[str, str]]:
        """Number of a version -> language -> name of the file with its words, the best one to read."""
        found: dict[int, dict[str, str]] = {}
        by_text = {one.text: name for name, one in self.held.items()}
        for place, edition in enumerate(statement.editions):
            number = self.older.get(edition.language, last)
            is_good = place == 0 or number < last or edition.state is State.CURRENT
            if is_good and edition.text in by_text:
                found.setdefault(number, {})[edition.language] = by_text[edition.text]
        for number, names in self._earlier(last).items():
            found[number] = found.get(number, {}) | names
        return found

    def _earlier(self, last: int) -> dict[int, dict[str, str]]:
        numbers = {str(each.number): each.number for each in self.stated}
        found: dict[int, dict[str, str]] = {}
        for name in sorted((name for name in texts(self.unit) if name in self.held), key=self._rank, reverse=True):
            parts, said = name.split("/"), recognise(PurePosixPath(name).name)
            if parts[1] == str(last) and last in numbers.values():
                message = f"Version {last} is in force, and its text lies beside {self.unit.toml}."
                self.shelf.wrong(name, message, "Take this file out, or describe a newer version.")
            elif len(parts) != len(("versions", "1", "en.md")) or parts[1] not in numbers:
                message = "This file belongs to no version of the statement."
                self.shelf.wrong(name, message, f"Describe it under [[versions]], and put it into “{FOLDER}/1”.")
            elif said.language is None:
                message = "It cannot be told in which language this version is."
                self.shelf.wrong(name, message, "Say the language in the name, such as “en.md”.")
            else:
                found.setdefault(numbers[parts[1]], {})[said.language] = name
        return found

    def _rank(self, name: str) -> tuple[int, str]:
        return best_first(self.held[name])

    def _version(
        self, stated: _Stated, original: Edition, places: Mapping[str, str], statement: Statement
    ) -> Version | None:
        titles = {edition.language: edition.title for edition in statement.editions}
        order = [each for each in titles if each in places] + sorted(each for each in places if each not in titles)
        read = {each: compose(self.read(self.unit.place(places[each]))) for each in order}
        whole = {each: wording(each, reading, titles.get(each, original.title)) for each, reading in read.items()}
        signed = whole.get(original.language)
        if signed is None and stated.sha256 is None:
            self._missing(stated, original)
            return None
        if signed and stated.sha256 not in (None, signed.sha256):
            self._differs(stated, signed, places[original.language])
        told = tuple(self._told(whole[each], read[each], stated, statement) for each in order)
        sha256 = told[0].sha256 if signed else stated.sha256 or ""
        return Version(stated.number, stated.date, sha256, told, stated.change, stated.note)

    def _told(self, whole: Wording, reading: Reading, stated: _Stated, statement: Statement) -> Wording:
        """A wording without the passages that are withheld of it."""
        edition = next((each for each in statement.editions if each.language == whole.language), None)
        names = frozenset((*(edition.withheld.passages if edition and edition.withheld else ()), *stated.withheld))
        return wording(whole.language, withhold(reading, names)[0], whole.title) if names else whole

    def _missing(self, stated: _Stated, original: Edition) -> None:
        where = f"{self.unit.path}/{FOLDER}/{stated.number}/{original.language}.md"
        if stated is self.stated[-1]:
            where = f"{self.unit.path}/{original.language}.md"
        message = f"There is no text of version {stated.number} in “{original.language}”, in which the original is."
        self._wrong(stated, message, f"Put it there, such as {where}; if it is lost, write down its sha256 here.")

    def _differs(self, stated: _Stated, signed: Wording, name: str) -> None:
        self._wrong(
            stated,
            f"The sha256 of version {stated.number} is said to be {stated.sha256}, and that of “{name}” is "
            f"{signed.sha256}.",
            "Put the text back as it was signed. If other words are meant, describe them as a new version under "
            f"[[versions]], and keep the old ones in “{FOLDER}/{stated.number}”.",
        )

    def _wrong(self, stated: _Stated, message: str, remedy: str) -> None:
        place = self.stated.index(stated)
        self.table.wrong(("versions", place), message, remedy)


def _stated(table: Table, language: str) -> list[_Stated]:
    found: list[_Stated] = []
    for place, own in enumerate(table.rows("versions"), 1):
        number, date = own.number("number"), own.date("date")
        if number != place:
            own.wrong(("number",), "Versions are counted from 1, in their order.", f"Write number = {place} here.")
        if not date:
            own.wrong((), f"Version {place} has no date.", 'Write the day it was made, such as date = "2026-10-05".')
        elif found and date < found[-1].date:
            own.wrong(("date",), "This version is said to be older than the one before it.", "Correct the dates.")
        change = Change(own.choice("change", tuple(Change), Change.WORDING))
        sha256, withheld = own.checked("sha256", _sha256), own.strings("withhold", passage_name)
        found.append(_Stated(place, date or "0001", change, own.texts("note", language), sha256, withheld))
        own.finish()
    return found


def _sha256(value: str) -> str:
    if _SHA256.fullmatch(value.lower()):
        return value.lower()
    raise MalformedError(f"“{value}” is not a SHA-256.", "Write its 64 digits, from 0 to 9 and a to f.")
