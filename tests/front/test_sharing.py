"""What a preview of a shared address says, and shows."""

import io
from urllib.parse import urlsplit

import extruct
import pytest
from PIL import Image
from tests.front.client import Client

from firsthand.front.sharing import locale


def shared(client: Client, address: str) -> dict[str, list[str]]:
    """The properties that a reader of the Open Graph protocol finds."""
    page = client.get(address)
    assert page.status_code == 200
    (found,) = extruct.extract(page.content, syntaxes=["opengraph"])["opengraph"]
    values: dict[str, list[str]] = {}
    for name, value in found["properties"]:
        values.setdefault(name, []).append(value)
    return values


@pytest.mark.parametrize("address", ["/en/works/nothing-about-us/en", "/en/works/nothing-about-us"])
def test_a_preview_has_title_words_language_and_a_card_of_the_librarys_own(client: Client, address: str) -> None:
    found = shared(client, address)
    assert found["og:title"] == ["Nothing about us: Peers at the table"]
    assert found["og:site_name"] == ["Library of the network"]
    assert found["og:locale"] == ["en_US"]
    assert set(found["og:locale:alternate"]) == {"fr_FR", "ru_RU", "ar_EG"}
    assert found["og:url"] == [f"https://library.example.org{address}"]
    card = urlsplit(found["og:image"][0])
    assert f"{card.scheme}://{card.netloc}" == "https://library.example.org"
    answer = client.get(card.path)
    assert answer.headers["content-type"] == "image/png"
    size = Image.open(io.BytesIO(answer.content)).size
    assert size == (int(found["og:image:width"][0]), int(found["og:image:height"][0]))


def test_an_edition_in_another_language_has_a_card_of_its_own(client: Client) -> None:
    found = shared(client, "/ru/works/nothing-about-us/ru")
    assert found["og:image"] == ["https://library.example.org/take/works/nothing-about-us/ru.card.png"]
    assert found["og:locale"] == ["ru_RU"]


def test_pages_that_are_about_no_edition_say_nothing(client: Client) -> None:
    assert b"og:" not in client.get("/en/works").content
    assert b"og:" not in client.get("/en/works/nothing-about-us/en/2").content


def test_a_title_cannot_leave_its_property(client: Client) -> None:
    assert shared(client, "/en/works/old-report")["og:title"] == ["An older report <em>"]


@pytest.mark.parametrize(("tag", "said"), [("pt", "pt_BR"), ("pt-PT", "pt_PT"), ("zh-Hant", "zh_TW"), ("x!", "x!")])
def test_languages_are_written_with_a_place(tag: str, said: str) -> None:
    assert locale(tag) == said
