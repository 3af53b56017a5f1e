"""The versions of a statement, each beside the one before it: what was taken out and what was put in, word by word."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.catalogue.records import Change, Statement, Version
from firsthand.catalogue.redline import Line, redline
from firsthand.catalogue.versions import worded
from firsthand.front.links import with_query
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said, best_edition, say

SHORT = 12
"""Characters of a hash that are shown at once; as many as people compare by eye."""
NEAR = 2
"""As many paragraphs that are the same are shown between two changes; more of them are folded up."""


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


class Stretch(Struct, frozen=True):
    """Paragraphs one after another that have changed, or that have not."""

    folded: bool
    lines: tuple[Line, ...]


class Pair(Struct, frozen=True):
    """A version beside the one before it in a language."""

    version: VersionLine
    before: int | None
    """The number of the version that it is compared with; None for the first in this language."""
    same: bool
    """Not a word of this language is different."""
    missing: bool
    """There is no such version in this language."""
    title: Line | None
    stretches: tuple[Stretch, ...]


class Tongue(Struct, frozen=True):
    language: str
    autonym: str
    address: str
    here: bool


class ChangesPage(Struct, frozen=True):
    title: Said
    address: str
    """Of the statement."""
    language: str
    tongues: tuple[Tongue, ...]
    pairs: tuple[Pair, ...]
    """The newest first."""


def languages_of(statement: Statement) -> tuple[str, ...]:
    """The languages in which there is any version, that of the original first; none where no text is here."""
    return tuple(dict.fromkeys(each.language for version in statement.versions for each in version.wordings))


def make_changes(interface: Interface, statement: Statement, asked: str) -> View:
    """`asked` is the language whose words are compared: else the interface's, or that of the original."""
    languages = languages_of(statement)
    wanted = next((each for each in (asked, interface.language) if each in languages), languages[0])
    address = f"/{interface.language}/statements/{statement.slug}"
    edition = best_edition(statement, interface.language)
    page = ChangesPage(
        title=Said(edition.title, edition.language),
        address=address,
        language=wanted,
        tongues=tuple(
            Tongue(each, autonym(each), with_query(f"{address}/changes", [("language", each)]), each == wanted)
            for each in languages
        ),
        pairs=tuple(reversed(list(_pairs(statement, wanted, interface)))),
    )
    title = interface.gettext("What has changed: %(title)s") % {"title": edition.title}
    return View("changes.html", page, title, room="statements")


def _pairs(statement: Statement, language: str, interface: Interface) -> Iterator[Pair]:
    before: Version | None = None
    for place, version in enumerate(statement.versions):
        line, now = _line(version, interface, first=not place), worded(version, language)
        then = worded(before, language)
        if now is None:
            yield Pair(line, None, same=False, missing=True, title=None, stretches=())
            continue
        if then is None or before is None:
            yield Pair(line, None, same=False, missing=False, title=None, stretches=())
        else:
            title, *rest = redline(then, now)
            same = not any(each.changed for each in (title, *rest))
            shown = () if same else tuple(_stretches(rest))
            yield Pair(line, before.number, same, missing=False, title=None if same else title, stretches=shown)
        before = version


def _stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Long runs of paragraphs that are the same are folded up, but for those next to a change."""
    near = {place for place, line in enumerate(lines) if line.changed}
    shown = {place + step for place in near for step in (-1, 0, 1)}
    run: list[Line] = []
    folded = False
    for place, line in enumerate(lines):
        if run and (place not in shown) != folded:
            yield Stretch(folded and len(run) > NEAR, tuple(run))
            run = []
        folded = place not in shown
        run.append(line)
    if run:
        yield Stretch(folded and len(run) > NEAR, tuple(run))


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
