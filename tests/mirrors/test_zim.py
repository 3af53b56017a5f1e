"""ZIM files: sound for openZIM's own tools, served by Kiwix, read and searched in a real browser."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from playwright.sync_api import sync_playwright
from tests.front.browser import ARGUMENTS, CHROMIUM, free_port, need_chromium

from firsthand.front.opened import Opened
from firsthand.mirrors.folder import MirrorError
from firsthand.mirrors.pages import Place, places
from firsthand.mirrors.selection import Choice, NothingChosenError
from firsthand.mirrors.zim import writing as zim
from firsthand.mirrors.zim.metadata import cut, iso_639_3, metadata

Made = Callable[[str, Choice], Path]
REPORT = "en/works/nothing-about-us/en/index.html"


def some(opened: Opened) -> Iterator[Place]:
    """All places, but of those of which there are hundreds alike only some."""
    met = Counter[str]()
    for place in places(opened):
        met[place.kind] += 1
        if place.kind not in ("concept", "topic", "terms", "words") or met[place.kind] % 60 == 1:
            yield place


@pytest.fixture(scope="module")
def make(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("zim")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zim, "places", some)

        def make(name: str, choice: Choice) -> Path:
            zim.write_zim(library, folder / name, choice, jobs=1)
            return folder / name

        yield make


@pytest.fixture(scope="module")
def path(make: Made) -> Path:
    return make("library.zim", Choice())


@pytest.fixture(scope="module")
def russian(make: Made) -> Path:
    return make("ru.zim", Choice(("ru",), files=False))


@pytest.fixture(scope="module")
def archive(path: Path) -> Archive:
    return Archive(path)


def pages(archive: Archive) -> Iterator[tuple[str, str]]:
    for number in range(archive.entry_count):
        entry = archive._get_entry_by_id(number)
        if not entry.is_redirect and entry.get_item().mimetype == "text/html" and not entry.path.startswith("files/"):
            yield entry.path, bytes(entry.get_item().content).decode()


def found(archive: Archive, words: str) -> list[str]:
    search = Searcher(archive).search(Query().set_query(words))
    return list(search.getResults(0, 20))


def test_zimcheck_finds_nothing(path: Path) -> None:
    program = shutil.which("zimcheck")
    if program is None:
        pytest.skip("zim-tools are not installed")
    result = subprocess.run([program, "-A", "-D", str(path)], capture_output=True, text=True, timeout=120)
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "Overall Test Status: Pass" in said
    assert not re.search(r"\[(?:ERROR|WARN\w*)\]", said), said
    assert Archive(path).check()


def test_it_says_what_it_is(archive: Archive, opened: Opened) -> None:
    told = {name: archive.get_metadata(name).decode() for name in archive.metadata_keys if "Illustration" not in name}
    assert told["Title"] == "Library of the network"
    assert told["Description"] == "What people who use drugs have written, to read, to quote and to cite."
    assert set(told["Language"].split(",")) == {"eng", "rus", "fra", "ara", "spa", "zho"}
    assert told["Name"] == "library.example.org_mul_all"
    assert (told["Flavour"], told["Source"]) == ("all", "https://library.example.org")
    assert told["Date"] == opened.release.created.date().isoformat()
    assert told["X-Firsthand-Release"] == opened.release.id
    assert "_ftindex:yes" in told["Tags"].split(";")
    assert told["License"] == "See each work"
    assert {"Creator", "Publisher", "Scraper"} <= set(told)
    assert bytes(archive.get_illustration_item(48).content).startswith(b"\x89PNG\r\n\x1a\n")
    assert archive.main_entry.get_item().path == "index.html"


class _Asked(HTMLParser):
    """What a page loads, and whatever could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "iframe", "form", "object", "embed"):
            self.loaded.append(tag)
        if tag in ("link", "img", "source", "audio", "video"):
            self.loaded.append(given.get("href") or given.get("src") or "")


def test_pages_load_nothing_from_elsewhere_and_lead_to_what_is_there(archive: Archive) -> None:
    count = 0
    for path, html in pages(archive):
        count += 1
        assert not [each for each in _Asked(html).loaded if not each.startswith(("../", "static/"))], path
        assert "about:blank" not in html
        assert 'href="/' not in html
        assert re.search(r'<link rel="stylesheet" href="[^"]*firsthand\.css">', html)
    assert count > 100


def test_withdrawn_works_are_not_in_it(archive: Archive) -> None:
    paths = [archive._get_entry_by_id(number).path for number in range(archive.entry_count)]
    assert any("nothing-about-us" in path for path in paths)
    assert not any("taken-back" in path for path in paths)
    assert not any("taken-back" in html or "Taken back" in html for _, html in pages(archive))


def test_texts_are_found_in_their_languages_and_only_once(archive: Archive) -> None:
    assert "ru/works/nothing-about-us/ru/index.html" in found(archive, "помогает им оставаться здоровыми")
    assert "fr/works/nothing-about-us/fr/index.html" in found(archive, "les garde en bonne santé")
    assert REPORT in found(archive, "keeps them well")
    for words in ("помогает", "santé", "decided", "нас"):
        hits = found(archive, words)
        assert len(hits) == len(set(hits))
        assert not [hit for hit in hits if re.match(r"(\w+)/works/[^/]+/(?!\1/)(?:en|fr|ru|es)/", hit)], hits
    assert found(archive, "cookies") == []  # the foot of every page


def test_titles_are_suggested(archive: Archive) -> None:
    suggested = SuggestionSearcher(archive).suggest("rien sur")
    assert "fr/works/nothing-about-us/fr/index.html" in list(suggested.getResults(0, 10))
    for words, path in (("Ничего", "ru/works/nothing-about-us/ru/index.html"), ("nothing ab", REPORT)):
        suggested = SuggestionSearcher(archive).suggest(words)
        assert path in list(suggested.getResults(0, 10))


def test_lasting_addresses_lead_to_pages(archive: Archive, opened: Opened) -> None:
    text = opened.shelves.works[0].editions[0].text
    contents = opened.contents(text or "")
    assert archive.get_entry_by_path("works/nothing-about-us/en").get_item().path == REPORT
    leaves = set()
    for passage, leaf in contents.passages.items():
        entry = archive.get_entry_by_path(f"works/nothing-about-us/en/p/{passage}")
        assert f'id="p-{passage}"' in bytes(entry.get_item().content).decode()
        leaves.add(leaf)
    assert len(leaves) > 2


def test_a_selection_holds_what_was_asked_for(russian: Path, make: Made) -> None:
    archive = Archive(russian)
    paths = [archive._get_entry_by_id(number).path for number in range(archive.entry_count)]
    assert {path.split("/")[0] for path in paths} == {"ru", "static", "images", "works", "news"}
    assert archive.main_entry.get_item().path == "ru/index.html"
    assert archive.get_metadata("Language") == b"rus"
    assert archive.get_metadata("Flavour") == b"nofiles"
    assert not [html for _, html in pages(archive) if ".pdf" in html]
    # With one language the index knows its inflections.
    assert found(archive, "решаются") == found(archive, "решается") != []
    with pytest.raises(NothingChosenError, match="no theme “nothing”"):
        make("none.zim", Choice(themes=("nothing",)))


def test_the_same_selection_has_the_same_identity_and_another_another(make: Made, russian: Path, path: Path) -> None:
    again = make("again.zim", Choice(("ru",), files=False))
    assert Archive(again).uuid == Archive(russian).uuid != Archive(path).uuid
    assert Archive(russian).uuid.version == 8


def test_what_was_stopped_leaves_what_was_there_and_nothing_else(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "library.zim"
    target.write_bytes(b"the one before")

    def stop(stage: str, done: int, total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    for name in (".firsthand-zim-dead", ".firsthand-zim-alive"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "part.zim").write_bytes(b"half")
    alive = os.open(tmp_path / ".firsthand-zim-alive", os.O_RDONLY)
    fcntl.flock(alive, fcntl.LOCK_EX)
    with pytest.raises(KeyboardInterrupt):
        zim.write_zim(library, target, Choice(("fr",)), jobs=1, progress=stop)
    os.close(alive)
    assert target.read_bytes() == b"the one before"
    assert {each.name for each in tmp_path.iterdir()} == {"library.zim", ".firsthand-zim-alive"}


def test_what_can_not_be_written_is_told(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for target in (tmp_path, tmp_path / "nowhere" / "library.zim"):
        with pytest.raises(MirrorError, match="can't be a ZIM file"):
            zim.write_zim(library, target, Choice())
    monkeypatch.delitem(sys.modules, "firsthand.mirrors.zim.entries", raising=False)
    monkeypatch.setitem(sys.modules, "libzim.writer", None)
    monkeypatch.delattr("firsthand.mirrors.zim.entries", raising=False)
    with pytest.raises(MirrorError, match=r"firsthand\[offline\]"):
        zim.write_zim(library, tmp_path / "library.zim", Choice())


@given(st.text(max_size=200), st.integers(10, 100))
def test_words_are_cut_to_so_many_characters_on_one_line(words: str, most: int) -> None:
    made = cut(words, most)
    assert len(made) <= most
    assert made == " ".join(words.split()) or made.endswith("…")
    assert "\n" not in made


def test_languages_have_their_three_letters(opened: Opened) -> None:
    tags = ("en", "fr", "es", "ru", "ar", "zh-Hant", "pt-BR", "sw", "tpi", "xx-nonsense")
    assert [iso_639_3(tag) for tag in tags] == ["eng", "fra", "spa", "rus", "ara", "zho", "por", "swa", "tpi", "und"]
    assert all(len(value) for value in metadata(opened, Choice()).values())


@pytest.fixture
def kiwix(path: Path, tmp_path: Path) -> Iterator[str]:
    """kiwix-serve on loopback with the file; the address of the book."""
    program = shutil.which("kiwix-serve")
    if program is None:
        pytest.skip("kiwix-tools are not installed")
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([program, "-i", "127.0.0.1", "-p", str(port), str(path)], stdout=log, stderr=log)
    try:
        for _ in range(1_200):
            try:
                urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.browser
def test_kiwix_serves_it_to_a_browser(kiwix: str) -> None:
    need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 390, "height": 780})
        asked, missing = set[str](), list[str]()
        page.on("request", lambda request: asked.add(request.url))
        page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{kiwix}/library/")
        page.locator("a[hreflang=en]", has_text="English").click()
        page.locator("nav.rooms a", has_text="Works").click()
        page.locator(".card h2 a", has_text="Nothing about us").click()
        page.locator("a.act[hreflang=en]").click()
        page.locator("[role=doc-noteref]").first.click()
        note = page.url.split("#")[1]
        assert page.locator(f"#{note}").is_visible()
        page.locator(f"#{note} [role=doc-backlink], #{note} .back").first.click()
        assert page.url.split("#")[1].startswith("m-")
        assert page.evaluate(
            "[...document.images].every((image) => image.loading === 'lazy' || image.naturalWidth > 0)"
        )
        page.locator("a[rel=next]").click()
        assert page.url.endswith("/en/2/index.html")
        page.locator("nav.tongues a[hreflang=ru]").click()
        assert page.url.endswith("/ru/works/nothing-about-us/en/2/index.html")
        page.goto(
            f"{kiwix}/search?content=library&pattern=%D0%BE%D1%81%D1%82%D0%B0%D0%B2%D0%B0%D1%82%D1%8C%D1%81%D1%8F"
        )
        page.locator("a[href*='/ru/works/nothing-about-us/ru/index.html']").first.click()
        assert "здоровыми" in page.locator(".text").inner_text()
        browser.close()
        assert {url for url in asked if not url.startswith(kiwix)} == set()
        assert [url for url in missing if "/skin/" not in url and "favicon" not in url] == []
