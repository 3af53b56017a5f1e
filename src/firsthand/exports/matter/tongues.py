"""A language as those want it said who set or show it: its tag, ISO 639 code, ISO 3166 region, direction."""

import re
from functools import lru_cache

from msgspec import Struct

from firsthand.interface import direction

_UNKNOWN = "und"


class Tongue(Struct, frozen=True, omit_defaults=True):
    tag: str
    """BCP 47, as the record or the text has it."""
    lang: str
    dir: str
    """"rtl" or "ltr"."""
    region: str | None = None


@lru_cache(maxsize=512)
def tongue(tag: str) -> Tongue:
    """Of a BCP 47 tag. Scripts go with the region that writes them: typst and PDF readers know no others."""
    parts = tag.split("-")
    lang = parts[0].lower() if re.fullmatch("[A-Za-z]{2,3}", parts[0]) else _UNKNOWN
    region = next((part.upper() for part in parts[1:] if re.fullmatch("[A-Za-z]{2}", part)), None)
    if region is None and lang == "zh":
        region = {"hant": "TW", "hans": "CN"}.get(parts[1].lower() if len(parts) > 1 else "")
    return Tongue(tag, lang, direction(tag), region)
