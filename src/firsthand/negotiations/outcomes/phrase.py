"""The words of an ask as they are looked for: its telling words, the phrases it must have, its numbers and lists."""

from bisect import bisect_right
from itertools import pairwise
from re import Pattern

from msgspec import Struct

from firsthand.negotiations.spoken import words
from firsthand.negotiations.tongues import Tongue, stem

MOST_WORDS = 400
ACTOR = 3
"""In the first so many words a sentence says who acts."""


class Line:
    """Words with one space between them, in which patterns are searched; a match is words from … to."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self.forms = forms
        self.text = " ".join(forms)
        self._starts, at = [], 0
        for form in forms:
            self._starts.append(at)
            at += len(form) + 1

    def find(self, pattern: Pattern[str]) -> list[tuple[int, int]]:
        """Spans of words."""
        return [
            (bisect_right(self._starts, found.start()) - 1, bisect_right(self._starts, found.end() - 1))
            for found in pattern.finditer(self.text)
            if found.end() > found.start()
        ]


class Modal(Struct, frozen=True):
    """An expression of how much something binds."""

    force: int
    """0 is the strongest."""
    start: int
    end: int

    @property
    def is_plain(self) -> bool:
        """It is the verb itself that binds."""
        return self.start == self.end


class Phrase(Struct, frozen=True):
    """What is looked for. Numbers are those of its words."""

    text: str
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Of each word in `text`."""
    telling: frozenset[str]
    """Stems that say what it is about."""
    must: tuple["Phrase", ...] = ()
    modals: tuple[Modal, ...] = ()
    """Where a verb binds without one, a modal of no words stands before it."""
    hedges: frozenset[str] = frozenset()
    negations: tuple[tuple[int, int], ...] = ()
    universals: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    numbers: tuple[tuple[int, int], ...] = ()
    items: tuple[tuple[int, int], ...] = ()
    """The parts of lists in it."""
    asserts: bool = False
    """It is a sentence, not a name for something: it has a modal, or begins with those who act."""

    def quote(self, start: int, end: int) -> str:
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if end > start else ""


def read_phrase(
    text: str, tongue: Tongue | None, language: str, must: tuple[str, ...] = (), *, whole: bool = False
) -> Phrase:
    """`whole` says that it is all that is asked for, and may be a sentence."""
    found = words(text)[:MOST_WORDS]
    forms = tuple(each.plain for each in found)
    stems = tuple(stem(form, language) for form in forms)
    spans = tuple((each.start, each.end) for each in found)
    phrases = tuple(read_phrase(each, tongue, language) for each in must)
    if tongue is None:
        return Phrase(text, forms, stems, spans, frozenset(stems), phrases)
    line = Line(forms)
    modals = modals_in(line, tongue) or (_plain_duty(line, tongue) if whole and tongue.plain else ())
    weak = {place for modal in modals for place in range(modal.start, modal.end)}
    weak |= {place for start, end in negations_in(line, tongue) for place in range(start, end)}
    weak |= {place for start, end in line.find(tongue.universals) for place in range(start, end)}
    weak |= {
        place for pattern in (tongue.floors, tongue.ceilings) for a, b in line.find(pattern) for place in range(a, b)
    }
    telling = frozenset(
        stems[place]
        for place, form in enumerate(forms)
        if place not in weak and (not is_light(form, tongue) or _is_letter(text, spans, place))
    )
    return Phrase(
        text, forms, stems, spans, telling or frozenset(stems), phrases, modals,
        hedges=texts(line, line.find(tongue.hedges)),
        negations=tuple(negations_in(line, tongue)),
        universals=texts(line, line.find(tongue.universals)),
        limits=texts(line, line.find(tongue.limits)),
        numbers=tuple(line.find(tongue.numbers)),
        items=_items(text, forms, spans, line, tongue),
        asserts=bool(modals) or _begins_a_sentence(text, forms, tongue),
    )  # fmt: skip


def _begins_a_sentence(text: str, forms: tuple[str, ...], tongue: Tongue) -> bool:
    """“Les États garantissent …”: in many languages a duty has no modal."""
    if len(forms) <= ACTOR or not text.strip()[:1].isupper():
        return False
    return bool(Line(forms[:ACTOR]).find(tongue.actors)) or text.rstrip().endswith(".")


def is_light(form: str, tongue: Tongue) -> bool:
    return form in tongue.light or (len(form) < 2 and not form.isdigit())


def _is_letter(text: str, spans: tuple[tuple[int, int], ...], place: int) -> bool:
    """A capital letter that names one of several: “hepatitis B”."""
    start, end = spans[place]
    return place > 0 and end - start == 1 and text[start].isupper() and text[spans[place - 1][1] : start] == " "


def texts(line: Line, spans: list[tuple[int, int]]) -> frozenset[str]:
    return frozenset(" ".join(line.forms[start:end]) for start, end in spans)


def modals_in(line: Line, tongue: Tongue) -> tuple[Modal, ...]:
    """In their order; of two that overlap the longer."""
    found = [Modal(force, *span) for force, pattern in enumerate(tongue.forces) for span in line.find(pattern)]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Modal] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _plain_duty(line: Line, tongue: Tongue) -> tuple[Modal, ...]:
    """“Les États veillent à …”: those who act stand first, and the verb behind them binds."""
    return tuple(
        Modal(0, end, end) for start, end in line.find(tongue.actors)[:1] if start < 2 and end < len(line.forms)
    )


def negations_in(line: Line, tongue: Tongue) -> list[tuple[int, int]]:
    harmless = line.find(tongue.no_negations)
    return [
        (start, end)
        for start, end in line.find(tongue.negations)
        if not any(first <= start < last for first, last in harmless)
    ]


def _items(
    text: str, forms: tuple[str, ...], spans: tuple[tuple[int, int], ...], line: Line, tongue: Tongue
) -> tuple[tuple[int, int], ...]:
    """What commas and “and” part, where there are at least two such parts next to each other."""
    cuts = {0, len(forms)}
    cuts |= {
        place
        for place, (one, other) in enumerate(pairwise(spans), 1)
        if "," in text[one[1] : other[0]] or ";" in text[one[1] : other[0]]
    }
    cuts |= {start for start, _ in line.find(tongue.joiners)}
    return tuple((start, end) for start, end in pairwise(sorted(cuts)) if end > start)
