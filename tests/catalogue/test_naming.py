"""Passages are named by their words."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.naming import names, passage_id

WORDS = st.lists(st.sampled_from(["yes.", "no.", "0 | 0", "one", "two", "three", "four", ""]), max_size=30)


def test_a_name_is_ten_letters_and_digits_that_a_link_can_carry() -> None:
    # printf 'nothing about us without us.' | openssl dgst -sha256 -binary | base32 | cut -c -10
    assert passage_id("Nothing about us without us.") == "zlx5brtd2p"


def test_white_space_and_case_do_not_count() -> None:
    assert passage_id("Nothing  about\nus") == passage_id("NOTHING about us ")


def test_the_second_of_two_equal_passages_does_not_inherit_the_name_of_the_first() -> None:
    first, second = (list(names(["a", "yes", "b", "yes"]))[number] for number in (1, 3))
    assert first != second
    assert list(names(["a", "b", "yes"]))[2] != first


def test_equal_passages_are_told_apart_by_the_heading_above_them() -> None:
    before = list(names(["Portugal", "0 | 0", "Spain", "0 | 0"], landmarks=[0, 2]))
    after = list(names(["France", "0 | 0", "Portugal", "0 | 0", "Spain", "0 | 0"], landmarks=[0, 2, 4]))
    assert after[3::2] == before[1::2]


def test_a_heading_and_a_passage_of_the_same_words_are_two_anchors() -> None:
    found = list(names(["Rights", "yes", "rights", "yes"], landmarks=[0]))
    assert found[1] != found[3]


@given(WORDS, st.data())
def test_every_passage_of_an_edition_has_a_name_of_its_own(texts: list[str], data: st.DataObject) -> None:
    marks = data.draw(st.sets(st.sampled_from(range(len(texts))))) if texts else set()
    found = list(names(texts, marks))
    given_ = [name for name in found if name]
    assert len(set(given_)) == len(given_)
    assert [number for number, name in enumerate(found) if not name] == [
        number for number, text in enumerate(texts) if not text or number in marks
    ]
