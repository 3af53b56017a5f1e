"""Withdrawal codes that people copy by hand, and digests by which codes and addresses are compared unkept."""

import secrets
import unicodedata
from hashlib import blake2b

from firsthand.sealed.errors import MalformedError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_FORGIVEN = str.maketrans("OILАВСЕНКМОРТХУ", "011ABCEHKM0PTXY")
"""What is taken for something else, also Cyrillic capitals that look alike: they are typed by who reads them."""
_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_LENGTH = 16
_LONGEST = 200


def code_of(secret: bytes, nonce: bytes) -> str:
    """The withdrawal code of a form, "XXXX-XXXX-XXXX-XXXX" (80 bits, Crockford's base 32).

    `secret` is the door's, `nonce` the token's: the same form, sent again, gets the same code.
    """
    number = int.from_bytes(blake2b(nonce, digest_size=10, key=secret, person=b"firsthand code").digest(), "big")
    return _write(number)


def new_code() -> str:
    """A code for what came in on paper."""
    return _write(secrets.randbits(80))


def _write(number: int) -> str:
    symbols = "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(symbols[at : at + 4] for at in range(0, _LENGTH, 4))


def normalise_code(text: str) -> str:
    """The code that was meant: forgives case, blanks, hyphens, O for 0, I and L for 1. MalformedError if it is none."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).upper().translate(_FORGIVEN)
    symbols = "".join(each for each in folded if each in _ALPHABET)
    rest = [each for each in folded if each not in _ALPHABET and unicodedata.category(each)[0] in "LNS"]
    if len(symbols) != _LENGTH or rest or len(text) > _LONGEST:
        raise MalformedError(
            "A withdrawal code has 16 letters and digits, as XXXX-XXXX-XXXX-XXXX. "
            "Look at the receipt and type it again."
        )
    return "-".join(symbols[at : at + 4] for at in range(0, _LENGTH, 4))


def digest_code(text: str) -> bytes:
    """16 bytes, the same for all ways to type a code. MalformedError if it is none."""
    return blake2b(normalise_code(text).encode(), digest_size=16, person=b"firsthand code").digest()


def digest_address(submission: bytes, email: str) -> bytes:
    """16 bytes: an e-mail address within one submission (16 bytes), so that no two can be compared by it.

    Only the capitals of ASCII are folded: “strasse.example” and “straße.example” are two domains with two owners, and
    who confirms from one of them must not confirm for the other.
    """
    folded = unicodedata.normalize("NFC", email).strip().translate(_SMALL).encode("utf-8", "surrogatepass")
    return blake2b(folded, digest_size=16, key=submission, person=b"firsthand mail").digest()
