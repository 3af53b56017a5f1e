"""Editions as other catalogues describe them: DataCite in XML and JSON, Dublin Core."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator
from msgspec import structs
from tests.exports.catalogues import SCHEMAS, find, texts, valid
from tests.front.library import FixtureSource

from firsthand.catalogue.records import (
    Collection,
    Edition,
    Identifier,
    Library,
    Party,
    Text,
    TranslatedFrom,
    Work,
)
from firsthand.catalogue.shelves import Shelves
from firsthand.catalogue.vocabularies import KINDS
from firsthand.exports.metadata.datacite import RELATIONS, datacite_json, datacite_xml, describe
from firsthand.exports.metadata.dublincore import dublin_core_file
from firsthand.exports.metadata.facts import COAR_LABELS, OTHER_KINDS, Facts
from firsthand.exports.volume import Volume
from firsthand.interface import interface
from firsthand.release import Life

ADDED = {
    "relationType": ["HasTranslation", "IsTranslationOf"],
    "contributorType": ["Translator"],
}
"""What 4.6 added to 4.5."""

LIFE = Life("works/x/en", "edition", "2024-01-02T03:04:05Z", "2025-01-02T03:04:05Z")


class Held:
    """A release that has records alone."""

    def __init__(self, collection: Collection) -> None:
        self.collection, self.created = collection, datetime(2026, 1, 1, tzinfo=UTC)


def facts(collection: Collection, slug: str, language: str, room: str = "works") -> Facts:
    shelves = Shelves(collection)
    item = shelves.item(room, slug)
    assert item is not None
    edition = next(each for each in item.editions if each.language == language)
    volume = Volume(Held(collection), shelves, item, edition, interface("en"), "https://x.example")  # type: ignore[arg-type]
    return Facts(volume, LIFE)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return FixtureSource(tmp_path_factory.mktemp("files")).collection


@pytest.fixture(scope="module")
def validator() -> Draft201909Validator:
    schema = json.loads((SCHEMAS / "datacite-v4.5.json").read_text())
    for name, values in ADDED.items():
        schema["definitions"][name]["enum"] += values
    return Draft201909Validator(schema)


def every(collection: Collection) -> Iterator[tuple[str, str, str]]:
    for room, items in (("works", collection.works), ("news", collection.posts), ("statements", collection.statements)):
        for item in items:
            for edition in item.editions:
                if not getattr(item, "withdrawn", None):
                    yield room, item.slug, edition.language


def test_every_edition_is_valid_in_every_form(collection: Collection, validator: Draft201909Validator) -> None:
    for room, slug, language in every(collection):
        found = facts(collection, slug, language, room)
        valid(datacite_xml(found))
        valid(dublin_core_file(found))
        assert [error.message for error in validator.iter_errors(json.loads(datacite_json(found)))] == []


def test_datacite_says_what_the_record_says(collection: Collection) -> None:
    found = describe(facts(collection, "nothing-about-us", "ru"))
    assert "doi" not in found
    assert found["url"] == "https://library.example.org/works/nothing-about-us/ru"
    assert found["creators"] == [
        {"name": "Petrova, Ana", "nameType": "Personal", "givenName": "Ana", "familyName": "Petrova"}
    ]
    assert found["titles"][:2] == [
        {"title": "Ничего о нас", "lang": "ru"},
        {"title": "Равные за столом", "titleType": "Subtitle", "lang": "ru"},
    ]
    assert found["publisher"] == {"name": "World Network"}
    assert found["publicationYear"] == "2021"
    assert found["types"] == {"resourceType": "report", "resourceTypeGeneral": "Report"}
    assert found["fundingReferences"] == [{"funderName": "Made-up Fund"}]
    assert [each["rightsIdentifier"] for each in found["rightsList"]] == ["CC-BY-NC-ND-3.0"]
    assert {each["geoLocationPlace"] for each in found["geoLocations"]} >= {"Portugal", "Uruguay"}
    assert {
        "subject": "Декриминализация",
        "lang": "ru",
        "valueUri": "https://library.example.org/themes/decriminalisation",
    } in found["subjects"]
    related = {(each["relationType"], each["relatedIdentifier"]) for each in found["relatedIdentifiers"]}
    site = "https://library.example.org/works"
    assert related >= {
        ("IsTranslationOf", f"{site}/nothing-about-us/en"),
        ("IsVariantFormOf", f"{site}/nothing-about-us/fr"),
        ("IsVersionOf", "10.1234/abc"),
        ("References", f"{site}/brief-guide"),
        ("Obsoletes", f"{site}/old-report"),
        ("IsReferencedBy", "https://library.example.org/news/launch"),
    }
    assert not any("taken-back" in identifier for _, identifier in related)
    assert found["dates"] == [
        {"date": "2021-05", "dateType": "Issued"},
        {"date": LIFE.published, "dateType": "Available"},
        {"date": LIFE.changed, "dateType": "Updated"},
    ]


def test_both_sides_of_a_translation_say_so(collection: Collection) -> None:
    related = describe(facts(collection, "nothing-about-us", "en"))["relatedIdentifiers"]
    made = {
        each["relatedIdentifier"].rpartition("/")[2] for each in related if each["relationType"] == "HasTranslation"
    }
    assert made == {"fr", "ru", "ar"}


def test_a_doi_names_the_edition_it_was_made_for_and_no_translation() -> None:
    doi, own = Identifier("doi", "10.1/work"), Identifier("doi", "10.1/fr")
    editions = (Edition("en", "A"), Edition("fr", "B", identifiers=(own,), translated_from=TranslatedFrom("en")))
    alone = Work("alone", "report", (Edition("en", "A"),), identifiers=(doi,))
    both = Work("both", "report", editions, identifiers=(doi,))
    collection = Collection(LIBRARY, (alone, both))
    assert describe(facts(collection, "alone", "en"))["doi"] == "10.1/work"
    assert describe(facts(collection, "both", "fr"))["doi"] == "10.1/fr"
    english = describe(facts(collection, "both", "en"))
    assert "doi" not in english
    assert texts(valid(datacite_xml(facts(collection, "both", "fr"))), "//datacite:identifier") == ["10.1/fr"]
    assert {(each["relationType"], each["relatedIdentifier"]) for each in english["relatedIdentifiers"]} == {
        ("HasTranslation", "10.1/fr"),
        ("IsVersionOf", "10.1/work"),
    }


def test_a_record_of_which_little_is_known_is_valid_all_the_same(validator: Draft201909Validator) -> None:
    collection = Collection(LIBRARY, (Work("x", "other", (Edition("en", "Without more"),)),))
    found = facts(collection, "x", "en")
    root = valid(datacite_xml(found))
    assert texts(root, "//datacite:publicationYear") == ["2024"]
    assert texts(root, "//datacite:creatorName") == ["A shelf"]
    assert list(validator.iter_errors(json.loads(datacite_json(found)))) == []


def test_every_kind_has_its_coar_type_and_every_relation_its_name() -> None:
    for uri in (*KINDS.values(), *OTHER_KINDS.values()):
        assert COAR_LABELS[uri.rpartition("/")[2]]
    assert len(set(RELATIONS)) == 16


LIBRARY = Library((Text("en", "A shelf"),))
WORDS = st.text(min_size=1, max_size=40)


@given(WORDS, WORDS, WORDS, WORDS)
@settings(deadline=None, max_examples=60)
def test_whatever_words_a_record_has_its_xml_is_valid(title: str, name: str, summary: str, label: str) -> None:
    party = Party("p", (Text("en", name),), "person", family=name, given=label)
    work = Work(
        "x", "film", (Edition("en", title, subtitle=label, summary=summary, link=f"https://x.example/{title}"),)
    )
    collection = Collection(LIBRARY, (work,), parties=(party,))
    found = facts(collection, "x", "en")
    valid(dublin_core_file(found))
    root = valid(datacite_xml(found))
    assert find(root, "//datacite:title")
    assert structs.replace(work) == work
