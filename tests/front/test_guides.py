"""The pages of the language guide: what each concept shows, in which language, and with what care."""

from pathlib import Path

import pytest
from tests.front.client import Client, Loop, text_of
from tests.front.guide import GUIDE
from tests.front.library import FixtureSource

from firsthand.front.application import open_front
from firsthand.front.guides import Guides, sorting
from firsthand.front.phrases import forms_of, name_forms
from firsthand.interface import Interface
from firsthand.release import build
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.schema import Alternative


def test_the_guide_lists_its_concepts_by_theme_those_that_the_interface_knows_first(client: Client) -> None:
    page = client.page("/fr/words")
    assert text_of(page, "//h1") == "Guide de langage"
    assert text_of(page, '//p[@class="subtitle"]') == "Comment nous parlons · World Network"
    assert [heading.text for heading in page.xpath("//section/h3")] == ["Personnes", "VIH", "Solidarity"]
    assert page.xpath('//section//a[contains(@href, "/words/victim/")]/@href') == ["/fr/words/victim/fr"]


def test_the_words_may_be_in_another_language_than_the_interface(client: Client) -> None:
    page = client.page("/en/words?language=ru")
    link = page.xpath('//section//a[@href="/en/words/victim/ru"]')[0]
    assert link.xpath("./span/@lang") == ["ru"]
    assert text_of(link, "./span") == "«Спидоносец»"
    user = page.xpath('//section//a[contains(@href, "/words/user/")]')[0]
    assert user.get("href") == "/en/words/user/en", "a concept without words in that language leads to those it has"


def test_terms_stand_in_the_order_of_their_alphabet(client: Client) -> None:
    page = client.page("/en/words/a-z?language=ru")
    assert [heading.text for heading in page.xpath("//section/h2")] == ["А", "Б", "Е", "Й"]
    assert text_of(page, "//s") == "алкаш больные СПИДом едок ёрш йог"
    assert page.xpath('//nav[@class="letters"]//a/@href') == [f"#{id_}" for id_ in page.xpath("//section/h2/@id")]
    assert set(page.xpath("//s/@lang")) == {"ru"}


def test_terms_are_narrowed_by_letters_and_theme(client: Client) -> None:
    narrowed = client.page("/en/words/a-z?language=en&q=VÍC&theme=hiv")
    assert text_of(narrowed, "//s") == "AIDS victim HIV victim"
    assert narrowed.xpath('//select[@name="theme"]/option[@selected]/@value') == ["hiv"]
    assert text_of(client.page("/en/words/a-z?language=en&theme=people"), "//s") == "drug user wino"
    nothing = client.get("/en/words/a-z?language=xx&theme=nothing&q=%00")
    assert nothing.status_code == 200
    assert client.get("/en/words/a-z?q=secret").headers["cache-control"] == "no-store"


def test_a_term_that_always_passes_is_no_word_to_leave(client: Client) -> None:
    accepted = client.page("/en/words/comrade/en")
    assert "accepts these words" in text_of(accepted, "//article/p")
    assert not accepted.xpath("//s")
    assert "sufferer" in text_of(client.page("/en/words/victim/en"), "//s")


def test_a_concept_says_why_what_instead_and_who_thinks_so(client: Client) -> None:
    page = client.page("/en/words/victim/en")
    assert text_of(page, '//p[@class="why"]').startswith("People live with HIV")
    assert "AIDS victim, HIV victim" in text_of(page, '//ul[@class="leave"]/li[1]')
    sufferer = text_of(page, '//ul[@class="leave"]/li[2]')
    assert "Better avoided" in sufferer
    assert "proposed by this guide" in sufferer
    instead = page.xpath('//ul[@class="instead"]')
    assert "people living with HIV" in text_of(instead[0], ".//dd")
    assert "Of the virus" in text_of(instead[1], ".//p")
    assert "in a quotation" in text_of(page, "//article//li")
    stances = page.xpath('//ul[@class="stances"]/li')
    assert text_of(stances[0], ".").startswith(
        "Advises against these words · Terminology Guidelines, The Programme, 2015"
    )
    assert stances[0].xpath(".//a/@href") == ["https://example.org/terms?a=1&b=2"]
    assert "as another text reports it" in text_of(stances[1], ".")
    assert "called themselves so" in text_of(page, '//p[@class="hint"]')


def test_only_web_addresses_of_sources_become_links(client: Client) -> None:
    page = client.page("/en/words/victim/en")
    assert not page.xpath('//a[starts-with(@href, "javascript:")]')
    assert "Etude <ancienne>" in text_of(page, "//cite")


def test_a_concept_leads_to_its_neighbours_and_to_the_library(client: Client) -> None:
    page = client.page("/en/words/victim/en")
    assert page.xpath('//h2[.="Related concepts"]/..//a/@href') == ["/en/words/user/en", "/en/words/wino/en"]
    others = page.xpath('//h2[.="In other languages"]/..//a')
    assert [other.get("hreflang") for other in others] == list(LANGUAGES)
    assert others[0].get("aria-current") == "page"
    assert page.xpath('//a[@href="/en/thesaurus/people-living-with-hiv"]')
    assert "people+living+with+HIV" in page.xpath('//a[starts-with(@href, "/en/search?q=")]/@href')[0]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/ru/words/victim", "/ru/words/victim/ru"),
        ("/ru/words/user", "/ru/words/user/en"),
        ("/fr/words/wino/es", "/fr/words/wino/en"),
        ("/en/words/victim/nonsense", "/en/words/victim/en"),
    ],
)
def test_a_concept_opens_in_the_best_language_there_is(client: Client, address: str, place: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (302, place)


def test_words_to_leave_are_marked_in_their_language_and_not_by_colour_alone(client: Client) -> None:
    page = client.page("/fr/words/wino/ru")
    words = page.xpath("//s")
    assert {(word.get("lang"), word.get("class")) for word in words} == {("ru", "avoided")}
    assert page.xpath('//section[@data-nosnippet]//s[text()="алкаш"]')
    assert text_of(page, '//span[@class="grave slur"]') == "Insulte"
    assert text_of(page, "//h2").startswith("Dites plutôt Mots à laisser")


def test_what_the_words_of_a_slot_are_is_told(client: Client) -> None:
    page = client.page("/en/words/user/en")
    assert text_of(page, "//s") == "drug user"
    assert "heroin, crack, speed" in text_of(page, '//ul[@class="leave"]//p')
    assert "person who uses drugs" in text_of(page, '//ul[@class="instead"]/li/b')


def test_russian_forms_go_through_the_cases(client: Client) -> None:
    page = client.page("/ru/words/wino/ru")
    forms = dict(zip(page.xpath("//dl//dt/text()"), page.xpath("//dl//dd/text()"), strict=True))
    assert len(forms) == 12
    assert forms["творительный, единственное число"] == "человеком, употребляющим алкоголь"


def test_forms_that_are_spelt_alike_are_named_by_what_they_share() -> None:
    interface = Interface("en")
    assert name_forms(["m.sg", "f.sg"], interface) == "singular"
    assert name_forms(["past", "pp"], interface) == "past / past participle"
    assert name_forms(["m.sg"], interface) == "masculine, singular"


def test_a_phrase_whose_forms_are_not_known_is_shown_without_them(front: object) -> None:
    vocabulary = Guides(None).guide.vocabularies["ru"]
    assert forms_of("*zzz", "person", "ru", vocabulary, Alternative(), Interface("en")) == ()


def test_accents_and_case_make_no_difference_to_the_order_of_words() -> None:
    assert sorted(["Ét", "es", "eu"], key=sorting) == ["es", "Ét", "eu"]
    assert sorting("Ёж") == "еж"
    assert sorting("й") != sorting("и")


def test_a_library_without_a_guide_shows_the_house_guide(
    tmp_path: Path, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "files").mkdir()
    build(FixtureSource(tmp_path / "files", guide={}), tmp_path / "library")
    front = open_front(tmp_path / "library")
    client = Client(front, loop)
    assert "house guide" in text_of(client.page("/en/words"), '//p[@class="subtitle"]')
    for language in LANGUAGES:
        guides = front.service.opened.guides
        for concept in guides.guide.concepts:
            if guides.words(concept, language):
                assert client.get(f"/en/words/{concept}/{language}").status_code == 200
    assert not caplog.records
    front.close()


def test_a_damaged_guide_of_a_library_gives_way_to_the_house_guide(
    tmp_path: Path, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "files").mkdir()
    broken = GUIDE | {"en/people.toml": "[victim"}
    build(FixtureSource(tmp_path / "files", guide=broken), tmp_path / "library")
    front = open_front(tmp_path / "library")
    assert "house guide" in text_of(Client(front, loop).page("/en/words"), '//p[@class="subtitle"]')
    assert "can't be used" in caplog.text
    front.close()
