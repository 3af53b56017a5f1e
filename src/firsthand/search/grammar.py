"""How queries are written: "phrases", -without, prefix*, this OR that, one NEAR other, (groups), field:value.

Operators are words in capitals between two terms; names of fields are known in the languages of the interface. Knows
nothing of indexes. What makes no sense raises MalformedError, which the caller answers by taking plain words.
"""

import re
from collections.abc import Iterable
from itertools import product

from msgspec.structs import replace

from firsthand.search.asked import Asked, Field, Near, Term, has_letters
from firsthand.search.fields import LISTS, concept_id, field_of, years

BETWEEN = 10
"""Words that may stand between two that are NEAR each other, where nothing else is said."""
MOST_BETWEEN = 100

_QUOTES = {
    '"': '"',
    "“": "”“",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "״": "״",
    "「": "」",
    "『": "』",
    "《": "》",
    "＂": "＂",
    "〝": "〞〟",
}
"""Sign that opens a quotation -> signs that may close it."""
_MINUS = "-\u2212\ufe63\uff0d"
_STARS = "*＊"
_FIELD = re.compile(r"([^\W\d_]+)[:：﹕]")
_OR = re.compile(r"(?:OR|OU|ИЛИ)(?=[\s(]|$)|[|｜]{1,2}")
_AND = re.compile(r"(?:AND|ET|Y|И|&{1,2})\s+")
_NOT = re.compile(r"NOT\s+")
_NEAR = re.compile(rf"NEAR(?:/(\d{{1,4}}))?(?=[\s({''.join(_QUOTES)}]|$)")
_ALTERNATIVES_INSIDE = re.compile(rf"\s(?:{_OR.pattern})|[|｜]")
_WRITTEN = re.compile(r'[^\s|｜"“„«「『《＂]*')


class MalformedError(Exception):
    """The query can't be understood as written."""


class Parser:
    """Reads a query from left to right, once."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at
        self.wanted: list[list[Term | Near]] = []
        self.excluded: list[Term] = []
        self.fields: list[Field] = []
        self.last: list[Term | Near] | Field | None = None
        """What an operator would join to what follows."""
        self.joining: str | None = None
        self.between = BETWEEN
        self.shouted = not any(sign.isalpha() and not sign.isupper() for sign in text)
        """All in capitals, so that a word in capitals says nothing."""

    def parse(self) -> Asked:
        """Raises MalformedError."""
        self.read()
        if self.excluded and not self.wanted and not self.fields:
            raise MalformedError
        wanted = tuple(tuple(terms) for terms in self.wanted)
        concepts = tuple(concept_id(field.value) for field in self.fields if field.name == "concept")
        fields = tuple(field for field in self.fields if field.name != "concept")
        return Asked(self.text, wanted, tuple(self.excluded), fields, concepts)

    def read(self) -> None:
        while self._skip_spaces():
            self._piece()
        if self.joining:
            raise MalformedError

    def _skip_spaces(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _piece(self) -> None:
        if self._operator():
            return
        excluded = self._minus()
        if self.text[self.at] in "(（":
            self._bracket(excluded)
        elif (field := _FIELD.match(self.text, self.at)) and (name := field_of(field[1])):
            self.at = field.end()
            self._field(name, excluded)
        else:
            term = self._term()
            if has_letters(term.text):
                self._add([term], excluded)

    def _operator(self) -> bool:
        """A word in capitals, or a sign, between two terms."""
        if match := _OR.match(self.text, self.at):
            if self.last is None or self.joining:
                raise MalformedError
            self.joining = "or"
        elif match := _NEAR.match(self.text, self.at):
            if not isinstance(self.last, list) or self.joining:
                return False
            self.joining, self.between = "near", min(int(match[1] or BETWEEN), MOST_BETWEEN)
        elif match := _AND.match(self.text, self.at):
            if self.last is None or self.joining:
                return False
        else:
            return False
        self.at = match.end()
        return True

    def _minus(self) -> bool:
        if (match := _NOT.match(self.text, self.at)) and self.last is not None and not self.shouted:
            end = match.end()
        else:
            following = self.text[self.at + 1 : self.at + 2]
            if self.text[self.at] not in _MINUS or not following.strip() or following in _MINUS:
                return False
            end = self.at + 1
        if self.joining:
            raise MalformedError
        self.at = end
        return True

    def _add(self, terms: list[Term | Near], excluded: bool) -> None:
        if excluded:
            self.excluded += [term for term in terms if isinstance(term, Term)]
            self.last = None
        elif self.joining == "or" and isinstance(self.last, list):
            self.last += terms
        elif self.joining == "near" and isinstance(self.last, list):
            self._bring_near(self.last, terms)
        elif self.joining:
            raise MalformedError
        else:
            self.wanted.append(terms)
            self.last = terms
        self.joining = None

    def _bring_near(self, left: list[Term | Near], right: list[Term | Near]) -> None:
        """Each of the terms on the left with each on the right; in a chain, the middle one stands near both others."""
        chained = isinstance(left[-1], Near)
        lefts = [one.right if isinstance(one, Near) else one for one in left]
        pairs = [Near(one, other, self.between) for one, other in product(lefts, right) if isinstance(other, Term)]
        if any(near.left.prefix or near.right.prefix for near in pairs):
            raise MalformedError
        if chained:
            self.wanted.append([*pairs])
            self.last = self.wanted[-1]
        else:
            left[:] = pairs

    def _bracket(self, excluded: bool) -> None:
        """Alternatives in brackets; any other bracket is only punctuation."""
        start, end = self.at + 1, _closing(self.text, self.at)
        inside = self.text[start:end] if end > 0 else ""
        if not _ALTERNATIVES_INSIDE.search(inside):
            self._punctuation(inside, end, excluded)
            return
        group = Parser(self.text[:end], start)
        group.shouted = self.shouted
        group.read()
        self.at = end + 1
        if group.excluded or len(group.wanted) + len(group.fields) != 1:
            raise MalformedError
        if group.fields:
            self._narrow(replace(group.fields[0], excluded=excluded))
        else:
            self._add(group.wanted[0], excluded)

    def _punctuation(self, inside: str, end: int, excluded: bool) -> None:
        beyond = self.text[end + 1 :].lstrip() if end > 0 else ""
        joined = self.joining or _OR.match(beyond) or _NEAR.match(beyond)
        if len(inside.split()) > 1 and (joined or excluded):
            raise MalformedError
        self.at += 1
        if excluded and self.at < len(self.text) and has_letters(inside):
            self._add([self._term()], excluded)

    def _term(self) -> Term:
        start = self.at
        if self.text[start] in _QUOTES:
            return Term(self._quoted(), phrase=True, start=start)
        word = _WRITTEN.match(self.text, start)[0]  # type: ignore[index]  # it always matches
        self.at = start + max(len(word), 1)
        bare = word.rstrip(_STARS)
        if any(star in bare for star in _STARS):
            raise MalformedError
        return Term(bare, prefix=bare != word and has_letters(bare), start=start)

    def _quoted(self) -> str:
        closing = _QUOTES[self.text[self.at]]
        ends = [found for sign in closing if (found := self.text.find(sign, self.at + 1)) >= 0]
        if not ends:
            raise MalformedError
        start, self.at = self.at + 1, min(ends) + 1
        return self.text[start : min(ends)]

    def _field(self, name: str, excluded: bool) -> None:
        if self.at >= len(self.text) or self.text[self.at].isspace():
            raise MalformedError
        term = self._term()
        listed = re.split("[,،，]", term.text) if name in LISTS and not term.phrase else [term.text]
        values = tuple(value.strip() for value in listed if has_letters(value))
        if not values or (name == "year" and years(values[0]) is None) or (name == "concept" and excluded):
            raise MalformedError
        self._narrow(Field(name, values[0], excluded, values[1:]))

    def _narrow(self, field: Field) -> None:
        """A field; after OR, more values of the one before."""
        if self.joining:
            before = self.last
            if self.joining != "or" or not isinstance(before, Field) or before.name != field.name or field.excluded:
                raise MalformedError
            self.fields.remove(before)
            field = replace(before, others=(*before.others, *field.values))
        self.fields.append(field)
        self.last, self.joining = field, None


def _closing(text: str, opening: int) -> int:
    """Where the bracket closes that opens there; -1 where it doesn't, or has another one inside."""
    ends: Iterable[int] = (text.find(sign, opening) for sign in ")）")
    end = min((end for end in ends if end > 0), default=-1)
    return -1 if any(sign in text[opening + 1 : end] for sign in "(（") else end
