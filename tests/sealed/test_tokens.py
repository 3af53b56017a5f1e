"""Tokens and links: good for their form and their time, forged by nobody, and telling nothing to who reads them."""

import base64
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.sealed.codes import digest_address
from firsthand.sealed.errors import ExpiredError, ForgedError, SealedError
from firsthand.sealed.tokens import LASTS, Link, Tokens, open_door

DOOR = b"d" * 32
NOON = 1_795_348_800.0 + 12 * 3600
LINK = (b"s" * 16, "a-letter", 2, "ru", b"a" * 16)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    return Tokens(DOOR, clock)


def test_a_token_is_read_for_its_own_form_alone(tokens: Tokens) -> None:
    token = tokens.issue("sign", "a-letter")
    assert len(token) == len(tokens.issue("message", "a much longer subject than that one"))
    assert len(tokens.read(token, "sign", "a-letter").nonce) == 16
    for purpose, subject in (("sign", "another"), ("withdraw", "a-letter"), ("signa", "-letter")):
        with pytest.raises(ForgedError):
            tokens.read(token, purpose, subject)
    with pytest.raises(ForgedError):
        Tokens(b"e" * 32).read(token, "sign", "a-letter")


def test_a_token_has_its_age_and_ends_after_twelve_hours(tokens: Tokens, clock: Clock) -> None:
    token = tokens.issue("sign", "")
    clock.now += LASTS
    assert tokens.read(token, "sign", "").age == LASTS == 43_200
    clock.now += 1
    with pytest.raises(ExpiredError, match="open for too long"):
        tokens.read(token, "sign", "")


def test_a_clock_that_is_set_back_costs_nobody_a_form(tokens: Tokens, clock: Clock) -> None:
    token, link = tokens.issue("sign", ""), tokens.link(*LINK)
    clock.now -= 1_800
    assert tokens.read(token, "sign", "").age == 0
    clock.now -= 12 * 3600
    assert tokens.read_link(link).submission == LINK[0]
    with pytest.raises(ExpiredError):
        tokens.read(token, "sign", "")


def test_what_was_sent_again_is_known_from_what_was_sent_instead(tokens: Tokens) -> None:
    first, again, other = (tokens.spent_tag(b"n" * 16, body) for body in (b"a", b"a", b"b"))
    assert first == again
    assert (first[:8], first[8:] == other[8:], len(first)) == (other[:8], False, 16)
    assert tokens.spent_tag(b"m" * 16, b"a")[:8] != first[:8]
    assert Tokens(b"e" * 32).spent_tag(b"n" * 16, b"a")[:8] != first[:8]


def test_a_link_is_read_for_seven_days(tokens: Tokens, clock: Clock) -> None:
    text = tokens.link(*LINK)
    assert tokens.read_link(text) == Link(*LINK, int(NOON) // 86_400)
    clock.now += 7 * 86_400
    tokens.read_link(text)
    clock.now += 86_400
    with pytest.raises(ExpiredError, match="good for 7 days"):
        tokens.read_link(text)
    assert tokens.read_link(text, days=30).day == int(NOON) // 86_400


def test_a_link_tells_nothing_to_who_finds_it_in_a_log(tokens: Tokens, clock: Clock) -> None:
    submission = b"s" * 16
    text = tokens.link(submission, "a-letter", 1, "en", digest_address(submission, "ada@example.org"))
    raw = base64.urlsafe_b64decode(text.partition(".")[0] + "==")
    for known in (submission, b"a-letter", b"ada", digest_address(submission, "ada@example.org")):
        assert known not in raw
    morning = tokens.link(*LINK)
    clock.now += 6 * 3600
    assert tokens.read_link(morning) == tokens.read_link(tokens.link(*LINK)), "no time but the day"


@given(
    st.one_of(
        st.text(),
        st.binary().map(lambda data: Tokens(DOOR)._signer("link", "").sign(base64.urlsafe_b64encode(data)).decode()),
    )
)
def test_any_text_is_refused_as_a_link_or_a_token(text: str) -> None:
    for read in (Tokens(DOOR).read_link, lambda text: Tokens(DOOR).read(text, "sign", "")):
        with pytest.raises(SealedError):
            read(text)


def test_a_token_is_no_link_and_is_not_bent_into_another(tokens: Tokens) -> None:
    token = tokens.issue("sign", "")
    with pytest.raises(ForgedError):
        tokens.read_link(token)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bent = [token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :] for place in range(len(token))]
    bent += [token[:-1] + letter for letter in letters if letter != token[-1]]
    for each in bent:
        with pytest.raises(ForgedError):
            tokens.read(each, "sign", "")


def test_the_doors_secret_is_the_same_for_all_who_come_at_once(tmp_path: Path) -> None:
    folder, found = tmp_path / "inbox", []
    hands = [threading.Thread(target=lambda: found.append(open_door(folder))) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(found[0]) == 32
    assert [path.name for path in folder.iterdir()] == ["door.key"]
    assert stat.S_IMODE((folder / "door.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "door.key").stat().st_mtime % 86_400 == 0
    (folder / "door.key").write_bytes(b"short")
    with pytest.raises(SealedError, match=r"door\.key is damaged"):
        open_door(folder)


def test_tokens_show_nothing_when_printed(tokens: Tokens) -> None:
    assert repr(tokens) == "<tokens>"
    assert tokens.secret != DOOR
