"""A long table goes on over several pages."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.tables import split
from firsthand.documents.model import Cell, Row, Run, Table


def row(*texts: str, header: bool = False, rows: int = 1) -> Row:
    return Row(tuple(Cell((Run(text),), header, rows=rows) for text in texts))


def test_its_rows_of_headings_and_caption_are_repeated() -> None:
    head = row("Country", "Year", header=True)
    body = [row(f"Country {number}", "2020") for number in range(10)]
    table = Table((head, *body), caption=(Run("Laws"),))
    parts = list(split(table, [10] * 11, 50))
    assert [list(numbers) for numbers, _ in parts] == [[0, 1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]
    assert all(part.rows[0] == head and part.caption == table.caption for _, part in parts)


def test_a_cell_over_several_rows_is_not_cut() -> None:
    table = Table((row("a"), row("b", rows=3), row("c"), row("d"), row("e")))
    assert [list(numbers) for numbers, _ in split(table, [10] * 5, 20)] == [[0], [1, 2, 3], [4]]


def test_a_table_of_headings_alone_stays_whole() -> None:
    table = Table((row("a", header=True), row("b", header=True)))
    assert list(split(table, [10, 10], 5)) == [(range(2), table)]


def test_a_table_without_rows_stays_whole() -> None:
    assert list(split(Table(()), [], 5)) == [(range(0), Table(()))]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 4), st.integers(1, 30)), max_size=20), st.integers(1, 60))
def test_every_row_is_in_one_part_and_parts_are_small_where_rows_allow_it(
    form: list[tuple[bool, int, int]], limit: int
) -> None:
    table = Table(tuple(row(str(number), header=h, rows=span) for number, (h, span, _) in enumerate(form)))
    sizes = [size for *_, size in form]
    parts = list(split(table, sizes, limit))
    assert [number for numbers, _ in parts for number in numbers] == list(range(len(form)))
    for numbers, part in parts:
        assert part.rows[len(part.rows) - len(numbers) :] == table.rows[numbers.start : numbers.stop]
        reach = max((at + table.rows[at].cells[0].rows for at in numbers), default=0)
        assert reach <= numbers.stop or numbers.stop == len(form)
