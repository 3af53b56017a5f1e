"""Feeds as programs meet them that follow a library: over two releases, of which the second lost and got something."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource

from firsthand.catalogue.records import Edition, Work
from firsthand.exports.feeds import Entry, Feed
from firsthand.exports.feeds.atom import TOMBSTONES, atom
from firsthand.exports.feeds.feed import moment_of
from firsthand.exports.feeds.jsonfeed import json_feed
from firsthand.front.application import Front, open_front
from firsthand.release import build

SITE = "https://library.example.org"


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A library whose second release lost the film in Spanish and the news of December, and got a brief of long ago."""
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "files").mkdir()
    source = FixtureSource(folder / "files")
    build(source, folder / "library")
    whole = source.collection
    works = [
        replace(work, editions=work.editions[:1]) if work.slug == "film" else work
        for work in whole.works
        if work.slug != "taken-back"
    ]
    brief = Work("brief", "brief", (Edition("en", "A brief", summary="Of <long> ago & now."),), "1999", ("health",))
    undated = Work("undated", "brief", (Edition("en", "Undated"),))
    source.collection = replace(whole, works=(*works, brief, undated), posts=whole.posts[:1])
    build(source, folder / "library")
    front = open_front(folder / "library")
    yield front
    front.close()


@pytest.fixture
def reader(later: Front, loop: Loop) -> Client:
    return Client(later, loop)


def parsed(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def ids(feed: Any) -> list[str]:
    return [entry.id.removeprefix(f"{SITE}/") for entry in feed.entries]


def test_what_the_library_got_last_stands_first_and_then_what_was_published_last(reader: Client) -> None:
    feed = parsed(reader, "/en/feed.atom")
    assert ids(feed)[:5] == [
        "works/brief/en", "works/undated/en", "news/launch/en", "statements/open-letter/en",
        "works/nothing-about-us/en",
    ]  # fmt: skip
    assert feed.feed.title == "Library of the network"
    assert [link.rel for link in feed.feed.links] == ["self", "alternate"]


def test_an_entry_says_when_it_was_published_and_when_it_last_changed(reader: Client) -> None:
    brief, undated = parsed(reader, "/en/feed.atom").entries[:2]
    assert brief.published == "1999-01-01T00:00:00+00:00"
    assert (
        brief.updated
        == undated.published
        == reader.front.service.opened.release.history_of("works/brief").changed.replace("Z", "+00:00")
    )
    report = parsed(reader, "/en/feed.atom").entries[4]
    assert report.updated < brief.updated
    assert [link.type for link in report.enclosures] == ["application/pdf"]
    assert report.link == f"{SITE}/en/works/nothing-about-us/en"


def test_what_is_no_more_leaves_its_address_and_nothing_that_it_said(reader: Client) -> None:
    for language, gone in (("es", "works/film/es"), ("fr", "news/plain/fr")):
        body = reader.get(f"/{language}/feed.atom").content
        (tombstone,) = fromstring(body).iter(f"{{{TOMBSTONES}}}deleted-entry")
        assert tombstone.get("ref") == f"{SITE}/{gone}"
        assert datetime.fromisoformat(tombstone.get("when", "")).tzinfo
        assert "Nuestras voces" not in body.decode()
        assert "nouvelle" not in body.decode()
        told = reader.get(f"/{language}/feed.json").json()
        assert [each["id"] for each in told["_firsthand"]["deleted"]] == [f"{SITE}/{gone}"]


@pytest.mark.parametrize(
    ("query", "found", "deleted"),
    [
        ("theme=health", ["works/brief-guide/es"], 0),
        ("kind=film", [], 1),
        ("place=MX", [], 1),
        ("place=419&kind=report", [], 0),
        ("kind=post", [], 0),
    ],
)
def test_a_feed_of_a_theme_a_place_or_a_kind_has_only_these(
    reader: Client, query: str, found: list[str], deleted: int
) -> None:
    assert ids(parsed(reader, f"/es/feed.atom?{query}")) == found
    assert len(reader.get(f"/es/feed.json?{query}").json()["_firsthand"].get("deleted", [])) == deleted


def test_a_feed_of_two_things_is_called_by_both_in_its_language(reader: Client) -> None:
    feed = parsed(reader, "/ru/feed.atom?theme=decriminalisation&kind=report")
    assert feed.feed.title == "Библиотека сети – Декриминализация – Доклад"
    assert ids(feed) == ["works/nothing-about-us/ru"]
    assert feed.feed.id == f"{SITE}/ru/feed.atom?theme=decriminalisation&kind=report"


@pytest.mark.parametrize(
    "query", ["theme=nowhere", "kind=x", "place=ZZ", "theme=health&theme=decriminalisation&kind=report"]
)
def test_a_feed_that_nobody_can_follow_is_not_there(reader: Client, query: str) -> None:
    assert reader.get(f"/en/feed.atom?{query}").status_code == 404


def test_a_feed_changes_only_when_something_in_it_does(reader: Client, tmp_path: Path, loop: Loop) -> None:
    library = reader.front.service.library
    before = reader.get("/ru/feed.atom")
    source = FixtureSource(library.parent / "files")
    opened = reader.front.service.opened.release
    source.collection = replace(
        opened.collection, library=replace(opened.collection.library, contact="mailto:other@example.org")
    )
    build(source, library)
    front = open_front(library)
    again = Client(front, loop).get("/ru/feed.atom", if_none_match=before.headers["etag"])
    front.close()
    assert again.status_code == 304


def test_a_json_feed_keeps_the_rules_of_its_specification(reader: Client) -> None:
    """The rules of version 1.1 that can be checked: what must be there, and of which type it is."""
    answer = reader.get("/en/feed.json")
    assert answer.headers["content-type"] == "application/feed+json"
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}/en/feed.json"
    assert set(feed) <= {
        "version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items", "_firsthand",
    }  # fmt: skip
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert ("content_text" in item) != ("content_html" in item)
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified"))
        assert all(author["name"] for author in item.get("authors", []))
        for file in item.get("attachments", []):
            assert file["url"].startswith("https://")
            assert "/" in file["mime_type"]
            assert isinstance(file["size_in_bytes"], int)
    assert "null" not in answer.text


words = st.text(max_size=12)


@given(title=words, summary=words, author=words, html=st.none() | words)
def test_whatever_stands_in_a_record_both_feeds_can_be_read(
    title: str, summary: str, author: str, html: str | None
) -> None:
    moment = moment_of("2024-02")
    entry = Entry("x:1", title, "en", "x:1", moment, moment, (author,), (summary,), summary, html)
    feed = Feed("x:f", "x:p", title, "en", moment, author, summary, (entry,))
    root = fromstring(atom(feed))
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    told = json.loads(json_feed(feed))
    assert told["items"][0].get("title", "") == title


def test_the_feeds_of_what_is_chosen_are_named_in_the_head_of_its_list(client: Client) -> None:
    page = client.page("/fr/works?theme=health")
    feeds = page.xpath("//link[@rel='alternate' and (contains(@type,'atom') or contains(@type,'feed+json'))]")
    assert [link.get("href") for link in feeds] == [
        "/fr/feed.atom?theme=health", "/fr/feed.json?theme=health", "/fr/feed.atom", "/fr/feed.json",
    ]  # fmt: skip
    assert feeds[0].get("title") == "Bibliothèque du réseau – Santé"
    assert "?" not in client.page("/fr/works?year=2021").xpath("//link[contains(@type,'atom')]/@href")[0]


def test_news_and_statements_have_feeds_of_their_own(client: Client) -> None:
    for name, kind in (("news", "post"), ("statements", "statement")):
        first = client.page(f"/fr/{name}").xpath("//link[contains(@type,'atom')]/@href")[0]
        assert first == f"/fr/feed.atom?kind={kind}"
        assert parsed(client, first).entries


def test_the_page_on_following_leads_to_feeds_that_are_there(client: Client) -> None:
    for language in ("en", "fr", "es", "ru"):
        links = [link for link in client.page(f"/{language}/follow").xpath("//main//a/@href") if "/feed." in link]
        assert len(links) > 6
        for link in links[:12]:
            assert client.get(link).status_code == 200
