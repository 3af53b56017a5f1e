"""A redline tells what has changed, and loses nothing of either wording."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.records import Wording
from firsthand.catalogue.redline import Line, Mark, redline
from firsthand.catalogue.wordings import written

WORDS = st.text(st.sampled_from(f"{string.ascii_lowercase[:4]} \n.,«»éñёжعב中ยเ้ក្\u0301'"), max_size=40)


def line(before: str, after: str) -> Line:
    found = redline(written("en", "T", [before]), written("en", "T", [after]))
    assert len(found) == 2
    return found[1]


def told(found: Line) -> list[tuple[str, str]]:
    return [(span.mark.value, span.text) for span in found.spans]


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), WORDS, WORDS)
def test_both_wordings_can_be_read_out_of_it(before: list[str], after: list[str], one: str, other: str) -> None:
    old, new = Wording("en", one, tuple(filter(None, before)), ""), Wording("en", other, tuple(filter(None, after)), "")
    title, *lines = redline(old, new)
    assert (title.without(Mark.IN), title.without(Mark.OUT)) == (one, other)
    assert tuple(filter(None, (each.without(Mark.IN) for each in lines))) == old.paragraphs
    assert tuple(filter(None, (each.without(Mark.OUT) for each in lines))) == new.paragraphs
    assert any(each.changed for each in (title, *lines)) == ((one, old.paragraphs) != (other, new.paragraphs))


def test_words_are_taken_out_and_put_in_where_they_stand() -> None:
    assert told(line("We ask for a seat, and for time.", "We ask for two seats, and for time.")) == [
        ("same", "We ask for "),
        ("out", "a seat"),
        ("in", "two seats"),
        ("same", ", and for time."),
    ]


def test_signs_around_a_word_are_not_part_of_it() -> None:
    assert told(line("Now!", "Now.")) == [("same", "Now"), ("out", "!"), ("in", ".")]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("我们要一个座位", "我们要两个座位", "我们要"),
        ("نطلب مقعدا الآن", "نطلب مقعدين الآن", "نطلب "),
        ("เราขอเก้าอี้", "เราขอเวลา", "เราขอ"),
        ("យើងស្នើ", "យើងសូម", "យើង"),
    ],
)
def test_every_script_is_compared(before: str, after: str, kept: str) -> None:
    assert told(line(before, after))[0] == ("same", kept)


def test_a_paragraph_put_in_between_leaves_the_others_alone() -> None:
    before = written("en", "T", ["One is here.", "Three is here as well."])
    after = written("en", "T", ["One is here.", "Two is new in every word of it!", "Three is here too."])
    assert [each.changed for each in redline(before, after)] == [False, False, True, True]
    assert told(redline(before, after)[2]) == [("in", "Two is new in every word of it!")]
    assert told(redline(before, after)[3])[0] == ("same", "Three is here ")


def test_what_has_nothing_in_common_is_two_paragraphs() -> None:
    found = redline(written("en", "T", ["Entirely this."]), written("en", "T", ["Something else now"]))
    assert [told(each) for each in found[1:]] == [[("out", "Entirely this.")], [("in", "Something else now")]]


def test_what_would_take_too_long_is_taken_out_and_put_in_whole() -> None:
    old, new = "a " * 1_000, "a b " * 1_000
    found = redline(Wording("en", "T", (old,), ""), Wording("en", "T", (new,), ""))
    assert [told(each) for each in found[1:]] == [[("out", old), ("in", new)]]
