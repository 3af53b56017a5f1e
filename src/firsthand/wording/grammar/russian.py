"""The grammar of Russian: forms of phrases, and suggestions in the case, number and gender of their sentence.

Rewrites only what surely belongs to the phrase (its head, its participles, the comma that closes them, a preposition's
vowel); what else would have to agree is named in `also`. Knows no guide and no position in a text.
"""

import re
from collections.abc import Mapping

from msgspec import Struct, structs

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.russian_appositions import agrees, gender_of, noun_before, noun_behind
from firsthand.wording.grammar.russian_doubts import comma_stays, doubtful
from firsthand.wording.grammar.russian_lists import carry_on, goes_on
from firsthand.wording.grammar.russian_modifiers import regender, regender_after, regender_before
from firsthand.wording.grammar.russian_nouns import CASES
from firsthand.wording.grammar.russian_phrases import inflect
from firsthand.wording.grammar.russian_places import (
    Surroundings,
    asks_for_dative,
    complement_after,
    fit_preposition,
    gender_of_person,
    is_person,
    look_before,
    may_be_noun,
    needs_closing_comma,
    noun_after,
    person_before,
    plural_verb_after,
)
from firsthand.wording.model import Fix
from firsthand.wording.schema import Lexicon, Role

_RELATIVE = re.compile(r",\s+котор")
"""Behind two nouns it could belong to either."""
_NAME = re.compile(r"\s+[А-ЯЁ][а-яё]+")
_PARTICIPLE = re.compile(r"[\w-]*(?:щ|вш)(?:ий|ая|ее|ие|его|ей|ему|ую|им|ем|их|ими)(?:ся)?$")
_FURTHER = re.compile(r"\s+(?:с|со|в|во|от|на|при|после|до)\s")
"""Goes on with what belongs to a description: «женщины, ВИЧ-инфицированные с рождения»."""
_CLAUSE = re.compile(
    r"\s+(?:котор\w+|чь[яёеи]\w*|где|куда|кто|кого|кому|что|чтобы|когда|если|хотя|а|но|потому|так как)\b"
)
_COORDINATED = re.compile(
    r",\s+[\w-]*(?:щ|вш)(?:ий|ая|ее|ие|его|ей|ему|ую|им|ем|их|ими)(?:ся)?(?:\s+[\w-]+){1,4}\s+(?:и|или)\s+$"
)
"""Behind «лица, употребляющие наркотики и», where another participle goes on."""
_COMPOUND_BEFORE = re.compile(r"([А-ЯЁа-яё]{3,})-$")
_UP_TO_COMMA = re.compile(r"([^,.;:!?()]{0,60}),")
_NEXT_NOUN = re.compile(r"(\s+)([А-ЯЁа-яё-]+)")


class Reading(Struct, frozen=True):
    """One thing that a form can be."""

    case: str
    number: str
    gender: str = "m"
    adjective: bool = False

    @property
    def agreement(self) -> str:
        return f"{self.case}.{self.number}"


class Russian:
    """The protocol `Grammar` for Russian."""

    language = "ru"

    def inflect(self, phrase: str, role: Role, lexicon: Lexicon) -> Paradigm:
        """All forms of a phrase; raises ValueError where the lexicon has to say more."""
        return inflect(phrase, role, lexicon)

    def fit(self, place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:  # noqa: ARG002 (the protocol's)
        """A suggestion in the form that its sentence asks for."""
        fitted = _fit(place, paradigm)
        if fitted is not None and "злоупотребл" in place.text.lower():
            fitted = _carry_on(place, fitted)
        return structs.replace(fitted, fix="review") if fitted and doubtful(place, fitted.text) else fitted


GRAMMAR = Russian()


def _fit(place: Place, paradigm: Paradigm) -> Fitted | None:
    if place.after[:1] == "-" and place.after[1:2].isalpha():
        return _fit_compound(place, paradigm)
    if place.role == "verb":
        return _fit_by_feature(place, paradigm)
    if place.role == "adjective":
        return _fit_adjective(place, paradigm)
    if "" in paradigm:
        return _close(place, paradigm[""][0])
    readings = [read_feature(feature, paradigm) for feature in place.features]
    if any(reading.adjective for reading in readings) and (fitted := _fit_beside_noun(place, readings, paradigm)):
        return fitted
    if compound := _COMPOUND_BEFORE.search(place.before):
        return _fit_apposition(place, compound[1], readings, paradigm)
    if place.role == "person" and (fitted := _fit_beside_person(place, readings, paradigm)):
        return fitted
    return _fit_noun(place, readings, paradigm)


def _carry_on(place: Place, fitted: Fitted) -> Fitted:
    """The list goes on in the case of the new words: «употребление кокаина и алкоголя»."""
    text = fitted.text.removesuffix(",")
    taken, more = carry_on(text, place.after[fitted.right :])
    if not taken:
        return structs.replace(fitted, fix="review") if goes_on(place.after[fitted.right :]) else fitted
    right = fitted.right + taken
    closed = _close(Place(place.before, place.text, place.after[right:], place.role, ()), text + more)
    return Fitted(closed.text, fitted.left, right + closed.right, "review", fitted.also)


def read_feature(feature: str, paradigm: Paradigm) -> Reading:
    """A feature as the phrases of this grammar spell it."""
    parts = feature.split(".")
    gender = next((part for part in parts[1:] if part in ("f", "n")), "m")
    if parts[0] in ("pau", "count"):
        return Reading(parts[0], "sg" if parts[0] == "pau" else "pl", gender)
    if not feature:
        plural = "nom.sg" not in paradigm and any(key.startswith("nom.pl") for key in paradigm)
        return Reading("", "pl" if plural else "sg")
    number = "pl" if "pl" in parts[1:] else "sg"
    adjective = "adj" in parts
    if gender == "n" and not adjective and _has_head_of_person(paradigm):
        gender = "m"  # «лицо» becomes «человек».
    return Reading(parts[0], number, gender, adjective)


def look_up(paradigm: Paradigm, reading: Reading) -> str:
    """The form of a noun for a reading: of the same gender where the suggestion has genders, else its own."""
    key = reading.agreement if reading.case not in ("pau", "count") else reading.case
    if reading.gender != "m" and f"{key}.{reading.gender}" in paradigm:
        return paradigm[f"{key}.{reading.gender}"][0]
    if reading.gender != "m" and f"{key}.{reading.gender}.adj" in paradigm:
        return paradigm[f"{key}.{reading.gender}.adj"][0]
    if key in paradigm:
        return paradigm[key][0]
    return next((texts[0] for name, texts in paradigm.items() if name.startswith(key + ".")), "")


def _fit_noun(place: Place, readings: list[Reading], paradigm: Paradigm) -> Fitted | None:
    surroundings = look_before(place.before)
    if not surroundings.sure and plural_verb_after(place.after):
        surroundings = structs.replace(surroundings, cases=("acc", "gen", "dat", "ins", "nom", "pre"))
    if not surroundings.sure and asks_for_dative(place.after):
        surroundings = structs.replace(surroundings, cases=("dat", "acc", "gen", "nom", "ins", "pre"))
    reading, sure = _choose(readings, surroundings, paradigm)
    text = look_up(paradigm, reading)
    also: tuple[str, ...] = ()
    if not text:
        other = "sg" if reading.number == "pl" else "pl"
        text = look_up(paradigm, Reading(reading.case, other, reading.gender))
        also = ("Проверьте число: у замены нет формы " + ("множественного" if other == "sg" else "единственного"),)
    if not text:
        return None
    target = _gender_of_paradigm(paradigm, reading)
    if reading.number == "sg" and target != reading.gender and reading.case in CASES:
        return _fit_other_gender(place, reading, target, text, also)
    if complement_after(place.after):
        text = _put_first(text)
    left, lead = fit_preposition(place.before, text)
    fitted = _close(place, lead + text, left=left, fix="safe" if sure and not also else "review")
    return structs.replace(fitted, also=also)


def _fit_other_gender(place: Place, reading: Reading, target: str, text: str, also: tuple[str, ...]) -> Fitted:
    """The modifiers before, and the verb beside a subject, follow the new noun; what else does is for the writer."""
    left, lead = regender(place.before, reading.case, reading.gender, target)
    right, verb = 0, ""
    if reading.case == "nom":
        head = _split_head(text)[0]
        also = (*also, f"Согласуйте со словом «{head}» сказуемое и местоимения")
        right, verb = regender_after(place.after, reading.gender, target)
        if not right and not left:
            left, lead = regender_before(place.before, reading.gender, target)
    elif left:
        also = (*also, "Проверьте согласование слов перед заменой")
    if not left:
        left, lead = fit_preposition(place.before, text)
    fitted = _close(place, lead + text, left=left, fix="review")
    right = right or fitted.right
    return Fitted(fitted.text + verb, left, right, "review" if also else fitted.fix, also)


def _gender_of_paradigm(paradigm: Paradigm, reading: Reading) -> str:
    keys = [key.split(".") for key in paradigm if key.startswith("nom.")]
    genders = {next((part for part in key[2:] if part in ("f", "n")), "m") for key in keys}
    return reading.gender if reading.gender in genders or not genders else genders.pop()


def _choose(readings: list[Reading], around: Surroundings, paradigm: Paradigm) -> tuple[Reading, bool]:
    """The reading that its surroundings make the likeliest, and whether another one would look the same."""
    if not readings[0].case:
        case = around.cases[0] if not around.governed else around.governed
        if around.numeral:
            case = "count"
        return Reading(case, "pl" if case == "count" else readings[0].number), False
    if around.numeral:
        wanted = [reading for reading in readings if _suits_numeral(reading, around)]
        if wanted:
            first = wanted[0]
            plain = around.numeral == "count" and around.modified
            case = "gen" if plain else around.numeral
            return Reading(case, "pl" if around.numeral == "count" else "sg", first.gender), True
    readings = [reading for reading in readings if reading.case in CASES] or readings
    if len({look_up(paradigm, reading) for reading in readings}) == 1:
        return readings[0], True
    allowed = [
        reading for reading in readings if not around.agreeing or reading.agreement in around.agreeing
    ] or readings
    ranked = sorted(allowed, key=lambda reading: _rank(reading, around))
    if around.sure:
        allowed = [reading for reading in allowed if reading.case in around.cases] or allowed
    return ranked[0], around.sure and len({look_up(paradigm, reading) for reading in allowed}) == 1


def _rank(reading: Reading, around: Surroundings) -> tuple[int, int]:
    cases = around.cases
    return (cases.index(reading.case) if reading.case in cases else len(cases), reading.number == "pl")


def _suits_numeral(reading: Reading, around: Surroundings) -> bool:
    if around.numeral == "pau":
        return reading.case == "pau" or (reading.case == "gen" and reading.number == "sg")
    return reading.case == "count" or (reading.case == "gen" and reading.number == "pl")


def _split_head(text: str) -> tuple[str, str]:
    """The head of a suggestion, and what describes it: «человек», «, употребляющий наркотики»."""
    found = re.match(r"[\w-]+", text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _put_first(text: str) -> str:
    """A participial phrase before its noun, where something belongs to that noun: «употребляющие наркотики люди»."""
    head, tail = _split_head(text)
    first = tail.removeprefix(", ").split(" ")[0]
    if not tail.startswith(", ") or not _PARTICIPLE.match(first) or "," in tail[2:]:
        return text
    return f"{tail[2:]} {head}"


def _has_head_of_person(paradigm: Paradigm) -> bool:
    return any(key.endswith(".n") for key in paradigm) and any(key.endswith(".f") for key in paradigm)


def _fit_beside_noun(place: Place, readings: list[Reading], paradigm: Paradigm) -> Fitted | None:
    """«ВИЧ-инфицированные женщины»: the noun stays, the description goes behind it."""
    if not _has_head_of_person(paradigm):
        return None
    first = place.text.split()[0]
    if _PARTICIPLE.match(first) and _COORDINATED.search(place.before):
        tail = _split_head(look_up(paradigm, readings[0]))[1]
        return structs.replace(_close(place, tail.removeprefix(", ").removeprefix(" ")), fix="review")
    apart = place.before.rstrip().endswith(",") and _FURTHER.match(place.after)
    postposed = _PARTICIPLE.match(first) or " " in place.text.strip() or apart
    if postposed and person_before(place.before) and not noun_after(place.after):
        text = _split_head(look_up(paradigm, readings[0]))[1]
        if not text.startswith(",") and place.before.endswith(", ") and comma_stays(place.before):
            return structs.replace(_close(place, text.removeprefix(" ")), fix="review")
        kept = place.before.rstrip(", ")
        if text.startswith(","):  # Where a comma stood before, its phrase is closed already.
            fitted = Fitted(text) if len(kept) < len(place.before.rstrip()) else _close(place, text)
            return Fitted(fitted.text, len(place.before) - len(kept), fitted.right, "review")
        closing = _UP_TO_COMMA.match(place.after) if place.before.rstrip().endswith(",") else None
        if closing:
            text += closing[1]
        right = closing.end() if closing else 0
        if right and _CLAUSE.match(place.after[right:]):
            right -= 1  # That comma opens a clause, too: «люди с зависимостью, которые ...».
        return Fitted(text, len(place.before) - len(kept), right, "review")
    stretch = noun_after(place.after)
    if not stretch:
        return None
    noun = next((word for word in reversed(stretch.split()) if is_person(word)), stretch.split()[-1])
    gender = gender_of_person(noun, readings[0].number)
    wanted = [reading for reading in readings if reading.number == "pl" or reading.gender == gender] or readings
    reading = wanted[0]
    tail = _split_head(look_up(paradigm, Reading(reading.case, reading.number, gender)))[1]
    fitted = _close(
        Place(place.before, place.text, place.after[len(stretch) :], place.role, ()), stretch.strip() + tail
    )
    left, lead = fit_preposition(place.before, fitted.text)
    return Fitted(
        lead + fitted.text, left, len(stretch) + fitted.right, "review" if len(stretch.split()) > 1 else fitted.fix
    )


def _fit_apposition(place: Place, noun: str, readings: list[Reading], paradigm: Paradigm) -> Fitted | None:
    """«подросток-наркоман»: the noun before the hyphen stays and is described."""
    if not _has_head_of_person(paradigm) or noun.lower() in ("экс", "нарко", "псевдо", "супер", "анти"):
        return None
    reading, _ = _choose(readings, look_before(place.before[: -len(noun) - 1]), paradigm)
    if reading.case in ("pau", "count"):
        reading = Reading("gen", "pl", reading.gender)
    fitted = _close(place, _split_head(look_up(paradigm, reading))[1])
    return Fitted(fitted.text, 1, fitted.right, "review")


def _fit_beside_person(place: Place, readings: list[Reading], paradigm: Paradigm) -> Fitted | None:
    """«с мужем алкоголиком», «наркоману сыну»: an apposition without its hyphen; the other noun stays."""
    if not _has_head_of_person(paradigm):
        return None
    behind = noun_behind(place.after)
    for reading in (reading for reading in readings if reading.case in CASES):
        common = place.text.endswith(("а", "я")) and reading.gender == "m"  # «пьяница мать»
        if noun := noun_before(place.before, place.after, reading.case, reading.number, reading.gender):
            tail = _tail(paradigm, reading, noun)
            return structs.replace(_close(place, tail, left=1), fix="review")
        same = gender_of(behind) == reading.gender or reading.number == "pl" or common
        if behind and same and agrees(behind, reading.case, reading.number):
            rest = place.after[len(behind) + 1 :]
            fitted = _close(
                Place(place.before, place.text, rest, place.role, ()), behind + _tail(paradigm, reading, behind)
            )
            return Fitted(fitted.text, 0, len(behind) + 1 + fitted.right, "review")
    return None


def _tail(paradigm: Paradigm, reading: Reading, noun: str) -> str:
    """What a suggestion says of its head, in the gender of another noun."""
    return _split_head(look_up(paradigm, structs.replace(reading, gender=gender_of(noun))))[1]


def _fit_compound(place: Place, paradigm: Paradigm) -> Fitted | None:
    """«наркоманы-подростки»: the noun behind the hyphen stays and is described."""
    noun = re.match(r"-([\w]+)", place.after)
    if place.role != "person" or not noun or not is_person(noun[1]) or not _has_head_of_person(paradigm):
        return None
    reading, _ = _choose([read_feature(f, paradigm) for f in place.features], look_before(place.before), paradigm)
    if reading.case in ("pau", "count"):
        reading = Reading("gen", "pl", reading.gender)
    rest = Place(place.before, place.text, place.after[noun.end() :], place.role, ())
    fitted = _close(rest, noun[1] + _split_head(look_up(paradigm, reading))[1])
    return Fitted(fitted.text, 0, noun.end() + fitted.right, "review")


def _fit_by_feature(place: Place, paradigm: Paradigm) -> Fitted | None:
    if "" in paradigm:
        return _close(place, paradigm[""][0], fix="review")
    texts = {paradigm[feature][0] for feature in place.features if feature in paradigm}
    if not texts:
        return None
    first = next(paradigm[feature][0] for feature in place.features if feature in paradigm)
    return _close(place, first, fix="safe" if len(texts) == 1 else "review")


def _fit_adjective(place: Place, paradigm: Paradigm) -> Fitted | None:
    """An adjective for an adjective; words in the genitive go behind the noun."""
    if "" not in paradigm or place.features == ("",):
        return _fit_by_feature(place, _with_agreement(paradigm, place.features))
    noun = _NEXT_NOUN.match(place.after)
    if not noun or not may_be_noun(noun[2]):
        return _close(place, paradigm[""][0], fix="review")
    rest = Place(place.before, place.text, place.after[noun.end() :], place.role, ())
    fitted = _close(rest, noun[2] + " " + paradigm[""][0])
    left, lead = fit_preposition(place.before, fitted.text)
    return Fitted(lead + fitted.text, left, noun.end() + fitted.right, "review")


def _with_agreement(paradigm: Paradigm, features: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The forms of an adjective's place where only another gender's name differs: short forms keep to theirs."""
    return {feature: paradigm[feature] for feature in features if feature in paradigm} or paradigm


def _close(place: Place, text: str, *, left: int = 0, fix: Fix = "safe") -> Fitted:
    """Put the comma that closes a participial phrase or a clause, unless punctuation follows."""
    if "," in text and (_NAME.match(place.after) or _RELATIVE.match(place.after)):
        fix = "review"
    if "," in text and needs_closing_comma(place.after):
        text += ","
    if "," in text and place.after[:1] in ("»", "”", "“", '"') and needs_closing_comma(place.after[1:]):
        return Fitted(f"{text}{place.after[0]},", left, 1, "review")
    superfluous = "," in place.text and "," not in text and place.after.startswith(",")
    return Fitted(text, left, int(superfluous), "review" if superfluous else fix)
