"""The pages of the search in a real browser: aligned in both directions and widths, without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser]

ARABIC = "/en/search/concordance?q=%D9%8A%D8%AA%D9%82%D8%B1%D8%B1&language=ar"
ENGLISH = '/en/search/concordance?q="without+us"&language=en&own=1'
EDGES = """matches => matches.map(match => {
  const line = match.closest("p").getBoundingClientRect(), box = match.getBoundingClientRect();
  const before = match.closest("p").querySelector(".before");
  const range = document.createRange(); range.selectNodeContents(before);
  const words = range.getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, words: words.left, wordsEnd: words.right,
          wordsTop: words.top, empty: !before.textContent, start: line.left, end: line.right};
})"""


def edges(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.locator(".lines a").evaluate_all(EDGES)
    assert len(found) > 5
    return found


def nearly_one(values: list[float]) -> bool:
    return max(values) - min(values) < 1


def test_matches_stand_one_under_the_other(page: Page) -> None:
    page.goto(ENGLISH)
    lines = edges(page)
    assert nearly_one([line["left"] for line in lines])
    assert all(line["wordsEnd"] <= line["left"] + 8 for line in lines if not line["empty"])
    assert lines[0]["left"] > lines[0]["start"] + 200


def test_lines_of_arabic_run_the_other_way(page: Page) -> None:
    page.goto(ARABIC)
    lines = edges(page)
    assert nearly_one([line["right"] for line in lines])
    assert all(line["words"] >= line["right"] - 8 for line in lines if not line["empty"])


@pytest.mark.parametrize(("address", "edge"), [(ENGLISH, "left"), (ARABIC, "right")])
def test_on_a_phone_matches_begin_a_line_of_their_own(browser: Browser, site: str, address: str, edge: str) -> None:
    with browser.new_context(base_url=site, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(address)
        lines = edges(page)
        assert nearly_one([line[edge] for line in lines])
        assert nearly_one([line[edge] - line["start" if edge == "left" else "end"] for line in lines])
        assert all(line["wordsTop"] < line["top"] for line in lines if not line["empty"])
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_was_found_is_walked_and_taken_along_without_javascript(browser: Browser, site: str) -> None:
    with browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as context:
        page = context.new_page()
        page.goto("/en/search")
        page.locator("#fh-q").fill("people who use drugs")
        page.locator("main form button").click()
        page.locator(".carried a", has_text="Only my words").click()
        page.locator(".carried a", has_text="Search other names").click()
        page.locator(".tools a", has_text="Every occurrence").click()
        page.locator(".lines a").first.click()
        passage = page.url.split("#")[1]
        assert page.locator(f"#{passage}").is_visible()
        page.go_back()
        page.locator(".tools summary").click()
        with page.expect_download() as download:
            page.locator(".tools a", has_text="Quotations").click()
        assert download.value.suggested_filename == "quotations.docx"
        page.locator(".tools a", has_text="Over the years").click()
        page.locator("#fh-q2").fill("police")
        page.locator("form.compare button").click()
        assert page.locator(".legend li").count() == 2
        assert page.locator("figure.chart > svg").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_of_the_chart_can_be_told_apart_and_seen(browser: Browser, site: str, scheme: Any) -> None:
    with browser.new_context(base_url=site, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto("/en/search/frequency?q=people&q=decided&q=law&q=nothing")
        strokes = [
            page.locator(f".legend .s{number} .line").evaluate(
                "line => [getComputedStyle(line).stroke, getComputedStyle(line).strokeDasharray]"
            )
            for number in range(4)
        ]
        assert len({stroke for stroke, _ in strokes}) == 4
        assert len({dashes for _, dashes in strokes}) == 4
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert all(contrast(stroke, paper) >= 3 for stroke, _ in strokes)


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Of "rgb(1, 2, 3)"."""
    channels = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
