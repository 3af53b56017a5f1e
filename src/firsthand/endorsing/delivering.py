"""A statement is handed over: the very file, the day and the number of signatures are written into its record.

The record is a person's file. One table is added at its end, all else stays byte for byte, and it is read back before
it takes the place of the old one.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.versions import carried
from firsthand.catalogue.written.words import quoted
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.grounds import Grounds, Letterhead
from firsthand.endorsing.rows import list_of, read_rows
from firsthand.endorsing.vault import replace
from firsthand.sources.tree import is_noise


def deliver(
    grounds: Grounds, letterhead: Letterhead, to: Mapping[str, str], file: Path, day: date, *, dry: bool = False
) -> int:
    """Put `file` beside the record and write down that it was handed over; gives the number of signatures.

    `to`: language -> to whom. DeskError, and nothing is changed, where another file of that name is there, or the
    record can't take the table.
    """
    goal = letterhead.file.parent / _name(file)
    _compare(file, goal)
    count = signatures(grounds, letterhead)
    fields: dict[str, Any] = {"to": dict(to), "date": day.isoformat(), "file": goal.name, "signatures": count}
    if letterhead.versions:
        fields["version"] = letterhead.newest
    data = letterhead.file.read_bytes()
    after = _added(letterhead.file, data, fields)
    if not dry:
        with in_words(letterhead.file):
            if not goal.exists():
                replace(goal, file.read_bytes(), private=False)
            replace(letterhead.file, after, private=False)
    return count


def signatures(grounds: Grounds, letterhead: Letterhead) -> int:
    """How many signatures the words in force have in public: never more is said of a delivery, since whoever takes
    the public number away from the true one would learn how many are kept back."""
    path = list_of(grounds.folder, letterhead.slug)
    named = sum(_stands(row.version, letterhead) for row in read_rows(path))
    tallies = tomllib.loads(path.read_text("utf-8")).get("tallies", []) if path.exists() else []
    told = sum(int(one["count"]) for one in tallies if _stands(one.get("version"), letterhead))
    return named + told + sum(_stands(number, letterhead) for _, number in letterhead.signed)


def _stands(number: int | None, letterhead: Letterhead) -> bool:
    return number is None or carried(number, letterhead.versions) == letterhead.newest


def recipients(said: tuple[str, ...], default: str) -> dict[str, str]:
    """“fr=Aux États membres” or words alone, in the library's first language. DeskError for a language said twice."""
    from firsthand.catalogue import languages

    found: dict[str, str] = {}
    for one in said:
        code, equals, words = one.partition("=")
        language, words = (code, words) if equals and len(code) < 12 and " " not in code else (default, one)
        try:
            language = languages.normalise(language)
        except MalformedError as error:
            raise DeskError(f"{error} {error.remedy}") from error
        if language in found or not words.strip():
            raise DeskError(f"Say once in each language to whom it was handed over, such as --to {language}=…")
        found[language] = words.strip()
    return found


def _name(file: Path) -> str:
    """Any name that a person reads; hidden and unfinished files would not be published."""
    if not file.is_file():
        raise DeskError(f"There is no file “{file}”. Name the very file that was handed over.")
    if is_noise(file.name) or not file.name.isprintable():
        raise DeskError(f"“{file.name}” would not be published. Rename the file, such as “letter.pdf”.")
    return file.name


def _compare(file: Path, goal: Path) -> None:
    if goal.exists() and _digest(goal) != _digest(file):
        raise DeskError(f"Another file is “{goal}” already. Rename “{file}”, such as “letter-2.pdf”, and say it again.")


def _added(path: Path, data: bytes, fields: dict[str, Any]) -> bytes:
    """The record with one more table, once it has been seen that nothing else has changed in it."""
    text = data.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    blank = "" if not text else end if text.endswith("\n") else end * 2
    addition = blank + "[[deliveries]]" + end + "".join(f"{key} = {_value(fields[key])}{end}" for key in fields)
    after = data + addition.encode()
    try:
        before = tomllib.loads(text.replace("\r\n", "\n"))
        expected = {**before, "deliveries": [*before.get("deliveries", []), fields]}
        if tomllib.loads(after.decode("utf-8-sig").replace("\r\n", "\n")) != expected:
            raise ValueError
    except (ValueError, TypeError) as error:
        raise DeskError(
            f"“{path}” can't take another table at its end, and was not changed. Add this by hand:\n\n{addition}"
        ) from error
    return after


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {quoted(words)}" for key, words in value.items()) + " }"
    return str(value) if isinstance(value, int) else quoted(value)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
