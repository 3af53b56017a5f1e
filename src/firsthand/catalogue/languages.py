"""Language tags (BCP 47, RFC 5646): whether they are valid, and their normal form."""

from functools import lru_cache

from firsthand.catalogue.malformed import MalformedError

_NAMED_BY_THEMSELVES = (
    "am ar az be bg bn cs da de el et fa fi he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk mn ms my ne nl no pa pl "
    "ps pt ro sk sl sq sr sv sw ta tg th tk tr uk ur uz vi zh"
)
_NORMAL = frozenset(f"en es fr {_NAMED_BY_THEMSELVES}".split())
"""Tags known to be valid and normal without a look at the registry, which takes time to load."""

_REMEDY = "Write a BCP 47 tag, such as “en”, “pt-BR” or “zh-Hant”."


@lru_cache(4096)
def normalise(tag: str) -> str:
    """The tag in its preferred form: "pt-br" -> "pt-BR", "iw" -> "he". MalformedError if it names no language.

    Subtags must be in the IANA registry; "und" is refused, since a text is always in some language, and "mul"
    (several) and "zxx" (none, as of a silent film) can be said.
    """
    if tag in _NORMAL:
        return tag
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    text = tag.strip()
    try:
        language = Language.get(text, normalize=True)
    except LanguageTagError:
        raise MalformedError(f"“{text}” is not a language tag.", _suggestion(text)) from None
    if not language.is_valid() or language.extlangs or language.language in (None, "und"):
        raise MalformedError(f"“{text}” names no language that is known.", _suggestion(text))
    return str(language.to_tag())


def is_valid(tag: str) -> bool:
    try:
        normalise(tag)
    except MalformedError:
        return False
    return True


def primary(tag: str) -> str:
    """The language alone, without script, region or variant: "pt-BR" -> "pt"."""
    return tag.split("-", 1)[0].lower()


def _suggestion(text: str) -> str:
    code = by_name().get(text.casefold())
    return f"Write “{code}” instead." if code else _REMEDY


@lru_cache(1)
def by_name() -> dict[str, str]:
    """Names of languages, case-folded -> tags (CLDR): in English, French, Spanish, Russian, and many in themselves."""
    from babel import Locale

    names: dict[str, str] = {}
    for identifier in ("en", "fr", "es", "ru"):
        for code, name in Locale.parse(identifier).languages.items():
            if "_" not in code:
                names.setdefault(name.casefold(), code)
    for identifier in _NAMED_BY_THEMSELVES.split():
        own = Locale.parse(identifier).languages.get(identifier)
        if own:
            names.setdefault(own.casefold(), identifier)
    return names
