"""Russian suggestions that are right in form and still need a reader's eye."""

import pytest
from tests.wording.scoring import put_in

from firsthand.wording import Checker, Suggestion
from firsthand.wording.model import Fix


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker("house", languages=["ru"])


def first(checker: Checker, text: str, term: str) -> Suggestion:
    findings = checker.check(text, language="ru").findings
    return next(finding.suggestions[0] for finding in findings if finding.text == term)


@pytest.mark.parametrize(
    ("text", "term", "fix"),
    [
        ("Сын алкоголик, а дочь уехала.", "алкоголик", "review"),
        ("Она алкоголичка, сказал врач.", "алкоголичка", "review"),
        ("Его отец наркоман, дядя сидит.", "отец наркоман", "review"),
        ("Отец-наркоман бросил семью.", "Отец-наркоман", "safe"),
        ("Вчера наркоман уснул в подъезде.", "наркоман", "safe"),
        ("Растёт злоупотребление наркотиками.", "злоупотребление наркотиками", "safe"),
        ("Употребление или злоупотребление наркотиками растёт.", "злоупотребление наркотиками", "review"),
        ("Изъяты наркотические средства и психотропные вещества.", "наркотические средства", "review"),
    ],
)
def test_predicates_and_doubled_words_are_for_a_reader(checker: Checker, text: str, term: str, fix: Fix) -> None:
    assert first(checker, text, term).fix == fix


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "Ни один наркоман не признаёт свою зависимость.",
            "Ни один человек, употребляющий наркотики, не считает своё употребление болезнью.",
        ),
        (
            "В доме жила 43-летняя наркоманка, ранее судимая за кражу.",
            "В доме жила 43-летняя женщина, употребляющая наркотики, с судимостью за кражу.",
        ),
        ("Задержана женщина, ранее судимая за кражу.", "Задержана женщина с судимостью за кражу."),
    ],
)
def test_two_replacements_side_by_side_make_a_sentence(checker: Checker, text: str, mended: str) -> None:
    assert put_in(text, checker.check(text, language="ru").findings) == mended


def test_a_latin_letter_hides_no_law(checker: Checker) -> None:
    law = "Конвенция о борьбе c незаконным оборотом наркотических cредств и психотропных веществ принята в 1988 году."
    assert not checker.check(law, language="ru").findings
