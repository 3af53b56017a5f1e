"""A report: every page of a negotiation as files that need no server, with whose they are on each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html
from msgspec import structs
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import Access
from firsthand.interface import available
from firsthand.mirrors.reports import ReportError, write_report
from firsthand.negotiations.audiences import seen_by

RECIPIENT = "Anna <Ö> & Co"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "for Anna"
    allies = seen_by(example(), Access.ALLIES)
    written = write_report(allies, folder, languages=available(), recipient=RECIPIENT)
    assert written.files == sum(1 for path in folder.rglob("*") if path.is_file())
    assert written.pages == len(list(folder.glob("*/*.html")))
    return folder


def read(path: Path) -> Any:
    """The page in a file."""
    return html.fromstring(path.read_bytes())


def pages(report: Path) -> Iterator[tuple[Path, Any]]:
    for path in sorted(report.glob("*/*.html")):
        yield path, read(path)


def test_every_page_says_whose_it_is_and_keeps_out_of_search_engines(report: Path) -> None:
    said = {
        "en": "For allies only. Do not publish. Given to Anna <Ö> & Co.",
    }
    count = 0
    for path, page in pages(report):
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"], path
        banners = {each.text_content() for each in page.xpath("//*[@class='banner' or @class='watermark']")}
        assert len(banners) == 1, path
        (banner,) = banners
        assert RECIPIENT in banner
        assert banner == said.get(path.parent.name, banner)
        count += 1
    assert count > 4 * 6


def test_every_link_leads_to_a_file_of_the_report_or_to_the_web(report: Path) -> None:
    seen = 0
    for path, page in pages(report):
        for link in page.xpath("//@href | //@src"):
            if link.startswith(("https://", "http://")):
                continue
            assert not link.startswith("/"), (path, link)
            file, _, fragment = unquote(link).partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_relative_to(report.resolve()), (path, link)
            assert target.is_file(), (path, link)
            if fragment:
                there = read(target)
                assert there.xpath("//*[@id=$name]", name=fragment), (path, link)
            seen += 1
    assert seen > 100


def test_names_of_files_tell_nothing(report: Path) -> None:
    names = " ".join(path.relative_to(report).as_posix() for path in report.rglob("*"))
    process = example()
    told = [
        process.process.slug,
        *(ask.slug for ask in process.asks),
        *(draft.slug for draft in process.process.drafts),
    ]
    assert not any(re.search(rf"\b{re.escape(slug)}\b", names) for slug in told)


def test_no_page_asks_anybody_for_anything(report: Path) -> None:
    for path, page in pages(report):
        assert not page.xpath("//script | //form | //iframe | //*[@onclick]"), path
        assert all(not link.startswith("http") for link in page.xpath("//link/@href | //@src")), path
    for path in report.rglob("*.css"):
        assert not re.search(r"url\(|@import", path.read_text()), path


def test_the_pages_are_those_of_the_audience(tmp_path: Path) -> None:
    public = seen_by(example(), Access.PUBLIC)
    write_report(public, tmp_path / "public")
    words = "".join(path.read_text() for path in (tmp_path / "public").rglob("*.html"))
    assert not any(word in words for word in HIDDEN)
    assert "banner" not in words
    write_report(example(), tmp_path / "own")
    own = "".join(path.read_text() for path in (tmp_path / "own").rglob("*.html"))
    assert all(word in own for word in HIDDEN)
    assert "Private. Do not pass on." in own


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("mine")
    with pytest.raises(ReportError, match="new or empty"):
        write_report(example(), tmp_path / "full")
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "letter"]


def test_a_language_that_the_interface_does_not_speak_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="“tlh”"):
        write_report(example(), tmp_path / "report", languages=("en", "tlh"))
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_behind_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("firsthand.mirrors.reports._Writer._put", full)
    with pytest.raises(OSError, match="No space"):
        write_report(example(), tmp_path / "report")
    assert not list(tmp_path.iterdir())


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    whole = example()
    bad = "<script>alert(1)</script>\"'"
    ask = structs.replace(whole.asks[0], words=bad, must=("script",), slug="../../up")
    write_report(structs.replace(whole, asks=(ask,), outcomes=()), tmp_path / "report", recipient=bad)
    assert not any("<script" in path.read_text() for path in (tmp_path / "report").rglob("*.html"))
    assert {path.name for path in tmp_path.iterdir()} == {"report"}


def test_evidence_leads_to_its_paragraph_and_to_the_draft_before(report: Path) -> None:
    page = read(report / "en" / "ask-1.html")
    evidence = page.xpath("//figcaption/a/@href")
    assert len(evidence) == 4
    assert all(re.fullmatch(r"\.\./en/draft-\d\.html#p-\w+", link) for link in evidence)
    assert "../en/changes-1-2.html" in page.xpath("//p[@class='onward']/a/@href")


def test_what_leads_out_of_the_report_stays_as_words(report: Path) -> None:
    page = read(report / "en" / "draft-1.html")
    term = page.xpath("//main//li//bdi[text()='drug abusers']")
    assert len(term) >= 1
    assert term[0].getparent().get("href") is None
