"""Every form of a guide that stands in a text, before anything is asked about its surroundings."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from firsthand.wording.fold import WORD_BYTES, Folded, fold, spelling, strip
from firsthand.wording.languages import Spreader
from firsthand.wording.lexis import Entry, Form, Lexis
from firsthand.wording.material import Material
from firsthand.wording.needs import Needs
from firsthand.wording.schema import Names, Term
from firsthand.wording.stock import Stock

_NOTE = re.compile(rb"\d{1,3}(?![0-9a-z_\x80-\xff])")
"""The number of a note behind a word: "as is known2"."""
_LARGE = 4_000_000
"""Bytes of a text."""
NAMES = frozenset(Names.__struct_fields__)


class Candidate(NamedTuple):
    """A form that stands in a text, from `start` to before `end`."""

    start: int
    end: int
    form: Form
    entry: Entry
    lexis: Lexis

    @property
    def term(self) -> Term:
        return self.lexis.term(self.entry)


class Finder:
    """Finds all forms of a guide in one pass (Aho and Corasick, 1975); may be shared by threads."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._spreader = Spreader(stock.outline.functions)
        self._nets: dict[tuple[frozenset[str], bool], _Net] = {}

    def find(self, material: Material, languages: frozenset[str], *, everything: bool = False) -> list[Candidate]:
        """Terms, names and headings alike, in order, the longer ones first; only those whose letters are right.

        Terms that nothing near could make a finding of are left out, unless `everything` is asked for.
        """
        folded = fold(material.text, material.hidden)
        spread = self._spreader.spread(material.text, folded.data, languages)
        everywhere = self._net(spread.everywhere, large=len(folded.data) > _LARGE)
        found = list(everywhere.find(material, folded, (0, len(folded.data)), everything=everything))
        for language, start, end in spread.elsewhere:
            net = self._net(frozenset([language]))
            found.extend(net.find(material, folded, (start, end), everything=everything))
        found.sort(key=lambda candidate: (candidate.start, -candidate.end))
        return found

    def _net(self, languages: frozenset[str], *, large: bool = False) -> "_Net":
        """The quicker one where it has been made."""
        net = self._nets.get((languages, True)) or self._nets.get((languages, large))
        if net is None:
            lexes = [self._stock.lexis(language) for language in sorted(languages)]
            net = _Net(list({id(lexis): lexis for lexis in lexes}.values()), languages, large=large)
            self._nets[languages, large] = net
        return net


class _Net:
    """What is looked for in some languages at once."""

    def __init__(self, lexes: Sequence[Lexis], languages: Collection[str], *, large: bool) -> None:
        """For large texts an automaton is made that takes longer to make and is twice as quick."""
        patterns = [pattern for lexis in lexes for pattern in lexis.patterns]
        self._needs = [Needs(lexis) for lexis in lexes]
        self._languages = languages
        kind = Implementation.DFA if large else Implementation.ContiguousNFA
        self._automaton = BytesAhoCorasick(patterns, implementation=kind)

    def find(
        self, material: Material, folded: Folded, stretch: tuple[int, int], *, everything: bool
    ) -> Iterator[Candidate]:
        """The candidates in a stretch of the folded text."""
        data, length = folded.data, len(folded.data)
        first, last = stretch
        looked = data if last - first >= length else data[first:last]
        for pattern, begin, finish in self._automaton.find_matches_as_indexes(looked, overlapping=True):
            start, end = begin + first, finish + first
            if start and data[start - 1] in WORD_BYTES:
                continue
            if end < length and data[end] in WORD_BYTES and not _NOTE.match(data, end):
                continue
            needs, own = self._place(pattern)
            need = None if everything else needs.of(own)
            if need is None or need.is_met(data, start, end):
                lexis = needs.lexis
                yield from self._verified(material, lexis, lexis.forms[own], *folded.span(start, end))

    def _place(self, pattern: int) -> tuple[Needs, int]:
        """In which lexis a pattern is, and its number there."""
        for needs in self._needs:
            if pattern < len(needs.lexis.patterns):
                return needs, pattern
            pattern -= len(needs.lexis.patterns)
        raise IndexError(pattern)

    def _verified(
        self, material: Material, lexis: Lexis, forms: Sequence[Form], start: int, end: int
    ) -> Iterator[Candidate]:
        text = material.text
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalpha()):
            return  # Letters that no fold knows stand at it: it is another word.
        written = material.shown(start, end)
        spelled: dict[bool, str] = {}
        for form in forms:
            entry = lexis.entries[form.entry]
            if entry.language in self._languages:
                cyrillic = entry.language == "ru"
                if cyrillic not in spelled:
                    spelled[cyrillic] = spelling(written, cyrillic=cyrillic)
                candidate = Candidate(start, end, form, entry, lexis)
                if _same(spelled[cyrillic], written, candidate):
                    yield candidate


def _same(spelled: str, written: str, candidate: Candidate) -> bool:
    form, entry = candidate.form, candidate.entry
    if entry.kind in NAMES:
        same = spelled == spelling(form.spelling, cyrillic=entry.language == "ru")
        return same and (written[:1].isupper() or entry.kind == "instruments")
    if entry.kind == "term" and candidate.term.exact:
        return _spaced(written) == _spaced(form.spelling)
    return spelled == form.spelling or (written.isupper() and strip(spelled) == strip(form.spelling))


def _spaced(text: str) -> str:
    return " ".join(text.replace("-", " ").split())
