"""Addresses outside of a book, as URIs that every reading system takes (RFC 3986)."""

import re
from urllib.parse import quote, urlsplit

from firsthand.exports.signs import clean

_KEPT = "!$%&'()*+,/:;=?@-._~"
_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.?")


def outside(href: str) -> str | None:
    """The address as a URI; None where it can't be one, as with a host that none can be called.

    >>> outside("https://example.org/a b[1]#x")
    'https://example.org/a%20b%5B1%5D#x'
    """
    href = clean(href).strip()
    scheme, _, rest = href.partition(":")
    if scheme.lower() not in ("http", "https"):
        return f"{scheme.lower()}:{_quoted(rest)}" if rest else None
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if not _HOST.fullmatch(host) or parts.username is not None:
        return None
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{scheme.lower()}://{host}{port}{_quoted(parts.path)}{query}{fragment}"


def _quoted(part: str) -> str:
    return quote(_PERCENT.sub("%25", part), safe=_KEPT)
