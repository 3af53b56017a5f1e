"""Guides as they are read from their files, one layer over another.

Knows files and layers; what is found with a guide is `lexis`'s.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.wording.faults import Fault, GuideError, Keys, converted, fault, parsed
from firsthand.wording.schema import Alternative, Classes, Concept, Header, Lexicon, Names, SourceEntry, Term, Words

__all__ = [
    "LANGUAGES",
    "Guide",
    "GuideError",
    "Vocabulary",
    "files_of",
    "locate",
    "read_guide",
    "read_layer",
    "shipped",
]

LANGUAGES = ("en", "fr", "es", "ru")
_INFLECTED = re.compile(r"\*(?=\w)")
SHIPPED = Path(__file__).parent / "guides"
ROLES = ("person", "noun", "adjective", "verb", "phrase")
APART = {"words", "names", "lexicon"}
"""Files of a language that are not about concepts."""

T = TypeVar("T")


class Vocabulary(Struct, frozen=True):
    """What a guide has in one language."""

    words: dict[str, Words] = field(default_factory=dict)
    """By concept."""
    classes: Classes = field(default_factory=dict)
    names: Names = Names()
    lexicon: Lexicon = field(default_factory=dict)
    reclaimed: tuple[str, ...] = ()


class Guide(Struct, frozen=True):
    header: Header
    concepts: dict[str, Concept]
    sources: dict[str, SourceEntry]
    vocabularies: dict[str, Vocabulary]
    """By language."""

    @property
    def id(self) -> str:
        return self.header.id


def shipped() -> dict[str, Path]:
    """The folders of the guides that come with Firsthand, by their ids."""
    return {folder.name.replace("_", "-"): folder for folder in sorted(SHIPPED.iterdir()) if folder.is_dir()}


def locate(name: str) -> Path:
    """The folder of a guide that is named by its id, its folder or its guide.toml. Raises GuideError."""
    if name in shipped():
        return shipped()[name]
    path = Path(name)
    if path.name == "guide.toml":
        path = path.parent
    if not (path / "guide.toml").is_file():
        known = ", ".join(shipped())
        raise GuideError(
            f"“{name}” is no guide: there is no guide.toml in it. Guides that come with Firsthand: {known}."
        )
    return path


def read_guide(name: str) -> Guide:
    """Read a guide with all the layers below it. Raises GuideError."""
    layers = [read_layer(folder) for folder in _folders(name)]
    guide = layers[-1]
    for layer in reversed(layers[:-1]):
        guide = _over(guide, layer)
    return _accepting(guide)


def files_of(name: str) -> list[Path]:
    """Every file that a guide with its layers is made of. Raises GuideError."""
    return [path for folder in _folders(name) for path in sorted(folder.rglob("*.toml"))]


def _folders(name: str) -> list[Path]:
    """The folders of a guide and of those below it, from the uppermost."""
    folders = [locate(name).resolve()]
    while extends := str(parsed(folders[-1] / "guide.toml").get("extends", "")):
        header = folders[-1] / "guide.toml"
        try:
            below = locate(extends if extends in shipped() else str(folders[-1] / extends)).resolve()
        except GuideError:
            known = ", ".join(shipped())
            problem = f"There is no guide “{extends}”: “extends” names {known} or the path of a folder from this one."
            raise GuideError(fault(header, problem, ("extends",))) from None
        if below in folders:
            raise GuideError(fault(header, "The guides extend one another in a circle.", ("extends",)))
        folders.append(below)
    return folders


def read_layer(folder: Path) -> Guide:
    """One layer by itself. Raises GuideError with every fault that its files have."""
    reader = _Reader()
    header = reader.header(folder / "guide.toml")
    layer = Guide(
        header,
        {**reader.entries(folder / "concepts.toml", Concept), **header.concepts},
        {**reader.entries(folder / "sources.toml", SourceEntry), **header.sources},
        {language: _vocabulary(reader, folder, language, header) for language in LANGUAGES},
    )
    if reader.faults:
        raise GuideError(*reader.faults)
    return layer


_UNREAD = Header(1, "", "")


class _Reader:
    """Reads files and gathers their faults, so that an author sees all of them at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def header(self, path: Path) -> Header:
        raw = self._parsed(path)
        if raw is None:
            return _UNREAD
        nested: dict[str, Any] = {"concepts": Concept, "sources": SourceEntry, **dict.fromkeys(LANGUAGES, Words)}
        entries = {name: self._entries(path, raw.pop(name, {}), kind, (name,)) for name, kind in nested.items()}
        try:
            return replace(converted(path, raw, Header), **entries)
        except GuideError as error:
            self.faults += error.faults
            return _UNREAD

    def entries(self, path: Path, kind: type[T]) -> dict[str, T]:
        return self._entries(path, self._parsed(path) or {}, kind) if path.is_file() else {}

    def table(self, path: Path, kind: type[T], otherwise: T) -> T:
        try:
            return converted(path, self._parsed(path) or {}, kind) if path.is_file() else otherwise
        except GuideError as error:
            self.faults += error.faults
            return otherwise

    def _parsed(self, path: Path) -> dict[str, Any] | None:
        try:
            return parsed(path)
        except GuideError as error:
            self.faults += error.faults
            return None

    def _entries(self, path: Path, raw: object, kind: type[T], keys: Keys = ()) -> dict[str, T]:
        found: dict[str, T] = {}
        try:
            for name, value in converted(path, raw, dict[str, Any], keys).items():
                try:
                    found[name] = converted(path, value, kind, (*keys, name))
                except GuideError as error:
                    self.faults += error.faults
        except GuideError as error:
            self.faults += error.faults
        return found


def _vocabulary(reader: _Reader, folder: Path, language: str, header: Header) -> Vocabulary:
    own = folder / language
    words: dict[str, Words] = {}
    for path in sorted(own.glob("*.toml")):
        if path.stem not in APART:
            words = _joined(words, reader.entries(path, Words), _together)
    return Vocabulary(
        _joined(words, getattr(header, language), _together),
        reader.table(own / "words.toml", Classes, {}),
        reader.table(own / "names.toml", Names, Names()),
        reader.table(own / "lexicon.toml", Lexicon, {}),
        header.reclaimed.get(language, ()),
    )


def _over(below: Guide, above: Guide) -> Guide:
    """A guide with another one laid over it."""
    return Guide(
        above.header,
        _joined(below.concepts, above.concepts, _over_concept),
        {**below.sources, **above.sources},
        {language: _over_words(below.vocabularies[language], above.vocabularies[language]) for language in LANGUAGES},
    )


def _over_words(below: Vocabulary, above: Vocabulary) -> Vocabulary:
    return Vocabulary(
        _joined(below.words, above.words, _over_entry),
        _joined(below.classes, above.classes, lambda old, new: (*old, *new)),
        Names(**{kind: (*getattr(below.names, kind), *getattr(above.names, kind)) for kind in Names.__struct_fields__}),
        {**below.lexicon, **above.lexicon},
        (*below.reclaimed, *above.reclaimed),
    )


def _over_concept(below: Concept, above: Concept) -> Concept:
    """Stances are added, a source's newer one in the place of its older one; a severity takes an acceptance back."""
    given = {name: getattr(above, name) for name in Concept.__struct_fields__ if getattr(above, name)}
    speaking = {stance.source for stance in above.stances}
    stances = (*above.stances, *(stance for stance in below.stances if stance.source not in speaking))
    related = tuple(dict.fromkeys((*below.related, *above.related)))
    accepted = above.accepted or (below.accepted and above.severity is None)
    return replace(below, **{**given, "stances": stances, "related": related, "accepted": accepted})


def _over_entry(below: Words, above: Words) -> Words:
    """Terms are added, in the place of those with the same words; all else that is given takes the place of the old.

    For each role that the upper layer has alternatives for, only these are offered; but a term below that has its own
    ("non-addict") means something else, and keeps them.
    """
    given = {name: getattr(above, name) for name in Words.__struct_fields__ if getattr(above, name)}
    anew = {phrase for term in above.terms for phrase in term.find}
    roles = {role for alternative in above.alternatives for role in ROLES if getattr(alternative, role)}
    kept = [_without(term, anew) for term in below.terms]
    terms = (*(term for term in kept if term.find), *above.terms)
    alternatives = (*above.alternatives, *_others(below.alternatives, roles))
    return replace(below, **{**given, "terms": terms, "alternatives": alternatives})


def _together(one: Words, two: Words) -> Words:
    """The same concept from two files of one layer."""
    given = {name: getattr(two, name) for name in Words.__struct_fields__ if getattr(two, name)}
    lists = {name: (*getattr(one, name), *getattr(two, name)) for name in ("terms", "alternatives", "bad", "good")}
    return replace(one, **{**given, **lists})


def _without(term: Term, phrases: set[str]) -> Term:
    left = tuple(phrase for phrase in term.find if phrase not in phrases)
    return term if len(left) == len(term.find) else replace(term, find=left)


def _others(alternatives: Iterable[Alternative], roles: set[str]) -> tuple[Alternative, ...]:
    """What alternatives offer for other roles than these; advice that goes with no words stays."""
    bare: dict[str, Any] = dict.fromkeys(roles, ())
    left = ((alternative, replace(alternative, **bare)) for alternative in alternatives)
    return tuple(new for old, new in left if new == old or any(getattr(new, role) for role in ROLES))


def _accepting(guide: Guide) -> Guide:
    """A guide in which the terms of accepted concepts pass, but for those that are graver than their concept."""
    accepted = {name for name, concept in guide.concepts.items() if concept.accepted}
    return replace(
        guide,
        vocabularies={
            language: replace(
                vocabulary,
                words={
                    concept: replace(words, terms=tuple(map(_passing, words.terms))) if concept in accepted else words
                    for concept, words in vocabulary.words.items()
                },
            )
            for language, vocabulary in guide.vocabularies.items()
        },
    )


def _passing(term: Term) -> Term:
    return term if term.severity else replace(term, senses=(), otherwise="pass")


def _joined(below: dict[str, T], above: dict[str, T], join: Any) -> dict[str, T]:
    joined = dict(below)
    for key, value in above.items():
        joined[key] = join(joined[key], value) if key in joined else value
    return joined


def classes_of(vocabulary: Vocabulary, name: str) -> Iterable[str]:
    """The words of a class as they are looked for; empty for a class that isn't there.

    Asterisks before words are left out; those behind ("inject*", all words that begin so) stay.
    """
    for word in vocabulary.classes.get(name, ()):
        yield _INFLECTED.sub("", word if isinstance(word, str) else word["find"])


def conditions_of(vocabulary: Vocabulary, given: Iterable[str]) -> Iterable[str]:
    """The words of a condition, with those of a class in the place of its "@name"."""
    for word in given:
        if word.startswith("@"):
            yield from classes_of(vocabulary, word[1:])
        else:
            yield word
