"""What Tesseract saw becomes words: together where the script has no spaces, level, in few sizes, without stains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.recognition.tesseract import Line, Seen
from firsthand.documents.recognition.words import believable, confidence, lay


def seen(text: str, left: int = 0, *, base: float = 100, points: int = 10, sure: float = 0.9) -> Seen:
    return Seen(text, left, 80, left + 10 * len(text), 105, base, points, sure)


def line(*words: Seen, text: str | None = None) -> Line:
    return Line(words, text if text is not None else " ".join(word.text for word in words))


def test_pieces_of_a_script_without_spaces_are_one_word() -> None:
    pieces = (seen("自由", 0), seen("平等", 30), seen("UNODC", 80), seen("2020", 140))
    words = lay([line(*pieces, text="自由平等 UNODC 2020\n")], 200)
    assert [word.text for word in words] == ["自由平等", "UNODC", "2020"]
    assert words[0].right == pytest.approx(50 * 72 / 200)


def test_words_stay_apart_where_the_text_of_the_line_is_another() -> None:
    words = lay([line(seen("Nothing"), seen("about", 90), text="something else")], 200)
    assert [word.text for word in words] == ["Nothing", "about"]


def test_a_line_that_climbs_is_made_level() -> None:
    words = lay([line(seen("a", 0, base=110), seen("b", 90, base=100), seen("c", 180, base=90))], 72)
    assert {word.base for word in words} == {100}
    assert [word.top for word in words] == [70, 80, 90]


def test_stains_and_the_grain_of_pictures_are_no_text() -> None:
    good = line(seen("Nothing"), seen("—", 90, sure=0.3), text="Nothing —")
    bad = line(seen("Jews", sure=0.3), seen("ii", 50, sure=0.35))
    ruled = line(seen("_____", sure=0.9))
    kept = believable([good, bad, ruled])
    assert [[word.text for word in found.words] for found in kept] == [["Nothing"]]


def test_a_size_that_is_rare_beside_its_neighbour_is_that_neighbour() -> None:
    body = [line(seen("a" * 90, points=10)) for _ in range(9)]
    wrong, heading, notes = (
        line(seen("b" * 90, points=11)),
        line(seen("c" * 20, points=14)),
        line(seen("d" * 90, points=8)),
    )
    assert [word.size for word in lay([*body, wrong, heading, notes], 200)] == [10.0] * 10 + [14.0, 8.0]


def test_two_common_sizes_stay_two() -> None:
    lines = [line(seen("a" * 90, points=points)) for points in (10, 10, 10, 10, 10, 9, 9, 9, 9)]
    assert [word.size for word in lay(lines, 200)] == [10.0] * 5 + [9.0] * 4


def test_two_sizes_that_take_turns_within_paragraphs_are_one() -> None:
    turns = (15, 15, 16, 15, 16, 16, 15, 15, 16, 15, 16, 15)
    lines = [line(seen("a" * 60, base=40 * at, points=points)) for at, points in enumerate(turns)]
    assert {word.size for word in lay(lines, 200)} == {15.0}
    # Headings of the larger size stand apart from the text below them and above.
    apart = [
        line(seen("a" * 60, base=240 * group + place, points=points))
        for group in range(6)
        for place, points in ((0, 16), (60, 15), (100, 15), (140, 15))
    ]
    assert {word.size for word in lay(apart, 200)} == {15.0, 16.0}


def test_few_lines_of_nearly_the_size_of_others_are_of_that_size() -> None:
    lines = [line(seen("a" * 60, points=10)), line(seen("a" * 40, points=9))]
    assert [word.size for word in lay(lines, 200)] == [10.0, 10.0]


def test_sizes_of_scripts_that_are_measured_badly_differ_only_where_they_differ_much() -> None:
    arabic = "حقوق الإنسان "
    lines = [line(seen(arabic * count, points=points)) for count, points in ((9, 12), (6, 15), (3, 10), (1, 24))]
    assert [word.size for word in lay(lines, 200)] == [12.0, 12.0, 12.0, 24.0]


@given(st.lists(st.lists(st.tuples(st.text("abc自由", min_size=1), st.integers(4, 40), st.floats(0, 1)), min_size=1)))
def test_nothing_is_lost_and_lines_keep_their_order(shape: list[list[tuple[str, int, float]]]) -> None:
    lines = [line(*(seen(text, points=size, sure=sure) for text, size, sure in words)) for words in shape]
    laid = lay(lines, 200)
    assert "".join(word.text for word in laid) == "".join(text for words in shape for text, _, _ in words)
    assert [word.line for word in laid] == sorted(word.line for word in laid)
    assert 0 <= confidence(laid) <= 1
