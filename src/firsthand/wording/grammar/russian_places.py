"""What the words around a Russian term tell: its case, its number's form, and where a comma has to close.

Closed classes only (prepositions, numerals, determiners, nouns for people) and a look at a few words on either side;
knows no guide and no paradigm. Words are compared in lower case with ё as е.
"""

import re

from msgspec import Struct

_WORD = re.compile(r"[\w-]+")
_REACH = 120

PREPOSITIONS: dict[str, tuple[str, ...]] = {
    word: tuple(cases.split())
    for cases, words in {
        "gen": "без для до из от у около вокруг после против среди кроме вместо ради из-за из-под помимо насчет"
        " относительно вследствие внутри вне ввиду касательно посредством путем мимо вдоль изнутри накануне наподобие"
        " отношении счет помощью отсутствие случае качестве виде результате целях рамках борьбе",
        "dat": "к ко благодаря согласно вопреки навстречу",
        "acc": "про через сквозь",
        "acc pre": "в во на",
        "pre": "о об обо при",
        "ins": "над перед между",
        "ins gen": "с со",
        "acc ins": "за под",
        "dat pre": "по",
    }.items()
    for word in words.split()
}

_PAUCAL = frozenset("два две три четыре оба обе полтора полторы".split())
_COUNT = frozenset(
    "пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
    " сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот несколько сколько столько"
    " одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
    " двух трех четырех пяти шести семи восьми девяти десяти двадцати тридцати сорока пятидесяти ста двухсот"
    " трехсот пятисот нескольких скольких стольких тысяча тысяч тыс миллион миллиона миллионов млн пары".split()
)
_DATIVE_VERBS = (
    "помог", "помощ", "содейств", "противодейств", "препятств", "угрож", "посвящ", "подверг", "подверж",
    "сопротивл", "сочувств", "учит", "способств", "предшеств", "отказ", "предостав", "предлож", "выда", "разда",
    "вери", "верят", "повер", "довер", "звон", "позвон", "запре", "разреш", "позвол", "меша", "помеш", "вруч", "верну",
    "напис", "сообщ", "объясн", "показ", "рекоменд", "посовет", "грозит", "адрес", "дали",
    "дают", "дать", "дает", "дала",
    "навред", "вредит", "проти", "завид", "удел", "достав", "нуж",
    "прода",
)  # fmt: skip
_INSTRUMENTAL_VERBS = ("занима", "занят", "стал", "станов", "явля", "был", "буд", "оказа", "счита", "назыв", "заболе",
                       "торгов", "управл", "охвач", "вызван", "движ", "польз", "интерес")  # fmt: skip

_PEOPLE = frozenset(
    "человек люди женщина мужчина пациент ребенок дети подросток гражданин граждане мать матери родители родитель"
    " отец лицо лица население группа группы юноша девушка девочка мальчик беременная мигрант заключенный осужденный"
    " мама папа молодежь семья семьи сотрудник участник участница клиент клиентка больной больные пара пары"
    " житель жительница студент школьник младенец новорожденный роженица партнер партнерша супруг супруга муж жена сын"
    " дочь брат сестра друг подруга россиянин россияне украинец украинка взрослые персона личность сирота донор"
    " респондент респонденты родственник водитель рабочий солдат военный врач учитель инвалид узник узница"
    " пациентка парень парни молодые товарищ знакомый сосед соседка гость контингент популяция сообщество"
    " пол меньшинства геи гей трансгендер секс-работница секс-работник мамы отцы девочки женщины потребители".split()
)

_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ей|ых|их|ыми|ими)(?:ся)?$")
_AGREEMENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ыми ими", ("ins.pl",)),
    ("ого его", ("gen.sg", "acc.sg")),
    ("ому ему", ("dat.sg",)),
    ("ых их", ("gen.pl", "acc.pl", "pre.pl")),
    ("ым им", ("ins.sg", "dat.pl")),
    ("ая яя", ("nom.sg",)),
    ("ую юю", ("acc.sg",)),
    ("ой ей", ("gen.sg", "dat.sg", "ins.sg", "pre.sg", "nom.sg")),
    ("ые ие", ("nom.pl", "acc.pl")),
    ("ый ий", ("nom.sg", "acc.sg")),
    ("ом ем", ("pre.sg",)),
    ("ое ее", ("nom.sg", "acc.sg")),
)


class Surroundings(Struct, frozen=True):
    """What stands before a noun."""

    cases: tuple[str, ...]
    """In the order of likelihood; all six where nothing is known."""
    agreeing: tuple[str, ...] = ()
    """Case and number that a modifier right before it allows."""
    numeral: str = ""
    """"pau" behind 2-4, "count" behind 5 and more."""
    modified: bool = False
    """An adjective stands between the numeral and the noun."""
    governed: str = ""
    """The case of a list that a preposition opened further back («среди МСМ и …»)."""
    sure: bool = False
    """A preposition, a modifier or a numeral says so."""


def fold(word: str) -> str:
    return word.lower().replace("ё", "е")


def look_before(before: str) -> Surroundings:
    """What the words before a noun say of its case."""
    words = [fold(word) for word in _WORD.findall(before[-_REACH:])]
    ending = before.rstrip()[-1:]
    if ending and ending in ".!?;:()[]—–…»":
        words = []
    modifier = words[-1] if words and _is_modifier(words[-1]) else ""
    agreeing = _agreement(modifier) if modifier else ()
    position = len(words) - 1
    while position >= 0 and len(words) - position <= 3 and _is_modifier(words[position]):
        position -= 1
    lead = words[position] if position >= 0 else ""
    if ending == ",":
        lead = ""
    modified = position < len(words) - 1
    if numeral := _numeral(lead):
        return Surroundings(("gen",), (), numeral, modified, sure=True)
    if lead in PREPOSITIONS:
        return Surroundings(PREPOSITIONS[lead], agreeing, sure=True)
    governed = _of_list(words[:position]) if lead in ("и", "или", "") else ""
    return Surroundings(_guess_cases(lead), agreeing, modified=modified, governed=governed, sure=bool(modifier))


def _of_list(words: list[str]) -> str:
    """The case of the preposition that a list of things began with."""
    found = next((PREPOSITIONS[word] for word in reversed(words[-8:]) if word in PREPOSITIONS), ())
    return found[-1] if found else ""


def _numeral(word: str) -> str:
    if word.isdecimal() and word.isascii():
        tens, units = int(word[-2:]) // 10 % 10, int(word[-1])
        if tens == 1 or units in (0, 5, 6, 7, 8, 9):
            return "count"
        return "pau" if units > 1 else ""
    if word in _PAUCAL:
        return "pau"
    return "count" if word in _COUNT else ""


def _is_modifier(word: str) -> bool:
    if word in _DETERMINERS or word.endswith(("-то", "-нибудь", "-либо")):
        return True
    if word.endswith("им") and word[-3:-2] not in ("г", "к", "х", "н", "ж", "ш", "щ", "ч"):
        return False
    return len(word) > 4 and word not in _PEOPLE and bool(_ADJECTIVE.search(word)) and not word.endswith(_NOUNLIKE)


_NOUNLIKE = ("ение", "ание", "ость", "ием", "ением", "анием", "ением", "стием", "твием", "тие", "телем", "телей",
             "людей", "детей", "еем", "ает", "вием", "ком", "ком", "том", "цем", "ом", "ей")  # fmt: skip
_DETERMINERS = frozenset(
    "этот эта это эти этого этой этому этим этих этими том тот та те того той тому тем тех теми каждый каждая каждого"
    " каждой каждому каждым каждую любой любая любого любому любым любую весь вся все всех всем всеми всего всей"
    " такой такая такие такого таких таким такому такими один одна одни одного одной одному одним одних одну"
    " мой моя мои наш наша наши нашего наших нашим свой своего своих своим его ее их сам самих какой какого"
    " каких".split()
)


def _agreement(word: str) -> tuple[str, ...]:
    if word in ("его", "ее", "их"):
        return ()
    if word in ("все", "эти", "те", "одни", "наши", "мои"):
        return ("nom.pl", "acc.pl")
    if word == "тем":
        return ("ins.sg", "dat.pl")
    bare = re.sub(r"-(?:то|нибудь|либо)$", "", word).removesuffix("ся")
    for endings, readings in _AGREEMENT:
        if bare.endswith(tuple(endings.split())):
            return readings
    return ()


_PLURAL_VERB = re.compile(r"\w{2}(?:ут|ют|ат|ят|[аеиыя]ли)(?:ся|сь)?$")


def plural_verb_after(after: str) -> bool:
    """Whether a verb in the plural follows at once: a singular noun before it is no subject."""
    found = re.match(r"\s+([\w-]+)", after)
    return bool(found and _PLURAL_VERB.search(fold(found[1])))


_MODAL = re.compile(
    r"\s+(?:не\s+)?(?:нельзя|можно|нужн[оаы]?|надо|необходим[оаы]?|приходится|придется|пришлось|следует|разрешено"
    r"|запрещено|трудно|тяжело|сложно|легче|проще|страшно|стыдно|отказал\w*|помогл?[аи]?|помогают|выдают|дают|предлагают)\b"
)


def asks_for_dative(after: str) -> bool:
    """Whether a word follows at once to whom or for whom something is («… нельзя рожать»)."""
    return bool(_MODAL.match(fold(after[:_REACH])))


def _guess_cases(lead: str) -> tuple[str, ...]:
    """The likeliest cases behind a word that is no preposition."""
    if not lead or lead in ("и", "а", "но", "или", "как", "это", "что", "если", "когда", "где", "ли", "не", "бы", "же"):
        return ("nom", "acc", "gen", "dat", "ins", "pre")
    if lead.startswith(_DATIVE_VERBS):
        return ("dat", "gen", "acc", "ins", "nom", "pre")
    if lead.startswith(_INSTRUMENTAL_VERBS):
        return ("ins", "gen", "acc", "nom", "dat", "pre")
    if _PLURAL_VERB.search(lead):
        return ("acc", "nom", "gen", "dat", "ins", "pre")
    if re.search(
        r"(?:ет|ют|ит|ят|ат|ал|ала|али|ил|ила|или|ел|ела|ели|ть|уя|яя|ив|ав|ите|йте|ешь|ишь|им|ем|ую|ю|у)$", lead
    ):
        return ("acc", "gen", "nom", "dat", "ins", "pre")
    return ("gen", "nom", "acc", "dat", "ins", "pre")


_NOUN_STEMS = tuple(sorted({word[: max(3, len(word) - 1)] for word in _PEOPLE if len(word) > 3}))
_PEOPLE_ENDINGS = re.compile(
    r"(?:[аеиоуяюыё]нин|[её]нок|тель|ник|ниц|щик|чик|щиц|ист|истк|ант|ент|[ае]нтк|евич|овец|евк|ант[ао]?к|анк|янк|енк|онер|ионер)"
    r"(?:|а|у|ом|е|ы|и|ов|ам|ами|ах|ей|ой|ю|ем|я|ям|ями|ях|ью|ц)$"
)


_KIN = re.compile(
    r"(?:сын|муж|брат|друг|жен|мам|пап|сестр|отц|парн|дед|внук|внучк|врач|баб)"
    r"(?:|а|у|ом|е|ы|и|ой|ей|ем|ья|ьев|ам|ами|ах|ьям|ьями|зья|зей|зьям|зьями|овья|овей|овьям|овьями)$"
)


_THINGS = (
    "процент", "момент", "документ", "аргумент", "элемент", "фрагмент", "сегмент", "инструмент", "эксперимент",
    "предмет", "показател", "двигател", "источник", "праздник", "справочник", "дневник", "вторник", "понедельник",
    "учебник", "лист", "список", "коэффициент", "компонент", "вариант", "комитет", "больниц", "границ", "единиц",
    "страниц", "гостиниц", "столиц", "таблиц", "улиц", "пшениц", "темниц", "теплиц", "пятниц", "лестниц", "мельниц",
    "ресниц", "департамент", "памятник", "рудник", "подъемник", "ежемесячник", "указател", "выключател", "континент",
    "парламент",
)  # fmt: skip
"""What ends like a noun for people, and is none."""


def is_person(word: str) -> bool:
    """Whether a word is a noun for people, in any of its forms."""
    word = fold(word)
    if word in _PEOPLE or word in (
        "лиц",
        "людьми",
        "детьми",
        "дочери",
        "пар",
        "мам",
        "пап",
        "подростка",
        "подростки",
        "подростков",
        "подросткам",
        "подростками",
        "подростках",
        "подростку",
        "подростком",
        "младенцы",
        "младенцев",
        "младенцам",
        "младенца",
    ):
        return True
    if _KIN.match(word):
        return True
    if re.search(r"(?:нтк|истк|анк|янк|ниц|щиц|тельниц)[оеа]й$", word):
        return True
    if re.search(r"(?:ен|ов|ев|ян)(?:ец|ц(?:а|у|ем|ы|ев|ам|ами|ах))$", word):
        return True
    if word.startswith(_THINGS):
        return False
    if word.startswith(("мужчин", "женщин", "девушк")):
        return True
    if word.startswith(("больн", "заключенн", "осужденн", "беременн", "взросл", "новорожденн", "военнослужащ")):
        return True
    if _is_modifier(word):
        return False
    if any(word.startswith(stem) and len(word) - len(stem) <= 4 for stem in _NOUN_STEMS):
        return True
    return bool(_PEOPLE_ENDINGS.search(word))


def noun_after(after: str) -> str:
    """The stretch of `after` up to the noun for people that an adjective before it describes; "" where none does."""
    found = re.match(r"(\s+(?:[\w-]+(?:ые|ый|ая|ых|ым|ой|ую|ыми|ие|их|им|ими|ого|ому)\s+){0,2})([\w-]+)", after)
    if not found or not is_person(found[2]):
        return ""
    name = re.match(r"(?:\s+[А-ЯЁ][а-яё-]+){1,2}", after[found.end() :])
    return found[0] + (name[0] if name else "")


def may_be_noun(word: str) -> bool:
    """Whether a word behind an adjective can be its noun: no small word, adverb or verb."""
    word = fold(word)
    if is_person(word):
        return True
    return len(word) > 3 and not re.search(r"(?:[аеиыя]л[аои]?|[аеиуюя]т|ть|ся|сь|[ое]вато|опять|снова)$", word)


def complement_after(after: str) -> bool:
    """Whether a name or a place in the genitive belongs to the noun before: «города», «Москвы», «Сергеем»."""
    found = re.match(r"\s+([\w-]+)", after)
    return bool(found and (re.fullmatch(r"[А-ЯЁ][а-яё-]+", found[1]) or found[1].lower() in _COMPLEMENTS))


_COMPLEMENTS = frozenset(
    "города района области страны поселка посёлка края республики региона столицы деревни микрорайона двора палаты"
    " отделения колонии диспансера проекта программы округа села квартала общежития мира наркологии интерната"
    " центра клиники больницы подъезда".split()
)


def person_before(before: str) -> bool:
    """Whether a noun for people stands right before, perhaps with a comma between."""
    found = re.search(r"([\w-]+),?\s+$", before)
    return bool(found and is_person(found[1]))


def gender_of_person(word: str, number: str) -> str:
    """ "m", "f" or "n" of a noun for people, by its form; only for the singular."""
    if number == "pl":
        return "m"
    word = fold(word)
    if word.startswith(("мужчин", "юнош", "пап", "судь")):
        return "m"
    if word.startswith(("лиц", "населен", "сообществ")):
        return "n"
    if word.startswith(("мат", "дочер", "дочь", "девочк", "молодеж", "групп", "семь", "пар", "личност")):
        return "f" if not word.startswith(("парен", "парн", "партн")) else ("f" if word.startswith("партнерш") else "m")
    return (
        "f"
        if re.search(r"(?:а|я|ы|и|ой|ей|у(?<=[кнцщшж]у))$", word)
        and not re.search(r"(?:ник|тель|тел|ист|ент|ант|ер|овек|бенк|рост|анин)[аеуыия]?$", word)
        else "m"
    )


def needs_closing_comma(after: str) -> bool:
    """Whether a participial phrase that ends here has to be closed by a comma."""
    rest = after.lstrip(" \t\u00a0")
    return bool(rest) and rest[0] not in ".,;:!?…)]}»”\"'“/\n\r<|*_("


def fit_preposition(before: str, text: str) -> tuple[int, str]:
    """The preposition before, as the text's first sound wants it: how much of `before` it takes, and what it is."""
    found = re.search(r"(?<![\w-])(об|обо|о|со|во|ко)(\s+)$", before, re.IGNORECASE)
    if not found:
        return 0, ""
    word = found[1].lower()
    vowel = fold(text)[:1] in ("а", "о", "у", "э", "и")
    wanted = {"об": "о", "обо": "о", "со": "с", "во": "в", "ко": "к"}.get(word, word)
    if wanted == "о" and vowel:
        wanted = "об"
    if word in ("со", "во", "ко") and re.match(
        r"(?:вс|мн|с[бвгдзклмнпрстфхцчшщ]|[вфзшж][бвгдзклмнпрстфхцчшщ])", fold(text)
    ):
        wanted = word
    if wanted == word:
        return 0, ""
    shaped = wanted.capitalize() if found[1][0].isupper() else wanted
    return len(found[0]), shaped + found[2]
