"""The search box goes on with what a reader types: from the browser's own box, from a list, and never without her."""

import json
import logging
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect
from tests.front.client import Client
from tests.front.places import LANGUAGES

from firsthand.front.application import MOST_AT_ONCE
from firsthand.front.headers import PAGE_POLICY
from firsthand.front.suggesting import DESCRIPTION, _cut
from firsthand.search import BrokenIndexError

NAMES = {"os": DESCRIPTION}


def suggested(client: Client, query: str, language: str = "en") -> list[str]:
    answer = client.get(f"/{language}/suggest?{query}")
    assert answer.status_code == 200
    return list(json.loads(answer.content)[1])


def test_suggestions_come_in_the_form_that_browsers_ask_for(client: Client) -> None:
    answer = client.get("/en/suggest?q=peop")
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    typed, names = json.loads(answer.content)
    assert typed == "peop"
    assert "people" in names


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=%ff%00", "q=" + "x" * 30_000, "x=y", "q=a&q=b"])
def test_there_may_be_nothing_to_suggest(client: Client, query: str) -> None:
    assert isinstance(suggested(client, query), list)


def test_a_language_that_the_interface_does_not_speak_has_no_suggestions(client: Client) -> None:
    assert client.get("/de/suggest?q=peop").status_code == 404


def test_what_was_typed_is_neither_kept_nor_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(lambda record: not record.name.startswith("httpx"))  # this test's own client
    answer = client.get("/en/suggest?q=peculiar")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "peculiar" not in caplog.text


def test_a_damaged_index_suggests_nothing_and_says_nothing_of_what_was_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> tuple[str, ...]:
        raise BrokenIndexError("The index is damaged.")

    monkeypatch.setattr(client.front.service.opened.engine, "suggest", fail)
    assert suggested(client, "q=peculiar") == []
    assert "damaged" in caplog.text
    assert "peculiar" not in caplog.text


def test_pages_come_before_suggestions_where_many_are_being_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.front, "_being_made", MOST_AT_ONCE)
    answer = client.get("/en/suggest?q=peop")
    assert (answer.status_code, answer.headers["retry-after"], answer.content) == (503, "5", b"")
    monkeypatch.undo()
    assert suggested(client, "q=peop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_browsers_are_told_how_to_search_the_library(client: Client, language: str) -> None:
    page = client.page(f"/{language}/works")
    (link,) = page.xpath("//link[@rel='search']")
    assert link.get("title")
    answer = client.get(link.get("href"))
    assert answer.headers["content-type"] == "application/opensearchdescription+xml"
    root = etree.fromstring(answer.content)
    assert 0 < len(root.findtext("os:ShortName", "", NAMES)) <= 16
    assert 0 < len(root.findtext("os:LongName", "", NAMES)) <= 48
    assert root.findtext("os:Language", "", NAMES) == language
    places = {url.get("type"): url.get("template", "") for url in root.findall("os:Url", NAMES)}
    for media_type in ("text/html", "application/x-suggestions+json"):
        place = places[media_type]
        assert place.startswith(("http://", "https://"))
        path = "/" + place.split("/", 3)[3].replace("{searchTerms}", "people")
        assert client.get(path).headers["content-type"].startswith(media_type)


@pytest.mark.parametrize(
    ("name", "short"), [("Library", "Library"), ("The library of networks", "The library of"), ("x" * 20, "x" * 16)]
)
def test_short_names_end_with_a_word(name: str, short: str) -> None:
    assert _cut(name, 16) == short


def test_the_commonest_themes_stand_in_the_list_of_every_search_box(client: Client) -> None:
    for address in ("/fr/", "/fr/works", "/fr/search?q=droits"):
        page = client.page(address)
        (box,) = page.xpath("//input[@name='q']")
        (names,) = page.xpath(f"//datalist[@id='{box.get('list')}']")
        assert names.get("data-address") == "/fr/suggest"
        assert [option.get("value") for option in names.xpath("option")]
        assert len(names.xpath("option")) <= 12


def test_scripts_may_ask_this_library_alone(client: Client) -> None:
    assert "connect-src 'self';" in PAGE_POLICY
    assert client.get("/en/").headers["content-security-policy"] == PAGE_POLICY


def test_the_list_goes_on_while_a_reader_types(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/search")
    box = page.locator("#fh-q")
    common = page.locator("#fh-names option").count()
    box.press_sequentially("peop")
    page.locator("#fh-names option[value=people]").wait_for(state="attached")
    assert all(url.startswith(site) for url in asked)
    assert len([url for url in asked if "/suggest?" in url]) <= 4
    box.fill("")
    box.press_sequentially("p")
    expect(page.locator("#fh-names option")).to_have_count(common)


def test_without_the_script_the_box_is_what_it_was(client: Client) -> None:
    page = client.page("/en/search")
    assert page.xpath("//form[@action='/en/search']//input[@name='q' and @type='search']")
    assert not [
        script for script in page.xpath("//script") if script.get("type") != "application/ld+json" and script.text
    ]


def test_the_script_keeps_nothing() -> None:
    script = (Path(__file__).parents[2] / "src/firsthand/front/static/suggest.js").read_text("utf-8")
    for keeper in ("localStorage", "sessionStorage", "indexedDB", "cookie", "http:", "https:"):
        assert keeper not in script
