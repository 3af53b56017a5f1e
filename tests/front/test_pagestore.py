"""The store of pages keeps what was asked for last, and never more than its measure."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.front.answers import Answer
from firsthand.front.pagestore import Key, PageStore


def key(name: int) -> Key:
    return (b"br", f"/en/{name}", b"")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4_000)), max_size=80))
def test_it_never_holds_more_than_its_measure(puts: list[tuple[int, int]]) -> None:
    store = PageStore(capacity=20_000)
    for name, size in puts:
        answer = Answer(200, (), b"x" * size)
        store.put(key(name), answer)
        assert store.weight <= store.capacity
        assert store.get(key(name)) in (answer, None)
    assert store.weight == sum(answer.weight for answer in store._answers.values())


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    store = PageStore(capacity=10_000)
    for name in range(3):
        store.put(key(name), Answer(200, (), b"x" * 1_000))
    assert store.get(key(0))
    store.put(key(3), Answer(200, (), b"x" * 1_000))
    store.put(key(4), Answer(200, (), b"x" * 1_000))
    assert store.get(key(1)) is None
    assert store.get(key(0))


def test_a_page_too_large_for_it_is_not_kept() -> None:
    store = PageStore(capacity=10_000)
    store.put(key(0), Answer(200, (), b"x" * 5_000))
    assert len(store) == store.weight == 0
