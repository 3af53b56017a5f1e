"""Queries as people write them in library catalogues: near, either, narrowed, in the languages of the interface."""

import pytest
from tests.search.shelves import entry

from firsthand.search.asked import Asked, Field, Near, Term
from firsthand.search.protocol import Engine, Query
from firsthand.search.query import understand


def written(asked: Asked) -> list[list[str]]:
    return [[_written(term) for term in alternatives] for alternatives in asked.wanted]


def _written(term: Term | Near) -> str:
    if isinstance(term, Near):
        return f"{_written(term.left)} ~{term.between} {_written(term.right)}"
    return f'"{term.text}"' if term.phrase else term.text + "*" * term.prefix


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("needle NEAR exchange", [["needle ~10 exchange"]]),
        ("needle NEAR/5 exchange costs", [["needle ~5 exchange"], ["costs"]]),
        ('"drug use" NEAR/3 «prison cell»', [['"drug use" ~3 "prison cell"']]),
        ("needle NEAR/0 exchange", [["needle ~0 exchange"]]),
        ("needle NEAR/9999 exchange", [["needle ~100 exchange"]]),
        ("a1 NEAR b1 NEAR/2 c1", [["a1 ~10 b1"], ["b1 ~2 c1"]]),
        ("(arrest OR detention) NEAR police", [["arrest ~10 police", "detention ~10 police"]]),
        ("police NEAR (arrest OR detention)", [["police ~10 arrest", "police ~10 detention"]]),
        ("nurse OR clinic NEAR street", [["nurse ~10 street", "clinic ~10 street"]]),
        ("near the clinic", [["near"], ["the"], ["clinic"]]),
        ("NEAR EAST", [["NEAR"], ["EAST"]]),
    ],
)
def test_near_brings_words_and_phrases_together(typed: str, meant: list[list[str]]) -> None:
    asked = understand(typed)
    assert written(asked) == meant
    assert not asked.plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("(nurse OR doctor) prison", [["nurse", "doctor"], ["prison"]]),
        ("prison (nurse|doctor)", [["prison"], ["nurse", "doctor"]]),
        ("nurse|doctor", [["nurse", "doctor"]]),
        ("(a1 OR (b1 OR c1)) d1", [["a1", "b1", "c1"], ["d1"]]),
        ("prison (nurse | doctor)", [["prison"], ["nurse", "doctor"]]),
        ('("drug court" OR tribunal*) OR judge', [['"drug court"', "tribunal*", "judge"]]),
        ("women OU femmes", [["women", "femmes"]]),
        ("шприцы ИЛИ иглы", [["шприцы", "иглы"]]),
        ("обмен （шприцы ИЛИ иглы）", [["обмен"], ["шприцы", "иглы"]]),
        ("type O blood", [["type"], ["O"], ["blood"]]),
        ("people (who use) drugs", [["people"], ["who"], ["use)"], ["drugs"]]),
        ("methadone (OST)", [["methadone"], ["OST)"]]),
        ("needle AND syringe ET seringue И шприц", [["needle"], ["syringe"], ["seringue"], ["шприц"]]),
        ("and or not", [["and"], ["or"], ["not"]]),
        ("AND THEN", [["AND"], ["THEN"]]),
    ],
)
def test_alternatives_stand_in_brackets_and_between_words_for_or(typed: str, meant: list[list[str]]) -> None:
    assert written(understand(typed)) == meant


def test_not_in_capitals_excludes_unless_all_is_in_capitals() -> None:
    asked = understand("drugs NOT police")
    assert (written(asked), [term.text for term in asked.excluded]) == ([["drugs"]], ["police"])
    assert understand("DO NOT PUNISH").excluded == ()
    assert [term.text for term in understand("drugs -(police OR army)").excluded] == ["police", "army"]


@pytest.mark.parametrize(
    "typed",
    ["harm NEAR", "harm NEAR -police", "harm NEAR OR police", "needl* NEAR exchange", "(a1 b1) OR c1", "(a1 OR b1 c1)",
     "(a1 OR (b1 c1))", "harm OR (a1 b1)", "lang:ru OR naloxone", "lang:ru OR kind:post", "-(a1 b1)",
     "(a1 OR -b1)", "kind: report"],
)  # fmt: skip
def test_what_makes_no_sense_is_taken_as_plain_words(typed: str) -> None:
    asked = understand(typed)
    assert asked.plain
    assert asked.excluded == asked.fields == ()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("lieu:Kenya", Field("place", "Kenya")),
        ("Année:2015", Field("year", "2015")),
        ("ano:2015…2020", Field("year", "2015…2020")),
        ("autor:Pérez", Field("by", "Pérez")),
        ("место:Кения", Field("place", "Кения")),
        ("ВИД:отчёт", Field("kind", "отчёт")),
        ("заголовок:«Обмен шприцев»", Field("title", "Обмен шприцев")),
        ("langue：russe", Field("lang", "russe")),
        ("lang:ru,fr,", Field("lang", "ru", others=("fr",))),
        ('title:"one, two"', Field("title", "one, two")),
        ('place:"Congo, Kinshasa"', Field("place", "Congo, Kinshasa")),
        ("lang:ru OR lang:fr", Field("lang", "ru", others=("fr",))),
        ("-(lang:ru OR язык:fr)", Field("lang", "ru", excluded=True, others=("fr",))),
        ("year:>2015", Field("year", ">2015")),
    ],
)
def test_fields_have_names_in_the_languages_of_the_interface(typed: str, field: Field) -> None:
    asked = understand(f"naloxone {typed}")
    assert asked.fields == (field,)
    assert written(asked) == [["naloxone"]]


@pytest.mark.parametrize("typed", ["＂harm reduction＂", "”harm reduction”", "《harm reduction》", "‹harm reduction›"])
def test_quotes_of_other_scripts_make_a_phrase(typed: str) -> None:
    assert written(understand(typed)) == [['"harm reduction"']]


def test_signs_of_wide_keyboards_mean_the_same() -> None:
    asked = understand("metha＊ －police (nurse ｜ doctor)")
    assert written(asked) == [["metha*"], ["nurse", "doctor"]]
    assert [term.text for term in asked.excluded] == ["police"]


def test_a_concept_is_asked_for_by_its_id_or_in_words() -> None:
    asked = understand('concept:naloxone понятие:"Needle exchange"')
    assert asked.concepts == ("naloxone", "needle-exchange")


@pytest.mark.parametrize(
    "typed", ["_ _ needle", "x)_%needle_]", "naloxne*_%_X]\x07", "needle·_ ·", "\u0301 _ \u200d needle"]
)
def test_signs_that_are_no_words_stand_in_no_query_s_way(opened, typed: str) -> None:
    engine = opened([entry("works/a/en", "Needle exchange")])
    assert isinstance(engine.search(Query(typed)).items, int)
    assert isinstance(engine.suggest(typed), tuple)


def test_words_near_each_other_are_found_in_either_order_and_no_further_apart(opened) -> None:
    engine = opened(
        [
            entry("works/near/en", "The exchange of a clean needle."),
            entry("works/far/en", f"A needle {'and then ' * 8} an exchange."),
        ]
    )
    assert found(engine, "needle NEAR exchange") == {"works/near"}
    assert found(engine, "needle NEAR/20 exchange") == {"works/near", "works/far"}
    assert found(engine, "needle NEAR/1 exchange") == set()
    assert found(engine, '"clean needle" NEAR exchange') == {"works/near"}
    assert found(engine, "(syringe OR exchange) NEAR/4 needle") == {"works/near"}
    assert found(engine, "needle (then OR clean)") == {"works/near", "works/far"}


def found(engine: Engine, words: str) -> set[str]:
    return {group.item for group in engine.search(Query(words)).groups}
