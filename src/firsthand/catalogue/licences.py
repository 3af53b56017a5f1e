"""Licences: Creative Commons by their short names (SPDX) and addresses, and what they let a reader do.

Any other URI is a rights statement of which nothing is known here.
"""

import re

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.malformed import MalformedError


class Licence(Struct, frozen=True):
    uri: str
    short: str
    """SPDX licence identifier: "CC-BY-NC-4.0"."""
    name: str
    """In English, as Creative Commons writes it."""
    attribution: bool
    """Those who use the work must name its authors."""
    commercial: bool
    """It may be used for commercial ends."""
    derivatives: bool
    """It may be changed, and so also translated, and the result published."""
    share_alike: bool
    """What is made from it must be published under the same licence."""


_WORDS = {"by": "Attribution", "nc": "NonCommercial", "nd": "NoDerivatives", "sa": "ShareAlike"}
_CODES = ("by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd")
_VERSIONS = {
    "1.0": "1.0 Generic",
    "2.0": "2.0 Generic",
    "2.5": "2.5 Generic",
    "3.0": "3.0 Unported",
    "4.0": "4.0 International",
}
_URI = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<code>[a-z-]+)/(?P<version>\d\.\d)(?:/(?P<port>igo|[a-z]{2}|scotland))?"
    r"|publicdomain/(?P<domain>zero|mark)/1\.0)/?(?:(?:deed|legalcode)(?:\.[\w-]+)?)?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"CC[ -]?(?P<code>BY(?:-NC)?(?:-SA|-ND)?)[ -](?P<version>\d\.\d)(?:[ -](?P<port>IGO))?", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"(?:https?|urn|info):[^\s<>\"]+", re.IGNORECASE)


def normalise(rights: str) -> str:
    """The URI of a licence given by its short name or any form of its address; another URI as it is.

    MalformedError for anything else.

    >>> normalise("CC-BY-4.0")
    'https://creativecommons.org/licenses/by/4.0/'
    """
    text = rights.strip()
    licence = find(text)
    if licence:
        return licence.uri
    if _ABSOLUTE.fullmatch(text):
        return text
    raise MalformedError(
        f"“{text}” is neither the short name of a Creative Commons licence nor an address.",
        "Write a short name with its version, such as “CC-BY-4.0”, or the full address of the licence.",
    )


def find(rights: str) -> Licence | None:
    """The Creative Commons licence of a URI or short name, if it is one."""
    text = rights.strip()
    if text.upper() in ("CC0-1.0", "CC0"):
        return _public("zero")
    form = _URI.fullmatch(text) or _SHORT.fullmatch(text)
    if not form:
        return None
    if (domain := form.groupdict().get("domain")) is not None:
        return _public(domain.lower())
    return _licence(form["code"].lower(), form["version"], (form["port"] or "").lower())


def _licence(code: str, version: str, port: str) -> Licence | None:
    """`port` is the law that the licence was adapted to: a country's, by its code, or "igo"; empty for none."""
    is_known = code in _CODES and version in _VERSIONS
    if not is_known or (port == "igo" and version != "3.0") or (port and version == "4.0"):
        return None
    parts = code.split("-")
    suffix = f"{version} {_port(port)}" if port else _VERSIONS[version]
    return Licence(
        uri=f"https://creativecommons.org/licenses/{code}/{version}/" + (f"{port}/" if port else ""),
        short=f"CC-{code.upper()}-{version}" + (f"-{port.upper()}" if port else ""),
        name=f"Creative Commons {'-'.join(_WORDS[part] for part in parts)} {suffix}",
        attribution=True,
        commercial="nc" not in parts,
        derivatives="nd" not in parts,
        share_alike="sa" in parts,
    )


def _port(port: str) -> str:
    codes = {"igo": "IGO", "uk": "United Kingdom", "scotland": "Scotland"}
    return codes.get(port) or places.name(port.upper(), "en")


def _public(domain: str) -> Licence:
    zero = domain == "zero"
    return Licence(
        uri=f"https://creativecommons.org/publicdomain/{domain}/1.0/",
        short="CC0-1.0" if zero else "PDM-1.0",
        name="Creative Commons Zero 1.0 Universal" if zero else "Public Domain Mark 1.0",
        attribution=False,
        commercial=True,
        derivatives=True,
        share_alike=False,
    )
