"""Ruled tables, and grids that are none."""

from firsthand.documents.model import Block, ListItem, Table, plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, by_hand, typeset


def blocks(data: bytes) -> list[Block]:
    return [block for section in read(data).walk() for block in section.blocks]


def tables(data: bytes) -> list[Table]:
    return [block for block in blocks(data) if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell.runs) for cell in row.cells] for row in table.rows]


def test_cells_that_span_columns_and_rows_say_so() -> None:
    source = PAGE + (
        "#table(columns: 3, table.cell(colspan: 2)[Both], [One], [a], [b], table.cell(rowspan: 2)[tall], [c], [d])"
    )
    (table,) = tables(typeset(source))
    assert cells(table) == [["Both", "One"], ["a", "b", "tall"], ["c", "d"]]
    assert (table.rows[0].cells[0].columns, table.rows[1].cells[2].rows) == (2, 2)


def test_a_table_is_read_in_its_place() -> None:
    source = PAGE + "Before the table stands this.\n#table(columns: 2, [a], [b], [c], [d])\nAfter it stands this."
    kinds = [type(block).__name__ for block in blocks(typeset(source))]
    assert kinds == ["Paragraph", "Table", "Paragraph"]


def test_a_cell_of_several_lines_is_one_text() -> None:
    long = "a text that is so long that it can't stand on a single line of so narrow a cell"
    (table,) = tables(typeset(PAGE + f"#table(columns: (4cm, 4cm), [{long}], [x], [y], [z])"))
    assert cells(table) == [[long.replace("'", "’"), "x"], ["y", "z"]]


def test_lines_of_a_cell_that_run_on_are_no_rows_though_figures_stand_beside_them() -> None:
    first, second = "Maria, 34, from the Wednesday group", "woman, 30 to 45, with children"
    (table,) = tables(typeset(PAGE + f"#table(columns: (2.6cm, 2.6cm), [{first}], [{second}], [Before], [After])"))
    assert cells(table) == [[first, second], ["Before", "After"]]


def test_a_table_without_lines_is_read_row_by_row_as_text() -> None:
    found = blocks(
        typeset(PAGE + "#table(columns: (6cm, 6cm), stroke: none, [Lisbon], [120], [Kyiv], [95], [Dakar], [80])")
    )
    assert [plain(block.runs) for block in found if hasattr(block, "runs")] == ["Lisbon 120", "Kyiv 95", "Dakar 80"]


def test_a_frame_around_text_is_no_table() -> None:
    content = "BT /F1 11 Tf 90 500 Td (A box with advice.) Tj ET 72 480 300 60 re S"
    assert tables(by_hand(content)) == []


def test_a_chart_is_no_table() -> None:
    lines = "".join(f"72 {300 + 20 * at} m 400 {300 + 20 * at} l S " for at in range(8))
    bars = "".join(f"{90 + 40 * at} 300 20 {30 + 15 * at} re B " for at in range(7))
    labels = "".join(f"BT /F1 8 Tf {92 + 40 * at} 290 Td ({2015 + at}) Tj ET " for at in range(7))
    assert tables(by_hand(lines + bars + labels)) == []


def test_the_text_below_a_wide_table_is_measured_by_its_own_width() -> None:
    item = "Signals are agreed upon: the sentence, and the gesture that asks for a pause."
    source = '#set page(paper: "a4", margin: 2cm)\n#lorem(60)\n#table(columns: (1fr, 1fr), [a], [b], [c], [d])\n'
    found = blocks(typeset(source + "#block(width: 7cm)[\n" + f"- {item}\n" * 5 + "]"))
    assert [plain(block.runs) for block in found if isinstance(block, ListItem)] == [item] * 5
