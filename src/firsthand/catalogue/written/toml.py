"""TOML files whose keys know their lines, so that a mistake can be shown where it stands.

The standard library reads the values; `key_lines` finds in the same text where each of them is written.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from firsthand.catalogue.written.mistakes import Mistake

Trail = tuple[str | int, ...]

MEDIA_TYPE = "application/toml"
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_CHECK = "Look at the quotation marks, commas and brackets of this line and the one above it."
_SAID = {
    "Cannot overwrite a value": ("A key is written twice.", "Keep one of them."),
    "Cannot declare": ("A section is written twice.", "Join the two sections into one."),
    "Invalid value": ("A value cannot be read.", "Put words and dates in quotation marks."),
    "Unterminated string": ("Quotation marks are not closed.", "Close them at the end of the words."),
    "Illegal character": (
        "A line ends inside quotation marks.",
        'Close them, or write longer words between """ and """.',
    ),
    "Expected '='": ("Expected a key, an equals sign and a value.", _CHECK),
    "Unclosed array": ("A list is not closed.", "Part its entries by commas and close it with “]”."),
    "Unclosed inline table": ("A table is not closed.", "Part its entries by commas and close it with “}”."),
    "Unescaped '\\'": ("A backslash inside quotation marks begins a special sign.", "Write “\\\\” for a backslash."),
}


class TomlFile(Struct, frozen=True):
    path: str
    """Relative to the folder that is read."""
    values: dict[str, Any]
    lines: dict[Trail, int]

    def line(self, trail: Trail) -> int | None:
        """Where a value is written, or else the nearest value around it."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return self.lines.get(trail)


def read(path: Path, name: str) -> TomlFile | Mistake:
    """Read a file; `name` is how mistakes call it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "The file is not written in UTF-8."
        return Mistake(name, line, message, "Save it again from your editor with the encoding UTF-8.")
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        return Mistake(name, None, message, "Give yourself the right to read it.")
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _explain(str(error), name, text)
    except RecursionError:
        return Mistake(name, None, "Lists stand inside lists too deeply to be read.", "Write the file more simply.")
    return TomlFile(name, values, key_lines(text))


def _explain(said: str, name: str, text: str) -> Mistake:
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    plain = _PLACE.sub("", said)
    for beginning, (message, remedy) in _SAID.items():
        if plain.startswith(beginning):
            return Mistake(name, line, message, remedy)
    return Mistake(name, line, f"This is not valid TOML: {plain}.", _CHECK)


def key_lines(text: str) -> dict[Trail, int]:
    """Trail of keys and list positions -> line, for every value of a valid TOML text."""
    return _Scanner(text).scan()


_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|'{3}(?:[^']|'{1,2}(?!'))*'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    """Walks once through a text that `tomllib` has accepted, and notes where keys and entries of lists stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counted = (0, 1)
        self.lines: dict[Trail, int] = {}
        self.tables: dict[Trail, int] = {}

    def scan(self) -> dict[Trail, int]:
        trail: Trail = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                trail = self._header()
            else:
                self._pair(trail)
        return self.lines

    def _header(self) -> Trail:
        line = self._line()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        trail = self._resolve(self._keys(), last_is_new=many)
        self.at += 2 if many else 1
        self._note(trail, line)
        return trail

    def _resolve(self, keys: list[str], *, last_is_new: bool) -> Trail:
        """The trail of a header, in which the entries of [[lists]] are counted."""
        trail: Trail = ()
        for place, key in enumerate(keys):
            trail = (*trail, key)
            if last_is_new and place == len(keys) - 1:
                self.tables[trail] = self.tables.get(trail, -1) + 1
            self._note(trail, self._line())
            if trail in self.tables:
                trail = (*trail, self.tables[trail])
        return trail

    def _pair(self, trail: Trail) -> None:
        line = self._line()
        for key in self._keys():
            trail = (*trail, key)
            self._note(trail, line)
        self.at = self.text.index("=", self.at) + 1
        self._skip(_SPACE)
        self._value(trail)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            key = _KEY.match(self.text, self.at)
            if key is None:  # pragma: no cover - tomllib has accepted the text
                raise ValueError(self.at)
            self.at = key.end()
            keys.append(_unquote(key[0]))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _value(self, trail: Trail) -> None:
        match self.text[self.at]:
            case "[":
                self._list(trail)
            case "{":
                self._inline_table(trail)
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_BARE)

    def _list(self, trail: Trail) -> None:
        self.at += 1
        place = 0
        while self.text[self._skip(_BLANK)] != "]":
            self._note((*trail, place), self._line())
            self._value((*trail, place))
            place += 1
            if self.text[self._skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1

    def _inline_table(self, trail: Trail) -> None:
        self.at += 1
        while self.text[self._skip(_BLANK)] != "}":
            self._pair(trail)
            if self.text[self._skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _line(self) -> int:
        position, line = self.counted
        self.counted = (self.at, line + self.text.count("\n", position, self.at))
        return self.counted[1]

    def _note(self, trail: Trail, line: int) -> None:
        self.lines.setdefault(trail, line)


def _unquote(key: str) -> str:
    if key[0] in "\"'":
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key
