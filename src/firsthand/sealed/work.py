"""Proof of work: small puzzles that a browser solves in a second or two, so that thousands of forms cost time.

A puzzle is solved by two bytes for which SHA-512 (tweetnacl's `nacl.hash`) begins with seven zero bits. There are many
small ones in place of a large one, so that hardly anybody is unlucky (Dwork and Naor, 1992; Back's Hashcash).
"""

from hashlib import sha512

COUNT = 32
"""Puzzles of one form: about 4,100 hashes in all; of a hundred forms, one needs more than 5,900."""
BITS = 7
"""Zero bits at the start of each puzzle's hash."""
WAIT = 15
"""Seconds after which a form is taken without an answer, from browsers without scripts."""
_TRIES = 1 << 16
_DIGITS = 4


def seed_of(token: str) -> bytes:
    """64 bytes: SHA-512 of the token's text, with which every message of its puzzles begins."""
    return sha512(b"firsthand work 1 " + token.encode("utf-8", "surrogatepass")).digest()


def check(token: str, answer: str) -> bool:
    """Whether an answer solves all puzzles of a token. An answer has 128 hexadecimal digits, four for each puzzle."""
    if len(answer) != COUNT * _DIGITS or not answer.isascii():
        return False
    try:
        tries = bytes.fromhex(answer)
    except ValueError:
        return False
    seed = seed_of(token)
    return len(tries) == 2 * COUNT and all(
        _is_solved(seed, puzzle, tries[2 * puzzle : 2 * puzzle + 2]) for puzzle in range(COUNT)
    )


def solve(token: str) -> str:
    """The answer that a browser would send."""
    seed = seed_of(token)
    return b"".join(_solve(seed, puzzle) for puzzle in range(COUNT)).hex()


def _solve(seed: bytes, puzzle: int) -> bytes:
    return next(each for number in range(_TRIES) if _is_solved(seed, puzzle, each := number.to_bytes(2, "big")))


def _is_solved(seed: bytes, puzzle: int, tried: bytes) -> bool:
    return sha512(seed + bytes([puzzle]) + tried).digest()[0] >> (8 - BITS) == 0
