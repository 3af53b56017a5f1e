"""What is said of what was searched beyond the words as typed: other names of concepts, and most of many words."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from firsthand.front.question import Question, address
from firsthand.interface import Interface
from firsthand.interface.said import Said
from firsthand.search.protocol import Carried

Words = Sequence[str]
SHOWN = 8
"""Names that are named; the others are counted."""


class Carrying(Struct, frozen=True):
    names: tuple[Said, ...]
    more: int
    own_words: bool
    """Nothing was carried over, since the reader wanted it so."""
    address: str
    """The same search, with the reader's words alone, or with all names again."""


def make_carrying(
    carried: Iterable[Carried], question: Question, interface: Interface, page: str = "search", words: Words = ()
) -> Carrying | None:
    """None where there is nothing to say.

    `page` is the page of the search, such as "search/concordance"; `words` are those of several questions at once.
    """
    carried = tuple(carried)
    if not carried and not question.own_words:
        return None
    asked = [("q", each) for each in words or (question.words,) if each]
    kept = [(name, value) for name, value in question.filters if name != "own"]
    other = [] if question.own_words else [("own", "1")]
    names = tuple(names_of(carried, interface))
    return Carrying(
        names[:SHOWN],
        max(len(names) - SHOWN, 0),
        question.own_words,
        address(interface, page, [*asked, *kept, *other]),
    )


def names_of(carried: Iterable[Carried], interface: Interface) -> Iterator[Said]:
    """The names to use, each once, without those that were typed; of each concept the reader's language first."""
    seen = {each.words.casefold() for each in carried}
    for each in carried:
        for language, name in sorted(each.labels, key=lambda label: label[0] != interface.language):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield Said(name, language)


def told(complete: int, interface: Interface) -> str:
    """Of passages that have some of the words: how many have all."""
    if not complete:
        return interface.gettext("No passage has all your words; these have some of them.")
    sentence = interface.ngettext(
        "%(count)s passage has all your words; the others have some of them.",
        "%(count)s passages have all your words; the others have some of them.",
        complete,
    )
    return sentence % {"count": interface.number(complete)}
