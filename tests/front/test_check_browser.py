"""“Check your words” in a real browser: without JavaScript, with the keyboard, on a phone, and for everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.front.browser import AXE, need_packages, nu_remarks, violations
from tests.front.client import Client
from tests.front.places import LANGUAGES

pytestmark = [pytest.mark.browser]

TEXT = "Two heroin users and an AIDS victim came.\n\nThe wino at the door has HIV, and so does this sufferer.\n"
ARABIC = "قال الرجل إن كلمة wino لا تقال عن أحد.\n"


def give(page: Page, text: str = TEXT, language: str = "en") -> None:
    page.goto(f"/{language}/check")
    page.locator("#fh-text").fill(text)
    page.locator("form.give button").click()
    page.locator("mark").first.wait_for()


def test_a_text_is_checked_and_changed_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("footer a", has_text="Check your words").click()
        page.locator("#fh-text").fill(TEXT)
        page.locator("form.give button").click()
        assert page.url.endswith("/en/check")
        assert page.locator("mark").all_text_contents() == ["heroin users1", "AIDS victim2", "wino3", "sufferer4"]
        page.locator("mark a").nth(2).click()
        assert page.url.endswith("#finding-3")
        page.get_by_label("people who use heroin").check()
        page.locator("form.choose button").click()
        changed = page.locator("#fh-text").input_value()
        assert changed.startswith(
            "Two people who use heroin and a person living with HIV came.\n\nThe person who drinks"
        )
        assert changed.endswith("this sufferer.\n")
        assert page.locator(".copies").is_hidden()
        page.locator("form.give button", has_text="again").click()
        assert page.locator("mark").all_text_contents() == ["sufferer1"]
        assert context.cookies() == []


def test_a_file_is_checked(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "заметки.md"
    path.write_text("# Title\n\nThe **wi**no is here.\n")
    page.goto("/ru/check")
    page.locator("#fh-file").set_input_files(path)
    page.locator("form.give button").click()
    assert page.locator("mark").count() == 1
    assert "заметки.md" in page.locator("#fh-seen").inner_text()


def test_a_file_that_is_too_large_gets_a_page_and_no_broken_connection(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 5_000_000)
    page.goto("/fr/check")
    page.locator("#fh-file").set_input_files(path)
    page.locator("form.give button").click()
    page.locator("[role=alert]", has_text="trop grand").wait_for()


def test_the_changed_text_is_copied_with_a_button(context: BrowserContext, page: Page, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    give(page)
    page.locator("form.choose button").click()
    page.locator(".copies").click()
    page.locator(".copied", has_text="Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#fh-text").input_value()


def test_choices_are_made_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/en/check")
    page.locator("#fh-text").focus()
    page.keyboard.type("The wino came.")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("mark").wait_for()
    page.locator("mark a").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator("[name=place-1]:checked").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text="0 replacements").wait_for()
    assert page.locator("#fh-text").input_value() == "The wino came."


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_answer(browser: Browser, site: str, language: str) -> None:
    need_packages()
    script, found = AXE.read_text(), []
    for width, scheme in ((1280, "light"), (320, "dark")):
        view = {"width": width, "height": 800}
        with browser.new_context(base_url=site, viewport=view, color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
            page = context.new_page()
            give(page, TEXT + ARABIC + "x" * 300, language)
            for step in ("answer", "changed"):
                if step == "changed":
                    page.locator("form.choose button").click()
                    page.locator("form.give").wait_for()
                page.evaluate(script)
                found += [f"{language} {step} at {width}: {each}" for each in violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{language} {step} at {width}: scrolls sideways")
    assert not found, "\n".join(found)


def test_the_nu_checker_finds_nothing_in_an_answer(client: Client, tmp_path: Path) -> None:
    pages = {}
    for language in LANGUAGES:
        pages[f"{language} answer"] = client.post(f"/{language}/check", {"text": TEXT + ARABIC}).content
        pages[f"{language} changed"] = client.post(f"/{language}/check", {"text": TEXT, "act": "change"}).content
        pages[f"{language} refused"] = client.post(f"/{language}/check", {"text": ""}).content
    assert nu_remarks(pages, tmp_path) == ""


def test_a_text_from_right_to_left_stands_so(page: Page) -> None:
    give(page, ARABIC)
    direction = page.locator("p.checked").evaluate("element => getComputedStyle(element).direction")
    assert direction == "rtl"
    assert page.locator(".findings legend").evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_severity_is_told_by_a_word_and_by_a_line_of_its_own_kind(page: Page) -> None:
    give(page)
    lines = page.locator("mark a").evaluate_all("all => all.map(each => getComputedStyle(each).textDecorationStyle)")
    assert lines == ["wavy", "solid", "double", "dashed"]
    assert page.locator(".findings .grave").all_inner_texts() == [
        "Contested",
        "Stigmatising",
        "Insult",
        "Better avoided",
    ]
