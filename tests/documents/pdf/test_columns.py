"""The order of reading: columns, what spans them, rows of a table."""

from firsthand.documents.pdf.columns import arrange
from firsthand.documents.pdf.lines import Line, make_line
from firsthand.documents.pdf.sheet import Font, Word


def piece(text: str, left: float, base: float, order: int, width: float = 200) -> Line:
    parts = text.split()
    step = width / len(parts)
    words = [
        Word(part, left + at * step, base - 8, left + (at + 1) * step - 3, base + 2, base, 10, Font("Serif"))
        for at, part in enumerate(parts)
    ]
    return make_line(words, order)


def prose(name: str, left: float, count: int, order: int, top: float = 100) -> list[Line]:
    return [piece(f"{name}{at} and some further words here", left, top + 12 * at, order + at) for at in range(count)]


def reading(pieces: list[Line]) -> list[str]:
    return [line.text.split()[0] for column in arrange(pieces) for line in column.lines]


def names(name: str, count: int) -> list[str]:
    return [f"{name}{at}" for at in range(count)]


def test_columns_are_read_one_after_the_other() -> None:
    assert reading(prose("a", 50, 10, 0) + prose("b", 270, 10, 10)) == names("a", 10) + names("b", 10)


def test_three_columns_are_read_one_after_the_other() -> None:
    pieces = prose("a", 50, 9, 0) + prose("b", 270, 9, 9) + prose("c", 490, 9, 18)
    assert reading(pieces) == names("a", 9) + names("b", 9) + names("c", 9)


def test_columns_that_the_file_draws_line_by_line_are_read_one_after_the_other() -> None:
    left, right = prose("a", 50, 10, 0), prose("b", 270, 10, 0)
    pieces = [
        make_line(line.words, 2 * at + side) for at, pair in enumerate(zip(left, right, strict=True))
        for side, line in enumerate(pair)
    ]  # fmt: skip
    assert reading(pieces) == names("a", 10) + names("b", 10)


def test_a_heading_that_spans_the_columns_parts_them() -> None:
    above = prose("a", 50, 6, 0) + prose("b", 270, 6, 6)
    heading = [piece("Second part of all that was said in it", 50, 190, 12, width=420)]
    below = prose("c", 50, 6, 13, top=210) + prose("d", 270, 6, 19, top=210)
    expected = names("a", 6) + names("b", 6) + ["Second"] + names("c", 6) + names("d", 6)
    assert reading(above + heading + below) == expected


def test_rows_that_the_file_draws_as_rows_are_read_as_rows() -> None:
    rows = [
        piece(text, left, 100 + 14 * row, 2 * row + at, width)
        for row in range(6)
        for at, (text, left, width) in enumerate([(f"name{row} x", 50, 60), (f"value{row} y", 270, 60)])
    ]
    lines = [line.text for column in arrange(rows) for line in column.lines]
    assert lines == [f"name{row} x value{row} y" for row in range(6)]


def test_numbers_of_paragraphs_are_no_column() -> None:
    numbers = [piece(f"{at}.", 50, 100 + 12 * at, 2 * at, width=10) for at in range(5)]
    text = [piece(f"a{at} with more words", 90, 100 + 12 * at, 2 * at + 1) for at in range(5)]
    assert next(line.text for column in arrange(numbers + text) for line in column.lines) == "0. a0 with more words"


def test_columns_of_a_script_that_runs_leftwards_are_read_from_the_right() -> None:
    def hebrew(name: str, left: float, order: int) -> list[Line]:
        return [piece(f"{name} שלום לכל העולם הזה", left, 100 + 12 * at, order + at) for at in range(8)]

    assert reading(hebrew("אחת", 50, 0) + hebrew("שתים", 270, 8)) == ["שתים"] * 8 + ["אחת"] * 8


def test_nothing_is_lost_or_doubled() -> None:
    pieces = prose("a", 50, 7, 0) + prose("b", 270, 12, 7) + [piece("across all of it", 50, 300, 30, width=420)]
    assert sorted(reading(pieces)) == sorted(line.text.split()[0] for line in pieces)


def test_an_empty_page_has_no_columns() -> None:
    assert arrange([]) == []
