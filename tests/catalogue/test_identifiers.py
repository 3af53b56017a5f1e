"""Identifiers; the examples are those of the standards and their handbooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue import identifiers
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Identifier


@pytest.mark.parametrize(
    ("scheme", "written", "normal"),
    [
        ("isbn", "0-306-40615-2", "9780306406157"),
        ("isbn", "ISBN 978-0-306-40615-7", "9780306406157"),
        ("isbn", "urn:isbn:979-10-90636-07-1", "9791090636071"),
        ("isbn", "0-8044-2957-x", "9780804429573"),
        ("issn", "0378-5955", "0378-5955"),
        ("issn", "ISSN 2434561x", "2434-561X"),
        ("doi", "https://doi.org/10.1000/Ab.12", "10.1000/ab.12"),
        ("doi", "doi:10.1016/S0140-6736(10)60829-X", "10.1016/s0140-6736(10)60829-x"),
        ("handle", "https://hdl.handle.net/20.1000/100", "20.1000/100"),
        ("url", "https://example.org/a?b=c", "https://example.org/a?b=c"),
    ],
)
def test_identifiers_are_brought_to_their_normal_form(scheme: str, written: str, normal: str) -> None:
    assert identifiers.normalise(scheme, written) == Identifier(scheme, normal)


@pytest.mark.parametrize(
    ("scheme", "wrong"),
    [
        ("isbn", "978-0-306-40615-8"),
        ("isbn", "0-306-40615-3"),
        ("isbn", "1234567890123"),
        ("issn", "0378-5954"),
        ("doi", "11.1000/182"),
        ("doi", "10.1000"),
        ("url", "javascript:alert(1)"),
        ("url", "example.org"),
        ("url", "https://[::1"),
        ("arxiv", "1234.5678"),
    ],
)
def test_a_wrong_form_or_check_digit_is_malformed(scheme: str, wrong: str) -> None:
    with pytest.raises(MalformedError):
        identifiers.normalise(scheme, wrong)


@given(st.from_regex(r"978[0-9]{9}", fullmatch=True), st.integers(0, 11), st.integers(1, 9))
def test_one_mistyped_digit_of_an_isbn_is_always_noticed(digits: str, place: int, error: int) -> None:
    total = sum((1, 3)[at % 2] * int(digit) for at, digit in enumerate(digits))
    isbn = digits + str((10 - total % 10) % 10)
    assert identifiers.normalise("isbn", isbn).value == isbn
    mistyped = isbn[:place] + str((int(isbn[place]) + error) % 10) + isbn[place + 1 :]
    with pytest.raises(MalformedError):
        identifiers.normalise("isbn", mistyped)


def test_identifiers_are_also_uris() -> None:
    assert identifiers.uri(Identifier("doi", "10.1000/a<b")) == "https://doi.org/10.1000/a%3Cb"
    assert identifiers.uri(Identifier("isbn", "9780306406157")) == "urn:isbn:9780306406157"
    assert identifiers.uri(Identifier("issn", "0378-5955")) == "urn:issn:0378-5955"
    assert identifiers.uri(Identifier("handle", "20.1000/100")) == "https://hdl.handle.net/20.1000/100"
    assert identifiers.uri(Identifier("url", "https://example.org/")) == "https://example.org/"
