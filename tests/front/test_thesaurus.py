"""The pages of the thesaurus: a tree, each concept with its names, and nothing that should be hidden."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.front.client import Client, Loop, text_of
from tests.front.library import FixtureSource
from tests.front.places import LANGUAGES

from firsthand.front.application import open_front
from firsthand.front.opened import Opened
from firsthand.release import build, current
from firsthand.search.thesaurus import shipped


def test_every_concept_stands_in_the_tree_below_its_broader_ones(client: Client) -> None:
    page = client.page("/es/thesaurus")
    links = page.xpath('//ul[@class="tree"]//a/@href')
    assert {link.rpartition("/")[2] for link in links} == set(shipped().concepts)
    below = page.xpath('//ul[@class="tree"]//a[@href="/es/thesaurus/methadone"]/../../../a/@href')
    assert below == ["/es/thesaurus/opioid-agonist-treatment"] * len(below)
    assert text_of(page, '//a[@href="/es/thesaurus/harm-reduction"]').startswith("Reducción de daños")


def test_a_concept_has_its_names_in_every_language_the_readers_own_first(client: Client) -> None:
    page = client.page("/fr/thesaurus/people-living-with-hiv")
    assert text_of(page, "//h1") == "Personnes vivant avec le VIH"
    assert [heading.get("lang") for heading in page.xpath('//section[@class="named"]/h2')] == ["fr", "en", "es", "ru"]
    russian = text_of(page, '//section[@class="named"][4]')
    assert "люди, живущие с ВИЧ (ЛЖВ)" in russian
    assert page.xpath('//a[contains(@href, "/fr/search?q=")]')


def test_a_concept_leads_up_down_sideways_and_to_the_guide(client: Client) -> None:
    page = client.page("/en/thesaurus/people-who-use-drugs")
    assert page.xpath('//h2[.="Broader"]/..//a/@href') == ["/en/thesaurus/communities"]
    assert "/en/thesaurus/people-who-inject-drugs" in page.xpath('//h2[.="Narrower"]/..//a/@href')
    assert "/en/thesaurus/drug-use" in page.xpath('//h2[.="Related"]/..//a/@href')
    assert page.xpath('//h2[.="In the language guide"]/..//a/@href') == ["/en/words/user/en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_labels_are_on_no_page(client: Client, language: str) -> None:
    """A name in which such a word occurs, such as that of an agency of the past, stays what it is; so does the name of
    what the language guide advises about such a word, which has its own section."""
    shown = {
        words.casefold()
        for concept in shipped().concepts.values()
        for labels in concept.labels.values()
        for words in (labels.label, *labels.also, *labels.short)
    }
    for concept in shipped().concepts.values():
        hidden = {words for labels in concept.labels.values() for words in labels.hidden}
        page = client.page(f"/{language}/thesaurus/{concept.id}")
        said = {
            text.strip().casefold()
            for text in page.xpath("//h1//text() | //section[not(.//*[@data-nosnippet])]//text()")
        }
        parts = {part.strip("() ") for text in said for part in text.split(",")}
        assert not {words for words in hidden if words.casefold() in parts} - shown, concept.id


def test_programs_get_the_thesaurus_with_lasting_addresses(client: Client) -> None:
    answer = client.get("/thesaurus.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    nodes = {node["@id"]: node for node in json.loads(answer.content)["@graph"]}
    address = "https://library.example.org/thesaurus/naloxone"
    assert nodes[address]["prefLabel"]["ru"] == "налоксон"
    lead = client.get("/thesaurus/naloxone", accept_language="ru")
    assert (lead.status_code, lead.headers["location"]) == (302, "/ru/thesaurus/naloxone")


def test_a_concept_lists_the_works_that_speak_of_it_in_all_their_languages(client: Client) -> None:
    page = client.page("/en/thesaurus/people-who-use-drugs")
    cards = page.xpath('//section[h2="In the library"]//li[@class="card"]')
    assert cards
    assert any(len(card.xpath('.//ul[@class="chips"]//a')) > 1 for card in cards)
    (search,) = page.xpath('//section[h2="In the library"]/p/a/@href')
    found = client.page(search)
    shown = {link.split("/")[3] for link in found.xpath("//main//a/@href") if link.startswith("/en/works/")}
    listed = {link.split("/")[3] for card in cards for link in card.xpath(".//h3/a/@href")}
    assert listed
    assert listed <= shown


def test_a_concept_that_no_text_speaks_of_lists_nothing(client: Client) -> None:
    page = client.page("/en/thesaurus/gender-equality")
    assert not page.xpath('//h2[.="In the library"]')


class OwnWords(FixtureSource):
    """A library that changes the thesaurus."""

    def __init__(self, folder: Path, said: str) -> None:
        super().__init__(folder)
        file = self._file("ours.toml", "application/toml", said.encode())
        self.collection = replace(self.collection, library=replace(self.collection.library, thesaurus=(file,)))


def test_a_library_shows_the_thesaurus_as_it_changes_it(tmp_path: Path, loop: Loop) -> None:
    (tmp_path / "files").mkdir()
    said = '[night-van]\nbroader = ["harm-reduction"]\npt = { label = "van noturna", hidden = ["carroça"] }\n'
    build(OwnWords(tmp_path / "files", f"{said}[naloxone]\nremoved = true\n"), tmp_path / "library")
    front = open_front(tmp_path / "library")
    client = Client(front, loop)
    assert text_of(client.page("/fr/thesaurus/night-van"), "//h1") == "Van noturna"
    assert "carroça" not in client.get("/en/thesaurus/night-van").text
    assert client.get("/en/thesaurus/naloxone").status_code == 404
    links = client.page("/en/thesaurus").xpath('//ul[@class="tree"]//a/@href')
    assert "/en/thesaurus/night-van" in links
    assert json.loads(client.get("/thesaurus.jsonld").content)["@graph"][-1]["prefLabel"] == {"pt": "van noturna"}
    front.service.close()


def test_a_damaged_thesaurus_gives_way_to_the_shipped_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "files").mkdir()
    build(OwnWords(tmp_path / "files", '[night-van]\nen = { label = "night van" }\n'), tmp_path / "library")
    release = current(tmp_path / "library")
    (release / "thesaurus" / "ours.toml").write_text("[night-van\n")
    opened = Opened(release)
    assert opened.thesaurus == shipped()
    assert "ours.toml" in caplog.text
