"""Facets are narrowed by the names that people know, in the four languages of the interface."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelves import entry

from firsthand.catalogue import places
from firsthand.interface import available, interface
from firsthand.interface.labels import KINDS, name_kind
from firsthand.search.concepts import Recogniser
from firsthand.search.protocol import Query
from firsthand.search.thesaurus import shipped
from firsthand.search.values import SPOKEN, called

PLACES = sorted((*places.COUNTRIES, *places.REGIONS))
LANGUAGES = ["en", "fr", "es", "ru", "pt-BR", "pt", "zh-Hant", "uk", "ky", "is"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kenya", ["KE"]),
        ("Кения", ["KE"]),
        ("kenia", ["KE"]),
        ("ke", ["KE"]),
        ("RU", ["RU"]),
        ("Russian Federation", ["RU"]),
        ("États-Unis", ["US"]),
        ("США", ["US"]),
        ("the UK", []),
        ("UK", ["GB"]),
        ("Кыргызстан", ["KG"]),
        ("Congo", ["CD", "CG"]),
        ("guinea", ["GN"]),
        ("Europe", ["150"]),
        ("Центральная Азия", ["143"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_places_are_known_by_name(typed: str, meant: list[str]) -> None:
    assert sorted(called("place", typed, PLACES)) == meant


@pytest.mark.parametrize("language", SPOKEN)
def test_every_place_is_known_by_its_name_of_the_interface(language: str) -> None:
    unknown = [code for code in PLACES if code not in called("place", interface(language).place_name(code), PLACES)]
    assert not unknown


@pytest.mark.parametrize("language", available())
def test_every_kind_is_known_by_its_name_of_the_interface(language: str) -> None:
    for kind in KINDS:
        assert kind in called("kind", name_kind(kind, interface(language)), KINDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("отчёт", "report"), ("отчет", "report"), ("Videos", "film"), ("actualités", "post"), ("guía", "guide")],
)
def test_kinds_are_known_by_what_people_call_them(typed: str, meant: str) -> None:
    assert called("kind", typed, KINDS) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("russe", ["ru"]),
        ("Russian", ["ru"]),
        ("русский", ["ru"]),
        ("rus", ["ru"]),
        ("português", ["pt", "pt-BR"]),
        ("pt-br", ["pt-BR"]),
        ("Кыргызча", ["ky"]),
        ("chinese", ["zh-Hant"]),
        ("Klingon", []),
    ],
)
def test_languages_are_known_by_name(typed: str, meant: list[str]) -> None:
    assert sorted(called("lang", typed, LANGUAGES)) == meant


def test_themes_are_known_by_the_names_of_the_thesaurus() -> None:
    recogniser = Recogniser.of(shipped())
    assert called("theme", "опиоидная зависимость", ["drug-dependence", "prisons"], recogniser) == ["drug-dependence"]
    assert called("theme", "Drug dependence", ["drug-dependence"]) == ["drug-dependence"]
    assert called("theme", "зависимость", ["drug-dependence"]) == []


@given(st.sampled_from(["place", "kind", "lang", "theme"]), st.text())
def test_whatever_is_typed_names_only_what_is_there(field: str, typed: str) -> None:
    there = ["KE", "report", "ru", "drug-use"]
    assert set(called(field, typed, there)) <= set(there)


def test_a_search_is_narrowed_by_names(opened) -> None:
    facets = {"kind": ("guide",), "language": ("ru",), "year": ("2021",), "place": ("KE", "002")}
    engine = opened([entry("works/a/ru", "Налоксон", facets=facets), entry("works/b/en", "Naloxone")])
    for typed in (
        "налоксон место:Кения",
        "lieu:kenya,france",
        "вид:руководство",
        "lang:russe -lang:anglais",
        "place:Africa",
    ):
        assert [group.item for group in engine.search(Query(typed)).groups] == ["works/a"], typed
    assert not engine.search(Query("naloxone place:Kenya")).items
    assert engine.search(Query("lang:ru OR lang:en")).items == 2
    assert engine.search(Query("year:2019 OR year:2021")).items == 2
