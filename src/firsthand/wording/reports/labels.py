"""The words of a report to print, in the four languages. Knows nothing of findings."""

from msgspec import Struct

from firsthand.wording.model import Severity


class Labels(Struct, frozen=True):
    title: str
    intro: str
    checked: str
    """Before how many files were checked, and so on: numbers stand behind a colon, so that nothing has a plural."""
    found: str
    possible: str
    suppressed: str
    unread: str
    nothing: str
    counts: str
    concept: str
    number: str
    gravity: str
    by_section: str
    by_file: str
    by_year: str
    opening: str
    """The part of a text before its first heading."""
    others: str
    in_context: str
    why: str
    page: str
    line: str
    texts: str
    characters: str
    per_million: str
    language: str
    severities: dict[Severity, str]
    """As kinds of words: what stands in a legend."""
    more: str
    """Before the number of findings of a file that are not printed."""


_EN = Labels(
    title="Words that could be kinder",
    intro="Places where a guide to respectful language advises other words. Each is a hint for a person who knows the "
    "text; none is a verdict on whoever wrote it.",
    checked="Texts checked",
    found="Found",
    possible="Possible, to be looked at",
    suppressed="Left as they are by decision",
    unread="Could not be read",
    nothing="Nothing was found.",
    counts="Counts",
    concept="Concept",
    number="Places",
    gravity="Gravity",
    by_section="By section",
    by_file="By text",
    by_year="By year",
    opening="(opening)",
    others="(others)",
    in_context="In context",
    why="Why, and who says so",
    page="page",
    line="line",
    texts="Texts",
    characters="Characters",
    per_million="Per million characters",
    language="Language",
    severities={
        "slur": "slur",
        "stigmatising": "stigmatising",
        "discouraged": "discouraged",
        "imprecise": "imprecise",
        "contested": "contested",
    },
    more="Further places, not printed",
)

_FR = Labels(
    title="Des mots à revoir",
    intro="Les passages où un guide de langage respectueux conseille d’autres mots. Chacun est une indication pour "
    "qui connaît le texte ; aucun n’est un jugement sur la personne qui l’a écrit.",
    checked="Textes vérifiés",
    found="Relevés",
    possible="Possibles, à regarder",
    suppressed="Laissés tels quels par décision",
    unread="N’ont pas pu être lus",
    nothing="Rien n’a été relevé.",
    counts="Décompte",
    concept="Notion",
    number="Passages",
    gravity="Gravité",
    by_section="Par partie",
    by_file="Par texte",
    by_year="Par année",
    opening="(début)",
    others="(autres)",
    in_context="Dans leur contexte",
    why="Pourquoi, et qui le dit",
    page="page",
    line="ligne",
    texts="Textes",
    characters="Caractères",
    per_million="Par million de caractères",
    language="Langue",
    severities={
        "slur": "insulte",
        "stigmatising": "stigmatisant",
        "discouraged": "déconseillé",
        "imprecise": "imprécis",
        "contested": "débattu",
    },
    more="Autres passages, non imprimés",
)

_ES = Labels(
    title="Palabras que conviene revisar",
    intro="Los lugares en que una guía de lenguaje respetuoso aconseja otras palabras. Cada uno es una indicación para "
    "quien conoce el texto; ninguno juzga a quien lo escribió.",
    checked="Textos revisados",
    found="Encontrados",
    possible="Posibles, por mirar",
    suppressed="Dejados como están por decisión",
    unread="No se pudieron leer",
    nothing="No se encontró nada.",
    counts="Recuento",
    concept="Concepto",
    number="Lugares",
    gravity="Gravedad",
    by_section="Por sección",
    by_file="Por texto",
    by_year="Por año",
    opening="(comienzo)",
    others="(otros)",
    in_context="En su contexto",
    why="Por qué, y quién lo dice",
    page="página",
    line="línea",
    texts="Textos",
    characters="Caracteres",
    per_million="Por millón de caracteres",
    language="Lengua",
    severities={
        "slur": "insulto",
        "stigmatising": "estigmatizante",
        "discouraged": "desaconsejado",
        "imprecise": "impreciso",
        "contested": "debatido",
    },
    more="Otros lugares, no impresos",
)

_RU = Labels(
    title="Слова, которые стоит пересмотреть",
    intro="Места, где руководство по уважительному языку советует другие слова. Каждое — подсказка для того, кто знает "
    "текст; ни одно не осуждает того, кто его написал.",
    checked="Проверено текстов",
    found="Найдено",
    possible="Возможно, стоит посмотреть",
    suppressed="Намеренно оставлено",
    unread="Не удалось прочитать",
    nothing="Ничего не найдено.",
    counts="Сколько",
    concept="Понятие",
    number="Мест",
    gravity="Серьёзность",
    by_section="По разделам",
    by_file="По текстам",
    by_year="По годам",
    opening="(начало)",
    others="(прочее)",
    in_context="В контексте",
    why="Почему и кто так считает",
    page="с.",
    line="строка",
    texts="Тексты",
    characters="Знаки",
    per_million="На миллион знаков",
    language="Язык",
    severities={
        "slur": "оскорбительное",
        "stigmatising": "стигматизирующее",
        "discouraged": "нежелательное",
        "imprecise": "неточное",
        "contested": "спорное",
    },
    more="Ещё мест, не напечатано",
)

_LABELS = {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU}


def labels(language: str) -> Labels:
    return _LABELS.get(language, _EN)
