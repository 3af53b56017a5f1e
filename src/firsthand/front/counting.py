"""How often several questions are answered over the years; and all of it as a table (CSV)."""

import csv
import io
from functools import partial
from urllib.parse import parse_qsl

from msgspec import Struct

from firsthand.citations.excerpts import harmless
from firsthand.front.facets import clean
from firsthand.front.interface import Interface
from firsthand.front.opened import Opened
from firsthand.front.question import Question, ask, read_question
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
    return Counted(query.words, frequencies, question, engine.search(query).carried if frequencies else ())


def frequency_table(counted: list[Counted]) -> bytes:
    """CSV in UTF-8 with a byte order mark: a line for each question, year and language; "*" is all languages."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FREQUENCIES)
    for each in counted:
        for one in each.frequencies:
            share = f"{one.passages / one.of:.6f}" if one.of else ""
            language = "*" if one.language == ALL_LANGUAGES else one.language
            words = harmless(each.words)
            writer.writerow((words, one.year, language, one.passages, one.of, share, one.items))
    return out.getvalue().encode("utf-8-sig")
