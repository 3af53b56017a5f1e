"""How the words before a noun follow it when its gender changes: этот притон, это место.

Determiners by tables, adjectives by their endings; knows no paradigm. Only the singular has genders.
"""

import re

_CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
_DETERMINERS = (
    (
        "этот этого этому этот этим этом",
        "эта этой этой эту этой этой",
        "это этого этому это этим этом",
    ),
    (
        "тот того тому тот тем том",
        "та той той ту той той",
        "то того тому то тем том",
    ),
    (
        "весь всего всему весь всем всем",
        "вся всей всей всю всей всей",
        "все всего всему все всем всем",
    ),
    (
        "один одного одному один одним одном",
        "одна одной одной одну одной одной",
        "одно одного одному одно одним одном",
    ),
    (
        "мой моего моему мой моим моем",
        "моя моей моей мою моей моей",
        "мое моего моему мое моим моем",
    ),
    (
        "свой своего своему свой своим своем",
        "своя своей своей свою своей своей",
        "свое своего своему свое своим своем",
    ),
    (
        "наш нашего нашему наш нашим нашем",
        "наша нашей нашей нашу нашей нашей",
        "наше нашего нашему наше нашим нашем",
    ),
    (
        "сам самого самому сам самим самом",
        "сама самой самой саму самой самой",
        "само самого самому само самим самом",
    ),
)
"""In the order of CASES; masculine, feminine, neuter."""
_TABLES = tuple(
    {gender: tuple(forms.split()) for gender, forms in zip("mfn", row, strict=True)} for row in _DETERMINERS
)
_HARD = {"m": ("ый", "ого", "ому", "ый", "ым", "ом"), "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
         "n": ("ое", "ого", "ому", "ое", "ым", "ом")}  # fmt: skip
_SOFT = {"m": ("ий", "его", "ему", "ий", "им", "ем"), "f": ("яя", "ей", "ей", "юю", "ей", "ей"),
         "n": ("ее", "его", "ему", "ее", "им", "ем")}  # fmt: skip
_VELAR = {"m": ("ий", "ого", "ому", "ий", "им", "ом"), "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
          "n": ("ое", "ого", "ому", "ое", "им", "ом")}  # fmt: skip
_HUSHER = {"m": ("ий", "его", "ему", "ий", "им", "ем"), "f": ("ая", "ей", "ей", "ую", "ей", "ей"),
           "n": ("ее", "его", "ему", "ее", "им", "ем")}  # fmt: skip
_LAST = re.compile(r"([А-ЯЁа-яё-]+)(\s+)$")
_REACH = 3


def regender(before: str, case: str, gender: str, wanted: str) -> tuple[int, str]:
    """The modifiers right before a noun in another gender: how much of `before` they take, and what they become."""
    taken, text = 0, ""
    for _ in range(_REACH):
        found = _LAST.search(before[: len(before) - taken] if taken else before)
        if not found:
            break
        changed = _regender_word(found[1], case, gender, wanted)
        if not changed:
            break
        taken += len(found[0])
        text = changed + found[2] + text
    return taken, text


def _regender_word(word: str, case: str, gender: str, wanted: str) -> str:
    index = _CASES.index(case)
    plain = word.lower().replace("ё", "е")
    for table in _TABLES:
        if table[gender][index] == plain:
            return _keep_capital(word, table[wanted][index])
    for endings, lasts in ((_VELAR, "гкх"), (_HUSHER, "жшчщ"), (_HARD, ""), (_SOFT, "")):
        ending = endings[gender][index]
        stem = plain.removesuffix(ending)
        if len(stem) > 2 and stem != plain and (not lasts or stem[-1] in lasts):
            return _keep_capital(word, word[: len(stem)] + endings[wanted][index])
    return ""


def _keep_capital(word: str, text: str) -> str:
    return text[0].upper() + text[1:] if word[0].isupper() else text


_PAST = {
    "m": re.compile(r"(?:[аеиоуыяё]л|ш[её]л|рос|мог|[нв][её]с|в[её]з|лег|стих|исчез|возник)(?:ся)?$"),
    "f": re.compile(r"[а-яё]л(?:а|ась)$"),
    "n": re.compile(r"[а-яё]л(?:о|ось)$"),
}
_SHORT = {
    "m": re.compile(r"(?:[аеяё]н|[аиоыуя]т)$"),
    "f": re.compile(r"(?:[ая]на|[аиоыуя]та)$"),
    "n": re.compile(r"[аеяё]но$|[аиоыуя]то$"),
}
_ENDING = {"m": "", "f": "а", "n": "о"}


def regender_verb(word: str, gender: str, wanted: str) -> str:
    """A verb in the past, or a short participle, for a subject of another gender; "" for other words."""
    plain = word.lower()
    if _PAST[gender].search(plain):
        bare = re.sub(r"(?:ся|сь)$", "", word)
        changed = _past_of(_masculine(bare, gender), wanted)
        if bare == word:
            return changed
        return changed + ("ся" if wanted == "m" else "сь")
    if _SHORT[gender].search(plain) and len(plain) > 4:
        bare = word if gender == "m" else word[:-1]
        return bare + _ENDING[wanted]
    return ""


def _masculine(form: str, gender: str) -> str:
    if gender == "m":
        return form
    bare = form[:-1]
    if bare.endswith("шл"):
        return bare[:-1] + "ёл"
    return bare[:-1] if bare[-2] in "гзксб" else bare


def _past_of(masculine: str, wanted: str) -> str:
    if wanted == "m":
        return masculine
    if masculine.endswith(("шёл", "шел")):
        return masculine[:-2] + "л" + _ENDING[wanted]
    if masculine.endswith("л"):
        return masculine + _ENDING[wanted]
    return masculine.replace("нёс", "нес").replace("вёз", "вез") + "л" + _ENDING[wanted]


def _up_to_verb(after: str, gender: str) -> tuple[int, str]:
    """The few words between a subject and its verb («ломка у задержанного началась»)."""
    found = re.match(r"((?:\s+[А-ЯЁа-яё-]+){1,3}?)\s+([А-ЯЁа-яё]+)", after)
    while found:
        if _PAST[gender].search(found[2].lower()):
            return found.end(1), found[1]
        more = len(found[1].split()) + 1
        found = re.match(rf"((?:\s+[А-ЯЁа-яё-]+){{{more}}})\s+([А-ЯЁа-яё]+)", after) if more < 4 else None
    return 0, ""


def regender_after(after: str, gender: str, wanted: str) -> tuple[int, str]:
    """The verb with its participle right behind a subject: how much of `after` they take, and what they become."""
    taken, text = _up_to_verb(after, gender)
    for _ in range(2):
        found = re.match(r"(\s+)([А-ЯЁа-яё]+)", after[taken:])
        changed = regender_verb(found[2], gender, wanted) if found else ""
        if not found or not changed:
            break
        taken += found.end()
        text += found[1] + changed
    return taken, text


def regender_before(before: str, gender: str, wanted: str) -> tuple[int, str]:
    """The verb right before its subject («началась ломка»)."""
    found = _LAST.search(before)
    changed = regender_verb(found[1], gender, wanted) if found else ""
    if not found or not changed:
        return 0, ""
    return len(found[0]), _keep_capital(found[1], changed) + found[2]
