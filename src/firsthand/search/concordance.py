"""Keyword in context: every place where what was asked for stands, with the words before and after it.

By edition, the newest first, and within an edition in the order of reading. A heading that has what was asked for
stands once, with the first passage under it that was found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from firsthand.search.facets import Counts, Shelf
from firsthand.search.index import Index, Key
from firsthand.search.languages import analysed_as
from firsthand.search.marking import Span
from firsthand.search.plan import Plan
from firsthand.search.protocol import Concordance, Occurrence, Query
from firsthand.search.snippets import ELLIPSIS, READ, Highlighter
from firsthand.search.storage import EditionRow, Stored
from firsthand.search.tree import OfEditions, all_of

WIDTH = 50
"""Characters before and after a match, at most."""
MOST_LINES = 10_000
"""Further lines are never given: who wants them all narrows the search."""
MOST_PER_PAGE = 1_000
AT_ONCE = 250
"""Passages read with one query, unless one edition has more."""

_SPACE = re.compile(r"\s")

Place = tuple[str, str, str]
"""What stands before, what was found, and what stands after."""


class Lines:
    """The occurrences of what one plan marks."""

    def __init__(self, index: Index, shelf: Shelf, plan: Plan, highlighter: Highlighter) -> None:
        self._index, self._shelf, self._plan = index, shelf, plan
        self._highlighter = highlighter
        self._ignored = frozenset(word.casefold() for word in plan.ignored)

    def page(self, query: Query) -> Concordance:
        """Those that `query.page` and `query.per_page` ask for, under its filters."""
        counts = self._index.count(self._plan.matching)
        counts[~self._shelf.filtered(query.filters)] = 0
        per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
        first = (max(query.page, 1) - 1) * per_page
        beyond = min(first + per_page, MOST_LINES)
        found = list(islice(self._all(counts), first, beyond + 1)) if first < beyond else []
        return Concordance(
            occurrences=tuple(found[: beyond - first]),
            passages=int(counts.sum()),
            editions=int(np.count_nonzero(counts)),
            carried=self._plan.carried,
            more=len(found) > beyond - first and beyond < MOST_LINES,
        )

    def _all(self, counts: Counts) -> Iterator[Occurrence]:
        for batch in _batches(self._newest_first(np.flatnonzero(counts).tolist()), counts):
            found: dict[int, list[Key]] = {number: [] for number in batch}
            for key, number in self._index.every(all_of([self._plan.matching, OfEditions(tuple(batch))])):
                found[number].append(key)
            for number, keys in found.items():
                passages = sorted(self._index.stored(keys), key=lambda stored: stored.ordinal)
                yield from self._edition(self._shelf.rows[number], passages)

    def _newest_first(self, numbers: Iterable[int]) -> list[int]:
        rows = self._shelf.rows
        by_address = sorted(numbers, key=lambda number: rows[number].address)
        return sorted(by_address, key=lambda number: rows[number].date or "", reverse=True)

    def _edition(self, row: EditionRow, passages: Iterable[Stored]) -> Iterator[Occurrence]:
        seen: set[tuple[str, ...]] = set()
        for stored in passages:
            for depth, heading in enumerate(stored.headings):
                path = stored.headings[: depth + 1]
                if path not in seen:
                    seen.add(path)
                    yield from self._text(row, stored, heading, path[:-1])
            yield from self._text(row, stored, stored.text, stored.headings)

    def _text(self, row: EditionRow, stored: Stored, text: str, headings: tuple[str, ...]) -> Iterator[Occurrence]:
        spans = self._highlighter.spans(text[:READ], analysed_as(stored.language))
        for start, end in self._runs(text, spans):
            before, match, after = around(text, start, end)
            yield Occurrence(
                address=row.address,
                passage=stored.passage,
                leaf=stored.leaf,
                language=stored.language,
                title=row.title,
                before=before,
                match=match,
                after=after,
                headings=headings,
                page=stored.page,
                start=stored.start,
                date=row.date,
            )

    def _runs(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
        """Words that stand together are found together, with the words between them that are not searched."""
        start, end, tokens = 0, 0, set[str]()
        for first, beyond, token in spans:
            if tokens and token not in tokens and self._joins(text[end:first]):
                end = beyond
                tokens.add(token)
                continue
            if tokens:
                yield start, end
            start, end, tokens = first, beyond, {token}
        if tokens:
            yield start, end

    def _joins(self, between: str) -> bool:
        return len(between) <= WIDTH and all(
            word.casefold() in self._ignored for word in _JOINING.sub(" ", between).split()
        )


_JOINING = re.compile("[-\u2010\u2011'\u2019]")
"""What stands between the parts of a word that is written as one."""


def around(text: str, start: int, end: int, width: int = WIDTH) -> Place:
    """A stretch of a text with at most `width` characters on either side, in the same paragraph.

    It is cut between words; in scripts without spaces between what readers see as one character (after the grapheme
    clusters of UAX #29). What was cut off leaves an ellipsis.
    """
    left = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    right = text.find("\n\n", end)
    right = right if right >= 0 else len(text)
    before, after = text[left:start], text[end:right]
    if len(before) > width:
        before = ELLIPSIS + _shortened_before(before, width).lstrip()
    if len(after) > width:
        after = _shortened_after(after, width).rstrip() + ELLIPSIS
    return _flat(before).lstrip(), _flat(text[start:end]), _flat(after).rstrip()


def _shortened_before(text: str, width: int) -> str:
    at = len(text) - width
    space = _SPACE.search(text, at - 1, len(text) - width // 2)
    if space:
        return text[space.end() :]
    while at < len(text) and not is_boundary(text, at):
        at += 1
    return text[at:]


def _shortened_after(text: str, width: int) -> str:
    spaces = [found.start() for found in _SPACE.finditer(text, width // 2, width + 1)]
    if spaces:
        return text[: spaces[-1]]
    at = width
    while at > 0 and not is_boundary(text, at):
        at -= 1
    return text[:at]


def is_boundary(text: str, at: int) -> bool:
    """Whether a text may be parted here without breaking what readers see as one character.

    >>> is_boundary("e\\u0301t", 1), is_boundary("e\\u0301t", 2)
    (False, True)
    """
    if not 0 < at < len(text):
        return True
    before, here = text[at - 1], text[at]
    if unicodedata.category(here)[0] == "M" or here in _EXTENDING or before == "\u200d" or here == "\u200d":
        return False
    if "\U0001f1e6" <= here <= "\U0001f1ff":
        flags = len(text[:at]) - len(text[:at].rstrip(_INDICATORS))
        return flags % 2 == 0
    return True


_EXTENDING = frozenset("\u0e33\u0eb3\u200c" + "".join(map(chr, (*range(0x1160, 0x1200), *range(0x1F3FB, 0x1F400)))))
"""Vowels of Thai and Lao that follow their consonant, second parts of Korean syllables, colours of skin."""
_INDICATORS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _batches(numbers: Iterable[int], counts: Counts) -> Iterator[list[int]]:
    """Editions that together have about AT_ONCE passages to read, in their order; the first ones fewer."""
    batch: list[int] = []
    size = 0
    for number in numbers:
        batch.append(number)
        size += int(counts[number])
        if size >= AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
