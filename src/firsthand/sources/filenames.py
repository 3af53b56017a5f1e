"""What a file's name says: of which language it is, and what it is called without that.

Names are conventions and not metadata, so a doubtful reading counts only where a file beside it bears it out.
"""

import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct

from firsthand.catalogue import languages
from firsthand.catalogue.malformed import MalformedError

ORDER = ("md", "html", "docx", "odt", "epub", "vtt", "srt", "txt", "pdf")
"""Formats that can be read for the page, the best first."""

_SAME = {
    "markdown": "md", "mkd": "md", "htm": "html", "xhtml": "html", "xht": "html", "text": "txt",
    "docm": "docx", "dotx": "docx", "ott": "odt",
}  # fmt: skip

_DOTTED = re.compile(r"^(?P<stem>.+)\.(?P<tag>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)$")
_SUFFIXED = re.compile(r"^(?P<stem>.+?)[\s_-]+(?P<tag>[A-Za-z]{2}(?:-(?:[A-Z][a-z]{3}|[A-Z]{2}))?)$")
_BRACKETED = re.compile(r"^(?P<stem>.+?)[\s_-]*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
_NAMED = re.compile(r"^(?P<stem>.+?)(?P<parted>[\s_-]+)(?P<tag>[^\W\d_]{4,})$")
_VERSION_WORDS = re.compile(
    r"\b(?:version|versión|versão|версия|edition|translation|traduction|traducción)\b", re.IGNORECASE
)
_CERTAIN = "ar bn cs de en es fa fr hu ja ka kk ko ky nl pl pt ro ru sr sw tg th tr ur uz zh"
"""Languages whose two letters at the end of a name mean nothing else; others are words ("sign in", "what it is"),
countries ("policy UK", "policy EU") or numbers ("part vi") as well."""


class Name(Struct, frozen=True):
    """A file's name, taken apart."""

    stem: str
    """Without suffix and language."""
    format: str
    """The suffix in small letters, of formats with several the usual one: "md", "pdf"."""
    language: str | None = None
    """BCP 47."""
    doubtful: bool = False
    """The language may as well be a word of the name."""
    whole: str = ""
    """Without suffix alone."""


def recognise(name: str) -> Name:
    """Take a file's name apart: "report.en.pdf", "report_fr.docx", "Report (Spanish).pdf", "отчёт RU.pdf", "en.md"."""
    path = PurePosixPath(unicodedata.normalize("NFC", name))
    suffix = path.suffix.lower().removeprefix(".")
    suffix = _SAME.get(suffix, suffix)
    stem = path.stem if suffix else path.name
    whole = tag_of(stem)
    if whole and not _three(stem):
        return Name("", suffix, whole, whole=stem)
    for pattern in (_DOTTED, _SUFFIXED, _BRACKETED, _NAMED):
        if match := pattern.match(stem):
            tag, doubtful = _judge(match, pattern)
            if tag:
                return Name(match["stem"].strip(" _-."), suffix, tag, doubtful, stem)
    return Name(stem, suffix, whole=stem)


def settle(names: Iterable[Name], declared: Container[str] = ()) -> list[Name]:
    """The same names, in which a doubtful language counts only if it is among those that are declared, or if the same
    stem is there in another language or in none."""
    names = list(names)
    readings: dict[str, set[str | None]] = {}
    for name in names:
        readings.setdefault(key(name.stem), set()).add(name.language)

    def settled(name: Name) -> bool:
        return not name.doubtful or name.language in declared or len(readings[key(name.stem)]) > 1

    return [name if settled(name) else Name(name.whole, name.format, whole=name.whole) for name in names]


def key(stem: str) -> str:
    """Stems with the same key are the same name: case, marks of parting and their number don't count."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", stem).casefold()).strip()


def humane(stem: str) -> str:
    """A title made of a file's name, for want of a better one: "annual_report-2021" -> "Annual report 2021"."""
    words = unicodedata.normalize("NFC", stem)
    if " " not in words:
        words = re.sub(r"(?<=[^\W\d_])[_-]+|[_-]+(?=[^\W\d_])|_+", " ", words)
    words = re.sub(r"\s+", " ", re.sub(r"(?<=[^\W\d_])\.(?=[^\W\d_])", " ", words.replace("_", " "))).strip(" -.")
    return words[:1].upper() + words[1:] if words else stem


def folder_language(name: str) -> tuple[str | None, bool]:
    """The language that a folder is called by, and whether that is in doubt."""
    tag = tag_of(name) if len(name) == len("en") or "-" in name else None
    if tag:
        return tag, languages.primary(tag) not in _CERTAIN.split()
    return languages.by_name().get(name.casefold()) if name.isalpha() else None, False


@lru_cache(4096)
def tag_of(text: str) -> str | None:
    """The language that a tag of two letters (and more subtags) or three letters names, in normal form."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", text):
        return None
    try:
        return languages.normalise(text.replace("_", "-"))
    except MalformedError:
        return None


def _judge(match: re.Match[str], pattern: re.Pattern[str]) -> tuple[str | None, bool]:
    """The language that a part of a name means, and whether that is in doubt."""
    text = match["tag"].strip()
    if pattern is _DOTTED:
        return tag_of(text), _three(text)
    if pattern is _SUFFIXED:
        return tag_of(text), languages.primary(text) not in _CERTAIN.split()
    named = languages.by_name().get(_VERSION_WORDS.sub("", text).strip().casefold())
    if pattern is _BRACKETED:
        return named or (tag_of(text) if len(text) == len("en") or "-" in text else None), False
    return named, match["parted"].isspace()


def _three(text: str) -> bool:
    """Three letters alone name a language far less often than they are just letters ("report.new.pdf")."""
    return len(text) == len("new")
