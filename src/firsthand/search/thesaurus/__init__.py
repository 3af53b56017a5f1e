"""The thesaurus: what the field speaks of, by name, in four languages, and how its concepts hang together (SKOS).

The data are the TOML files beside this one. It knows no pages and no index; `skos` writes it for other programs.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "es", "ru")

TITLES = {
    "en": "Thesaurus of drug policy, harm reduction and HIV",
    "fr": "Thésaurus des politiques des drogues, de la réduction des risques et du VIH",
    "es": "Tesauro de política de drogas, reducción de daños y VIH",
    "ru": "Тезаурус по наркополитике, снижению вреда и ВИЧ",
}


class Labels(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a concept is called in one language."""

    label: str
    """The name to use (skos:prefLabel)."""
    also: tuple[str, ...] = ()
    """Other names that nobody need avoid (skos:altLabel)."""
    short: tuple[str, ...] = ()
    """Abbreviations (skos:altLabel too); several concepts may share one."""
    hidden: tuple[str, ...] = ()
    """Words that people still search with and that are never shown (skos:hiddenLabel)."""
    seen: tuple[str, ...] = ()
    """Sources in which at least one of the names was seen, by their keys in the house guide; else they are our own."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A concept as a file has it: each relation is written down on one side only."""

    en: Labels
    fr: Labels
    es: Labels
    ru: Labels
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: str = ""


class Concept(Struct, frozen=True):
    """Something that texts speak of. Concepts are named by their ids, in the order of the files."""

    id: str
    labels: Mapping[str, Labels]
    """By language; each of LANGUAGES has them."""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: str = ""
    """IRI of nearly the same concept in the UNESCO Thesaurus (skos:closeMatch)."""


class Recognisable(Struct, frozen=True, array_like=True):
    """What the search needs of a concept: to recognise it, and to tell readers of it."""

    id: str
    names: Mapping[str, Labels]
    """By language (BCP 47)."""
    everyday: bool = False
    """A word of everyday language, of which nobody needs to be told."""


class Thesaurus(Struct, frozen=True):
    concepts: dict[str, Concept] = field(default_factory=dict)
    everyday: dict[str, Mapping[str, Labels]] = field(default_factory=dict)
    """Ordinary words of the field, by id, in the same languages: only for the search."""

    @property
    def recognisable(self) -> tuple[Recognisable, ...]:
        """All that the search recognises."""
        concepts = (Recognisable(concept.id, concept.labels) for concept in self.concepts.values())
        return (*concepts, *(Recognisable(name, labels, everyday=True) for name, labels in self.everyday.items()))

    @property
    def top(self) -> tuple[Concept, ...]:
        """The concepts that nothing is broader than."""
        return tuple(concept for concept in self.concepts.values() if not concept.broader)


class ThesaurusError(Exception):
    """The thesaurus contradicts itself; each line of the message names a concept."""


def encode(thesaurus: Thesaurus) -> bytes:
    """What the search needs of a thesaurus, as MessagePack; the same for the same names."""
    return msgspec.msgpack.encode(
        [
            replace(one, names={tag: replace(labels, seen=()) for tag, labels in one.names.items()})
            for one in thesaurus.recognisable
        ]
    )


def decode(data: bytes) -> tuple[Recognisable, ...]:
    """What `encode` wrote. Raises msgspec.MsgspecError where the data are damaged."""
    return msgspec.msgpack.decode(data, type=tuple[Recognisable, ...])


@cache
def shipped() -> Thesaurus:
    """The thesaurus that comes with Firsthand."""
    tables: dict[str, Any] = {}
    for path in sorted(HERE.glob("*.toml")):
        tables |= tomllib.loads(path.read_text("utf-8"))
    return assemble(msgspec.convert(tables, dict[str, Entry]))


def assemble(entries: Mapping[str, Entry]) -> Thesaurus:
    """Complete each relation with its other side. Raises ThesaurusError where something doesn't hold together."""
    faults = [*_astray(entries)] or [*_circles(entries), *_doubles(entries), *_at_odds(entries)]
    if faults:
        raise ThesaurusError("\n".join(faults))
    narrower: dict[str, list[str]] = defaultdict(list)
    related: dict[str, list[str]] = defaultdict(list)
    for name, entry in entries.items():
        for other in entry.broader:
            narrower[other].append(name)
        for other in entry.related:
            related[name].append(other)
            related[other].append(name)
    made = {}
    for name, entry in entries.items():
        labels = {language: getattr(entry, language) for language in LANGUAGES}
        links = (entry.broader, tuple(narrower[name]), tuple(dict.fromkeys(related[name])))
        made[name] = Concept(name, labels, *links, entry.close)
    return Thesaurus(made)


def _astray(entries: Mapping[str, Entry]) -> Iterator[str]:
    for name, entry in entries.items():
        for other in (*entry.broader, *entry.related):
            if other not in entries:
                yield f"{name} names “{other}”, which is no concept."


def _circles(entries: Mapping[str, Entry]) -> Iterator[str]:
    for name in entries:
        if name in _above(name, entries):
            yield f"{name} is broader than itself."


def _above(name: str, entries: Mapping[str, Entry]) -> set[str]:
    """All that is broader, at any remove."""
    found: set[str] = set()
    waiting = list(entries[name].broader)
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += entries[other].broader
    return found


def _doubles(entries: Mapping[str, Entry]) -> Iterator[str]:
    """A name belongs to one concept of its language; only abbreviations may be shared."""
    for language in LANGUAGES:
        owners: dict[str, str] = {}
        for name, entry in entries.items():
            labels: Labels = getattr(entry, language)
            for words in (labels.label, *labels.also, *labels.hidden):
                if (owner := owners.setdefault(words.casefold(), name)) != name:
                    yield f"“{words}” ({language}) is a name of {owner} and of {name}."
            every = [words.casefold() for words in (labels.label, *labels.also, *labels.short, *labels.hidden)]
            if len(set(every)) < len(every):
                yield f"{name} has a name twice ({language})."


def _at_odds(entries: Mapping[str, Entry]) -> Iterator[str]:
    """What is broader is not merely related (SKOS Reference, S27)."""
    for name, entry in entries.items():
        for other in entry.related:
            if other == name or other in _above(name, entries) or name in _above(other, entries):
                yield f"{name} and {other} are related and one above the other."
