"""Concepts as files have them become a thesaurus, if they hold together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from firsthand.search.thesaurus.records import Concept, Entry, Thesaurus, ThesaurusError


def assemble(entries: Mapping[str, Entry]) -> Thesaurus:
    """Complete each relation with its other side. Raises ThesaurusError where something doesn't hold together."""
    faults = [*_astray(entries)] or [*_circles(entries), *_doubles(entries), *_at_odds(entries)]
    if faults:
        raise ThesaurusError("\n".join(faults))
    narrower: dict[str, list[str]] = defaultdict(list)
    related: dict[str, list[str]] = defaultdict(list)
    for name, entry in entries.items():
        for other in entry.broader:
            narrower[other].append(name)
        for other in entry.related:
            related[name].append(other)
            related[other].append(name)
    made = {}
    for name, entry in entries.items():
        links = (entry.broader, tuple(narrower[name]), tuple(dict.fromkeys(related[name])))
        made[name] = Concept(name, entry.labels, *links, entry.close)
    return Thesaurus(made)


def _astray(entries: Mapping[str, Entry]) -> Iterator[str]:
    for name, entry in entries.items():
        for other in (*entry.broader, *entry.related):
            if other not in entries:
                yield f"{name} names “{other}”, which is no concept."


def _circles(entries: Mapping[str, Entry]) -> Iterator[str]:
    told: set[str] = set()
    for name in entries:
        if name not in told and name in _above(name, entries):
            circle = _circle(name, entries)
            told.update(circle)
            yield f"{name} is broader than itself: {' > '.join(circle)}."


def _circle(name: str, entries: Mapping[str, Entry]) -> list[str]:
    """The shortest way up from a concept to itself."""
    ways = [[name]]
    while ways:
        ways = [[*way, other] for way in ways for other in entries[way[-1]].broader if other not in way[1:]]
        for way in ways:
            if way[-1] == name:
                return way
    return [name]


def _above(name: str, entries: Mapping[str, Entry]) -> set[str]:
    """All that is broader, at any remove."""
    found: set[str] = set()
    waiting = list(entries[name].broader)
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += entries[other].broader
    return found


def _doubles(entries: Mapping[str, Entry]) -> Iterator[str]:
    """A name belongs to one concept of its language; only abbreviations may be shared."""
    for language in dict.fromkeys(tag for entry in entries.values() for tag in entry.labels):
        owners: dict[str, str] = {}
        for name, entry in entries.items():
            if (labels := entry.labels.get(language)) is None:
                continue
            for words in (labels.label, *labels.also, *labels.hidden):
                if (owner := owners.setdefault(words.casefold(), name)) != name:
                    yield f"“{words}” ({language}) is a name of {owner} and of {name}."
            every = [words.casefold() for words in labels.every]
            if len(set(every)) < len(every):
                yield f"{name} has a name twice ({language})."


def _at_odds(entries: Mapping[str, Entry]) -> Iterator[str]:
    """What is broader is not merely related (SKOS Reference, S27)."""
    for name, entry in entries.items():
        for other in entry.related:
            if other == name or other in _above(name, entries) or name in _above(other, entries):
                yield f"{name} and {other} are related and one above the other."
