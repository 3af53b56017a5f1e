"""The white between wide letters and figures is no space, unless the file writes spaces there."""

from firsthand.documents.pdf.mixing import close_gaps
from firsthand.documents.pdf.sheet import Font, Word


def word(text: str, left: float, right: float, *, spaced: bool = False) -> Word:
    return Word(text, left, 92, right, 102, 100, 10, Font("Serif"), spaced=spaced)


def test_white_around_figures_is_closed() -> None:
    found = close_gaps([word("到", 0, 10), word("2021", 12.5, 34), word("年", 36.5, 46)])
    assert [one.glued for one in found] == [False, True, True]


def test_a_wide_gap_stays() -> None:
    assert not close_gaps([word("到", 0, 10), word("2021", 15, 34)])[1].glued


def test_spaces_that_the_file_writes_stay() -> None:
    pairs = [(word("到", 50.0 * at, 50.0 * at + 10, spaced=True), word("7", 50.0 * at + 12.5, 50.0 * at + 18))
             for at in range(4)]  # fmt: skip
    words = [one for pair in pairs for one in pair]
    assert close_gaps(words) == words


def test_latin_words_are_left_alone() -> None:
    words = [word("one", 0, 10), word("two", 12, 22)]
    assert close_gaps(words) is words
