"""Which records of several networks may be the same work: by identifiers, files and texts, then by title and date.

It proposes and gives its reasons; people decide. It knows nothing of files and tables.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Work
from firsthand.release.union.members import Member


class Reason(StrEnum):
    """Why two records may be the same, the surest first."""

    IDENTIFIER = "identifier"
    FILE = "file"
    TEXT = "text"
    TITLE_AND_DATE = "title-and-date"
    TITLE = "title"
    SLUG = "slug"
    """The same words in the address, and the same kind: networks often keep it when they translate."""


SURE = {Reason.IDENTIFIER: 1.0, Reason.FILE: 0.98, Reason.TEXT: 0.97}
SIMILAR = 0.86
"""Share of letters that two titles must have in common, in order (Ratcliff and Obershelp)."""
FREQUENT = 40
"""A word of a title that stands in more titles than these tells nothing, unless all words of a title do."""
SHARED = {"issn", "url"}
"""Identifiers that many works of a series, or of a site, may share."""


class Proposal(Struct, frozen=True):
    """Two records of different networks that may be the same."""

    one: str
    """Reference, such as "inpud:works/red-herring"; `one` is of the network that was named before."""
    other: str
    reason: Reason
    score: float
    """From 0 to 1: for ordering, not a probability."""
    evidence: str
    """What agrees: the identifier, or both titles."""


class _Known(Struct, frozen=True):
    reference: str
    member: int
    item: Item
    titles: tuple[str, ...]
    """Folded, each once."""
    year: int | None


def recognise(members: Iterable[Member]) -> list[Proposal]:
    """Pairs of records of different networks that may be the same, the surest first; each pair once."""
    known = [
        _Known(reference, number, item, _titles(item.editions), _year(item))
        for number, member in enumerate(members)
        for reference, item in member.items()
        if not (isinstance(item, Work) and item.withdrawn)
    ]
    found: dict[tuple[str, str], Proposal] = {}
    for proposal in (*_by_marks(known), *_by_titles(known), *_by_slugs(known)):
        pair = proposal.one, proposal.other
        if pair not in found or proposal.score > found[pair].score:
            found[pair] = proposal
    return sorted(found.values(), key=lambda each: (-each.score, each.one, each.other))


def fold(title: str) -> str:
    """A title as it is compared: letters and figures in lower case, without accents; words parted by one space."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def _titles(editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """Titles, each also with its subtitle: one network may write as one what another parts."""
    each = (title for edition in editions for title in (edition.title, f"{edition.title} {edition.subtitle or ''}"))
    return tuple(dict.fromkeys(filter(None, map(fold, each))))


def _year(item: Item) -> int | None:
    return int(item.date[:4]) if item.date else None


def _by_marks(known: list[_Known]) -> Iterator[Proposal]:
    """The same identifier, file or text."""
    shelves: dict[tuple[Reason, str], dict[str, _Known]] = defaultdict(dict)
    for each in known:
        for mark in _marks(each.item):
            shelves[mark][each.reference] = each
    for (reason, value), alike in shelves.items():
        for one, other in combinations(alike.values(), 2):
            if one.member != other.member and type(one.item) is type(other.item):
                yield Proposal(one.reference, other.reference, reason, SURE[reason], value)


def _marks(item: Item) -> Iterator[tuple[Reason, str]]:
    own = item.identifiers if isinstance(item, Work) else ()
    for identifier in (*own, *(each for edition in item.editions for each in edition.identifiers)):
        if identifier.scheme not in SHARED:
            yield Reason.IDENTIFIER, f"{identifier.scheme} {identifier.value}"
    for edition in item.editions:
        yield from ((Reason.FILE, file.sha256) for file in edition.files)
        if edition.text:
            yield Reason.TEXT, edition.text


def _by_titles(known: list[_Known]) -> Iterator[Proposal]:
    for one, other in _candidates(known):
        best = max(((_likeness(a, b), a, b) for a in one.titles for b in other.titles), default=(0.0, "", ""))
        if best[0] >= SIMILAR and (scored := _score(best[0], one.year, other.year)):
            reason, score = scored
            yield Proposal(one.reference, other.reference, reason, score, f"{best[1]} / {best[2]}")


def _by_slugs(known: list[_Known]) -> Iterator[Proposal]:
    """Slugs of several words; "launch" alone tells nothing."""
    shelves: dict[str, list[_Known]] = defaultdict(list)
    for each in known:
        if isinstance(each.item, Work) and "-" in each.item.slug:
            shelves[f"{each.item.kind} {each.item.slug}"].append(each)
    for alike in shelves.values():
        for one, other in combinations(alike, 2):
            if one.member != other.member and _score(1.0, one.year, other.year):
                yield Proposal(one.reference, other.reference, Reason.SLUG, 0.6, one.item.slug)


def _score(likeness: float, year: int | None, other: int | None) -> tuple[Reason, float] | None:
    """Years far apart make two of a series, such as annual reports, of what only a title would join."""
    if year and other:
        if abs(year - other) > 1:
            return None
        return Reason.TITLE_AND_DATE, round(likeness * (0.95 if year == other else 0.8), 3)
    return Reason.TITLE, round(likeness * 0.7, 3)


def _likeness(one: str, other: str) -> float:
    """A figure that only one title has ("Report 2019", "Part 2") makes two of them."""
    if one == other:
        return 1.0
    if set(re.findall(r"\d+", one)) != set(re.findall(r"\d+", other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _candidates(known: list[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Pairs of the same kind whose titles share a word that is not in every second title."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(known):
        for word in {word for title in each.titles for word in title.split()}:
            by_word[word].append(number)
    pairs: set[tuple[int, int]] = set()
    for number, each in enumerate(known):
        words = sorted({word for title in each.titles for word in title.split()}, key=lambda word: len(by_word[word]))
        telling = [word for word in words if len(by_word[word]) <= FREQUENT] or words[:1]
        for word in telling:
            pairs.update((min(number, other), max(number, other)) for other in by_word[word] if other != number)
    for first, second in sorted(pairs):
        one, other = known[first], known[second]
        if one.member != other.member and type(one.item) is type(other.item):
            yield one, other
