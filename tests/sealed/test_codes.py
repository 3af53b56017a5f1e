"""Withdrawal codes are read as people type them, and addresses are compared without being kept."""

import contextlib
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.sealed.codes import code_of, digest_address, digest_code, new_code, normalise_code
from firsthand.sealed.errors import MalformedError, SealedError

DOOR = b"d" * 32
codes = st.binary(min_size=16, max_size=16).map(lambda nonce: code_of(DOOR, nonce))


def test_the_same_form_sent_again_gets_the_same_code_and_no_other_does() -> None:
    nonce = secrets.token_bytes(16)
    assert code_of(DOOR, nonce) == code_of(DOOR, nonce)
    assert (
        len({code_of(DOOR, nonce), code_of(b"e" * 32, nonce), code_of(DOOR, secrets.token_bytes(16)), new_code()}) == 4
    )


@given(codes, st.randoms(), st.sampled_from(["", " ", "-", " - ", "\N{NO-BREAK SPACE}", "\N{EN DASH}", "."]))
def test_a_code_is_the_same_however_it_is_typed(code: str, chance: secrets.SystemRandom, between: str) -> None:
    swaps = {"0": "0Oo\N{CYRILLIC CAPITAL LETTER O}", "1": "1IiLl|"[:5], "A": "Aa\N{CYRILLIC CAPITAL LETTER A}"}
    typed = between.join(chance.choice(swaps.get(each, each + each.lower())) for each in code if each != "-")
    assert normalise_code(f" {typed}\n") == normalise_code(code) == code
    assert digest_code(typed) == digest_code(code)
    assert len(digest_code(code)) == 16


def test_it_has_eighty_bits_in_crockfords_alphabet() -> None:
    seen = "".join(new_code() for _ in range(500)).replace("-", "")
    assert len(seen) == 500 * 16
    assert set(seen) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    "text", ["", "1234", "0" * 17, "UUUU-UUUU-UUUU-UUUU", "Я" * 16, "0" * 15 + "*", "0" * 16 + "é", "0" * 9_000]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(MalformedError, match="Look at the receipt"):
        digest_code(text)


@given(st.text())
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with contextlib.suppress(SealedError):
        assert len(digest_code(text)) == 16


@given(st.text(max_size=80))
def test_addresses_are_compared_within_one_submission_alone(text: str) -> None:
    one, other = b"1" * 16, b"2" * 16
    assert digest_address(one, f" {text} ") == digest_address(one, text)
    assert digest_address(one, text) != digest_address(other, text)
    assert len(digest_address(one, text)) == 16


def test_an_address_is_the_same_in_capitals() -> None:
    assert digest_address(b"1" * 16, "Ada@Example.ORG") == digest_address(b"1" * 16, "ada@example.org")


@pytest.mark.parametrize(
    "other", ["info@stra\u00dfe.example", "\uff49nfo@strasse.example", "info@\u017ftrasse.example"]
)
def test_addresses_of_other_owners_are_other_ones(other: str) -> None:
    """Who gets letters at one of these, and seals the other into a signature, must not confirm it."""
    assert digest_address(b"1" * 16, other) != digest_address(b"1" * 16, "info@strasse.example")
