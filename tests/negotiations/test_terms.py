"""Terms of the wording guide in drafts: found inside quotation marks and brackets too, and told by paragraph."""

import pytest

from firsthand.catalogue.negotiations import DraftText, Paragraph, TermUse
from firsthand.negotiations.terms import find_terms


def draft(slug: str, *texts: str) -> DraftText:
    return DraftText(slug, tuple(Paragraph(f"{slug}{place}", text) for place, text in enumerate(texts)))


def used(uses: tuple[TermUse, ...]) -> set[tuple[str, str, int, tuple[str, ...]]]:
    return {(use.concept, use.words, use.count, use.paragraphs) for use in uses}


@pytest.mark.parametrize(
    "around",
    ["{}", "[{}]", "“{}”", "«{}»", "[[{}][people]]", "['{}']", "[EU: {}]", "„{}“"],
    ids=str,
)
def test_quotes_and_brackets_do_not_hide_a_term(around: str) -> None:
    text = f"Programmes for {around.format('drug addicts')} shall offer tests on the same day."
    assert used(find_terms([draft("a", text)], "en")) == {("addict", "drug addicts", 1, ("a0",))}


def test_a_bracket_inside_of_a_term_does_not_hide_it() -> None:
    text = "Programmes for [drug] [addicts][people] shall offer tests."
    assert [use.concept for use in find_terms([draft("a", text)], "en")] == ["addict"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "Drug addicts have rights."),
        ("fr", "Les toxicomanes ont des droits."),
        ("es", "Los drogadictos tienen derechos."),
        ("ru", "Наркоманы имеют права."),
    ],
)
def test_it_is_done_in_four_languages(language: str, text: str) -> None:
    assert [use.concept for use in find_terms([draft("a", text)], language)] == ["addict"]


def test_it_is_told_what_came_in_and_what_went_out() -> None:
    before = draft("zero", "Programmes for drug addicts shall open.", "Drug addicts and their families are heard.")
    after = draft("rev", "Programmes for people who use drugs shall open.", "Drug abuse is a concern of all.")
    uses = find_terms([before, after], "en")
    assert [(use.draft, use.concept, use.count, use.paragraphs) for use in uses if use.draft == "zero"] == [
        ("zero", "addict", 2, ("zero0", "zero1"))
    ]
    later = {use.concept for use in uses if use.draft == "rev"}
    assert "addict" not in later
    assert "drug-abuse" in later


def test_words_that_respect_people_are_no_terms_and_other_languages_have_none() -> None:
    assert find_terms([draft("a", "People who use drugs take part in all decisions.", "")], "en") == ()
    assert find_terms([draft("a", "Drug addicts")], "de") == ()
    assert find_terms([], "en") == ()
    assert find_terms([draft("a")], "en") == ()
