"""Who has already agreed to these words: in the negotiations that are followed, and in the texts of the library."""

from collections.abc import Iterator
from itertools import groupby
from threading import Lock
from weakref import WeakKeyDictionary

from msgspec import Struct

from firsthand.catalogue.negotiations import Paragraph, Status
from firsthand.catalogue.redline import Line
from firsthand.front.facets import clean
from firsthand.front.headers import NOT_KEPT
from firsthand.front.links import leaf_address, with_query
from firsthand.front.opened import Opened
from firsthand.front.pages.negotiations.asked import name_place
from firsthand.front.question import UnavailableError, ask
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, say
from firsthand.negotiations.differences import differ
from firsthand.negotiations.phrases import MOST_CHARACTERS, MOST_FOUND, MOST_WORDS, Agreed, Shelf, read_phrase, search
from firsthand.search.protocol import Occurrence, Query

MOST_PLACES = 12
"""Of one process that are shown at once: the first of a ranked list."""
MOST_LINES = 20
"""Of the library's own texts."""
AROUND = 160
"""Characters that are shown before and after the words."""


class Place(Struct, frozen=True):
    label: str
    symbol: str
    date: str
    language: str
    place: str
    address: str
    before: str
    match: str
    after: str
    yes: bool
    """The words stand in an adopted text, and in no brackets or options: they were agreed."""
    status: str
    vote: str
    difference: Line | None
    """From what was asked for; None where it is the same."""


class Process(Struct, frozen=True):
    title: Said
    address: str
    body: Said | None
    first: str
    """In which draft the words stood first, in a sentence."""
    places: tuple[Place, ...]
    more: str
    """How many places are not shown, in a sentence; empty where all are."""


class Found(Struct, frozen=True):
    """Words in a text of the library."""

    title: str
    language: str
    address: str
    date: str
    before: str
    match: str
    after: str


class AgreedPage(Struct, frozen=True):
    words: str
    cut: int
    """So many words are looked for at most, where there were more; 0 where there weren't."""
    unsearchable: bool
    processes: tuple[Process, ...]
    near: tuple[Process, ...]
    """Processes in which the words only stand nearly so."""
    followed: int
    """How many negotiations were searched."""
    works: tuple[Found, ...]
    all: str
    """The page with all places in works; empty where these are all."""
    unavailable: bool
    """The search of the library does not answer."""
    most: int
    """Characters that can be typed."""


_SHELVES: WeakKeyDictionary[Opened, tuple[Shelf, ...]] = WeakKeyDictionary()
_PREPARING = Lock()


def shelves_of(opened: Opened) -> tuple[Shelf, ...]:
    """What is prepared of the negotiations of a release, once, when somebody first asks."""
    with _PREPARING:
        if opened not in _SHELVES:
            negotiations = (opened.negotiation(process.slug) for process in opened.shelves.processes)
            _SHELVES[opened] = tuple(Shelf(each) for each in negotiations if each)
        return _SHELVES[opened]


def make_agreed(opened: Opened, interface: Interface, typed: str) -> View:
    words = " ".join(clean(typed[: MOST_CHARACTERS + 1]).split())
    phrase = read_phrase(words)
    shelves = shelves_of(opened) if phrase.plain else ()
    exact, near = _processes(search(words, shelves), words, opened, interface) if shelves else ((), ())
    works, more, unavailable = _works(words, opened, interface) if phrase.plain else ((), False, False)
    quoted = _quoted(words)
    page = AgreedPage(
        words=words[:MOST_CHARACTERS],
        cut=MOST_WORDS if phrase.cut else 0,
        unsearchable=bool(words) and not phrase.plain,
        processes=exact,
        near=near,
        followed=len(opened.shelves.processes),
        works=works,
        all=with_query(f"/{interface.language}/search/concordance", [("q", quoted), ("own", "1")]) if more else "",
        unavailable=unavailable,
        most=MOST_CHARACTERS,
    )
    heading = interface.gettext("Who has already agreed to these words?")
    return View("agreed.html", page, heading, room="negotiations", keep=NOT_KEPT, indexed=not words)


def _processes(
    found: tuple[Agreed, ...], words: str, opened: Opened, interface: Interface
) -> tuple[tuple[Process, ...], tuple[Process, ...]]:
    """Those with the words themselves, and those with something near them only."""
    exact: list[Process] = []
    near: list[Process] = []
    for slug, group in groupby(found, key=lambda each: each.process):
        every = list(group)
        same = [each for each in every if each.exact]
        made = _process(slug, every, words, opened, interface)
        (exact if same else near).append(made)
    return tuple(exact), tuple(near)


def _process(slug: str, found: list[Agreed], words: str, opened: Opened, interface: Interface) -> Process:
    record = opened.shelves.process(slug)
    base = f"/{interface.language}/negotiations/{slug}"
    first = next((each.first for each in found if each.first), None)
    said = interface.gettext("Of the drafts that are here, these words stand first in: %(draft)s, %(date)s.")
    return Process(
        title=(say(record.titles, interface) if record else None) or Said(slug, "und"),
        address=base,
        body=say(record.body, interface) if record else None,
        first=said % {"draft": first.label, "date": interface.date(first.date)} if first else "",
        places=tuple(_place(each, base, words, interface) for each in found[:MOST_PLACES]),
        more=_more(len(found), interface),
    )


def _more(count: int, interface: Interface) -> str:
    if count >= MOST_FOUND:
        return interface.gettext("There are many more places in this negotiation. Look for more words at once.")
    if count <= MOST_PLACES:
        return ""
    left, ngettext = count - MOST_PLACES, interface.ngettext
    said = ngettext("%(count)s more place in this negotiation", "%(count)s more places in this negotiation", left)
    return said % {"count": interface.number(left)}


def _place(each: Agreed, base: str, words: str, interface: Interface) -> Place:
    draft, paragraph = each.draft, each.paragraph
    before, after = _around(paragraph, each.start, each.start + len(each.quote))
    return Place(
        label=draft.label,
        symbol=draft.symbol or "",
        date=interface.date(draft.date),
        language=draft.language,
        place=name_place(paragraph, interface),
        address=f"{base}/drafts/{draft.slug}#p-{paragraph.id}",
        before=before,
        match=each.quote,
        after=after,
        yes=each.agreed and each.exact,
        status=say_status(each, interface),
        vote=_vote(each, interface),
        difference=None if each.exact else differ(words, each.quote),
    )


def say_status(each: Agreed, interface: Interface) -> str:
    """Whether that is an agreement, in a sentence that claims no more than what stands there."""
    _, adopted = interface.gettext, each.draft.status is Status.ADOPTED
    if each.bracketed:
        return _("They stand there in brackets: that is no agreement.")
    if each.paragraph.option:
        return _("They stand there in one of several options: that is no agreement.")
    if not adopted and each.exact:
        return _("They stand in a draft that was not adopted as it is: that is no agreement.")
    if not adopted:
        return _("Words near them stand in a draft that was not adopted as it is: that is no agreement.")
    if not each.exact:
        return _("The adopted text has words near these, and not these.")
    return _("The adopted text has these words.")


def _vote(each: Agreed, interface: Interface) -> str:
    if each.vote is None or each.draft.status is not Status.ADOPTED:
        return ""
    message = interface.gettext("Adopted by a vote: %(yes)s in favour, %(no)s against, %(abstained)s abstained.")
    counts = {"yes": each.vote.yes, "no": each.vote.no, "abstained": each.vote.abstained}
    return message % {name: interface.number(count) for name, count in counts.items()}


def _around(paragraph: Paragraph, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, cut at a space."""
    before, after = paragraph.text[:start], paragraph.text[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def _quoted(words: str) -> str:
    """As a phrase of the search, in which quotation marks have a meaning."""
    bare = "".join(" " if sign in '"“”„«»*:' else sign for sign in words)
    return f"“{' '.join(bare.split()[:MOST_WORDS])}”"


def _works(words: str, opened: Opened, interface: Interface) -> tuple[tuple[Found, ...], bool, bool]:
    """Lines; whether there are more; whether the search does not answer."""
    asked = Query(_quoted(words), {}, opened.reading(interface), 1, MOST_LINES, own_words=True, strict=True)
    try:
        found = ask(opened, lambda engine: engine.concordance(asked))
    except UnavailableError:
        return (), False, True
    return tuple(_lines(found.occurrences, interface)), found.more, False


def _lines(occurrences: tuple[Occurrence, ...], interface: Interface) -> Iterator[Found]:
    for line in occurrences:
        edition = f"/{interface.language}/{line.address}"
        address = leaf_address(edition, line.leaf, f"p-{line.passage}") if line.passage else edition
        date = interface.date(line.date) if line.date else ""
        yield Found(line.title, line.language, address, date, line.before, line.match, line.after)
