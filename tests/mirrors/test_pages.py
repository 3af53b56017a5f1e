"""Every page of a library, without a server: none is missing, and none speaks of what was left out."""

import re
from pathlib import Path

import pytest
from tests.front.places import PAGES

from firsthand.front.opened import Opened
from firsthand.mirrors.pages import Place, Writer, Written, places, view_of
from firsthand.mirrors.selection import Choice, NothingChosenError, open_selection

UNWRITTEN = ("/search", "/check", "/follow", "/kept")
"""What only a server can answer, as are several things asked at once."""


def test_every_page_that_the_front_has_is_written_once(opened: Opened) -> None:
    found = [place.address for place in places(opened)]
    assert len(found) == len(set(found))
    for path, status in PAGES.items():
        asked = path == "/works?kind=dataset" or "&" in path or path.startswith(UNWRITTEN)
        if status == 200 and not asked:
            assert f"/ru{path}" in found, path


def test_all_pages_can_be_rendered_and_none_offers_what_only_a_server_can_do(written: list[Written]) -> None:
    for page in written:
        assert page.html.startswith("<!doctype html>")
        assert page.view.status == 200
        assert not re.search(r'(href|action|data-address)="/\w+/(check|suggest|opensearch)', page.html), page.place
        assert 'type="module"' not in page.html


def test_a_place_says_what_it_shows(opened: Opened) -> None:
    there = {place.address: place for place in places(opened)}
    leaf = there["/fr/works/nothing-about-us/ru/2"]
    assert (leaf.kind, leaf.interface, leaf.about, leaf.language, leaf.leaf) == (
        "text", "fr", "works/nothing-about-us", "ru", 2,
    )  # fmt: skip
    assert there["/fr/works/old-report/en"].kind == "record"
    assert there["/en/works?theme=health"].kind == "works"


def test_lists_of_one_facet_lead_to_each_other_and_never_to_two_at_once(opened: Opened) -> None:
    html = Writer(opened).write(Place("works", "/en/works", "theme=health")).html
    links = set(re.findall(r'href="(/en/works\?[^"]*)"', html))
    assert "/en/works?kind=guide" in links
    assert not any("&amp;" in link for link in links)
    assert 'href="/en/works" rel="nofollow"' in html  # health can be given up
    assert "Portugal" in html  # other facets are counted over all works


def test_a_place_of_another_kind_is_refused(opened: Opened) -> None:
    with pytest.raises(KeyError):
        view_of(opened, "/xx/works")
    with pytest.raises(KeyError):
        view_of(opened, "/en/works/a/b/c/d/e/f")


def test_a_choice_of_languages_leaves_no_trace_of_the_others(library: Path) -> None:
    opened = open_selection(library, Choice(languages=("ru",)))
    try:
        writer, found = Writer(opened), list(places(opened))
        assert {place.interface for place in found} == {"ru"}
        assert {work.slug for work in opened.shelves.works} == {"nothing-about-us"}
        for place in found:
            if place.about.startswith("works/"):
                assert 'href="/ru/works/nothing-about-us/en"' not in writer.write(place).html, place
    finally:
        opened.retire()


def test_a_choice_of_themes_takes_works_and_news_on_them(library: Path) -> None:
    opened = open_selection(library, Choice(themes=("health",), files=False))
    try:
        assert {work.slug for work in opened.shelves.works} == {"nothing-about-us", "brief-guide"}
        assert opened.shelves.posts == ()
        assert opened.shelves.files == {}
        assert {page.slug for page in opened.shelves.pages} == {"about", "contact"}
        assert opened.languages == ("en", "fr", "es", "ru")
    finally:
        opened.retire()


def test_a_regional_tag_is_taken_with_its_language(library: Path) -> None:
    opened = open_selection(library, Choice(languages=("ZH",)))
    try:
        assert [edition.language for work in opened.shelves.works for edition in work.editions] == ["zh-Hant"]
        assert opened.languages == ("en",)  # the interface doesn't speak Chinese
    finally:
        opened.retire()


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(themes=("astrology",)), "no theme “astrology”. Its themes: decriminalisation, health."),
        (Choice(languages=("ka",)), "Its languages: en, es"),
    ],
)
def test_a_choice_of_nothing_is_refused_and_told_what_there_is(library: Path, choice: Choice, said: str) -> None:
    with pytest.raises(NothingChosenError, match=re.escape(said)):
        open_selection(library, choice)
