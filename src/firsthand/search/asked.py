"""A query as it was understood: terms, what may stand for what, and the fields that narrow it.

Frozen values alone; how they are written is the grammar's.
"""

from msgspec import Struct


class Term(Struct, frozen=True):
    """A word, a phrase, or the beginning of a word."""

    text: str
    phrase: bool = False
    prefix: bool = False
    start: int = 0
    """Where it stands in the words as cleaned, in characters."""
    times: int = 1
    """How often it was typed."""


class Near(Struct, frozen=True):
    """Two words or phrases with at most so many words between them, in either order."""

    left: Term
    right: Term
    between: int


class Field(Struct, frozen=True):
    name: str
    """One of fields.FIELDS."""
    value: str
    excluded: bool = False
    others: tuple[str, ...] = ()
    """Further values, any of which will do."""

    @property
    def values(self) -> tuple[str, ...]:
        return (self.value, *self.others)


class Asked(Struct, frozen=True):
    """A query, understood. All of `wanted` must hold; in each, one of the alternatives."""

    cleaned: str
    """What was typed, in NFC, without control characters."""
    wanted: tuple[tuple[Term | Near, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()
    concepts: tuple[str, ...] = ()
    """Ids of concepts that were asked for by `concept:`; all of them must be named."""
    plain: bool = False
    ignored: tuple[str, ...] = ()


def has_letters(text: str) -> bool:
    """Whether there is anything in a text that could be found: a letter or a digit."""
    return any(sign.isalnum() for sign in text)
