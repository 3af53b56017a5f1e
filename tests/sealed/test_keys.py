"""Keys: what is public is read as it was written, what is secret is locked, and never shown."""

import json
import pickle
import traceback
from base64 import b64decode
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import pwhash
from nacl.secret import SecretBox

from firsthand.sealed import keys
from firsthand.sealed.errors import LockedError, SealedError
from firsthand.sealed.keys import (
    Purpose,
    SecretKey,
    lock,
    new_collector,
    new_secret,
    read_locked_public,
    read_public,
    unlock,
    write_public,
)

from .submissions import OTHER, SECRET

PASSPHRASE = "пять слов которых никто не знает"


def test_a_public_key_is_read_as_it_was_written() -> None:
    for secret in (new_secret(), new_collector()):
        text = write_public(secret.public)
        assert len(text) == 95
        assert read_public(f" {text}\n", secret.public.purpose) == secret.public
    assert len(SECRET.public.id) == 8


@given(place=st.integers(4, 94), letter=st.characters(codec="ascii", categories=("L", "N")))
def test_a_letter_that_was_mistyped_is_noticed(place: int, letter: str) -> None:
    text = write_public(SECRET.public)
    if text[place] == letter:
        return
    with pytest.raises(SealedError, match="Copy the whole line again"):
        read_public(text[:place] + letter + text[place + 1 :])


@given(
    st.one_of(st.text(), st.text().map("fhi1".__add__), st.binary().map(lambda data: "fhi1" + data.decode("latin-1")))
)
def test_no_other_text_is_a_public_key(text: str) -> None:
    with pytest.raises(SealedError):
        read_public(text)


def test_a_collectors_key_is_not_taken_for_an_inboxs() -> None:
    with pytest.raises(SealedError, match="a key for collecting; one for the inbox begins with fhi1"):
        read_public(write_public(new_collector().public))
    assert SecretKey(bytes(32)).public.box != SecretKey(bytes(32), Purpose.COLLECTOR).public.box


@pytest.mark.usefixtures("_light")
@pytest.mark.parametrize(("passphrase", "file"), [(PASSPHRASE, None), (None, b"a file"), (PASSPHRASE, b"a file")])
def test_a_key_opens_with_what_locked_it_and_with_nothing_else(passphrase: str | None, file: bytes | None) -> None:
    locked = lock(SECRET, passphrase, file)
    assert unlock(locked, passphrase, file) == SECRET
    assert read_locked_public(locked) == SECRET.public
    assert unlock(locked, passphrase or "too much", file or b"too much") == SECRET, (
        "more than is asked for does no harm"
    )
    for wrong in ((passphrase and "another", file), (passphrase, file and b"another")):
        if wrong != (passphrase, file):
            with pytest.raises(LockedError, match="is not the one with which the key"):
                unlock(locked, *wrong)
    with pytest.raises(LockedError, match="and none was given"):
        unlock(locked)


@pytest.mark.usefixtures("_light")
def test_a_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    assert (
        unlock(lock(SECRET, "caf\N{LATIN SMALL LETTER E WITH ACUTE}", None), "cafe\N{COMBINING ACUTE ACCENT}") == SECRET
    )


def test_only_a_collectors_key_may_lie_unlocked() -> None:
    collector = new_collector()
    assert unlock(lock(collector, None, None)) == collector
    with pytest.raises(SealedError, match="kept locked"):
        lock(SECRET, "", None)


def test_keys_are_locked_with_the_effort_that_libsodium_calls_moderate() -> None:
    assert keys.EFFORT == (3, 256 << 20) == (pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE)
    locked = lock(SECRET, PASSPHRASE, None)
    assert (json.loads(locked)["passes"], json.loads(locked)["memory"]) == keys.EFFORT
    assert unlock(locked, PASSPHRASE) == SECRET


@pytest.mark.usefixtures("_light")
def test_what_locks_a_key_is_what_the_manual_says() -> None:
    """With PyNaCl alone."""
    locked = json.loads(lock(SECRET, PASSPHRASE, b"a file"))
    password = blake2b(PASSPHRASE.encode(), key=blake2b(b"a file").digest()).digest()
    salt = b64decode(locked["salt"])
    key = pwhash.argon2id.kdf(32, password, salt, opslimit=locked["passes"], memlimit=locked["memory"])
    assert SecretBox(key).decrypt(b64decode(locked["seed"])) == bytes(range(32))


@pytest.mark.usefixtures("_light")
def test_a_file_that_asks_for_too_much_is_refused() -> None:
    locked = json.loads(lock(SECRET, PASSPHRASE, None))
    for change in ({"memory": 1 << 40}, {"passes": 10**9}, {"passes": 0}, {"salt": ""}, {"by": ["iris"]}):
        with pytest.raises(SealedError, match="asks for more than a key may"):
            unlock(json.dumps(locked | change).encode(), PASSPHRASE)
    with pytest.raises(SealedError, match="newer Firsthand"):
        unlock(json.dumps(locked | {"format": "firsthand key 2"}).encode(), PASSPHRASE)
    with pytest.raises(SealedError, match="names another public key"):
        unlock(json.dumps(locked | {"public": write_public(OTHER.public)}).encode(), PASSPHRASE)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.just(b"[" * 9_000), st.just(b'{"format":1}')))
def test_no_other_bytes_are_a_locked_key(data: bytes) -> None:
    with pytest.raises(SealedError, match="not the file of a key"):
        unlock(data, PASSPHRASE)


@pytest.mark.usefixtures("_light")
def test_nothing_that_is_printed_shows_a_secret(secret_words: tuple[bytes, str, bytes]) -> None:
    seed, passphrase, file = secret_words
    secret = SecretKey(seed)
    locked = lock(secret, passphrase, file)
    shown = [repr(secret), str(secret), f"{secret}", repr([secret])]
    with pytest.raises(LockedError) as caught:
        unlock(locked, passphrase.upper(), file)
    shown += traceback.format_exception(caught.value)
    with pytest.raises(AttributeError) as mistake:
        secret.derive(None)  # type: ignore[arg-type]
    shown += traceback.format_exception(mistake.value)
    for word in (seed.decode(), seed.hex(), passphrase, passphrase.upper(), file.decode()):
        assert word not in "".join(shown)
    with pytest.raises(TypeError):
        pickle.dumps(secret)


@pytest.fixture
def secret_words() -> tuple[bytes, str, bytes]:
    return b"thirty-two bytes which are a key", "opal drift kettle", b"from a memory card"


def test_keys_that_are_derived_tell_nothing_of_each_other() -> None:
    derived = {SECRET.derive("ledger"), SECRET.derive("identities"), OTHER.derive("ledger"), SECRET.derive("box")}
    assert len(derived) == 4
    assert all(len(each) == 32 for each in derived)
    assert SECRET.derive("ledger") == SecretKey(bytes(range(32))).derive("ledger")
    assert not derived & {bytes(SECRET.box), bytes(SECRET.sign)}
