"""The site as a reader's browser meets it: addresses, languages, headers, and pages that help where nothing is."""

import re
from pathlib import Path

import pytest
from tests.front.client import Client, Loop, text_of
from tests.front.places import LANGUAGES, addresses

from firsthand.front.application import open_front
from firsthand.front.headers import PAGE_POLICY
from firsthand.search import BrokenIndexError


@pytest.mark.parametrize(("address", "status"), addresses())
def test_every_page_answers_in_every_language(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{address[1:3]}"' in answer.text


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("fr-CA,en;q=0.5", "fr"),
        ("de, ru;q=0.3", "ru"),
        ("de", "en"),
        ("", "en"),
        ("es;q=0, ru", "ru"),
        ("q=;;,,*", "en"),
    ],
)
def test_the_first_address_leads_to_the_language_of_the_browser(client: Client, accept: str, language: str) -> None:
    answer = client.get("/", accept_language=accept)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{language}/")
    assert "accept-language" in answer.headers["vary"]


def test_addresses_without_a_language_lead_to_that_of_the_browser(client: Client) -> None:
    answer = client.get("/works/film/es?was=x", accept_language="fr")
    assert (answer.status_code, answer.headers["location"]) == (302, "/fr/works/film/es?was=x")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?page_id=38", "/ru/works/nothing-about-us"),
        ("/tag/advocacy/page/6/", "/ru/works?theme=health"),
        ("/old.pdf", "https://example.org/old.pdf"),
        ("/en/news?x=1", "/ru/news"),
        ("/?page_id=38&fbclid=IwAR0", "/ru/works/nothing-about-us"),
        ("/?utm_source=letter&page_id=38", "/ru/works/nothing-about-us"),
        ("/old.pdf?download", "https://example.org/old.pdf"),
        ("/tag/advocacy/page/6/?utm_source=letter", "/ru/works?theme=health"),
        ("/en/about-our-work", "/ru/about"),
        ("/en/works/called-otherwise", "/ru/works/film"),
        ("/works/called-otherwise", "/ru/works/film"),
    ],
)
def test_addresses_of_the_earlier_site_lead_to_what_took_their_place(client: Client, old: str, new: str) -> None:
    answer = client.get(old, accept_language="ru")
    if old.startswith("/en/"):
        new = new.replace("/ru/", "/en/")
    assert (answer.status_code, answer.headers["location"]) == (301, new)


def test_pages_of_this_site_win_over_old_addresses_whatever_hangs_on_them(client: Client) -> None:
    assert client.get("/en/statements?utm_source=letter").status_code == 200
    assert client.get("/en/statements").status_code == 200
    assert client.get("/?page_id=380", accept_language="ru").headers["location"] == "/ru/"


def test_a_slash_too_many_or_a_language_in_other_letters_is_forgiven(client: Client) -> None:
    assert client.get("/en/works/").headers["location"] == "/en/works"
    assert client.get("/en").headers["location"] == "/en/"
    answer = client.get("/en/works/brief-guide/ZH-HANT")
    assert (answer.status_code, answer.headers["location"]) == (301, "/en/works/brief-guide/zh-Hant")
    assert client.get("/en/works/film/es/1").headers["location"] == "/en/works/film/es"


def test_style_and_script_stay_for_ever_and_old_addresses_lead_to_the_new(client: Client) -> None:
    address = client.page("/en/").xpath("//link[@rel='stylesheet']/@href")[0]
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    old = client.get("/static/000000000000/firsthand.css")
    assert (old.status_code, old.headers["location"]) == (302, address)


def test_pages_say_what_they_allow_and_remember_nothing(client: Client) -> None:
    headers = client.get("/en/works/nothing-about-us/en").headers
    assert headers["content-security-policy"] == PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "set-cookie" not in headers


@pytest.mark.parametrize(("address", "_status"), addresses())
def test_nothing_on_a_page_is_asked_of_another_site(client: Client, address: str, _status: int) -> None:
    text = client.get(address).text
    assert not re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon)"|iframe|audio|video|source)[^>]+(?:src|href)="(?!/)[^"]*"', text
    )
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)(?![^>]*ld\+json)", text)


def test_a_page_comes_compressed_as_the_browser_likes(client: Client) -> None:
    address = "/en/works/nothing-about-us"
    plain = client.get(address, accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    for accept, encoding in (("gzip, br", "br"), ("gzip;q=1.0", "gzip"), ("br;q=0, gzip", "gzip"), ("*", "gzip")):
        answer = client.get(address, accept_encoding=accept)
        assert answer.headers["content-encoding"] == encoding
        assert answer.content == plain.content
        assert answer.headers["vary"] == "accept-encoding"


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/fr/works")
    again = client.get("/fr/works", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/fr/works", if_none_match='"another"').status_code == 200


def test_head_gives_the_headers_alone(client: Client) -> None:
    answer = client.get("/ru/about", method="HEAD")
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 100


def test_nothing_can_be_sent_here(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.get("/en/search", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_searches_are_kept_nowhere(client: Client) -> None:
    assert client.get("/en/search?q=naloxone").headers["cache-control"] == "no-store"
    assert not [key for key in client.front.service.opened.pages._answers if key[1].endswith("/search")]


def test_parameters_that_a_page_does_not_know_make_no_further_copies(client: Client) -> None:
    pages = client.front.service.opened.pages
    client.get("/en/privacy")
    before = len(pages)
    for number in range(5):
        assert client.get(f"/en/privacy?utm={number}").status_code == 200
    assert len(pages) == before


def test_a_page_of_hits_beyond_the_last_is_the_last(client: Client) -> None:
    last = client.page("/en/search?q=people")
    beyond = client.page("/en/search?q=people&page=9000")
    hits = '//ol[@class="groups"]//a/@href'
    assert last.xpath(hits)
    assert beyond.xpath(hits) == last.xpath(hits)


def test_a_change_of_language_keeps_what_was_searched_or_chosen(client: Client) -> None:
    for address in ("search?q=%D0%BC%D1%8B&language=ru", "works?kind=film", "news?year=2023"):
        switches = client.page(f"/en/{address}").xpath('//nav[@class="tongues"]//a/@href')
        assert switches == [f"/{language}/{address}" for language in ("en", "fr", "es", "ru")]


def test_the_links_to_other_languages_of_a_strange_address_are_whole(client: Client) -> None:
    answer = client.get("/en/works/%00%22%C3%A9")
    assert answer.status_code == 404
    assert "\x00" not in answer.text
    assert 'href="/fr/works/%00%22%C3%A9"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/en/search?q=%00%01%ff%fe",
        "/en/search?q=" + "%22(" * 500,
        "/en/search?q=a&page=-1",
        "/en/search?q=a&page=99999999999",
        "/en/search?q=a&kind=nonsense&year=%F0%9F%92%8A",
        "/en/works?page=x&kind=%00",
        "/en/search?q=" + "word+" * 2000,
        "/en/search?q=AND+OR+NOT+*:*+field:^~2",
        "/en/search?%ff=%ff&&&===;;",
        "/ru/search?q=%D1%91%D0%BB%D0%BA%D0%B0+straße+ไทย",
        "/en/news?year=x",
    ],
)
def test_a_malformed_query_is_never_an_error(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "\x00" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/%ff%fe",
        "/en//works",
        "/en/works/..%2f..%2fetc",
        "/static/x/other.css",
        "/xx/works",
        "/en/works/film/en/0",
        "/en/works/film/en/999999999999999999999",
        "/files/" + "0" * 64 + "/a.pdf",
        "/images/x",
        "/en/nothing/film",
        "/en/news/film/en",
        "/en/pages/contact/en/p/x",
        "/en/works/film/en/from/es/aaaa/b",
    ],
)
def test_an_address_that_leads_nowhere_gets_a_page_that_helps(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'role="search"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawn_work_says_so_and_what_takes_its_place(client: Client, language: str) -> None:
    for path in ("taken-back", "taken-back/en", "taken-back/en/p/aaaaaaaaaa"):
        answer = client.get(f"/{language}/works/{path}")
        assert answer.status_code == 410
        assert f'href="/{language}/works/nothing-about-us"' in answer.text
        assert "2024" in answer.text


def test_a_mistake_of_ours_gets_a_page_and_a_line_without_a_word_of_the_reader(
    library: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    front, secret = open_front(library), "private-" + "word"

    def fail(*_: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr(front.service.opened.engine, "search", fail)
    answer = Client(front, loop).get("/fr/search?q=private-word")
    assert answer.status_code == 500
    assert 'lang="fr"' in answer.text
    assert 'role="search"' in answer.text
    assert "RuntimeError" in caplog.text
    assert "private-word" not in caplog.text
    assert "127.0.0.1" not in caplog.text
    front.service.close()


def test_without_an_index_all_is_read_and_search_says_so(library: Path, loop: Loop) -> None:
    front = open_front(library)
    assert front.service.opened.engine
    front.service.opened.engine.close()
    front.service.opened.engine = None
    client = Client(front, loop)
    assert client.get("/en/works").status_code == 200
    answer = client.get("/es/search?q=a")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    front.service.close()


def test_with_a_damaged_index_search_says_so_and_all_is_read(
    library: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    front = open_front(library)
    assert front.service.opened.engine

    def fail(*_: object) -> None:
        raise BrokenIndexError("The search index is damaged. Publish the library again.")

    monkeypatch.setattr(front.service.opened.engine, "search", fail)
    client = Client(front, loop)
    answer = client.get("/fr/search?q=private-word")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert 'lang="fr"' in answer.text
    assert "Publish the library again" in caplog.text
    assert "private-word" not in caplog.text
    assert client.get("/en/works").status_code == 200
    front.service.close()


def test_too_many_pages_at_once_are_asked_to_come_back(library: Path, loop: Loop) -> None:
    front = open_front(library)
    front._being_made = 10_000
    client = Client(front, loop)
    answer = client.get("/en/works")
    assert answer.status_code == 503
    assert answer.headers["cache-control"] == "no-store"
    front._being_made = 0
    assert client.get("/en/works").status_code == 200
    front.service.close()


def test_the_interface_can_be_changed_without_leaving_the_page(client: Client) -> None:
    page = client.page("/en/works/nothing-about-us/ar/2")
    assert page.xpath('//nav[@class="tongues"]//a/@href') == [
        f"/{language}/works/nothing-about-us/ar/2" for language in LANGUAGES
    ]
    assert text_of(page, '//nav[@class="tongues"]//a[@aria-current]//span[@class="long"]') == "English"
