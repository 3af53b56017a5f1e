"""Keeping, reading without a server, wiping and leaving in a real browser. Nothing is kept before a reader asks."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.front.browser import AXE, need_chromium, need_packages, served, violations
from tests.front.library import FixtureSource

from firsthand.release import build

pytestmark = [pytest.mark.browser]

REPORT = "/en/works/nothing-about-us/en"
KEPT = """async () => ({
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    settings: localStorage.length + sessionStorage.length,
})"""
NOTHING = {"caches": 0, "workers": 0, "settings": 0}


class Server:
    """A server that can be ended while a browser reads on, and the folder of its library."""

    def __init__(self, library: Path, stack: contextlib.ExitStack) -> None:
        self.library = library
        self.end = stack.close
        self.address, _ = stack.enter_context(served(library, library.parent))


@pytest.fixture
def server(library: Path, tmp_path: Path) -> Iterator[Server]:
    """Of a library of its own: hard links to the shared one, so that a new release can be published into it."""
    need_chromium()
    own = tmp_path / "own"
    own.mkdir()
    release = (library / "current").resolve()
    (own / release.name).symlink_to(release)
    (own / "current").symlink_to(release.name)
    with contextlib.ExitStack() as stack:
        yield Server(own, stack)


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Page]:
    """With a phone."""
    with browser.new_context(base_url=site, viewport={"width": 390, "height": 780}) as context:
        yield context.new_page()


@pytest.fixture
def traveller(browser: Browser, server: Server) -> Iterator[Page]:
    """Whose library may be out of reach, or change."""
    with browser.new_context(base_url=server.address, viewport={"width": 390, "height": 780}) as context:
        yield context.new_page()


def keep(page: Page, address: str, *, originals: bool = False) -> None:
    page.goto(address)
    page.locator(".keep button").first.click()
    expect(page.locator("dialog .size")).to_contain_text("kB")
    if originals:
        page.locator("dialog input").check()
    page.locator("dialog button[value=keep]").click()
    expect(page.locator(".keep [role=status]").first).to_contain_text("Kept.")


def said(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words)


def test_nothing_is_kept_before_a_reader_asks_for_it(reader: Page) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    for address in ("/en/", "/en/works/nothing-about-us", REPORT, "/en/kept"):
        reader.goto(address)
    reader.goto(REPORT)
    reader.locator(".keep button").first.click()
    reader.locator("dialog button[value=no]").click()
    expect(reader.locator("dialog")).to_be_hidden()
    assert reader.evaluate(KEPT) == NOTHING
    assert not [address for address in asked if address.endswith("keep.js") and "/static/" not in address]


def test_a_kept_text_is_read_without_a_server_and_wiped_without_one(traveller: Page, server: Server) -> None:
    keep(traveller, REPORT, originals=True)
    passage = traveller.locator(".text p[id^=p-]").first.get_attribute("id") or ""
    server.end()
    turned = 1
    traveller.goto(REPORT)
    assert traveller.locator(".text img").count() >= 2
    traveller.locator(".text img").last.scroll_into_view_if_needed()
    traveller.wait_for_function("[...document.images].every((image) => image.naturalWidth === 320)")
    assert traveller.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    while traveller.locator("a[rel=next]").count():
        traveller.locator("a[rel=next]").click()
        turned += 1
        traveller.wait_for_url(f"**/en/{turned}")
        expect(traveller.locator(".text")).to_be_visible()
    assert turned > 3
    traveller.goto(f"{REPORT}/p/{passage.removeprefix('p-')}")
    assert traveller.url.endswith(f"{REPORT}#{passage}")
    traveller.goto("/ru/thesaurus")
    said(traveller, "There is no connection to the library")
    said(traveller, "Nothing about us")
    with traveller.expect_download() as download:
        traveller.locator("#fh-kept a", has_text=".pdf").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    traveller.locator("#fh-kept h2 a").click()
    traveller.wait_for_url(f"**{REPORT}")
    traveller.locator("a.wipe").click()
    said(traveller, "Nothing is kept here now.")
    assert traveller.evaluate(KEPT) == NOTHING


def test_what_was_cut_off_is_not_kept(reader: Page) -> None:
    reader.route("**/static/*/icon.svg", lambda route: route.abort())
    reader.goto(REPORT)
    reader.locator(".keep button").first.click()
    reader.locator("dialog button[value=keep]").click()
    said(reader, "It could not be loaded whole, and nothing of it was kept.")
    assert reader.evaluate(KEPT) == NOTHING
    reader.unroute("**/static/*/icon.svg")
    reader.evaluate(
        "caches.open('kept:/en/works/film/en x').then((half) => half.put('/en/works/film/en', new Response('half')))"
    )
    reader.goto("/en/kept")
    said(reader, "Nothing is kept.")
    reader.wait_for_function("caches.keys().then((names) => names.length === 0)")


def test_a_full_device_keeps_nothing(reader: Page, site: str) -> None:
    session = reader.context.new_cdp_session(reader)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 20_000})
    reader.goto(REPORT)
    reader.locator(".keep button").first.click()
    reader.locator("dialog button[value=keep]").click()
    said(reader, "This device has no room for it. Nothing of it was kept.")
    assert reader.evaluate(KEPT) == NOTHING


def publish(server: Server, **changes: Any) -> None:
    """A new release, in which works are changed or withdrawn."""
    files = server.library.parent / "files"
    files.mkdir()
    source = FixtureSource(files, change="corrected")
    works = tuple(replace(each, **changes.get(each.slug.replace("-", "_"), {})) for each in source.collection.works)
    source.collection = replace(source.collection, works=works)
    build(source, server.library)


def test_a_newer_text_is_offered_and_a_withdrawn_one_dropped(traveller: Page, server: Server) -> None:
    keep(traveller, REPORT)
    keep(traveller, "/en/works/film/en")
    traveller.goto("/en/kept")
    expect(traveller.locator("#fh-kept li")).to_have_count(2)
    publish(server, film={"withdrawn": "2026-01-01"})
    asked = "fetch('/keep/works/film/en.json?ui=en', {cache: 'no-store'}).then((answer) => answer.status)"
    ends = time.monotonic() + 9
    while traveller.evaluate(asked) != 410:
        assert time.monotonic() < ends
    traveller.goto("/en/kept")
    # The worker may have dropped it already when the page was asked for; else the page does, and says so.
    expect(traveller.locator("#fh-kept h2 a", has_text="Our voices")).to_have_count(0)
    traveller.get_by_role("button", name="Take the newer text").click()
    said(traveller, "The newer text is kept now.")
    assert traveller.evaluate("caches.keys().then((names) => names.map((name) => name.split(' ')[0]))") == [
        f"kept:{REPORT}"
    ]
    server.end()
    traveller.goto(REPORT)
    said(traveller, "is settled without us")


def test_leaving_takes_the_place_of_the_page(reader: Page) -> None:
    reader.goto("/en/")
    reader.goto(REPORT)
    before = reader.evaluate("history.length")
    reader.locator("a.leave").click()
    reader.wait_for_url("about:blank")
    assert reader.evaluate("history.length") == before
    reader.go_back()
    assert reader.url.endswith("/en/")
    reader.keyboard.press("Escape")
    reader.wait_for_timeout(1200)
    reader.keyboard.press("Escape")
    assert reader.url.endswith("/en/")
    reader.keyboard.press("Escape")
    reader.wait_for_url("about:blank")


def test_leaving_wipes_only_where_the_reader_wants_it(reader: Page) -> None:
    keep(reader, "/en/works/film/en")
    reader.locator("a.leave").click()
    reader.wait_for_url("about:blank")
    reader.goto("/en/kept")
    assert reader.evaluate(KEPT) == {"caches": 1, "workers": 1, "settings": 0}
    reader.locator("#fh-kept-wipes").check()
    reader.locator("a.leave").click()
    reader.wait_for_url("about:blank")
    reader.goto("/en/kept")
    assert reader.evaluate(KEPT) == NOTHING


def test_without_javascript_the_links_do_what_they_can(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(REPORT)
        assert page.locator(".keep").is_hidden()
        page.locator("footer a", has_text="Kept on this device").click()
        said(page, "This browser keeps no texts here")
        page.locator("a.wipe").click()
        said(page, "Your browser was told to remove all that this site kept in it")
        page.locator("a.leave").click()
        page.wait_for_url("about:blank")


def test_the_page_of_wiping_makes_a_browser_forget(reader: Page) -> None:
    keep(reader, "/en/works/film/en")
    reader.goto("/en/wipe")
    assert reader.evaluate(KEPT) == NOTHING


def test_axe_finds_nothing_where_texts_are_kept(browser: Browser, site: str) -> None:
    need_packages()
    view: Any = {"width": 320, "height": 780}
    context: BrowserContext
    with browser.new_context(base_url=site, viewport=view, bypass_csp=True) as context:
        page = context.new_page()
        page.goto("/ru/works/film/en")
        page.locator(".keep button").first.click()
        page.locator("dialog[open] .size:not(:empty)").wait_for()
        page.evaluate(AXE.read_text())
        found = violations(page)
        page.locator("dialog button[value=keep]").click()
        page.locator(".keep [role=status] a").click()
        page.locator("#fh-kept li").wait_for()
        page.evaluate(AXE.read_text())
        assert [*found, *violations(page)] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
