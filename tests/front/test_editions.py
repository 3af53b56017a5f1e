"""Editions to take along: their files, their links, and several works as one book."""

import io
import re
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from tests.front.client import Client, text_of

from firsthand.exports import bundle
from firsthand.exports.shapes import SHAPES, UnmadeError
from firsthand.exports.volume import Volume

WORK = "nothing-about-us"


@pytest.mark.parametrize("ending", ["epub", "txt", "md"])
def test_a_file_comes_with_its_type_and_its_name_and_can_run_nothing(client: Client, ending: str) -> None:
    answer = client.get(f"/take/works/{WORK}/fr.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == SHAPES[ending].media_type
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{WORK}.fr.{ending}"
    assert "sandbox" in answer.headers["content-security-policy"]
    again = client.get(f"/take/works/{WORK}/fr.{ending}", if_none_match=answer.headers["etag"])
    assert again.status_code == 304


def test_only_text_is_compressed_once_more(client: Client) -> None:
    assert client.get(f"/take/works/{WORK}/fr.md", accept_encoding="gzip").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(f"/take/works/{WORK}/fr.epub", accept_encoding="gzip").headers


@pytest.mark.parametrize(
    "path",
    [
        f"/take/works/{WORK}/fr.exe",
        f"/take/works/{WORK}/de.epub",
        "/take/works/nowhere/en.epub",
        "/take/works/old-report/en.epub",
        "/take/works/taken-back/en.epub",
        "/take/pages/about/en.epub",
        "/take/nowhere/film/en.epub",
    ],
)
def test_what_is_not_there_or_was_withdrawn_gives_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code in (404, 410)


def test_the_reading_page_and_the_works_page_link_to_every_shape(client: Client) -> None:
    for path in (f"/fr/works/{WORK}/fr", f"/fr/works/{WORK}", "/fr/statements/open-letter"):
        page = client.page(path)
        links = page.xpath('//a[starts-with(@href, "/take/")]')
        assert {link.get("href").partition(".")[2] for link in links} >= {"epub", "txt", "md"}
        assert "Livre numérique (EPUB)" in [link.text for link in links]
        for link in links:
            if link.get("href").endswith((".epub", ".md")):
                assert client.get(link.get("href")).status_code == 200


def test_a_page_without_a_text_offers_no_book(client: Client) -> None:
    page = client.page("/en/works/old-report/en")
    assert not page.xpath('//a[contains(@href, ".epub")]')


def test_chosen_works_go_along_as_one_book(client: Client) -> None:
    assert "works.epub" not in client.get("/en/works").text
    page = client.page("/en/works?theme=health&language=fr&language=ru")
    link = page.xpath('//a[contains(@href, "works.epub")]')[0]
    assert link.text == "Take these 2 texts with you"
    assert re.search(r"as one e-book \(EPUB\), about \d+ kB", text_of(page, "//header"))
    answer = client.get(link.get("href"))
    assert answer.headers["content-type"] == "application/epub+zip"
    with ZipFile(io.BytesIO(answer.content)) as book:
        cover = book.read("EPUB/selection.xhtml").decode()
        assert "Rien sur nous" in cover
        assert "Ничего о нас" in cover
        assert "Health · French · Russian" in cover
        assert len([name for name in book.namelist() if name.endswith("title.xhtml")]) == 2


def test_what_has_no_text_is_counted_and_left_out(client: Client) -> None:
    answer = client.get("/en/works.epub?year=2012&year=2018")
    with ZipFile(io.BytesIO(answer.content)) as book:
        assert "1 work that was chosen too has no text in the library" in book.read("EPUB/selection.xhtml").decode()
    none = client.get("/en/works.epub?year=2012")
    assert none.status_code == 404
    assert "There is nothing to take along" in none.text


def test_a_book_that_would_be_too_large_is_refused_with_a_reason(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 20_000)
    answer = client.get("/ru/works.epub?language=ru&language=en")
    assert answer.status_code == 413
    assert "Это слишком много для одной книги" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_in_a_query_breaks_a_bundle(client: Client) -> None:
    for query in ("theme=%00%ff&year=%F0%9F%98%80", "kind=report&" * 60, "language=../..", "page=2"):
        assert client.get(f"/en/works.epub?{query}").status_code in (200, 404, 413)


def test_what_somebody_wanted_is_not_logged_where_it_cannot_be_made(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Volume) -> bytes:
        raise UnmadeError("There are no fonts.")

    monkeypatch.setitem(SHAPES, "odd", replace(SHAPES["txt"], ending="odd", make=fail))
    assert client.get(f"/take/works/{WORK}/fr.odd").status_code == 503
    assert "There are no fonts." in caplog.text
    assert WORK not in caplog.text
