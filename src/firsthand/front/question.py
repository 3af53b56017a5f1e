"""What a reader asks of the search: words and what narrows them, as an address has them; and the asking itself."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from firsthand.front.facets import Chosen, clean, page_number, read_choice
from firsthand.front.links import with_query
from firsthand.front.opened import Opened
from firsthand.interface import Interface
from firsthand.search import BrokenIndexError
from firsthand.search.protocol import FACETS, Engine, Query

log = logging.getLogger("firsthand.front")

PARAMETERS = ("q", *FACETS, "own")
"""Of an address, those that make another question."""

Parameters = list[tuple[str, str]]
Result = TypeVar("Result")


class UnavailableError(Exception):
    """The release's index could not be opened, or is damaged."""


class Question(Struct, frozen=True):
    words: str
    chosen: Chosen = {}
    own_words: bool = False
    """Only the reader's words are searched, not the other names of what they name."""
    number: int = 1
    """The page asked for."""
    explain: bool = False

    @property
    def asked(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def filters(self) -> Parameters:
        """All parameters but the words and the page."""
        own = [("own", "1")] if self.own_words else []
        return [(facet, value) for facet, values in self.chosen.items() for value in values] + own

    @property
    def parameters(self) -> Parameters:
        """Those of its address, without the page."""
        return ([("q", self.words)] if self.words else []) + self.filters

    def query(self, opened: Opened, interface: Interface, per_page: int) -> Query:
        languages = opened.reading(interface)
        return Query(
            self.words, self.chosen, languages, self.number, per_page, own_words=self.own_words, explain=self.explain
        )


def read_question(query: str) -> Question:
    """The question of an address; what makes no sense in it is left out."""
    chosen, others = read_choice(query)
    return Question(
        clean(others.get("q", "")), chosen, others.get("own") == "1", page_number(others), others.get("explain") == "1"
    )


def address(interface: Interface, name: str, parameters: Parameters) -> str:
    """Of the search page, or of what lies under it: "search/concordance", "search.csv"."""
    return with_query(f"/{interface.language}/{name}", parameters)


def kept(question: Question, words: Iterable[str] = ()) -> Parameters:
    """Parameters without what narrows the search; `words` where several are asked at once."""
    asked = list(words) or [question.words]
    return [("q", each) for each in asked if each] + ([("own", "1")] if question.own_words else [])


def ask(opened: Opened, answer: Callable[[Engine], Result]) -> Result:
    """What the engine answers. Raises UnavailableError, and logs why, without a word of what was asked."""
    if opened.engine is None:
        raise UnavailableError
    try:
        return answer(opened.engine)
    except BrokenIndexError as error:
        log.error("A search in release %s was not answered: %s", opened.release.id, error)
        raise UnavailableError from error
