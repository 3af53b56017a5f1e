"""Reading a table of a TOML file key by key: each value in the form it must have, every mistake noted with its line.

Nothing is raised here: a value that is wrong is noted and left out, so that one run finds all mistakes of a file.
"""

import datetime as dt
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from firsthand.catalogue import dates, languages
from firsthand.catalogue.identifiers import address
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Text, Texts
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.toml import TomlFile, Trail

_SHAPES = {
    str: "words in quotation marks",
    bool: "true or false",
    int: "a number",
    list: "a list in brackets",
    dict: "a table: its name in brackets on a line of its own, and what belongs to it below",
}


class Table:
    """One table, and the keys that have been asked of it."""

    def __init__(
        self, file: TomlFile, mistakes: list[Mistake], values: dict[str, Any] | None = None, trail: Trail = ()
    ) -> None:
        self.file = file
        self.mistakes = mistakes
        self.values = file.values if values is None else values
        self.trail = trail
        self.asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def wrong(self, trail: Trail, message: str, remedy: str) -> None:
        """Note a mistake at a key of this table, or at the table itself for an empty trail."""
        where = (*self.trail, *trail)
        self.mistakes.append(Mistake(self.file.path, self.file.line(where), message, remedy))

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, n=1, cutoff=0.6)
                known = "Keys here are: " + ", ".join(sorted(self.asked)) + "."
                self.wrong((key,), f"The key “{key}” is not known.", f"Did you mean “{near[0]}”?" if near else known)

    def words(self, key: str) -> str | None:
        """Words, without white space at their ends; None where there are none."""
        value = self._value(key, str)
        if value is None:
            return None
        return self._checked((key,), value, _plain) or None

    def flag(self, key: str) -> bool:
        return bool(self._value(key, bool))

    def number(self, key: str, least: int = 1) -> int | None:
        """A whole number; None where there is none."""
        value: int | None = self._value(key, int)
        if value is not None and value < least:
            self.wrong((key,), f"“{value}” is too small a number here.", f"Write {least} or more.")
            return None
        return value

    def date(self, key: str) -> str | None:
        """A partial date, as words, a number for a year, or a date of TOML."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str | int | dt.date) or isinstance(value, bool):
            self._misshapen((key,), str)
            return None
        return self._checked((key,), value, dates.normalise)

    def link(self, key: str) -> str | None:
        value = self.words(key)
        return None if value is None else self._checked((key,), value, address)

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.words(key)
        if value is None or value in choices:
            return value or default
        near = get_close_matches(value.casefold(), choices, n=1, cutoff=0.6)
        remedy = f"Did you mean “{near[0]}”?" if near else f"Write one of: {', '.join(choices)}."
        self.wrong((key,), f"“{value}” is not known here.", remedy)
        return default

    def checked(self, key: str, check: Callable[[str], str]) -> str | None:
        """Words that `check` normalises; it raises MalformedError."""
        value = self.words(key)
        return None if value is None else self._checked((key,), value, check)

    def strings(self, key: str, check: Callable[[str], str] | None = None) -> tuple[str, ...]:
        """A list of words, each only once, each normalised by `check`."""
        values = self._value(key, list) or []
        found: dict[str, None] = {}
        for place, value in enumerate(values):
            if not isinstance(value, str):
                self._misshapen((key, place), str)
                continue
            normal = self._checked((key, place), value, check or _plain)
            if normal in found:
                self.wrong((key, place), f"“{value}” stands in this list twice.", "Take one of the two out.")
            elif normal:
                found[normal] = None
        return tuple(found)

    def slugs(self, key: str) -> tuple[str, ...]:
        return self.strings(key, check_slug)

    def texts(self, key: str, default_language: str) -> Texts:
        """The same thing in several languages: a table of them, or words alone in the default language."""
        self.asked.add(key)
        value = self.values.get(key)
        if isinstance(value, str):
            value = {default_language: value}
        elif value is not None and not isinstance(value, dict):
            self.wrong((key,), f"“{key}” is not in a form that can be read.", 'Write words, or { en = "…", fr = "…" }.')
            return ()
        return self._texts((key,), value or {})

    def all_texts(self) -> Texts:
        """Every key of this table that has not been asked for as a language, with words."""
        rest = {key: value for key, value in self.values.items() if key not in self.asked}
        self.asked.update(rest)
        return self._texts((), rest)

    def _texts(self, trail: Trail, values: dict[str, Any]) -> Texts:
        texts: dict[str, Text] = {}
        for key, words in values.items():
            language = self._checked((*trail, key), key, languages.normalise)
            if not isinstance(words, str):
                self._misshapen((*trail, key), str)
                continue
            plain = self._checked((*trail, key), words, _plain)
            if language in texts:
                self.wrong((*trail, key), f"The language “{language}” stands here twice.", "Keep one of the two.")
            elif language and plain:
                texts[language] = Text(language, plain)
        return tuple(texts.values())

    def table(self, key: str) -> "Table | None":
        value = self._value(key, dict)
        return None if value is None else Table(self.file, self.mistakes, value, (*self.trail, key))

    def tables(self, key: str) -> "dict[str, Table]":
        """The tables inside a table, by their keys."""
        inner = self.table(key)
        found = {name: inner.table(name) for name in inner.values} if inner else {}
        return {name: table for name, table in found.items() if table is not None}

    def rows(self, key: str) -> "list[Table]":
        """The tables of a list, each written as [[key]]."""
        found = []
        for place, value in enumerate(self._value(key, list) or ()):
            if isinstance(value, dict):
                found.append(Table(self.file, self.mistakes, value, (*self.trail, key, place)))
            else:
                self._misshapen((key, place), dict)
        return found

    def _value(self, key: str, shape: type) -> Any:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None or type(value) is shape:
            return value
        self._misshapen((key,), shape)
        return None

    def _misshapen(self, trail: Trail, shape: type) -> None:
        name = next((part for part in reversed(trail) if isinstance(part, str)), "This")
        self.wrong(trail, f"“{name}” is not in a form that can be read.", f"Write {_SHAPES[shape]}.")

    def _checked(self, trail: Trail, value: Any, check: Callable[[Any], str]) -> str | None:
        try:
            return check(value)
        except MalformedError as error:
            self.wrong(trail, str(error), error.remedy)
            return None


def _plain(words: str) -> str:
    """Words in Unicode's composed form; MalformedError where signs are in them that cannot be seen or printed."""
    import re
    import unicodedata

    text = unicodedata.normalize("NFC", words.strip())
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text):
        raise MalformedError("There is a control character in these words.", "Write the words anew.")
    return text
