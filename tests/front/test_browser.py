"""The pages in a real browser: accessible in every language and width, without a mouse or JavaScript, and on paper."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.front.browser import AXE, need_packages, nu_remarks, tab_to, violations
from tests.front.client import Client, Loop
from tests.front.doorstep import Doorstep, build_library, every_page
from tests.front.places import KINDS, LANGUAGES, PAGES, addresses

from firsthand.front.application import open_front
from firsthand.front.rendering import STATIC

pytestmark = [pytest.mark.browser]

REPORT = "/en/works/nothing-about-us/en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, site: str, language: str) -> None:
    """Wide and light, and as narrow as WCAG asks (1.4.10) and dark; the narrow pages must not scroll sideways.

    Each kind is examined in both ways in one of the four languages, since a page takes a quarter of a second; whether
    a narrow one scrolls is looked at in all of them, since words are not equally long.
    """
    need_packages()
    script, found = AXE.read_text(), []
    view: Any = {"width": 320, "height": 800}
    with browser.new_context(base_url=site, viewport=view, color_scheme="dark", bypass_csp=True) as context:
        page = context.new_page()
        for number, path in enumerate(KINDS, LANGUAGES.index(language)):
            page.goto(f"/{language}{path}")
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                found.append(f"{language}{path}: scrolls sideways")
            if number % len(LANGUAGES) == 0:
                page.evaluate(script)
                found += [f"{language}{path}, narrow: {each}" for each in violations(page)]
                # The same page grows wide and light, which is quicker than to load it again.
                page.set_viewport_size({"width": 1280, "height": 800})
                page.emulate_media(color_scheme="light")
                found += [f"{language}{path}, wide: {each}" for each in violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > 1280:
                    found.append(f"{language}{path}, wide: scrolls sideways")
                page.set_viewport_size(view)
                page.emulate_media(color_scheme="dark")
    assert not found, "\n".join(found)


def test_axe_is_awake(browser: Browser) -> None:
    """The check above can fail."""
    need_packages()
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("<!doctype html><html><body><img src='x'><input></body></html>")
        page.evaluate(AXE.read_text())
        assert {each.split(":")[0] for each in violations(page)} >= {"image-alt", "html-has-lang"}


def test_the_nu_checker_finds_nothing(client: Client, letters: Path, loop: Loop, tmp_path: Path) -> None:
    # Two languages with two scripts have all the markup; the words of the others are in the test of axe.
    pages = {address: client.get(address).content for address, _ in addresses() if address[1:3] in {"en", "ru"}}
    front = open_front(letters)
    for path in ("", "/a-seat", "/a-seat/changes", "/a-seat/changes?language=ar"):
        for language in LANGUAGES:
            address = f"/{language}/statements{path}"
            pages[f"{address} with a letter"] = Client(front, loop).get(address).content
    front.close()
    pages |= _of_the_door(tmp_path, loop)
    for name, page in (
        ("firsthand.css", "words"),
        ("words.css", "words"),
        ("search.css", "search"),
        ("statement.css", "statements/open-letter"),
    ):
        link = f"//link[@rel='stylesheet' and contains(@href, '{name}')]/@href"
        pages[name] = client.get(client.page(f"/en/{page}").xpath(link)[0]).content
    pages["door.css"] = (STATIC / "door.css").read_bytes()
    (checked := tmp_path / "checked").mkdir()
    assert nu_remarks(pages, checked) == ""


def _of_the_door(folder: Path, loop: Loop) -> dict[str, bytes]:
    front = open_front(build_library(folder / "door"))
    door = Doorstep(front, folder / "inbox", loop)
    pages = every_page(door) | every_page(door, "ru")
    door.close()
    front.close()
    return pages


def test_pages_ask_nobody_else_and_leave_nothing_behind(context: BrowserContext, page: Page, site: str) -> None:
    asked, said = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path, status in PAGES.items():
        said.clear()
        page.goto(f"/en{path}", wait_until="load")
        expected = [] if status == 200 else [f"Failed to load resource: the server responded with a status of {status}"]
        assert [line.split(" (")[0] for line in said] == expected, path
    assert {url for url in asked if not url.startswith(site)} == set()
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_whole_way_can_be_walked_with_the_keyboard_alone(page: Page) -> None:
    page.goto(REPORT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "fh-main"

    tab_to(page, "role=doc-noteref")
    page.keyboard.press("Enter")
    note = page.url.split("#")[1]
    assert page.locator(f"#{note}").is_visible()
    tab_to(page, "role=doc-backlink")
    page.keyboard.press("Enter")
    assert page.url.split("#")[1].startswith("m-")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=people")
    assert page.locator(".hit mark").count() > 0


def test_contents_on_a_phone_open_with_the_keyboard_and_lead_to_a_section(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, viewport={"width": 390, "height": 780}) as context:
        page = context.new_page()
        page.goto(REPORT)
        link = page.locator("nav.contents a", has_text="Chapter 3")
        assert not link.is_visible()
        page.locator("nav.contents summary").focus()
        page.keyboard.press("Enter")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#chapter-3")
        assert page.locator("#chapter-3").is_visible()


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("#fh-q").fill("people")
        page.locator("main form button").click()
        page.locator(".hit").first.click()
        passage = page.url.split("#")[1]
        assert page.locator(f"#{passage}").is_visible()
        page.goto(REPORT)
        page.locator("nav.others a", has_text="Français").click()
        assert page.url.endswith("/en/works/nothing-about-us/fr")
        page.locator("a[rel=next]").click()
        assert "/fr/2" in page.url
        page.locator("nav.tongues a[hreflang=ru]").click()
        assert "/ru/works/nothing-about-us/fr/2" in page.url
        assert page.locator(".copier").is_hidden()


def test_the_language_guide_and_the_thesaurus_are_walked_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as context:
        page = context.new_page()
        page.goto("/fr/")
        page.locator("nav.rooms a", has_text="Les mots").click()
        page.locator("main a", has_text="Termes de A à Z").click()
        page.locator("#fh-language").select_option("ru")
        page.locator("#fh-words").fill("спид")
        page.locator("form.ask button").click()
        page.locator("s.avoided").click()
        assert page.url.endswith("/fr/words/victim/ru")
        page.locator("summary").first.click()
        assert page.locator("dl.forms dd").count() == 12
        page.locator("a[hreflang=en]", has_text="English").last.click()
        assert page.url.endswith("/fr/words/victim/en")
        page.locator("a", has_text="Dans le thésaurus").click()
        page.locator("main a", has_text="communautés").click()
        assert page.url.endswith("/fr/thesaurus/communities")


def test_a_quotation_is_copied_with_its_source(context: BrowserContext, page: Page, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(f"{REPORT}/2")
    paragraph = page.locator(".text > p[id]").nth(3)
    paragraph.select_text()
    page.locator(".copier button").click()
    page.locator(".copier [role=status]", has_text="Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    passage = paragraph.get_attribute("id") or ""
    assert f"{site}/en/works/nothing-about-us/en/p/{passage[2:]}" in copied
    assert "Nothing about us" in copied
    assert "Page " in copied


def test_links_to_other_editions_follow_the_passage_in_the_address(page: Page) -> None:
    page.goto(f"{REPORT}/2")
    passage = page.locator(".text > p[id]").nth(3).get_attribute("id") or ""
    page.goto(f"{REPORT}/2#{passage}")
    page.locator("nav.others a", has_text="Русский").click()
    page.wait_for_url("**/ru/2#p-*")
    assert page.locator(f"#{page.url.split('#')[1]}").is_visible()


def test_arabic_stands_from_right_to_left(page: Page) -> None:
    page.goto("/en/works/nothing-about-us/ar")
    box = page.locator(".text").bounding_box()
    heading = page.locator(".text h2").first.evaluate(
        "element => { const range = document.createRange(); range.selectNodeContents(element); "
        "return range.getBoundingClientRect().right }"
    )
    assert box
    assert abs(box["x"] + box["width"] - heading) < 90
    number = page.locator(".page").first.evaluate("element => getComputedStyle(element, '::before').left")
    assert float(number.removesuffix("px")) < 0


def test_print_has_the_text_with_its_links_and_no_furniture(page: Page) -> None:
    page.goto(REPORT)
    page.emulate_media(media="print")
    for furniture in (".top", "footer.site", "nav.contents", "nav.others", ".find >> nth=0", ".pin >> nth=0"):
        assert page.locator(furniture).is_hidden(), furniture
    assert page.locator(".text").is_visible()
    shown = page.locator('.text a[href^="https://example.org/a"]').evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    assert "https://example.org/a?b=1&c=2" in shown.replace('" "', "") or "attr(href)" in shown
    assert len(page.pdf()) > 10_000


def test_a_browser_of_a_phone_shows_text_in_its_first_view(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, viewport={"width": 390, "height": 780}) as context:
        page = context.new_page()
        page.goto(f"{REPORT}/2")
        box = page.locator(".text").bounding_box()
        assert box
        assert box["y"] < 600
