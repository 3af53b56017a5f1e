from xml.etree.ElementTree import fromstring

import pytest
from tests.front.client import Client
from tests.front.records import COLLECTION, SITE

from firsthand.front import sitemap as sitemaps
from firsthand.front.sitemap import SITEMAP, XHTML, robots, sitemap

LANGUAGES = COLLECTION.library.languages


def whole() -> bytes:
    return sitemap(sitemaps._places(COLLECTION, LANGUAGES, SITE))


def test_the_sitemap_has_the_pages_of_works_and_lists_in_each_interface_language() -> None:
    places = {element.text for element in fromstring(whole()).iter(f"{{{SITEMAP}}}loc")}
    assert {f"{SITE}/fr/works/is-it-enough", f"{SITE}/ru/works", f"{SITE}/es/"} <= places
    assert f"{SITE}/en/news/launch" not in places, "a post has no page apart from its editions"


def test_the_sitemap_has_each_edition_once_and_no_withdrawn_work() -> None:
    root = fromstring(whole())
    places = [element.text for element in root.iter(f"{{{SITEMAP}}}loc")]
    assert places.count(f"{SITE}/fr/works/is-it-enough/fr") == 1
    assert len(places) == len(set(places))
    assert not [place for place in places if "gone" in str(place)]
    (french,) = [url for url in root if url[0].text == f"{SITE}/fr/works/is-it-enough/fr"]
    assert [link.get("hreflang") for link in french.iter(f"{{{XHTML}}}link")] == ["en", "fr", "x-default"]


def test_a_library_with_too_many_addresses_has_an_index_of_parts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [element.text for element in fromstring(client.get("/sitemap.xml").content).iter(f"{{{SITEMAP}}}loc")]
    client.front.service.opened.pages.__init__()
    monkeypatch.setattr(sitemaps, "PART", 30)
    parts = [element.text or "" for element in fromstring(client.get("/sitemap.xml").content).iter(f"{{{SITEMAP}}}loc")]
    assert parts[0] == "https://library.example.org/sitemap-1.xml"
    assert len(parts) == -(-len(every) // 30)
    found = []
    for part in parts:
        answer = client.get(part.removeprefix("https://library.example.org"))
        found += [element.text for element in fromstring(answer.content).iter(f"{{{SITEMAP}}}loc")]
    assert found == every
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-x.xml").status_code == 404
    client.front.service.opened.pages.__init__()


def test_robots_are_told_where_the_sitemap_is_and_to_leave_alone_what_costs_much() -> None:
    assert robots(SITE).decode().splitlines() == [
        "User-agent: *",
        "Disallow: /*/search",
        "Disallow: /*/suggest",
        "Disallow: /api/v1/search",
        "Disallow: /take/",
        "Disallow: /*/works.epub",
        "Disallow: /keep/",
        "Allow: /take/*.card.png$",
        "Allow: /take/*.md$",
        f"Sitemap: {SITE}/sitemap.xml",
    ]
