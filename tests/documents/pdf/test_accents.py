"""Accents that a page draws as signs of their own, as TeX does."""

import pytest

from .test_characters import sheet

# Widths in Helvetica at 10 points: e 5.56, a 5.56, S 6.67, space 2.78, acute, dieresis and caron 3.33, dotless i 2.78.


def shown(content: str) -> list[str]:
    return [word.text for word in sheet(f"BT /F1 10 Tf 72 700 Td {content} ET").words]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        # The accent before its letter, as TeX draws it: 1.11 points in, and back.
        (r"[(caf) -111 (\264) 444 (e) -300 (noir)] TJ", ["café", "noir"]),
        # Behind its letter, and below it.
        (r"[(cafe) 444 (\264) -111 (s) -300 (gar) -56 (c) 416 (\270) 84 (on)] TJ", ["cafés", "garçon"]),
        # After the end of the line.
        (r"(Sedan and more) Tj 1.67 0 Td (\270) Tj", ["Şedan", "and", "more"]),
        # Raised above a capital.
        (r"(ETE) Tj 1.67 2 Td (\264) Tj", ["ÉTE"]),
    ],
)
def test_an_accent_joins_the_letter_on_which_it_is_drawn(content: str, words: list[str]) -> None:
    assert shown(content) == words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        # A sign that stands beside letters, one on a letter that never has it, and one that belongs to another line.
        (r"(l\264homme) Tj", ["l´homme"]),
        (r"[(q) 444 (\264) -111 (r)] TJ", ["q´r"]),
        (r"(ce) Tj 6.11 14 Td (\264) Tj", ["ce", "´"]),
    ],
)
def test_a_sign_that_is_no_accent_stays(content: str, words: list[str]) -> None:
    assert shown(content) == words
