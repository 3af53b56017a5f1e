from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import feedparser
from msgspec.structs import replace
from tests.front.records import COLLECTION, FILM, PDF, SITE

from firsthand.front.feeds import SITEMAP, XHTML, atom, robots, sitemap

LANGUAGES = COLLECTION.library.languages
CHANGED = datetime(2024, 3, 1, 12, 30, tzinfo=UTC)


def test_a_feed_has_the_newest_of_its_language_first() -> None:
    feed = feedparser.parse(atom(COLLECTION, "en", LANGUAGES, SITE, CHANGED))
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.updated) == ("Library", "2024-03-01T12:30:00+00:00")
    assert [entry.id for entry in feed.entries] == [f"{SITE}/news/launch/en", f"{SITE}/works/is-it-enough/en"]
    report = feed.entries[1]
    assert report.link == f"{SITE}/en/works/is-it-enough/en"
    assert report.enclosures[0].href.endswith(PDF.name)
    assert [author.name for author in report.authors][:2] == ["Anna Maria van der Berg", "Awa Diop"]


def test_a_character_that_xml_has_no_place_for_is_left_out() -> None:
    assert feedparser.parse(atom(COLLECTION, "en", LANGUAGES, SITE, CHANGED)).entries[0].title == "It is out now"


def test_a_feed_in_a_language_without_editions_is_empty_but_sound() -> None:
    feed = feedparser.parse(atom(COLLECTION, "es", LANGUAGES, SITE, CHANGED))
    assert not feed.bozo
    assert not feed.entries


def test_what_has_no_date_is_in_no_feed_since_it_would_be_new_with_every_release() -> None:
    undated = replace(COLLECTION, works=(replace(FILM, date=None),))
    assert feedparser.parse(atom(COLLECTION, "ru", LANGUAGES, SITE, CHANGED)).entries
    assert not feedparser.parse(atom(undated, "ru", LANGUAGES, SITE, CHANGED)).entries


def test_the_sitemap_has_the_pages_of_works_and_lists_in_each_interface_language() -> None:
    root = fromstring(sitemap(COLLECTION, LANGUAGES, SITE))
    places = {element.text for element in root.iter(f"{{{SITEMAP}}}loc")}
    assert {f"{SITE}/fr/works/is-it-enough", f"{SITE}/ru/works", f"{SITE}/es/"} <= places
    assert f"{SITE}/en/news/launch" not in places, "a post has no page apart from its editions"


def test_the_sitemap_has_each_edition_once_and_no_withdrawn_work() -> None:
    root = fromstring(sitemap(COLLECTION, LANGUAGES, SITE))
    places = [element.text for element in root.iter(f"{{{SITEMAP}}}loc")]
    assert places.count(f"{SITE}/fr/works/is-it-enough/fr") == 1
    assert len(places) == len(set(places))
    assert not [place for place in places if "gone" in place]
    (french,) = [url for url in root if url[0].text == f"{SITE}/fr/works/is-it-enough/fr"]
    assert [link.get("hreflang") for link in french.iter(f"{{{XHTML}}}link")] == ["en", "fr", "x-default"]


def test_robots_are_told_where_the_sitemap_is_and_to_leave_searches_alone() -> None:
    assert robots(SITE).decode().splitlines() == [
        "User-agent: *",
        "Disallow: /*/search",
        "Disallow: /*/suggest",
        f"Sitemap: {SITE}/sitemap.xml",
    ]
