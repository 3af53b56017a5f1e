"""The leaflet of an edition: one page of A5, whatever the edition is like."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.exports.pdftree import elements, sizes, texts
from tests.exports.volumes import Made, volume
from tests.front.library import report

from firsthand.catalogue.records import Collection, Edition, Library, Text, Work
from firsthand.documents.model import Document
from firsthand.exports.printing.leaflet import is_offered, make_leaflet

ONION = f"http://{'a' * 56}.onion"
MIRRORS = ("https://mirror.example.net/library", ONION, "https://a.example", "https://b.example", "https://c.example")
EMPTY = Document("text/plain")


def edition(title: str, *, address: str | None = "https://library.example.org", **fields: object) -> Made:
    """An edition of a work that is also in French, in a library with mirrors."""
    own = Edition("en", title, **fields)  # type: ignore[arg-type]
    work = Work("made-up", "report", (own, Edition("fr", "Inventé")), summaries=(Text("fr", "Un résumé du travail."),))
    library = Library((Text("en", "Library"),), address=address, mirrors=MIRRORS)
    return Made(EMPTY, work, own, Collection(library, (work,)))


def flat(data: bytes) -> str:
    return " ".join(" ".join(texts(data)).split())


def test_it_says_what_the_edition_is_and_where_it_is() -> None:
    words = flat(make_leaflet(edition("Nothing about us", subtitle="A report", summary="What people found.", text="x")))
    for said in (
        "Nothing about us", "A report", "What people found.", "Languages: English, Français",
        "https://library.example.org/works/made-up/en", "Without the internet", "as an e-book",
        "The whole library is also here:", "https://mirror.example.net/library", ONION, "https://b.example",
    ):  # fmt: skip
        assert said in words, said
    assert "https://c.example" not in words


def test_it_is_tagged_and_its_code_and_addresses_can_be_followed() -> None:
    made = make_leaflet(edition("Nothing about us"))
    found = elements(made)
    assert next(element.tag for element in found if element.tag in ("Title", "H1")) == "Title"
    (code,) = [element for element in found if element.tag == "Figure"]
    assert code.alternative == "A QR code with the address: https://library.example.org/works/made-up/en"
    with pikepdf.open(io.BytesIO(made)) as pdf:
        links = {str(note.A.URI) for note in pdf.pages[0].Annots}
        assert [round(float(each)) for each in pdf.pages[0].MediaBox[2:]] == [420, 595]
    assert {"https://library.example.org/works/made-up/en", ONION} <= links


def test_a_record_alone_has_no_words_on_saving_it_and_the_works_summary() -> None:
    words = flat(make_leaflet(edition("Nothing about us")))
    assert "Without the internet" not in words
    assert "Un résumé du travail." in words


@settings(max_examples=10)
@given(st.integers(1, 60), st.integers(0, 400), st.booleans())
def test_it_is_one_page_however_long_its_title_and_summary_are(title: int, summary: int, wide: bool) -> None:
    word = "Rechtsschutzversicherungsgesellschaften " if wide else "of us "
    made = make_leaflet(edition(word * title, subtitle=word * 20, summary="What was found out. " * summary, text="x"))
    pages = texts(made)
    assert len(pages) == 1
    assert "b.example" in pages[0]
    assert min(sizes(made)) >= 9


def test_right_to_left_editions_have_one_too() -> None:
    made = make_leaflet(volume(report("ar", "لا شيء عنا", chapters=1), "لا شيء عنا"))
    assert len(texts(made)) == 1
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "ar"


@pytest.mark.parametrize(("address", "offered"), [("https://library.example.org", True), (None, False)])
def test_without_an_address_there_is_none(address: str | None, offered: bool) -> None:
    assert is_offered(edition("Nothing about us", address=address, link="https://elsewhere.example")) is offered


def test_it_is_not_offered_in_letters_that_cannot_be_drawn() -> None:
    made = edition("Nothing about us")
    made.edition = replace(
        made.edition, title="\U0001e2f0 \U0001e900\U00016fe4\U0001bc00\U0001e290\U00010570\U00012f90"
    )
    assert is_offered(made) is False
