"""The library's vocabularies as linked data, read back by a program that others use, and held to SKOS's conditions."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from firsthand.catalogue.records import Library, Text, Theme
from firsthand.exports.skos import Scheme, guide_scheme, json_ld, themes_scheme, thesaurus_scheme, turtle
from firsthand.search.thesaurus import shipped
from firsthand.wording import read_guide

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""Of rdflib's own reader of JSON-LD."""

SITE = "https://library.example.org"
THEMES = (
    Theme("law", (Text("en", "Law"), Text("ru", "Право"))),
    Theme("drug-law", (Text("en", "Drug law"),), "law"),
    Theme("health", (Text("en", 'Health "and" \\ more\nlines'), Text("zh-Hant", "健康"))),
    Theme("lost", (Text("en", "Lost"),), "nowhere"),
)
LIBRARY = Library((Text("en", "A {shelf}"), Text("fr", "Une étagère")))


@cache
def scheme(name: str) -> Scheme:
    match name:
        case "themes":
            return themes_scheme(LIBRARY, THEMES, SITE)
        case "thesaurus":
            return thesaurus_scheme(shipped(), SITE)
        case _:
            return guide_scheme(read_guide("house"), SITE)


@cache
def graph(name: str) -> Graph:
    return Graph().parse(data=turtle(scheme(name)), format="turtle")


NAMES = pytest.mark.parametrize("name", ["themes", "thesaurus", "words"])


@NAMES
def test_both_forms_say_the_same(name: str) -> None:
    other = Graph().parse(data=json_ld(scheme(name)), format="json-ld")
    assert isomorphic(graph(name), other)


@NAMES
def test_no_concept_is_an_orphan(name: str) -> None:
    read = graph(name)
    (whole,) = read.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(read.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(scheme(name).entries) > 0
    reached = set(read.objects(whole, SKOS.hasTopConcept))
    assert reached == set(read.subjects(SKOS.topConceptOf, whole))
    assert reached
    while more := {below for each in reached for below in read.objects(each, SKOS.narrower)} - reached:
        reached |= more
    assert reached == concepts
    assert all((each, SKOS.inScheme, whole) in read for each in concepts)


@NAMES
def test_relations_have_two_sides_and_do_not_cross(name: str) -> None:
    read = graph(name)
    concepts = set(read.subjects(RDF.type, SKOS.Concept))
    assert {(b, a) for a, b in read.subject_objects(SKOS.broader)} == set(read.subject_objects(SKOS.narrower))
    related = set(read.subject_objects(SKOS.related))
    assert related == {(b, a) for a, b in related}
    assert not any(a == b for a, b in related)
    ends = {end for relation in (SKOS.broader, SKOS.related) for pair in read.subject_objects(relation) for end in pair}
    assert ends <= concepts
    for one, other in related:  # S27: related is disjoint with broader, over any number of steps
        assert other not in set(read.transitive_objects(one, SKOS.broader)) - {one}


@NAMES
def test_labels_are_one_in_a_language_and_none_is_of_two_kinds(name: str) -> None:
    read = graph(name)
    for concept in read.subjects(RDF.type, SKOS.Concept):
        preferred = list(read.objects(concept, SKOS.prefLabel))
        assert preferred
        assert max(Counter(label.language for label in preferred).values()) == 1
        kinds = [set(read.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        assert sum(map(len, kinds)) == len(set().union(*kinds)), concept


def test_preferred_labels_name_one_concept() -> None:
    for name in ("themes", "thesaurus"):
        labels = Counter(label for _, label in graph(name).subject_objects(SKOS.prefLabel))
        assert [label for label, count in labels.items() if count > 1] == []


def test_words_survive_as_they_are() -> None:
    labels = set(graph("themes").objects(URIRef(f"{SITE}/themes/health"), SKOS.prefLabel))
    assert labels == {Literal('Health "and" \\ more\nlines', lang="en"), Literal("健康", lang="zh-Hant")}


def test_the_guide_says_why_and_what_others_say() -> None:
    read = graph("words")
    person = next(
        concept for concept in read.subjects(RDF.type, SKOS.Concept) if list(read.objects(concept, SKOS.editorialNote))
    )
    assert {label.language for label in read.objects(person, SKOS.prefLabel)} >= {"en", "fr", "es", "ru"}
    assert list(read.objects(person, SKOS.scopeNote))
    advice = [str(note) for _, note in read.subject_objects(SKOS.note)]
    assert any("person who uses drugs" in note for note in advice)
    assert not any("{" in note or "*" in note for note in advice)
    assert not list(read.subject_objects(SKOS.altLabel))
    linked = {str(other) for _, other in read.subject_objects(SKOS.relatedMatch)}
    assert linked <= {entry.iri for entry in scheme("thesaurus").entries}
    assert linked


@given(st.text(min_size=1), st.text())
@settings(deadline=None, max_examples=25)
def test_whatever_a_label_is_both_forms_can_be_read(label: str, address: str) -> None:
    made = themes_scheme(LIBRARY, (Theme("x", (Text("en", label),)),), f"https://x.example/{address}")
    read = Graph().parse(data=turtle(made), format="turtle")
    assert len(list(read.subjects(RDF.type, SKOS.Concept))) == 1
    assert len(Graph().parse(data=json_ld(made), format="json-ld")) >= 5
