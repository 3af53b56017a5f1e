"""A mirror in a real browser: opened from files as from a memory card, and served by nginx."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.front.browser import (
    ARGUMENTS,
    AXE,
    CHROMIUM,
    free_port,
    need_chromium,
    need_packages,
    nu_remarks,
    violations,
)
from tests.mirrors.shelves import contents, made
from tests.mirrors.walk import broken

from firsthand.mirrors.record import Options

pytestmark = [pytest.mark.browser]

REPORT = "works/nothing-about-us"
FOUND = "#fh-found li.card"


@pytest.fixture(scope="module")
def mirrored(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mirror") / "a library" / "mirror"
    folder.parent.mkdir()
    made(library, folder, Options(shapes=("epub",)))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Without --allow-file-access-from-files, as readers have it."""
    need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1100, "height": 900}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """One in which no error may happen, and nothing may be asked of anyone."""
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "http://127.0.0.1", "data:"))] == []


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(mirrored: Path) -> None:
    assert broken(mirrored) == []


def test_the_checker_of_links_is_awake(mirrored: Path, tmp_path: Path) -> None:
    shutil.copytree(mirrored / "en/about", tmp_path / "en/about")
    (tmp_path / "en/about/other.html").write_text('<a href="index.html#nowhere">a</a> <a href="/en/">b</a>')
    assert {"en/about/other.html: index.html#nowhere", "en/about/other.html: /en/"} <= set(broken(tmp_path))


def test_its_names_fit_any_memory_card(mirrored: Path) -> None:
    files = list(contents(mirrored))
    assert len({file.casefold() for file in files}) == len(files)
    for file in files:
        assert len(file) <= 160, file
        assert not set(file) & set('<>:"\\|?*'), file
        assert not any(part.endswith((".", " ")) for part in file.split("/")), file
    assert not any(path.is_symlink() for path in mirrored.rglob("*"))


def test_its_sums_are_as_the_usual_program_reads_them(mirrored: Path) -> None:
    command = ["sha256sum", "--quiet", "--check", "SHA256SUMS"]
    assert subprocess.run(command, cwd=mirrored, capture_output=True, check=False).returncode == 0


def test_it_is_read_from_a_card(page: Page, mirrored: Path) -> None:
    page.goto((mirrored / "index.html").as_uri())
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="All works").click()
    page.locator("main").get_by_role("link", name="Nothing about us", exact=True).click()
    page.locator("li.edition").first.get_by_role("link", name="Read").click()
    assert page.url.endswith(f"/en/{REPORT}/en/index.html")
    assert page.evaluate("document.querySelector('figure img').decode().then(() => true)")
    page.locator("nav.others").get_by_role("link", name="Русский").click()
    assert page.locator("h1").inner_text() == "Ничего о нас"
    page.locator("nav.tongues").get_by_role("link", name="Français").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator("nav.turns a[rel=next]").click()
    assert page.url.endswith(f"/fr/{REPORT}/ru/2/index.html")
    passage = page.locator(".text p[id^='p-']").first
    passage.hover()
    passage.locator(".pin").click()
    assert page.url.endswith(f"#{passage.get_attribute('id')}")


def test_its_search_finds_passages_without_a_server(page: Page, mirrored: Path) -> None:
    page.goto((mirrored / f"en/{REPORT}/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("decided without")
    page.keyboard.press("Enter")
    page.wait_for_selector(FOUND)
    assert page.locator("#fh-said").inner_text().startswith("Found: ")
    assert page.locator("#fh-q").input_value() == "decided without"
    hit = page.locator(f"{FOUND} .hit").first
    assert "decided" in hit.locator("mark").all_inner_texts()
    hit.click()
    page.wait_for_url("**/en/index.html#*")
    target = page.evaluate("document.querySelector(':target').textContent")
    assert "decided without us" in target


@pytest.mark.parametrize(
    ("ui", "words", "language", "direction"),
    [
        ("ru", "решается", "ru", "ltr"),
        ("en", "المخدرات", "ar", "rtl"),
    ],
)
def test_each_language_is_searched_in_its_own_way(
    page: Page, mirrored: Path, ui: str, words: str, language: str, direction: str
) -> None:
    page.goto((mirrored / f"{ui}/search/index.html").as_uri() + f"?q={words}")
    page.wait_for_selector(FOUND)
    hit = page.locator(f"{FOUND} .hit").first
    assert hit.get_attribute("lang") == language
    assert hit.evaluate("element => getComputedStyle(element).direction") == direction


def test_what_was_not_found_is_said_and_lists_lead_on(page: Page, mirrored: Path) -> None:
    page.goto((mirrored / "en/search/index.html").as_uri() + "?q=zzqqzz&language=fr")
    page.get_by_text("Nothing was found").wait_for()
    assert page.locator("#fh-language").input_value() == "fr"
    page.get_by_role("link", name="Health").click()
    assert page.url.endswith("works-by/theme/health/index.html")


def test_more_results_are_shown_by_a_button_that_keeps_the_keyboard(page: Page, mirrored: Path) -> None:
    page.goto((mirrored / "en/search/index.html").as_uri() + "?q=2")
    page.wait_for_selector("#fh-more:visible")
    before = page.locator(FOUND).count()
    page.locator("#fh-more").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{FOUND}').length > {before}")
    assert page.evaluate("document.activeElement.closest('li.card') !== null")


def test_words_of_a_query_are_never_taken_for_markup(page: Page, mirrored: Path) -> None:
    page.goto((mirrored / "en/search/index.html").as_uri() + "?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+people")
    page.wait_for_function("!document.querySelector('#fh-said').textContent.includes('…')")
    assert page.locator("main img").count() == 0


def test_without_javascript_it_says_so_and_everything_can_be_read(browser: Browser, mirrored: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((mirrored / "en/search/index.html").as_uri() + "?q=people")
        assert page.locator("noscript").is_visible()
        page.get_by_role("link", name="All works").click()
        assert page.locator(".card").count() >= 5


def test_pages_of_its_own_are_valid_and_accessible(context: BrowserContext, mirrored: Path, tmp_path: Path) -> None:
    need_packages()
    own = [
        "index.html",
        "carry.html",
        "ru/carry/index.html",
        "fr/search/index.html",
        "en/works-by/theme/health/index.html",
    ]
    more = ["en/words/a-z-by/language/en/index.html", f"en/{REPORT}/en/index.html", "es/index.html"]
    assert nu_remarks({file: (mirrored / file).read_bytes() for file in (*own, *more)}, tmp_path) == ""
    page, found = context.new_page(), []  # axe itself asks for the style sheet, which a browser refuses it here
    for file in (*own, "en/search/index.html?q=people"):
        name, _, query = file.partition("?")
        page.goto((mirrored / name).as_uri() + (f"?{query}" if query else ""))
        if query:
            page.wait_for_selector(FOUND)
        page.evaluate(AXE.read_text())
        found += [f"{file}: {each}" for each in violations(page)]
        page.set_viewport_size({"width": 320, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{file} scrolls sideways")
        page.set_viewport_size({"width": 1100, "height": 900})
    assert found == []


@pytest.fixture(scope="module")
def served(mirrored: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx as it comes, with nothing set but the folder."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    types = "/etc/nginx/mime.types"
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;\n"
        f"events {{}} http {{ include {types}; access_log off; client_body_temp_path {folder}; "
        f"proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};\n"
        f'server {{ listen 127.0.0.1:{port}; root "{mirrored}"; }} }}\n'
    )
    command = [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1_200):
            if (folder / "pid").exists():
                break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def test_nginx_serves_it_with_the_right_types(served: int, mirrored: Path) -> None:
    picture = next((mirrored / "images").iterdir()).name
    types = {
        "/": "text/html", "/en/": "text/html", f"/en/{REPORT}/ru/": "text/html", "/search/search.js": "javascript",
        f"/images/{picture}": "image/png", "/en/feed.atom": "application/atom+xml",
    }  # fmt: skip
    with closing(HTTPConnection("127.0.0.1", served, timeout=60)) as connection:
        for path, wanted in types.items():
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, path
            assert wanted in (answer.getheader("content-type") or ""), path
        connection.request("GET", f"/en/{REPORT}/ru")
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, (answer.getheader("location") or "")[-4:]) == (301, "/ru/")


def test_its_search_works_over_http_too(page: Page, served: int) -> None:
    page.goto(f"http://127.0.0.1:{served}/en/{REPORT}/en/2/")
    page.fill("#fh-q", "people who use drugs")
    page.press("#fh-q", "Enter")
    page.wait_for_selector(FOUND)
    page.locator(f"{FOUND} .hit").first.click()
    assert page.evaluate("document.querySelector(':target') !== null")
