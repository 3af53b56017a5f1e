"""Old addresses of a network's earlier site, and addresses without an interface language: where they lead now."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import itemgetter
from urllib.parse import parse_qsl, quote, unquote

from firsthand.catalogue.records import Redirect

LONGEST = 2_000
"""Characters of a query that are looked at."""

SAFE = "/?#:@!$&'()*+,;=-._~%[]"


class Redirects:
    """The table of old addresses, by their paths."""

    def __init__(self, table: Iterable[Redirect]) -> None:
        self._by_path: dict[str, list[tuple[Counter[tuple[str, str]], str]]] = defaultdict(list)
        for redirect in table:
            path, _, query = redirect.old.partition("?")
            self._by_path[_plain(path)].append((_parameters(query), redirect.new))

    def find(self, path: str, query: str, *, bare: bool = True) -> str | None:
        """The new address for an old path with its query; without `bare`, only one that was listed with a query.

        A slash at the end makes no difference, nor do parameters that the table doesn't know, such as those that others
        hang on to links. Of several old addresses with this path, that with the most parameters in common leads on.
        """
        asked = _parameters(query)
        known = self._by_path.get(_plain(path), [])
        fitting = [(wanted.total(), new) for wanted, new in known if wanted <= asked and (bare or wanted)]
        return max(fitting, key=itemgetter(0))[1] if fitting else None


def _plain(path: str) -> str:
    return unquote(path).rstrip("/")


def _parameters(query: str) -> Counter[tuple[str, str]]:
    return Counter(parse_qsl(query[:LONGEST], keep_blank_values=True, errors="replace"))


def in_language(address: str, language: str) -> str:
    """A path of this site with the interface language before it; an absolute address as it is."""
    return f"/{language}{address}" if address.startswith("/") and not address.startswith("//") else address


def as_header(address: str) -> bytes:
    """An address as the Location header takes it (RFC 3986); what is encoded already stays so."""
    return quote(address, safe=SAFE).encode("ascii")
