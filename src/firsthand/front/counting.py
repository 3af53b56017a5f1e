"""How often several questions are answered over the years; and all of it as a table (CSV)."""

from functools import partial
from urllib.parse import parse_qsl

from msgspec import Struct

from firsthand.citations.sheet import sheet
from firsthand.front.facets import clean
from firsthand.front.opened import Opened
from firsthand.front.question import Question, ask, read_question
from firsthand.interface import Interface
from firsthand.search.protocol import ALL_LANGUAGES, Carried, Engine, Frequency, Query

MOST = 4
"""Questions compared at most: so many lines can be told apart."""
FREQUENCIES = ("words", "year", "language", "passages", "all_passages", "share", "works")
"""The heads of the table over the years; they stay as they are, for programs."""


class Counted(Struct, frozen=True):
    """A question with its answer."""

    words: str
    frequencies: tuple[Frequency, ...]
    question: Question = Question("")
    carried: tuple[Carried, ...] = ()
    """The concepts whose other names were counted as well."""

    @property
    def passages(self) -> int:
        return sum(each.passages for each in self.frequencies if each.language == ALL_LANGUAGES)

    @property
    def shares(self) -> dict[int, float]:
        """Year -> share of its passages, for the years of which there are any."""
        return {
            int(each.year): each.passages / each.of
            for each in self.frequencies
            if each.language == ALL_LANGUAGES and each.year.isdigit() and each.of
        }


def count(opened: Opened, interface: Interface, query: str) -> tuple[Question, list[Counted]]:
    """What the questions of an address have in common, and each with its answer. Raises UnavailableError."""
    common = read_question(query)
    every = (clean(value) for name, value in parse_qsl(query) if name == "q")
    counted = []
    for words in list(dict.fromkeys(filter(None, every)))[:MOST]:
        question = Question(words, common.chosen, common.own_words)
        counted.append(ask(opened, partial(_counted, question, question.query(opened, interface, 1))))
    return common, counted


def _counted(question: Question, query: Query, engine: Engine) -> Counted:
    frequencies = engine.frequencies(query)
    return Counted(query.words, frequencies, question, engine.carried(query) if frequencies else ())


def frequency_table(counted: list[Counted]) -> bytes:
    """CSV: a line for each question, year and language; "*" is all languages."""
    return sheet(FREQUENCIES, (_row(each.words, one) for each in counted for one in each.frequencies))


def _row(words: str, found: Frequency) -> tuple[str | int, ...]:
    share = f"{found.passages / found.of:.6f}" if found.of else ""
    language = "*" if found.language == ALL_LANGUAGES else found.language
    return words, found.year, language, found.passages, found.of, share, found.items
