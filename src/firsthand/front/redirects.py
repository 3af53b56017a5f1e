"""Old addresses of a network's earlier site, and addresses without an interface language: where they lead now."""

from collections.abc import Mapping
from urllib.parse import quote, unquote

SAFE = "/?#:@!$&'()*+,;=-._~%[]"


def find_redirect(redirects: Mapping[str, str], path: str, query: str) -> str | None:
    """The new address for an old path with its query, if the table has it. A slash at the end makes no difference."""
    paths = dict.fromkeys((path, path.rstrip("/"), path.rstrip("/") + "/"))
    for candidate in paths:
        full = f"{candidate}?{query}" if query else candidate
        for key in (full, unquote(full)):
            if key in redirects:
                return redirects[key]
    return None


def in_language(address: str, language: str) -> str:
    """A path of this site with the interface language before it; an absolute address as it is."""
    return f"/{language}{address}" if address.startswith("/") and not address.startswith("//") else address


def as_header(address: str) -> bytes:
    """An address as the Location header takes it (RFC 3986); what is encoded already stays so."""
    return quote(address, safe=SAFE).encode("ascii")
