"""The words of a statement in full, as they stand on its own page, and the languages that they are there in."""

from msgspec import Struct

from firsthand.catalogue.records import Edition, State, Statement
from firsthand.catalogue.versions import in_force, last_worded, same_words
from firsthand.exports.flow import Flow, Note, Piece, Surroundings, lay_out
from firsthand.front.opened import Opened
from firsthand.interface import Interface, autonym
from firsthand.interface.said import best_edition


class Tongue(Struct, frozen=True):
    """A language in which the statement can be read."""

    language: str
    autonym: str
    address: str
    state: str
    """In words: the original, current or outdated."""
    current: bool
    here: bool
    """Its words stand on this page."""


class Words(Struct, frozen=True):
    """The text in full."""

    language: str
    address: str
    """Of its reading page, where passages can be quoted."""
    flow: Flow
    stale: str
    """A sentence, where other words are in force by now."""


def edition_shown(statement: Statement, language: str) -> Edition | None:
    """The edition whose text a reader of a language is shown: in that language, or else the original, or else another
    one that has a text. None where no text is here."""
    best = best_edition(statement, language)
    return next((each for each in (best, *statement.editions) if each.text), None)


def make_words(opened: Opened, interface: Interface, statement: Statement) -> Words | None:
    edition = edition_shown(statement, interface.language)
    if edition is None or edition.text is None:
        return None
    base = _address(statement, edition, interface)
    flow = _flow(opened, edition.text, edition.title)
    return Words(edition.language, base, flow, _staleness(statement, edition, interface))


def make_tongues(statement: Statement, interface: Interface) -> tuple[Tongue, ...]:
    shown = edition_shown(statement, interface.language)
    return tuple(
        Tongue(
            edition.language,
            autonym(edition.language),
            _address(statement, edition, interface),
            _state(statement, edition, interface),
            _is_current(statement, edition),
            edition is shown,
        )
        for edition in statement.editions
        if edition.text
    )


def _address(statement: Statement, edition: Edition, interface: Interface) -> str:
    return f"/{interface.language}/statements/{statement.slug}/{edition.language}"


def _flow(opened: Opened, text: str, title: str) -> Flow:
    """All leaves one after another, then their notes."""
    contents = opened.contents(text)
    levels: tuple[int, ...] = ()
    pieces: list[Piece] = []
    notes: dict[str, Note] = {}
    for number in range(1, contents.leaves + 1):
        around = Surroundings(
            leaf_address=lambda _: "",
            anchors={entry.anchor: entry.leaf for entry in contents.entries},
            notes=lambda: opened.notes(text),
            levels=levels,
            title=title,
            images=contents.images,
        )
        flow = lay_out(opened.leaf(text, number), around)
        pieces += flow.pieces
        notes |= {note.id: note for note in flow.notes if note.id not in notes}
        levels = tuple(range(1, max((piece.level for piece in flow.pieces), default=1)))
    return Flow(tuple(pieces), tuple(notes.values()))


def _is_current(statement: Statement, edition: Edition) -> bool:
    """Whether an edition says what is in force; a version that only spells it better changes nothing in that."""
    if not statement.versions:
        return edition.state is State.CURRENT
    newest = last_worded(statement, edition.language)
    return newest is not None and newest.number in same_words(statement.versions)


def _state(statement: Statement, edition: Edition, interface: Interface) -> str:
    _ = interface.gettext
    if edition is statement.editions[0]:
        return _("original")
    if _is_current(statement, edition):
        return _("current")
    newest = last_worded(statement, edition.language)
    if newest is None:
        return _("outdated")
    return _("outdated, version %(number)s") % {"number": interface.number(newest.number)}


def _staleness(statement: Statement, edition: Edition, interface: Interface) -> str:
    if _is_current(statement, edition):
        return ""
    _, force, own = interface.gettext, in_force(statement), last_worded(statement, edition.language)
    if force is None or own is None:
        return _("The text that this edition was translated from has changed since.")
    languages = [each.language for each in statement.editions if each.text and _is_current(statement, each)]
    told = _(
        "This translation is of version %(old)s. In force is version %(new)s, which can be read in these languages: "
        "%(languages)s."
    )
    names = interface.join([interface.language_name(language) for language in languages])
    return told % {
        "old": interface.number(own.number),
        "new": interface.number(force.number),
        "languages": names,
    }
