"""Which addresses may stand in a document: http, https, mailto, tel, and places in the document itself.

Everything else (scripts, files, data, accounts inside an address) leaves its text and loses its link.
"""

import re
from urllib.parse import quote, unquote, urljoin, urlsplit

LONGEST = 2_000
_BLANKS = "".join(map(chr, range(33)))
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


def address(href: str | None, base: str | None = None) -> str | None:
    """The absolute address, or "#" and an anchor, or None for what must not be followed.

    `base` is the address of the page, if the page gives one; without it a relative address leads nowhere.
    """
    if not href or len(href) > LONGEST:
        return None
    # As browsers do (WHATWG URL): a tab or newline inside is dropped, so "java\nscript:" is still a script.
    href = re.sub(r"[\t\r\n]+", "", href.strip(_BLANKS))
    if href.startswith("#"):
        return "#" + unquote(href[1:]) if len(href) > 1 else None
    try:
        if base and not re.match("[A-Za-z][A-Za-z0-9+.-]*:", href):
            href = urljoin(base, href)
            inside = href.partition("#")
            if inside[2] and inside[0] == base.partition("#")[0]:
                return "#" + unquote(inside[2])
        return _allowed(href)
    except ValueError:
        return None


def _allowed(href: str) -> str | None:
    parts = urlsplit(href)
    if parts.scheme in {"http", "https"}:
        if not parts.hostname or parts.username is not None:
            return None
    elif parts.scheme not in {"mailto", "tel"} or not parts.path:
        return None
    return parts.scheme + quote(href[len(parts.scheme) :], safe=_SAFE)
