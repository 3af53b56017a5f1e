"""What a terminal is told of the concepts that a question was carried over to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firsthand.search.protocol import Carried


def also(carried: "Iterable[Carried]") -> str:
    """A sentence with the names that were searched besides, and the way back; nothing where there were none."""
    carried = tuple(carried)
    names = dict.fromkeys(f"{name} ({language})" for each in carried for language, name in each.labels)
    if names:
        return f"Also searched: {', '.join(names)}. To search only your words: --only-my-words"
    if carried:
        return "Other names and languages were searched too. To search only your words: --only-my-words"
    return ""
