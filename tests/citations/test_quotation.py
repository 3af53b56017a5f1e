from firsthand.catalogue.reading import Passage
from firsthand.citations import Source, quotation
from firsthand.documents.model import Locator

LINK = "https://library.example/works/red-herring/fr/p/abc"


def test_a_quotation_has_words_creator_year_title_page_and_link(sources: dict[str, Source]) -> None:
    passage = Passage("abc", "paragraph", "Nous\nsommes là.", 1, locator=Locator(page=9, label="iv"))
    assert quotation(sources["red-herring-fr"], passage, LINK, "en") == (
        f"«\u202fNous sommes là.\u202f» (Jay Levy, 2022, Est-ce un progrès ?, p. iv) {LINK}"
    )


def test_the_word_for_page_is_the_readers(sources: dict[str, Source]) -> None:
    passage = Passage("abc", "paragraph", "Here.", 1, locator=Locator(page=9))
    assert "с. 9" in quotation(sources["red-herring-en"], passage, LINK, "ru")


def test_a_recording_is_quoted_by_its_time(sources: dict[str, Source]) -> None:
    passage = Passage("abc", "cue", "Мы здесь.", 1, locator=Locator(start=3723.4, end=3725.0))
    assert "Мы говорим, 1:02:03" in quotation(sources["film-ru"], passage, LINK, "ru")


def test_a_passage_in_another_language_has_the_marks_of_its_own(sources: dict[str, Source]) -> None:
    passage = Passage("abc", "quotation", "Nothing about us", 1, language="en")
    assert quotation(sources["red-herring-fr"], passage, LINK).startswith("“Nothing about us”")
