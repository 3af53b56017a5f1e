"""Keys follow one another; whoever knows one of them finds the newest, and nobody else gets in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from firsthand.release import ReleaseError
from firsthand.release.chain import (
    Chain,
    TrustError,
    begin,
    encode_chain,
    read_chain,
    revoke,
    rotate,
    weigh,
)
from firsthand.release.keys import key_id, make_key, public_half
from firsthand.release.signing import sign
from firsthand.release.trust import anchor, judge, succeed

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, SECOND, THIRD, RECOVERY, THIEF = (make_key() for _ in range(5))
MANIFEST = b'{"a": "manifest"}'


def judged(chain: Chain, key: Any, created: datetime, now: datetime | None = None) -> str:
    standing = judge("one", created, MANIFEST, sign(MANIFEST, key, "one"), weigh(chain), now)
    return standing.id


@pytest.fixture(scope="module")
def rotated() -> Chain:
    chain = begin(FIRST, START, recovery=public_half(RECOVERY))
    return rotate(chain, FIRST, SECOND, START + 100 * DAY, START + 400 * DAY)


def test_whoever_knows_any_key_finds_the_newest(rotated: Chain) -> None:
    trust = weigh(read_chain(encode_chain(rotated), "keys.json"))
    for key in (FIRST, SECOND):
        anchor(trust, public_half(key))
    assert trust.current
    assert trust.current.key == public_half(SECOND)
    with pytest.raises(TrustError, match="is none of the keys of this library"):
        anchor(trust, public_half(THIEF))
    with pytest.raises(TrustError, match="is none of the keys"):
        anchor(trust, public_half(RECOVERY))


def test_each_key_is_good_for_its_own_time(rotated: Chain) -> None:
    assert judged(rotated, FIRST, START + 50 * DAY) == key_id(public_half(FIRST))
    assert judged(rotated, SECOND, START + 150 * DAY) == key_id(public_half(SECOND))
    with pytest.raises(TrustError, match="which was good until 2026-04-11"):
        judged(rotated, FIRST, START + 150 * DAY)
    with pytest.raises(TrustError, match="which is good only since 2026-04-11"):
        judged(rotated, SECOND, START + 50 * DAY)
    with pytest.raises(TrustError, match="which was good until 2027-02-05"):
        judged(rotated, SECOND, START + 500 * DAY)


def test_who_takes_over_today_refuses_what_an_expired_key_has_signed(rotated: Chain) -> None:
    created = START + 399 * DAY
    assert judged(rotated, SECOND, created)
    with pytest.raises(TrustError, match="has expired on 2027-02-05; the clock here says 2027-05-16"):
        judged(rotated, SECOND, created, START + 500 * DAY)


def test_a_revoked_key_is_good_for_nothing(rotated: Chain) -> None:
    for signer in (SECOND, RECOVERY):
        chain = revoke(rotated, signer, public_half(SECOND), START + 200 * DAY)
        assert weigh(chain).current is None
        with pytest.raises(TrustError, match=r"revoked on 2026-07-20: .* Ask the network for its new key"):
            judged(chain, SECOND, START + 150 * DAY)
        assert judged(chain, FIRST, START + 50 * DAY)


def test_the_recovery_key_puts_another_key_in_the_place_of_a_stolen_one(rotated: Chain) -> None:
    stolen = rotate(rotated, SECOND, THIEF, START + 200 * DAY)
    mended = revoke(rotated, RECOVERY, public_half(SECOND), START + 201 * DAY)
    mended = rotate(mended, RECOVERY, THIRD, START + 201 * DAY)
    assert succeed(mended, stolen) == mended
    assert succeed(stolen, mended) == mended
    with pytest.raises(TrustError, match=f"Take one that is signed with key {key_id(public_half(THIRD))}"):
        judged(mended, SECOND, START + 150 * DAY)


def test_nobody_else_brings_in_a_key_or_revokes_one(rotated: Chain) -> None:
    with pytest.raises(TrustError, match="neither the key before, while it was good, nor"):
        rotate(rotated, THIEF, THIEF, START + 200 * DAY)
    with pytest.raises(TrustError, match="neither the key before, while it was good, nor"):
        rotate(rotated, FIRST, THIRD, START + 200 * DAY)
    with pytest.raises(TrustError, match="neither that key nor the recovery key"):
        revoke(rotated, THIEF, public_half(SECOND), START + 200 * DAY)
    with pytest.raises(TrustError, match="is older than the one before it"):
        rotate(rotated, SECOND, THIRD, START)
    revoked = revoke(rotated, SECOND, public_half(SECOND), START + 200 * DAY)
    with pytest.raises(TrustError, match="neither the key before, while it was good, nor"):
        rotate(revoked, SECOND, THIRD, START + 201 * DAY)


def test_a_key_that_has_expired_brings_in_no_other(rotated: Chain) -> None:
    assert rotate(rotated, SECOND, THIRD, START + 400 * DAY)
    with pytest.raises(TrustError, match="neither the key before, while it was good, nor"):
        rotate(rotated, SECOND, THIRD, START + 401 * DAY)
    assert rotate(rotated, RECOVERY, THIRD, START + 401 * DAY)


def test_a_thief_can_not_put_a_known_key_into_a_chain_of_their_own() -> None:
    theirs = begin(THIEF, START, recovery=public_half(THIEF))
    joined = rotate(theirs, THIEF, FIRST, START)
    # Without the signature of the key that is brought in, which the thief doesn't have:
    last = structs.replace(joined.statements[1], signatures=joined.statements[1].signatures[:1])
    with pytest.raises(TrustError, match="the key that it brings in has not signed it"):
        weigh(structs.replace(joined, statements=(joined.statements[0], last)))


def test_the_longer_of_two_chains_holds_and_a_second_story_is_refused(rotated: Chain) -> None:
    longer = rotate(rotated, SECOND, THIRD, START + 200 * DAY)
    assert succeed(longer, rotated) == longer
    assert succeed(rotated, longer) == longer
    other = rotate(rotated, SECOND, THIEF, START + 200 * DAY)
    with pytest.raises(TrustError, match="is not the one that is known here"):
        succeed(other, longer)
    with pytest.raises(TrustError, match="Ask the network which key is its own"):
        succeed(begin(THIEF, START), rotated)


def test_what_is_wrong_with_a_signature_is_told_one_by_one(rotated: Chain) -> None:
    trust, created = weigh(rotated), START + 150 * DAY
    good = sign(MANIFEST, SECOND, "one")
    with pytest.raises(TrustError, match="is not signed, and the library's releases are"):
        judge("one", created, MANIFEST, None, trust)
    with pytest.raises(TrustError, match="is damaged"):
        judge("one", created, MANIFEST, b"untrusted comment: nothing\n", trust)
    with pytest.raises(TrustError, match="which is none of the network's"):
        judge("one", created, MANIFEST, sign(MANIFEST, THIEF, "one"), trust)
    with pytest.raises(TrustError, match="one of them was changed"):
        judge("one", created, MANIFEST + b" ", good, trust)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_one_changed_byte_of_a_chain_is_noticed(place: int, byte: int) -> None:
    data = bytearray(encode_chain(SAMPLE))
    place %= len(data)
    same = data[place] == byte
    data[place] = byte
    try:
        changed = read_chain(bytes(data), "keys.json")
        weigh(changed)
    except ReleaseError:
        assert not same
    else:
        assert [each.statement for each in changed.statements] == [each.statement for each in SAMPLE.statements]


SAMPLE = rotate(begin(FIRST, START), FIRST, SECOND, START)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not a chain of keys"),
        (b"\xff\xfe", "is not a chain of keys"),
        (b'{"format":1,"statements":[]}', "has 0 statements"),
        (b'{"format":9,"statements":[]}', "newer Firsthand"),
        (b" " * ((1 << 20) + 1), "is too large"),
        (b"[" * 100_000, "is not a chain of keys"),
    ],
)
def test_a_file_that_is_no_chain_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(TrustError, match=said):
        read_chain(data, "keys.json")


def test_a_key_in_a_statement_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(f"untrusted comment: a key\n{public_half(FIRST)}\n")
    (only,) = begin(FIRST, START).statements
    for place in (str(tmp_path / "key.pub"), "/etc/passwd", "", "RW"):
        text = only.statement.replace(public_half(FIRST), place)
        with pytest.raises(TrustError, match="names what is no public key"):
            weigh(Chain(1, (structs.replace(only, statement=text),)))


def test_a_statement_has_one_spelling_and_known_keys_in_it() -> None:
    (only,) = begin(FIRST, START).statements
    for text in (only.statement.replace(":", ": "), only.statement.replace("RW", "XX"), "{}", "[]"):
        with pytest.raises(TrustError, match="Statement 1"):
            weigh(Chain(1, (structs.replace(only, statement=text),)))
    assert msgspec.json.decode(only.statement)["act"] == "begin"
