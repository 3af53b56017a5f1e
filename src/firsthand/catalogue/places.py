"""Places: countries and territories (ISO 3166-1 alpha-2) and the regions they lie in (UN M49), with names from CLDR."""

from functools import lru_cache

from firsthand.catalogue.malformed import MalformedError

WORLD = "001"

REGIONS = {
    "002": WORLD,  # Africa
    "015": "002",  # Northern Africa
    "202": "002",  # Sub-Saharan Africa
    "011": "202",  # Western Africa
    "014": "202",  # Eastern Africa
    "017": "202",  # Middle Africa
    "018": "202",  # Southern Africa
    "019": WORLD,  # Americas
    "003": "019",  # North America: Northern and Central America and the Caribbean
    "021": "019",  # Northern America
    "419": "019",  # Latin America and the Caribbean
    "005": "419",  # South America
    "013": "419",  # Central America
    "029": "419",  # Caribbean
    "142": WORLD,  # Asia
    "030": "142",  # Eastern Asia
    "034": "142",  # Southern Asia
    "035": "142",  # South-eastern Asia
    "143": "142",  # Central Asia
    "145": "142",  # Western Asia
    "150": WORLD,  # Europe
    "039": "150",  # Southern Europe
    "151": "150",  # Eastern Europe
    "154": "150",  # Northern Europe
    "155": "150",  # Western Europe
    "009": WORLD,  # Oceania
    "053": "009",  # Australia and New Zealand
    "054": "009",  # Melanesia
    "057": "009",  # Micronesia
    "061": "009",  # Polynesia
}
"""Region -> the region that contains it."""

_MEMBERS = {
    "015": "DZ EG EH LY MA SD TN",
    "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "017": "AO CD CF CG CM GA GQ ST TD",
    "018": "BW LS NA SZ ZA",
    "021": "BM CA GL PM US",
    "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "013": "BZ CR GT HN MX NI PA SV",
    "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "030": "CN HK JP KP KR MN MO TW",
    "034": "AF BD BT IN IR LK MV NP PK",
    "035": "BN ID KH LA MM MY PH SG TH TL VN",
    "143": "KG KZ TJ TM UZ",
    "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "151": "BG BY CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "155": "AT BE CH DE FR LI LU MC NL",
    "053": "AU CC CX HM NF NZ",
    "054": "FJ NC PG SB VU",
    "057": "FM GU KI MH MP NR PW UM",
    "061": "AS CK NU PF PN TK TO TV WF WS",
    WORLD: "AQ",
}

COUNTRIES = {country: region for region, countries in _MEMBERS.items() for country in countries.split()}
"""Country or territory -> the smallest region that contains it: the 249 of ISO 3166-1, and XK, the code in common use
for Kosovo. Taiwan, which M49 does not list, lies where CLDR puts it."""

_ALIASES = {"UK": "GB", "EL": "GR"}


def normalise(code: str) -> str:
    """An alpha-2 code in capitals, or an M49 number of three digits. MalformedError if there is no such place.

    >>> normalise("pt"), normalise("2")
    ('PT', '002')
    """
    text = code.strip().upper()
    text = _ALIASES.get(text, text)
    if text.isascii() and text.isdigit():
        text = text.zfill(3)
    if is_known(text):
        return text
    raise MalformedError(
        f"“{code.strip()}” is not the code of a country or region.",
        "Write two letters of ISO 3166-1 for a country (“PT”), or the UN M49 number of a region (“150” is Europe).",
    )


def is_known(code: str) -> bool:
    """Whether a code is that of a country, of a region or of the world."""
    return code in COUNTRIES or code in REGIONS or code == WORLD


def name(code: str, language: str) -> str:
    """The place's name in `language`, or else in English; the code itself if it is unknown."""
    found = _names(language).get(code) or _names("en").get(code) or code
    return found[:1].upper() + found[1:]


def parents(code: str) -> tuple[str, ...]:
    """The regions around a place, smallest first, up to the world; empty for the world. KeyError for an unknown place.

    >>> parents("KE")
    ('014', '202', '002', '001')
    """
    around = []
    here = code
    while here != WORLD:
        here = COUNTRIES[here] if here in COUNTRIES else REGIONS[here]
        around.append(here)
    return tuple(around)


def region(code: str) -> str:
    """The largest region around a place below the world: Africa 002, Americas 019, Asia 142, Europe 150, Oceania 009.

    Such a region is its own; for the world and for Antarctica it is the world. KeyError for an unknown place.
    """
    line = [code, *parents(code)]
    below = [place for place in line if place in REGIONS]
    return below[-1] if below else WORLD


def subregion(code: str) -> str:
    """The smallest region around a country, such as Central Asia 143; a region is its own."""
    return COUNTRIES.get(code, code)


def within(code: str, area: str) -> bool:
    """Whether a place is `area` or lies in it."""
    return code == area or area in parents(code)


@lru_cache(64)
def _names(language: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {} if "-" not in language else _names(language.rsplit("-", 1)[0])
