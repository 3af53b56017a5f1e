"""Invitations: only the holder of a network's key writes them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from firsthand.sealed.errors import ForgedError, SealedError, TooLongError
from firsthand.sealed.invitations import LONGEST, InvitationTo, invite, read_invitation

from .submissions import OTHER, SECRET

TO = InvitationTo("a-letter", "inpud", "2026-12-31", 3, True)


def test_an_invitation_is_read_with_any_of_the_networks_keys() -> None:
    text = invite(SECRET, TO)
    read = read_invitation([OTHER.public, SECRET.public], text)
    assert replace(read, id=b"") == TO
    assert len(read.id) == 8
    assert read_invitation(SECRET.public, text) == read
    assert read_invitation(SECRET.public, invite(SECRET, TO)).id != read.id
    for keys in ([], [OTHER.public]):
        with pytest.raises(ForgedError, match="Copy the link again"):
            read_invitation(keys, text)


def test_every_character_of_it_counts() -> None:
    text = invite(SECRET, TO)
    for place in range(0, len(text), 5):
        with pytest.raises(ForgedError):
            read_invitation(SECRET.public, text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :])
        with pytest.raises(ForgedError):
            read_invitation(SECRET.public, text[:place])
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=":
        if letter != text[-1]:
            with pytest.raises(ForgedError):
                read_invitation(SECRET.public, text[:-1] + letter)


def test_what_can_not_be_invited_to_is_refused_when_it_is_written() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        invite(SECRET, replace(TO, until="soon"))
    with pytest.raises(TooLongError, match="shorter slugs"):
        invite(SECRET, replace(TO, statement="s" * LONGEST))


@given(st.one_of(st.text(), st.binary(max_size=250)))
def test_any_text_is_refused_even_what_is_signed_for_another_purpose(text: str | bytes) -> None:
    if isinstance(text, bytes):
        signed = text + SECRET.sign.sign(b"firsthand invitation 1\0" + text).signature
        text = base64.urlsafe_b64encode(signed).decode().rstrip("=")
    with pytest.raises(SealedError):
        read_invitation(SECRET.public, str(text))
