"""What an English sentence asks of a suggestion: number, article, possessive, attribute, order.

Strings in, strings out; it looks at a bounded stretch around the place and never at the whole text.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.english_words import (
    ADJECTIVES,
    ADVERBS,
    BASE_AFTER,
    BE,
    DETERMINERS,
    FUNCTION,
    GROUPS,
    GROUPS_AFTER_PLURAL,
    HAVE_OR_BE,
    OUTSIDE,
    PEOPLE,
    SIMPLE_VERBS,
    SINGULAR_S,
)

_REACH = 160
"""How many characters are looked at on either side."""

_ARTICLE = re.compile(r"(?:^|(?<=[\s(\[“\"‘'—–-]))(an?)(\s+)$", re.IGNORECASE)
_ARTICLE_BEFORE_WORDS = re.compile(r"(?:^|(?<=[\s(\[“\"‘'—–-]))(an?\s+)((?:[A-Za-z-]+\s+){1,2})$", re.IGNORECASE)
_COUNTING = re.compile(r"\b(these|those|many|few|several|both|another|each|every|one|two|three|\d+)\s+$", re.IGNORECASE)
_PLURAL_VERB = re.compile(r"^(\s+)(are|were|have|do)\b")
_SINGULAR_VERBS = {"are": "is", "were": "was", "have": "has", "do": "does"}
_POSSESSIVE = re.compile(r"^['’](s\b)?")
_OPEN_QUOTE = re.compile(r"(?:^|[\s(\[—–])['‘](?![\s\d])")
_COORDINATED = re.compile(r"(?:^|\s)([a-z]+)-? (and|or) $")
_SUBSTANCES = frozenset(
    "drug drugs alcohol drink substance heroin cocaine crack meth methamphetamine amphetamine speed opioid opiate "
    "cannabis marijuana fentanyl morphine pill pills prescription ketamine ecstasy methadone benzodiazepine".split()
)
_SOUNDED_AS_CONSONANT = re.compile(r"^(?:u(?:s[aeiu]|ni(?!n|m)|r[aei]n|t[ei])|eu|ew|one\b|once\b|u-)", re.IGNORECASE)
_SILENT_H = re.compile(r"^(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")
_READ_AS_WORDS = frozenset({"MAT", "NATO", "NADA", "NIDA", "SAMHSA", "LGBT", "MARP", "STAR", "NAS", "HAART", "ROSA"})
_BELONGING = re.compile(
    r"^ of (?:(?:all|any|both|either|every|no|different|various) (?:[a-z]+ )?[a-z]+|\d{1,3}"
    r"|two|three|four|five|six|seven|eight|nine|ten|[a-z]+ty(?:-[a-z]+)?)\b(?= [a-z]+|[.,;:!?)]|$)"
)
_CLAUSE = re.compile(r" (?:who|whose|whom|living|with|dependent|experiencing|known|exposed)\b")
_ABSTRACT = re.compile(r"(?:ness|tion|ship|ment|hood|ism|logy|phobia)$")
_AGENT = re.compile(r"^[a-z]{2,}(?:[a-z]er|[st]or|ist|man)s?$")
_NO_AGENTS = frozenset(
    "after ever never however either neither together under over later rather whether her per number paper matter "
    "shelter center chapter letter order danger power water offer quarter corner counter disorder cover gather another "
    "other river newsletter register poster flyer monster killer border manner character factor disaster".split()
)
_NOT_HERE = Fitted("")
"""No suggestion can stand in such a place."""
_BECOMING = frozenset("become became becomes becoming get got gets getting yet newly turn turned".split())
_OWNER_ALSO = "a possessive after a longer phrase is hard to read: better “the … of people who …”"
_WORD_ORDER_ALSO = "the order of the words"


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
    found = _ARTICLE.search(before[-_REACH:])
    if found is None or found[1].isupper():
        return 0, text
    wanted = article(text)
    if found[1].lower() == wanted:
        return 0, text
    return len(found[0]), wanted + found[2] + text


def _words_before(before: str) -> list[str]:
    return re.findall(r"[A-Za-z'’-]+|[^\sA-Za-z'’-]", before[-_REACH:])


def _last(before: str) -> str:
    """The word directly before, in small letters; "" at a beginning or after punctuation."""
    found = re.search(r"([A-Za-z'’-]+)\s+$", before[-_REACH:])
    return found[1].lower().replace("’", "'") if found else ""


def _number(place: Place) -> str:
    features = [feature for feature in place.features if feature in {"sg", "pl"}]
    if len(features) == 1:
        return features[0]
    if not features:
        return ""
    return "sg" if _last(place.before) in {"a", "an", "this", "that", "every", "each", "one"} else "pl"


# Nouns


def fit_noun(place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
    number = _number(place)
    if "" in paradigm:
        return _fit_unchanging(place, paradigm[""][0], number)
    chosen = paradigm.get(number or "sg")
    if not chosen:
        return None
    text = chosen[0]
    if place.role != "person":
        return _in_place(place, text)
    if _stands_before_name(place, number):
        return None
    head_last = phrase.rsplit(maxsplit=1)[-1].startswith("*")
    if _POSSESSIVE.match(place.after) and _is_possessive(place, number):
        return _fit_owner(place, text, number, head_last)
    attribute = _fit_attribute(place, paradigm, number, head_last) or _fit_before_of(place, text)
    if attribute is not None:
        return None if attribute is _NOT_HERE else attribute
    if place.after[:1] == "-" and place.after[1:2].isalpha():
        return _in_place(place, text, "review", ("the words joined by the hyphen",)) if head_last else None
    return _in_place(place, text)


def _in_place(place: Place, text: str, fix: str = "safe", also: tuple[str, ...] = ()) -> Fitted:
    grown, text = _coordinated(place, text)
    left, text = with_article(place.before[: len(place.before) - grown], text)
    return Fitted(text, left + grown, 0, "review" if fix == "review" or grown else "safe", also)


def _coordinated(place: Place, text: str) -> tuple[int, str]:
    """ "cocaine and heroin addicts": the first substance moves with the second."""
    found = _COORDINATED.search(place.before[-_REACH:])
    own = re.match(r"[A-Za-z]+", place.text)
    if not found or not own or found[1] not in _SUBSTANCES or own[0].lower() not in _SUBSTANCES:
        return 0, text
    second = re.search(rf"\b{re.escape(own[0].lower())}s?\b", text)
    if not second or second.start() == 0:
        return 0, text
    first = found[1] + "s" if found[1] in {"drug", "opioid", "opiate", "pill", "substance"} else found[1]
    return len(found[0].lstrip()), f"{text[: second.start()]}{first} {found[2]} {text[second.start() :]}"


def _fit_unchanging(place: Place, text: str, number: str) -> Fitted | None:
    """Words that never change: in the place of a countable noun they are a mass and take no "a"."""
    if place.role != "noun":
        return _in_place(place, text)
    if number == "pl" and (_COUNTING.search(place.before[-_REACH:])):
        return None
    if number == "pl" and (verb := _PLURAL_VERB.match(place.after)):
        return Fitted(text + verb[1] + _SINGULAR_VERBS[verb[2]], 0, len(verb[0]), "review")
    if number == "sg":
        if found := _ARTICLE.search(place.before[-_REACH:]):
            return Fitted(text, len(found[0]), 0)
        words = _ARTICLE_BEFORE_WORDS.search(place.before[-_REACH:])
        if words and not any(word.lower() in FUNCTION for word in words[2].split()):
            return Fitted(words[2] + text, len(words[0]), 0, "review")
        if _COUNTING.search(place.before[-_REACH:]):
            return None
    return _in_place(place, text)


def _stands_before_name(place: Place, number: str) -> bool:
    """ "addict John Smith", where a longer phrase can't stand."""
    return (
        number == "sg"
        and bool(re.match(r"\s+[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b(?!['’])", place.after))
        and not (place.text[:1].isupper() and place.before[-_REACH:].strip())
    )


def _is_possessive(place: Place, number: str) -> bool:
    mark = _POSSESSIVE.match(place.after)
    if mark is None:
        return False
    if mark[1]:
        return not re.match(r"['’]s\s+(?:a|an|the|not|been|just|always|never|going|still|only|who|too)\b", place.after)
    opened = len(_OPEN_QUOTE.findall(place.before[-_REACH:])) > 0
    return number == "pl" and not opened and bool(re.match(r"['’]\s+\w", place.after))


def _fit_owner(place: Place, text: str, number: str, head_last: bool) -> Fitted:
    """ "the addict's mother": "the mother of the person who uses drugs", where the owned thing is clear."""
    if head_last:
        right = 1 if number == "pl" and not text.endswith("s") else 0
        left, text = with_article(place.before, text + ("’s" if right and "’" in place.after[:1] else "'s" * right))
        return Fitted(text, left, right)
    turned = _turned_round(place, text)
    if turned is not None:
        return turned
    mark = _POSSESSIVE.match(place.after)
    length = len(mark[0]) if mark else 0
    ending = place.after[:1] if text.endswith("s") else place.after[:1] + "s"
    left, text = with_article(place.before, text + ending)
    return Fitted(text, left, length, "review", (_OWNER_ALSO,))


def _turned_round(place: Place, text: str) -> Fitted | None:
    owned = _owned(place.after)
    phrase = _noun_phrase_before(place.before)
    if owned is None or phrase is None:
        return None
    thing, right = owned
    left = len(phrase)
    determiners = phrase.rstrip().lower().split()
    if determiners and determiners[0] in {"a", "an"}:
        rest = phrase.split(maxsplit=1)[1] if len(determiners) > 1 else ""
        phrase = article(rest or text) + " " + rest
    elif determiners and determiners[0] in DETERMINERS - ADJECTIVES - {"the"} and len(determiners) == 1:
        phrase = phrase.lower()
    else:
        phrase = phrase[:1].lower() + phrase[1:]
    return Fitted(f"the {thing} of {phrase}{text}", left, right, "review", (_WORD_ORDER_ALSO,))


def _owned(after: str) -> tuple[str, int] | None:
    """What is owned, and how many characters it takes with the apostrophe; None where its end is not sure."""
    found = re.match(r"['’]s?\s+((?:[a-z-]+\s+){0,2}?)([a-z-]+)(?=\s+([a-z'’-]+)|[.,;:!?)\]—–]|$)", after)
    if found is None:
        return None
    adjectives, following = found[1].split(), found[3]
    if any(word not in ADJECTIVES for word in adjectives) or found[2] in ADJECTIVES | FUNCTION:
        longer = re.match(r"['’]s?\s+([a-z-]+)\s+([a-z-]+)(?=\s+([a-z]+)|[.,;:!?)\]—–]|$)", after)
        if longer is None or longer[1] not in ADJECTIVES or (longer[3] and longer[3] not in FUNCTION):
            return None
        return f"{longer[1]} {longer[2]}", longer.end(2)
    if following and following not in FUNCTION | SIMPLE_VERBS and not following.endswith("ed"):
        return None
    return (found[1] + found[2]).strip(), found.end(2)


def _noun_phrase_before(before: str) -> str | None:
    """The determiner and adjectives that belong to the noun; None where it is not sure how far they reach."""
    taken = ""
    rest = before
    for _ in range(4):
        found = re.search(r"([A-Za-z'’-]+)(\s+)$", rest[-_REACH:])
        if found is None:
            return taken if re.search(r"(?:^|[.,;:!?(\[\"“‘—–]\s*)$", rest[-_REACH:]) else None
        word = found[1].lower()
        if word in DETERMINERS:
            return found[0] + taken
        if word not in ADJECTIVES:
            outside = word in OUTSIDE or re.search(r"(?:[^s]s|ed|ing)$", word)
            return taken if outside else None
        taken = found[0] + taken
        rest = rest[: len(rest) - len(found[0])]
    return None


def _fit_attribute(place: Place, paradigm: Paradigm, number: str, head_last: bool) -> Fitted | None:
    """ "addict mothers", "the drug user population": the noun behind becomes the head."""
    found = re.match(r"[ -]([a-z]+)\b(?!['’])", place.after)
    if found is None:
        return None
    noun = found[1]
    if number == "sg" and not head_last and noun not in GROUPS and _ABSTRACT.search(noun):
        return _NOT_HERE
    if (
        number == "sg"
        and (noun in PEOPLE or (_AGENT.search(noun) and noun not in GROUPS | _NO_AGENTS))
        and not head_last
    ):
        plural = _is_plural(noun)
        person = paradigm["pl" if plural else "sg"][0]
        head, _, clause = person.partition(" ")
        if head not in {"person", "people"}:
            return None
        left, text = with_article(place.before, f"{noun} {clause}")
        return Fitted(text, left, found.end(), "review", (_WORD_ORDER_ALSO,))
    if not head_last and noun in (GROUPS if number == "sg" else GROUPS_AFTER_PLURAL):
        left, text = with_article(place.before, f"{noun} of {paradigm['pl'][0]}")
        return Fitted(text, left, found.end(), "review", (_WORD_ORDER_ALSO,))
    return None


def _fit_before_of(place: Place, text: str) -> Fitted | None:
    """ "addicts of all ages": what belongs to the noun stays beside it."""
    found = _BELONGING.match(place.after)
    clause = _CLAUSE.search(text)
    if found is None or clause is None:
        return None
    left, text = with_article(place.before, text[: clause.start()] + found[0] + text[clause.start() :])
    return Fitted(text, left, found.end())


def _is_plural(noun: str) -> bool:
    return noun in {"people", "men", "women", "children"} or (noun.endswith("s") and noun not in SINGULAR_S)


# Adjectives


def fit_adjective(place: Place, paradigm: Paradigm) -> Fitted | None:
    forms = paradigm.get("") or paradigm.get("sg") or ()
    if not forms:
        return None
    if " " not in forms[0]:
        left, text = with_article(place.before, forms[0])
        return Fitted(text, left)
    clause = forms[0].split()[0] in {"who", "that", "whose"}
    previous = _last(place.before)
    if previous in PEOPLE:
        plural = paradigm.get("pl", forms) if _is_plural(previous) else forms
        return Fitted(plural[0])
    if _after_be(place.before) or (previous not in _BECOMING | DETERMINERS and _closes(place.after)):
        return None if clause else Fitted(forms[0])
    return _behind_noun(place, paradigm, forms[0])


def _after_be(before: str) -> bool:
    words = [word.lower().replace("’", "'") for word in _words_before(before)[-3:]]
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
    found = _person_behind(place.after[:_REACH])
    if found is None:
        return None
    noun = found.rsplit(maxsplit=1)[-1].rpartition("-")[2]
    following = re.match(r"[ -]([a-z]+)", place.after[len(found) :])
    if following and (following[1] in GROUPS or following[1] in PEOPLE) and not _is_plural(noun):
        return None
    if place.after[len(found) : len(found) + 1] in {"'", "’"}:
        return None
    clause = paradigm.get("pl", (text,))[0] if _is_plural(noun) else text
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
        return _in_place(place, paradigm[""][0])
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
    words = [word.lower().replace("’", "'") for word in _words_before(place.before)[-4:]]
    while words and words[-1] in ADVERBS and words[-1] != "not":
        words.pop()
    last = words[-1] if words else ""
    if "pp" in features and (last in HAVE_OR_BE or last.endswith(("'ve", "'s", "'d", "n't", "'re"))):
        return "pp"
    if "base" in features and last in BASE_AFTER:
        return "base"
    return "past" if "past" in features else features[0]
