"""Concepts are recognised by any of their names, inflected as they may be, and by nothing else."""

import string
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.shelves import edition

from firsthand.search import BrokenIndexError
from firsthand.search.analysis import WORD
from firsthand.search.concepts import Recognised, Recogniser
from firsthand.search.protocol import Engine, Entry, Query
from firsthand.search.thesaurus import LANGUAGES, Concept, Labels, Thesaurus, decode, encode, shipped

Opened = Callable[..., Engine]

SHIPPED = Recogniser.of(shipped())


def found(text: str, language: str, recogniser: Recogniser = SHIPPED) -> list[str]:
    """The concepts of the field that a text names; everyday words are left out."""
    ids = " ".join(recogniser.found(WORD.findall(text), language)).split()
    return [concept for concept in ids if not concept.startswith("w-")]


def of(**names: Labels) -> Recogniser:
    """A recogniser of one concept for each argument, with names in English."""
    return Recogniser.of(Thesaurus({name: Concept(name, {"en": labels}) for name, labels in names.items()}))


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "We are people who use drugs.", "people-who-use-drugs"),
        ("en", "a person who uses drugs", "people-who-use-drugs"),
        ("en", "Two needle and syringe programmes were closed.", "needle-and-syringe-programme"),
        ("en", "the Needle-Exchange at the station", "needle-and-syringe-programme"),
        ("en", "NSPs and PWID", "needle-and-syringe-programme"),
        ("fr", "la réduction des risques", "harm-reduction"),
        ("fr", "de REDUCTION DE RISQUES", "harm-reduction"),
        ("fr", "les personnes qui s'injectent des drogues", "people-who-inject-drugs"),
        ("fr", "l’hépatite C se soigne", "hepatitis-c"),
        ("es", "personas que usan drogas", "people-who-use-drugs"),
        ("es", "los programas de intercambio de jeringas", "needle-and-syringe-programme"),
        ("ru", "программа обмена шприцев", "needle-and-syringe-programme"),
        ("ru", "о программах обмена игл и шприцев", "needle-and-syringe-programme"),
        ("ru", "людям, употребляющим наркотики", "people-who-use-drugs"),
        ("ru", "гепатит С", "hepatitis-c"),
        ("ru", "лечили от гепатита C", "hepatitis-c"),
        ("ru", "заключённые", "people-in-prison"),
        ("ru", "заключенные", "people-in-prison"),
        ("ar", "برنامج PWID في", "people-who-inject-drugs"),
    ],
)
def test_a_name_is_recognised_in_its_inflections_and_spellings(language: str, text: str, concept: str) -> None:
    assert concept in found(text, language)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "those who came", "who"),
        ("en", "she aids her neighbours with visual aids", "aids"),
        ("en", "a prep course of art", "pre-exposure-prophylaxis"),
        ("en", "people in prison who use the library", "people-who-use-drugs"),
        ("en", "while we were using drugs", "abstinence"),
        ("en", "hepatitis B", "hepatitis-c"),
        ("en", "réduction des risques", "harm-reduction"),
        ("fr", "needle exchange", "needle-and-syringe-programme"),
        ("ru", "с гепатитом", "hepatitis-c"),
        ("pt", "hepatitis C", "hepatitis-c"),
        ("und", "who", "who"),
    ],
)
def test_what_only_looks_like_a_name_is_none(language: str, text: str, concept: str) -> None:
    assert concept not in found(text, language)


def test_names_within_names_count_too_but_a_concept_counts_once() -> None:
    recogniser = of(
        policy=Labels("drug policy"), drugs=Labels("drugs"), overdose=Labels("overdose", ("opioid overdose",)),
        reform=Labels("drug policy reform"),
    )  # fmt: skip
    assert sorted(found("drug policy reform", "en", recogniser)) == ["drugs", "policy", "reform"]
    assert found("An opioid overdose", "en", recogniser) == ["overdose"]
    assert found("opioid overdose, overdose", "en", recogniser) == ["overdose", "overdose"]


def test_what_is_left_of_a_name_without_its_small_words_is_no_name() -> None:
    recogniser = of(do=Labels("carry out"), home=Labels("at home with us"), poor=Labels("the poor"))
    assert found("carry it home", "en", recogniser) == []
    assert found("poor people", "en", recogniser) == ["poor"]


def test_an_abbreviation_that_several_concepts_share_stands_for_each() -> None:
    recogniser = of(one=Labels("one thing", short=("OT",)), two=Labels("other thing", short=("OT",)))
    assert found("OT", "en", recogniser) == ["one", "two"]
    assert found("ot", "en", recogniser) == []
    assert "sex-workers" in found("СР", "ru")


def test_a_language_beyond_the_four_has_its_own_names_and_nobody_elses() -> None:
    concept = Concept(
        "safety",
        {"en": Labels("safety"), "sw": Labels("usalama wetu"), "pt-BR": Labels("segurança"), "zh": Labels("减低伤害")},
    )
    recogniser = Recogniser.of(Thesaurus({"safety": concept}))
    assert found("Usalama wetu!", "sw", recogniser) == ["safety"]
    assert found("usalama wetu", "ln", recogniser) == []
    assert found("a nossa segurança", "pt-PT", recogniser) == ["safety"]
    assert found("我们支持减低伤害的政策", "zh-Hans", recogniser) == ["safety"]
    assert found("我们支持减害", "zh-Hans", recogniser) == []


@pytest.mark.parametrize(
    ("words", "languages", "places"),
    [
        ("people who use drugs and naloxone", ("en",), {(0, 4): "people-who-use-drugs", (5, 6): "naloxone"}),
        ("naloxone", ("en", "ru"), {(0, 1): "naloxone"}),
        ("hepatitis c", ("en",), {(0, 2): "hepatitis-c"}),
        ("гепатит с", ("ru",), {(0, 2): "hepatitis-c"}),
        ("pwid", ("en",), {(0, 1): "people-who-inject-drugs"}),
        ("передозировкой", ("en",), {(0, 1): "overdose"}),
        ("réduction des risques", ("en",), {(0, 3): "harm-reduction"}),
        ("who", ("en",), {}),
        ("us pid art", ("en",), {}),
    ],
)
def test_a_query_names_concepts_the_longest_names_first(
    words: str, languages: tuple[str, ...], places: dict[tuple[int, int], str]
) -> None:
    named = {(one.first, one.beyond): one.concepts for one in SHIPPED.in_query(words.split(), languages)}
    assert named.keys() == places.keys() or not places
    assert all(concept in named[place] for place, concept in places.items())
    assert places or not any(not concept.startswith("w-") for concepts in named.values() for concept in concepts)


def test_a_word_is_read_in_the_language_that_knows_most_of_the_query() -> None:
    english, french = Labels("coin"), Labels("coin de rue", ("coin",))
    recogniser = Recogniser.of(
        Thesaurus(
            {
                "money": Concept("money", {"en": english, "fr": Labels("monnaie")}),
                "corner": Concept("corner", {"en": Labels("corner"), "fr": french}),
            }
        )
    )
    assert recogniser.in_query(["the", "coin"], ("en", "fr")) == [Recognised(1, 2, ("money",))]
    assert recogniser.in_query(["dans", "le", "coin"], ("en", "fr")) == [Recognised(2, 3, ("corner",))]


def test_the_places_of_names_are_those_in_the_text() -> None:
    text = "A needle-exchange, and people who use drugs."
    spans = SHIPPED.spans(text, "en", frozenset(("needle-and-syringe-programme", "people-who-use-drugs")))
    assert {text[start:end] for start, end, _ in spans} == {"needle-exchange", "people who use drugs"}


def test_readers_are_told_names_to_use_and_never_hidden_ones() -> None:
    told = SHIPPED.carried("naloxone", "narcan", ("en", "ru"))
    assert (told.words, told.labels) == ("narcan", (("en", "naloxone"), ("ru", "налоксон")))
    assert SHIPPED.carried("w-police", "cops", ("en", "ru")).labels == ()
    for concept in shipped().concepts.values():
        shown = {name for _, name in SHIPPED.carried(concept.id, "", LANGUAGES).labels}
        assert shown == {labels.label for labels in concept.labels.values()}


def test_a_thesaurus_comes_back_from_its_bytes_and_the_same_one_has_the_same() -> None:
    assert encode(shipped()) == encode(shipped())
    assert [one.id for one in decode(encode(shipped()))] == [one.id for one in shipped().recognisable]
    assert "naloxone" in found("naloxone", "en", Recogniser.decode(encode(shipped())))
    with pytest.raises(BrokenIndexError, match="damaged"):
        Recogniser.decode(encode(shipped())[:-9])


@given(st.text(max_size=60), st.sampled_from((*LANGUAGES, "ar", "zh", "und", "xx")))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_without_failing_and_spans_lie_in_it(text: str, language: str) -> None:
    ids = frozenset(" ".join(SHIPPED.found(WORD.findall(text), language)).split())
    spans = list(SHIPPED.spans(text, language, ids))
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert {concept for *_, concept in spans} == ids


@given(st.lists(st.text(string.ascii_letters + "éшСВ", min_size=1, max_size=6) | st.just(""), max_size=9))
@settings(deadline=None, max_examples=150)
def test_what_a_query_names_stands_apart_and_in_order(words: list[str]) -> None:
    at = 0
    for one in SHIPPED.in_query(words, ("en", "ru")):
        assert at <= one.first < one.beyond <= len(words)
        assert one.concepts
        at = one.beyond


@given(st.sampled_from(list(shipped().concepts.values())), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=200)
def test_every_name_to_use_is_recognised_in_a_passage_and_in_a_query(concept: Concept, language: str) -> None:
    label = concept.labels[language].label
    assert concept.id in found(f"… {label}, …", language)
    named = SHIPPED.in_query(WORD.findall(label), (language,))
    assert concept.id in {each for one in named for each in one.concepts}


SHELF = (
    *edition("works/one/en", "The needle exchange opens at nine.", "Cats sleep."),
    *edition("works/two/fr", "Le programme d’échange de seringues ferme à midi.", "Les chats dorment."),
    *edition("works/three/ru", "Здесь работает программа обмена шприцев.", "Коты спят."),
)


def addresses(engine: Engine, query: Query) -> list[str]:
    return [hit.address for group in engine.search(query).groups for hit in group.hits]


def test_a_search_is_carried_over_to_other_languages_and_kept_to_ones_own_words(opened: Opened) -> None:
    engine = opened(SHELF, encode(shipped()))
    every = {"works/one/en", "works/two/fr", "works/three/ru"}
    assert addresses(engine, Query("needle exchange", languages=("en",)))[0] == "works/one/en"
    assert {*addresses(engine, Query("needle exchange", languages=("en",)))} == every
    assert {*addresses(engine, Query("обмен шприцев", languages=("ru",)))} >= {"works/three/ru"}
    assert addresses(engine, Query("needle exchange", languages=("en",), own_words=True)) == ["works/one/en"]
    assert {*addresses(engine, Query("concept:needle-and-syringe-programme"))} == every


def test_what_a_concept_matched_is_marked(opened: Opened) -> None:
    engine = opened(SHELF, encode(shipped()))
    hits = [hit for group in engine.search(Query("needle exchange", languages=("en",))).groups for hit in group.hits]
    marked = {hit.language: [piece.text for piece in hit.snippet if piece.hit] for hit in hits}
    assert marked["en"] == ["needle exchange"] or marked["en"] == ["needle", "exchange"]
    assert marked["ru"] == ["программа обмена шприцев"]


def test_everyday_words_carry_over_too_and_are_not_named(opened: Opened) -> None:
    shelf: Iterable[Entry] = (*edition("works/one/ru", "Врача арестовали в больнице."), *edition("works/two/ru", "Мы."))
    engine = opened(shelf, encode(shipped()))
    results = engine.search(Query("hospital", languages=("en",)))
    assert [group.item for group in results.groups] == ["works/one"]
    assert all(carried.labels == () for carried in results.carried)
