"""What became of the force of an ask at a place: weaker modals, hedges, lost numbers, shorter lists, smaller groups."""

from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue.negotiations import Reason, ReasonCode
from firsthand.negotiations.outcomes.bounds import loosened
from firsthand.negotiations.outcomes.phrase import Line, Modal, Phrase, is_light, modals_in, negations_in, texts
from firsthand.negotiations.outcomes.places import Place, kin_of
from firsthand.negotiations.spoken import words
from firsthand.negotiations.tongues import Tongue, stem

BEFORE = 14
"""How many words before a place may still be about it."""
BEHIND = 12
ACTOR = 8
"""How many words before a modal may say who has to act."""
HALF = 0.5
UNIT = 3
"""Words behind a number that may say of what it is."""
WEAK = 1
"""From this force on a sentence is weaker than one that states a fact as a duty."""


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
    modal = _modal(phrase, place, tongue, first, last)
    hedges = {
        " ".join(place.spoken.forms[start:end]): (start, end)
        for start, end in _hedges(phrase, place, tongue, (first, last), modal)
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
        _is_turned(phrase, place, tongue, first),
        frozenset(hedges),
        modal.force if modal else None,
        any(_in_brackets(place, *span) for span in new) or _is_disputed(phrase, place, tongue),
        _is_governed_otherwise(phrase, place, modal, tongue)
        or _has_another_actor(phrase, place, modal, tongue, first)
        or _is_only_considered(phrase, place, new)
        or _is_left_to_choose(phrase, place, tongue),
        1.0 if place.exact else _rest(phrase, place),
        min(start for start, _ in seen),
        max(end for _, end in seen),
    )


def _hedges(
    phrase: Phrase, place: Place, tongue: Tongue, sentence: tuple[int, int], modal: Modal | None
) -> Iterator[tuple[int, int]]:
    """Those in the place, and if it is about what somebody does, those around it in its clause."""
    first, last = sentence
    begin, finish = max(first, place.start - BEFORE), min(last, place.end + BEHIND)
    line = Line(place.spoken.forms[begin:finish])
    taken = range(modal.start, modal.end) if modal else range(0)
    for start, end in line.find(tongue.hedges):
        span = begin + start, begin + end
        right_before = 0 <= place.start - span[1] <= 1
        if span[0] in taken or not (phrase.modals or _is_inside(span, place) or right_before):
            continue
        if _is_inside(span, place) or _is_about(span, place, tongue, modal, first):
            yield span


def _is_inside(span: tuple[int, int], place: Place) -> bool:
    return place.start <= span[0] and span[1] <= place.end


def _is_about(span: tuple[int, int], place: Place, tongue: Tongue, modal: Modal | None, first: int) -> bool:
    """Not in another clause: right before it, behind its modal, at the head of the sentence, or behind it."""
    start, end = span
    if start >= place.end:
        between = Line(place.spoken.forms[place.end : start])
        return not between.find(tongue.relatives) and not modals_in(between, tongue)
    head = start - first <= 1 and place.spoken.at[start][0] == place.number
    return place.start - end <= 2 or head or (modal is not None and modal.end <= start) or _leads(end, place, tongue)


def _leads(start: int, place: Place, tongue: Tongue, *, supported: bool = False) -> bool:
    """Nothing but “to ensure that”, and other hedges, stands between here and the place; `supported`: that does."""
    between = Line(place.spoken.forms[start : place.start])
    passed = {word for first, last in between.find(tongue.hedges) for word in range(first, last)}
    left = [form for word, form in enumerate(between.forms) if word not in passed and not is_light(form, tongue)]
    return all(tongue.supports.fullmatch(form) for form in left) and (bool(left) or not supported)


def _is_disputed(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """Brackets between the words hold something that matters: of the ask, or of force, doubt or number."""
    spans = [(start, end) for number, start, end in place.spoken.at[place.start : place.end] if number == place.number]
    if not spans:
        return False
    text, first, last = place.paragraph.text, spans[0][0], spans[-1][1]
    for start, end in place.shelf.open.get(place.number, ()):
        if start < last and first < end:
            inside = words(text[max(start, first) : min(end, last)])
            line = Line(tuple(each.plain for each in inside))
            patterns = (tongue.hedges, tongue.negations, tongue.limits, tongue.numbers, tongue.floors, tongue.ceilings)
            if phrase.universals & texts(line, line.find(tongue.universals)):
                return True
            if modals_in(line, tongue) or any(line.find(each) for each in patterns):
                return True
            if phrase.telling & {stem(form, place.shelf.language) for form in line.forms}:
                return True
    return False


def _is_governed_otherwise(phrase: Phrase, place: Place, modal: Modal | None, tongue: Tongue) -> bool:
    """Between a modal and the first word of the ask stands another verb; or what is asked for first is not there."""
    if place.exact:
        return False
    if not phrase.modals:
        return _lacks_head(phrase, place)
    if modal is None:
        return False
    behind = Line(place.spoken.forms[modal.end : place.end])
    passed = {word for start, end in behind.find(tongue.hedges) for word in range(start, end)}
    passed |= {word for start, end in behind.find(tongue.numbers) for word in range(start, end)}
    passed |= {word for start, end in negations_in(behind, tongue) for word in range(start, end)}
    for word, form in enumerate(behind.forms):
        if place.spoken.stems[modal.end + word] in phrase.stems and not is_light(form, tongue):
            return False
        if word not in passed and not is_light(form, tongue) and not tongue.supports.fullmatch(form):
            return True
    return False


def _lacks_head(phrase: Phrase, place: Place) -> bool:
    """The first telling word, often the deed itself, is gone, and not with an item of a list or a number."""
    head = next((word for word, each in enumerate(phrase.stems) if each in phrase.telling), None)
    gone, numbers = _gone(phrase, place)
    items = {word for start, end in _lost_items(phrase, gone - numbers, HALF) for word in range(start, end)}
    return head in gone - numbers - items


def _has_another_actor(phrase: Phrase, place: Place, modal: Modal | None, tongue: Tongue, first: int) -> bool:
    """States were asked to act, and right before the modal stand others, whom the ask doesn't name."""
    if place.exact or modal is None or not phrase.modals:
        return False
    if not Line(phrase.forms[: phrase.modals[0].start]).find(tongue.actors):
        return False
    begin = max(first, modal.start - ACTOR)
    forms, stems = place.spoken.forms[begin : modal.start], place.spoken.stems[begin : modal.start]
    if Line(forms).find(tongue.actors):
        return False
    telling = [each for form, each in zip(forms, stems, strict=True) if not is_light(form, tongue)]
    return bool(telling) and not set(telling) & set(phrase.stems)


def _is_only_considered(phrase: Phrase, place: Place, new: list[tuple[int, int]]) -> bool:
    """A thing that was asked for, not a deed, with “consider”, “explore” or the like right before it."""
    return not phrase.modals and any(end <= place.start for _, end in new)


def _is_left_to_choose(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """“or” stands where the ask has “and”."""
    asked, here = Line(phrase.forms), Line(place.spoken.forms[place.start : place.end])
    if place.exact or asked.find(tongue.either) or not here.find(tongue.either):
        return False
    return len(here.find(tongue.both)) < len(asked.find(tongue.both))


def _narrowed(phrase: Phrase, place: Place, tongue: Tongue, last: int) -> Iterator[Reason]:
    """Right behind what was asked for: “to eligible persons”."""
    if phrase.modals:
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


def _modal(phrase: Phrase, place: Place, tongue: Tongue, first: int, last: int) -> Modal | None:
    """What governs the verb of the ask; where the verb is another one, the only modal of the clause."""
    line = Line(place.spoken.forms[first:last])
    there = [Modal(each.force, each.start + first, each.end + first) for each in modals_in(line, tongue)]
    if not phrase.modals:
        above = [each for each in there if each.end < place.start and each.force >= WEAK]
        if above and _is_said_that(place, tongue) and _leads(above[-1].end, place, tongue, supported=True):
            return above[-1]
        inside = [each for each in there if place.start < each.start < place.end - 1]
        weak = [each for each in inside if each.force >= WEAK]
        return weak[0] if len(weak) == 1 and len(inside) == 1 else None
    verb = _verb(phrase)
    at = [word for word in range(place.start, place.end) if place.spoken.stems[word] == verb] if verb else []
    if at:
        before = [each for each in there if each.end <= at[0] and at[0] - each.end <= BEFORE]
        if before:
            return before[-1]
    near = [each for each in there if place.start - BEFORE <= each.start < place.end]
    return near[0] if len({each.force for each in near}) == 1 else None


def _is_said_that(place: Place, tongue: Tongue) -> bool:
    """Another clause stands over it: “requires that …”."""
    before = Line(place.spoken.forms[max(0, place.start - 2) : place.start])
    return any(end == len(before.forms) for _, end in before.find(tongue.relatives))


def _verb(phrase: Phrase) -> str | None:
    """The first telling word behind the modal."""
    behind = phrase.stems[phrase.modals[0].end :]
    return next((word for word in behind if word in phrase.telling), None)


def _weaker(phrase: Phrase, modal: Modal | None, place: Place) -> tuple[Reason, ...]:
    if modal is None:
        return ()
    asked = phrase.modals[0] if phrase.modals else None
    if (asked and modal.force > asked.force) or (not asked and modal.force >= WEAK):
        was = phrase.quote(asked.start, asked.end) if asked else ""
        return (Reason(ReasonCode.MODAL, was, place.evidence(modal.start, modal.end).quote),)
    return ()


def _is_turned(phrase: Phrase, place: Place, tongue: Tongue, first: int) -> bool:
    """Of a clause all that leads to its verb counts, of other words only what stands right before them."""
    begin = max(first, place.start - (BEFORE if phrase.modals else 4))
    if _is_said_that(place, tongue):
        begin = first
    line = Line(place.spoken.forms[begin : place.end])
    asked = [start for start, _ in phrase.negations]
    if not place.exact:
        gone, numbers = _gone(phrase, place)
        lost = _lost_items(phrase, gone - numbers, HALF)
        asked = [word for word in asked if not any(start <= word < end for start, end in lost)]
        asked = [word for word in asked if _denied(phrase, word) not in gone]
    return len(negations_in(line, tongue)) % 2 != len(asked) % 2


def _denied(phrase: Phrase, negation: int) -> int | None:
    """What a word of negation is about: the next telling word. It is gone together with it."""
    behind = range(negation + 1, len(phrase.stems))
    return next((word for word in behind if phrase.stems[word] in phrase.telling), None)


def _gone(phrase: Phrase, place: Place) -> tuple[set[int], set[int]]:
    """Words of the ask that are not there: all of them, and the numbers among them."""
    here = place.spoken.stems[max(0, place.start - 3) : place.end + 3]
    gone = {word for word, each in enumerate(phrase.stems) if each not in here and kin_of(each, here) is None}
    numbers = gone & {word for start, end in phrase.numbers for word in range(start, end)}
    return gone, numbers | (gone & _units(phrase, numbers))


def _units(phrase: Phrase, numbers: set[int]) -> set[int]:
    """What numbers are of: “500 million dollars a year by”."""
    near = {word for start, end in phrase.numbers if start in numbers for word in range(end, end + UNIT)}
    return {word for word in near if word < len(phrase.stems)}


def _rest(phrase: Phrase, place: Place) -> float:
    gone, numbers = _gone(phrase, place)
    items = {word for start, end in _lost_items(phrase, gone - numbers, HALF) if start for word in range(start, end)}
    left = {each for word, each in enumerate(phrase.stems) if word not in numbers | items and each in phrase.telling}
    there = {phrase.stems[word] for word in range(len(phrase.stems)) if word not in gone}
    weights = {word: place.shelf.weight(word) for word in left}
    return sum(weights[word] for word in left & there) / sum(weights.values()) if weights else 0.0


def _lost(phrase: Phrase, place: Place, tongue: Tongue) -> Iterator[Reason]:
    """Numbers, items of lists and words for all that are in the ask and not at the place; words that narrow it."""
    line = Line(place.spoken.forms[max(0, place.start - 3) : place.end + 3])
    gone, numbers = _gone(phrase, place)
    if lost := sorted(numbers):
        now = [" ".join(line.forms[start:end]) for start, end in line.find(tongue.numbers)]
        other = [each for each in now if each not in " ".join(phrase.forms).split()]
        yield Reason(ReasonCode.TARGET, phrase.quote(lost[0], lost[-1] + 1), other[0] if other else "")
    else:
        yield from loosened(phrase, line, tongue)
    if lost_items := _lost_items(phrase, gone - numbers):
        yield Reason(ReasonCode.LIST, phrase.quote(lost_items[0][0], lost_items[-1][1]))
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


def _lost_items(phrase: Phrase, gone: set[int], share: float = 1.0) -> list[tuple[int, int]]:
    """Items of which such a share of the telling words is gone, beside others of which all are there."""
    lost, kept = [], 0
    for start, end in phrase.items if len(phrase.items) > 1 else ():
        telling = {word for word in range(start, end) if phrase.stems[word] in phrase.telling}
        if telling and len(telling & gone) >= share * len(telling):
            lost.append((start, end))
        elif telling and not telling & gone:
            kept += 1
    return lost if kept else []
