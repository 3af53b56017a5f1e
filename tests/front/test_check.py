"""“Check your words”: a text goes in by itself or in a file, findings come out with choices, and nothing stays."""

import io
import logging
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html
from tests.front.client import Client, Loop, text_of
from tests.front.places import LANGUAGES

from firsthand.front import checking
from firsthand.front.application import Front, open_front
from firsthand.front.examiners import Examiner, Seen

TEXT = "Two heroin users and an AIDS victim came.\r\nThe wino at the Institute said so."


@pytest.fixture
def own(library: Path, loop: Loop) -> Iterator[Client]:
    """A front whose limits a test may use up."""
    front = open_front(library)
    yield Client(front, loop)
    front.close()


def page_of(answer: httpx.Response, status: int = 200) -> html.HtmlElement:
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    return html.fromstring(answer.content)


def check(client: Client, text: str = "", language: str = "en", **more: str) -> html.HtmlElement:
    return page_of(client.post(f"/{language}/check", {"text": text, **more}))


def choices(page: html.HtmlElement) -> dict[str, str]:
    """The form of an answer as a browser would send it."""
    inputs = page.xpath('//form[@class="choose"]//input[@type="hidden" or @checked]')
    return {each.get("name"): each.get("value") for each in inputs}


def test_findings_are_marked_where_they_stand_with_number_word_and_reason(client: Client) -> None:
    page = check(client, TEXT)
    marks = [mark.text_content() for mark in page.xpath("//mark")]
    assert marks == ["heroin users1", "AIDS victim2", "wino3"]
    assert [mark.get("class") for mark in page.xpath("//mark")] == [
        "contested found",
        "stigmatising found",
        "slur found",
    ]
    second = page.xpath('//li[@id="finding-2"]')[0]
    assert "Stigmatising" in text_of(second, ".//p")
    assert "takes their life for lost" in text_of(second, ".//p")
    assert second.xpath('.//a[@href="/en/words/victim/en"]')
    assert "The Programme" in text_of(second, ".//p")
    assert text_of(page, "//h2[1]").startswith("3 places to look at")
    assert text_of(page, "//title").startswith("3 places to look at")


def test_what_fits_for_sure_is_chosen_and_what_is_contested_is_not(client: Client) -> None:
    page = check(client, TEXT)
    chosen = {name: value for name, value in choices(page).items() if name.startswith("place-")}
    assert chosen["place-1"] == ""
    assert chosen["place-2"].endswith(":a person living with HIV") or chosen["place-2"].endswith(
        ":person living with HIV"
    )
    assert all(len(page.xpath(f'//input[@name="{name}" and @checked]')) == 1 for name in chosen)


def test_the_chosen_words_are_put_into_the_text(client: Client) -> None:
    fields = choices(check(client, TEXT))
    page = page_of(client.post("/en/check", fields))
    area = page.xpath("//textarea")[0].text
    assert "a person living with HIV came.\nThe " in area
    assert "Two heroin users" in area
    assert "replacements were made" in text_of(page, "//main")
    again = check(client, area)
    assert [mark.text_content() for mark in again.xpath("//mark")][:1] == ["heroin users1"]


def test_a_choice_that_reaches_into_another_is_left_out_and_told(client: Client) -> None:
    fields = {
        "act": "change",
        "text": "abcdef",
        "place-1": "0:3:X",
        "place-2": "2:4:Y",
        "place-3": "4:6:Z",
        "x": "0:1:N",
    }
    page = page_of(client.post("/en/check", fields))
    assert page.xpath("//textarea")[0].text.strip() == "XdZ"
    assert "1 was left out" in text_of(page, "//main")


@pytest.mark.parametrize("value", ["0:99:X", "5:2:X"])
def test_a_choice_beyond_the_text_is_refused(client: Client, value: str) -> None:
    answer = client.post("/en/check", {"act": "change", "text": "abc", "place-1": value})
    page_of(answer, 400)


def test_a_reason_is_told_once_and_pointed_to_afterwards(client: Client) -> None:
    page = check(client, "A wino and a wino.")
    assert text_of(page, '//li[@id="finding-2"]').count("makes a person of a drink") == 0
    assert page.xpath('//li[@id="finding-2"]//a[@href="#finding-1"]')


def test_where_guides_disagree_each_is_named(client: Client) -> None:
    page = check(client, TEXT)
    second = text_of(page, '//li[@id="finding-2"]//details')
    assert "Advises against these words · Terminology Guidelines" in second
    assert "Accepts these words in some contexts" in second
    assert not page.xpath('//li[@id="finding-3"]//details')


def test_where_the_guide_is_not_sure_it_says_perhaps(client: Client) -> None:
    page = check(client, "The sufferer has HIV, and this was the first day of the year.")
    assert "possible" in page.xpath("//mark/@class")[0]
    assert "perhaps" in text_of(page, '//li[@id="finding-1"]')
    assert "proposed by this guide" in text_of(page, '//li[@id="finding-1"]')
    assert choices(page)["place-1"] == ""


def test_what_was_passed_over_is_told(client: Client) -> None:
    page = check(client, "The HIV Victims Society met. The comrade came with a sufferer of the flu.")
    assert not page.xpath("//mark")
    assert "Nothing was found" in text_of(page, "//h2")
    passed = text_of(page, "//details")
    assert "proper names" in passed
    assert "comrade" in passed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_answers_in_the_language_of_the_interface_and_the_words_in_their_own(
    client: Client, language: str
) -> None:
    page = check(client, "Les sidéens de la ville et de la région.", language)
    assert page.get("lang") == language
    assert page.xpath('//p[@class="checked"]')[0].get("lang") == (None if language == "fr" else "fr")
    assert page.xpath('//li[@id="finding-1"]//legend/b/@lang') == ["fr"]


def test_language_and_guide_can_be_chosen(client: Client) -> None:
    english = page_of(client.post("/en/check", {"text": "sidéens", "guide": "own", "language": "en"}))
    assert not english.xpath("//mark")
    page = page_of(client.post("/en/check", {"text": "sidéens", "guide": "own", "language": "fr"}))
    assert page.xpath("//mark")
    assert page.xpath('//select[@name="language"]/option[@selected]/@value') == ["fr"]
    assert page.xpath('//select[@name="guide"]/option/@value') == ["own", "house", "public-health"]
    nonsense = page_of(client.post("/en/check", {"text": "sidéens", "guide": "../x", "language": "xx"}))
    assert nonsense.xpath('//select[@name="guide"]/option[@selected]/@value') == ["own"]


def test_markup_and_signs_of_the_text_stay_text(client: Client) -> None:
    page = check(client, "<b>wino</b> \x00\x1b & \"'</textarea><script>alert(1)</script>")
    assert not page.xpath("//main//script")
    assert page.xpath('//p[@class="checked"]')[0].text_content().startswith("<b>wino1</b>    & \"'</textarea>")
    assert page.xpath('//input[@name="text"]/@value')[0].startswith("<b>wino</b>")
    assert "\x00" not in html.tostring(page, encoding="unicode")


def docx(*paragraphs: str) -> bytes:
    from docx import Document

    document, data = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", "The wino is here.".encode("utf-16")),
        ("notes.md", b"# Title\n\nThe **wi**no is here."),
        ("notes.HTML", b"<p>The <b>wi</b>no is here."),
        ("without-ending", b"The wino is here."),
        ("talk.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe wino is here.\n"),
    ],
)
def test_files_of_text_are_checked_as_they_are_written(client: Client, name: str, data: bytes) -> None:
    page = page_of(client.post("/en/check", {}, (name, data)))
    assert page.xpath("//mark")
    assert name in text_of(page, "//h2")


def test_an_office_file_is_read_apart_and_leaves_nothing_on_the_disk(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    page = page_of(client.post("/en/check", {}, ("доклад.docx", docx("The wino is here.", "More."))))
    assert text_of(page, "//mark") == "wino1"
    assert "доклад.docx" in text_of(page, "//h2")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("broken.docx", b"PK\x03\x04 not a document", "can’t be read as a text"),
        ("broken.pdf", b"%PDF-1.7 nothing", "can’t be read as a text"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "can’t be read as a text"),
        ("empty.docx", None, "There is no text in the file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so(client: Client, name: str, data: bytes | None, told: str) -> None:
    page = page_of(client.post("/en/check", {}, (name, docx() if data is None else data)), 422)
    assert told in text_of(page, '//p[@role="alert"]')


def test_a_bomb_is_not_unpacked(client: Client) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 200_000_000)
    assert client.post("/en/check", {}, ("bomb.docx", data.getvalue())).status_code in (413, 422)


def test_without_a_text_the_form_says_what_it_needs(client: Client) -> None:
    page = page_of(client.post("/es/check", {"text": " \r\n"}), 400)
    assert "No hay ningún texto" in text_of(page, '//p[@role="alert"]')
    assert page.xpath('//form[@class="give"]')


def test_a_text_that_is_too_large_gets_a_page_that_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_CHARACTERS", 1_000)
    assert "too large" in text_of(page_of(client.post("/en/check", {"text": "x" * 1_001}), 413), '//p[@role="alert"]')
    monkeypatch.setattr(checking, "MOST_BODY", 5_000)
    assert "too large" in text_of(page_of(client.post("/en/check", {"text": "x" * 9_000}), 413), '//p[@role="alert"]')


def test_findings_beyond_a_page_are_counted(client: Client) -> None:
    page = check(client, "wino, " * 500)
    assert len(page.xpath("//mark")) == 400
    assert "100 more places" in text_of(page, '//p[@class="warning"]')


def test_what_comes_from_another_site_or_is_no_form_is_not_checked(client: Client) -> None:
    page_of(client.post("/en/check", {"text": "wino"}, sec_fetch_site="cross-site"), 403)
    assert client.post("/en/check", {"text": "wino"}, sec_fetch_site="same-origin").status_code == 200
    answer = client.get("/en/check", method="POST", content_type="application/json")
    page_of(answer, 400)


def test_nothing_else_takes_anything(client: Client) -> None:
    for address in ("/en/words", "/en/check/", "/check/en/x", "/en/search"):
        answer = client.post(address, {"text": "wino"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = client.get("/en/check", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert client.post("/xx/check", {"text": "wino"}).status_code == 405


def test_the_text_is_neither_kept_nor_logged(
    own: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "private" + "word"
    check(own, f"The wino said {secret}.")
    monkeypatch.setattr(Examiner, "examine", lambda *_: 1 / 0)
    answer = own.post("/fr/check", {"text": f"The wino said {secret}."})
    assert answer.status_code == 500
    assert 'lang="fr"' in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert secret not in caplog.text
    assert secret not in repr(own.front.service.opened.pages._answers)


def test_the_empty_form_is_kept_like_any_page(client: Client) -> None:
    answer = client.get("/ru/check")
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "не сохраняется" in answer.text
    assert client.get("/check", accept_language="ru").headers["location"] == "/ru/check"


def test_too_many_checks_at_once_are_asked_to_come_back(own: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    own.front.checking.sent = checking.MOST_SENT
    answer = own.post("/en/check", {"text": "wino"})
    page_of(answer, 503)
    assert answer.headers["retry-after"] == "5"
    own.front.checking.sent = 0
    assert own.post("/en/check", {"text": "wino"}).status_code == 200


def test_a_check_that_takes_too_long_is_stopped_and_the_next_one_works(
    own: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(checking, "SECONDS_TO_CHECK", 0.01)
        for _ in range(checking.MOST_CHECKED + 1):
            answer = own.post("/en/check", {"text": "wino"})
            assert "took too long" in text_of(page_of(answer, 503), '//p[@role="alert"]')
    assert check(own, "wino").xpath("//mark")


def test_who_finds_no_place_free_is_asked_to_come_back(own: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(Examiner, "examine", lambda *_: let_go.wait(20) and Seen())
    monkeypatch.setattr(checking, "SECONDS_TO_WAIT", 0.05)
    posting = [
        threading.Thread(target=own.post, args=("/en/check", {"text": "wino"})) for _ in range(checking.MOST_CHECKED)
    ]
    for thread in posting:
        thread.start()
    while own.front.checking._examiners:
        time.sleep(0.01)
    page_of(own.post("/en/check", {"text": "wino"}), 503)
    let_go.set()
    for thread in posting:
        thread.join()
    assert own.post("/en/check", {"text": "wino"}).status_code == 200


def test_a_guide_that_cannot_be_used_is_told_so(own: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own.front.service.opened.guides, "folder", lambda _: "nowhere")
    page = page_of(own.post("/en/check", {"text": "wino"}), 503)
    assert "Try another one" in text_of(page, '//p[@role="alert"]')
    assert page.xpath("//textarea")[0].text.strip() == "wino", "what was pasted is not lost"


def test_the_limits_of_the_page_are_those_of_the_front(client: Client) -> None:
    limits = text_of(client.page("/en/check"), '//p[@id="fh-limits"]')
    assert "2,000,000 characters" in limits
    assert "10 MB" in limits
    assert isinstance(client.front, Front)
