"""A library's folder whose letter is open for signature, its keys, and an inbox, for the verbs of `firsthand inbox`."""

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from tests.endorsing.doorway import SECRET, Doorway

from firsthand.catalogue.records import Version
from firsthand.cli import main
from firsthand.endorsing.desk import Desk
from firsthand.sealed.keys import lock
from firsthand.sources.folder import load

PASSPHRASE = "correct horse battery staple"

TOML = """\
[title]
en = "A library"
"""
PARTIES = """\
[inpud]
name = { en = "International Network of People Who Use Drugs" }
acronym = "INPUD"
link = "https://www.inpud.net/"
"""
STATEMENT = """\
date = "2026-11-01"

[editions.en]
title = "Letter"

[[versions]]
number = 1
date = "2026-11-01"

[invitation]
opens = "2026-11-10T09:00"
closes = "2026-11-30"
zone = "Europe/Vienna"
vouchers = ["inpud"]
"""


@dataclass
class Office:
    """A coordinators' computer."""

    folder: Path
    door: Doorway

    @property
    def library(self) -> Path:
        return self.folder / "library"

    @property
    def key(self) -> Path:
        return self.folder / "keys" / f"inbox-{SECRET.public.id.hex()}.key"

    @property
    def desk(self) -> Desk:
        return Desk(self.library / "private", SECRET)

    def run(self, verb: str, *arguments: object, typed: str = f"{PASSPHRASE}\n") -> Result:
        said = [*map(str, arguments), "--library", str(self.library), "--key", str(self.key)]
        return run(verb, *said, typed=typed)

    def open(self) -> Result:
        self.door.store()
        return self.run("open", self.door.inbox)


def run(*arguments: object, typed: str = "") -> Result:
    """A verb of `firsthand inbox`."""
    return CliRunner().invoke(main, ["inbox", *map(str, arguments)], input=typed)


def make_office(folder: Path) -> Office:
    place = folder / "library" / "statements" / "cnd"
    place.mkdir(parents=True)
    (folder / "library" / "library.toml").write_text(TOML)
    (folder / "library" / "parties.toml").write_text(PARTIES)
    (place / "statement.toml").write_text(STATEMENT)
    (place / "en.md").write_text("# Letter\n\nNothing about us without us.\n")
    (folder / "keys").mkdir()
    office = Office(folder, Doorway(folder))
    office.key.write_bytes(lock(SECRET, PASSPHRASE, None))
    return office


def version_of(library: Path) -> Version:
    """The version of the letter as it stands in the library's folder."""
    (statement,) = load(library).collection.statements
    return statement.versions[-1]
