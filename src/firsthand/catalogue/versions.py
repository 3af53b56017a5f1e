"""The versions of a statement: which is in force, who has signed it, and who is to be asked again.

A signature stands for the words that were signed. It goes on to stand while later versions only spell them better.
"""

from collections.abc import Iterable, Iterator, Sequence

from firsthand.catalogue.records import Change, Endorsement, Statement, Version, Wording


def in_force(statement: Statement) -> Version | None:
    """The last version; None where the text is not here."""
    return statement.versions[-1] if statement.versions else None


def numbered(statement: Statement, number: int | None) -> Version | None:
    """The version of this number; None where there is none."""
    return next((version for version in statement.versions if version.number == number), None)


def worded(version: Version | None, language: str) -> Wording | None:
    """A version in a language; None where it is not translated."""
    return next((each for each in version.wordings if each.language == language), None) if version else None


def last_worded(statement: Statement, language: str) -> Version | None:
    """The newest version that there is in a language. Older than the one in force, its translation is outdated."""
    return next((each for each in reversed(statement.versions) if worded(each, language)), None)


def same_words(versions: Iterable[Version]) -> frozenset[int]:
    """The numbers of those versions that say the same as the last one, but for their spelling."""
    good: set[int] = set()
    for version in versions:
        good = good | {version.number} if version.change is Change.SPELLING else {version.number}
    return frozenset(good)


def carried(number: int | None, versions: Sequence[Version]) -> int | None:
    """The newest version that says what version `number` says: a correction of spelling takes signatures along, a
    change of wording doesn't."""
    if number is None:
        return None
    for version in sorted(versions, key=lambda one: one.number):
        if version.number == number + 1 and version.change is Change.SPELLING:
            number = version.number
    return number


def stands(endorsement: Endorsement, statement: Statement) -> bool:
    """Whether somebody has signed the version in force, or one that differs from it by spelling only.

    Who signed before versions were counted has signed the first. What was withdrawn does not stand.
    """
    if endorsement.withdrawn:
        return False
    if not statement.versions:
        return True
    number = statement.versions[0].number if endorsement.version is None else endorsement.version
    return number in same_words(statement.versions)


def asked_again(statement: Statement) -> Iterator[Endorsement]:
    """Those who have signed other words than those in force, and have withdrawn nothing."""
    return (each for each in statement.endorsements if not each.withdrawn and not stands(each, statement))
