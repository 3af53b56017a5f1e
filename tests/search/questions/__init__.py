"""Questions that readers might put to the demonstration library, in four languages, and the passages that answer them.

They were written before the search was tuned for them. Half of them, `held_out`, is looked at by nobody: it only tells,
now and then, whether what was tuned on the other half, `development`, holds for questions that nobody has seen.

An answer is known by its edition and its opening words, since the name of a passage may change. Passages that say the
same in several languages are one answer: they share a group. The first group is the best answer.
"""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from firsthand.catalogue.reading import passages
from firsthand.catalogue.records import Page, Work
from firsthand.release import Release
from firsthand.release.entries import editions, passage_entries, record_entries
from firsthand.search.protocol import Entry

SETS = ("development", "held_out")
LANGUAGES = ("en", "fr", "es", "ru")
TYPES = ("keywords", "question", "sentence")
"""A few words; a short question; a long question, or what somebody tells before asking."""


class UnknownAnswerError(Exception):
    """The opening words of an answer are those of no passage of its edition, or of several."""


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    group: int
    """From 1. Answers of one group are translations of one another."""
    edition: str
    """"works/red-herring/ru"."""
    opening: str
    """The first words of the passage, of white space only single spaces; no other passage of the edition has them."""


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    language: Literal["en", "fr", "es", "ru"]
    type: Literal["keywords", "question", "sentence"]
    words: str
    """As typed."""
    answers: tuple[Answer, ...]


class Place(NamedTuple):
    """What a hit and an answer are compared by. Records have no passage; an edition has one for each language."""

    edition: str
    passage: str
    language: str


Shelf = Mapping[str, list[Entry]]
"""All that can be found in a library, by the address of the edition."""


def load(name: str) -> tuple[Question, ...]:
    """One of SETS. Raises msgspec.ValidationError where the file is not as it should be."""
    read = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return tuple(msgspec.convert(read["questions"], list[Question]))


def shelve(release: Release) -> Shelf:
    return {address: list(entries) for address, entries in groupby(_entries(release), lambda entry: entry.address)}


def _entries(release: Release) -> Iterator[Entry]:
    parties = {party.slug: party for party in release.collection.parties}
    for _, item, edition in editions(release.collection):
        if isinstance(item, Page) or (isinstance(item, Work) and item.withdrawn):
            continue
        records = record_entries(item, edition, parties)
        yield from records
        if edition.text:
            count = release.contents(edition.text).leaves
            leaves = [release.leaf(edition.text, number) for number in range(1, count + 1)]
            yield from passage_entries(item, edition, passages(leaves), len(records))


def find(answer: Answer, shelf: Shelf) -> Entry:
    """The passage that an answer means. Raises UnknownAnswerError where that isn't exactly one."""
    there = [entry for entry in shelf.get(answer.edition, ()) if _plain(entry.text).startswith(answer.opening)]
    if len(there) != 1:
        message = f"{answer.edition} has {len(there)} passages that begin with “{answer.opening}”; it should have one."
        raise UnknownAnswerError(message)
    return there[0]


def answers(question: Question, shelf: Shelf) -> list[frozenset[Place]]:
    """The answers of a question, the best one first, each with all places where it is given, in whatever language."""
    groups: dict[int, set[Place]] = {}
    for answer in question.answers:
        entry = find(answer, shelf)
        groups.setdefault(answer.group, set()).add(Place(entry.address, entry.passage, entry.language))
    return [frozenset(groups[number]) for number in sorted(groups)]


def elsewhere(question: Question, group: frozenset[Place]) -> bool:
    """Whether an answer is given in other languages than the question's only."""
    return all(place.language != question.language for place in group)


def _plain(text: str) -> str:
    return " ".join(text.split())
