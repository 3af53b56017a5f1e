"""Words on a page together with the language they are in, when it is not the interface's."""

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, Party, Text, Texts, choose
from firsthand.interface import Interface


class Said(Struct, frozen=True):
    value: str
    language: str
    """BCP 47."""


def say(texts: Texts, interface: Interface) -> Said | None:
    """The words in the interface's language if there are any, or else in the first language there is."""
    text = choose(texts, interface.language)
    return said(text) if text else None


def said(text: Text) -> Said:
    return Said(text.value, text.language)


def best_edition(item: Item | Page, language: str) -> Edition:
    """The edition in a language if there is one, or else the original."""
    return next((edition for edition in item.editions if edition.language == language), item.editions[0])


def title_of(item: Item | Page, interface: Interface) -> Said:
    edition = best_edition(item, interface.language)
    return Said(edition.title, edition.language)


def name_of(party: Party, interface: Interface) -> Said:
    return say(party.names, interface) or Said(party.slug, "und")


def shorten(words: Said, length: int = 240) -> Said:
    """The first paragraph, cut at the end of a word."""
    text = " ".join(words.value.split("\n\n")[0].split())
    if len(text) > length:
        text = text[:length].rsplit(" ", 1)[0].rstrip(",;:–— ") + "…"
    return Said(text, words.language)
