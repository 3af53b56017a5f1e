"""Two drafts side by side, in the order of the later one; what is gone stands where it stood.

It says what a machine proposes and what a person has confirmed, and where nobody can tell.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import (
    Alignment,
    Draft,
    DraftText,
    Link,
    LinkKind,
    Negotiation,
    Paragraph,
    Part,
    State,
)
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.named import PARTS, drafts_of, is_guess, is_weak, name_kind, texts_of, told
from firsthand.front.pages.negotiations.sides import Cell, compare, plain
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, say
from firsthand.negotiations.alignment import DifferentLanguagesError, align

MOST_PAIRS = 1_000_000
"""Paragraphs of one draft times those of the other that are compared when somebody asks: a thousand by a thousand."""


FIRST_WORDS = 6
"""Of a paragraph without a number, to name it by."""


class Row(Struct, frozen=True):
    kind: str
    name: str
    """ "Edited, moved"."""
    confirmed: bool
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    place: tuple[str, str]
    """From where to where, where it moved; twice the same where only the order is another; else empty."""
    guess: bool
    """Nobody knows whether both sides, or this and its ties, are the same: no differences are marked."""
    ties: tuple[tuple[str, str], ...]
    """What would fit as well: label and address on this page."""
    number: int = 0
    """Among what has changed, from 1 on; 0 for what has not."""


class Stretch(Struct, frozen=True):
    same: bool
    """All of them are without changes: they are folded."""
    rows: tuple[Row, ...]


class Section(Struct, frozen=True):
    """An article of the later draft, or a part of it where that has no articles."""

    heading: str
    anchor: str
    own: bool
    """The heading is words of the draft, and not of the interface."""
    changes: int
    stretches: tuple[Stretch, ...]


class Choice(Struct, frozen=True):
    slug: str
    label: str
    before: bool
    after: bool


class ChangesPage(Struct, frozen=True):
    title: Said
    address: str
    before: Draft
    after: Draft
    dates: tuple[str, str]
    sections: tuple[Section, ...]
    changes: int
    counts: tuple[tuple[str, int], ...]
    proposed: bool
    choices: tuple[Choice, ...]
    pairs: tuple[tuple[str, str], ...]
    """Drafts that follow one another: words and address."""
    failed: str
    """Why they can’t be compared; empty where they can."""


def make_changes(showing: Showing, interface: Interface, before: str, after: str) -> View | None:
    """None where one of the drafts isn’t there, or both are one. The older one is always shown first."""
    negotiation = showing.negotiation
    drafts, texts = drafts_of(negotiation), texts_of(negotiation)
    if before == after or not {before, after} <= drafts.keys() & texts.keys():
        return None
    order = list(drafts)
    if order.index(before) > order.index(after):
        before, after = after, before
    alignment, failed = _alignment(negotiation, texts[before], texts[after], interface)
    rows = _counted(_rows(alignment, texts[before], texts[after], interface)) if alignment else ()
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.name] = counts.get(row.name, 0) + 1
    one, other = drafts[before], drafts[after]
    page = ChangesPage(
        title=say(negotiation.process.titles, interface) or Said(negotiation.process.slug, "und"),
        address=showing.base,
        before=one,
        after=other,
        dates=(interface.date(one.date), interface.date(other.date)),
        sections=tuple(_sections(rows, texts[after], interface)),
        changes=sum(row.number > 0 for row in rows),
        counts=tuple(counts.items()),
        proposed=any(not row.confirmed for row in rows),
        choices=tuple(Choice(each, drafts[each].label, each == before, each == after) for each in order),
        pairs=tuple(pairs_of(showing)),
        failed=failed,
    )
    return View("draft-changes.html", page, f"{one.label} → {other.label}", room="negotiations")


def pairs_of(showing: Showing) -> Iterator[tuple[str, str]]:
    """Drafts that follow one another, and each with the last: words, and the address of both side by side."""
    drafts = drafts_of(showing.negotiation)
    for before, after in linked_pairs(showing.negotiation):
        yield f"{drafts[before].label} → {drafts[after].label}", showing.changes(before, after)


def linked_pairs(negotiation: Negotiation) -> tuple[tuple[str, str], ...]:
    """Slugs of the drafts that are to be found side by side where nothing can be computed."""
    drafts, texts = drafts_of(negotiation), texts_of(negotiation)
    there = [slug for slug in drafts if slug in texts]
    near = [(each.before, each.after) for each in negotiation.alignments if {each.before, each.after} <= set(there)]
    far = [(slug, there[-1]) for slug in there[:-1] if drafts[slug].language == drafts[there[-1]].language]
    return tuple(dict.fromkeys((*near, *far)))


def tails_of(negotiation: Negotiation) -> tuple[str, ...]:
    """What stands behind the address of a negotiation in those of its pages that are there without being asked for."""
    drafts = [text.draft for text in negotiation.texts]
    tails = ["", "/score", *(f"/drafts/{each}" for each in drafts), *(f"/sheets/{each}" for each in drafts)]
    tails += [f"/changes/{before}/{after}" for before, after in linked_pairs(negotiation)]
    return (*tails, *(f"/asks/{ask.slug}" for ask in negotiation.asks))


def _alignment(
    negotiation: Negotiation, before: DraftText, after: DraftText, interface: Interface
) -> tuple[Alignment | None, str]:
    found = next(
        (each for each in negotiation.alignments if (each.before, each.after) == (before.draft, after.draft)), None
    )
    if found:
        return found, ""
    drafts, _ = drafts_of(negotiation), interface.gettext
    different = _("The two drafts are in different languages, so their words can’t be compared.")
    if drafts[before.draft].language.partition("-")[0] != drafts[after.draft].language.partition("-")[0]:
        return None, different
    if len(before.paragraphs) * len(after.paragraphs) > MOST_PAIRS:
        return None, _(
            "These drafts are too long to be compared while somebody waits. Compare drafts that follow one another."
        )
    try:
        return align(before, after), ""
    except DifferentLanguagesError:
        return None, different


def _counted(rows: Iterator[Row]) -> tuple[Row, ...]:
    """With the numbers of those that have changed, by which readers go from one to the next."""
    number = 0
    found = []
    for row in rows:
        number += row.kind != "same"
        found.append(replace(row, number=number) if row.kind != "same" else row)
    return tuple(found)


def _sections(rows: Sequence[Row], after: DraftText, interface: Interface) -> Iterator[Section]:
    """What is gone stays in the section where it stood."""
    places = {each.id: (each.headings[0], True) if each.headings else (each.part, False) for each in after.paragraphs}
    gathered: list[tuple[tuple[str, bool], list[Row]]] = []
    for row in rows:
        here = places[row.after[0].id] if row.after else gathered[-1][0] if gathered else None
        if here is None:  # it stood before everything else
            here = next(iter(places.values()), (Part.FRONT, False))
        if not gathered or gathered[-1][0] != here:
            gathered.append((here, []))
        gathered[-1][1].append(row)
    for number, ((heading, own), some) in enumerate(gathered, 1):
        yield Section(
            heading=heading if own else interface.gettext(PARTS[Part(heading)]),
            anchor=f"s-{number}",
            own=own,
            changes=sum(row.number > 0 for row in some),
            stretches=tuple(
                Stretch(same, tuple(group)) for same, group in groupby(some, key=lambda row: row.kind == "same")
            ),
        )


def _ordered(alignment: Alignment, before: DraftText, after: DraftText) -> list[Link]:
    """In the order of the later draft; what has nothing there behind what stood before it."""
    here = {each.id: at for at, each in enumerate(before.paragraphs)}
    there = {each.id: at for at, each in enumerate(after.paragraphs)}
    links = told(alignment.links)
    goes_to = {
        each: min(there.get(one, 0) for one in link.after) for link in links if link.after for each in link.before
    }
    reached: dict[str, int] = {}
    last = -1
    for paragraph in before.paragraphs:
        last = goes_to.get(paragraph.id, last)
        reached[paragraph.id] = last

    def place(link: Link) -> tuple[int, int, int]:
        if link.after:
            return (min(there.get(each, 0) for each in link.after), 0, 0)
        first = min(link.before, key=lambda each: here.get(each, 0), default="")
        return (reached.get(first, -1), 1, here.get(first, 0))

    return sorted(links, key=place)


def _rows(alignment: Alignment, before: DraftText, after: DraftText, interface: Interface) -> Iterator[Row]:
    old = {each.id: each for each in before.paragraphs}
    new = {each.id: each for each in after.paragraphs}
    for link in _ordered(alignment, before, after):
        one = [old[each] for each in link.before if each in old]
        other = [new[each] for each in link.after if each in new]
        guess = is_guess(link)
        left, right = (plain(one), plain(other)) if guess else compare(one, other)
        changed = any(cell.line.changed for cell in (*left, *right))
        same = link.kind is LinkKind.SAME and not link.moved and not changed
        tied, side = (new, "a") if link.before else (old, "b")
        yield Row(
            kind="same" if same else "edited" if link.kind is LinkKind.SAME else link.kind.value,
            name=name_kind(link, interface),
            confirmed=link.state is State.CONFIRMED,
            before=left,
            after=right,
            place=_places(one, other) if link.moved and one and other else ("", ""),
            guess=guess or is_weak(link),
            ties=tuple((label_of(tied[each], interface), f"#{side}-{each}") for each in link.ties if each in tied),
        )


def label_of(paragraph: Paragraph, interface: Interface) -> str:
    return paragraph.label or interface.gettext("paragraph without a number")


def _places(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[str, str]:
    """Names of both places: article and number, or article alone where one of them has no number."""
    one, other = before[0], after[0]
    if one.label and other.label:
        return " · ".join((*one.headings[:1], one.label)), " · ".join((*other.headings[:1], other.label))
    if one.headings[:1] == other.headings[:1]:
        return "=", "="
    return _named(one), _named(other)


def _named(paragraph: Paragraph) -> str:
    """Article and number; the first words where there is no number."""
    words = paragraph.text.split()
    first = " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")
    return " · ".join((*paragraph.headings[:1], paragraph.label or first))
