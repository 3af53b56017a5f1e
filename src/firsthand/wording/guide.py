"""Guides as they are read from their files, one layer over another.

Knows files and layers; what is found with a guide is `lexis`'s.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.wording.schema import Classes, Concept, Header, Lexicon, Names, SourceEntry, Words

LANGUAGES = ("en", "fr", "es", "ru")
SHIPPED = Path(__file__).parent / "guides"
_APART = {"words", "names", "lexicon"}

T = TypeVar("T")


class GuideError(Exception):
    """A guide can't be used; the sentence says which file, and what to do."""


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
    layers = _layers(name)
    guide = layers[-1]
    for layer in reversed(layers[:-1]):
        guide = _over(guide, layer)
    return guide


def files_of(name: str) -> list[Path]:
    """Every file that a guide with its layers is made of."""
    found: list[Path] = []
    seen: set[Path] = set()
    while name:
        folder = locate(name)
        if folder in seen:
            break
        seen.add(folder)
        found += sorted(folder.rglob("*.toml"))
        below = _parse(folder / "guide.toml").get("extends", "")
        name = _below(folder, below) if below else ""
    return found


def _layers(name: str) -> list[Guide]:
    """From the uppermost."""
    layers: list[Guide] = []
    folders: list[Path] = []
    while name:
        folder = locate(name).resolve()
        if folder in folders:
            raise GuideError(f"{folder / 'guide.toml'}: the guides extend one another in a circle.")
        folders.append(folder)
        layers.append(_read_layer(folder))
        extends = layers[-1].header.extends
        name = _below(folder, extends) if extends else ""
    return layers


def _below(folder: Path, extends: str) -> str:
    return extends if extends in shipped() else str(folder / extends)


def _read_layer(folder: Path) -> Guide:
    header = _convert(folder / "guide.toml", _parse(folder / "guide.toml"), Header)
    concepts = _table(folder / "concepts.toml", dict[str, Concept])
    sources = _table(folder / "sources.toml", dict[str, SourceEntry])
    return Guide(
        header,
        {**concepts, **header.concepts},
        {**sources, **header.sources},
        {language: _vocabulary(folder, language, header) for language in LANGUAGES},
    )


def _vocabulary(folder: Path, language: str, header: Header) -> Vocabulary:
    own = folder / language
    words: dict[str, Words] = {}
    for path in sorted(own.glob("*.toml")):
        if path.stem not in _APART:
            for concept, more in _table(path, dict[str, Words]).items():
                words[concept] = _merge(words[concept], more) if concept in words else more
    for concept, more in getattr(header, language).items():
        words[concept] = _merge(words[concept], more) if concept in words else more
    return Vocabulary(
        words,
        _table(own / "words.toml", Classes),
        _table(own / "names.toml", Names),
        _table(own / "lexicon.toml", Lexicon),
        header.reclaimed.get(language, ()),
    )


def _table(path: Path, kind: type[T]) -> T:
    return _convert(path, _parse(path) if path.is_file() else {}, kind)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise GuideError(f"{path}: this is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{path}: this is not TOML: {error}.") from error


def _convert(path: Path, value: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise GuideError(f"{path}: {error}.") from error


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
    given = {name: getattr(above, name) for name in Concept.__struct_fields__ if getattr(above, name)}
    return replace(below, **given)


def _over_entry(below: Words, above: Words) -> Words:
    """Terms are added; everything else that the upper layer has takes the lower one's place."""
    given = {name: getattr(above, name) for name in Words.__struct_fields__ if getattr(above, name)}
    return replace(below, **{**given, "terms": (*below.terms, *above.terms)})


def _merge(one: Words, two: Words) -> Words:
    """The same concept from two files of one layer."""
    return _over_entry(one, two)


def _joined(below: dict[str, T], above: dict[str, T], join: Any) -> dict[str, T]:
    joined = dict(below)
    for key, value in above.items():
        joined[key] = join(joined[key], value) if key in joined else value
    return joined


def classes_of(vocabulary: Vocabulary, name: str) -> Iterable[str]:
    """The words of a class as they are looked for, without asterisks; empty for a class that isn't there."""
    for word in vocabulary.classes.get(name, ()):
        yield (word if isinstance(word, str) else word["find"]).replace("*", "")
