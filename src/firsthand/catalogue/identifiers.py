"""Identifiers in their normal form: DOI (ISO 26324), ISBN (ISO 2108), ISSN (ISO 3297), handles and addresses."""

import re
from urllib.parse import quote, urlsplit

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Identifier

SCHEMES = ("doi", "isbn", "issn", "handle", "url")

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_HANDLE = re.compile(r"[0-9A-Za-z.]+/\S+")
_DOI_PREFIX = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
_HANDLE_PREFIX = re.compile(r"(?:hdl:\s*|https?://hdl\.handle\.net/)", re.IGNORECASE)
_NUMBER_PREFIX = re.compile(r"(?:urn:)?(?:isbn(?:-1[03])?|issn)[:\s]*", re.IGNORECASE)


def normalise(scheme: str, value: str) -> Identifier:
    """The identifier as it is kept; MalformedError where its form or check digit is wrong.

    A DOI is kept bare and in lower case, since case does not count in it; an ISBN as thirteen digits without hyphens;
    an ISSN as "1234-567X".

    >>> normalise("isbn", "0-306-40615-2").value
    '9780306406157'
    """
    readers = {"doi": _doi, "isbn": _isbn, "issn": _issn, "handle": _handle, "url": address}
    if scheme not in readers:
        known = ", ".join(SCHEMES)
        raise MalformedError(f"“{scheme}” is not a scheme of identifiers that is known.", f"Use one of: {known}.")
    return Identifier(scheme, readers[scheme](value.strip()))


def uri(identifier: Identifier) -> str:
    """The identifier as a URI, such as "https://doi.org/10.1000/182" or "urn:isbn:9780306406157"."""
    match identifier.scheme:
        case "doi":
            return "https://doi.org/" + quote(identifier.value, safe="/:;()._-")
        case "handle":
            return "https://hdl.handle.net/" + quote(identifier.value, safe="/:;()._-")
        case "url":
            return identifier.value
        case scheme:
            return f"urn:{scheme}:{identifier.value}"


def address(value: str) -> str:
    """An absolute http or https address. MalformedError for any other."""
    try:
        parts = urlsplit(value)
        complete = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        complete = False
    if not complete or re.search(r"[\s<>\"\x00-\x1f]", value):
        raise MalformedError(f"“{value}” is not a complete web address.", "Write it with https:// at the beginning.")
    return value


def mirror(value: str) -> str:
    """The address of a copy of a library, without a slash at its end. MalformedError for any that has more parts.

    >>> mirror("http://copy.example.net/library/")
    'http://copy.example.net/library'
    """
    whole = address(value)
    parts = urlsplit(whole)
    if parts.username or parts.password or parts.query or parts.fragment:
        remedy = "Write host and path alone, such as “https://mirror.example.net/library”."
        raise MalformedError(f"“{value}” is not the address of a copy: it has a name, a question or a mark.", remedy)
    return whole.rstrip("/")


def _doi(value: str) -> str:
    bare = _DOI_PREFIX.sub("", value, count=1)
    if not _DOI.fullmatch(bare):
        raise MalformedError(f"“{value}” is not a DOI.", "A DOI begins with “10.”, such as “10.1000/182”.")
    return bare.lower()


def _handle(value: str) -> str:
    bare = _HANDLE_PREFIX.sub("", value, count=1)
    if not _HANDLE.fullmatch(bare):
        raise MalformedError(f"“{value}” is not a handle.", "A handle looks like “20.1000/100”.")
    return bare


def _isbn(value: str) -> str:
    digits = _number(value)
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        _require(digits[-1] == _check_digit_11(digits[:-1]), value, "ISBN")
        digits = "978" + digits[:-1]
        return digits + _check_digit_10(digits)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise MalformedError(f"“{value}” is not an ISBN.", "An ISBN has ten or thirteen digits.")
    _require(digits[-1] == _check_digit_10(digits[:-1]), value, "ISBN")
    return digits


def _issn(value: str) -> str:
    digits = _number(value)
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        raise MalformedError(f"“{value}” is not an ISSN.", "An ISSN has eight digits, such as “0378-5955”.")
    _require(digits[-1] == _check_digit_11(digits[:-1]), value, "ISSN")
    return f"{digits[:4]}-{digits[4:]}"


def _number(value: str) -> str:
    return re.sub(r"[\s\-‐-―]", "", _NUMBER_PREFIX.sub("", value, count=1)).upper()


def _require(right: bool, value: str, name: str) -> None:
    if not right:
        raise MalformedError(
            f"The check digit of the {name} “{value}” does not fit its other digits.",
            "Compare it with the printed number; two digits may be exchanged or one mistyped.",
        )


def _check_digit_11(digits: str) -> str:
    """For ISBN-10 and ISSN: weights fall to 2, modulo 11, and X stands for ten."""
    total = sum(weight * int(digit) for weight, digit in zip(range(len(digits) + 1, 1, -1), digits, strict=True))
    return "0123456789X"[-total % 11]


def _check_digit_10(digits: str) -> str:
    """For ISBN-13: weights 1 and 3 in turn, modulo 10 (as EAN-13)."""
    return str(-sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits)) % 10)
