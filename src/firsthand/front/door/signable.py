"""Which words of a statement can be signed, in which language, and whether it is the time for it."""

from datetime import UTC, datetime, timedelta
from enum import Enum

from msgspec import Struct

from firsthand.catalogue.records import Invitation, Statement, Version, Wording
from firsthand.catalogue.versions import in_force, worded
from firsthand.front.opened import Opened
from firsthand.interface.moments import read_moment

GRACE = timedelta(minutes=15)
"""Who opened the form in time may still send it so much later."""


class Time(Enum):
    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


class Signable(Struct, frozen=True):
    statement: Statement
    invitation: Invitation
    version: Version
    wording: Wording

    def time(self, now: datetime, grace: timedelta = timedelta()) -> Time:
        if now < read_moment(self.invitation.opens):
            return Time.BEFORE
        return Time.OVER if now >= read_moment(self.invitation.closes) + grace else Time.OPEN


def find_statement(opened: Opened, slug: str) -> Statement | None:
    return next((each for each in opened.shelves.statements if each.slug == slug), None)


def find_signable(statement: Statement, *languages: str) -> Signable | None:
    """The version in force in the first of the languages that it has, or else in its original one.

    None where nobody is asked to sign, or the words are not here.
    """
    version = in_force(statement)
    if version is None or statement.invitation is None or not version.wordings:
        return None
    found = (worded(version, language) for language in languages)
    wording = next((each for each in found if each), version.wordings[0])
    return Signable(statement, statement.invitation, version, wording)


def now() -> datetime:
    return datetime.now(UTC)
