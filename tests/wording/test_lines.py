"""Lines and columns are those that an editor shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.lines import Lines, Span

TEXT = "one\ntwo three\n\nfour"


def test_lines_and_columns_count_from_one() -> None:
    assert Lines(TEXT).span(0, 3) == Span(1, 1, 1, 4)
    assert Lines(TEXT).span(8, 13) == Span(2, 5, 2, 10)


def test_a_stretch_may_reach_over_lines() -> None:
    assert Lines(TEXT).span(8, 19) == Span(2, 5, 4, 5)


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_understood(sign: str) -> None:
    text = TEXT.replace("\n", sign)
    lines = Lines(text)
    start, end = lines.bounds(2)
    assert text[start:end] == "two three"
    assert lines.number(text.index("four")) == 4


def test_a_text_without_lines_has_one() -> None:
    assert Lines("").span(0, 0) == Span(1, 1, 1, 1)
    assert len(Lines("")) == 1


@given(st.text("a\n", max_size=60), st.data())
def test_a_position_is_in_the_line_that_splitting_gives(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    span = Lines(text).span(position, position)
    before = text[:position].split("\n")
    assert (span.line, span.column) == (len(before), len(before[-1]) + 1)
