"""Quotations that other sites show, as those sites ask for them."""

from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.front.client import Client, Loop

from firsthand.front.application import Front
from firsthand.front.oembed import find

SITE = "https://library.example.org"
EDITION = f"{SITE}/works/nothing-about-us/en"


def passage(client: Client, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/works/nothing-about-us/en/passages").json()["items"][number]
    return found


def embed(client: Client, url: str, **more: str) -> Any:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return client.get(f"/oembed?url={quote(url, safe='')}{query}")


def test_the_lasting_link_of_a_passage_gives_its_words_their_source_and_the_link(client: Client) -> None:
    wanted = passage(client)
    told = embed(client, wanted["url"]).json()
    assert (told["version"], told["type"], told["provider_name"]) == ("1.0", "rich", "Library of the network")
    shown = html.fragment_fromstring(told["html"], create_parent="div")
    assert shown.xpath("string(blockquote/p)") == " ".join(wanted["text"].split())
    assert shown.xpath("blockquote/@cite") == shown.xpath(".//a/@href") == [wanted["url"]]
    assert shown.xpath("string(.//a)") == "Ana Petrova, 2021, Nothing about us: Peers at the table, p. iii"
    assert {element.tag for element in shown.iter()} == {"div", "blockquote", "p", "a"}


def test_every_address_of_a_passage_gives_the_same(client: Client) -> None:
    name = passage(client)["id"]
    answers = [
        embed(client, address).json()["html"]
        for address in (f"{EDITION}/p/{name}", f"{SITE}/fr/works/nothing-about-us/en/p/{name}", f"{EDITION}#p-{name}")
    ]
    assert len(set(answers)) == 1


def test_xml_says_what_json_says(client: Client) -> None:
    url = passage(client)["url"]
    answer = embed(client, url, format="xml")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    told = {element.tag: element.text for element in fromstring(answer.content)}
    assert told == {name: str(value) for name, value in embed(client, url, format="json").json().items()}


def test_what_is_asked_for_is_no_wider_and_no_higher_than_asked(client: Client) -> None:
    url = passage(client)["url"]
    told = embed(client, url, maxwidth="240", maxheight="90").json()
    assert (told["width"], told["height"]) == (240, 90)
    wide = embed(client, url, maxwidth="5000").json()
    assert wide["width"] == 600
    assert embed(client, url, maxwidth="240").json()["height"] > wide["height"]


def test_markup_in_a_text_is_shown_and_not_run(client: Client) -> None:
    rows = client.get("/api/v1/works/nothing-about-us/en/passages").json()["items"]
    code = next(row for row in rows if "<two>" in row["text"])
    told = embed(client, code["url"]).json()
    assert "&lt;two&gt;" in told["html"]
    assert "<two>" not in told["html"]


def test_words_from_right_to_left_are_set_so(client: Client) -> None:
    arabic = client.get("/api/v1/works/nothing-about-us/ar/passages").json()["items"][0]
    assert (
        '<blockquote cite="' + arabic["url"] + '" lang="ar" dir="rtl">' in embed(client, arabic["url"]).json()["html"]
    )


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://elsewhere.example/works/nothing-about-us/en", 404),
        ("https://library.example.org.evil.example/works/nothing-about-us/en", 404),
        ("javascript:alert(1)", 404),
        ("http://[", 404),
        ("", 404),
        (f"{EDITION}/p/aaaaaaaaaa", 404),
        (f"{SITE}/en/works", 404),
        (f"{SITE}/pages/about/en", 404),
        (f"{SITE}/works/old-report/en/p/aaaaaaaaaa", 404),
        (f"{SITE}/works/taken-back/en", 410),
        (f"{SITE}/works/old-report/en", 200),
        (f"{EDITION}/3", 200),
    ],
)
def test_only_what_this_library_has_is_shown(client: Client, url: str, status: int) -> None:
    answer = embed(client, url)
    assert answer.status_code == status
    assert "Taken back" not in answer.text


@pytest.mark.parametrize(("parameters", "status"), [({"format": "yaml"}, 501), ({"maxwidth": "-1"}, 400)])
def test_what_can_not_be_given_is_said(client: Client, parameters: dict[str, str], status: int) -> None:
    assert embed(client, EDITION, **parameters).status_code == status


@given(st.text() | st.builds(lambda path: f"{SITE}/works/nothing-about-us/en/{path}", st.text()))
def test_no_address_breaks_it(front: Front, url: str) -> None:
    found = find(url, front.service.opened, SITE)
    assert found is None or urlsplit(url).netloc == "library.example.org"


def test_the_page_of_an_edition_says_where_its_quotation_is(client: Client, loop: Loop) -> None:
    page = client.page("/en/works/nothing-about-us/en")
    for kind in ("application/json+oembed", "text/xml+oembed"):
        (address,) = page.xpath(f"//link[@rel='alternate' and @type='{kind}']/@href")
        assert client.get(address.removeprefix(SITE)).status_code == 200
