"""The words by which the parts of a draft are known, per language: "Article", "Option", participles of preambles.

They are data in `words/structure/`; a language that is not there is read with the words of all that are.
"""

import re
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

LANGUAGES = ("en", "fr", "es", "ru")


class Structure(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of words, as the comments of `words/structure/en.toml` explain them."""

    article: tuple[str, ...]
    option: tuple[str, ...]
    paragraph: tuple[str, ...]
    annex: tuple[str, ...]
    preamble: tuple[str, ...]
    operative: tuple[str, ...]
    contents: tuple[str, ...]
    preambular_label: tuple[str, ...]
    operative_label: tuple[str, ...]
    added: tuple[str, ...]
    speakers: tuple[str, ...]
    turnings: tuple[str, ...]
    preambular: tuple[str, ...]
    before_preambular: tuple[str, ...]
    insertions: tuple[str, ...]
    deletions: tuple[str, ...]
    notes: tuple[str, ...]
    joiners: tuple[str, ...]
    groups: tuple[str, ...]
    states: tuple[str, ...]


@cache
def structure(language: str | None = "en") -> Structure:
    """The words of a language (BCP 47), those of English with them: half of all drafts keep some English in them."""
    primary = (language or "").lower().split("-")[0]
    own = [primary] if primary in LANGUAGES else list(LANGUAGES)
    return _joined([_read(one) for one in dict.fromkeys([*own, "en"])])


@cache
def _read(language: str) -> Structure:
    data = files("firsthand.negotiations") / "words" / "structure" / f"{language}.toml"
    return msgspec.toml.decode(data.read_bytes(), type=Structure)


def _joined(parts: list[Structure]) -> Structure:
    """Every list after one another, each word once."""
    fields = {
        field: tuple(dict.fromkeys(word for part in parts for word in getattr(part, field)))
        for field in Structure.__struct_fields__
    }
    return msgspec.convert(fields, Structure)


def any_of(words: tuple[str, ...]) -> str:
    """A pattern for one of these words or phrases, the longest first; any white space between, any apostrophe."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in longest) + ")"
