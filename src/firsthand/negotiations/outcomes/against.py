"""Words that should not stand in a draft: whether they do, agreed or not, or something like them."""

from msgspec import Struct

from firsthand.catalogue.negotiations import Evidence
from firsthand.negotiations.outcomes.phrase import Line, Phrase, modals_in, negations_in
from firsthand.negotiations.outcomes.places import Place, exact_places, near_places
from firsthand.negotiations.outcomes.shelf import Shelf
from firsthand.negotiations.tongues import Tongue

CLOSE, FAR = 2, 8
"""How many words before it “not”, and “reject”, may stand."""
BEHIND = 4
"""How many words behind it “shall be abolished” may stand."""
SHORT = 5
"""Letters of “not” and the like."""
NEAR = 0.7
"""With this share of its telling words, what stands there may be the same in other words."""


class Against(Struct, frozen=True):
    """Where words stand that should not."""

    free: tuple[Place, ...] = ()
    bracketed: tuple[Place, ...] = ()
    doubtful: tuple[Place, ...] = ()
    """Named only, denied, or said in nearly the same words."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        places = self.free or self.bracketed or self.doubtful
        return tuple(place.evidence() for place in places[:3])


def find_against(shelf: Shelf, target: Phrase, tongue: Tongue | None) -> Against:
    exact = exact_places(shelf, target)
    doubtful = [place for place in exact if place.quoted() or _denied(place, tongue)]
    sure = [place for place in exact if place not in doubtful]
    if not exact and tongue:
        doubtful = [place for place in near_places(shelf, target) if _is_near(target, place)]
    return Against(
        tuple(place for place in sure if not place.bracketed),
        tuple(place for place in sure if place.bracketed),
        tuple(doubtful),
    )


def _denied(place: Place, tongue: Tongue | None) -> bool:
    """A word of negation stands right before it, or a word that rejects it in the same sentence."""
    if tongue is None:
        return False
    begin = max(place.sentence()[0], place.start - FAR)
    line = Line(place.spoken.forms[begin : place.start])
    behind = Line(place.spoken.forms[place.end : min(place.sentence()[1], place.end + BEHIND)])
    if line.find(tongue.endings) or (_is_verb(behind, tongue) and behind.find(tongue.endings)):
        return True
    if _is_verb(behind, tongue) and negations_in(behind, tongue):
        return True
    return any(
        begin + start == place.sentence()[0]
        or begin + end + CLOSE >= place.start
        or len(" ".join(line.forms[start:end])) > SHORT
        for start, end in negations_in(line, tongue)
    )


def _is_verb(behind: Line, tongue: Tongue) -> bool:
    """“… shall be abolished” follows."""
    first = behind.forms[:1]
    return bool(first) and (tongue.being.fullmatch(first[0]) is not None or bool(modals_in(Line(first), tongue)))


def _is_near(target: Phrase, place: Place) -> bool:
    """Two words side by side are another matter when they are far from each other."""
    close = place.end - place.start <= len(target.stems) + max(2, len(target.stems))
    return place.covered >= NEAR and close and len(target.telling) > 1
