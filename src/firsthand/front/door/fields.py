"""What a form of the door brings, as plain words; and what of it can't be so."""

import re
import unicodedata
from urllib.parse import parse_qsl

from msgspec import Struct

from firsthand.front.forms import MalformedFormError

MOST_FIELDS = 40
LONGEST = {"name": 200, "affiliation": 200, "email": 254, "note": 600, "reply": 300, "code": 200}
"""Characters."""
LONGEST_HIDDEN = 24_000
"""Characters of a field that only programs fill; a sealed message has 20,544."""
LINES = frozenset({"note", "text"})
SWITCHES = frozenset({"final", "again"})

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that turn the direction of writing, by which one name can look like another; and half characters."""


class Fields(Struct, frozen=True):
    """What was typed and chosen, without blanks around. Printed, it shows nothing."""

    token: str = ""
    work: str = ""
    sealed: str = ""
    """Base64 of what a browser has sealed; then all other fields but these few are empty."""
    name: str = ""
    capacity: str = ""
    display: str = ""
    affiliation: str = ""
    place: str = ""
    mandate: str = ""
    email: str = ""
    voucher: str = ""
    final: bool = False
    again: bool = False
    note: str = ""
    invitation: str = ""
    website: str = ""
    """Nobody sees this field; a program that fills in everything fills it in too."""
    version: str = ""
    language: str = ""
    text: str = ""
    reply: str = ""
    code: str = ""
    answer: str = ""

    def __repr__(self) -> str:
        return "Fields()"


class Fault(Struct, frozen=True):
    """What is wrong with a field, in the reader's language."""

    field: str
    sentence: str

    @property
    def anchor(self) -> str:
        return f"door-{self.field}"


def read_fields(body: str) -> Fields:
    """The fields of application/x-www-form-urlencoded; of one that is there twice, the last. MalformedFormError."""
    try:
        pairs = parse_qsl(body, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise MalformedFormError from None
    found: dict[str, str | bool] = {}
    for name, value in pairs:
        if name in SWITCHES:
            found[name] = True
        elif name in Fields.__struct_fields__:
            found[name] = _lines(value) if name in LINES else _line(value)
    if any(len(str(value)) > LONGEST_HIDDEN for name, value in found.items() if name not in LINES):
        raise MalformedFormError
    return Fields(**found)  # type: ignore[arg-type]


def _line(value: str) -> str:
    if value.isascii() and value.isprintable():  # most words, and all that is sealed: nothing to look for
        return " ".join(value.split())
    plain = _TURNS.sub("", _CONTROLS.sub(" ", value))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def _lines(value: str) -> str:
    return "\n".join(_line(line) for line in value.replace("\r\n", "\n").split("\n")).strip()
