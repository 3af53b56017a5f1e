"""The thesaurus holds together, hides what it must, and other programs can read it."""

import json
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

import firsthand.wording
from firsthand.search.thesaurus import LANGUAGES, Entry, Labels, ThesaurusError, assemble, shipped
from firsthand.search.thesaurus.skos import linked_data

SITE = "https://library.example.org/thesaurus"


def entry(name: str, *broader: str, related: tuple[str, ...] = (), hidden: tuple[str, ...] = ()) -> Entry:
    return Entry(
        {language: Labels(f"{name} {language}", hidden=hidden) for language in LANGUAGES},
        broader=broader,
        related=related,
    )


def called(name: str, labels: Labels) -> Entry:
    """An entry with other names in English."""
    made = entry(name)
    return replace(made, labels={**made.labels, "en": labels})


def test_every_concept_has_a_name_in_each_language_and_a_place_below_a_top_concept() -> None:
    thesaurus = shipped()
    assert len(thesaurus.concepts) > 180
    assert len(thesaurus.top) < 25
    reached = {concept.id for concept in thesaurus.top}
    waiting = list(reached)
    while waiting:
        below = set(thesaurus.concepts[waiting.pop()].narrower) - reached
        reached |= below
        waiting += below
    assert reached == set(thesaurus.concepts)
    assert all(set(concept.labels) == set(LANGUAGES) for concept in thesaurus.concepts.values())


def test_each_relation_can_be_walked_from_both_of_its_ends() -> None:
    concepts = shipped().concepts
    for name, concept in concepts.items():
        assert all(name in concepts[other].narrower for other in concept.broader)
        assert all(name in concepts[other].broader for other in concept.narrower)
        assert all(name in concepts[other].related for other in concept.related)


HOUSE = Path(firsthand.wording.__file__).parent / "guides" / "house"


def test_the_house_guide_names_its_concepts() -> None:
    guide = tomllib.loads((HOUSE / "concepts.toml").read_text("utf-8"))
    named = {concept["thesaurus"] for concept in guide.values() if "thesaurus" in concept}
    assert named <= set(shipped().concepts)


def test_the_sources_of_its_names_are_known() -> None:
    known = set(tomllib.loads((HOUSE / "sources.toml").read_text("utf-8")))
    named = {
        key for concept in shipped().concepts.values() for labels in concept.labels.values() for key in labels.seen
    }
    assert named <= known


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ({"a": entry("a", "b"), "b": entry("b", "c"), "c": entry("c", "a")}, "a is broader than itself: a > b > c > a"),
        ({"a": entry("a", "nowhere")}, "nowhere"),
        ({"a": entry("a"), "b": called("b", Labels("A EN"))}, "is a name of a and of b"),
        ({"a": entry("a", hidden=("x",)), "b": entry("b", hidden=("x",))}, "is a name of a and of b"),
        ({"a": entry("a", hidden=("a en",))}, "has a name twice"),
        ({"a": entry("a"), "b": entry("b", "a"), "c": entry("c", "b", related=("a",))}, "one above the other"),
        ({"a": entry("a", related=("a",))}, "one above the other"),
    ],
)
def test_a_thesaurus_that_contradicts_itself_is_refused(entries: dict[str, Entry], fault: str) -> None:
    with pytest.raises(ThesaurusError, match=fault):
        assemble(entries)


def test_an_abbreviation_may_stand_for_several_things() -> None:
    shared = {name: called(name, Labels(name, short=("SR",))) for name in ("a", "b")}
    assert len(assemble(shared).concepts) == 2


def test_a_concept_may_have_several_broader_ones() -> None:
    made = assemble({"a": entry("a"), "b": entry("b"), "c": entry("c", "a", "b")})
    assert made.concepts["a"].narrower == made.concepts["b"].narrower == ("c",)
    assert [concept.id for concept in made.top] == ["a", "b"]


def test_programs_read_it_as_skos() -> None:
    extruct_jsonld = pytest.importorskip("extruct.jsonld")
    page = f'<html><script type="application/ld+json">{linked_data(shipped(), SITE).decode()}</script></html>'
    (whole,) = extruct_jsonld.JsonLdExtractor().extract(page)
    nodes = {node["@id"]: node for node in whole["@graph"]}
    assert whole["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    assert len(nodes) == len(shipped().concepts) + 1
    for node in nodes.values():
        for relation, inverse in (("broader", "narrower"), ("narrower", "broader"), ("related", "related")):
            assert all(node["@id"] in nodes[other][inverse] for other in node.get(relation, []))
    assert nodes[f"{SITE}/harm-reduction"]["prefLabel"]["fr"] == "réduction des risques"
    assert nodes[f"{SITE}/harm-reduction"]["topConceptOf"] == SITE
    assert set(nodes[SITE]["hasTopConcept"]) == {f"{SITE}/{concept.id}" for concept in shipped().top}


def test_its_spelling_is_plain_json() -> None:
    assert json.loads(linked_data(shipped(), SITE))["@graph"][0]["@type"] == "skos:ConceptScheme"


def test_every_everyday_word_has_names_in_each_language_and_an_id_of_its_own_kind() -> None:
    everyday = shipped().everyday
    assert len(everyday) > 700
    assert all(set(labels) == set(LANGUAGES) for labels in everyday.values())
    assert all(name.startswith("w-") for name in everyday)
    assert not any(name.startswith("w-") for name in shipped().concepts)


def test_everyday_words_are_not_published_as_concepts() -> None:
    assert "/w-" not in linked_data(shipped(), SITE).decode()


def test_whatever_the_search_recognises_has_a_name() -> None:
    thesaurus = shipped()
    assert thesaurus.name("naloxone", "ru") == "налоксон"
    assert thesaurus.name("naloxone", "xx") == "naloxone"
    assert thesaurus.name("w-police", "ru") == "полиция"
    assert thesaurus.name("nothing-known", "ru") == "nothing-known"
