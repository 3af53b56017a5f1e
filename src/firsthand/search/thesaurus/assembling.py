"""Concepts as files have them become a thesaurus, if they hold together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from firsthand.search.thesaurus.records import Concept, Entry, Fault, Thesaurus, ThesaurusError


def assemble(entries: Mapping[str, Entry]) -> Thesaurus:
    """Complete each relation with its other side. Raises ThesaurusError where something doesn't hold together."""
    faults = faults_in(entries)
    if faults:
        raise ThesaurusError("\n".join(fault.message for fault in faults), tuple(faults))
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


def faults_in(entries: Mapping[str, Entry]) -> list[Fault]:
    """What doesn't hold together between concepts."""
    return [*_astray(entries)] or [*_circles(entries), *_doubles(entries), *_at_odds(entries)]


def _astray(entries: Mapping[str, Entry]) -> Iterator[Fault]:
    for name, entry in entries.items():
        for relation, others in (("broader", entry.broader), ("related", entry.related)):
            for other in others:
                if other not in entries:
                    message = f"{name} names “{other}”, which is no concept."
                    yield Fault(name, (name, relation), message, "Name a concept by its id, or make a concept of it.")


def _circles(entries: Mapping[str, Entry]) -> Iterator[Fault]:
    told: set[str] = set()
    for name in entries:
        if name not in told and name in _above(name, entries):
            circle = _circle(name, entries)
            told.update(circle)
            message = f"{name} is broader than itself: {' > '.join(circle)}."
            yield Fault(name, (name, "broader"), message, "Take one “broader” of this circle out.", tuple(circle[1:-1]))


def _circle(name: str, entries: Mapping[str, Entry]) -> list[str]:
    """A shortest way up from a concept to itself."""
    ways, seen = [[name]], {name}
    for way in ways:
        for other in entries[way[-1]].broader:
            if other == name:
                return [*way, other]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
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


def _doubles(entries: Mapping[str, Entry]) -> Iterator[Fault]:
    """A name belongs to one concept of its language; only abbreviations may be shared."""
    for language in dict.fromkeys(tag for entry in entries.values() for tag in entry.labels):
        owners: dict[str, str] = {}
        for name, entry in entries.items():
            if (labels := entry.labels.get(language)) is None:
                continue
            for words in (labels.label, *labels.also, *labels.hidden):
                if (owner := owners.setdefault(words.casefold(), name)) != name:
                    message = f"“{words}” ({language}) is a name of {owner} and of {name}."
                    remedy = "Take it out of one of them: without = [“…”]."
                    yield Fault(name, (name, language), message, remedy, (owner,))
            if len({words.casefold() for words in labels.every}) < len(labels.every):
                yield Fault(name, (name, language), f"{name} has a name twice ({language}).", "Keep one of them.")


def _at_odds(entries: Mapping[str, Entry]) -> Iterator[Fault]:
    """What is broader is not merely related (SKOS Reference, S27)."""
    for name, entry in entries.items():
        for other in entry.related:
            if other == name or other in _above(name, entries) or name in _above(other, entries):
                message = f"{name} and {other} are related and one above the other."
                yield Fault(name, (name, "related"), message, "Take the “related” out.", (other,))
