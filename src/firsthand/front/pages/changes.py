"""The versions of a statement, each beside the one before it: what was taken out and what was put in, word by word."""

from msgspec import Struct

from firsthand.catalogue.records import Change, Statement, Version
from firsthand.interface import Interface
from firsthand.interface.said import Said, say

SHORT = 12
"""Characters of a hash that are shown at once; as many as people compare by eye."""


class Fingerprint(Struct, frozen=True):
    language: str
    language_name: str
    short: str
    whole: str


class VersionLine(Struct, frozen=True):
    """A version in the history of a statement."""

    number: int
    date: str
    note: Said | None
    change: str
    """What kind of change it was, in a sentence; empty for the first."""
    anchor: str
    fingerprints: tuple[Fingerprint, ...]
    """The original first: that is what signatures bind to."""


def make_versions(statement: Statement, interface: Interface) -> tuple[VersionLine, ...]:
    """The newest first."""
    lines = [_line(version, interface, first=not place) for place, version in enumerate(statement.versions)]
    return tuple(reversed(lines))


def _line(version: Version, interface: Interface, *, first: bool) -> VersionLine:
    return VersionLine(
        number=version.number,
        date=interface.date(version.date),
        note=say(version.note, interface),
        change="" if first else _change(version.change, interface),
        anchor=f"version-{version.number}",
        fingerprints=tuple(
            Fingerprint(each.language, interface.language_name(each.language), each.sha256[:SHORT], each.sha256)
            for each in version.wordings
        ),
    )


def _change(change: Change, interface: Interface) -> str:
    _ = interface.gettext
    if change is Change.SPELLING:
        return _("Only the spelling has changed: signatures under the version before stay good.")
    return _("The words have changed: those who had signed were asked again.")
