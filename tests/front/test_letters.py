"""What is handed over of a statement, over HTTP and in mirrors."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from tests.exports.pdftree import texts
from tests.front.client import Client, Loop
from tests.front.letter import SLUG

from firsthand.front.application import Front, open_front
from firsthand.front.letters import files
from firsthand.mirrors.assets import assets

ROOM = f"/take/statements/{SLUG}"


@pytest.fixture(scope="module")
def front(letters: Path) -> Iterator[Front]:
    front = open_front(letters)
    yield front
    front.close()


@pytest.fixture
def client(front: Front, loop: Loop) -> Client:
    return Client(front, loop)


def test_all_that_is_offered_is_there(client: Client, front: Front) -> None:
    opened = front.service.opened
    taken = files(opened, next(each for each in opened.shelves.statements if each.slug == SLUG))
    orders = ("", ".alphabetical")
    letters = [
        f"{ROOM}/letter/{tag}{order}.{ending}"
        for tag in ("en", "fr", "ar")
        for order in orders
        for ending in ("pdf", "docx")
    ]
    both = [f"{ROOM}/letter/all.pdf", f"{ROOM}/letter/all.docx"]
    sheets = [f"{ROOM}/sheet/{tag}.pdf" for tag in ("en", "fr", "ar")]
    assert [each.address for each in taken] == [*letters, *both, f"{ROOM}/signatures.csv", *sheets]
    for each in taken:
        if each.language in ("", "ar"):
            answer = client.get(each.address)
            assert (answer.status_code, answer.content[:2]) == (
                200,
                {"p": b"%P", "d": b"PK", "c": b"\xef\xbb"}[each.ending[0]],
            )
            name = each.address.removeprefix("/take/statements/").replace("/letter", "").replace("/", ".")
            assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
            assert "sandbox" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        f"{ROOM}/letter/ru.pdf",  # its translation is of other words
        f"{ROOM}/letter/en.odt", f"{ROOM}/letter/en", f"{ROOM}/letter/.pdf", f"{ROOM}/letter/en.other.pdf",
        f"{ROOM}/letter/all.alphabetical.pdf", f"{ROOM}/sheet/ru.pdf", f"{ROOM}/sheet/en.docx",
        "/take/statements/nowhere/letter/en.pdf", "/take/statements/nowhere/signatures.csv",
        "/take/works/nothing-about-us/letter/en.pdf", "/take/statements/open-letter/sheet/en.pdf",
        "/take/statements/open-letter/letter/de.pdf",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_whoever_asks_gets_the_same(client: Client) -> None:
    one = client.get(f"{ROOM}/letter/fr.pdf", accept_language="ru", host="one.example")
    two = client.get(f"{ROOM}/letter/fr.pdf", accept_language="en", host="two.example")
    assert one.content == two.content
    again = client.get(f"{ROOM}/letter/fr.pdf", if_none_match=one.headers["etag"])
    assert again.status_code == 304
    tables = [client.get(f"{ROOM}/signatures.csv", accept_language=tag).content for tag in ("fr", "ru")]
    assert tables[0] == tables[1]


def test_what_was_not_to_be_told_is_told_nowhere(client: Client) -> None:
    letter = "".join(texts(client.get(f"{ROOM}/letter/en.pdf").content))
    table = client.get(f"{ROOM}/signatures.csv").text
    for text in (letter, table):
        assert "Only My Name" in text
        assert "Hidden House" not in text
    assert "Signed Too Early" not in letter
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))}
    assert rows["Signed Too Early"]["stands"] == "no"
    assert rows["Only My Name"]["country"] == rows["Only My Name"]["date"] == ""


def test_mirrors_carry_them_but_for_what_says_the_same_again(front: Front) -> None:
    found = [each.address for each in assets(front.service.opened) if each.kind == "letter" and SLUG in each.address]
    assert found == [
        *(f"{ROOM}/letter/{tag}.pdf" for tag in ("en", "fr", "ar", "all")), f"{ROOM}/signatures.csv",
        *(f"{ROOM}/sheet/{tag}.pdf" for tag in ("en", "fr", "ar")),
    ]  # fmt: skip


def test_names_stand_in_the_direction_of_the_words_around_them(client: Client) -> None:
    """The letter is in Arabic, its list of signatories in English: names stand left of their countries."""
    with pypdfium2.PdfDocument(client.get(f"{ROOM}/letter/ar.pdf").content) as pdf:
        page = pdf[0].get_textpage()
        left = [page.get_charbox(page.search(word).get_next()[0])[0] for word in ("Made", "Uruguay", "invented")]
    assert left == sorted(left)
