"""Tables without a full grid of lines, as Typst and WeasyPrint set them, and what must not be taken for one."""

from collections import Counter

import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.model import Document, Table, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.lines import make_pieces
from firsthand.documents.pdf.sheet import Font, Picture, Rule, Sheet, Word
from firsthand.documents.pdf.unruled import find_unruled

from .pdfs import PAGE, typeset

PROSE = (
    "The network asked four hundred people in nine cities what would keep them safe, and their answers described "
    "complicated responsibilities that organisations led by their communities nevertheless shouldered without help. "
)
FIGURES = [
    ["City", "Kits", "Share"], ["Almada", "120", "12.5"], ["Brighton", "88", "9.1"], ["Dakar", "1,030", "30"],
    ["Esteli", "12", "3.0"],
]  # fmt: skip
WORDS = [
    ["Station", "What it is", "What you can do"],
    ["Elements paper", "Ideas without an author", "Send wording; now is the cheapest moment"],
    ["Zero draft", "The first full text, by the chair, facilitators or secretariat", "Comment within days"],
    ["Silence procedure", "A last version, taken as accepted unless somebody objects by an hour", "Warn a friend"],
    ["Adoption", "By consensus or by vote, with explanations", "Write down the reservations; they come back later"],
]
STYLES = {
    "white": "",
    "centred": "td { vertical-align: middle }",
    "zebra": "tr:nth-child(even) td { background: #eee }",
    "lines below rows": "td, th { border-bottom: .5pt solid #333 }",
    "three lines": "table { border-top: 1pt solid; border-bottom: 1pt solid } thead { border-bottom: .5pt solid }",
    "shaded heading": "th { background: #246; color: white }",
    "full grid": "td, th { border: .5pt solid #333 }",
}


def tables(document: Document) -> list[Table]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[plain(cell.runs) for cell in row.cells] for row in table.rows]


def set_html(rows: list[list[str]], style: str, *, columns: int = 1) -> bytes:
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return bytes(
        weasyprint.HTML(
            string=f"""<style>body {{ font: 10pt 'DejaVu Serif'; columns: {columns} }} p {{ text-align: justify }}
            table {{ border-collapse: collapse }} td, th {{ padding: 3pt 8pt; text-align: left; vertical-align: top }}
            {style}</style><p>{PROSE * 3}<p>{PROSE * 2}
            <table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{PROSE * 3}<p>{PROSE * 4}"""
        ).write_pdf()
    )


@pytest.mark.parametrize("style", STYLES)
def test_a_table_of_figures_has_its_cells_however_it_is_marked(style: str) -> None:
    (found,) = tables(read(set_html(FIGURES, STYLES[style])))
    assert texts(found) == FIGURES
    assert [[cell.header for cell in row.cells] for row in found.rows] == [[at == 0] * 3 for at in range(5)]


@pytest.mark.parametrize("style", STYLES)
def test_a_table_of_words_has_its_rows_however_they_wrap(style: str) -> None:
    (found,) = tables(read(set_html(WORDS, STYLES[style])))
    assert texts(found) == WORDS


def test_a_table_in_a_column_of_prose_leaves_the_prose_alone() -> None:
    cells = ", ".join(f"[{cell}]" for row in WORDS for cell in row)
    source = f"""#set page(columns: 2, paper: "a4", margin: 2cm)\n#set text(9pt)\n#set par(justify: true)
{PROSE * 6}\n\n{PROSE * 5}
#[#set par(justify: false)\n#text(8pt, table(columns: (1fr,) * 3, stroke: (bottom: .4pt), {cells}))]
{PROSE * 7}\n\n{PROSE * 6}"""
    document = read(typeset(source))
    (found,) = tables(document)
    assert texts(found) == WORDS
    others = [block for section in document.walk() for block in section.blocks if not isinstance(block, Table)]
    assert [plain(block.runs) for block in others] == [(PROSE * count).strip() for count in (6, 5, 7, 6)]  # type: ignore[union-attr]


def test_a_heading_over_two_columns_spans_them() -> None:
    source = (
        PAGE
        + """#table(columns: 5, stroke: none, table.hline(), [], table.cell(colspan: 2, align: center)[Women],
      table.cell(colspan: 2, align: center)[Men], [], [Young], [Old], [Young], [Old], table.hline(),
      [Kits], [1], [2], [3], [4], [Tests], [5], [6], [7], [8], [Advice], [9], [10], [11], [12], table.hline())"""
    )
    (found,) = tables(read(typeset(source)))
    assert [[(plain(cell.runs), cell.columns) for cell in row.cells] for row in found.rows[:2]] == [
        [("", 1), ("Women", 2), ("Men", 2)],
        [("", 1), ("Young", 1), ("Old", 1), ("Young", 1), ("Old", 1)],
    ]
    assert all(cell.header for row in found.rows[:2] for cell in row.cells)
    assert not any(cell.header for row in found.rows[2:] for cell in row.cells)


@pytest.mark.parametrize(
    "source",
    [
        f"#set page(columns: 2)\n{PROSE * 9}\n\n{PROSE * 9}\n\n{PROSE * 9}",
        f"#set page(columns: 3)\n#set par(justify: true)\n{PROSE * 6}\n\n{PROSE * 9}\n\n{PROSE * 9}",
        "\n".join(f"- Item {number} of a list, short" for number in range(12)),
        "\n".join(
            f"+ Item {number} of a list, which is so long that it must be broken: {PROSE}" for number in range(6)
        ),
        "#grid(columns: (1fr, 1fr), [Network\\ 12 Long Street\\ Lisboa], [To the ministry\\ 3 Square\\ Kyiv])",
        "#grid(columns: 2, gutter: 1em, [Name:], [Ana Ruiz], [Born:], [1990], [City:], [Lisboa], [Signed:], [yes])",
        "#outline()\n#pagebreak()\n= One\n= Two\n== Three\n= Four\n= Five",
        "$ a + b &= c + d \\ e &= f + g \\ h + i + j &= k $\n" * 3,
        f"#rect(width: 100%)[{PROSE}]\n" * 2,
        "\n\n".join(f"#grid(columns: (4em, 1fr), [{who}], [{PROSE}])" for who in ("ANA", "BEN", "ANA", "BEN")),
    ],
)
def test_what_is_no_table_stays_text(source: str) -> None:
    assert tables(read(typeset(PAGE + source))) == []


WHERE = st.tuples(st.integers(0, 5), st.integers(0, 30), st.sampled_from(["a", "12", "long words here", "—", "x-"]))
LINES = st.tuples(st.integers(0, 30), st.integers(0, 3), st.integers(3, 6))


@given(st.lists(WHERE, max_size=60), st.lists(LINES, max_size=12), st.booleans())
def test_no_word_is_lost_or_doubled(
    places: list[tuple[int, int, str]], lines: list[tuple[int, int, int]], shade: bool
) -> None:
    font = Font("Serif")
    words = tuple(
        Word(text, 50.0 + 80 * column, 91.0 + 13 * row, 50.0 + 80 * column + 5 * len(text), 102.0 + 13 * row,
             100.0 + 13 * row, 10.0, font)
        for column, row, text in places
    )  # fmt: skip
    rules = tuple(
        Rule(48.0 + 80 * left, 103.0 + 13 * row, 48.0 + 80 * (left + wide), 103.5 + 13 * row)
        for row, left, wide in lines
    )
    pictures = (Picture(48, 116, 400, 129, "path", 0xEEEEEE, segments=5),) if shade else ()
    sheet = Sheet(1, None, 600, 800, words, rules, pictures=pictures)
    grids = find_unruled(sheet, [], make_pieces(words))
    held = Counter(word for grid in grids for row in grid.rows for cell in row for word in _bare(cell.words))
    inside = Counter(_bare(tuple(word for word in words if any(grid.holds(word) for grid in grids))))
    assert held == inside


def _bare(words: tuple[Word, ...]) -> list[tuple[str, float, float]]:
    return [(word.text, word.left, word.base) for word in words]
