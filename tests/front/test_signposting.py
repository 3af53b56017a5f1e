"""Signposts as a robot reads them: the reference implementation against a live front, and link sets of RFC 9264."""

import re

import pytest
import signposting
from hypothesis import given
from hypothesis import strategies as st
from signposting import LinkRel
from tests.front.client import Client

from firsthand.front.signposting import MOST_BYTES, ORDER, Signpost, _header

SITE = "https://library.example.org"
PAGES = ("/ru/works/nothing-about-us/ru", "/en/works/brief-guide", "/fr/news/launch/en", "/en/statements/open-letter")


def test_a_robot_learns_from_a_page_how_the_work_is_cited_and_what_belongs_to_it(site: str) -> None:
    posts = signposting.find_signposting_http(f"{site}/ru/works/nothing-about-us/ru")
    assert posts.citeAs
    assert posts.citeAs.target == "https://doi.org/10.1234/abc"
    assert {str(each.target) for each in posts.types} == {
        "https://schema.org/AboutPage", "https://schema.org/Report",
    }  # fmt: skip
    assert posts.license
    assert posts.license.target == "https://creativecommons.org/licenses/by-nc-nd/3.0/"
    assert posts.collection
    assert posts.collection.target == f"{SITE}/ru/works/nothing-about-us"
    described = {str(each.target): str(each.type) for each in posts.describedBy}
    assert described[f"{SITE}/cite/works/nothing-about-us/ru.bib"] == "application/x-bibtex"
    assert described[f"{SITE}/api/v1/works/nothing-about-us/ru"] == "application/json"
    (linkset,) = posts.linksets
    assert linkset.target == f"{SITE}/linkset/ru/works/nothing-about-us/ru.json"
    assert linkset.type == "application/linkset+json"
    assert any(str(each.target).endswith(".pdf") for each in posts.items)


def test_a_robot_reads_the_link_set_too(site: str) -> None:
    found = signposting.find_signposting_linkset(f"{site}/linkset/ru/works/nothing-about-us/ru.json")
    page = found.for_context(f"{SITE}/ru/works/nothing-about-us/ru")
    assert page.citeAs
    assert page.citeAs.target == "https://doi.org/10.1234/abc"
    (file,) = (each for each in page.items if "/files/" in str(each.target))
    back = found.for_context(file.target)
    assert back.collection
    assert back.collection.target == f"{SITE}/ru/works/nothing-about-us/ru"


@pytest.mark.parametrize("page", PAGES)
def test_the_link_set_has_all_that_the_header_has_and_the_way_back(client: Client, site: str, page: str) -> None:
    header = signposting.find_signposting_http(site + page)
    answer = client.get(f"/linkset{page}.json")
    assert answer.headers["content-type"] == "application/linkset+json"
    contexts = answer.json()["linkset"]
    (main,) = (each for each in contexts if each["anchor"] == SITE + page)
    there = {(rel, link["href"]) for rel in main if rel != "anchor" for link in main[rel]}
    assert {(str(each.rel), str(each.target)) for each in header if each.rel is not LinkRel.linkset} <= there
    for rel, back in (("item", "collection"), ("describedby", "describes")):
        for link in main.get(rel, []):
            (context,) = (each for each in contexts if each["anchor"] == link["href"])
            assert context[back][0]["href"] == SITE + page


def test_what_signposts_lead_to_is_there(client: Client) -> None:
    main = client.get("/linkset/en/works/nothing-about-us/en.json").json()["linkset"][0]
    for rel in ("describedby", "collection", "item"):
        for link in main[rel]:
            if "/take/" in link["href"]:
                continue  # made on the spot, and tested where they are made
            answer = client.get(link["href"].removeprefix(SITE))
            assert answer.status_code == 200
            assert answer.headers["content-type"].partition(";")[0] == link["type"]


def test_other_pages_have_no_signposts(client: Client) -> None:
    for page in ("/en/", "/en/works", "/en/works/nothing-about-us/en/2", "/en/pages/about/en", "/en/works/taken-back"):
        assert "link" not in client.get(page).headers


@pytest.mark.parametrize(
    "path", ["works/nowhere", "works/film/ru", "works/taken-back", "pages/about/en", "news/launch"]
)
def test_there_is_no_link_set_of_what_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/linkset/en/{path}.json").status_code in (404, 410)


rels = st.sampled_from(ORDER)


@given(st.lists(st.builds(Signpost, rels, st.text(), st.none() | st.text()), max_size=40))
def test_no_address_breaks_the_header_or_makes_it_too_long(signposts: list[Signpost]) -> None:
    header = _header(signposts).decode("ascii")
    assert len(header) <= MOST_BYTES
    assert not re.search(r"[\x00-\x1f\x7f]", header)
    parts = header.split(", <") if header else []
    assert all(re.fullmatch(r'<?[!-~]*>; rel="[a-z-]+"(; type="[!-~]+")?', part) for part in parts)
    if len(header) < MOST_BYTES // 2:
        assert len(parts) == len(signposts)
