"""Nouns for people that stand beside a term without a hyphen: «с мужем алкоголиком», «наркоману сыну».

Only where both surely stand in one case: by the endings of the other noun. Knows no guide and no paradigm.
"""

import re

from firsthand.wording.grammar.russian_places import fold

_KIN = re.compile(
    r"(?:муж|сын|брат|друг|сосед|внук|дед|супруг|сожител|родител|приятел|любовник)"
    r"(?:|а|я|ь|у|ю|ом|ем|е|ья|ьев|ьям|ьями|ьях|овья|овей|овьям|овьями|овьях|и|ы|ей|ям|ями|ях|ов|ам|ами|ах|зья|зьям|зьями|зьях)"
    r"|от(?:ец|ц(?:а|у|ом|е|ы|ов|ам|ами|ах))|(?:пап|мам|жен|сестр|мамаш|папаш|тет|дяд|подруг|внучк|соседк|бабушк|дедушк)"
    r"(?:а|я|ы|и|е|у|ю|ой|ей|ам|ям|ами|ями|ах|ях)|(?:мат|доч)(?:ь|ери|ерью|ерям|ерями|ерьми|ерях)"
    r"|дет(?:и|ям|ьми|ях)|парн(?:я|ю|ем|е|и|ям|ями|ях)|парень|подрост(?:ок|к(?:а|у|ом|е|и|ам|ами|ах))"
)
"""With all their endings: «другой» is no friend."""
_ENDINGS = {
    "m.sg": {"gen": "а я", "dat": "у ю", "acc": "а я", "ins": "ом ем", "pre": "е"},
    "f.sg": {"gen": "ы и", "dat": "е и", "acc": "у ю ь", "ins": "ой ей ью", "pre": "е и"},
    "m.pl": {"dat": "ам ям", "ins": "ами ями ьми", "pre": "ах ях", "nom": "и ы я"},
    "f.pl": {"dat": "ам ям", "ins": "ами ями", "pre": "ах ях", "nom": "и ы"},
}
_WOMEN = ("мат", "доч", "жен", "мам", "сестр", "подруг", "внучк", "соседк", "бабушк", "тет")
_LIKE_WOMEN = (*_WOMEN, "пап", "дедушк", "дяд")
"""Some men's names decline like women's."""
_VERB = re.compile(r"\s+(?:(?:не|опять|снова|вчера|постоянно|часто|каждый день)\s+)?[а-яё]+"
                   r"(?:[аеиыуюя]л[аи]?(?:сь|ся)?|[шн][её]л|[аеиыуюя]ет(?:ся)?|[ая]ют|ит|ят|ает)\b")  # fmt: skip
_LAST = re.compile(r"(?<![\w-])([А-ЯЁа-яё]+) $")
_PREDICATE = re.compile(r"(?<!\w)у\s+(?:[а-яё]+\s+){1,3}$", re.IGNORECASE)
"""«у неё муж алкоголик»: that says something of him, and is no name for him."""


def agrees(noun: str, case: str, number: str) -> bool:
    """Whether a noun for a relative can stand in a case, by its ending."""
    word = fold(noun)
    if not _KIN.fullmatch(word):
        return False
    declined_as_woman = word.startswith(_LIKE_WOMEN)
    if number == "sg" and case == "nom":
        return word.endswith(("а", "я", "ь")) if declined_as_woman else word[-1:] not in "аеиоуыэюя"
    endings = _ENDINGS[f"{'f' if declined_as_woman else 'm'}.{number}"].get(case, "")
    return bool(endings) and word.endswith(tuple(endings.split())) and not (case == "acc" and word.endswith("ью"))


def gender_of(noun: str) -> str:
    return "f" if fold(noun).startswith(_WOMEN) else "m"


def noun_before(before: str, after: str, case: str, number: str, gender: str) -> str:
    """The relative right before a term that describes them, rather than belonging to them («сын наркомана»)."""
    found = _LAST.search(before)
    if not found or not agrees(found[1], case, number):
        return ""
    woman = gender_of(found[1]) == gender == "f" and number == "sg"
    if case == "nom":
        sure = bool(_VERB.match(after)) and not _PREDICATE.search(before[: found.start()])
    else:
        sure = case in ("dat", "ins", "pre") or (case == "acc" and woman)
    return found[1] if sure else ""


def noun_behind(after: str) -> str:
    """The relative right behind a term, or nothing."""
    found = re.match(r" ([А-ЯЁа-яё]+)(?![\w-])", after)
    return found[1] if found and _KIN.fullmatch(fold(found[1])) else ""
