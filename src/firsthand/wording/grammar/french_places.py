"""French nouns and adjectives in their sentence: article, number, gender, elision, and what stands beside them.

"Personne" makes what belongs to a noun feminine: what stands in the same group is put right, the rest is named.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.french_agreement import (
    before_clause,
    is_subject,
    joined,
    left_to_agree,
    with_adjectives,
    with_predicate,
)
from firsthand.wording.grammar.french_determiners import Company, company, fixed_elision, rendered
from firsthand.wording.grammar.french_predicates import KEPT, fit_predicate, links
from firsthand.wording.model import Fix

_PERSON = re.compile(r"^personnes? ")
_HOST = re.compile(r"(?P<word>[^\W\d_][\w’'-]*)\s+$")
_NO_HOSTS = frozenset(
    "vite facilement rapidement presque quasi deux trois quatre à de du des d en par pour sur sous sans "
    "chez entre comme contre avec vers dans depuis que qu qui dont où et ou ni mais donc car or si il elle "
    "ils elles on ce ne n pas plus jamais très trop aussi déjà encore toujours parmi envers malgré hormis "
    "sauf tant selon pendant durant avant après devant derrière voire soit non peu beaucoup assez même "
    "devenir devient deviennent devenu devenue devenus devenues reste restent rester resté restée suis es "
    "est sommes êtes sont été était étaient être étant sera seront fut furent soit soient dit dits dite "
    "plutôt puis surtout notamment afin ex a ont peut-être c’est c'est là ici dès hors via nommé appelé "
    "traité traitée traités surnommé cher chers jadis souvent parfois vraiment totalement complètement "
    "probablement plupart majorité partie supposé considéré".split()
)
_BESIDE = re.compile(
    r"\b(?:personne|patiente?|homme|femme|jeune|malade|mère|père|parent|adolescente?|adulte|usager|usagère|sujet|individu|"
    r"population|cliente?|enfant|étudiante?|public|prisonnier|migrante?|habitante?)s?\s+[^\W\d_]{4,}\s+(?:et|ou|et/ou|mais)\s+$",
    re.IGNORECASE,
)
"""Behind another adjective of the same noun: "patients toxicomanes ou alcooliques"."""
_NO_NOUN = re.compile(r"(?:[’']|-?mêmes?|-(?:on|ils?|elles?|je|tu|nous|vous|ce))$")
_CALLED = re.compile(
    r"(?:étiquet|jug|déclar|suppos|réput|présum|nomm|appel|qualifi|diagnostiqu|catalogu|soupçonn|accus|considér)ée?s?$"
)
_LISTED = re.compile(r"\w+s(?:,|,? (?:et|ou|ni))\s+$")
"""Behind other nouns in the plural: "drogués, prostituées, SDF"."""
_LEADING_ADJECTIVE = re.compile(r"^(?:ancien|gros|grand|vieux|vieil|jeune|petit|nouve)", re.IGNORECASE)


def fit_phrase(place: Place, paradigm: Paradigm) -> Fitted | None:
    """Words that never change."""
    if "" not in paradigm:
        return None
    text, left = fixed_elision(place.before, paradigm[""][0])
    return Fitted(text, left)


def fit_noun(place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
    around = company(place.before)
    gender, number = _as_found(place, around)
    target = _target(paradigm, gender, number)
    if target is None:
        return None
    feature, text = target
    bare = not around.determiner and not around.adjectives
    if bare and _PERSON.match(text):
        if re.search(r"(?<!\w)été\s+$", place.before) and "vivant" in text:
            return None  # What happened is no state: "a été infecté" wants another verb.
        if fitted := fit_predicate(place, phrase):
            return fitted
        if re.search(r"(?<![\w-])née?s?\s+$", place.before) and (
            avoir := re.match(r"\*personne qui \*a (?=une )", phrase)
        ):
            return Fitted("avec " + phrase[avoir.end() :])
        if _is_attributive(place.before):
            clause, stays = _PERSON.sub("", text), before_clause(place.after)
            if stays and clause.startswith("qui "):
                return Fitted(joined(f"{stays.strip()} {clause}", place.after[len(stays) :]), right=len(stays))
            return Fitted(joined(clause, place.after))
    if bare and place.role == "person" and links(place.before):
        if kept := KEPT.match(phrase):
            return Fitted(phrase[kept.end() :].replace("*", ""))
        text = {"m.sg": "un ", "f.sg": "une "}.get(feature, "des ") + text
    return _in_group(place, around, feature, text, gender or "m")


def _as_found(place: Place, around: Company) -> tuple[str | None, str]:
    """The gender of a term where it can be told, and its number."""
    features = [feature.split(".") for feature in place.features if "." in feature]
    genders = {feature[0] for feature in features}
    numbers = {feature[1] for feature in features}
    gender = genders.pop() if len(genders) == 1 else around.gender
    if len(numbers) == 1:
        return gender, numbers.pop()
    if around.number:
        return gender, around.number
    if place.role == "person" and (around.determiner == "de" or _LISTED.search(place.before[-40:])):
        return gender, "pl"
    return gender, "pl" if re.search(r"(?:sont|étaient|seront|soient)\s+(?:\w+\s+)?$", place.before) else "sg"


def _target(paradigm: Paradigm, gender: str | None, number: str) -> tuple[str, str] | None:
    if set(paradigm) == {""}:
        return f"{gender or 'm'}.{number}", paradigm[""][0]
    wanted = gender or "m"
    for feature in (f"{wanted}.{number}", f"{'f' if wanted == 'm' else 'm'}.{number}"):
        if feature in paradigm:
            return feature, paradigm[feature][0]
    return None


def _is_attributive(before: str) -> bool:
    """Whether a noun stands directly before, so that the term describes it: "femmes toxicomanes"."""
    if _BESIDE.search(before[-60:]):
        return True
    found = _HOST.search(before[-40:])
    if not found:
        return False
    word = found["word"].lower()
    return word not in _NO_HOSTS and not _NO_NOUN.search(word) and not _CALLED.match(word)


def _in_group(place: Place, around: Company, feature: str, text: str, source: str) -> Fitted:
    gender, number = feature.split(".")
    text, right = with_adjectives(text, place.after, feature)
    also: tuple[str, ...] = ()
    if gender != source and around.determiner:
        before = place.before[: around.start]
        if is_subject(before, around.written.lower()):
            text, more = with_predicate(text, place.after[right:], feature)
            right += more
        also = left_to_agree(place.after[right:], gender, number)
    whole = rendered(_indefinite(place, around), gender, number, text)
    left = len(place.before) - around.start
    if not left:
        whole, left = fixed_elision(place.before, whole)
    fix: Fix = "review" if right or also or len(around.adjectives) > 0 else "safe"
    return Fitted(whole, left, right, fix, also)


def _indefinite(place: Place, around: Company) -> Company:
    """ "D’anciens héroïnomanes" at the beginning of a sentence: "des" before a noun."""
    if around.determiner != "de" or place.before[: around.start].strip(' «“"(—–-'):
        return around
    if not _LEADING_ADJECTIVE.match(place.text):
        return around
    return Company(around.start, "des", number="pl")


def fit_adjective(place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
    """An adjective for an adjective; one that is used as a noun gets "personne"."""
    around = company(place.before)
    gender, number = _as_found(place, around)
    target = _target(paradigm, gender, number)
    if target is None:
        return None
    feature, text = target
    if around.determiner:
        clause = f"personne{'s' if number == 'pl' else ''} {text}"
        return _in_group(place, around, f"f.{number}", clause, gender or "m")
    if set(paradigm) == {""} and (fitted := fit_predicate(place, f"*personne {phrase}")):
        return fitted
    text, left = fixed_elision(place.before, text)
    return Fitted(text, left, fix="safe" if feature else "review")
