"""The replies of the LanguageTool HTTP API (v2), as its clients read them. Offsets count UTF-16 code units."""

from typing import Any

from msgspec import Struct, field


class Replacement(Struct, omit_defaults=True):
    value: str
    shortDescription: str = ""  # noqa: N815 - the protocol's names


class Context(Struct):
    """The place with some words around it."""

    text: str
    offset: int
    length: int


class Category(Struct):
    id: str
    name: str


class Url(Struct):
    value: str


class Rule(Struct, omit_defaults=True):
    id: str
    description: str
    issueType: str  # noqa: N815
    category: Category
    urls: tuple[Url, ...] = ()


class Type(Struct):
    typeName: str  # noqa: N815


class Match(Struct):
    message: str
    shortMessage: str  # noqa: N815
    replacements: tuple[Replacement, ...]
    offset: int
    length: int
    context: Context
    sentence: str
    rule: Rule
    type: Type = field(default_factory=lambda: Type("Hint"))
    ignoreForIncompleteSentence: bool = False  # noqa: N815
    contextForSureMatch: int = 0  # noqa: N815


class Detected(Struct):
    name: str
    code: str
    confidence: float
    source: str = "firsthand"


class Language(Struct):
    name: str
    code: str
    detectedLanguage: Detected  # noqa: N815


class Software(Struct):
    version: str
    name: str = "Firsthand"
    buildDate: str = "1970-01-01 00:00:00 +0000"  # noqa: N815
    """Clients want one; what is built from sources has none."""
    apiVersion: int = 1  # noqa: N815
    premium: bool = False
    premiumHint: str = ""  # noqa: N815
    status: str = ""


class Warnings(Struct):
    incompleteResults: bool = False  # noqa: N815
    incompleteResultsReason: str = ""  # noqa: N815


class Checked(Struct):
    """The reply to a check. Matches of another server are passed on as they came."""

    software: Software
    warnings: dict[str, Any] | Warnings
    language: dict[str, Any] | Language
    matches: tuple[dict[str, Any] | Match, ...]


class Known(Struct, frozen=True):
    """A language that can be asked for."""

    name: str
    code: str
    longCode: str  # noqa: N815


LANGUAGES = (
    Known("English", "en", "en"),
    Known("English (Australian)", "en", "en-AU"),
    Known("English (Canadian)", "en", "en-CA"),
    Known("English (GB)", "en", "en-GB"),
    Known("English (New Zealand)", "en", "en-NZ"),
    Known("English (South African)", "en", "en-ZA"),
    Known("English (US)", "en", "en-US"),
    Known("French", "fr", "fr"),
    Known("French (Belgium)", "fr", "fr-BE"),
    Known("French (Canada)", "fr", "fr-CA"),
    Known("French (Switzerland)", "fr", "fr-CH"),
    Known("French (France)", "fr", "fr-FR"),
    Known("Russian", "ru", "ru"),
    Known("Russian (Russia)", "ru", "ru-RU"),
    Known("Spanish", "es", "es"),
    Known("Spanish (Argentina)", "es", "es-AR"),
    Known("Spanish (Colombia)", "es", "es-CO"),
    Known("Spanish (Mexico)", "es", "es-MX"),
    Known("Spanish (Spain)", "es", "es-ES"),
)
