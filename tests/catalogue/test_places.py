"""Countries and regions. The counts are those of the UN M49 list, whose Channel Island of Sark has no ISO code; Taiwan,
not on that list, and Kosovo, not in ISO 3166-1, are added here."""

from collections import Counter

import pytest
from babel import Locale

from firsthand.catalogue import places
from firsthand.catalogue.malformed import MalformedError

COUNTS = {
    "015": 7, "011": 17, "014": 22, "017": 9, "018": 5,
    "021": 5, "005": 16, "013": 8, "029": 28,
    "030": 7 + 1, "034": 9, "035": 11, "143": 5, "145": 18,
    "039": 16 + 1, "151": 10, "154": 16, "155": 9,
    "053": 6, "054": 5, "057": 8, "061": 10,
    "001": 1,
}  # fmt: skip


def test_every_country_lies_in_one_smallest_region() -> None:
    assert Counter(places.COUNTRIES.values()) == COUNTS
    assert len(places.COUNTRIES) == 249 + 1


def test_the_codes_are_those_of_cldr_without_its_exceptional_reservations() -> None:
    known = {code for code in Locale.parse("en").territories if len(code) == 2}
    exceptional = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    assert set(places.COUNTRIES) == known - exceptional


@pytest.mark.parametrize(
    ("country", "line"),
    [
        ("KE", ("014", "202", "002", "001")),
        ("KZ", ("143", "142", "001")),
        ("MX", ("013", "419", "019", "001")),
        ("CA", ("021", "019", "001")),
        ("PT", ("039", "150", "001")),
        ("FJ", ("054", "009", "001")),
        ("EG", ("015", "002", "001")),
        ("AQ", ("001",)),
    ],
)
def test_regions_lie_in_regions_up_to_the_world(country: str, line: tuple[str, ...]) -> None:
    assert places.parents(country) == line


@pytest.mark.parametrize(
    ("place", "region", "subregion"),
    [("TZ", "002", "014"), ("419", "019", "419"), ("150", "150", "150"), ("001", "001", "001"), ("AQ", "001", "001")],
)
def test_a_place_has_a_large_and_a_small_region(place: str, region: str, subregion: str) -> None:
    assert places.region(place) == region
    assert places.subregion(place) == subregion


def test_a_country_lies_within_each_of_its_regions() -> None:
    assert places.within("KE", "202")
    assert places.within("KE", "KE")
    assert not places.within("KE", "142")


def test_every_place_has_a_name_in_the_four_languages() -> None:
    for code in [*places.COUNTRIES, *places.REGIONS, places.WORLD]:
        for language in ("en", "fr", "es", "ru"):
            assert places.name(code, language) != code
    assert places.name("KZ", "ru") == "Казахстан"
    assert places.name("001", "fr") == "Monde"
    assert places.name("BR", "pt-BR") == "Brasil"
    assert places.name("BR", "tlh") == "Brazil"


@pytest.mark.parametrize(("written", "normal"), [("pt", "PT"), ("2", "002"), ("150", "150"), ("UK", "GB")])
def test_codes_are_brought_to_their_normal_form(written: str, normal: str) -> None:
    assert places.normalise(written) == normal


@pytest.mark.parametrize("wrong", ["ZZ", "EU", "Portugal", "999", "", "USA", "١٥٠"])
def test_what_is_no_place_is_malformed(wrong: str) -> None:
    with pytest.raises(MalformedError):
        places.normalise(wrong)
