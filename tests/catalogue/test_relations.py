"""Relations seen from both sides."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.records import INVERSES, Collection, Library, Relation, RelationKind, Work
from firsthand.catalogue.relations import all_related, closed_ways, cycles, related

SLUGS = st.sampled_from("abcdef")
WORKS = st.lists(
    st.builds(
        lambda slug, relations: Work(slug, "report", (), relations=tuple(relations)),
        SLUGS,
        st.lists(st.builds(Relation, st.sampled_from(RelationKind), SLUGS), max_size=4),
    ),
    max_size=6,
    unique_by=lambda work: work.slug,
)


def work(slug: str, *relations: tuple[RelationKind, str]) -> Work:
    return Work(slug, "report", (), relations=tuple(Relation(kind, target) for kind, target in relations))


def test_the_other_side_of_a_relation_is_filled_in() -> None:
    brief = work("brief", (RelationKind.DERIVED_FROM, "report"), (RelationKind.COMPANION, "film"))
    collection = Collection(Library(()), works=(brief, work("report"), work("film")))
    assert related(collection, "report") == (Relation(RelationKind.SOURCE_OF, "brief"),)
    assert related(collection, "film") == (Relation(RelationKind.COMPANION, "brief"),)
    assert related(collection, "elsewhere") == ()


def test_a_relation_written_on_both_sides_is_there_once() -> None:
    works = (work("a", (RelationKind.PART_OF, "b")), work("b", (RelationKind.HAS_PART, "a")))
    assert all_related(works) == {
        "a": (Relation(RelationKind.PART_OF, "b"),),
        "b": (Relation(RelationKind.HAS_PART, "a"),),
    }


@given(WORKS)
def test_whatever_is_related_is_related_back(works: list[Work]) -> None:
    everything = all_related(works)
    for slug, relations in everything.items():
        for relation in relations:
            assert Relation(INVERSES[relation.kind], slug) in everything[relation.target]


def test_a_circle_is_found_whichever_side_says_it() -> None:
    works = (
        work("a", (RelationKind.PART_OF, "b")),
        work("c", (RelationKind.HAS_PART, "b"), (RelationKind.PART_OF, "a")),
    )
    assert [set(cycle) for cycle in cycles(works, RelationKind.PART_OF)] == [{"a", "b", "c"}]
    assert cycles(works, RelationKind.SUPERSEDES) == []


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4)))
def test_ways_are_closed_exactly_if_there_is_no_order_among_them(ways: dict[int, list[int]]) -> None:
    from graphlib import CycleError, TopologicalSorter

    named = {str(node): [str(target) for target in targets] for node, targets in ways.items()}
    try:
        TopologicalSorter(named).prepare()
        ordered = True
    except CycleError:
        ordered = False
    assert (closed_ways(named) == []) is ordered


def test_a_very_long_line_of_works_is_followed_without_recursion() -> None:
    ways = {str(number): [str(number + 1)] for number in range(5000)}
    assert closed_ways(ways) == []
