"""What became of the force of an ask at a place: weaker modals, hedges, lost numbers, shorter lists, smaller groups."""

from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue.negotiations import Reason, ReasonCode
from firsthand.negotiations.outcomes.bounds import loosened
from firsthand.negotiations.outcomes.clause import WEAK, hedges_of, is_doubtful, is_turned, modal_of
from firsthand.negotiations.outcomes.gone import find_gone, lost_items, rest_of
from firsthand.negotiations.outcomes.phrase import Line, Modal, Phrase, modals_in, texts
from firsthand.negotiations.outcomes.places import Place
from firsthand.negotiations.spoken import words
from firsthand.negotiations.tongues import Tongue, stem

REACH = 120
"""Characters over which a modal may stand before what it is about."""


class Losses(Struct, frozen=True):
    reasons: tuple[Reason, ...] = ()
    turned: bool = False
    """A word of negation has come in or gone out: it may say the opposite."""
    hedges: frozenset[str] = frozenset()
    """All that stand there, expected or not."""
    force: int | None = None
    """Of the clause; None where there is no modal or several fit."""
    disputed: bool = False
    """A modal or hedge that came in stands in brackets."""
    doubtful: bool = False
    """Another verb stands over that of the ask: “shall report whether they provide …”; or others have to act."""
    rest: float = 1.0
    """How much is there of what is left of the ask without its lost numbers and items of lists; from 0 to 1."""
    start: int = 0
    """From which word of the reading on all that matters can be seen."""
    end: int = 0


def losses(phrase: Phrase, place: Place, tongue: Tongue, usual: frozenset[str] = frozenset()) -> Losses:
    """`usual` are hedges that stood there when all was as asked."""
    first, last = place.sentence()
    modal = modal_of(phrase, place, tongue, first, last)
    hedges = {
        " ".join(place.spoken.forms[start:end]): (start, end)
        for start, end in hedges_of(phrase, place, tongue, (first, last), modal)
    }
    new = [span for each, span in hedges.items() if each not in usual and not _is_asked(each, phrase)]
    weaker = _weaker(phrase, modal, place)
    seen = [(place.start, place.end), *new]
    if modal and weaker:
        seen.append((modal.start, modal.end))
    reasons = [*weaker, *(Reason(ReasonCode.HEDGE, "", place.evidence(*span).quote) for span in new[:3])]
    reasons += _narrowed(phrase, place, tongue, last)
    if not place.exact:
        reasons += _lost(phrase, place, tongue)
    return Losses(
        tuple(reasons),
        is_turned(phrase, place, tongue, first),
        frozenset(hedges),
        modal.force if modal else None,
        any(_in_brackets(place, *span) for span in new) or _is_disputed(phrase, place, tongue),
        is_doubtful(phrase, place, modal, tongue, first, new),
        1.0 if place.exact else rest_of(phrase, place),
        min(start for start, _ in seen),
        max(end for _, end in seen),
    )


def _is_disputed(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """Brackets between the words hold something that matters: of the ask, or of force, doubt or number."""
    spans = [(start, end) for number, start, end in place.spoken.at[place.start : place.end] if number == place.number]
    if not spans:
        return False
    text, first, last = place.paragraph.text, spans[0][0], spans[-1][1]
    for start, end in place.shelf.open.get(place.number, ()):
        if start < last and first < end:
            inside = _line(text[max(start, first) : min(end, last)])
            patterns = (tongue.hedges, tongue.negations, tongue.limits, tongue.numbers, tongue.floors, tongue.ceilings)
            if phrase.universals & texts(inside, inside.find(tongue.universals)):
                return True
            if modals_in(inside, tongue) or any(inside.find(each) for each in patterns):
                return True
            if phrase.telling & {stem(form, place.shelf.language) for form in inside.forms}:
                return True
        elif phrase.modals and end <= first < end + REACH and _governs(place, (start, end), tongue):
            return True
    return False


def _governs(place: Place, bracket: tuple[int, int], tongue: Tongue) -> bool:
    """A modal in a bracket before the place, with no other one left between them: “[shall][should] …”."""
    text = place.paragraph.text
    number, begin, _ = place.spoken.at[place.sentence()[0]]
    if number != place.number or bracket[0] < begin or not modals_in(_line(text[slice(*bracket)]), tongue):
        return False
    spoken = [place.spoken.forms[word] for word in range(place.start) if place.spoken.at[word][1] >= bracket[1]]
    return not modals_in(Line(tuple(spoken)), tongue)


def _line(text: str) -> Line:
    return Line(tuple(each.plain for each in words(text)))


def _narrowed(phrase: Phrase, place: Place, tongue: Tongue, last: int) -> Iterator[Reason]:
    """Right behind what was asked for: “to eligible persons”."""
    if phrase.asserts:
        behind = Line(place.spoken.forms[place.end : min(last, place.end + 5)])
        found = behind.find(tongue.limits)
        if found and not Line(behind.forms[: found[0][0]]).find(tongue.relatives):
            start, end = found[0]
            yield Reason(ReasonCode.SCOPE, "", place.evidence(place.end + start, place.end + end).quote)


def _is_asked(hedge: str, phrase: Phrase) -> bool:
    return f" {hedge} " in f" {' '.join(phrase.forms)} "


def _in_brackets(place: Place, start: int, end: int) -> bool:
    for number, first, last in place.spoken.at[start:end]:
        if any(one < last and first < other for one, other in place.shelf.open.get(number, ())):
            return True
    return False


def _weaker(phrase: Phrase, modal: Modal | None, place: Place) -> tuple[Reason, ...]:
    if modal is None:
        return ()
    asked = phrase.modals[0] if phrase.modals else None
    if (asked and modal.force > asked.force) or (not asked and modal.force >= WEAK):
        was = phrase.quote(asked.start, asked.end) if asked else ""
        return (Reason(ReasonCode.MODAL, was, place.evidence(modal.start, modal.end).quote),)
    return ()


def _lost(phrase: Phrase, place: Place, tongue: Tongue) -> Iterator[Reason]:
    """Numbers, items of lists and words for all that are in the ask and not at the place; words that narrow it."""
    line = Line(place.spoken.forms[max(0, place.start - 3) : place.end + 3])
    gone, numbers = find_gone(phrase, place)
    if lost := sorted(numbers):
        now = [" ".join(line.forms[start:end]) for start, end in line.find(tongue.numbers)]
        other = [each for each in now if each not in " ".join(phrase.forms).split()]
        yield Reason(ReasonCode.TARGET, phrase.quote(lost[0], lost[-1] + 1), other[0] if other else "")
    else:
        yield from loosened(phrase, line, tongue)
    if items := lost_items(phrase, gone - numbers):
        yield Reason(ReasonCode.LIST, phrase.quote(items[0][0], items[-1][1]))
    none = _says_none(phrase, tongue) and line.find(tongue.negations)
    if phrase.universals and not none and not line.find(tongue.universals):
        yield Reason(ReasonCode.SCOPE, min(phrase.universals))
    around = Line(place.spoken.forms[max(0, place.start - 3) : place.end + 5])  # “particular” needs what is behind it
    narrowed = [" ".join(around.forms[a:b]) for a, b in around.find(tongue.limits) if b <= len(line.forms)]
    if new := [each for each in narrowed if each not in phrase.limits]:
        yield Reason(ReasonCode.SCOPE, "", new[0])


def _says_none(phrase: Phrase, tongue: Tongue) -> bool:
    """“Shall not use any”, which “shall not use” and “no” say as well, and leave nothing out."""
    every = Line(phrase.forms).find(tongue.universals)
    return any(0 <= start - end < 2 for _, end in phrase.negations for start, _ in every)
