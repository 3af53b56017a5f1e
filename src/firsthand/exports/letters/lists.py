"""The signatories of a letter as headings and lists: in groups, or all in one alphabet; then those without names."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Mandate, Statement
from firsthand.citations.wordparts import is_right_to_left
from firsthand.exports.letters.signatories import (
    PERSON,
    WORLD,
    Signatory,
    in_alphabet,
    in_groups,
    not_named,
    signatories,
)
from firsthand.exports.letters.voices import Say, Voices
from firsthand.exports.matter.pieces import Entry, Piece, Words
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.volume import Volume
from firsthand.interface import Interface
from firsthand.interface.labels import N_, PARTIES

MANDATES = {
    Mandate.BOARD: ("[a]", N_("decided by its board")),
    Mandate.SECRETARIAT: ("[b]", N_("signed by its secretariat")),
    Mandate.UNCONFIRMED: ("[c]", N_("mandate not confirmed")),
}
"""The mark behind a name, and what it means."""
AFFILIATED = "*"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"


class Listed(Struct, frozen=True):
    opening: tuple[Piece, ...]
    """How many there are, and what the marks mean."""
    names: tuple[Piece, ...]
    others: tuple[Piece, ...]
    """How many are counted and not named."""


def listed(volume: Volume, voices: Voices, *, alphabetical: bool) -> Listed:
    """Everybody who has signed the words in force; parties are named in the language of the volume."""
    statement, language = volume.item, volume.edition.language
    assert isinstance(statement, Statement)
    found = [each for each in signatories(statement, volume.shelves.parties, language) if each.stands]
    unnamed = not_named(statement)
    opening = [
        voices.heading(1, lambda ui: ui.gettext("Signatories")),
        *_sum(found, sum(count for _, count in unnamed), volume, voices),
        *_key(found, voices),
    ]
    names = _alphabetical(found, volume, voices) if alphabetical else _grouped(found, volume, voices)
    return Listed(tuple(opening), tuple(names), tuple(_unnamed(unnamed, voices)))


def _alphabetical(found: Sequence[Signatory], volume: Volume, voices: Voices) -> Iterator[Piece]:
    language = volume.edition.language
    if found:
        yield voices.heading(2, lambda ui: ui.gettext("In alphabetical order"))
        yield _numbered(in_alphabet(found, language), 1, voices.first)


def _grouped(found: Sequence[Signatory], volume: Volume, voices: Voices) -> Iterator[Piece]:
    language, number = volume.edition.language, 1
    for kind, regions in in_groups(found, language):
        yield _counted(2, partial(_name_kind, kind), sum(len(there) for _, there in regions), voices)
        for region, there in regions:
            yield _counted(3, partial(name_region, region), len(there), voices)
            yield _numbered(there, number, voices.first)
            number += len(there)


def _name_kind(kind: str, interface: Interface) -> str:
    return interface.gettext(PARTIES[kind])


def name_region(region: str, interface: Interface) -> str:
    """A region (UN M49) as a heading."""
    if region == WORLD:
        return interface.gettext("International")
    return interface.place_name(region) if region else interface.gettext("Place not stated")


def _counted(level: int, say: Say, count: int, voices: Voices) -> Piece:
    heading = voices.heading(level, say)
    return replace(heading, words=(*heading.words, Words(f" ({voices.first.number(count)})")))


def _numbered(found: Sequence[Signatory], start: int, interface: Interface) -> Piece:
    mark = _RIGHT_TO_LEFT if interface.direction == "rtl" else _LEFT_TO_RIGHT
    entries = (
        Entry(f"{number}.", (Piece("paragraph", tuple(_told(each, interface, mark)), tongue(interface.language)),))
        for number, each in enumerate(found, start)
    )
    return Piece("list", entries=tuple(entries), level=1)


def _told(each: Signatory, interface: Interface, mark: str) -> Iterator[Words]:
    """A name in its own language; after it a sign that keeps what follows in its place (UAX #9).

    Its direction is left to its letters: marks of embedding would become part of the name where it is copied.
    """
    across = is_right_to_left(each.name) != (mark == _RIGHT_TO_LEFT)
    own = tongue(each.language or "und")
    yield Words(each.name, tongue=replace(own, dir=tongue(interface.language).dir))
    aside = mark if across else ""
    after = f"{aside} ({each.acronym})" if each.acronym else aside
    if each.affiliation:
        after += f" ({each.affiliation}{AFFILIATED})"
    if each.place:
        after += f", {interface.place_name(each.place)}"
    if each.invented:
        after += f" {interface.gettext('(invented)')}"
    if each.mandate:
        after += f" {MANDATES[each.mandate][0]}"
    if after:
        yield Words(after)


def _sum(found: Sequence[Signatory], unnamed: int, volume: Volume, voices: Voices) -> tuple[Piece, ...]:
    people = sum(each.kind == PERSON for each in found)
    day = volume.release.created.date().isoformat()

    def said(interface: Interface) -> str:
        ngettext = interface.ngettext
        counts = (
            (len(found) - people, ngettext("%(count)s organisation", "%(count)s organisations", len(found) - people)),
            (people, ngettext("%(count)s person by name", "%(count)s people by name", people)),
            (unnamed, ngettext(
                "at least %(count)s person who asked not to be named",
                "at least %(count)s people who asked not to be named", unnamed,
            )),
        )  # fmt: skip
        parts = [words % {"count": interface.number(count)} for count, words in counts if count]
        if not parts:
            return interface.gettext("Nobody has signed these words yet.")
        words = interface.gettext("Signed by %(sum)s, as published on %(date)s.")
        return words % {"sum": interface.join(parts), "date": interface.date(day)}

    return voices.paragraphs(said)


def _key(found: Iterable[Signatory], voices: Voices) -> Iterator[Piece]:
    """What the marks behind names mean, those that there are."""
    there = list(found)
    entries = []
    if any(each.affiliation for each in there):
        words = N_("Named for identification only: the organisation has not signed.")
        entries.append(Entry(AFFILIATED, (voices.paragraph(partial(_say, words)),)))
    for mandate, (mark, words) in MANDATES.items():
        if any(each.mandate == mandate for each in there):
            entries.append(Entry(mark, (voices.paragraph(partial(_say, words)),)))
    if entries:
        yield Piece("list", entries=tuple(entries), level=1)


def _say(words: str, interface: Interface) -> str:
    return interface.gettext(words)


def _unnamed(counts: Sequence[tuple[str, int]], voices: Voices) -> Iterator[Piece]:
    if not counts:
        return
    yield voices.heading(2, lambda ui: ui.gettext("Signatories who are not named"))
    yield from voices.paragraphs(
        lambda ui: ui.gettext(
            "They have asked not to be named; the coordinators have confirmed their signatures. "
            "The numbers are rounded down, so that nobody can be found by them."
        )
    )
    entries = (
        Entry("•", (voices.paragraph(partial(name_region, place), Words(f": {voices.first.number(count)}")),))
        for place, count in counts
    )
    yield Piece("list", entries=tuple(entries))
