"""Nouns in English sentences: number, possessive, attribute, and what belongs to the noun.

Strings in, strings out; it looks at a bounded stretch around the place and never at the whole text.
"""

import re

from firsthand.wording.grammar import Fitted, Paradigm, Place
from firsthand.wording.grammar.english_places import (
    ARTICLE,
    REACH,
    article,
    in_place,
    is_plural,
    last_word,
    with_article,
    words_before,
)
from firsthand.wording.grammar.english_words import (
    ADJECTIVES,
    ADVERBS,
    AFTER_SINGULAR,
    BASE_AFTER,
    BE,
    DETERMINERS,
    FUNCTION,
    GROUPS,
    GROUPS_AFTER_PLURAL,
    OUTSIDE,
    PEOPLE,
    SIMPLE_VERBS,
)

_ARTICLE_BEFORE_WORDS = re.compile(r"(?:^|(?<=[\s(\[“\"‘'—–-]))(an?\s+)((?:[A-Za-z-]+\s+){1,2})$", re.IGNORECASE)
_COUNTING = re.compile(r"\b(these|those|many|few|several|both|another|each|every|one|two|three|\d+)\s+$", re.IGNORECASE)
_PLURAL_VERB = re.compile(r"^(\s+)(are|were|have|do)\b")
_SINGULAR_VERBS = {"are": "is", "were": "was", "have": "has", "do": "does"}
_POSSESSIVE = re.compile(r"^['’](s\b)?")
_OPEN_QUOTE = re.compile(r"(?:^|[\s(\[—–])['‘](?![\s\d])")
_BELONGING = re.compile(
    r"^ of (?:(?:all|any|both|either|every|no|different|various) (?:(?:social|age|ethnic|income|fixed) )?[a-z]+|\d{1,3}"
    r"|two|three|four|five|six|seven|eight|nine|ten|[a-z]+ty(?:-[a-z]+)?)\b(?= [a-z]+|[.,;:!?)]|$)"
)
_JOINED = re.compile(r"\b([A-Za-z]+)\s+[a-z]+(?:,\s+[a-z]+)?,?\s+(?:and|or|but)\s+$")
_CLAUSE = re.compile(r" (?:who|whose|whom|living|with|dependent|experiencing|known|exposed)\b")
_ABSTRACT = re.compile(r"(?:ness|tion|ship|ment|hood|ism|logy|phobia)$")
_AGENT = re.compile(r"^[a-z]{2,}(?:[a-z]er|[st]or|ist|man)s?$")
_NO_AGENTS = frozenset(
    "after ever never however either neither together under over later rather whether her per number paper matter "
    "shelter center chapter letter order danger power water offer quarter corner counter disorder cover gather another "
    "other river former proper mere inner outer younger older elder super sober bitter eager slender sinister clever "
    "tender upper lower newsletter register poster flyer monster killer border manner character factor disaster".split()
)
_TWICE = re.compile(
    r" (?:register|registry|list|unit|ward|clinic|program(?:me)?|database|pool|hostel|cent(?:re|er)|study|group)\b"
)
"""Nouns behind a person who is one's attribute already: "the addict donor register"."""
_NOT_HERE = Fitted("")
"""No suggestion can stand in such a place."""
_OWNER_ALSO = "a possessive after a longer phrase is hard to read: better “the … of people who …”"
_WORD_ORDER_ALSO = "the order of the words"


def fit_noun(place: Place, phrase: str, paradigm: Paradigm) -> Fitted | None:
    number = _number(place)
    if "" in paradigm:
        return _fit_unchanging(place, paradigm[""][0], number)
    chosen = paradigm.get(number or "sg")
    if not chosen:
        return None
    text = chosen[0]
    head_last = phrase.rsplit(maxsplit=1)[-1].startswith("*")
    if place.role != "person":
        return None if not head_last and number == "sg" and _noun_follows(place.after) else in_place(place, text)
    if _stands_before_name(place, number):
        return None
    if _POSSESSIVE.match(place.after) and _is_possessive(place, number):
        return _fit_owner(place, text, number, head_last)
    if number == "sg" and (last_word(place.before) in BE or _beside_adjective(place.before)):
        return _fit_after_be(text)
    attribute = (
        _fit_attribute(place, paradigm, number, head_last)
        or _fit_before_of(place, text)
        or _fit_after_people(place, text, number, head_last)
    )
    if attribute is not None:
        return None if attribute is _NOT_HERE else attribute
    if number == "sg" and not head_last and _noun_follows(place.after):
        return None
    if place.after[:1] == "-" and place.after[1:2].isalpha():
        return in_place(place, text, "review", ("the words joined by the hyphen",)) if head_last else None
    sure = (head_last or _plain_before(place.before)) and not (number == "sg" and _is_bare(place.before))
    return in_place(place, text, "safe" if sure else "review")


def _is_bare(before: str) -> bool:
    """Whether nothing before says that a singular noun is one ("Offender profiling", "felon, in medicine")."""
    words = [word.lower().replace("’", "'") for word in words_before(before)[-6:]]
    return not any(word in DETERMINERS or word.endswith(("'s", "s'")) for word in words)


def _beside_adjective(before: str) -> bool:
    """ "he was violent and alcoholic": joined to an adjective behind "be", the noun is none either."""
    found = _JOINED.search(before[-REACH:])
    return found is not None and found[1].lower() in BE


def _fit_unchanging(place: Place, text: str, number: str) -> Fitted | None:
    """Words that never change: in the place of a countable noun they are a mass and take no "a"."""
    if place.role != "noun":
        return in_place(place, text)
    if number == "pl" and (_COUNTING.search(place.before[-REACH:])):
        return None
    if number == "pl" and (verb := _PLURAL_VERB.match(place.after)):
        return Fitted(text + verb[1] + _SINGULAR_VERBS[verb[2]], 0, len(verb[0]), "review")
    if number == "sg":
        if found := ARTICLE.search(place.before[-REACH:]):
            return Fitted(text, len(found[0]), 0)
        words = _ARTICLE_BEFORE_WORDS.search(place.before[-REACH:])
        if words and not any(word.lower() in FUNCTION for word in words[2].split()):
            return Fitted(words[2] + text, len(words[0]), 0, "review")
        if _COUNTING.search(place.before[-REACH:]):
            return None
    return in_place(place, text)


def _stands_before_name(place: Place, number: str) -> bool:
    """ "addict John Smith", where a longer phrase can't stand."""
    return (
        number == "sg"
        and bool(re.match(r"\s+[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b(?!['’])", place.after))
        and not (place.text[:1].isupper() and place.before[-REACH:].strip())
    )


def _fit_after_be(text: str) -> Fitted | None:
    """ "he is alcoholic": without an article it is no noun, and only what can stand there alone does."""
    clause = text.removeprefix("person ")
    return Fitted(clause) if clause != text and not clause.startswith(("who ", "whose ")) else None


def _is_possessive(place: Place, number: str) -> bool:
    mark = _POSSESSIVE.match(place.after)
    if mark is None:
        return False
    if mark[1]:
        return not re.match(r"['’]s\s+(?:a|an|the|not|been|just|always|never|going|still|only|who|too)\b", place.after)
    opened = len(_OPEN_QUOTE.findall(place.before[-REACH:])) > 0
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
    if determiners and determiners[0] in {"a", "an"} and is_plural(text.split(maxsplit=1)[0]):
        return Fitted(f"{article(thing)} {thing} of {text}", left, right, "review", (_WORD_ORDER_ALSO,))
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
    if following and following not in FUNCTION | SIMPLE_VERBS | AFTER_SINGULAR and not following.endswith("ed"):
        return None
    return (found[1] + found[2]).strip(), found.end(2)


def _noun_phrase_before(before: str) -> str | None:
    """The determiner and adjectives that belong to the noun; None where it is not sure how far they reach."""
    taken = ""
    rest = before
    for _ in range(4):
        found = re.search(r"([A-Za-z'’-]+)(\s+)$", rest[-REACH:])
        if found is None:
            return taken if re.search(r"(?:^|[.,;:!?(\[\"“‘—–]\s*)$", rest[-REACH:]) else None
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
    joined = place.after[found.end() : found.end() + 1] == "-"
    if number == "sg" and not head_last and noun not in GROUPS and (joined or _ABSTRACT.search(noun)):
        return _NOT_HERE
    if (
        number == "sg"
        and (noun in PEOPLE or (_AGENT.search(noun) and noun not in GROUPS | _NO_AGENTS))
        and not head_last
    ):
        plural = is_plural(noun)
        if not plural and _TWICE.match(place.after[found.end() :]):
            return _NOT_HERE
        person = paradigm["pl" if plural else "sg"][0]
        head, _, clause = person.partition(" ")
        if head not in {"person", "people"}:
            return None
        left, text = with_article(place.before, f"{noun} {clause}")
        return Fitted(text, left, found.end(), "review", (_WORD_ORDER_ALSO,))
    if number == "sg" and head_last and noun in PEOPLE and paradigm["sg"][0].endswith(" person"):
        left, text = with_article(place.before, f"{paradigm['sg'][0].removesuffix('person')}{noun}")
        return Fitted(text, left, found.end(), "review", (_WORD_ORDER_ALSO,))
    lives = noun == "lives" and last_word(place.before) in DETERMINERS
    if not lives and not head_last and noun in (GROUPS if number == "sg" else GROUPS_AFTER_PLURAL):
        left, text = with_article(place.before, f"{noun} of {paradigm['pl'][0]}")
        return Fitted(text, left, found.end(), "review", (_WORD_ORDER_ALSO,))
    return None


def _fit_after_people(place: Place, text: str, number: str, head_last: bool) -> Fitted | None:
    """ "women addicts": they need no second word for people."""
    found = re.search(r"\b(women|woman|girls?|boys?)\s$", place.before[-REACH:], re.IGNORECASE)
    head, _, clause = text.partition(" ")
    if (
        found is None
        or head_last
        or head not in {"person", "people"}
        or is_plural(found[1].lower()) != (number == "pl")
    ):
        return None
    return Fitted(found[0] + clause, len(found[0]), 0, "review", (_WORD_ORDER_ALSO,))


def _noun_follows(after: str) -> bool:
    """Whether the next word is a noun to which a singular one would belong ("drug den owner")."""
    found = re.match(r" ([a-z]+)\b", after)
    if (
        found is None
        or found[1] in FUNCTION | DETERMINERS - ADJECTIVES | AFTER_SINGULAR | SIMPLE_VERBS | ADVERBS | BASE_AFTER
    ):
        return False
    return bool(re.search(r"(?:[a-z]er|[st]or|ant|ist)s$", found[1]) or not re.search(r"(?:s|ed|ing|ly)$", found[1]))


def _fit_before_of(place: Place, text: str) -> Fitted | None:
    """ "addicts of all ages": what belongs to the noun stays beside it."""
    found = _BELONGING.match(place.after)
    clause = _CLAUSE.search(text)
    if found is None or clause is None:
        return None
    left, text = with_article(place.before, text[: clause.start()] + found[0] + text[clause.start() :])
    return Fitted(text, left, found.end())


def _plain_before(before: str) -> bool:
    """Whether the word before can stand before "person who …"; a noun ("celebrity addicts") could not."""
    word = last_word(before)
    known = DETERMINERS | ADJECTIVES | OUTSIDE | FUNCTION | SIMPLE_VERBS | AFTER_SINGULAR
    return not word or word in known or bool(re.search(r"(?:[^s]s|ed|ing|ly|'s)$", word))


def _number(place: Place) -> str:
    features = [feature for feature in place.features if feature in {"sg", "pl"}]
    if len(features) == 1:
        return features[0]
    if not features:
        return ""
    return "sg" if last_word(place.before) in {"a", "an", "this", "that", "every", "each", "one"} else "pl"
