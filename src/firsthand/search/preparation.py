"""A passage made ready for an index: its tokens, labels and what is kept to show it.

A pure step from an Entry to a Prepared, so that many processes and machines can share the work. Every engine is given
the same.
"""

from collections.abc import Iterable, Mapping
from itertools import chain, filterfalse
from zlib import crc32

import msgspec
from msgspec import Struct

from firsthand.search.analysis import exact_tokens, is_loud, stem_tokens, words_of
from firsthand.search.concepts import Recogniser
from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Entry
from firsthand.search.storage import Stored

OPENING = "opening"
"""The label of the entries that an edition is shown by where nothing was asked for."""
PLACES = 1 << 24
"""Places of passages in an edition that are told apart."""
SKETCHED = 10
"""Words that the sketch of a text is made of, besides its numbers."""


class Prepared(Struct, frozen=True, array_like=True, gc=False):
    """A passage as every engine takes it. Values of a field stand apart: no phrase reaches from one into the next."""

    address: str
    passage: str
    tag: str
    """Its language as analysed."""
    exact: tuple[str, ...]
    """Tokens between spaces: of the text, then of each heading."""
    stem: tuple[str, ...]
    concepts: str
    """Ids of concepts between spaces, each as often as it occurs."""
    labels: tuple[str, ...]
    twin: int
    stored: bytes
    """A Stored, as MessagePack."""


class Preparation:
    """The step itself. Small to send to another process; made again there."""

    def __init__(self, recogniser: Recogniser | None = None) -> None:
        self._recogniser = recogniser
        self._encode = msgspec.msgpack.Encoder().encode
        self._of_edition: tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]] = {}, ()
        """Facets, and the labels of all passages that have them: mostly those of the passage before."""

    def prepare(self, entry: Entry) -> Prepared:
        texts = (entry.text, *entry.headings)
        written = [words_of(text) for text in texts]
        tokens = tuple(map(exact_tokens, written))
        concepts = ""
        if self._recogniser is not None:
            concepts = " ".join(chain.from_iterable(self._recogniser.found(words, entry.language) for words in written))
        return Prepared(
            entry.address,
            entry.passage,
            analysed_as(entry.language),
            tokens,
            tuple(
                stem_tokens(map(str.lower, words) if is_loud(text) else words, entry.language)
                for text, words in zip(texts, written, strict=True)
            ),
            concepts,
            self._labels(entry),
            twin(tokens[0], entry.ordinal),
            self._encode(stored(entry)),
        )

    def _labels(self, entry: Entry) -> tuple[str, ...]:
        facets, labels = self._of_edition
        if entry.facets != facets:
            labels = tuple(f"{facet}={value}" for facet, values in entry.facets.items() for value in values)
            self._of_edition = entry.facets, labels
        return (*labels, OPENING) if entry.ordinal == 0 or entry.block == "record" else labels

    def prepare_all(self, entries: Iterable[Entry]) -> list[Prepared]:
        return [self.prepare(entry) for entry in entries]


def stored(entry: Entry) -> Stored:
    return Stored(
        entry.passage,
        entry.text,
        entry.leaf,
        entry.ordinal,
        entry.language,
        entry.headings,
        entry.block,
        entry.page,
        entry.start,
    )


def twin(tokens: str, ordinal: int) -> int:
    """A sketch of a text in 32 bits, times PLACES, and the place of the passage in its edition.

    The sketch is of its longest words, which small changes mostly leave alone, and its numbers: passages with the same
    one are taken for nearly the same.
    """
    words = set(tokens.split(" "))
    numbers = set(filterfalse(str.isalpha, words))
    longest = sorted(sorted(words.difference(numbers)), key=len, reverse=True)[:SKETCHED]
    sketch = crc32(" ".join(sorted((*longest, *numbers))).encode())
    return sketch * PLACES + min(ordinal, PLACES - 1)
