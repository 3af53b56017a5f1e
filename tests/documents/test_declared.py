"""What files say of themselves, and what of it is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents import declared
from firsthand.documents.language_tags import tag, written_in
from firsthand.documents.links import address
from firsthand.documents.numerals import doubled, positional, read_roman, roman


@pytest.mark.parametrize(
    "value",
    ["Microsoft Word - x.doc", "Untitled", "report final.docx".replace(" ", "_"), "Document1", " ", None, "---"],
)
def test_titles_that_are_none(value: str | None) -> None:
    assert declared.title(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-03-04T10:00:00Z", "2021-03-04"),
        ("2021", "2021"),
        ("2021-3", "2021-03"),
        ("20210304", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("Thu, 04 Mar 2021 10:00:00 GMT", "2021-03-04"),
        ("March 2021", "2021-03"),
        ("March 4, 2021", "2021-03-04"),
        ("2021-13-40", "2021"),
        ("1980-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(value: str, expected: str | None) -> None:
    assert declared.date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://doi.org/10.1234/AbC", "doi:10.1234/AbC"),
        ("doi: 10.1234/x.", "doi:10.1234/x"),
        ("ISBN 978-0-306-40615-7", "urn:isbn:9780306406157"),
        ("0-306-40615-2", "urn:isbn:0306406152"),
        ("978-0-306-40615-8", None),
        ("urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427"),
        ("12345", None),
    ],
)
def test_identifiers(value: str, expected: str | None) -> None:
    assert declared.identifier(value) == expected


def test_names_of_nobody_are_no_authors() -> None:
    assert declared.names(["Ana B.; User", "Microsoft Office User", None, "Ana B."]) == ("Ana B.",)


@pytest.mark.parametrize("value", ["IMG_0001.JPG", "Picture 3", "A logo\n\nDescription automatically generated", None])
def test_alternative_texts_of_programs(value: str | None) -> None:
    assert declared.alternative(value) in {"", "A logo"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("en_us", "en-US"),
        ("FR", "fr"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("rus", "ru"),
        ("und", None),
        ("x-none", None),
        ("english", None),
        (None, None),
    ],
)
def test_language_tags(value: str | None, expected: str | None) -> None:
    assert tag(value) == expected


def test_a_language_in_another_script_was_declared_by_mistake() -> None:
    assert written_in("en-US", "Права человека") is None
    assert written_in("ru", "Human rights for all people") is None
    assert written_in("sr-Latn", "Ljudska prava za sve") == "sr-Latn"
    assert written_in("sr", "Људска права за све") == "sr"
    assert written_in("ru", "Права человека (human rights)") == "ru"
    assert written_in("ja", "人権と自由") == "ja"


def test_addresses_are_judged_by_what_they_lead_to() -> None:
    assert address("https://a.example/é?q=a b#ç") == "https://a.example/%C3%A9?q=a%20b#%C3%A7"
    assert address("#caf%C3%A9") == "#café"
    assert address("page.html#a", "https://a.example/page.html") == "#a"
    assert address("java\tscript:x") is None
    assert address("https://user:secret@a.example/") is None


def test_numerals() -> None:
    assert [roman(number) for number in (1, 4, 1999, 4000)] == ["i", "iv", "mcmxcix", "4000"]
    assert [doubled(number) for number in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [positional(number) for number in (1, 26, 27, 53, 703)] == ["a", "z", "aa", "ba", "aaa"]


@given(st.integers(1, 3999), st.booleans())
def test_roman_numerals_are_read_as_they_are_written(number: int, capitals: bool) -> None:
    written = roman(number).upper() if capitals else roman(number)
    assert read_roman(written) == number


@pytest.mark.parametrize("text", ["xıv", "iſ", "12", "a"])
def test_signs_that_only_look_like_roman_numerals_are_none(text: str) -> None:
    assert read_roman(text) is None
