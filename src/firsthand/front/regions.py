"""The five regions of the United Nations' M49 standard, and the countries in each (ISO 3166-1 alpha-2)."""

AFRICA, AMERICAS, ASIA, EUROPE, OCEANIA = "002", "019", "142", "150", "009"

COUNTRIES = {
    AFRICA: (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ "
        "NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    AMERICAS: (
        "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC "
        "MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
    ),
    ASIA: (
        "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH "
        "PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
    ),
    EUROPE: (
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK "
        "MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
    ),
    OCEANIA: "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}

REGIONS = {country: region for region, countries in COUNTRIES.items() for country in countries.split()}

SUBREGIONS = {
    AFRICA: "011 014 015 017 018 202",
    AMERICAS: "003 005 013 021 029 419",
    ASIA: "030 034 035 143 145",
    EUROPE: "039 151 154 155",
    OCEANIA: "053 054 057 061",
}

REGIONS |= {region: region for region in COUNTRIES}
REGIONS |= {subregion: region for region, subregions in SUBREGIONS.items() for subregion in subregions.split()}


def region_of(place: str | None) -> str | None:
    """The region in which a country or part of a region lies; None for the world, and where no place is known."""
    return REGIONS.get(place) if place else None
