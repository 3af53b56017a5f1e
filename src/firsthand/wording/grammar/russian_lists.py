"""Lists that go on behind a phrase: «злоупотребление кокаином и алкоголем» in the case that its new words govern.

Knows the nouns for substances in the three cases that matter, and no guide; a noun that it doesn't know is left alone.
"""

import re
from collections.abc import Iterator

_NOUNS = """
алкоголем алкоголя алкоголь; спиртным спиртного спиртное; вином вина вино; пивом пива пиво; водкой водки водку
табаком табака табак; никотином никотина никотин; героином героина героин; кокаином кокаина кокаин
метадоном метадона метадон; морфином морфина морфин; кодеином кодеина кодеин; трамадолом трамадола трамадол
фентанилом фентанила фентанил; амфетамином амфетамина амфетамин; метамфетамином метамфетамина метамфетамин
мефедроном мефедрона мефедрон; марихуаной марихуаны марихуану; гашишем гашиша гашиш; каннабисом каннабиса каннабис
кетамином кетамина кетамин; опиумом опиума опиум; крэком крэка крэк; спайсом спайса спайс; клеем клея клей
экстази экстази экстази; лсд лсд лсд; пав пав пав; лирикой лирики лирику; никотином никотина никотин
наркотиками наркотиков наркотики; опиоидами опиоидов опиоиды; опиатами опиатов опиаты; солями солей соли
амфетаминами амфетаминов амфетамины; стимуляторами стимуляторов стимуляторы; веществами веществ вещества
психостимуляторами психостимуляторов психостимуляторы; барбитуратами барбитуратов барбитураты
бензодиазепинами бензодиазепинов бензодиазепины; транквилизаторами транквилизаторов транквилизаторы
таблетками таблеток таблетки; лекарствами лекарств лекарства; препаратами препаратов препараты
средствами средств средства; медикаментами медикаментов медикаменты; снотворными снотворных снотворные
обезболивающими обезболивающих обезболивающие; напитками напитков напитки; сигаретами сигарет сигареты
каннабиноидами каннабиноидов каннабиноиды; галлюциногенами галлюциногенов галлюциногены
снюсом снюса снюс; насваем насвая насвай; вейпами вейпов вейпы; энергетиками энергетиков энергетики
анальгетиками анальгетиков анальгетики; антидепрессантами антидепрессантов антидепрессанты
"""
"""Of each the instrumental, the genitive and the accusative."""
_TABLE = {
    instrumental: {"gen": genitive, "acc": accusative}
    for instrumental, genitive, accusative in (
        entry.split() for entry in re.split(r"[;\n]", _NOUNS.replace("\n\n", "\n")) if entry.strip()
    )
}
_ADJECTIVE = {"gen": (("ыми", "ых"), ("ими", "их")), "acc": (("ыми", "ые"), ("ими", "ие"))}
_JOINED = r"(\s+(?:и|или|и/или|либо)\s+|,\s+(?:(?:в том числе|а также)\s+)?)"
_ITEMS = tuple(
    re.compile(rf"{_JOINED}((?:[а-яё]+[ыи]ми\s+){{{adjectives}}})([А-ЯЁа-яё]+)(?![\w-])") for adjectives in range(3)
)
_GENITIVE = re.compile(r"\bмного\b|употреблени\w*")

_OTHER = re.compile(r"(?:\s+(?:и|или)\s+|,\s+)(?:[а-яё]+[ыи]ми\s+){0,2}[а-яё]+(?:ом|ем|ами|ями)(?![\w-])")


def carry_on(text: str, after: str) -> tuple[int, str]:
    """What of `after` belongs to a list in the instrumental, and how it goes on behind `text`."""
    case = "gen" if _GENITIVE.search(text) else "acc"
    taken, made = 0, ""
    for item in _items(after):
        noun = _TABLE[item[3].lower()][case]
        made += item[1] + "".join(_agree(word, case) + " " for word in item[2].split())
        made += noun.upper() if item[3].isupper() else noun
        taken = item.end()
    return taken, made


def goes_on(after: str) -> bool:
    """Whether a list in the instrumental goes on with words that aren't known here."""
    return bool(_OTHER.match(after))


def _items(after: str) -> Iterator[re.Match[str]]:
    item = _item(after, 0)
    while item:
        yield item
        item = _item(after, item.end())


def _item(after: str, at: int) -> re.Match[str] | None:
    """A noun that is known, with up to two adjectives before it; «снотворными» is such a noun itself."""
    for pattern in _ITEMS:
        found = pattern.match(after, at)
        if found and found[3].lower() in _TABLE:
            return found
    return None


def _agree(word: str, case: str) -> str:
    for ending, wanted in _ADJECTIVE[case]:
        if word.endswith(ending):
            return word.removesuffix(ending) + wanted
    return word
