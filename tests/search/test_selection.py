"""Of the hits of a work those are shown that say different things, in the reader's language."""

from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelves import edition

from firsthand.search.protocol import Hit, Query
from firsthand.search.selection import HITS_PER_ITEM, Found, select

ENGLISH = ["Where naloxone is kept.", "Who carries naloxone home.", "Rice and beans.", "What naloxone costs in towns."]
FRENCH = ["Où garder la naloxone.", "Qui emporte la naloxone.", "Riz et haricots.", "Le prix de la naloxone en ville."]
SPANISH = ["Dónde guardar la naloxona.", "Quién lleva naloxone.", "Arroz y frijoles.", "El precio."]


def hits(opened, language: str, *editions: list) -> list[Hit]:
    engine = opened([entry for texts in editions for entry in texts])
    return list(engine.search(Query("naloxone", languages=(language,))).groups[0].hits)


def test_of_translations_only_one_is_shown_and_the_others_are_named(opened) -> None:
    editions = edition("works/a/en", *ENGLISH), edition("works/a/fr", *FRENCH), edition("works/a/es", *SPANISH)
    for language in ("en", "fr"):
        found = hits(opened, language, *editions)
        assert [hit.address for hit in found] == [f"works/a/{language}"] * 3
        other = {"en": "fr", "fr": "en"}[language]
        assert all(f"works/a/{other}" in hit.translated for hit in found)
    assert "works/a/es" in next(hit for hit in found if "emporte" in hit.snippet[0].text).translated


def test_editions_of_different_lengths_are_no_translations(opened) -> None:
    report = edition("works/a/en", *[f"Naloxone in the town of number {number}." for number in range(20)])
    summary = edition("works/a/fr", "La naloxone en bref.")
    found = hits(opened, "fr", report, summary)
    assert {hit.address for hit in found} == {"works/a/en", "works/a/fr"}
    assert not any(hit.translated for hit in found)


founds = st.builds(
    Found,
    score=st.floats(0, 10), key=st.integers(0, 999), edition=st.integers(0, 3), twin=st.integers(0, 9),
    ordinal=st.integers(0, 19), alike=st.just(0), translated=st.just(()),
)  # fmt: skip


@given(st.lists(founds, max_size=30), st.lists(st.booleans(), min_size=4, max_size=4))
def test_no_two_that_are_shown_say_the_same_and_the_best_place_is_kept(
    given_hits: list[Found], reads: list[bool]
) -> None:
    lengths = [20, 20, 18, 5]
    shown = select(given_hits, lengths, reads)
    assert len(shown) <= HITS_PER_ITEM
    assert bool(shown) == bool(given_hits)
    assert [one.score for one in shown][:1] == [one.score for one in given_hits][:1]
    assert sum(1 + one.alike for one in shown) <= len(given_hits)
    for one in shown:
        assert one.edition not in one.translated
        assert len(set(one.translated)) == len(one.translated)
