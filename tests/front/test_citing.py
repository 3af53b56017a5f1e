import json

import rispy
from tests.exports.catalogues import texts, valid
from tests.front.client import Client, text_of
from tests.front.places import LANGUAGES

SITE = "https://library.example.org"


def test_a_work_is_cited_in_four_styles_in_the_readers_language(client: Client) -> None:
    page = client.page("/fr/works/nothing-about-us")
    assert len(page.xpath("//section[@id='fh-cite']//dt")) == 4
    assert "Disponible sur" in text_of(page, "//section[@id='fh-cite']")


def test_every_edition_has_a_page_that_says_how_to_cite_it(client: Client) -> None:
    page = client.page("/en/works/nothing-about-us/ru")
    (address,) = page.xpath("//a[contains(@href, '/cite')]/@href")
    assert address == "/en/works/nothing-about-us/ru/cite"
    assert len(client.page(address).xpath("//main//dt")) == 4


def test_a_reference_manager_gets_the_edition(client: Client) -> None:
    exports = client.page("/en/works/nothing-about-us/ru/cite").xpath("//a[starts-with(@href, '/cite/')]/@href")
    answers = {address.rpartition("/")[2].partition(".")[2]: client.get(address) for address in exports}
    assert set(answers) == {"ris", "bib", "json", "datacite.xml", "datacite.json", "dc.xml"}
    (entry,) = rispy.loads(answers["ris"].text)
    assert entry["type_of_reference"] == "RPRT"
    assert entry["urls"] == [f"{SITE}/works/nothing-about-us/ru"]
    assert 'filename="nothing-about-us-ru.ris"' in answers["ris"].headers["content-disposition"]
    assert json.loads(answers["json"].text)[0]["language"] == "ru"
    assert "@" in answers["bib"].text


def test_a_catalogue_gets_the_edition(client: Client) -> None:
    xml = client.get("/cite/works/nothing-about-us/ru.datacite.xml")
    assert xml.headers["content-type"].startswith("application/vnd.datacite.datacite+xml")
    root = valid(xml.content)
    assert texts(root, "//datacite:identifier") == [f"{SITE}/works/nothing-about-us/ru"]
    assert len(texts(root, "//datacite:date[@dateType='Available']")) == 1
    found = json.loads(client.get("/cite/works/nothing-about-us/ru.datacite.json").content)
    assert found["types"]["resourceTypeGeneral"] == "Report"
    core = valid(client.get("/cite/statements/open-letter/fr.dc.xml").content)
    assert texts(core, "//dc:language") == ["fr"]


def test_what_is_not_there_or_withdrawn_is_not_cited(client: Client) -> None:
    for name in ("nowhere/en.ris", "taken-back/en.ris", "nothing-about-us/xx.ris", "nothing-about-us/en.doc"):
        assert client.get(f"/cite/works/{name}").status_code == (410 if "taken" in name else 404)
    assert client.get("/en/pages/contact/en/cite").status_code == 404


def test_a_text_carries_what_a_quotation_of_it_needs(client: Client) -> None:
    (text,) = client.page("/en/works/nothing-about-us/ru").xpath("//div[@data-credit]")
    assert text.get("data-marks") == "«\n»"
    assert text.get("data-credit")


def test_a_page_names_its_canonical_address_and_its_other_languages(client: Client) -> None:
    for language in LANGUAGES:
        page = client.page(f"/{language}/works/nothing-about-us/ru")
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/ru/works/nothing-about-us/ru"]
        assert f"{SITE}/en/works/nothing-about-us/en" in page.xpath("//link[@hreflang='en']/@href")


def test_a_later_leaf_is_its_own_page_and_no_other_edition_of_it_is_promised(client: Client) -> None:
    page = client.page("/ru/works/nothing-about-us/ru/2")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/ru/works/nothing-about-us/ru/2"]
    assert not page.xpath("//link[@hreflang]")


def test_pages_of_the_interface_name_their_other_languages(client: Client) -> None:
    page = client.page("/fr/works")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/fr/works"]
    assert page.xpath("//link[@hreflang]/@hreflang") == list(LANGUAGES)


def test_a_reading_page_tells_machines_what_it_is(client: Client) -> None:
    page = client.page("/en/works/nothing-about-us/en")
    assert page.xpath("//meta[@name='citation_technical_report_institution']")
    assert page.xpath("//meta[@name='DC.language']/@content") == ["en"]
    (data,) = page.xpath("//script[@type='application/ld+json']")
    assert json.loads(data.text)["@type"] == "Report"


def test_what_must_not_be_listed_names_no_canonical_address(client: Client) -> None:
    page = client.page("/en/search?q=people")
    assert not page.xpath("//link[@rel='canonical']")


def test_feeds_sitemap_and_robots_are_served_in_their_own_types(client: Client) -> None:
    feed = client.get("/ru/feed.atom")
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert f"<id>{SITE}/ru/feed.atom</id>" in feed.text
    assert client.get("/sitemap.xml").headers["content-type"] == "application/xml"
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").text
    assert client.get("/xx/feed.atom").status_code == 404


def test_every_page_leads_to_the_feed_of_its_language(client: Client) -> None:
    assert client.page("/es/about").xpath("//link[@type='application/atom+xml']/@href") == ["/es/feed.atom"]


def test_a_theme_has_an_address_that_leads_to_its_works(client: Client) -> None:
    answer = client.get("/themes/health", accept_language="fr")
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/works?theme=health")
    assert client.get("/themes/never").status_code == 404


def test_vocabularies_are_there_for_programs(client: Client) -> None:
    for name in ("themes", "thesaurus", "words"):
        turtle, data = client.get(f"/{name}.ttl"), client.get(f"/{name}.jsonld")
        assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
        assert data.headers["content-type"] == "application/ld+json"
        assert f"{SITE}/{name}".encode() in turtle.content
        assert json.loads(data.content)["@graph"]
