"""Relations between works as a reader sees them: from both sides, though each is written down on one."""

from collections.abc import Iterable

from firsthand.catalogue.records import INVERSES, Collection, Relation, RelationKind, Work

HIERARCHIES = (RelationKind.PART_OF, RelationKind.SUPERSEDES, RelationKind.DERIVED_FROM)
"""Relations in which a work can't come round to itself."""


def related(collection: Collection, slug: str) -> tuple[Relation, ...]:
    """What a work is related to, inverses filled in, each once: by kind in the order of RelationKind, then as written.

    For many works of one collection, `all_related` is quicker.
    """
    return all_related(collection.works).get(slug, ())


def all_related(works: Iterable[Work]) -> dict[str, tuple[Relation, ...]]:
    """Slug -> relations with inverses filled in, for every work that has any."""
    found: dict[str, dict[tuple[RelationKind, str], Relation]] = {}

    def note(slug: str, kind: RelationKind, target: str) -> None:
        found.setdefault(slug, {}).setdefault((kind, target), Relation(kind, target))

    for work in works:
        for relation in work.relations:
            note(work.slug, relation.kind, relation.target)
            note(relation.target, INVERSES[relation.kind], work.slug)
    order = {kind: place for place, kind in enumerate(RelationKind)}
    return {slug: tuple(sorted(ones.values(), key=lambda one: order[one.kind])) for slug, ones in found.items()}


def cycles(works: Iterable[Work], kind: RelationKind) -> list[tuple[str, ...]]:
    """Closed ways along one kind of relation, each once: ("a", "b") where a leads to b and b to a."""
    ways: dict[str, list[str]] = {}
    for work in works:
        for relation in work.relations:
            if relation.kind is kind:
                ways.setdefault(work.slug, []).append(relation.target)
            elif relation.kind is INVERSES[kind]:
                ways.setdefault(relation.target, []).append(work.slug)
    return closed_ways(ways)


def closed_ways(ways: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """The cycles of a directed graph that a walk from each node in turn meets; a graph without any gives none."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in ways:
        trail: dict[str, None] = {}
        waiting = [iter([start])]
        while waiting:
            here = next(waiting[-1], None)
            if here is None:
                waiting.pop()
                if trail:
                    done.add(trail.popitem()[0])
            elif here in trail:
                line = list(trail)
                found.append(tuple(line[line.index(here) :]))
            elif here not in done:
                trail[here] = None
                waiting.append(iter(ways.get(here, ())))
    return found
