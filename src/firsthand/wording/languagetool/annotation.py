"""A text as a client sends it: plain, or in pieces of text and markup; and from what is checked back to what was sent.

The LanguageTool protocol calls the pieces an annotation: `{"text": …}` is read, `{"markup": …}` is passed over, and
with `interpretAs` something is read in its place. Offsets in a reply count all that was sent, in UTF-16 units.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from firsthand.wording.units import Units


class Piece(Struct, omit_defaults=True):
    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None  # noqa: N815 - the protocol's name


class Annotation(Struct):
    annotation: tuple[Piece, ...]


class Sent:
    """What is checked (`text`), and where its places stand in what was sent (`source`)."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        read: list[str] = []
        sent: list[str] = []
        self._starts: list[int] = []
        """Where each stretch begins in what is checked: text, or what stands for markup."""
        self._sent: list[tuple[int, bool]] = []
        """Where each of them begins in what was sent, and whether it was sent as it is read."""
        at = began = 0
        for piece in pieces:
            shown = piece.interpretAs or "" if piece.text is None else piece.text
            given = (piece.markup or "") if piece.text is None else piece.text
            if shown:
                self._starts.append(at)
                self._sent.append((began, piece.text is not None))
            read.append(shown)
            sent.append(given)
            at += len(shown)
            began += len(given)
        self.text = "".join(read)
        self.source = "".join(sent)
        self._units = Units(self.source)

    def offset(self, position: int) -> int:
        """Where a place of the text that is checked begins, in units of what was sent."""
        return self._units.of(self._position(bisect_right(self._starts, position) - 1, position))

    def end(self, position: int) -> int:
        """The same of a place at which something ends: before the markup that follows it."""
        return self._units.of(self._position(bisect_left(self._starts, position) - 1, position))

    def _position(self, piece: int, position: int) -> int:
        if piece < 0:
            return 0
        began, as_read = self._sent[piece]
        return began + (position - self._starts[piece]) if as_read else began


def plain(text: str) -> Sent:
    return Sent([Piece(text=text)])
