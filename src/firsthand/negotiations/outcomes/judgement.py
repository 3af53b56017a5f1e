"""What a place means for an ask that wants words to stand there: whole, weaker, not agreed, or not to be told."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Ask, Evidence, OutcomeKind, Part, Reason, ReasonCode, Want
from firsthand.negotiations.outcomes.altering import is_altered, is_undone
from firsthand.negotiations.outcomes.losses import Losses, losses
from firsthand.negotiations.outcomes.phrase import Phrase
from firsthand.negotiations.outcomes.places import Place, exact_places, near_places
from firsthand.negotiations.outcomes.shelf import Shelf
from firsthand.negotiations.tongues import Tongue

ENOUGH = 0.62
"""The share of the telling words with which all that must be there is in it in substance."""
ENOUGH_ALONE = 0.86
"""The same where an ask names no phrases that it must have."""
PARTLY = 0.55
"""From this share on a place is what is left of an ask."""
PARTLY_FOLLOWED = 0.42
"""The same in the paragraph that took the place of the one in which it stood."""
REST = 0.75
"""The share with which an ask without its lost numbers and items of lists is still there."""
SOME = 0.42
"""From this share on it may be said in other words there: nobody should be told that it is gone."""
FEW = 2
"""Telling words of which a part is next to nothing."""
LITTLE = 0.34
"""Below this share a place is about something else."""
CLEARLY = 0.15
"""A share that is smaller by this is clearly smaller."""


class Grade(IntEnum):
    """How telling a place is."""

    NOTHING = 0
    UNSURE = 1
    WEAKENED = 2
    SUBSTANCE = 3
    VERBATIM = 4


class Judged(Struct, frozen=True):
    """A place with what it means."""

    place: Place
    grade: Grade
    bracketed: bool
    preamble: bool
    """It was asked for the operative part, and stands in the preamble."""
    losses: Losses
    reasons: tuple[Reason, ...] = ()

    def rank(self, agreed: float) -> tuple[float, ...]:
        """The part that was asked for before the other, agreed words before those in brackets, whole before part.

        `agreed` is how much of the ask stands anywhere in agreed words: where clearly less of it is in brackets, that
        is another matter.
        """
        whole = self.grade >= Grade.SUBSTANCE
        disputed = self.is_dispute and self.place.covered > agreed - CLEARLY
        tier = (4 if whole else 1) if not self.bracketed else (3 if whole else 2 if disputed else 0)
        told = self.grade > Grade.UNSURE
        right = (not self.preamble) and (whole or self.place.covered >= ENOUGH or self.bracketed)
        return (told, right, tier, self.grade, round(self.place.covered, 3), -self.place.number)

    @property
    def is_dispute(self) -> bool:
        return all(self.place.present) and bool(self.place.present)

    @property
    def evidence(self) -> Evidence:
        return self.place.evidence(min(self.losses.start, self.place.start), max(self.losses.end, self.place.end))


class Usual(Struct, frozen=True):
    """What was so when the ask stood there whole, for those that want to keep something."""

    hedges: frozenset[str] = frozenset()
    force: int | None = None
    operative: bool = False
    """It stood in the operative part only."""


def judge(
    ask: Ask, phrase: Phrase, shelf: Shelf, tongue: Tongue | None, usual: Usual, follow: Sequence[int] = ()
) -> list[Judged]:
    """All places, the most telling one first."""
    exact = exact_places(shelf, phrase)
    near = near_places(shelf, phrase, follow) if tongue else []
    known = {place.number for place in exact if not place.bracketed}
    places = exact + [place for place in near if place.number not in known]
    found = [_judged(ask, phrase, place, tongue, usual, place.number in follow) for place in places]
    told = [each for each in found if each.grade > Grade.UNSURE and not each.bracketed and not each.preamble]
    agreed = max((each.place.covered for each in told), default=0.0)
    return sorted(found, key=lambda each: each.rank(agreed), reverse=True)


def _judged(ask: Ask, phrase: Phrase, place: Place, tongue: Tongue | None, usual: Usual, followed: bool) -> Judged:
    lost = losses(phrase, place, tongue, usual.hedges) if tongue else Losses(start=place.start, end=place.end)
    if ask.want is Want.KEEP and place.exact and usual == Usual():
        lost = replace(lost, reasons=(), doubtful=False)
    reasons = lost.reasons
    if usual.force is not None and not phrase.modals and lost.force is not None and lost.force <= usual.force:
        reasons = tuple(each for each in reasons if each.code is not ReasonCode.MODAL)
    grade = _grade(phrase, place, replace(lost, reasons=reasons), followed)
    asked_operative = ask.part is Part.OPERATIVE or (ask.part is None and usual.operative)
    preamble = asked_operative and place.paragraph.part is Part.PREAMBLE
    bracketed = place.bracketed or lost.disputed
    first = ask.want is Want.KEEP and place.exact  # what stood around it at first is wanted
    if tongue and grade > Grade.UNSURE and not (first and usual == Usual()) and is_undone(phrase, place, tongue):
        grade, lost = Grade.UNSURE, replace(lost, turned=True)
    if tongue and grade >= Grade.SUBSTANCE and not first and is_altered(phrase, place, tongue):
        grade = Grade.UNSURE
    if grade is Grade.UNSURE and _is_little_of_it(place, lost, preamble=preamble, bracketed=bracketed):
        grade = Grade.WEAKENED
    return Judged(place, grade, bracketed, preamble, lost, reasons)


def _is_little_of_it(place: Place, lost: Losses, *, preamble: bool, bracketed: bool) -> bool:
    """All that it must have is there, where it is not agreed or binds nobody: less of the rest is enough then."""
    if not place.present or not all(place.present) or lost.turned or place.quoted():
        return False
    return (preamble and place.covered >= PARTLY_FOLLOWED) or (bracketed and not lost.doubtful)


def _grade(phrase: Phrase, place: Place, lost: Losses, followed: bool) -> Grade:
    if place.covered < LITTLE:
        return Grade.NOTHING
    if lost.turned or place.quoted():
        return Grade.UNSURE
    grade = _told(phrase, place, lost, followed)
    return min(grade, Grade.UNSURE) if lost.doubtful else grade


def _told(phrase: Phrase, place: Place, lost: Losses, followed: bool) -> Grade:
    """By what is there and what is lost."""
    if place.exact:
        return Grade.WEAKENED if lost.reasons else Grade.VERBATIM
    least = PARTLY_FOLLOWED if followed else PARTLY
    complete = all(place.present)
    whole = complete and place.covered >= (ENOUGH if phrase.must else ENOUGH_ALONE)
    if whole and not lost.reasons:
        return Grade.SUBSTANCE
    kept = lost.rest >= REST and place.covered >= LITTLE
    if lost.reasons and (whole or kept or place.covered >= least):
        some = not phrase.must or any(place.present) or (kept and (followed or _only_numbers(phrase, place)))
        return Grade.WEAKENED if some else Grade.UNSURE
    most = sum(place.present) * 2 >= len(place.present) > 2
    partly = least if followed else ENOUGH if most else REST
    if any(place.present) and not complete and place.covered >= partly:
        return Grade.WEAKENED
    near = place.covered >= (SOME if len(phrase.telling) > FEW else least)
    return Grade.UNSURE if near or place.touched or _mostly(place) else Grade.NOTHING


def _only_numbers(phrase: Phrase, place: Place) -> bool:
    """All that is missing are numbers: the rest of the ask is there."""
    return all(must.numbers or must.modals for must, there in zip(phrase.must, place.present, strict=True) if not there)


def _mostly(place: Place) -> bool:
    """No phrases are named, or one of them is there: a person should look."""
    return not place.present or any(place.present)


def kind_of(judged: Judged) -> tuple[OutcomeKind, tuple[OutcomeKind, ...]]:
    """The most telling kind, and what is true besides."""
    weak = judged.grade is Grade.WEAKENED or judged.preamble
    plain = {Grade.VERBATIM: OutcomeKind.VERBATIM, Grade.SUBSTANCE: OutcomeKind.SUBSTANCE}
    if judged.grade <= Grade.UNSURE:
        return OutcomeKind.UNKNOWN, ()
    if judged.bracketed:
        return OutcomeKind.BRACKETED, (OutcomeKind.WEAKENED,) if weak else ()
    return (OutcomeKind.WEAKENED if weak else plain[judged.grade]), ()


def reasons_of(phrase: Phrase, judged: Judged) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if judged.preamble:
        found.append(Reason(ReasonCode.PREAMBLE))
    found += judged.reasons
    if judged.bracketed:
        code = ReasonCode.OPTION if judged.place.paragraph.option else ReasonCode.BRACKET
        found.append(Reason(code, "", judged.place.paragraph.option))
    told = [each.was for each in found if each.code in {ReasonCode.TARGET, ReasonCode.LIST} and each.was]
    missing = [must.text for must, there in zip(phrase.must, judged.place.present, strict=True) if not there]
    found += [Reason(ReasonCode.WORDS, each) for each in missing if not any(each in was or was in each for was in told)]
    return tuple(dict.fromkeys(found))


def is_absent(phrase: Phrase, found: Iterable[Judged]) -> bool:
    """Whether it can be said that it is not there: no place is near, and no phrase that must be there is in one."""
    return all(each.grade is Grade.NOTHING for each in found) and bool(phrase.stems)
