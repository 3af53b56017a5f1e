"""The lines of metadata at the head of a Markdown file: between "---" in simple YAML, or between "+++" in TOML.

Only what people write there by hand is understood: "key: value", lists, folded text. Anchors, tags and types of YAML
are text like any other, so that no file can make objects of its own.
"""

import re
import tomllib

from firsthand.documents import declared
from firsthand.documents.language_tags import tag
from firsthand.documents.model import Metadata
from firsthand.documents.text import fold

Fields = dict[str, list[str]]

LONGEST = 64_000
_KEY = re.compile(r"([A-Za-z][\w .-]{0,60}?)\s*:(?:\s+(.*))?$")


def split(text: str) -> tuple[Fields, str]:
    """The fields in lower case with their values, and the text without them; no fields where there are none."""
    head = text[:LONGEST]
    if match := re.match(r"---[ \t]*\n(.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", head, re.DOTALL | re.MULTILINE):
        fields = _simple_yaml(match.group(1))
        return (fields, text[match.end() :]) if fields else ({}, text)
    if match := re.match(r"\+\+\+[ \t]*\n(.*?)\n?^\+\+\+[ \t]*(?:\n|\Z)", head, re.DOTALL | re.MULTILINE):
        try:
            return _from_toml(tomllib.loads(match.group(1))), text[match.end() :]
        except tomllib.TOMLDecodeError:
            return {}, text
    return {}, text


def metadata(fields: Fields) -> Metadata:
    """What the fields say of the work."""

    def of(*keys: str) -> list[str]:
        return [value for key in keys for value in fields.get(key, ())]

    def one(*keys: str) -> str | None:
        return next((text for value in of(*keys) if (text := fold(value))), None)

    return Metadata(
        title=declared.title(one("title")),
        subtitle=one("subtitle"),
        authors=declared.names(of("author", "authors", "by", "creator")),
        publishers=declared.names(of("publisher", "publishers", "institution", "organization", "organisation")),
        date=declared.date(one("date", "published", "issued", "year")),
        language=tag(one("lang", "language", "locale")),
        subject=one("description", "summary", "abstract", "subject"),
        keywords=declared.words(of("keywords", "tags", "categories")),
        rights=one("rights", "license", "licence", "copyright"),
        identifiers=declared.identifiers(of("identifier", "doi", "isbn", "url", "canonical")),
    )


def _simple_yaml(text: str) -> Fields:
    fields: Fields = {}
    open_key = ""
    for line in text.split("\n"):
        if match := _KEY.match(line):
            open_key = match.group(1).lower()
            value = (match.group(2) or "").strip()
            fields[open_key] = [] if re.fullmatch(r"[|>][-+\d]*|", value) else _values(value)
        elif line.strip().startswith("- ") and open_key:
            item = line.strip()[2:].strip()
            named = re.match(r"name:\s*(.+)", item)
            fields[open_key].extend(_values(named.group(1) if named else item))
        elif line.startswith((" ", "\t")) and open_key:
            inner = re.match(r"\s+([\w-]+):\s", line)
            if inner is None:
                fields[open_key] = [" ".join([*fields[open_key], line.strip()])]
            elif inner.group(1) == "name":
                fields[open_key].extend(_values(line.partition(":")[2].strip()))
        elif line.strip() and not line.startswith("#"):
            return {}
    return {key: values for key, values in fields.items() if values}


def _values(value: str) -> list[str]:
    """The strings of a scalar, or of a list in brackets."""
    if value.startswith("[") and value.endswith("]"):
        parts = re.findall(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^,]+)\s*,?""", value[1:-1])
        return [_scalar(part.strip()) for part in parts if part.strip()]
    return [_scalar(value)]


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda match: {"n": " ", "t": " "}.get(match.group(1), match.group(1)), value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return re.sub(r"\s+#.*$", "", value)


def _from_toml(table: dict[str, object]) -> Fields:
    fields: Fields = {}
    for key, value in table.items():
        values = value if isinstance(value, list) else [value]
        fields[key.lower()] = [str(one) for one in values if not isinstance(one, dict | list)]
        if isinstance(value, dict):
            fields.update(_from_toml(value))
    return fields
