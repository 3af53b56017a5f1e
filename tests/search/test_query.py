"""What a reader types is understood, or taken as plain words; it is never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.search.query import (
    MAX_CHARACTERS,
    MAX_IGNORED,
    MAX_TERMS,
    Asked,
    Field,
    Near,
    clean,
    has_letters,
    understand,
    years,
)


def wanted(asked: Asked) -> list[list[str]]:
    return [[term.text for term in alternatives] for alternatives in asked.wanted]


def test_words_are_joined_by_and() -> None:
    asked = understand("needle exchange")
    assert wanted(asked) == [["needle"], ["exchange"]]
    assert not asked.plain


@pytest.mark.parametrize("typed", ['"harm reduction"', "“harm reduction”", "«harm reduction»", "„harm reduction“"])
def test_quotes_of_all_languages_make_a_phrase(typed: str) -> None:
    (alternatives,) = understand(typed).wanted
    assert [(term.text, term.phrase) for term in alternatives] == [("harm reduction", True)]


def test_a_minus_before_a_word_excludes_it() -> None:
    asked = understand('drugs -police -"war on drugs"')
    assert wanted(asked) == [["drugs"]]
    assert [(term.text, term.phrase) for term in asked.excluded] == [("police", False), ("war on drugs", True)]


def test_hyphens_inside_and_between_words_are_just_that() -> None:
    assert wanted(understand("drop-in - centre")) == [["drop-in"], ["centre"]]
    assert understand("drop-in - centre").excluded == ()


def test_an_asterisk_at_the_end_asks_for_beginnings() -> None:
    asked = understand("metha* clinic")
    assert [(term.text, term.prefix) for (term,) in asked.wanted] == [("metha", True), ("clinic", False)]


def test_or_joins_its_neighbours() -> None:
    assert wanted(understand("women OR femmes prison")) == [["women", "femmes"], ["prison"]]
    assert wanted(understand("a1 | b1 || c1")) == [["a1", "b1", "c1"]]
    assert wanted(understand("or")) == [["or"]]


def test_fields_narrow_by_what_is_known_of_the_text() -> None:
    asked = understand('TITLE:"red herring" year:2015..2020 lang:pt -kind:post naloxone')
    assert asked.fields == (
        Field("title", "red herring"),
        Field("year", "2015..2020"),
        Field("lang", "pt"),
        Field("kind", "post", excluded=True),
    )
    assert wanted(asked) == [["naloxone"]]


def test_a_colon_after_any_other_word_is_punctuation() -> None:
    asked = understand("note: https://example.org/a")
    assert wanted(asked) == [["note:"], ["https://example.org/a"]]
    assert not asked.plain


@pytest.mark.parametrize(
    "typed",
    ['"harm reduction', "harm OR", "OR harm", "harm OR OR reduction", "na*lo", "*lox", "-harm", "title:", "year:soon x",
     "harm OR -reduction", "«harm", "title:*"],
)  # fmt: skip
def test_what_makes_no_sense_is_taken_as_plain_words(typed: str) -> None:
    asked = understand(typed)
    assert asked.plain
    assert asked.excluded == asked.fields == ()
    assert all(len(alternatives) == 1 and not alternatives[0].prefix for alternatives in asked.wanted)
    assert asked.wanted


@pytest.mark.parametrize("typed", ["", "   ", "*", "-", "- * !", "\x00\x07\n", '""', "…", "((()))"])
def test_nothing_typed_is_nothing_asked(typed: str) -> None:
    assert understand(typed).wanted == ()
    assert not understand(typed).plain or '"' in typed


def test_control_characters_part_words() -> None:
    assert wanted(understand("harm\x00reduction\u0085now")) == [["harm"], ["reduction"], ["now"]]


def test_too_many_words_are_named_and_left_out() -> None:
    asked = understand(" ".join(f"w{number}" for number in range(MAX_TERMS + 8)))
    assert len(asked.wanted) == MAX_TERMS
    assert asked.ignored == tuple(f"w{number}" for number in range(MAX_TERMS, MAX_TERMS + 8))


def test_only_a_few_beginnings_are_searched() -> None:
    asked = understand("aa* bb* cc* dd* ee* ff -gg*")
    assert wanted(asked) == [["aa"], ["bb"], ["cc"], ["dd"], ["ff"]]
    assert asked.excluded == ()
    assert asked.ignored == ("ee*", "gg*")


def test_ten_thousand_characters_are_cut_at_a_word() -> None:
    asked = understand(" ".join(f"needle{number}" for number in range(1_500)))
    assert len(asked.cleaned) <= MAX_CHARACTERS
    assert asked.cleaned.split() == [f"needle{number}" for number in range(len(asked.cleaned.split()))]
    assert len(asked.ignored) == MAX_IGNORED
    one_word = understand("x" * 10_000)
    assert [len(term.text) for (term,) in one_word.wanted] == [MAX_CHARACTERS]


def test_what_is_typed_again_is_searched_once_and_not_named() -> None:
    asked = understand("naloxone " * 1_200 + "police Naloxone police")
    assert wanted(asked) == [["naloxone"]]
    assert asked.ignored == ("police",)
    assert wanted(understand("b a b c a* a")) == [["b"], ["a"], ["c"], ["a"]]
    assert wanted(understand('in prison "in" prison')) == [["in"], ["prison"], ["in"]]


@pytest.mark.parametrize(
    ("value", "meant"),
    [("2015", (2015, 2015)), ("2015..2020", (2015, 2020)), ("2020-2015", (2015, 2020)), ("2015..", None),
     ("..2020", (0, 2020)), ("20", None), ("", None)],
)  # fmt: skip
def test_years_are_one_or_a_range(value: str, meant: tuple[int, int] | None) -> None:
    assert years(value) == ((2015, 9999) if value == "2015.." else meant)


_PIECES = st.sampled_from(
    [
        *'"“»-* |:(),：（＊aé减ع',
        *("OR", "NEAR", "NEAR/3", "NOT", "И", "title:", "year:", "lang:", "вид:", "..", "\x00", "\ud800"),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join), st.lists(_PIECES).map(" ".join)))
def test_no_query_fails_and_every_term_has_letters(typed: str) -> None:
    asked = understand(typed)
    for alternatives in asked.wanted:
        assert alternatives
        terms = [
            one for term in alternatives for one in ((term.left, term.right) if isinstance(term, Near) else (term,))
        ]
        assert all(has_letters(term.text) for term in terms)
        assert all(asked.cleaned.find(term.text, term.start) >= 0 for term in terms if not asked.plain)
    assert sum(map(len, asked.wanted)) <= MAX_TERMS
    assert clean(asked.cleaned) == (asked.cleaned, "")
    if has_letters(clean(typed)[0].replace("OR", "")):
        assert asked.wanted or asked.fields or asked.excluded or asked.concepts
