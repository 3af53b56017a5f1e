"""What a release tells of negotiations, as names that can be compared: what the next one lacks was withdrawn."""

from collections.abc import Callable, Iterable
from pathlib import Path

from firsthand.catalogue.negotiations import Negotiation, Process
from firsthand.release.negotiations import read_negotiation

Told = tuple[str, ...]
"""A negotiation, and what of it: ("river", "draft", "rev-1")."""


def told_of(processes: Iterable[Process], find: Callable[[str], Path]) -> set[Told]:
    """The negotiations with their drafts, kept files, events, asks and who backs them. Words alone have no name here.

    ReleaseError if the file of one is missing or damaged.
    """
    found: set[Told] = set()
    for process in processes:
        found |= {(process.slug, *each) for each in (("itself",), *_records(process))}
        if process.data:
            found |= {(process.slug, *each) for each in _asked(read_negotiation(find(process.data.sha256)))}
    return found


def _records(process: Process) -> Iterable[Told]:
    for draft in process.drafts:
        yield "draft", draft.slug
        if draft.file:
            yield "file", draft.file.sha256
    for event in process.events:
        yield "event", event.kind.value, event.date
        yield from (("event", event.kind.value, event.date, party) for party in event.parties)


def _asked(negotiation: Negotiation) -> Iterable[Told]:
    for ask in negotiation.asks:
        yield "ask", ask.slug
        yield from (("backer", ask.slug, backing.party) for backing in ask.backers)
    yield from (("outcome", each.ask, each.draft) for each in negotiation.outcomes)
