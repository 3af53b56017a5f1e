"""Queries for measuring search: words that stand side by side in real passages, and words mistyped."""

import random
from collections.abc import Iterable
from typing import NamedTuple

from firsthand.search.analysis import is_stop_word
from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Entry, Query

QUERIES = 840
"""Half of them are asked for hits alone, the other half for whole answers."""
MISTYPED = 120
WEIGHTS = {
    "one word": 28, "two words": 30, "three words": 20, "phrase": 10, "any of three": 4, "one without another": 4,
    "beginning": 4,
}  # fmt: skip
"""How many of a hundred readers' queries are of each kind."""


class Case(NamedTuple):
    kind: str
    words: str
    tsquery: str
    """The same as PostgreSQL writes it."""
    language: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def query(self) -> Query:
        return Query(self.words, dict(self.filters), (self.language,))


def cases(gathered: list[Entry]) -> list[Case]:
    """Words as often as they stand in passages; no stop words. All kinds alike, none twice."""
    draw = random.Random(20)
    found: dict[Case, None] = {}
    while len(found) < QUERIES:
        entry = draw.choice(gathered)
        words = _words(entry.text)
        good = [_is_telling(word, entry.language) for word in words]
        places = [at for at in range(len(words) - 2) if all(good[at : at + 3])]
        if not places or entry.language[:2] in ("ja", "zh", "ko"):
            continue
        one, two, three = words[(at := draw.choice(places)) : at + 3]
        kind, text, tsquery = draw.choice(
            (
                ("one word", one, one),
                ("two words", f"{one} {two}", f"{one} {two}"),
                ("three words", f"{one} {two} {three}", f"{one} {two} {three}"),
                ("any of three", f"{one} OR {two} OR {three}", f"{one} or {two} or {three}"),
                ("phrase", f'"{one} {two}"', f'"{one} {two}"'),
                ("one without another", f"{one} -{two}", f"{one} -{two}"),
                ("beginning", f"{one[:5]}*", f"{one[:5]}:*"),
            )
        )
        facet = draw.choice(("language", "year", "kind", "", "", "", "", "", ""))
        filters = tuple((name, entry.facets[name]) for name in (facet,) if name)
        found[Case(kind, text, tsquery, entry.language, filters)] = None
    return list(found)


def mistyped(gathered: list[Entry]) -> list[tuple[str, str, str]]:
    """Words of at least six letters with one slip that no passage has: mistyped, meant, language."""
    known = {word for entry in gathered for word in _words(entry.text)}
    draw = random.Random(21)
    found: dict[tuple[str, str, str], None] = {}
    while len(found) < MISTYPED:
        entry = draw.choice(gathered)
        words = [word for word in _words(entry.text) if len(word) > 5 and _is_telling(word, entry.language)]
        if words and entry.language[:2] not in ("ja", "zh", "ko", "hi"):
            meant = draw.choice(words)
            if (typed := _slip(meant, draw)) not in known:
                found[typed, meant, entry.language] = None
    return list(found)


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + draw.choice(word) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _words(text: str) -> list[str]:
    return [word.strip(".,:;()\"'«»„“”").lower() for word in text.split()]


def _is_telling(word: str, language: str) -> bool:
    return word.isalpha() and len(word) > 2 and not is_stop_word(word, analysed_as(language))


Times = dict[str, list[float]]
"""Kind of query -> milliseconds."""
Book = dict[str, Times]
"""What was asked for -> times."""


def weighed(times: Times, row: str) -> list[tuple[float, float]]:
    """Times with their weights: of one kind, or of all kinds, alike or as often as readers ask so."""
    if row not in ("alike", "as readers ask"):
        return [(taken, 1.0) for taken in times[row]]
    return [
        (taken, WEIGHTS[kind] / len(of_kind) if row == "as readers ask" else 1.0)
        for kind, of_kind in times.items()
        if kind in WEIGHTS
        for taken in of_kind
    ]


def quantile(times: Iterable[tuple[float, float]], share: float) -> float:
    """The least time that so large a share of all weight lies at or under."""
    ordered = sorted(times)
    left = share * sum(weight for _, weight in ordered)
    for taken, weight in ordered:
        left -= weight
        if left <= 0:
            return taken
    return ordered[-1][0]


def quantiles(times: Iterable[float]) -> tuple[float, float]:
    """p50 and p99."""
    alike = [(taken, 1.0) for taken in times]
    return quantile(alike, 0.5), quantile(alike, 0.99)
