"""What stands over the words of an ask at a place: a modal, hedges, a negation, another verb, others who act."""

from collections.abc import Iterator

from firsthand.negotiations.outcomes.gone import HALF, denied_by, find_gone, lost_items
from firsthand.negotiations.outcomes.phrase import Line, Modal, Phrase, is_light, modals_in, negations_in
from firsthand.negotiations.outcomes.places import Place, with_kin
from firsthand.negotiations.tongues import Tongue

BEFORE = 14
"""How many words before a place may still be about it."""
BEHIND = 12
ACTOR = 8
"""How many words before a modal may say who has to act."""
PARTICLE = 4
"""Letters of “out”, “down” and the like."""
WEAK = 1
"""From this force on a sentence is weaker than one that states a fact as a duty."""


def hedges_of(
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
        if span[0] in taken or not (phrase.asserts or _is_inside(span, place) or right_before):
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
        if between.forms and (between.forms[-1] == tongue.verbal or tongue.joiners.fullmatch(between.forms[-1])):
            return False  # “…, and contribute to” is another deed
        return not between.find(tongue.relatives) and not modals_in(between, tongue)
    head = start - first <= 1 and place.spoken.at[start][0] == place.number
    return place.start - end <= 2 or head or (modal is not None and modal.end <= start) or _leads(end, place, tongue)


def _leads(start: int, place: Place, tongue: Tongue, *, supported: bool = False) -> bool:
    """Nothing but “to ensure that”, and other hedges, stands between here and the place; `supported`: that does."""
    between = Line(place.spoken.forms[start : place.start])
    passed = {word for first, last in between.find(tongue.hedges) for word in range(first, last)}
    left = [form for word, form in enumerate(between.forms) if word not in passed and not is_light(form, tongue)]
    return all(tongue.supports.fullmatch(form) for form in left) and (bool(left) or not supported)


def is_doubtful(
    phrase: Phrase, place: Place, modal: Modal | None, tongue: Tongue, first: int, new: list[tuple[int, int]]
) -> bool:
    """Another verb, or others who act, stand over the words: nobody can tell without reading. `new` are hedges."""
    return (
        _is_governed_otherwise(phrase, place, modal, tongue)
        or _has_another_actor(phrase, place, modal, tongue, first)
        or _is_only_considered(phrase, place, new)
        or _is_left_to_choose(phrase, place, tongue)
        or _lacks_particle(phrase, place)
    )


def _is_governed_otherwise(phrase: Phrase, place: Place, modal: Modal | None, tongue: Tongue) -> bool:
    """Between a modal and the first word of the ask stands another verb; or what is asked for first is not there."""
    if place.exact:
        return False
    if not phrase.modals:
        return _lacks_head(phrase, place)
    if modal is None:
        return _lacks_deed(phrase, place, tongue)
    behind = Line(place.spoken.forms[modal.end : place.end])
    passed = {word for start, end in behind.find(tongue.hedges) for word in range(start, end)}
    passed |= {word for start, end in behind.find(tongue.numbers) for word in range(start, end)}
    passed |= {word for start, end in negations_in(behind, tongue) for word in range(start, end)}
    joined = {end for _, end in behind.find(tongue.both)}  # “shall use … and expand …”
    if any(place.spoken.stems[modal.end + word] == _verb(phrase) for word in joined if word < len(behind.forms)):
        return False
    for word, form in enumerate(behind.forms):
        if not is_light(form, tongue) and _is_of(place.spoken.stems[modal.end + word], phrase):
            return False
        if word not in passed and not is_light(form, tongue) and not tongue.supports.fullmatch(form):
            return True
    return False


def _is_of(word: str, phrase: Phrase) -> bool:
    return with_kin((word,), phrase.stems)[0] in phrase.stems


def _lacks_deed(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """The verb that bound without a modal is gone: “promoverán” for “garantizarán”."""
    before = place.spoken.forms[max(0, place.start - ACTOR) : place.end]
    if any(tongue.supports.fullmatch(form) for form in before):
        return False
    asked = phrase.modals[0]
    if asked.is_plain:
        return _lacks_head(phrase, place)
    verb = phrase.forms[asked.start : asked.end]
    return tongue.plain and len(verb) == 1 and tongue.supports.fullmatch(verb[0]) is not None


def _lacks_particle(phrase: Phrase, place: Place) -> bool:
    """The verb is there, and the short word behind it is another one: “phase down” for “phase out”."""
    verb = (
        next((word for word, each in enumerate(phrase.stems) if each == _verb(phrase)), None) if phrase.modals else None
    )
    if place.exact or verb is None or verb + 1 >= len(phrase.forms):
        return False
    gone, numbers = find_gone(phrase, place)
    particle = verb + 1
    short = len(phrase.forms[particle]) <= PARTICLE and phrase.stems[particle] in phrase.telling
    return short and verb not in gone and particle in gone - numbers


def _lacks_head(phrase: Phrase, place: Place) -> bool:
    """The first telling word, often the deed itself, is gone, and not with an item of a list or a number."""
    head = next((word for word, each in enumerate(phrase.stems) if each in phrase.telling), None)
    gone, numbers = find_gone(phrase, place)
    items = {word for start, end in lost_items(phrase, gone - numbers, HALF) for word in range(start, end)}
    return head in gone - numbers - items


def _has_another_actor(phrase: Phrase, place: Place, modal: Modal | None, tongue: Tongue, first: int) -> bool:
    """States were asked to act, and right before the modal stand others, whom the ask doesn't name."""
    if place.exact or modal is None or not phrase.modals:
        return False
    if not Line(phrase.forms[: phrase.modals[0].start]).find(tongue.actors):
        return False
    begin = max(first, modal.start - ACTOR)
    forms, stems = place.spoken.forms[begin : modal.start], place.spoken.stems[begin : modal.start]
    called = place.spoken.forms[modal.end : modal.end + 3]  # “The Assembly invites States to …”
    if Line(forms).find(tongue.actors) or Line(called).find(tongue.actors):
        return False
    telling = [each for form, each in zip(forms, stems, strict=True) if not is_light(form, tongue)]
    return bool(telling) and not set(telling) & set(phrase.stems)


def _is_only_considered(phrase: Phrase, place: Place, new: list[tuple[int, int]]) -> bool:
    """A thing that was asked for, not a deed, with “consider”, “explore” or the like right before it."""
    return not phrase.asserts and any(end <= place.start for _, end in new)


def _is_left_to_choose(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """“or” stands where the ask has “and”."""
    asked, here = Line(phrase.forms), Line(place.spoken.forms[place.start : place.end])
    if place.exact or asked.find(tongue.either) or not here.find(tongue.either):
        return False
    return len(here.find(tongue.both)) < len(asked.find(tongue.both))


def modal_of(phrase: Phrase, place: Place, tongue: Tongue, first: int, last: int) -> Modal | None:
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
    deeds = with_kin(place.spoken.stems[place.start : place.end], (verb,)) if verb else []
    at = [place.start + word for word, each in enumerate(deeds) if each == verb]
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


def is_turned(phrase: Phrase, place: Place, tongue: Tongue, first: int) -> bool:
    """Of a clause all that leads to its verb counts, of other words only what stands right before them."""
    begin = max(first, place.start - (BEFORE if phrase.asserts else 4))
    if _is_said_that(place, tongue):
        begin = first
    line = Line(place.spoken.forms[begin : place.end])
    asked = [start for start, _ in phrase.negations]
    if not place.exact:
        gone, numbers = find_gone(phrase, place)
        lost = lost_items(phrase, gone - numbers, HALF)
        asked = [word for word in asked if not any(start <= word < end for start, end in lost)]
        asked = [word for word in asked if denied_by(phrase, word) not in gone]
    return len(negations_in(line, tongue)) % 2 != len(asked) % 2
