"""What goes on where a reader is still typing: names of concepts, words of the library, titles of works.

The last word is completed; what stands before it stays. Forms of one word come once, words are written as passages
write them, and what the house does not say is not suggested.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice, zip_longest

from firsthand.search.analysis import WORD, exact, exact_of
from firsthand.search.completion import Completion
from firsthand.search.conceptnames import ConceptName, ConceptNames
from firsthand.search.languages import analysed_as
from firsthand.search.query import understand
from firsthand.search.storage import EditionRow
from firsthand.search.vocabulary import Vocabulary

LONGEST = 200
"""Characters of what is typed that are looked at."""
MOST = 20
SHORTEST = 2
"""Letters that it takes to suggest a title."""
LONGEST_TITLE = 90
OTHERS = 2
"""Names of concepts in other languages than the reader's first."""
TITLES = 200
"""Titles that are looked at for one beginning."""
_OPERATORS = re.compile(r'["“”„«»(|*:]|(?:^|\s)[-\u2212]')


class Suggestions:
    """Over one open index. Safe to use from several threads: what it remembers is a cache alone."""

    def __init__(
        self, vocabulary: Vocabulary, completion: Completion, names: ConceptNames, rows: Iterable[EditionRow]
    ) -> None:
        self._vocabulary, self._completion, self._names, self._rows = vocabulary, completion, names, rows

    def suggest(self, beginning: str, languages: Sequence[str], most: int) -> tuple[str, ...]:
        """Queries that begin so, the best of each sort in turn. `languages` are the reader's, the best first."""
        typed, most = beginning.lstrip()[:LONGEST], min(most, MOST)
        kinds: list[Iterable[str]] = [self._completion.queries(typed, languages)]
        if not _OPERATORS.search(typed):
            own, others = self._concepts(typed, languages)
            kinds = [own, *kinds, self._titles(typed, languages), others]
        found = zip_longest(*(islice(kind, most) for kind in kinds))
        return self._fit(typed, filter(None, chain.from_iterable(found)), most)

    def completions(self, words: str, languages: Sequence[str], most: int) -> tuple[str, ...]:
        """Queries that go on where this one ends in the beginning of a word."""
        return self._fit(words, islice(self._completion.queries(words[:LONGEST], languages), most), most)

    def ends_unknown(self, words: str) -> bool:
        """Whether the last word is none of the library's, in any form."""
        last = WORD.findall(words)[-1:]
        return bool(last) and exact_of[last[0]].count(" ") == 0 and not any(self._vocabulary.frequencies(last))

    def _fit(self, typed: str, found: Iterable[str], most: int) -> tuple[str, ...]:
        """Each once, none that is what was typed already, and none with a word that the house does not say."""
        said, already = self._names.unsaid(typed.rpartition(" ")[0]), exact(typed)
        fitting: dict[str, str] = {}
        for text in found if most > 0 else ():
            tokens = exact(text)
            if tokens not in (already, *fitting) and self._names.unsaid(text) <= said:
                fitting[tokens] = text
                if len(fitting) == most:  # each further one would cost a question to the index
                    break
        return tuple(fitting.values())

    def _concepts(self, typed: str, languages: Sequence[str]) -> tuple[list[str], list[str]]:
        """Names of concepts that passages speak of, of each the best: in the reader's first language, and in others."""
        found = list(self._names.beginning(typed))
        known = self._vocabulary.known((one.concept for one in found), "concept")
        rank = {language: place for place, language in enumerate(languages)}

        def order(one: ConceptName) -> tuple[int, bool, bool, bool, int, str]:
            here, elsewhere = rank.get(one.language, len(rank)), analysed_as(one.language) not in self._vocabulary.tags
            return here, elsewhere, one.inside, not one.preferred, -known[one.concept], one.name

        best: dict[str, ConceptName] = {}
        for one in sorted((one for one in found if one.concept in known), key=order):
            best.setdefault(one.concept, one)
        own = [one.name for one in best.values() if one.language in languages[:1] or not languages]
        return own, [one.name for one in best.values() if one.name not in own][:OTHERS]

    def _titles(self, typed: str, languages: Sequence[str]) -> Iterator[str]:
        """Titles that begin so: those in the reader's languages first, then the newest."""
        start = exact(typed)
        if len(start) < SHORTEST:
            return
        at = bisect_left(self._by_title, (start,))
        there = [row for tokens, _, row in self._by_title[at : at + TITLES] if tokens.startswith(start)]
        own = [analysed_as(language) for language in languages]
        there.sort(key=lambda row: row.date or "", reverse=True)
        for row in sorted(there, key=lambda row: min(map(own.index, own_tags(row, own)), default=len(own))):
            yield row.title if _is_plain(row.title) else exact(row.title)

    @cached_property
    def _by_title(self) -> list[tuple[str, int, EditionRow]]:
        rows = [row for row in self._rows if row.title and len(row.title) <= LONGEST_TITLE]
        return sorted(((exact(row.title), row.number, row) for row in rows), key=lambda entry: entry[:2])


def own_tags(row: EditionRow, tags: Sequence[str]) -> Iterator[str]:
    """The languages of an edition, as analysed, that are among some."""
    return (tag for tag in map(analysed_as, row.facets.get("language", ())) if tag in tags)


def _is_plain(title: str) -> bool:
    """Whether a title means its own words where it is searched for."""
    asked = understand(title)
    alternatives = any(len(terms) > 1 for terms in asked.wanted)
    return not (asked.plain or asked.fields or asked.excluded or asked.concepts or alternatives)
