"""In which language a text is."""

import tomllib
from pathlib import Path

import pytest

from firsthand.documents.language import recognise, tag
from firsthand.documents.model import Document, Metadata, Paragraph, Run, Section

ARTICLE = tomllib.loads(Path(__file__).with_name("declaration.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ARTICLE)
def test_the_first_article_of_the_declaration_is_recognised(language: str) -> None:
    assert recognise(ARTICLE[language]) == language


@pytest.mark.parametrize("text", ["", "12", "2024: 17 %", "A/HRC/56/52", "Naloxone", "Смерть", "— · —"])
def test_what_is_too_short_to_tell_is_not_guessed(text: str) -> None:
    assert recognise(text) is None


def test_a_word_is_enough_where_only_one_language_has_the_script() -> None:
    assert recognise("ยาเสพติด") == "th"
    assert recognise("გამარჯობა") == "ka"


def test_a_declared_language_stands_with_its_region_while_it_can_be_right() -> None:
    assert recognise(ARTICLE["pt"], "pt-BR") == "pt-BR"
    assert recognise("Naloxone", "fr") == "fr"
    assert recognise("Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima.", "sr-Latn") == "sr-Latn"


def test_a_language_that_we_do_not_know_is_believed() -> None:
    assert recognise(ARTICLE["en"], "fj") == "fj"


def test_a_declared_language_that_cannot_be_is_not_believed() -> None:
    assert recognise(ARTICLE["ru"], "en-US") == "ru"
    assert recognise(ARTICLE["es"], "en-US") == "es"
    assert recognise(ARTICLE["ru"], "not a language") == "ru"


def document(*texts: str, declared: str | None = None) -> Document:
    blocks = tuple(Paragraph((Run(text),)) for text in texts)
    return Document("text/plain", (Section(blocks=blocks),), Metadata(language=declared))


def languages(tagged: Document) -> list[str | None]:
    return [block.language for section in tagged.walk() for block in section.blocks]


def test_a_document_that_declares_nothing_gets_the_language_of_most_of_its_text() -> None:
    tagged = tag(document(ARTICLE["fr"], ARTICLE["fr"], ARTICLE["es"]))
    assert tagged.language == "fr"
    assert languages(tagged) == [None, None, "es"]


def test_a_language_that_is_never_written_so_is_not_believed_of_a_short_text_either() -> None:
    lines = (
        "شرکت بورس کالای ايران، اميدنامه پذيرش در بازار اصلی",
        "حداقل درصد عرضه از توليد ساليانه و خطای مجاز تحويل آن",
    )
    assert tag(document(lines[0], f"{lines[0]} {lines[1]}", "Page 7", declared="en-US")).language == "fa"
    assert tag(document(lines[0], f"{lines[0]} {lines[1]}", "Page 7", declared="ar")).language == "ar"


def test_a_declared_language_is_kept_and_passages_in_others_are_marked() -> None:
    tagged = tag(document(ARTICLE["en"], ARTICLE["ar"], ARTICLE["uk"], "Ibid., p. 4", declared="en-GB"))
    assert tagged.language == "en-GB"
    assert languages(tagged) == [None, "ar", "uk", None]


def test_a_document_that_declares_a_wrong_language_is_put_right_with_a_remark() -> None:
    tagged = tag(document(ARTICLE["es"], ARTICLE["es"], declared="en-US"))
    assert tagged.language == "es"
    assert [remark.code for remark in tagged.remarks] == ["other-language"]


def test_a_document_of_a_few_words_keeps_what_it_declares_or_has_no_language() -> None:
    assert tag(document("Contact us", declared="fr")).language == "fr"
    assert tag(document("Contact us")).language is None


def test_a_block_that_declares_the_language_of_the_document_needs_no_mark() -> None:
    blocks = (Paragraph((Run(ARTICLE["fr"]),)), Paragraph((Run("Oui"),), language="fr"))
    tagged = tag(Document("text/plain", (Section(blocks=blocks),)))
    assert languages(tagged) == [None, None]


def in_sections(*sections: Section, declared: str) -> list[tuple[str | None, list[str | None]]]:
    """The language of each section and of its blocks."""
    tagged = tag(Document("text/plain", sections, Metadata(language=declared)))
    return [(section.language, [block.language for block in section.blocks]) for section in tagged.walk()]


def section(heading: str, *texts: str, level: int = 1, inner: tuple[Section, ...] = ()) -> Section:
    blocks = tuple(Paragraph((Run(text),)) for text in texts)
    return Section((Run(heading),), level, blocks=blocks, sections=inner)


def test_short_passages_have_the_language_of_their_section() -> None:
    inner = section("Firmas", "Ana, Madrid", "Лима", level=2)
    annex = section("Anexo", ARTICLE["es"], "Véase arriba", "2019", inner=(inner,))
    found = in_sections(section("Report", ARTICLE["en"], ARTICLE["en"], "See below"), annex, declared="en-GB")
    assert found == [(None, [None, None, None]), ("es", ["es", "es", None]), ("es", ["es", None])]


def test_a_section_in_two_languages_lends_neither() -> None:
    mixed = section("Note", ARTICLE["fr"], ARTICLE["ru"], "Merci")
    found = in_sections(section("Report", ARTICLE["en"], ARTICLE["en"]), mixed, declared="en")
    assert found[1] == (None, ["fr", "ru", None])


def test_a_long_heading_has_its_own_language() -> None:
    heading = section(ARTICLE["fr"], ARTICLE["en"])
    assert in_sections(heading, section("More", ARTICLE["en"]), declared="en-US")[0] == ("fr", [None])


def test_more_than_forty_languages_are_known() -> None:
    assert len(ARTICLE) > 40
