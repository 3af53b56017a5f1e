"""Proof of work: what solves the puzzles of a token is taken for that token alone."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from firsthand.sealed import work

TOKEN = "a token"
ANSWER = work.solve(TOKEN)


def test_an_answer_is_good_for_its_token_alone() -> None:
    assert work.check(TOKEN, ANSWER)
    assert not work.check("another", ANSWER)
    assert len(ANSWER) == 128


def test_every_puzzle_counts() -> None:
    for puzzle in range(work.COUNT):
        wrong = next(
            tried
            for number in range(1 << 16)
            if not work._is_solved(work.seed_of(TOKEN), puzzle, tried := number.to_bytes(2, "big"))
        )
        assert not work.check(TOKEN, ANSWER[: 4 * puzzle] + wrong.hex() + ANSWER[4 * puzzle + 4 :])


def test_it_is_sha_512_as_browsers_have_it() -> None:
    seed = hashlib.sha512(b"firsthand work 1 " + TOKEN.encode()).digest()
    for puzzle in range(32):
        message = seed + bytes([puzzle]) + bytes.fromhex(ANSWER[4 * puzzle : 4 * puzzle + 4])
        assert hashlib.sha512(message).digest()[0] < 2


def test_it_takes_about_four_thousand_hashes() -> None:
    answers = [work.solve(f"token {number}") for number in range(20)]
    tries = sum(int(answer[at : at + 4], 16) + 1 for answer in answers for at in range(0, 128, 4))
    assert 3_300 < tries / len(answers) < 4_900


@given(st.text(max_size=140))
def test_any_text_is_refused(answer: str) -> None:
    assert not work.check(TOKEN, answer)
    assert not work.check(TOKEN, (answer * 128)[:128])
