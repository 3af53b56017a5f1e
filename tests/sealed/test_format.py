"""The format is what the manual says: slots, keys and folders are read with what stands there and libsodium alone."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import pytest
from nacl import bindings
from nacl.public import SealedBox
from nacl.signing import VerifyKey

from firsthand.sealed.codes import digest_code
from firsthand.sealed.envelope import LARGE, SMALL, seal
from firsthand.sealed.inbox import MOST_A_DAY, Inbox
from firsthand.sealed.invitations import InvitationTo, invite
from firsthand.sealed.items import Item, Kind
from firsthand.sealed.keys import new_collector, write_public

from .submissions import SAID, SECRET, message, signature, tag

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "sealed-inbox.md").read_text("utf-8")
SEED = bytes(range(32))
OpenSlot = Callable[[bytes, bytes], tuple[dict[str, Any], dict[str, Any] | None]]


@pytest.fixture(scope="module")
def open_slot() -> OpenSlot:
    """The very lines of the manual."""
    (program,) = re.findall(r"```python\n(.*?)```", MANUAL, re.DOTALL)
    assert "firsthand." not in program
    names: dict[str, Any] = {}
    exec(program, names)
    found: OpenSlot = names["open_slot"]
    return found


def test_the_program_in_the_manual_opens_every_kind_of_slot(open_slot: OpenSlot) -> None:
    item, said = open_slot(seal(signature(7), SECRET.public), SEED)
    assert (item["kind"], item["submission"][-1], item["statement"], item["version"]) == ("signature", 7, "a-letter", 1)
    assert said == {"name": "Ада Лавлейс", "capacity": "individual", "display": "withheld", "email": "ada@example.org"}
    assert open_slot(seal(message("Hello"), SECRET.public), SEED)[1] == {"text": "Hello"}
    assert open_slot(seal(Item(Kind.CONFIRMATION), SECRET.public), SEED) == ({"kind": "confirmation"}, None)
    sealed = Item(Kind.SIGNATURE, SealedBox(SECRET.box.public_key).encrypt(SAID), True)
    assert open_slot(seal(sealed, SECRET.public), SEED)[1] == said


def test_an_inbox_is_a_row_of_slots(tmp_path: Path, open_slot: OpenSlot) -> None:
    with Inbox(tmp_path, SECRET.public) as inbox:
        for future in [inbox.put(signature(number), tag(number)) for number in range(9)] + [inbox.put(message())]:
            future.result()
    small, large = sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_size, reverse=True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-small-[0-9a-f]{16}-000009\.sealed", small.name)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-large-[0-9a-f]{16}-000001\.sealed", large.name)
    data = small.read_bytes()
    slots = [data[at : at + 4_096] for at in range(0, len(data), 4_096)]
    assert sorted(open_slot(slot, SEED)[0]["submission"][-1] for slot in slots) == list(range(9))
    assert {slot[:4] for slot in slots} == {b"fhs1"}
    assert {slot[28:44] for slot in slots} == {tag(number) for number in range(9)}
    assert open_slot(large.read_bytes(), SEED)[1] == {"text": "Hello"}


def test_padding_is_libsodiums() -> None:
    slot = seal(signature(7), SECRET.public)
    packed = SealedBox(SECRET.box).decrypt(slot[44:-16])
    assert len(packed) == 3_988
    bare = bindings.sodium_unpad(packed, 3_988)
    assert bindings.sodium_pad(bare, 3_988) == packed
    assert bindings.sodium_unpad(msgspec.msgpack.decode(bare)["said"], 3_072).endswith(b"}")


@pytest.mark.parametrize(("secret", "prefix"), [(SECRET, b"fhi1"), (new_collector(), b"fhc1")])
def test_a_public_key_is_what_the_manual_says(secret: Any, prefix: bytes) -> None:
    text = write_public(secret.public)
    data = urlsafe_b64decode(text[4:] + "=")
    assert text[:4].encode() == prefix
    assert data[:32] == bytes(secret.box.public_key)
    assert data[32:64] == bytes(secret.sign.verify_key)
    assert data[64:] == blake2b(prefix + data[:64], digest_size=4).digest()
    assert secret.public.id == blake2b(data[:64], digest_size=8).digest()


def test_keys_come_from_the_seed_as_the_manual_says() -> None:
    for what, found in ((b"box", bytes(SECRET.box)), (b"sign", bytes(SECRET.sign)), (b"derived x", SECRET.derive("x"))):
        assert blake2b(what, digest_size=32, key=SEED, person=b"firsthand fhi1").digest() == found


def test_an_invitation_and_a_code_are_what_the_manual_says() -> None:
    text = invite(SECRET, InvitationTo("a-letter", "inpud", "2026-12-31", 3, True))
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    VerifyKey(SECRET.public.verify).verify(b"firsthand invitation 1\0" + data[:-64], data[-64:])
    assert msgspec.msgpack.decode(data[:-64])[:5] == ["a-letter", "inpud", "2026-12-31", 3, True]
    code = "0123-4567-89AB-CDEF"
    assert digest_code(code) == blake2b(code.encode(), digest_size=16, person=b"firsthand code").digest()


def test_the_sizes_in_the_manual_are_those_of_the_code() -> None:
    for number in (SMALL, LARGE, MOST_A_DAY, 10_000 * SMALL, LARGE - 108):
        assert f"{number:,}" in MANUAL
