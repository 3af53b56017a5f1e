"""Links between files: relative, to what is there, and under names that every file system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.front.opened import Opened
from firsthand.mirrors.links import LONGEST_NAME, Links, page_file, tame
from firsthand.mirrors.pages import Written, places

BASE = "/en/works/nothing-about-us/en"


@pytest.fixture(scope="module")
def links(opened: Opened) -> Links:
    there = {place.address: page_file(place.path, place.query) for place in places(opened)}
    there |= {"/en/search": "en/search/index.html", "/en/search?*": "en/search/index.html"}
    return Links(opened, there, "https://library.example.org")


@pytest.mark.parametrize(
    ("link", "file", "made"),
    [
        ("/en/", "en/works/index.html", "../../en/index.html"),
        ("/en/works?theme=health", "en/index.html", "../en/works-by/theme/health/index.html"),
        (f"{BASE}/2#chapter-3", "en/index.html", "../en/works/nothing-about-us/en/2/index.html#chapter-3"),
        ("/en/search?q=a&amp;b=1", "en/index.html", "../en/search/index.html?q=a&amp;b=1"),
        ("/en/pages/contact", "en/index.html", "../en/pages/contact/en/index.html"),
        ("/ru/news/launch", "en/index.html", "../ru/news/launch/ru/index.html"),
        ("/en/words/victim", "en/index.html", "../en/words/victim/en/index.html"),
    ],
)
def test_a_link_leads_from_one_file_to_another(links: Links, link: str, file: str, made: str) -> None:
    assert links.rewrite(f'<p><a href="{link}">x</a></p>', file) == f'<p><a href="{made}">x</a></p>'


def test_the_lasting_link_of_a_passage_leads_to_where_it_stands(links: Links, opened: Opened) -> None:
    text = opened.shelves.works[0].editions[0].text
    assert text
    contents = opened.contents(text)
    for passage, leaf in contents.passages.items():
        file = page_file(BASE if leaf == 1 else f"{BASE}/{leaf}")
        assert links.find(f"{BASE}/p/{passage}") == (file, f"#p-{passage}")
        on_its_page = links.rewrite(f'<a href="{BASE}/p/{passage}">¶</a>', file)
        assert on_its_page == f'<a href="#p-{passage}">¶</a>'
    assert links.find(f"{BASE}/p/aaaaaaaaaa") is None


def test_the_same_place_in_another_edition_is_found(links: Links, opened: Opened) -> None:
    text = opened.shelves.works[0].editions[0].text
    assert text
    passage, _ = list(opened.contents(text).passages.items())[-1]
    found = links.find(f"/en/works/nothing-about-us/ru/from/en/{passage}")
    assert found
    assert re.fullmatch(r"en/works/nothing-about-us/ru/\d/index.html", found[0])
    assert found[1].startswith("#p-")


def test_what_leads_nowhere_is_taken_out_and_its_words_stay_in_running_text(links: Links) -> None:
    html = (
        '<link rel="alternate" type="application/atom+xml" href="/en/feed.atom">\n'
        '<ul>\n<li><a href="/en/check">Check</a></li>\n<li><a href="/en/about">About</a></li>\n</ul>\n'
        '<p>See <a class="act" href="/works/never" hreflang="en" download rel="nofollow">the check</a>.</p>\n'
        '<form class="find" action="/en/nowhere">\n<button>Go</button>\n</form>\n'
        '<script type="module" src="/static/1/keep.js"></script>\n<p data-follow="/en/x/">.</p>'
    )
    assert links.rewrite(html, "en/index.html") == (
        '<ul>\n<li><a href="../en/about/index.html">About</a></li>\n</ul>\n'
        '<p>See <a class="act">the check</a>.</p>\n<p>.</p>'
    )


def test_links_to_other_sites_and_words_that_look_like_links_stay(links: Links) -> None:
    html = '<p title="x"><a href="https://example.org/en/works">a</a> href=&quot;/en/&quot; <a href="#p-1">b</a></p>'
    assert links.rewrite(html, "en/index.html") == html


def test_no_page_is_left_with_a_path_of_the_front(written: list[Written], links: Links) -> None:
    for page in written:
        html = links.rewrite(page.html, page_file(page.place.path, page.place.query))
        assert not re.search(r' (href|src|action)="/', html), page.place


def test_pages_never_share_a_file_even_where_letters_have_no_case(opened: Opened) -> None:
    files = [page_file(place.path, place.query).casefold() for place in places(opened)]
    assert len(files) == len(set(files))


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_file_system_takes(name: str) -> None:
    made = tame(name)
    assert made
    assert len(made) <= LONGEST_NAME
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', made)
    assert made == made.rstrip(". ")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", made)
    assert tame(made) == made


@given(st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,2}(\.[a-z]{2,4})?", fullmatch=True))
def test_a_tame_name_stays(name: str) -> None:
    if not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        assert tame(name) == name
