"""A quotation as one would paste it into a letter: the words, who says them, where, and the link."""

from firsthand.catalogue.languages import primary
from firsthand.catalogue.reading import Passage, printed_page
from firsthand.citations.source import Source

MARKS = {
    "en": ("“", "”"),
    "fr": ("«\u202f", "\u202f»"),
    "es": ("«", "»"),
    "ru": ("«", "»"),
    "de": ("„", "“"),
    "pt": ("“", "”"),
    "it": ("«", "»"),
    "ar": ("«", "»"),
    "ja": ("「", "」"),
    "zh": ("“", "”"),
}
"""Language of the quoted text -> its quotation marks."""

PAGE = {
    "en": "p. {page}",
    "fr": "p.\u00a0{page}",
    "es": "p. {page}",
    "ru": "с. {page}",
    "pt": "p. {page}",
    "de": "S. {page}",
}
"""Language of the reader -> how a page is named."""


def quotation(source: Source, passage: Passage, link: str, language: str = "en") -> str:
    """One line: “words” (creator, year, title, p. 4 or 0:12:30) link.

    The marks are those of the quoted text's language; the word for "page" is in `language`.
    """
    opening, closing = marks(passage.language or source.language)
    words = " ".join(passage.text.split())
    locator = passage.locator
    place = name_place(printed_page(locator), locator.start if locator else None, language)
    return f"{opening}{words}{closing} ({credit(source)}{f', {place}' if place else ''}) {link}"


def credit(source: Source) -> str:
    """Whose words they are: up to three creators, the year, the title."""
    creators = ", ".join(name.literal for name in source.creators[:3])
    return ", ".join(part for part in (creators, source.year, source.full_title) if part)


def marks(language: str) -> tuple[str, str]:
    """The quotation marks of a language (BCP 47), opening and closing; the English ones where they are not known."""
    return MARKS.get(primary(language), MARKS["en"])


def name_place(page: str | None, start: float | None, language: str) -> str | None:
    """How a reader of `language` names a printed page ("p. 4"), or a time in seconds ("0:12:30")."""
    if page is not None:
        return PAGE.get(primary(language), PAGE["en"]).format(page=page)
    if start is None:
        return None
    minutes, seconds = divmod(int(start), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
