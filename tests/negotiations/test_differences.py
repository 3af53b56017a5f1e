"""Differences of a pair, word by word: nothing is lost either way."""

from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.negotiations.differences import Mark, differ

WORDS = st.lists(st.sampled_from([*"[](),. ", "shall", "should", "may", "\n", "  ", "中", "ё", "e\u0301"])).map("".join)


@given(st.one_of(WORDS, st.text()), st.one_of(WORDS, st.text()))
@example("[shall][should]", "should")
def test_both_wordings_are_in_it_letter_by_letter(before: str, after: str) -> None:
    line = differ(before, after)
    assert line.without(Mark.IN) == before
    assert line.without(Mark.OUT) == after
    assert line.changed == (before != after)
    assert all(span.text for span in line.spans)


def test_whole_words_change_and_brackets_are_signs_of_their_own() -> None:
    line = differ("Parties [shall][should] report yearly.", "Parties should report.")
    assert [(span.mark.value, span.text) for span in line.spans] == [
        ("same", "Parties "),
        ("out", "[shall]["),
        ("same", "should"),
        ("out", "]"),
        ("same", " report"),
        ("out", " yearly"),
        ("same", "."),
    ]


def test_a_giant_paragraph_stands_as_a_whole() -> None:
    line = differ("word " * 5000, "word " * 4999 + "other")
    assert [span.mark for span in line.spans] == [Mark.OUT, Mark.IN]
