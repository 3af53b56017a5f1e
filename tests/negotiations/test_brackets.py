"""The tree of brackets: nesting, alternatives, who wants what, and what has no partner."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.negotiations import Bracket, Edit, Paragraph
from firsthand.negotiations.brackets import (
    DEEPEST,
    MOST,
    MOST_VARIANTS,
    clean,
    is_balanced,
    left_open,
    read_brackets,
    variants,
)

TEXTS = st.text(alphabet="[]ab /-–:(),EUS~.", max_size=80) | st.lists(
    st.sampled_from(["[", "]", "EU: ", "shall", " ", "/", " – US", "delete", "[a]", "(EU)", "G77 add: "]), max_size=30
).map("".join)


def readings(text: str) -> tuple[str, ...]:
    return variants(Paragraph("x", text, brackets=read_brackets(text)))


def every(brackets: tuple[Bracket, ...]) -> list[Bracket]:
    return [one for bracket in brackets for one in (bracket, *every(bracket.within))]


def test_brackets_nest() -> None:
    text = "act [on [all [of]] it]"
    outer = read_brackets(text)[0]
    assert [(text[one.start : one.end], one.depth) for one in every((outer,))] == [
        ("[on [all [of]] it]", 0), ("[all [of]]", 1), ("[of]", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["[shall] [should]", "[a][b]", "[x] / [y]", "[x] or [y]", "[x] (EU) [y] (US)"])
def test_brackets_side_by_side_are_alternatives(text: str) -> None:
    assert [one.alternative for one in read_brackets(f"Parties {text} act")] == [1, 2]


def test_a_bracket_with_a_stroke_is_the_second_alternative_to_the_words_before() -> None:
    text = "build on [/draw on] the work"
    assert [one.alternative for one in read_brackets(text)] == [2]
    assert readings(text) == ("build on draw on the work", "build on the work")


def test_brackets_with_words_between_are_no_alternatives() -> None:
    assert [one.alternative for one in read_brackets("[all] Parties [shall]")] == [0, 0]


@pytest.mark.parametrize(
    ("text", "parties", "edit"),
    [
        ("[EU: text]", ("EU",), None),
        ("[EU, Norway: text]", ("EU", "Norway"), None),
        ("[Japan, Republic of Korea and Türkiye: text]", ("Japan", "Republic of Korea", "Türkiye"), None),
        ("[text – EU]", ("EU",), None),
        ("[text] (US, Russian Federation)", ("US", "Russian Federation"), None),
        ("[G77 add: text]", ("G77",), Edit.INSERTION),
        ("[EU/US proposes: text]", ("EU", "US"), Edit.INSERTION),
        ("[US: delete]", ("US",), Edit.DELETION),
        ("[Iran (Islamic Republic of): delete]", ("Iran (Islamic Republic of)",), Edit.DELETION),
        ("[delete: text]", (), Edit.DELETION),
        ("[~~text~~]", (), Edit.DELETION),
        ("[Agreed ad ref]", (), None),
        ("[Option 1: text]", (), None),
        ("[Placeholder: text]", (), None),
        ("[Climate forcers: text]", (), None),
        ("[CMA: text]", (), None),
        ("[least developed countries (LDCs)]", (), None),
        ("[the European Union (EU)]", (), None),
        ("[2016 – 2020]", (), None),
    ],
)
def test_who_wants_words_and_what_with_them(text: str, parties: tuple[str, ...], edit: Edit | None) -> None:
    found = read_brackets(text)[0]
    assert (found.attribution, found.edit) == (parties, edit)


def test_attribution_in_other_languages() -> None:
    french, spanish, russian = "[UE, Suisse : texte]", "[UE y Suiza: texto]", "[ЕС, Норвегия: исключить]"
    assert read_brackets(french, "fr")[0].attribution == ("UE", "Suisse")
    assert read_brackets(spanish, "es")[0].attribution == ("UE", "Suiza")
    assert read_brackets(russian, "ru")[0].edit is Edit.DELETION


def test_a_bracket_within_another_has_its_own_attribution() -> None:
    outer = read_brackets("[[EU, Norway: text] and more]")[0]
    assert (outer.attribution, outer.within[0].attribution) == ((), ("EU", "Norway"))


def test_what_has_no_partner_is_shown() -> None:
    text = "a] b [c"
    first, last = read_brackets(text)
    assert (text[first.start : first.end], first.opened, first.closed) == ("a]", False, True)
    assert (text[last.start : last.end], last.opened, last.closed) == ("[c", True, False)
    assert not is_balanced(text)
    assert not is_balanced("][")
    assert is_balanced("[a [b]] [c]")


def test_brackets_may_run_over_paragraphs() -> None:
    assert left_open(["[a", "b [c]", "d]"]) == (0, 0)
    assert left_open(["a]", "[[b", "c]"]) == (1, 1)


def test_clean_takes_out_signs_and_no_words() -> None:
    assert clean("Parties [shall][should] send communication[s] [, in time].") == (
        "Parties shall should send communications, in time."
    )


def test_readings_with_brackets_without_and_by_alternatives() -> None:
    assert readings("[Parties [shall][should] act [now].]") == (
        "Parties shall should act now.",
        "Parties act.",
        "Parties shall act now.",
        "Parties shall act.",
        "Parties should act now.",
        "Parties should act.",
    )


def test_readings_leave_out_names_and_deleted_words() -> None:
    assert readings("States [EU: shall] [US: should] act [delete: now]") == (
        "States shall should act now", "States act", "States shall act", "States should act",
    )  # fmt: skip


@given(TEXTS)
def test_any_text_gives_a_tree_that_nests(text: str) -> None:
    def check(brackets: tuple[Bracket, ...], start: int, end: int, depth: int) -> None:
        at = start
        for one in brackets:
            assert at <= one.start < one.end <= end
            assert one.depth == depth
            at = one.end
            assert text[one.start] == "[" or not one.opened
            assert text[one.end - 1] == "]" or not one.closed
            check(one.within, one.start, one.end, depth + 1)

    brackets = read_brackets(text)
    check(brackets, 0, len(text), 0)
    assert is_balanced(text) == all(one.opened and one.closed for one in every(brackets))
    assert msgspec.json.decode(msgspec.json.encode(brackets), type=tuple[Bracket, ...]) == brackets


@given(TEXTS)
def test_every_sign_is_in_the_tree_once(text: str) -> None:
    """Of texts that are not too deep."""
    found = every(read_brackets(text))
    if max((one.depth for one in found), default=0) < DEEPEST - 1:
        assert sum(one.opened for one in found) == text.count("[")
        assert sum(one.closed for one in found) == text.count("]")


@given(TEXTS)
def test_readings_are_few_different_and_without_brackets(text: str) -> None:
    found = readings(text)
    assert len(set(found)) == len(found) <= MOST_VARIANTS
    assert all(one and "[" not in one and "]" not in one for one in found)


@pytest.mark.parametrize("text", ["[" * 200_000, "]" * 200_000, "[]" * 100_000, "[a" * 60_000 + "]" * 60_000])
def test_hostile_texts_cost_little_and_can_be_written(text: str) -> None:
    brackets = read_brackets(text)
    assert len(every(brackets)) <= MOST
    assert max(one.depth for one in every(brackets)) < DEEPEST
    assert msgspec.json.encode(brackets)
    assert is_balanced(text) == (text.count("[") == text.count("]"))
