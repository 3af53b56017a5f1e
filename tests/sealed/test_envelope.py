"""Slots: all of a size, opened with their key alone; and whatever the bytes are, one error says why not."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import SealedBox

from firsthand.sealed import envelope
from firsthand.sealed.envelope import (
    LARGE,
    SAID_LARGE,
    SAID_SMALL,
    SMALL,
    enclose,
    open_slot,
    pad,
    read_said,
    seal,
    unpad,
    write_said,
)
from firsthand.sealed.errors import DamagedError, MalformedError, SealedError, TooLongError, UnknownKeyError
from firsthand.sealed.invitations import InvitationTo, invite
from firsthand.sealed.items import Item, Kind, Message, Signature, Withdrawal
from firsthand.sealed.keys import new_collector, new_secret

from .submissions import OTHER, SAID, SECRET, message, signature

words = st.text(st.characters(codec="utf-8"), max_size=60)
signatures = st.builds(
    Signature, words, words, words, words, words, words, words, words, st.booleans(), st.booleans(), words
)
withdrawals = st.builds(Withdrawal, words)
messages = st.builds(Message, st.text(st.characters(codec="utf-8"), max_size=2_000), words)


def kind_of(said: Signature | Withdrawal | Message) -> Kind:
    return Kind(type(said).__name__.lower())


@settings(max_examples=60)
@given(
    said=st.one_of(signatures, withdrawals, messages), in_browser=st.booleans(), tag=st.binary(min_size=16, max_size=16)
)
def test_what_was_sealed_is_what_is_opened(said: Signature, in_browser: bool, tag: bytes) -> None:
    inner = write_said(said)
    if in_browser:
        inner = SealedBox(OTHER.box.public_key).encrypt(inner)
    item = Item(kind_of(said), inner, in_browser, b"s" * 16, "a-letter", 2, b"h" * 32, "ru", b"c" * 16, b"a" * 16)
    slot = seal(item, SECRET.public, tag)
    opened = open_slot(slot, [OTHER, SECRET], "2026-11-22")
    assert (opened.item, opened.said, opened.day, opened.id) == (item, said, "2026-11-22", slot[12:28])
    assert slot[28:44] == tag


def test_everything_but_a_message_has_the_same_size_whatever_is_said() -> None:
    long = Signature(
        "n" * 300, "organisation", "full", "a" * 300, "KE", "board", "e@" + "x" * 250, "", True, True, "n" * 1500
    )
    brief = Signature("A", "individual", "withheld")
    sizes = {len(seal(Item(Kind.SIGNATURE, write_said(said)), SECRET.public)) for said in (long, brief)}
    sizes |= {len(seal(Item(kind), SECRET.public)) for kind in (Kind.CONFIRMATION, Kind.DISAVOWAL)}
    sizes.add(len(seal(Item(Kind.WITHDRAWAL, write_said(Withdrawal("x"))), SECRET.public)))
    assert sizes == {SMALL}
    assert {len(seal(message(text), SECRET.public)) for text in ("", "Y" * 15_000)} == {LARGE}
    assert {len(write_said(said)) for said in (long, brief)} == {SAID_SMALL}


def test_all_that_the_front_adds_fits_beside_what_a_browser_sealed() -> None:
    invitation = invite(SECRET, InvitationTo("s" * 90, "p" * 70, "2026-12-31", 100, True))
    item = Item(
        Kind.SIGNATURE, SealedBox(SECRET.box.public_key).encrypt(SAID), True, b"s" * 16, "s" * 90, 999, b"h" * 32,
        "zh-Hant", b"c" * 16, b"a" * 16, invitation, ("honeypot", "hurried"),
    )  # fmt: skip
    assert open_slot(seal(item, SECRET.public), [SECRET], "2026-11-22").item == item


def test_what_is_too_long_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(TooLongError, match="room for 3,071 bytes"):
        write_said(Signature("n" * 3_100, "individual", "full"))
    with pytest.raises(TooLongError):
        write_said(Message("x" * SAID_LARGE))
    with pytest.raises(TooLongError):
        seal(Item(Kind.CONFIRMATION, statement="s" * SMALL), SECRET.public)


@given(st.binary(max_size=200), st.integers(1, 300))
def test_padding_comes_off_as_it_went_on(data: bytes, more: int) -> None:
    padded = pad(data, len(data) + more)
    assert len(padded) == len(data) + more
    assert unpad(padded) == data


def test_a_slot_is_another_one_each_time() -> None:
    slots = {seal(signature(1), SECRET.public) for _ in range(5)}
    assert len({slot[12:28] for slot in slots}) == len({slot[44:] for slot in slots}) == 5


def test_a_slot_of_another_key_says_which_key_would_open_it() -> None:
    slot = seal(signature(1), SECRET.public)
    with pytest.raises(UnknownKeyError, match=SECRET.public.id.hex()) as caught:
        open_slot(slot, [OTHER], "2026-11-22")
    assert caught.value.key == SECRET.public.id
    with pytest.raises(UnknownKeyError):
        open_slot(slot, [], "2026-11-22")


def test_nothing_is_sealed_to_a_collectors_key() -> None:
    with pytest.raises(SealedError, match="collector"):
        seal(signature(1), new_collector().public)


@settings(max_examples=60)
@given(st.sampled_from([seal(signature(1), SECRET.public), seal(message(), SECRET.public)]), st.randoms())
def test_one_changed_byte_is_damage(slot: bytes, chance: random.Random) -> None:
    place = chance.randrange(len(slot))
    changed = bytearray(slot)
    changed[place] ^= chance.randint(1, 255)
    with pytest.raises(DamagedError):
        open_slot(bytes(changed), [SECRET], "2026-11-22")
    with pytest.raises(DamagedError):
        open_slot(slot[:place], [SECRET], "2026-11-22")


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda data: (data * SMALL)[:SMALL])))
def test_bytes_from_anywhere_are_damage(data: bytes) -> None:
    with pytest.raises(DamagedError):
        open_slot(data, [SECRET], "2026-11-22")


def test_a_slot_made_by_hand_around_no_seal_is_damage() -> None:
    body = seal(signature(1), SECRET.public)[:44] + bytes(SMALL - 60)
    with pytest.raises(DamagedError, match="made it by hand"):
        open_slot(body + envelope.blake2b(body, digest_size=16).digest(), [SECRET], "2026-11-22")


HOSTILE = (
    b"", b"\x80", b"[" * 3_000, b'{"name":' + b"[" * 2_000, b"\x91" * 2_500, b'{"name":1,"capacity":2,"display":3}',
    b"null", b"\xd6\xff\0\0\0\0",
    b'{"name":"\\ud800","capacity":"","display":""}', b'{"name":"\xff","capacity":"","display":""}', b"1" * 3_000,
    b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"{}", b"\x81\xa4kind\xa9signature", b"\x81\xa4kind\xa7message",
    b"\x82\xa4kind\xa9signature\xa7version\xcf\xff\xff\xff\xff\xff\xff\xff\xff", b"\xc7\x01\xff\x00",
)  # fmt: skip
anything = st.one_of(st.binary(max_size=200), st.sampled_from(HOSTILE))


@settings(max_examples=80)
@given(inside=anything, padded=st.booleans())
def test_whatever_lies_within_a_seal_it_is_an_item_or_malformed(inside: bytes, padded: bool) -> None:
    room = SMALL - 60 - 48
    slot = enclose(pad(inside, room) if padded else inside.ljust(room, b"\0"), SECRET.public, bytes(16))
    with pytest.raises(MalformedError):
        open_slot(slot, [SECRET], "2026-11-22")


@settings(max_examples=80)
@given(inside=anything, kind=st.sampled_from([Kind.SIGNATURE, Kind.WITHDRAWAL]), in_browser=st.booleans())
def test_whatever_a_browser_sealed_is_what_was_said_or_malformed(inside: bytes, kind: Kind, in_browser: bool) -> None:
    said = pad(inside, SAID_SMALL)
    if in_browser:
        said = SealedBox(SECRET.box.public_key).encrypt(said)
    with pytest.raises(MalformedError):
        open_slot(seal(Item(kind, said, in_browser), SECRET.public), [SECRET], "2026-11-22")


@settings(max_examples=40)
@given(anything)
def test_a_sealed_box_that_is_none_is_malformed(said: bytes) -> None:
    for data in (said, said.ljust(SAID_SMALL + 48, b"\1")):
        with pytest.raises(MalformedError):
            open_slot(seal(Item(Kind.SIGNATURE, data, True), SECRET.public), [SECRET], "2026-11-22")


def test_a_browser_may_have_sealed_to_an_earlier_key_or_to_one_that_is_lost() -> None:
    item = Item(Kind.SIGNATURE, SealedBox(OTHER.box.public_key).encrypt(SAID), True)
    slot = seal(item, SECRET.public)
    assert open_slot(slot, [SECRET, OTHER], "2026-11-22").said == read_said(SAID, Kind.SIGNATURE)
    with pytest.raises(MalformedError, match="can't be opened with the keys at hand"):
        open_slot(slot, [SECRET, new_secret()], "2026-11-22")


def test_a_message_in_a_small_slot_is_malformed() -> None:
    packed = pad(msgspec.msgpack.encode(Item(Kind.MESSAGE)), SMALL - 60 - 48)
    with pytest.raises(MalformedError, match="wrong size"):
        open_slot(enclose(packed, SECRET.public, bytes(16)), [SECRET], "2026-11-22")


def test_fields_of_a_later_version_are_let_be() -> None:
    later = pad(b'{"name":"A","capacity":"individual","display":"full","hat":"red"}', SAID_SMALL)
    assert read_said(later, Kind.SIGNATURE) == Signature("A", "individual", "full")
