"""A statement as the letter that is handed over: to whom, the words, who signs, and how all of it can be checked.

It decides what stands where, in which language; `pdf` and `word` know how that looks. The same release and the same
question give the same letter.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Statement, Texts, choose
from firsthand.catalogue.versions import in_force, worded
from firsthand.exports.letters.lists import listed
from firsthand.exports.letters.voices import Voices
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.pieces import Piece, Words
from firsthand.exports.matter.text import DEEPEST, Matter
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.exports.volume import Volume
from firsthand.interface import Interface, autonym
from firsthand.interface.said import name_of


class Section(Struct, frozen=True, omit_defaults=True):
    pieces: tuple[Piece, ...]
    """One of the kind "title" is the letter's own."""
    columns: int = 1
    fresh: bool = False
    """It begins on a page of its own."""
    tongue: Tongue | None = None
    """Of what stands around names and numbers, where it is the interface's."""
    whole: bool = False
    """It stands on one page, and the code with the address at its end."""


class Letter(Struct, frozen=True):
    title: str
    tongue: Tongue
    running: str
    """What stands at the head of every page but the first."""
    author: str
    sections: tuple[Section, ...]
    pictures: dict[str, bytes]
    """Name of each file that pieces show."""
    address: str
    """Where it can be checked; empty where the library doesn't say its address."""
    code: str
    """What a QR code with the address is called, for those who can't see it."""


PicturesOf = Callable[[Volume], Pictures]


def compose(volumes: Sequence[Volume], pictures: PicturesOf, widest: int, *, alphabetical: bool = False) -> Letter:
    """A letter with the words of each of these editions of one statement, and one list of signatories for all.

    `widest` is how many columns a table may have to be drawn as one.
    """
    first, statement = volumes[0], _statement(volumes[0])
    several, voices = len(volumes) > 1, Voices(tuple(dict.fromkeys(volume.interface for volume in volumes)))
    texts, files = [], {}
    for number, volume in enumerate(volumes):
        held = pictures(volume)
        prefix = f"{volume.edition.language}-" if several else ""
        text = (*_head(volume, several), *_matter(volume, held, widest, prefix, several))
        texts.append(Section(text, fresh=number > 0))
        files.update({f"{prefix}{name}": data for name, data in held.files.items()})
    address = f"{first.shelves.library.address}/statements/{statement.slug}" if first.shelves.library.address else ""
    ours = voices.tongue
    names, end = listed(first, voices, alphabetical=alphabetical), tuple(_imprint(volumes, voices, address))
    return Letter(
        title=first.edition.title,
        tongue=tongue(first.edition.language),
        running=first.edition.title,
        author=_publisher(first),
        sections=(
            *texts,
            Section(names.opening, fresh=several, tongue=ours),
            Section(names.names, columns=2, tongue=ours),
            Section(names.others, tongue=ours),
            Section(end, tongue=ours, whole=True),
        ),
        pictures=files,
        address=address,
        code=first.interface.gettext("A QR code with the address: %(address)s") % {"address": address},
    )


def _statement(volume: Volume) -> Statement:
    assert isinstance(volume.item, Statement)
    return volume.item


def _publisher(volume: Volume) -> str:
    party = volume.shelves.parties.get(volume.shelves.library.publisher or "")
    return name_of(party, volume.interface).value if party else ""


def _head(volume: Volume, several: bool) -> Iterator[Piece]:
    """To whom, for what, when; then the title."""
    statement, interface, language = _statement(volume), volume.interface, volume.edition.language
    _, version = interface.gettext, in_force(statement)
    if several:
        yield Piece("paragraph", (Words(autonym(language), emphasis=True),), tongue(language))
    yield from _told(_("To:"), statement.addressee, volume)
    if occasion := statement.occasion:
        yield from _told(_("Occasion:"), occasion.body, volume)
        yield from _told(_("Session:"), occasion.session, volume)
        yield from _told(_("Agenda item:"), occasion.item, volume)
        when = [interface.place_name(occasion.place)] if occasion.place else []
        when += [interface.date(occasion.date)] if occasion.date else []
        if when:
            yield _line(_("Place and date:") if occasion.place else _("Held on:"), (Words(", ".join(when)),), interface)
    day = version.date if version else statement.date
    yield _line(_("Date:"), (Words(interface.date(day)),), interface)
    title = (Words(volume.edition.title),)
    yield Piece("heading", title, tongue(language), level=1) if several else Piece("title", title, tongue(language))


def _told(label: str, texts: Texts, volume: Volume) -> Iterator[Piece]:
    if found := choose(texts, volume.edition.language, volume.interface.language):
        yield _line(label, (Words(found.value, tongue=tongue(found.language)),), volume.interface)


def _line(label: str, words: tuple[Words, ...], interface: Interface) -> Piece:
    return Piece("paragraph", (Words(f"{label} ", strong=True), *words), tongue(interface.language))


def _matter(volume: Volume, pictures: Pictures, widest: int, prefix: str, several: bool) -> Iterator[Piece]:
    """The words with their structure; the plain paragraphs of the version where the edition's text is not here."""
    own = tongue(volume.edition.language)
    wording = worded(in_force(_statement(volume)), volume.edition.language)
    if volume.edition.text is None and wording:
        yield from (Piece("paragraph", (Words(paragraph),), own) for paragraph in wording.paragraphs)
        return
    for piece in Matter(volume, pictures, widest).pieces():
        level = min(piece.level + 1, DEEPEST) if several and piece.kind == "heading" else piece.level
        spoken = replace(piece, tongue=piece.tongue or own, level=level)
        yield _apart(spoken, prefix) if prefix else spoken


def _apart(piece: Piece, prefix: str) -> Piece:
    """With names of its own for places, notes and pictures, since several texts stand in one file."""

    def renamed(value: object) -> object:
        match value:
            case dict():
                return {
                    key: f"{prefix}{each}" if key in _NAMES and each else renamed(each) for key, each in value.items()
                }
            case list():
                return [renamed(each) for each in value]
            case _:
                return value

    return msgspec.convert(renamed(msgspec.to_builtins(piece)), Piece)


_NAMES = ("name", "note", "target", "picture")


def _imprint(volumes: Sequence[Volume], voices: Voices, address: str) -> Iterator[Piece]:
    """Which words these are, and where anybody can see that they are."""
    first, statement = volumes[0], _statement(volumes[0])
    yield voices.heading(1, lambda ui: ui.gettext("How to check this letter"))
    if version := in_force(statement):
        yield voices.paragraph(
            lambda ui: (
                ui.gettext("Version %(number)s of %(date)s")
                % {"number": ui.number(version.number), "date": ui.date(version.date)}
            )
        )
        here = {volume.edition.language for volume in volumes}
        for number, wording in enumerate(version.wordings):
            if number == 0 or wording.language in here:  # the first is what signatures bind to
                label = f"SHA-256 ({autonym(wording.language)}): "
                yield Piece("paragraph", (Words(label, strong=True), Words(wording.sha256, code=True)), voices.tongue)
        yield voices.paragraph(
            lambda ui: ui.gettext("SHA-256 is computed from the words: other words would give another number.")
        )
    if coordinators := [
        first.shelves.parties[slug] for slug in statement.coordinators if slug in first.shelves.parties
    ]:
        names = "; ".join(name_of(party, first.interface).value for party in coordinators)
        yield voices.paragraph(lambda ui: ui.gettext("Coordinated by:"), Words(f" {names}"))
    if notice := choose(first.shelves.library.notice, first.interface.language):
        yield Piece("paragraph", (Words(notice.value, emphasis=True),), tongue(notice.language))
    if address:
        yield voices.paragraph(lambda ui: ui.gettext("The words and all public signatures stand at this address:"))
        yield Piece("paragraph", (Words(address, link=address),), Tongue("und", "und", "ltr"))
