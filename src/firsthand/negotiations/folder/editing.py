"""A row is put into, or taken out of, a TOML file that a person wrote: all else in it stays byte for byte.

Whatever comes out is read back before it is given away, so that a file in an unusual form is refused and not spoiled.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from firsthand.catalogue.written import toml
from firsthand.catalogue.written.words import key_of, value_of
from firsthand.negotiations.errors import WorkroomError

Fields = Mapping[str, Any]


def put_row(name: str, data: bytes, key: str, own: str, fields: Fields, *, before: int | None = None) -> bytes:
    """A file with a row [[key]] in the place of the one that has the same `own` field, or behind all others.

    `before` puts a new one before the row of that number instead. `name` is how errors call the file.
    WorkroomError where the file is in a form that can't be changed so.
    """
    text = _text(name, data)
    rows = _rows(text, key)
    place = next((number for number, row in enumerate(rows) if row.get(own) == fields[own]), None)
    block = _block(key, fields)
    if place is not None and rows[place] == fields:
        return data
    if place is not None:
        start, end = _span(name, text, key, place)
        after, expected = _spliced(text, start, end, block), [*rows[:place], dict(fields), *rows[place + 1 :]]
    elif before is not None:
        start, _ = _span(name, text, key, before)
        after, expected = _spliced(text, start, start, block + "\n"), [*rows[:before], dict(fields), *rows[before:]]
    else:
        blank = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        after, expected = text + blank + block, [*rows, dict(fields)]
    return _checked(name, text, after, key, expected, block)


def drop_row(name: str, data: bytes, key: str, own: str, value: str) -> bytes:
    """A file without the row that has this value; as it is where there is none."""
    text = _text(name, data)
    rows = _rows(text, key)
    place = next((number for number, row in enumerate(rows) if row.get(own) == value), None)
    if place is None:
        return data
    start, end = _span(name, text, key, place)
    after = _spliced(text, start, end, "")
    return _checked(name, text, after, key, [*rows[:place], *rows[place + 1 :]], f'{own} = "{value}"')


def table(fields: Fields) -> str:
    """Keys and values, one a line, without those that say nothing."""
    return "".join(f"{key_of(key)} = {value_of(value)}\n" for key, value in fields.items())


def _block(key: str, fields: Fields) -> str:
    return f"[[{key}]]\n{table(fields)}"


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        tomllib.loads(text)
    except ValueError as error:
        raise WorkroomError(f"“{name}” can't be read: {error}. Mend it, and try again.") from error
    return text


def _rows(text: str, key: str) -> list[dict[str, Any]]:
    rows = tomllib.loads(text).get(key, [])
    return rows if isinstance(rows, list) else []


def _span(name: str, text: str, key: str, number: int) -> tuple[int, int]:
    """The lines of a row, from its header to its last value; comments behind it belong to what comes next."""
    lines = toml.key_lines(text)
    starts = [lines[trail] for trail in lines if len(trail) == 2 and trail[0] == key and isinstance(trail[1], int)]
    header = _header(text, key, number)
    if header is None or not starts:
        raise WorkroomError(f"“{name}” is written in a form that can't be changed here. Change it by hand: [[{key}]].")
    later = sorted(line for trail, line in lines.items() if line > header and trail[:2] != (key, number))
    end = later[0] - 1 if later else len(text.split("\n"))
    rows = text.split("\n")
    while end > header and (not rows[end - 1].strip() or rows[end - 1].startswith("#")):
        end -= 1
    return header - 1, end


def _header(text: str, key: str, number: int) -> int | None:
    """The line of a row's [[header]]; strings of several lines could hold such a line too, which the check finds."""
    found = [line for line, words in enumerate(text.split("\n"), start=1) if words.strip().startswith(f"[[{key}]]")]
    return found[number] if number < len(found) else None


def _spliced(text: str, start: int, end: int, block: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:start], *(block.rstrip("\n").split("\n") if block else []), *lines[end:]])


def _checked(name: str, text: str, after: str, key: str, rows: list[dict[str, Any]], block: str) -> bytes:
    expected = {**tomllib.loads(text), key: rows}
    if not rows:
        del expected[key]
    try:
        sound = tomllib.loads(after) == expected
    except tomllib.TOMLDecodeError:
        sound = False
    if not sound:
        raise WorkroomError(f"“{name}” can't be changed here and was left as it is. Change it by hand:\n\n{block}")
    return after.encode()
