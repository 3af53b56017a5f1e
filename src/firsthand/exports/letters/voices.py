"""The same thing said in one language or in several, one after the other, each marked as what it is."""

from collections.abc import Callable

from msgspec import Struct

from firsthand.exports.matter.pieces import Piece, Words
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.interface import Interface

Say = Callable[[Interface], str]

BETWEEN = " · "


class Voices(Struct, frozen=True):
    interfaces: tuple[Interface, ...]
    """The first one's language is that of what is said once only."""

    @property
    def first(self) -> Interface:
        return self.interfaces[0]

    @property
    def tongue(self) -> Tongue:
        return tongue(self.first.language)

    def words(self, say: Say) -> tuple[Words, ...]:
        """In all languages; what is the same in two of them is said once."""
        said = {say(interface): interface.language for interface in reversed(self.interfaces)}
        made: list[Words] = []
        for text, language in reversed(said.items()):
            made += [Words(BETWEEN)] if made else []
            made.append(Words(text, tongue=tongue(language)))
        return tuple(made)

    def heading(self, level: int, say: Say) -> Piece:
        return Piece("heading", self.words(say), self.tongue, level=level)

    def paragraph(self, say: Say, *more: Words) -> Piece:
        return Piece("paragraph", (*self.words(say), *more), self.tongue)

    def paragraphs(self, say: Say) -> tuple[Piece, ...]:
        """Sentences: one paragraph for each language."""
        return tuple(
            Piece("paragraph", (Words(text),), tongue(language))
            for text, language in {say(interface): interface.language for interface in self.interfaces}.items()
        )
