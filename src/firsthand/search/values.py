"""Values of facets by the names that readers know them by: "place:Kenya", "kind:отчёт", "lang:russe".

Names of countries and languages are those of CLDR in the languages of the interface; kinds are named here; themes go by
the thesaurus. Case and diacritics don't count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from firsthand.catalogue import languages, places
from firsthand.search.analysis import WORD, exact

if TYPE_CHECKING:
    from firsthand.search.concepts import Recogniser

SPOKEN = ("en", "fr", "es", "ru")
"""The languages of the interface."""
_OF_PLACES = (*SPOKEN, "en-GB")

_KINDS = {
    "report": "reports, rapport, rapports, informe, informes, отчёт, отчёты, доклад, доклады",
    "research-report": (
        "research reports, study, research, rapport de recherche, étude, études, informe de investigación, "
        "estudio, estudios, исследование, исследования, отчёт об исследовании"
    ),
    "brief": (
        "briefs, policy brief, note, notes, note de synthèse, nota, notas, nota informativa, informe breve, бриф, "
        "краткий обзор, записка, справка"
    ),
    "position-statement": (
        "position, position statements, position paper, prise de position, prises de position, posición, "
        "documento de posición, declaración de posición, toma de posición, позиция, "
        "заявление о позиции, изложение позиции"
    ),
    "letter": (
        "letters, open letter, lettre, lettres, lettre ouverte, carta, cartas, carta abierta, письмо, письма, "
        "открытое письмо"
    ),
    "guide": "guides, manual, handbook, manuel, manuels, guía, guías, руководство, руководства, пособие, гид",
    "training": (
        "training material, training materials, course, formation, support de formation, matériel de formation, "
        "capacitación, formación, material de formación, curso, обучение, учебный материал, учебные материалы, "
        "тренинг"
    ),
    "submission": (
        "submissions, contribution, contributions, contribution officielle, soumission, contribución, alegación, "
        "presentación ante un organismo, представление, представления, представление в официальный орган, обращение"
    ),
    "film": "films, video, videos, movie, vidéo, vidéos, película, películas, vídeo, фильм, фильмы, видео",
    "recording": (
        "recordings, audio, sound, podcast, enregistrement, enregistrements, grabación, grabaciones, запись, "
        "записи, аудио, подкаст"
    ),
    "dataset": (
        "data, data set, data sets, datasets, données, jeu de données, datos, conjunto de datos, данные, набор данных"
    ),
    "presentation": (
        "presentations, slides, présentation, présentations, diaporama, presentación, presentaciones, "
        "презентация, презентации"
    ),
    "newsletter": (
        "newsletters, bulletin, bulletins, lettre d’information, infolettre, boletín, boletines, бюллетень, рассылка"
    ),
    "other": (
        "other work, autre, autres, autre publication, otro, otra, otros, otra publicación, другое, прочее, "
        "другая публикация"
    ),
    "post": "posts, news, nouvelle, nouvelles, actualité, actualités, noticia, noticias, новость, новости",
    "statement": (
        "statements, déclaration, déclarations, communiqué, declaración, declaraciones, comunicado, заявление, "
        "заявления"
    ),
}
"""Kind -> what else it is called, in the languages of the interface, in the singular and plural."""

_PLACES = {
    "US": "USA, America, U.S.A., U.S., EE. UU., EEUU, États Unis d’Amérique, Estados Unidos de América, США",
    "GB": "UK, U.K., Great Britain, Britain, Royaume Uni, Grande Bretagne, Gran Bretaña, Соединённое Королевство",
    "RU": "Russian Federation, Fédération de Russie, Federación de Rusia, РФ, Российская Федерация",
    "KG": "Кыргызстан, Kyrgyz Republic, Kirghizie, Kirguizistán",
    "BY": "Белоруссия, Biélorussie, Bielorrusia",
    "MD": "Молдавия, Republic of Moldova",
    "CI": "Ivory Coast, Côte d’Ivoire, Costa de Marfil, Берег Слоновой Кости",
    "CD": "Congo, DRC, RDC, Democratic Republic of the Congo, République démocratique du Congo, ДРК, ДР Конго",
    "CZ": "Czech Republic, République tchèque, República Checa, Чешская Республика",
    "MM": "Burma, Birmanie, Birmania, Бирма",
    "SZ": "Swaziland, Suazilandia, Свазиленд",
    "MK": "Macedonia, Macédoine, Македония",
    "TR": "Turkey, Turquie, Turquía, Турция",
    "NL": "Holland, Hollande, Holanda, Голландия",
    "VN": "Viet Nam",
    "IR": "Islamic Republic of Iran",
    "TZ": "United Republic of Tanzania",
    "TL": "East Timor",
    "CV": "Cape Verde",
    "PS": "Palestine, Palestina, Палестина",
    "KR": "Republic of Korea",
    "ZA": "RSA, ЮАР",
    "AE": "UAE, ОАЭ",
    "419": "LAC, América Latina y el Caribe, Latin America and the Caribbean, Amérique latine et Caraïbes",
    "001": "global, worldwide, international, mundial, mundo, monde, мир",
    "143": "Средняя Азия",
}
"""Places by names that CLDR doesn't have."""


def called(field: str, typed: str, there: Collection[str], recogniser: "Recogniser | None" = None) -> list[str]:
    """The values, of those that are `there`, that a reader may mean who types something after `field` and a colon.

    `field` is "lang", "place", "kind" or "theme".

    >>> called("place", "Кения", ["KE", "PT"]), called("lang", "russe", ["ru", "fr"])
    (['KE'], ['ru'])
    """
    asked = exact(typed)
    if field == "lang":
        return _languages(asked, there)
    codes = {asked}
    if not any(exact(value) == asked for value in there):
        codes.update(_codes(field).get(asked, ()))
    if field == "theme" and recogniser is not None:
        codes.update(map(exact, _concepts(typed, recogniser)))
    found = [value for value in there if exact(value) in codes]
    if not found and field == "place":
        found = _partly(set(asked.split()), there)
    return found


def _codes(field: str) -> Mapping[str, frozenset[str]]:
    """Names -> the values that have them; both as exact tokens."""
    if field == "place":
        return _places()
    return _kinds() if field == "kind" else {}


def _languages(asked: str, there: Collection[str]) -> list[str]:
    """Those that are just so written; else all of the language, whatever their script or region."""
    found = [value for value in there if exact(value) == asked]
    return (
        found
        if len(asked.split()) > 1 and found
        else [value for value in there if asked in _names_of(languages.primary(value))]
    )


def _partly(words: set[str], there: Iterable[str]) -> list[str]:
    """Places that have all the words in one of their names: "Congo" is two countries."""
    there = {exact(value): value for value in there}
    found = (codes for name, codes in _places().items() if words and words <= set(name.split()))
    return list(dict.fromkeys(there[code] for codes in found for code in sorted(codes) if code in there))


def _concepts(typed: str, recogniser: "Recogniser") -> Iterator[str]:
    words = WORD.findall(typed)
    for first, beyond, concepts in recogniser.in_query(words, SPOKEN):
        if (first, beyond) == (0, len(words)):
            yield from concepts


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return _by_name({kind: names.split(", ") for kind, names in _KINDS.items()})


@cache
def _places() -> dict[str, frozenset[str]]:
    return _by_name(
        {
            code: [*(places.name(code, language) for language in _OF_PLACES), *_PLACES.get(code, "").split(", ")]
            for code in (*places.COUNTRIES, *places.REGIONS, places.WORLD)
        }
    )


def _by_name(names: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, those in names.items():
        for name in those:
            found[exact(name)].add(exact(code))
    found.pop("", None)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _names_of(language: str) -> frozenset[str]:
    """The names of a language in the languages of the interface and in itself, and its codes of ISO 639-1 to 3."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    names = {language, *(code for code, tag in get_global("language_aliases").items() if tag == language)}
    for spoken in (*SPOKEN, language):
        try:
            names.add(Locale.parse(spoken).languages.get(language, ""))
        except (UnknownLocaleError, ValueError):  # CLDR knows nothing of it
            continue
    return frozenset(map(exact, names)) - {""}
