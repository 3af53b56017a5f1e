"""Places in which a suggestion may be ungrammatical though its form is right, so that a writer has to look at it.

Knows the words around a place and no guide: predicates in the nominative («сын алкоголик»), and words that would stand
twice («употребление или злоупотребление»).
"""

import re

from firsthand.wording.grammar import Place
from firsthand.wording.grammar.russian_appositions import agrees
from firsthand.wording.grammar.russian_places import fold

_LAST = re.compile(r"(?<![\w-])([А-ЯЁа-яё]+)\s+(?:(?:тоже|уже|ещё|давно|просто|теперь|сам|сама)\s+)?$")
_SUBJECTS = frozenset("он она они я ты мы вы кто".split())
_JOINED_BEFORE = re.compile(
    r"((?:[А-ЯЁа-яё-]+\s+)?[А-ЯЁа-яё-]+)(?:\s+(?:и|или|либо|и/или|да|не)|,(?:\s+(?:а|но)(?:\s+не)?)?|\s*/)\s*$"
)
_JOINED_AFTER = re.compile(
    r"(?:\s+(?:и|или|либо|и/или)\s+|,\s+(?:а\s+|но\s+)?(?:не\s+)?)([А-ЯЁа-яё-]+(?:\s+[А-ЯЁа-яё-]+)?)"
)
_STEM = 6
"""Letters by which two forms of one word are known."""
_PARTICIPLE_FOLLOWS = re.compile(r"(?:наркоман|токсикоман|морфинист|опиоман|кокаинист|героинщи|нарик|торч)[а-яё]*$")
"""Nouns whose suggestion most often ends in a participle's phrase."""


def doubtful(place: Place, text: str) -> bool:
    """Whether a suggestion is for a reader to decide on, whatever its form."""
    return (place.role == "person" and _says_something(place)) or _stands_twice(place, text)


def comma_stays(before: str) -> bool:
    """Whether the comma before a description is needed by what may be put in place of the noun before it."""
    return bool(_PARTICIPLE_FOLLOWS.search(fold(before.rstrip(", \t\u00a0"))))


def _says_something(place: Place) -> bool:
    """«он наркоман», «сын алкоголик», «отец наркоман»: no verb stands between."""
    if not any(feature.startswith("nom") for feature in place.features):
        return False
    first, space, rest = place.text.partition(" ")
    if space and rest and "-" not in place.text and _is_subject(first):
        return True
    found = _LAST.search(place.before)
    return bool(found and _is_subject(found[1]))


def _is_subject(word: str) -> bool:
    return fold(word) in _SUBJECTS or any(agrees(word, "nom", number) for number in ("sg", "pl"))


def _stands_twice(place: Place, text: str) -> bool:
    beside = (_JOINED_BEFORE.search(place.before), _JOINED_AFTER.match(place.after))
    own = _stems(text)
    return any(found and not own.isdisjoint(_stems(found[1])) for found in beside)


def _stems(text: str) -> set[str]:
    return {fold(word)[:_STEM] for word in re.findall(r"[А-ЯЁа-яё]+", text) if len(word) >= _STEM}
