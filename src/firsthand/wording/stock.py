"""Guides ready for use: what was made of one is kept in the user's cache, language by language.

The name under which it is kept is a digest of the guide's files and of the code that reads them, so that nothing old is
ever used. Where nothing can be kept, it is made anew each time.
"""

import hashlib
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs
from msgspec import Struct

from firsthand.wording.guide import LANGUAGES, Guide, Vocabulary, classes_of, files_of, read_guide
from firsthand.wording.lexis import Lexis, compile_guide
from firsthand.wording.schema import Concept, Header, SourceEntry
from firsthand.wording.surroundings import simplified

T = TypeVar("T")


class Outline(Struct, frozen=True, array_like=True):
    """What is needed of a guide before it is known in which language a text is."""

    header: Header
    concepts: dict[str, Concept]
    sources: dict[str, SourceEntry]
    functions: dict[str, frozenset[str]]
    """The small words of each language, simplified."""
    abbreviations: frozenset[str]
    """In any of them: they end no sentence."""


class Stock:
    """One guide, named as `guide.locate` has it; a language is read when it is first asked for. Raises GuideError."""

    def __init__(self, name: str, cache: Path | None = None) -> None:
        self._name = name
        self._folder = (cache or platformdirs.user_cache_path("firsthand")) / "guides" / _digest(name)
        self._read: dict[str, Lexis] = {}
        self._made: Guide | None = None
        self.outline = self._load("outline", Outline) or self._make()

    @classmethod
    def of(cls, lexis: Lexis) -> "Stock":
        """A guide that was compiled already, in all of its languages."""
        stock = cls.__new__(cls)
        stock._made = lexis.guide
        stock._read = dict.fromkeys(LANGUAGES, lexis)
        stock.outline = _outline(lexis.guide)
        return stock

    @property
    def guide(self) -> Guide:
        """The whole guide."""
        if self._made is None:
            vocabularies = {language: self.lexis(language).guide.vocabularies[language] for language in LANGUAGES}
            self._made = Guide(self.outline.header, self.outline.concepts, self.outline.sources, vocabularies)
        return self._made

    def lexis(self, language: str) -> Lexis:
        """All that is looked for in one language, or in more."""
        if language not in self._read:
            found = self._load(language, Lexis)
            if found is None:
                self._make()
                return self._read[language]
            self._read[language] = found
        return self._read[language]

    def _make(self) -> Outline:
        guide = read_guide(self._name)
        self._made = guide
        outline = _outline(guide)
        for language in LANGUAGES:
            self._read[language] = made = compile_guide(_alone(guide, language), [language])
            self._keep(language, made)
        self._keep("outline", outline)
        return outline

    def _load(self, name: str, kind: type[T]) -> T | None:
        try:
            return msgspec.msgpack.decode((self._folder / f"{name}.msgpack").read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError):
            return None

    def _keep(self, name: str, made: object) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(msgspec.msgpack.encode(made))
            Path(file.name).replace(self._folder / f"{name}.msgpack")
        except OSError:
            return


def _outline(guide: Guide) -> Outline:
    functions = {
        language: frozenset(map(simplified, classes_of(vocabulary, "function")))
        for language, vocabulary in guide.vocabularies.items()
    }
    abbreviations = frozenset(
        word.lower() for vocabulary in guide.vocabularies.values() for word in classes_of(vocabulary, "abbreviations")
    )
    return Outline(guide.header, guide.concepts, guide.sources, functions, abbreviations)


def _alone(guide: Guide, language: str) -> Guide:
    """A guide without its words in other languages."""
    words = guide.vocabularies[language]
    return Guide(guide.header, {}, {}, {other: Vocabulary() for other in LANGUAGES} | {language: words})


def _digest(name: str) -> str:
    """Of the guide's files and of the code that makes a lexis of them."""
    here = Path(__file__).parent
    code: Collection[Path] = [*here.glob("*.py"), *(here / "grammar").glob("*.py")]
    digest = hashlib.sha256()
    for path in [*files_of(name), *sorted(code)]:
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:32]
