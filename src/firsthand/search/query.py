"""What a reader typed, understood: words, "phrases", -without, prefix*, this OR that, field:value.

Knows the written form of queries and nothing of indexes. Nothing that can be typed is an error: what can't be
understood as written is taken as plain words, and says so.
"""

import re
import unicodedata
from collections.abc import Container, Iterable

from msgspec import Struct
from msgspec.structs import replace

MAX_CHARACTERS = 2_000
"""What is typed beyond this is not read."""
MAX_TERMS = 64
"""Words, phrases and prefixes searched at most; the rest is ignored and named."""
MAX_PREFIXES = 4
"""Beginnings of words cost most; further ones are ignored and named."""
MAX_PHRASE_WORDS = 32
"""A longer phrase is searched by its first words."""
MAX_IGNORED = 20
"""Ignored words that are named at most."""

FIELDS = ("title", "by", "year", "lang", "place", "kind", "theme", "publisher", "concept")
"""Names that can stand before a colon."""


class Term(Struct, frozen=True):
    """A word, a phrase, or the beginning of a word."""

    text: str
    phrase: bool = False
    prefix: bool = False
    start: int = 0
    """Where it stands in the words as cleaned, in characters."""
    times: int = 1
    """How often the query has it."""


class Near(Struct, frozen=True):
    """Two words or phrases with at most so many words between them, in either order."""

    left: Term
    right: Term
    between: int


class Field(Struct, frozen=True):
    name: str
    """One of FIELDS."""
    value: str
    excluded: bool = False


class Asked(Struct, frozen=True):
    """A query, understood. All of `wanted` must hold; in each, one of the alternatives."""

    cleaned: str
    """What was typed, in NFC, without control characters."""
    wanted: tuple[tuple[Term | Near, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()
    concepts: tuple[str, ...] = ()
    """Ids of concepts that were asked for by `concept:`; all of them must be named."""
    plain: bool = False
    ignored: tuple[str, ...] = ()


class _Malformed(Exception):  # noqa: N818 - never leaves this module
    """The query can't be understood as written."""


_QUOTES = {'"': '"', "“": "”“", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "״": "״"}
_OPENING = "".join(_QUOTES)
_MINUS = "-\u2212"
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):", re.IGNORECASE)
_OR = re.compile(r"(?:OR|\|\|?)(?=\s|$)")
_WRITTEN = re.compile(r'[^\s"“„«「『]*')
_PLAIN_STRIP = re.compile(r"[^\w\s'’·]", re.UNICODE)
_YEARS = re.compile(r"(\d{4})?\s*(?:(\.\.|[-–])\s*(\d{4})?)?")


def clean(words: str) -> tuple[str, str]:
    """What was typed in NFC, on one line, without control characters, cut to MAX_CHARACTERS; and what was cut off."""
    if not words.isprintable():
        words = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") else sign for sign in words)
    text = " ".join(unicodedata.normalize("NFC", words).split())
    if len(text) <= MAX_CHARACTERS:
        return text, ""
    cut = text.rfind(" ", 0, MAX_CHARACTERS + 1)
    cut = cut if cut > 0 else MAX_CHARACTERS
    return text[:cut].rstrip(), text[cut:].strip()


def understand(words: str) -> Asked:
    """Parse what was typed; never fails."""
    text, beyond = clean(words)
    try:
        asked = _Parser(text).parse()
    except _Malformed:
        asked = _as_plain_words(text)
    if not (asked.wanted or asked.excluded or asked.fields or asked.concepts) and text.strip("*"):
        beyond = text
    return _within_limits(asked, beyond)


def years(value: str) -> tuple[int, int] | None:
    """The first and last year of "2015", "2015..2020", "2015-2020", "..2020" or "2015.."; None for anything else.

    >>> years("2015..2020"), years("..2020"), years("2015"), years("soon")
    ((2015, 2020), (0, 2020), (2015, 2015), None)
    """
    match = _YEARS.fullmatch(value.strip())
    if match is None or not (match[1] or match[3]):
        return None
    first = int(match[1] or 0)
    last = int(match[3] or 9999) if match[2] else first
    return (first, last) if first <= last else (last, first)


class _Parser:
    """Reads a query from left to right, once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.wanted: list[list[Term]] = []
        self.excluded: list[Term] = []
        self.fields: list[Field] = []
        self.joining = False

    def parse(self) -> Asked:
        while self._skip_spaces():
            self._piece()
        if self.joining or (self.excluded and not self.wanted and not self.fields):
            raise _Malformed
        wanted = tuple(tuple(terms) for terms in self.wanted)
        concepts = tuple(field.value.lower() for field in self.fields if field.name == "concept")
        fields = tuple(field for field in self.fields if field.name != "concept")
        return Asked(self.text, wanted, tuple(self.excluded), fields, concepts)

    def _skip_spaces(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _piece(self) -> None:
        if self._alternative():
            return
        excluded = self._minus()
        if field := _FIELD.match(self.text, self.at):
            self.at = field.end()
            self._field(field[1].lower(), excluded)
            return
        term = self._term()
        if not has_letters(term.text):
            return
        if excluded:
            self.excluded.append(term)
        elif self.joining:
            self.wanted[-1].append(term)
            self.joining = False
        else:
            self.wanted.append([term])

    def _alternative(self) -> bool:
        """The word OR in capitals, or a bar, between two terms."""
        match = _OR.match(self.text, self.at)
        if match is None:
            return False
        if not self.wanted or self.joining:
            raise _Malformed
        self.at, self.joining = match.end(), True
        return True

    def _minus(self) -> bool:
        following = self.text[self.at + 1 : self.at + 2]
        if self.text[self.at] not in _MINUS or not following.strip() or following in _MINUS:
            return False
        if self.joining:
            raise _Malformed
        self.at += 1
        return True

    def _term(self) -> Term:
        start = self.at
        if self.text[start] in _OPENING:
            return Term(self._quoted(), phrase=True, start=start)
        word = _WRITTEN.match(self.text, start)[0]  # type: ignore[index]  # it always matches
        self.at = start + len(word)
        bare = word.rstrip("*")
        if "*" in bare:
            raise _Malformed
        return Term(bare, prefix=bare != word and has_letters(bare), start=start)

    def _quoted(self) -> str:
        closing = _QUOTES[self.text[self.at]]
        ends = [found for sign in closing if (found := self.text.find(sign, self.at + 1)) >= 0]
        if not ends:
            raise _Malformed
        start, self.at = self.at + 1, min(ends) + 1
        return self.text[start : min(ends)]

    def _field(self, name: str, excluded: bool) -> None:
        if self.at >= len(self.text) or self.text[self.at].isspace() or self.joining:
            raise _Malformed
        value = self._term().text.strip()
        if not has_letters(value) or (name == "year" and years(value) is None) or (name == "concept" and excluded):
            raise _Malformed
        self.fields.append(Field(name, value, excluded))


def has_letters(text: str) -> bool:
    """Whether there is anything in a text that could be found: a letter or a digit."""
    return any(sign.isalnum() for sign in text)


def _as_plain_words(text: str) -> Asked:
    wanted = []
    for match in re.finditer(r"\S+", text):
        word = _PLAIN_STRIP.sub(" ", match[0]).strip() if match[0].isascii() else match[0].strip("*-\"'“”„«»")
        if has_letters(word):
            wanted.append((Term(word, start=match.start() + match[0].find(word.split()[0])),))
    return Asked(text, tuple(wanted), plain=True)


def _within_limits(asked: Asked, beyond: str) -> Asked:
    terms = prefixes = 0
    dropped: list[str] = []

    def within(term: Term | Near) -> bool:
        nonlocal terms, prefixes
        terms += 1
        prefixes += isinstance(term, Term) and term.prefix
        if terms <= MAX_TERMS and not (isinstance(term, Term) and term.prefix and prefixes > MAX_PREFIXES):
            return True
        dropped.append(_as_typed(term))
        return False

    wanted = [kept for alternatives in _once(asked.wanted) if (kept := tuple(filter(within, alternatives)))]
    searched = {_as_typed(term).casefold() for alternatives in wanted for term in alternatives}
    return replace(
        asked,
        wanted=tuple(wanted),
        excluded=tuple(filter(within, asked.excluded)),
        fields=asked.fields[:MAX_TERMS],
        concepts=asked.concepts[:MAX_TERMS],
        ignored=named([*dropped, *beyond.split()], searched),
    )


def _as_typed(term: Term | Near) -> str:
    if isinstance(term, Near):
        return f"{term.left.text} NEAR {term.right.text}"
    return term.text + "*" * term.prefix


def named(ignored: Iterable[str], searched: Container[str] = ()) -> tuple[str, ...]:
    """Ignored words as a reader is told of them: each once, none that is `searched` (casefolded), not too many."""
    found: dict[str, str] = {}
    for word in ignored:
        if word.casefold() not in searched:
            found.setdefault(word.casefold(), word[:80])
    return tuple(found.values())[:MAX_IGNORED]


def _wording(term: Term | Near) -> object:
    if isinstance(term, Near):
        return _wording(term.left), _wording(term.right), term.between
    return term.text, term.phrase, term.prefix


def _once(wanted: Iterable[tuple[Term | Near, ...]]) -> list[tuple[Term | Near, ...]]:
    """What is asked for again in the same words stands once, with how often."""
    found: dict[object, list[tuple[Term | Near, ...]]] = {}
    for alternatives in wanted:
        found.setdefault(tuple(_wording(term) for term in alternatives), []).append(alternatives)
    return [_counted(same[0], len(same)) for same in found.values()]


def _counted(alternatives: tuple[Term | Near, ...], times: int) -> tuple[Term | Near, ...]:
    if times == 1:
        return alternatives
    return tuple(replace(term, times=times) if isinstance(term, Term) else term for term in alternatives)
