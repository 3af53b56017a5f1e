"""Whether words that are nearly those of an ask say something else: a condition between them, another group, a swap.

It only doubts: what it finds makes an answer unknown, never another kind.
"""

from itertools import pairwise
from re import Pattern

from firsthand.negotiations.outcomes.phrase import Line, Phrase, is_light, modals_in, negations_in
from firsthand.negotiations.outcomes.places import Place, with_kin
from firsthand.negotiations.tongues import Tongue

BESIDE = 3
"""How many words beside a place may stand for one of the ask that is missing at its edge."""
RIGHT_BEFORE = 4
"""How many words before a place “abolish the use of” may stand."""
APART = 10
"""How far from each other two words may stand for what is between them to take the place of another."""


def is_altered(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """What is there may be something else than what was asked for, though nothing says that it is weaker."""
    new = _new_words(phrase, place, tongue)
    if phrase.asserts and (
        _has_narrower_actor(phrase, place, tongue, new)
        or _is_led_otherwise(phrase, place, tongue)
        or _is_conditioned(place, tongue)
    ):
        return True
    return not place.exact and (_is_parted(phrase, place, tongue, new) or _is_swapped(phrase, place, tongue, new))


def is_undone(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """“abolish” stands right before it and not in the ask, or “is not necessary”, “is suspended” right behind it."""
    first, last = place.sentence()
    before = Line(place.spoken.forms[max(first, place.start - RIGHT_BEFORE) : place.start])
    ends = before.find(tongue.endings)
    if ends and all(is_light(form, tongue) for form in before.forms[ends[-1][1] :]):
        return not Line(phrase.forms).find(tongue.endings)
    inside = Line(place.spoken.forms[max(first, place.start - RIGHT_BEFORE) : place.end])
    if len(negations_in(inside, tongue)) > len(phrase.negations) + 1:
        return True
    behind = Line(place.spoken.forms[place.end : min(last, place.end + BESIDE)])
    if not behind.forms or place.shelf.gap(place.spoken, place.end).strip():
        return False
    denied = {start for start, _ in negations_in(behind, tongue)}
    said = tongue.being.fullmatch(behind.forms[0]) is not None or bool(modals_in(Line(behind.forms[:1]), tongue))
    return 0 in denied or (said and bool({1, 2} & (denied | {start for start, _ in behind.find(tongue.endings)})))


def _new_words(phrase: Phrase, place: Place, tongue: Tongue) -> frozenset[int]:
    """Words of the sentence that say what something is about, and are not in the ask."""
    first, last = place.sentence()
    line = Line(place.spoken.forms[first:last])
    passed = {word for start, end in negations_in(line, tongue) for word in range(start, end)}
    passed |= {word for each in modals_in(line, tongue) for word in range(each.start, each.end)}
    for pattern in _passed(tongue):
        passed |= {word for start, end in line.find(pattern) for word in range(start, end)}
    stems = with_kin(place.spoken.stems[first:last], phrase.stems)
    return frozenset(
        first + word
        for word, form in enumerate(line.forms)
        if word not in passed and not is_light(form, tongue) and stems[word] not in phrase.stems
    )


def _passed(tongue: Tongue) -> tuple[Pattern[str], ...]:
    """What is judged elsewhere, or says nothing by itself."""
    bounds = (tongue.floors, tongue.ceilings, tongue.deadlines, tongue.starts)
    return (tongue.hedges, tongue.universals, tongue.relatives, tongue.joiners, tongue.supports, *bounds)


def _is_parted(phrase: Phrase, place: Place, tongue: Tongue, new: frozenset[int]) -> bool:
    """Between two words of the ask stands what narrows the first (“children over twelve”) or the second."""
    forms, stems = place.spoken.forms, place.spoken.stems
    pairs = set(pairwise(phrase.stems))
    telling = [each for each in phrase.stems if each in phrase.telling]
    neighbours = set(pairwise(telling))
    known = sorted(word for word in place.matched if place.start <= word < place.end)
    for one, other in pairwise(known):
        inside = sorted(word for word in new if one < word < other)
        if not inside:
            continue
        between, behind = Line(forms[one + 1 : other]), Line(forms[inside[-1] + 1 : other])
        if (stems[one], stems[one + 1]) not in pairs and tongue.openers.fullmatch(forms[one + 1]):
            return True
        if behind.find(tongue.openers) and not behind.find(tongue.joiners):
            return True
        if between.find(tongue.numbers) or (between.find(tongue.either) and not Line(phrase.forms).find(tongue.either)):
            return True
        again = stems[other] in stems[other + 1 : place.end]  # “young people, older persons and persons with …”
        if (stems[one], stems[other]) in neighbours and not again and _is_joined(place, inside, one, other, tongue):
            return True
    return False


def _is_joined(place: Place, inside: list[int], one: int, other: int, tongue: Tongue) -> bool:
    """No sign and no “and” parts new words from one of their neighbours: they narrow it."""
    behind_one = inside[0] == one + 1 and not _is_cut(place, one + 1, tongue)
    return behind_one or (inside[-1] + 1 == other and not _is_cut(place, other, tongue))


def _is_cut(place: Place, word: int, tongue: Tongue) -> bool:
    return bool(place.shelf.gap(place.spoken, word).strip() or tongue.joiners.fullmatch(place.spoken.forms[word]))


def _is_swapped(phrase: Phrase, place: Place, tongue: Tongue, new: frozenset[int]) -> bool:
    """A word of the ask is missing, or another stands in the place of its modal."""
    here = with_kin(place.spoken.stems[max(0, place.start - BESIDE) : place.end + BESIDE], phrase.stems)
    numbers = {word for start, end in phrase.numbers for word in range(start, end)}
    counted = {word for word, each in enumerate(phrase.stems) if each in phrase.telling}
    missing = [word for word in sorted(counted - numbers) if phrase.stems[word] not in here]
    if any(not tongue.supports.fullmatch(phrase.forms[word]) for word in missing):
        return True
    if phrase.modals and not modals_in(Line(place.spoken.forms[slice(*place.sentence())]), tongue):
        missing.append(phrase.modals[0].start)
    at = {place.spoken.stems[word]: word for word in sorted(place.matched, reverse=True)}
    there = [word for word in sorted(counted) if phrase.stems[word] in at]
    return any(_stands_for(word, there, phrase, place, at, new) for word in missing)


def _stands_for(
    word: int, there: list[int], phrase: Phrase, place: Place, at: dict[str, int], new: frozenset[int]
) -> bool:
    first, last = place.sentence()
    before = [at[phrase.stems[each]] for each in there if each < word]
    behind = [at[phrase.stems[each]] for each in there if each >= word]
    start = before[-1] + 1 if before else max(first, place.start - BESIDE)
    end = behind[0] if behind else min(last, place.end + BESIDE)
    return start < end <= start + APART and any(start <= each < end for each in new)


def _has_narrower_actor(phrase: Phrase, place: Place, tongue: Tongue, new: frozenset[int]) -> bool:
    """“Developed” stands before the “States”, “library” before the “fund”, with which the ask begins."""
    first, _ = place.sentence()
    head = next((word for word, each in enumerate(phrase.stems) if each in phrase.telling), 0)
    actors = Line(phrase.forms[:BESIDE]).find(tongue.actors)
    if not actors and not phrase.text.strip()[:1].isupper():
        return False
    subject = min(head, actors[0][0]) if actors else head
    here = range(place.start, place.end) if place.exact else range(max(first, place.start - BESIDE), place.end)
    word = next((each for each in here if place.spoken.stems[each] == phrase.stems[subject]), None)
    while word is not None and word > first and not place.shelf.gap(place.spoken, word).strip():
        word -= 1
        if word in new:
            return True
        if not tongue.actors.fullmatch(place.spoken.forms[word]):
            return False
    return False


def _is_led_otherwise(phrase: Phrase, place: Place, tongue: Tongue) -> bool:
    """“By 2040, …” or “Some states recognise that …” leads to a sentence that was asked for."""
    first, _ = place.sentence()
    before = Line(place.spoken.forms[first : place.start])
    years = [form for form in before.forms if len(form) == 4 and form.isdigit() and form[:2] in {"19", "20"}]
    return any(year not in phrase.forms for year in years) or bool(before.find(tongue.limits))


def _is_conditioned(place: Place, tongue: Tongue) -> bool:
    """“where …”, “during …” follows without a sign between."""
    _, last = place.sentence()
    behind = place.spoken.forms[place.end : min(last, place.end + 1)]
    return bool(behind) and tongue.conditions.fullmatch(behind[0]) is not None
