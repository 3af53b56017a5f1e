"""What the desk must know of the library it stands in: its door, its parties, the versions of its statements.

Reads the TOML files alone, so that nothing has to be published, and no document opened, before a signature is applied.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from firsthand.catalogue import languages
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Change, Door, Text, Texts, Version, choose
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.endorsing.errors import DeskError
from firsthand.sources.tree import ROOMS

STATEMENT = ROOMS["statements"]


class Grounds(Struct, frozen=True):
    """A library's folder."""

    folder: Path
    door: Door
    parties: dict[str, Texts]
    """Slug -> names."""
    languages: tuple[str, ...]
    address: str
    """Without a slash at the end; empty where none is set."""


class Letterhead(Struct, frozen=True):
    """What is written of a statement, as far as the desk needs it."""

    slug: str
    file: Path
    titles: Texts
    versions: tuple[Version, ...]
    """Without their wordings."""
    signed: tuple[tuple[str, int | None], ...]
    """What a person has written down in the file: slug of a party, or nothing for others, and number of the version."""
    deliveries: tuple[str, ...]
    """Names of the files that were handed over."""
    closes: str = ""
    """When signing ends, as it is written; empty where nobody is invited."""

    def title(self, language: str) -> str:
        found = choose(self.titles, language)
        return found.value if found else self.slug

    @property
    def newest(self) -> int:
        return self.versions[-1].number if self.versions else 1


def read_grounds(folder: Path) -> Grounds:
    """DeskError where the folder is none of a library, or what it says can't be read."""
    if not (folder / "library.toml").is_file():
        raise DeskError(f"“{folder}” is not the folder of a library: it has no library.toml. Name the folder itself.")
    library = _values(folder / "library.toml")
    parties = _values(folder / "parties.toml") if (folder / "parties.toml").is_file() else {}
    own = tuple(one for one in library.get("languages", ()) if isinstance(one, str)) or ("en", "fr", "es", "ru")
    names = {slug: _texts(value.get("name"), own[0]) for slug, value in parties.items() if isinstance(value, dict)}
    return Grounds(folder, _door(library), names, own, str(library.get("address") or "").rstrip("/"))


def read_letterhead(grounds: Grounds, slug: str) -> Letterhead:
    """DeskError where there is no such statement."""
    file = grounds.folder / "statements" / slug / STATEMENT
    if "/" in slug or not file.is_file():
        there = grounds.folder / "statements"
        known = ", ".join(sorted(path.parent.name for path in there.glob(f"*/{STATEMENT}"))) or "none"
        raise DeskError(f"There is no statement “{slug}” in “{there}”. There are: {known}.")
    values = _values(file)
    rows, invitation = values.get("endorsements") or [], values.get("invitation")
    return Letterhead(
        slug,
        file,
        _titles(values, grounds.languages),
        _versions(values),
        tuple(_signed(rows)),
        tuple(row["file"] for row in values.get("deliveries", ()) if isinstance(row, dict) and "file" in row),
        str(invitation.get("closes", "")) if isinstance(invitation, dict) else "",
    )


def _signed(rows: Any) -> Iterator[tuple[str, int | None]]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, str):
            yield row, None
        elif isinstance(row, dict) and not row.get("withdrawn"):
            number = row.get("version")
            yield str(row.get("party", "")), number if isinstance(number, int) else None


def _values(path: Path) -> dict[str, Any]:
    read = toml.read(path, str(path))
    if isinstance(read, Mistake):
        where = f"{path}:{read.line}" if read.line else f"{path}"
        raise DeskError(f"{where}: {read.message} {read.remedy}")
    return read.values


def _door(library: dict[str, Any]) -> Door:
    own = library.get("door")
    own = own if isinstance(own, dict) else {}
    smallest, days = own.get("smallest_group", 5), own.get("days_kept", 30)
    for name, value in (("smallest_group", smallest), ("days_kept", days)):
        if type(value) is not int or value < (name == "smallest_group"):
            raise DeskError(f"“{name}” under [door] in library.toml is not a number that can be used. Correct it.")
    keys = tuple(one for one in own.get("keys", ()) if isinstance(one, str))
    return Door(keys, own.get("collector"), bool(own.get("messages")), smallest, days)


def _versions(values: dict[str, Any]) -> tuple[Version, ...]:
    rows = [row for row in values.get("versions", ()) if isinstance(row, dict)]
    found = []
    for number, row in enumerate(rows, 1):
        change = row.get("change", Change.WORDING)
        found.append(
            Version(
                number, str(row.get("date", "")), "", (), Change(change) if change in tuple(Change) else Change.WORDING
            )
        )
    return tuple(found)


def _titles(values: dict[str, Any], order: tuple[str, ...]) -> Texts:
    editions = values.get("editions")
    editions = editions if isinstance(editions, dict) else {}
    titles = {language: own["title"] for language, own in editions.items() if isinstance(own, dict) and "title" in own}
    ranks = {language: place for place, language in enumerate(order)}
    ordered = sorted(titles, key=lambda language: (ranks.get(language, len(ranks)), language))
    return tuple(Text(language, str(titles[language])) for language in ordered)


def _texts(value: Any, default: str) -> Texts:
    if isinstance(value, str):
        return (Text(default, value),)
    found = []
    for language, words in (value if isinstance(value, dict) else {}).items():
        try:
            found.append(Text(languages.normalise(language), str(words)))
        except MalformedError:
            continue  # `firsthand publish` tells of it; here the other names do
    return tuple(found)
