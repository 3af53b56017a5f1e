"""A network's own words are laid over the thesaurus that comes with Firsthand."""

from typing import Any

import pytest

from firsthand.search.thesaurus import Labels, Thesaurus, ThesaurusError, encode, shipped
from firsthand.search.thesaurus.layers import layered


def laid(*tables: dict[str, Any]) -> Thesaurus:
    return layered({f"{number}.toml": table for number, table in enumerate(tables)})


def test_nothing_laid_over_is_the_shipped_thesaurus() -> None:
    assert laid() == shipped()
    assert encode(laid()) == encode(shipped())


def test_names_are_added_in_known_languages_and_in_others() -> None:
    said = {"naloxone": {"en": {"also": ["nasal naloxone"]}, "pt-br": {"label": "naloxona", "short": ["NX"]}}}
    labels = laid(said).concepts["naloxone"].labels
    before = shipped().concepts["naloxone"].labels
    assert labels["en"].also == (*before["en"].also, "nasal naloxone")
    assert labels["pt-BR"] == Labels("naloxona", short=("NX",))
    assert labels["ru"] == before["ru"]


def test_another_name_to_use_leaves_the_earlier_one_to_be_found() -> None:
    labels = laid({"naloxone": {"en": {"label": "naloxone spray"}}}).concepts["naloxone"].labels["en"]
    assert labels.label == "naloxone spray"
    assert "naloxone" in labels.also


def test_a_name_can_be_taken_out_or_hidden() -> None:
    before = shipped().concepts["naloxone"].labels["en"]
    labels = (
        laid({"naloxone": {"en": {"hidden": [before.also[0]], "without": ["THN"]}}}).concepts["naloxone"].labels["en"]
    )
    assert before.also[0] in labels.hidden
    assert before.also[0] not in labels.also
    assert "THN" in before.short
    assert "THN" not in labels.every


def test_a_concept_is_new_or_goes_with_all_that_led_to_it() -> None:
    van = {"night-van": {"broader": ["harm-reduction"], "en": {"label": "night van"}}}
    made = laid(van, {"naloxone": {"removed": True}})
    assert "night-van" in made.concepts["harm-reduction"].narrower
    assert made.concepts["night-van"].named("ru") == ("night van", "en")
    assert "naloxone" not in made.concepts
    assert not any("naloxone" in (*each.broader, *each.narrower, *each.related) for each in made.concepts.values())


def test_a_later_file_changes_what_an_earlier_one_said() -> None:
    made = laid({"night-van": {"en": {"label": "night van"}}}, {"night-van": {"en": {"label": "night bus"}}})
    assert made.concepts["night-van"].labels["en"] == Labels("night bus", ("night van",))


def test_relations_that_are_said_take_the_place_of_those_before() -> None:
    made = laid({"naloxone": {"broader": ["harm-reduction"]}})
    assert made.concepts["naloxone"].broader == ("harm-reduction",)
    assert "naloxone" in made.concepts["harm-reduction"].narrower


def test_everyday_words_are_changed_alike_and_are_no_concepts() -> None:
    made = laid({"w-police": {"en": {"also": ["bobbies"]}, "sw": {"label": "polisi"}}, "w-animal": {"removed": True}})
    assert "bobbies" in made.everyday["w-police"]["en"].also
    assert made.everyday["w-police"]["sw"].label == "polisi"
    assert "w-police" not in made.concepts
    assert made.recognisable != shipped().recognisable


def test_all_that_is_wrong_is_told_at_once_with_a_remedy() -> None:
    with pytest.raises(ThesaurusError) as told:
        laid({"Bad": {}, "x1": {"xxxxxxxxx": {"label": "x"}}, "x2": "x", "x3": {"removed": False}})
    assert [fault.concept for fault in told.value.faults] == ["Bad", "x1", "x2", "x3"] or len(told.value.faults) >= 4
    assert all(fault.remedy and fault.message and fault.file == "0.toml" for fault in told.value.faults)


def test_a_circle_through_shipped_concepts_is_told_where_the_network_closed_it() -> None:
    with pytest.raises(ThesaurusError, match="broader than itself") as told:
        laid({"harm-reduction": {"broader": ["needle-and-syringe-programme"]}})
    (fault,) = told.value.faults
    assert fault.file == "0.toml"
    assert fault.place[0] == "harm-reduction"


def test_a_name_of_two_concepts_is_told_where_the_network_gave_it() -> None:
    with pytest.raises(ThesaurusError, match="a name of") as told:
        laid({"communities": {"en": {"also": ["methadone"]}}})
    (fault,) = told.value.faults
    assert fault.place[0] == "communities"
