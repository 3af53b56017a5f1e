"""What is wrong in a file of a guide, told to its author: which file and line, what, and what to do.

Knows TOML and the schema, not what a guide means.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from firsthand.wording import schema

Keys = tuple[str | int, ...]
"""The way to a value through the tables and lists of a file."""

T = TypeVar("T")


class Fault(Struct, frozen=True):
    """One thing to mend."""

    path: Path
    problem: str
    """A sentence."""
    keys: Keys = ()
    line: int | None = None

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        table = f" [{'.'.join(str(key) for key in self.keys if isinstance(key, str))}]" if self.keys else ""
        return f"{self.path}{where}:{table} {self.problem}"


class GuideError(Exception):
    """A guide can't be used; each sentence says which file, and what to do."""

    def __init__(self, *problems: Fault | str) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.faults = tuple(problem for problem in problems if isinstance(problem, Fault))


def parsed(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises GuideError."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        problem = "This is not UTF-8 text; save the file as UTF-8."
        raise GuideError(Fault(path, problem, line=before.count(b"\n") + 1)) from error
    except tomllib.TOMLDecodeError as error:
        told, _, place = str(error).partition(" (at ")
        number = re.search(r"line (\d+)", place)
        line = int(number[1]) if number else None
        problem = f"This is not TOML: {told[:1].lower()}{told[1:]}. {_remedy(path, line)}"
        raise GuideError(Fault(path, problem, line=line)) from error
    except OSError as error:
        raise GuideError(Fault(path, f"The file can't be opened: {error.strerror}.")) from error


def _remedy(path: Path, line: int | None) -> str:
    written = path.read_text("utf-8-sig").splitlines()[line - 1] if line else ""
    if re.match(r"\s*\[*[\w .-]*[^\x00-\x7f]", written.partition("=")[0]):
        return "A name with other letters than a to z stands in quotation marks."
    return "Look for a missing quotation mark or bracket."


def converted(path: Path, value: object, kind: type[T], keys: Keys = ()) -> T:
    """A value of a file as its structure. Raises GuideError with the first slip in it."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        told, within = _split(str(error))
        if match := re.search(r"unknown field `(.+)`", told):
            problem = _unknown(match[1], _kind_at(kind, within))
            within = (*within, match[1])
        else:
            problem = _explained(told, within, _at(value, within), kind)
        raise GuideError(fault(path, problem, (*keys, *within))) from error


def fault(path: Path, problem: str, keys: Keys) -> Fault:
    """A fault with its line, where that can be told."""
    return Fault(path, problem, keys, line_of(path.read_text("utf-8-sig", errors="replace"), keys))


_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[(\.\.\.)\]")


def _split(message: str) -> tuple[str, Keys]:
    """The message of the reader, and where in the value."""
    told, _, path = message.partition(" - at `$")
    steps = [m[1] or (int(m[2]) if m[2] else "…") for m in _STEP.finditer(path)]
    return told, tuple(steps)


def _at(value: object, keys: Keys) -> object:
    """What stands there; None where it can't be told."""
    for key in keys:
        try:
            value = value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _kind_at(kind: Any, keys: Keys) -> Any:
    """What should stand there, as the schema has it."""
    for key in keys:
        if isinstance(kind, type) and issubclass(kind, Struct):
            kind = get_type_hints(kind).get(str(key))
        elif inside := get_args(kind):
            kind = inside[0] if isinstance(key, int) else inside[-1]
    return kind


_KINDS = {"str": "text", "int": "a number", "array": "a list", "object": "a table", "bool": "true or false"}


def _explained(told: str, keys: Keys, value: object, kind: Any) -> str:
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    if match := re.search(r"missing required field `(.+)`", told):
        return f"The field “{match[1]}” is missing."
    if name == "schema":
        return _other_schema(value)
    if "Invalid enum value" in told:
        return f"“{value}” is not known for “{name}”; choose one of {', '.join(_choices(_kind_at(kind, keys)))}."
    if match := re.search(r"Expected `([^`]+)`, got `([^`]+)`", told):
        wanted = " or ".join(_KINDS.get(part.strip(), part.strip()) for part in match[1].split("|"))
        hint = f' Put it in square brackets: {name} = ["{value}"].' if match[1] == "array" and match[2] == "str" else ""
        return f"“{name}” must be {wanted}, and is {_KINDS.get(match[2], match[2])}.{hint}"
    return f"{told}."


def _unknown(field: str, kind: Any) -> str:
    known = getattr(kind, "__struct_fields__", ())
    near = difflib.get_close_matches(field, known, 1)
    hint = f"Is “{near[0]}” meant?" if near else f"There are {', '.join(known)}."
    return f"There is no field “{field}” here. {hint}"


def _other_schema(value: object) -> str:
    newest = max(get_args(get_type_hints(schema.Header)["schema"]))
    if isinstance(value, int) and value > newest:
        return f"This guide is written in schema {value}, and this Firsthand reads up to {newest}. Update Firsthand."
    return f"“schema” must be {newest}, the version of the form of guides."


def _choices(kind: Any) -> list[str]:
    """The words among which a field chooses."""
    for part in (kind, *get_args(kind)):
        if get_origin(part) is Literal:
            return [f"“{choice}”" for choice in get_args(part)]
    return []


_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_FIELD = re.compile(rf"\s*({_DOTTED})\s*=")
_SIGN = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{},]')


def line_of(text: str, keys: Keys) -> int | None:
    """The line of a TOML text on which a value begins, or else the nearest table or list around it."""
    best, length = None, 0
    for number, found in _written(text):
        if len(found) > length and found == keys[: len(found)]:
            best, length = number, len(found)
    return best


def _written(text: str) -> Iterator[tuple[int, Keys]]:
    """Every line on which a table, a field, or a thing in the list of a field begins, with its way."""
    table: Keys = ()
    field: Keys = ()
    counts: dict[Keys, int] = {}
    depth = thing = 0
    for number, line in enumerate(_one_line_each(text), 1):
        if depth == 0 and (header := _TABLE.match(line)):
            table = _numbered(_names(header[2]), counts, again=header[1] == "[[")
            yield number, table
            continue
        if depth == 0 and (found := _FIELD.match(line)):
            field, thing = (*table, *_names(found[1])), 0
            yield number, field
        elif depth == 1 and line.strip():
            yield number, (*field, thing)
        for sign in _SIGN.findall(line):
            thing += sign == "," and depth == 1
            depth += (sign in ("[", "{")) - (sign in ("]", "}"))


def _one_line_each(text: str) -> list[str]:
    """The lines of a text, emptied of texts that go over many lines."""
    return re.sub(r'"""[\s\S]*?"""', lambda match: '""' + "\n" * match[0].count("\n"), text).splitlines()


def _names(dotted: str) -> Keys:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _numbered(names: Keys, counts: dict[Keys, int], *, again: bool) -> Keys:
    """The way to a table, with the number of each list of tables that it goes through."""
    way: Keys = ()
    for name in names[:-1]:
        way = (*way, name)
        if way in counts:
            way = (*way, counts[way])
    way = (*way, names[-1])
    if again:
        counts[way] = counts.get(way, -1) + 1
    return (*way, counts[way]) if again else way
