"""The cross-language questions are well-formed, and their answers stand in the demonstration library."""

import re
import unicodedata
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.search.questions import (
    LANGUAGES,
    SETS,
    TYPES,
    Answer,
    Question,
    Shelf,
    UnknownAnswerError,
    answers,
    elsewhere,
    find,
    load,
    shelve,
)

from firsthand.release import Release, build
from firsthand.sources.folder import load as load_folder

DEMO = Path(__file__).resolve().parents[2] / "demo"
RUN = 6
"""Words in a row that a question may not share with its answer."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, read_before: Path) -> Shelf:
    """All passages of the demonstration library, as it is published today."""
    folder = tmp_path_factory.mktemp("questions")
    built = build(load_folder(DEMO, cache=read_before), folder / "library")
    with closing(Release.open(built.path)) as release:
        return shelve(release)


@pytest.fixture(params=SETS)
def questions(request: pytest.FixtureRequest) -> tuple[Question, ...]:
    return load(request.param)


def runs(text: str) -> set[tuple[str, ...]]:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    words = re.findall(r"\w+", plain)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_every_answer_is_one_passage_of_the_library(questions: tuple[Question, ...], shelf: Shelf) -> None:
    for question in questions:
        assert all(find(answer, shelf).text for answer in question.answers)


def test_no_question_copies_six_words_in_a_row_from_an_answer(questions: tuple[Question, ...], shelf: Shelf) -> None:
    copied = [q.words for q in questions for a in q.answers if runs(q.words) & runs(find(a, shelf).text)]
    assert copied == []


def test_most_questions_have_their_best_answer_in_other_languages_only(shelf: Shelf) -> None:
    everything = [question for name in SETS for question in load(name)]
    abroad = [question for question in everything if elsewhere(question, answers(question, shelf)[0])]
    assert len(abroad) >= 0.6 * len(everything)


def test_languages_and_types_are_balanced(questions: tuple[Question, ...]) -> None:
    assert Counter(question.language for question in questions) == dict.fromkeys(LANGUAGES, 21)
    assert Counter(question.type for question in questions) == dict(zip(TYPES, (42, 28, 14), strict=True))


def test_groups_count_from_one_and_have_at_most_one_passage_of_an_edition_in_a_language(
    questions: tuple[Question, ...], shelf: Shelf
) -> None:
    for question in questions:
        numbers = [answer.group for answer in question.answers]
        assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))
        places = Counter((a.group, a.edition, find(a, shelf).language) for a in question.answers)
        assert max(places.values()) == 1


def test_no_question_is_asked_twice() -> None:
    everything = [question for name in SETS for question in load(name)]
    assert len({question.id for question in everything}) == len(everything) == 168
    assert len({question.words.casefold() for question in everything}) == len(everything)


@pytest.mark.parametrize("opening", ["No passage begins like this", "N", ""])
def test_opening_words_of_no_passage_or_of_several_are_refused(opening: str, shelf: Shelf) -> None:
    with pytest.raises(UnknownAnswerError, match="passages that begin with"):
        find(Answer(group=1, edition="works/naloxone-position/en", opening=opening), shelf)


def test_an_answer_in_an_edition_that_is_not_there_is_refused(shelf: Shelf) -> None:
    with pytest.raises(UnknownAnswerError, match="works/nowhere/en has 0 passages"):
        find(Answer(group=1, edition="works/nowhere/en", opening="Anything"), shelf)
