"""What files say of themselves, made usable: titles that are none refused, dates in ISO 8601, identifiers as URIs.

Knows the habits of the programs that write files; invents nothing.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from firsthand.documents.model import Remark
from firsthand.documents.text import fold

_NO_TITLE = re.compile(
    r"(untitled.*|unnamed.*|document\s*\d*|doc\s*\d+|dokument\s*\d*|documento\s*\d*|документ\s*\d*|no title|title|"
    r"sans[ -]titre.*|sin t[íi]tulo.*|без (имени|названия).*|powerpoint presentation|presentation\s*\d*|slide \d+|"
    r"index|home|\W*)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"^\s*(microsoft (word|office word|powerpoint|excel)\s*[-–]\s*)", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(docx?|odt|rtf|pdf|indd|html?|md|txt|pptx?|xlsx?|epub|tmp)", re.IGNORECASE)
_NOBODY = {
    "admin", "administrator", "anonymous", "apache poi", "author", "autor", "auteur", "default", "microsoft",
    "microsoft office user", "office user", "owner", "pc", "python-docx", "root", "unknown", "unknown author", "user",
    "utilisateur", "usuario", "windows user", "пользователь", "автор", "un-named",
}  # fmt: skip
_MONTHS = {
    **{name: number for number, name in enumerate(calendar.month_name) if name},
    **{name: number for number, name in enumerate(calendar.month_abbr) if name},
}
_CLOCKS_BEGIN = {("1601", "01", "01"), ("1900", "01", "01"), ("1970", "01", "01"), ("1980", "01", "01")}
"""Dates that programs write when they know none."""
_PICTURE_NAME = re.compile(
    r"\S+\.(png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf)|(picture|image|grafik|imagen|рисунок) ?\d*", re.IGNORECASE
)
_GUESSED = re.compile(
    r"(Description automatically generated|AI-generated content may be incorrect\.?).*$", re.IGNORECASE
)
_ISBN = re.compile(r"(?:urn:isbn:|isbn[: ]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def title(value: str | None) -> str | None:
    """A title, or None for the placeholders and file names that programs put in its place."""
    text = fold(value or "")
    if not text or _PROGRAM.match(text) or _NO_TITLE.fullmatch(text) or _FILE_NAME.fullmatch(text):
        return None
    return text


def names(values: Iterable[str | None]) -> tuple[str, ...]:
    """Names of people or bodies, each once, in order; several in one value are parted by a semicolon."""
    found = [fold(name) for value in values for name in (value or "").split(";")]
    return tuple(dict.fromkeys(name for name in found if name and name.lower() not in _NOBODY))


def names_remark(authors: tuple[str, ...]) -> tuple[Remark, ...]:
    """A warning where a program wrote a person's name into the file, perhaps unasked."""
    if not authors:
        return ()
    message = "The file's properties name its author ({}); see that this name is meant to be public."
    return (Remark("names-in-properties", message.format(", ".join(authors)[:200])),)


def alternative(value: str | None) -> str:
    """An alternative text that a person wrote; empty for the file names and guesses that programs put in its place."""
    text = _GUESSED.sub("", fold(value or "")).strip()
    return "" if _PICTURE_NAME.fullmatch(text) else text


def words(values: Iterable[str | None]) -> tuple[str, ...]:
    """Keywords, parted by commas or semicolons."""
    found = [fold(word) for value in values for word in re.split(r"[;,،、]", value or "")]
    return tuple(dict.fromkeys(word for word in found if word))


def date(value: str | None) -> str | None:
    """A year, month or day in ISO 8601, from the forms that files use; None for what is no date."""
    text = fold(value or "")
    if match := re.match(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d])", text):
        return _checked(*match.groups())
    if match := re.match(r"(\d{4})(\d{2})(\d{2})", text):
        return _checked(*match.groups())
    if match := re.fullmatch(r"(?:\w+,\s*)?(\d{1,2})\.?\s+([A-Za-z]+)\.?,?\s+(\d{4})\b.*", text):
        day, month, year = match.groups()
        return _checked(year, str(_MONTHS.get(month.title(), "")), day)
    if match := re.fullmatch(r"([A-Za-z]+)\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})", text):
        name, day, year = match.groups()
        return _checked(year, str(_MONTHS.get(name.title(), "")), day)
    return None


def identifier(value: str | None) -> str | None:
    """An identifier as a URI: a DOI, an ISBN with a right check digit, a web address, a URN; None for others."""
    text = fold(value or "")
    if match := _DOI.fullmatch(text):
        return "doi:" + match.group(1).rstrip(".,;")
    if match := _ISBN.fullmatch(text):
        digits = re.sub(r"[- ]", "", match.group(1)).upper()
        return f"urn:isbn:{digits}" if _is_isbn(digits) else None
    return text if re.match(r"(https?://|urn:[a-z0-9][a-z0-9-]+:)\S+$", text, re.IGNORECASE) else None


def identifiers(values: Iterable[str | None]) -> tuple[str, ...]:
    """The identifiers among the values, each once."""
    found = [identifier(value) for value in values]
    return tuple(dict.fromkeys(one for one in found if one))


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    if not 1400 < int(year) < 2200 or (year, month, day) in _CLOCKS_BEGIN:
        return None
    try:
        if not month:
            return year
        whole = dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return year
    return whole.isoformat() if day else f"{whole:%Y-%m}"


def _is_isbn(digits: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in digits]
    if len(values) == 10:
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return (
        len(values) == 13 and "X" not in digits and sum(v * (3 if p % 2 else 1) for p, v in enumerate(values)) % 10 == 0
    )
