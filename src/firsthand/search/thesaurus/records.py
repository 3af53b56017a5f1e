"""What a thesaurus is made of: concepts with their names in some languages, and how they hang together (SKOS)."""

from collections.abc import Mapping

from msgspec import Struct, field

LANGUAGES = ("en", "fr", "es", "ru")
"""Those that every concept that comes with Firsthand has names in."""


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

    @property
    def every(self) -> tuple[str, ...]:
        """All names, shown or not."""
        return (self.label, *self.also, *self.short, *self.hidden)


class Entry(Struct, frozen=True):
    """A concept as a file has it: each relation is written down on one side only."""

    labels: Mapping[str, Labels]
    """By language (BCP 47)."""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: str = ""


class Concept(Struct, frozen=True):
    """Something that texts speak of. Concepts are named by their ids, in the order of the files."""

    id: str
    labels: Mapping[str, Labels]
    """By language (BCP 47); of a concept that comes with Firsthand, all of LANGUAGES."""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: str = ""
    """IRI of nearly the same concept in the UNESCO Thesaurus (skos:closeMatch)."""

    def named(self, language: str) -> tuple[str, str]:
        """The name to use in a language, or in the first there is, and the language that it is in."""
        for each in (language, *LANGUAGES, *self.labels):
            if each in self.labels:
                return self.labels[each].label, each
        raise AssertionError(f"{self.id} has no name")  # no thesaurus is assembled with such a one


class Recognisable(Struct, frozen=True, array_like=True):
    """What the search needs of a concept: to recognise it, and to tell readers of it."""

    id: str
    names: Mapping[str, Labels]
    """By language (BCP 47)."""
    everyday: bool = False
    """A word of everyday language, of which nobody needs to be told."""


class Thesaurus(Struct, frozen=True):
    concepts: dict[str, Concept] = field(default_factory=dict)
    everyday: Mapping[str, Mapping[str, Labels]] = field(default_factory=dict)
    """Ordinary words of the field, by id and language: only for the search."""

    @property
    def recognisable(self) -> tuple[Recognisable, ...]:
        """All that the search recognises."""
        concepts = (Recognisable(concept.id, concept.labels) for concept in self.concepts.values())
        return (*concepts, *(Recognisable(name, labels, everyday=True) for name, labels in self.everyday.items()))

    def name(self, concept: str, language: str) -> str:
        """What a concept or an everyday word is called in a language, or in the first there is; its id if unknown."""
        known = self.concepts.get(concept)
        labels = known.labels if known else self.everyday.get(concept, {})
        return next((labels[each].label for each in (language, *LANGUAGES, *labels) if each in labels), concept)

    @property
    def top(self) -> tuple[Concept, ...]:
        """The concepts that nothing is broader than."""
        return tuple(concept for concept in self.concepts.values() if not concept.broader)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that its concepts have names in, those of the house first."""
        return tuple(dict.fromkeys((*LANGUAGES, *(tag for each in self.concepts.values() for tag in each.labels))))


class Fault(Struct, frozen=True):
    """What is wrong with a concept."""

    concept: str
    place: tuple[str, ...]
    """Keys that lead to it in its file."""
    message: str
    remedy: str
    others: tuple[str, ...] = ()
    """Further concepts that it is about."""
    file: str = ""


class ThesaurusError(Exception):
    """The thesaurus contradicts itself; each line of the message names a concept."""

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults
