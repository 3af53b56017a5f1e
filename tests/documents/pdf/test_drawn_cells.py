"""Tables that only the order of drawing shows, as Typst and WeasyPrint set them, and what must not be taken for one."""

from io import BytesIO

import pikepdf
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.model import Document, Table, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.drawn_cells import find_drawn, may_be_drawn
from firsthand.documents.pdf.sheet import Font, Word

from .pdfs import typeset
from .test_unruled import PROSE, WORDS, tables, texts

ARABIC = [
    ["المحطة", "ما هي", "ما يمكنكم فعله"],
    ["ورقة العناصر", "أفكار بلا صاحب تجمع قبل كتابة النص الأول", "أرسلوا صياغتكم فهذه أرخص لحظة للتغيير"],
    ["المسودة الأولى", "أول نص كامل يكتبه الرئيس أو الميسرون أو الأمانة", "علقوا خلال أيام فقرة بعد فقرة"],
    ["الاعتماد", "بتوافق الآراء أو بالتصويت مع بيانات تفسير المواقف", "دونوا التحفظات فهي تعود في المرة القادمة"],
]


def set_table(rows: list[list[str]], options: str = "", *, page: str = "columns: 2", caption: str = "") -> bytes:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return typeset(
        f"#set page({page}, margin: 2cm)\n#set text(9pt)\n#set par(justify: true)\n{PROSE * 3}\n\n{caption}\n\n"
        f"#table(columns: {len(rows[0])}, stroke: none{options}, {cells})\n\n{PROSE * 3}\n\n{PROSE * 2}"
    )


def prose(document: Document) -> list[str]:
    return [
        plain(block.runs) for section in document.walk() for block in section.blocks if not isinstance(block, Table)
    ]  # type: ignore[union-attr]


@pytest.mark.parametrize("page", ["columns: 1", "columns: 2", "columns: 1, width: 12cm"])
@pytest.mark.parametrize("options", ["", ", column-gutter: 0pt, inset: 3pt"])
def test_cells_that_wrap_are_read_one_by_one(page: str, options: str) -> None:
    document = read(set_table(WORDS, options, page=page, caption="Table 1. Stations of a text"), tags=False)
    (found,) = tables(document)
    assert texts(found) == WORDS
    assert [text for text in prose(document) if not text.startswith("Table 1")] == [
        (PROSE * count).strip() for count in (3, 3, 2)
    ]


def test_a_bold_heading_bears_a_table_out() -> None:
    rows = [[f"*{cell}*" for cell in WORDS[0]], *WORDS[1:]]
    (found,) = tables(read(set_table(rows), tags=False))
    assert texts(found) == WORDS
    assert [all(cell.header for cell in row.cells) for row in found.rows] == [True, False, False, False, False]


def test_a_table_from_right_to_left_has_its_columns_from_the_right() -> None:
    head, *body = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ARABIC)
    data = weasyprint.HTML(
        string=f"""<html dir=rtl lang=ar><style>@page {{ size: 12cm 20cm }} body {{ font: 11pt 'Noto Naskh Arabic' }}
        td {{ width: 33%; vertical-align: top; padding: 2pt 6pt }}</style>
        <p>جدول 1: محطات النص</p><table>{head}{"".join(body)}</table>"""
    ).write_pdf()
    (found,) = tables(read(data, tags=False))
    assert texts(found) == ARABIC


def test_a_table_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    rows = [
        [f"Row {at}", f"What the {at}th group of people told us when we asked", f"It was {at} times heard"]
        for at in range(30)
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    document = read(
        typeset(
            f"""#set page(columns: 2, width: 16cm, height: 12cm, margin: 1.5cm)\n#set text(9pt)\n{PROSE}

            Table 1. What was told\n
            #table(columns: (1fr, 2fr, 1.5fr), stroke: none, table.header([Row], [Told], [Heard]), {cells})
            {PROSE}"""
        ),
        tags=False,
    )
    (found,) = tables(document)
    assert texts(found) == [["Row", "Told", "Heard"], *rows]


def test_a_row_that_is_cut_by_the_page_is_whole_again() -> None:
    long = " ".join(f"word{at}" for at in range(24))
    rows = [["Alpha", "one two three four five six seven"], ["Beta", f"It began {long}"], ["Gamma", "nine ten"]]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    document = read(
        typeset(
            f"""#set page(width: 10cm, height: 8cm, margin: 1.5cm)\n#set text(10pt)\nTable 1. A cut\n
            #table(columns: (2cm, 4cm), stroke: .5pt, table.header([Name], [Story]), {cells})"""
        ),
        tags=False,
    )
    (found,) = tables(document)
    assert texts(found) == [["Name", "Story"], *rows]


@pytest.mark.parametrize("stroke", ["none", ".5pt"])
def test_a_row_of_which_every_cell_is_cut_is_whole_again(stroke: str) -> None:
    told = " ".join(f"word{at}" for at in range(24))
    rows = [["Alpha", "One thing", "Two things"], ["Beta and", f"It began {told}", f"There ended {told}"]]
    first = ["Sound and moving pictures of people in the room", f"Began {told}", f"Ended {told}"]
    cells = ", ".join(f"[{cell}]" for row in [*rows, first] for cell in row)
    document = read(
        typeset(
            f"""#set page(width: 11cm, height: 9cm, margin: 1.5cm)\n#set text(10pt)\nTable 1. A cut\n
            #table(columns: (1.6cm, 3cm, 3cm), stroke: {stroke}, table.header([*Name*], [*Story*], [*End*]), {cells})"""
        ),
        tags=False,
    )
    (found,) = tables(document)
    assert texts(found) == [["Name", "Story", "End"], *rows, first]


@pytest.mark.parametrize("angle", [0, 90, 270])
@pytest.mark.parametrize("stroke", ["none", "(bottom: .5pt)"])
def test_a_wide_table_below_its_caption_is_read_on_turned_pages_too(stroke: str, angle: int) -> None:
    cells = ", ".join(f"[{cell}]" for row in WORDS for cell in row)
    data = typeset(
        f"#set page(width: 25cm, height: 15cm)\n#set text(9pt)\n{PROSE}\n\nTable 1. Stations\n\n"
        f"#table(columns: 3, stroke: {stroke}, {cells})\n\n{PROSE}"
    )
    (found,) = tables(read(turn(data, angle), tags=False))
    assert texts(found) == WORDS


def turn(data: bytes, angle: int) -> bytes:
    """Each page drawn sideways, and turned back by its own entry, as landscape pages in a portrait file are."""
    turns = {0: "", 90: "0 1 -1 0 {height} 0 cm", 270: "0 -1 1 0 0 {width} cm"}
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        for page in file.pages:
            width, height = (float(side) for side in page.mediabox[2:])
            page.contents_add(file.make_stream(turns[angle].format(width=width, height=height).encode()), prepend=True)
            page.mediabox = pikepdf.Array([0, 0, height, width] if angle else [0, 0, width, height])
            page.rotate(angle, relative=False)
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_signs_and_fractions_of_figures_stay_in_their_cells(align: str) -> None:
    rows = [
        ["City", "2019", "2020", "Change"], ["Almada", "1,020.5", "980.25", "−40.25"], ["Esteli", "88", "(12.5)", "…"],
        ["Dakar", "7.125", "–", "+12.5 %"],
    ]  # fmt: skip
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"#set page(width: 15cm)\n{PROSE}\n\n#table(columns: 4, stroke: none, align: {align}, {cells})\n\n{PROSE}"
    (found,) = tables(read(typeset(source), tags=False))
    assert texts(found) == rows


@pytest.mark.parametrize("mark", ["", "*"])
def test_a_heading_over_two_lines_is_one_row(mark: str) -> None:
    rows = [
        ["City and country", "Kits given out in the year", "Share of all (%)"], ["Almada", "120", "12.5"],
        ["Brighton", "88", "9.1"], ["Dakar", "1,030", "30"],
    ]  # fmt: skip
    cells = ", ".join(
        [*(f"[{mark}{cell}{mark}]" for cell in rows[0]), *(f"[{cell}]" for row in rows[1:] for cell in row)]
    )
    source = f"#set page(width: 15cm)\n{PROSE}\n\n#table(columns: (2cm, 2.2cm, 2cm), stroke: none, {cells})\n\n{PROSE}"
    (found,) = tables(read(typeset(source), tags=False))
    assert texts(found) == rows
    assert [all(cell.header for cell in row.cells) for row in found.rows] == [True, False, False, False]


def test_shades_of_their_own_show_over_what_cells_reach() -> None:
    data = weasyprint.HTML(
        string="""<style>table { border-collapse: separate; border-spacing: 1pt } th { background: #345; color: white;
        text-align: left; vertical-align: top } td, th { padding: 3pt 8pt }
        tr:nth-child(odd) td { background: #eee }</style>
        <table><thead><tr><th rowspan=2>Kind<th colspan=2>Women<th colspan=2>Men<tr><th>under 30<th>30 and over
        <th>under 30<th>30 and over</thead><tbody><tr><td>Kits<td>1.0<td>2.5<td>3.1<td>4.2<tr><td>Advice<td>5.0<td>6.2
        <td>7.1<td>8.8<tr><td>Tests<td>9<td>10<td>11<td>12<tr><td>Law<td>1<td>2<td>3<td>4</table>"""
    ).write_pdf()
    (found,) = tables(read(data, tags=False))
    assert [[(plain(cell.runs), cell.columns, cell.rows) for cell in row.cells] for row in found.rows[:3]] == [
        [("Kind", 1, 2), ("Women", 2, 1), ("Men", 2, 1)],
        [("under 30", 1, 1), ("30 and over", 1, 1), ("under 30", 1, 1), ("30 and over", 1, 1)],
        [("Kits", 1, 1), ("1.0", 1, 1), ("2.5", 1, 1), ("3.1", 1, 1), ("4.2", 1, 1)],
    ]
    assert [all(cell.header for cell in row.cells) for row in found.rows] == [True, True, *[False] * 4]


def test_a_grid_without_all_its_lines_is_read_by_its_white() -> None:
    cells = ", ".join(
        f"[{cell}]"
        for cell in ("Farming", "Pests", "Tumaini", "Making", "Robots", "Vestel", "Health", "Scans", "Ubenwa")
    )
    source = f"""#set page(width: 14cm, height: 12cm)\n
    #table(columns: (3cm, 3cm, 4cm), stroke: (x, y) => (y: .5pt, left: if x != 2 {{ .5pt }},
      right: if x != 1 {{ .5pt }}), {cells}, [Schools], [Reading], [Mindspark])"""
    (found,) = tables(read(typeset(source), tags=False))
    assert texts(found)[0] == ["Farming", "Pests", "Tumaini"]
    assert [len(row.cells) for row in found.rows] == [3, 3, 3, 3]


CARD = "Ana Ruiz\\ 12 Long Street\\ 1100 Lisboa\\ Portugal"


@pytest.mark.parametrize(
    "source",
    [
        "#grid(columns: 3, gutter: 2em, " + f"[{CARD}], " * 12 + ")",
        "#grid(columns: (1fr, 1fr), gutter: 1em, " + f"[{PROSE}], " * 8 + ")",
        "#grid(columns: (3cm, 1fr), gutter: 1em, " + f"[*Who asks and who answers here*], [{PROSE * 2}], " * 4 + ")",
        "\n".join(f"#columns(3)[{PROSE * 3}]\n\n{PROSE}\n" for _ in range(2)),
        "$ mat(a, b, c; d, e, f; g, h, i) quad a / b + c / d = (e + f) / (g + h) $\n" * 4,
        "#stack(dir: ltr, spacing: 1cm, " + ", ".join(f"[one {at}\\ two {at}\\ three]" for at in range(4)) + ")",
    ],
    ids=["addresses", "prose in two columns", "side heads", "bands of columns", "formulas", "a diagram"],
)
def test_what_is_no_table_stays_text(source: str) -> None:
    assert not tables(read(typeset(f"#set text(9pt)\n#set page(margin: 2cm)\n{source}"), tags=False))


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 400), st.sampled_from(["one", "two", "جدول", "3", "¶"])),
        max_size=60,
        unique=True,
    )
)
def test_no_word_is_lost_or_doubled(places: list[tuple[int, int, str]]) -> None:
    words = [Word(text, x, y - 8, x + 20, y + 2, y, 10, Font("F")) for x, y, text in places]
    assert may_be_drawn(words) in (True, False)
    for drawn in find_drawn(words):
        held = [word for row in drawn.table for cell in row for word in cell.words]
        assert len(held) == len({id(word) for word in held}) <= len(words)
        assert all(0 <= cell.column < len(drawn.columns) for row in drawn.table for cell in row)
        assert all(drawn.left < word.left and word.right < drawn.right for word in held)
