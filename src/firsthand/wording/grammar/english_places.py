"""What an English sentence asks of words in it: the article, the order of adjectives, the form of a verb.

Strings in, strings out; it looks at a bounded stretch around the place and never at the whole text.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.english_words import (
    ADVERBS,
    BASE_AFTER,
    BE,
    DETERMINERS,
    FUNCTION,
    GROUPS,
    HAVE_OR_BE,
    PEOPLE,
    SINGULAR_S,
)

REACH = 160
"""How many characters are looked at on either side."""

ARTICLE = re.compile(r"(?:^|(?<=[\s(\[“\"‘'—–-]))(an?)(\s+)$", re.IGNORECASE)
_COORDINATED = re.compile(r"(?:^|\s)([a-z]+)-? (and|or) $")
_SUBSTANCES = frozenset(
    "drug drugs alcohol drink substance heroin cocaine crack meth methamphetamine amphetamine speed opioid opiate "
    "cannabis marijuana fentanyl morphine pill pills prescription ketamine ecstasy methadone benzodiazepine".split()
)
_SOUNDED_AS_CONSONANT = re.compile(r"^(?:u(?:s[aeiu]|ni(?!n|m)|r[aei]n|t[ei])|eu|ew|one\b|once\b|u-)", re.IGNORECASE)
_SILENT_H = re.compile(r"^(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")
_READ_AS_WORDS = frozenset({"MAT", "NATO", "NADA", "NIDA", "SAMHSA", "LGBT", "MARP", "STAR", "NAS", "HAART", "ROSA"})
_BECOMING = frozenset("become became becomes becoming get got gets getting yet newly turn turned".split())


def article(word: str) -> str:
    """ "a" or "an", as the word that follows is spoken."""
    first = re.split(r"[\s-]", word.lstrip("“\"'‘("), maxsplit=1)[0]
    if len(first) > 1 and first.isupper() and first not in _READ_AS_WORDS and first != "AIDS":
        return "an" if first[0] in _LETTERS_WITH_VOWEL else "a"
    if _SILENT_H.match(first):
        return "an"
    if _SOUNDED_AS_CONSONANT.match(first):
        return "a"
    return "an" if first[:1].lower() in set("aeiou") else "a"


def with_article(before: str, text: str) -> tuple[int, str]:
    """How much of an article before to replace, and the text with the article that it needs."""
    found = ARTICLE.search(before[-REACH:])
    if found is None:
        return 0, text
    wanted = article(text)
    if found[1].lower() == wanted:
        return 0, text
    return len(found[0]), wanted + found[2] + text


def words_before(before: str) -> list[str]:
    return re.findall(r"[A-Za-z'’-]+|[^\sA-Za-z'’-]", before[-REACH:])


def last_word(before: str) -> str:
    """The word directly before, in small letters; "" at a beginning or after punctuation."""
    found = re.search(r"([A-Za-z'’-]+)\s+$", before[-REACH:])
    return found[1].lower().replace("’", "'") if found else ""


def is_plural(noun: str) -> bool:
    return noun in {"people", "men", "women", "children"} or (noun.endswith("s") and noun not in SINGULAR_S)


def in_place(place: Place, text: str, fix: str = "safe", also: tuple[str, ...] = ()) -> Fitted:
    grown, text = _coordinated(place, text)
    left, text = with_article(place.before[: len(place.before) - grown], text)
    return Fitted(text, left + grown, 0, "review" if fix == "review" or grown else "safe", also)


def _coordinated(place: Place, text: str) -> tuple[int, str]:
    """ "cocaine and heroin addicts": the first substance moves with the second."""
    found = _COORDINATED.search(place.before[-REACH:])
    own = re.match(r"[A-Za-z]+", place.text)
    if not found or not own or found[1] not in _SUBSTANCES or own[0].lower() not in _SUBSTANCES:
        return 0, text
    second = re.search(rf"\b{re.escape(own[0].lower())}s?\b", text)
    if not second or second.start() == 0:
        return 0, text
    first = found[1] + "s" if found[1] in {"drug", "opioid", "opiate", "pill", "substance"} else found[1]
    return len(found[0].lstrip()), f"{text[: second.start()]}{first} {found[2]} {text[second.start() :]}"


# Adjectives


def fit_adjective(place: Place, paradigm: Paradigm) -> Fitted | None:
    forms = paradigm.get("") or paradigm.get("sg") or ()
    if not forms:
        return None
    if " " not in forms[0]:
        left, text = with_article(place.before, forms[0])
        return Fitted(text, left)
    clause = forms[0].split()[0] in {"who", "that", "whose"}
    previous = last_word(place.before)
    if previous in PEOPLE:
        plural = paradigm.get("pl", forms) if is_plural(previous) else forms
        return Fitted(plural[0])
    if _after_be(place.before) or (previous not in _BECOMING | DETERMINERS and _closes(place.after)):
        return None if clause else Fitted(forms[0])
    return _behind_noun(place, paradigm, forms[0])


def _after_be(before: str) -> bool:
    words = [word.lower().replace("’", "'") for word in words_before(before)[-3:]]
    while words and words[-1] in ADVERBS:
        words.pop()
    return bool(words) and (words[-1] in BE or words[-1].endswith(("n't", "'re", "'m")))


def _closes(after: str) -> bool:
    """Whether no noun can follow: punctuation, an end, or a small word."""
    following = re.match(r"\s+([A-Za-z]+)", after)
    if following is None:
        return not re.match(r"[\w\s-]+\w", after)
    return following[1].lower() in FUNCTION - {"and", "or", "nor", "but"}


def _behind_noun(place: Place, paradigm: Paradigm, text: str) -> Fitted | None:
    """ "HIV-infected young women": "young women living with HIV"."""
    if place.before[-1:] == "-":
        return None
    found = _person_behind(place.after[:REACH])
    if found is None:
        return None
    noun = found.rsplit(maxsplit=1)[-1].rpartition("-")[2]
    following = re.match(r"[ -]([a-z]+)", place.after[len(found) :])
    if following and (following[1] in GROUPS or following[1] in PEOPLE) and not is_plural(noun):
        return None
    if place.after[len(found) : len(found) + 1] in {"'", "’"}:
        return None
    clause = paradigm.get("pl", (text,))[0] if is_plural(noun) else text
    left, text = with_article(place.before, f"{found.lstrip(' -')} {clause}")
    return Fitted(text, left, len(found))


def _person_behind(after: str) -> str | None:
    """The stretch up to a noun for people, with at most two other words before it."""
    stretch = ""
    for _ in range(3):
        word = re.match(r"[ -]([A-Za-z]+)(?![\w])", after[len(stretch) :])
        if word is None or word[1].lower() in FUNCTION:
            return None
        stretch += word[0]
        if word[1] in PEOPLE:
            return stretch
    return None


# Verbs


def fit_verb(place: Place, paradigm: Paradigm) -> Fitted | None:
    if "" in paradigm:
        return in_place(place, paradigm[""][0])
    features = [feature for feature in place.features if feature in paradigm]
    if not features:
        return None
    forms = paradigm[_verb_feature(place, features)]
    text = forms[0]
    if len(forms) > 1 and text.startswith(("is ", "was ")):
        return Fitted(text, fix="review", also=("the person of the verb",))
    left, text = with_article(place.before, text)
    return Fitted(text, left)


def _verb_feature(place: Place, features: list[str]) -> str:
    if len(features) == 1:
        return features[0]
    words = [word.lower().replace("’", "'") for word in words_before(place.before)[-4:]]
    while words and words[-1] in ADVERBS and words[-1] != "not":
        words.pop()
    last = words[-1] if words else ""
    if "pp" in features and (last in HAVE_OR_BE or last.endswith(("'ve", "'s", "'d", "n't", "'re"))):
        return "pp"
    if "base" in features and last in BASE_AFTER:
        return "base"
    return "past" if "past" in features else features[0]
