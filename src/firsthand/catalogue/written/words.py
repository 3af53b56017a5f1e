"""Values written down as TOML, so that a person can read and change them."""

import re
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def key_of(key: str) -> str:
    return key if _BARE.fullmatch(key) else quoted(key)


def value_of(value: Any) -> str:
    """Words, numbers, truths, lists and tables, each on one line but for words that have several."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key_of(key)} = {value_of(one)}" for key, one in value.items()) + " }"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(value_of, value)) + "]"
    return _long(value) if "\n" in value else quoted(value)


def quoted(words: str) -> str:
    """Words as a basic string of TOML."""
    return '"' + "".join(_ESCAPES.get(sign) or _sign(sign) for sign in words) + '"'


def _long(words: str) -> str:
    """Words of several lines, so that a person can read them."""
    inside = "".join(sign if sign == "\n" else _ESCAPES.get(sign) or _sign(sign) for sign in words)
    return f'"""\n{inside}"""'


def _sign(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04X}" if code < 0x20 or code == 0x7F else sign
