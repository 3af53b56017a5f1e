"""Sheets, leaflets and cards as the front gives them; and what it says where there is none."""

import pypdfium2
import pytest
from tests.front.client import Client

from firsthand.exports.printing import sheets
from firsthand.exports.printing.press import LettersError


@pytest.mark.parametrize("ending", ["large.pdf", "ink.pdf", "leaflet.pdf"])
def test_editions_can_be_had_for_paper(client: Client, ending: str) -> None:
    answer = client.get(f"/take/works/nothing-about-us/ru.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert f"nothing-about-us.ru.{ending}" in answer.headers["content-disposition"]
    assert len(pypdfium2.PdfDocument(answer.content)) >= 1


def test_their_page_links_to_them(client: Client) -> None:
    page = client.get("/en/works/nothing-about-us/en").text
    for ending in ("large.pdf", "ink.pdf", "leaflet.pdf", "card.png"):
        assert f"/take/works/nothing-about-us/en.{ending}" in page


def test_what_may_not_be_adapted_is_no_word_file(client: Client) -> None:
    assert client.get("/take/works/nothing-about-us/en.docx").status_code == 404
    assert client.get("/take/works/brief-guide/es.docx").status_code == 200


def test_where_a_font_is_missing_the_answer_says_which_and_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def print_order(_order: object) -> bytes:
        raise LettersError("No font on this machine has the letters “ส” (U+0E2A).")

    monkeypatch.setattr(sheets, "print_order", print_order)
    monkeypatch.setattr(sheets, "spelt", lambda _value: print_order(None))
    answer = client.get("/take/works/film/en.large.pdf")
    assert answer.status_code == 503
    assert "“ส” (U+0E2A)" in answer.text
    assert answer.headers["cache-control"] == "no-store"
