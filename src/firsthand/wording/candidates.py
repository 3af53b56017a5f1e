"""Every form of a guide that stands in a text, before anything is asked about its surroundings."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from firsthand.wording.fold import WORD_BYTES, fold, spelling, strip
from firsthand.wording.lexis import Entry, Form, Lexis
from firsthand.wording.material import Material

NAMES = frozenset({"organisations", "journals", "instruments", "laws", "works"})


class Candidate(NamedTuple):
    """A form that stands in a text, from `start` to before `end`."""

    start: int
    end: int
    form: Form
    entry: Entry


class Finder:
    """Finds all forms of a lexis in one pass (Aho and Corasick, 1975); may be shared by threads."""

    def __init__(self, lexis: Lexis, languages: Collection[str]) -> None:
        self._lexis = lexis
        self._languages = frozenset(languages)

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self._lexis.patterns, implementation=Implementation.ContiguousNFA)

    def find(self, material: Material) -> list[Candidate]:
        """Terms, names and headings alike, in order, the longer ones first; only those whose letters are right."""
        folded = fold(material.text, material.hidden)
        data, length = folded.data, len(folded.data)
        found: list[Candidate] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if (start and data[start - 1] in WORD_BYTES) or (end < length and data[end] in WORD_BYTES):
                continue
            begin, finish = folded.span(start, end)
            found.extend(self._verified(material, self._lexis.forms[pattern], begin, finish))
        found.sort(key=lambda candidate: (candidate.start, -candidate.end))
        return found

    def _verified(self, material: Material, forms: Sequence[Form], start: int, end: int) -> Iterator[Candidate]:
        text = material.text
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            return  # Letters that no fold knows stand at it: it is another word.
        written = material.shown(start, end)
        spelled: dict[bool, str] = {}
        for form in forms:
            entry = self._lexis.entries[form.entry]
            if entry.language in self._languages:
                cyrillic = entry.language == "ru"
                if cyrillic not in spelled:
                    spelled[cyrillic] = spelling(written, cyrillic=cyrillic)
                if self._same(spelled[cyrillic], written, form, entry):
                    yield Candidate(start, end, form, entry)

    def _same(self, spelled: str, written: str, form: Form, entry: Entry) -> bool:
        if entry.kind in NAMES:
            return spelled == spelling(form.spelling) and (written[:1].isupper() or entry.kind == "instruments")
        if entry.kind == "term" and self._lexis.term(entry).exact:
            return _spaced(written) == _spaced(form.spelling)
        return spelled == form.spelling or (written.isupper() and strip(spelled) == strip(form.spelling))


def _spaced(text: str) -> str:
    return " ".join(text.replace("-", " ").split())
