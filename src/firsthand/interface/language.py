"""An interface language: its words (gettext), and how dates, numbers and names are written in it (CLDR).

It knows nothing of pages and requests. English is the language of the source; the others are read from .po files.
"""

import gettext
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

LOCALES = Path(__file__).parent / "locale"
SOURCE = "en"
RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


class Interface:
    """One language of the interface. Safe to share between threads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse("en-GB" if language == SOURCE else language, sep="-")
        self.direction = direction(language)
        translations = _translations(language)
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext
        self.pgettext = translations.pgettext
        self.npgettext = translations.npgettext
        self._names: dict[str, str] = {}

    def date(self, iso: str) -> str:
        """A year, month or day of ISO 8601 as people write it; anything else as it stands."""
        parts = iso.split("-")
        try:
            numbers = [int(part) for part in parts]
            day = date(*[*numbers, 1, 1][:3])
        except (ValueError, TypeError):
            return iso
        if len(parts) == 1:
            return parts[0]
        if len(parts) == 2:
            return format_skeleton("yMMMM", day, locale=self.locale)
        return format_date(day, "long", locale=self.locale)

    def month(self, iso: str) -> str:
        """The month of a date, without its year, as a heading."""
        name: str = self.locale.months["stand-alone"]["wide"][int(iso[5:7])]
        return name[:1].upper() + name[1:]

    def day(self, iso: str) -> str:
        """Day and month, without the year."""
        return format_skeleton("MMMMd", date.fromisoformat(iso), locale=self.locale)

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)

    def size(self, count: int) -> str:
        """Bytes, in the unit that people read: 340 kB, 1.2 MB."""
        unit, factor = ("kilobyte", 1_000) if count < 950_000 else ("megabyte", 1_000_000)
        amount = max(count / factor, 0.1)
        shown = round(amount, 1) if amount < 10 and unit == "megabyte" else max(round(amount), 1)
        return str(format_unit(shown, f"digital-{unit}", "short", locale=self.locale))

    def duration(self, seconds: float) -> str:
        minutes = max(round(seconds / 60), 1)
        return str(format_unit(minutes, "duration-minute", "long", locale=self.locale))

    def join(self, names: list[str]) -> str:
        return format_list(names, locale=self.locale)

    def language_name(self, tag: str) -> str:
        """The name of a language in this one; its own tag where CLDR has no name for it."""
        if tag not in self._names:
            self._names[tag] = _language_name(tag, self.locale)
        return self._names[tag]

    def place_name(self, code: str) -> str:
        """The name of a country (ISO 3166-1 alpha-2) or region (UN M49)."""
        name: str = self.locale.territories.get(code, code)
        return name[:1].upper() + name[1:]  # CLDR has "world"


@cache
def interface(language: str) -> Interface:
    """The one interface of a language, whose words are read from its file once."""
    return Interface(language)


@lru_cache(maxsize=512)
def autonym(tag: str) -> str:
    """The name of a language in itself, as its readers look for it."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return tag
    name = locale.get_display_name() or tag
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def direction(tag: str) -> str:
    """ "rtl" or "ltr", by the language's script."""
    script = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script.title() in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def preferred(accept: str, offered: tuple[str, ...]) -> str:
    """The best of the languages offered for an Accept-Language header (RFC 9110, basic filtering of RFC 4647)."""
    ranges = []
    for position, part in enumerate(accept.split(",")[:20]):
        tag, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            weight = 0.0
        ranges.append((-weight, position, tag.strip().lower()))
    for weight, _, tag in sorted(ranges):
        for language in offered:
            if weight < 0 and (tag == language.lower() or tag.split("-")[0] == language.lower()):
                return language
    return offered[0]


def available() -> tuple[str, ...]:
    """The languages that the interface speaks."""
    return (SOURCE, *sorted(path.name for path in LOCALES.iterdir() if path.is_dir()))


def _translations(language: str) -> gettext.NullTranslations:
    path = LOCALES / language / "LC_MESSAGES" / "firsthand.po"
    if language == SOURCE or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, domain="firsthand")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _language_name(tag: str, shown_in: Locale) -> str:
    try:
        name = Locale.parse(tag, sep="-").get_display_name(shown_in)
    except (ValueError, UnknownLocaleError):
        name = shown_in.languages.get(tag.split("-", maxsplit=1)[0])
    return name or tag
