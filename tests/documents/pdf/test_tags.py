"""Files tagged by real programs are read as their tags say; trees that are wrong are not believed."""

import shutil
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from firsthand.documents.blocks import text_of
from firsthand.documents.model import (
    Block,
    Code,
    Document,
    Figure,
    Footnote,
    ListItem,
    Paragraph,
    Quotation,
    Table,
    plain,
)
from firsthand.documents.pdf import layout
from firsthand.documents.pdf.body import measure_body
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import read_sheets
from firsthand.documents.pdf.reading import read

from .pdfs import typeset
from .tagged import Element, Said, write

SENTENCE = "The network asked four hundred people in nine cities what would keep them safe."
OTHER = "Representatives of organisations in the neighbourhood then weighed the answers."
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What we learnt</title>
<style>@page {{ size: A4; margin: 2.5cm; @top-center {{ content: "Network of networks" }}
@bottom-center {{ content: counter(page) }} }} body {{ font-family: "DejaVu Serif"; font-size: 11pt }}</style></head>
<body>
<h1>What we learnt</h1><p>{SENTENCE} {OTHER} It took <b>three</b> years.</p>
<h2>How we asked</h2><p lang="fr">Le réseau a demandé à quatre cents personnes dans neuf villes ce qui les protège.</p>
<ul><li>Interviews<ul><li>at home</li><li>at the door</li></ul></li><li>Letters</li></ul>
<ol><li>First we listened.</li><li>Then we wrote.</li></ol>
<blockquote><p>Nothing about us without us, said the people whom we asked.</p></blockquote>
<table><caption>Table 1. Answers by city</caption>
<thead><tr><th scope="col">City</th><th scope="col" colspan="2">Answers</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">Lisbon</th><td>120</td><td>2023</td></tr><tr><td>130</td><td>2024</td></tr>
<tr><th scope="row">Kyiv</th><td>95</td><td>2024</td></tr></tbody></table>
<figure><img alt="A door with a list on it" width="200" height="120" src="data:image/png;base64,{PICTURE}">
<figcaption>Figure 1. The door</figcaption></figure><h2>What we found</h2><p>{OTHER} {SENTENCE}</p>"""


def blocks(document: Document) -> list[Block]:
    return [block for section in document.walk() for block in section.blocks]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(section.level, plain(section.heading)) for section in document.walk() if section.heading]


def shown(document: Document) -> list[str]:
    """The text of each heading and block in order."""
    return [
        text for section in document.walk() for text in (plain(section.heading), *map(text_of, section.blocks)) if text
    ]


def believed(data: bytes) -> list[int]:
    """The pages whose tags were believed."""
    with open_pdf(data) as (document, count):
        sheets = list(read_sheets(document, count))
    return sorted(layout.lay_out(sheets, measure_body(sheets)).tagged)


def by_weasyprint(tmp_path: Path) -> bytes:
    return weasyprint.HTML(string=HTML).write_pdf(pdf_variant="pdf/ua-1")


def by_chromium(tmp_path: Path) -> bytes:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed")
    (tmp_path / "page.html").write_text(HTML)
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         f"--print-to-pdf={tmp_path}/page.pdf", str(tmp_path / "page.html")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (tmp_path / "page.pdf").read_bytes()


def by_libreoffice(tmp_path: Path) -> bytes:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "page.html").write_text(HTML)
    chosen = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"}}'
    for kind in ("odt", f"pdf:writer_pdf_Export:{chosen}"):
        source = tmp_path / ("page.html" if kind.startswith("odt") else "page.odt")
        subprocess.run(
            [program, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind, "--outdir",
             str(tmp_path), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return (tmp_path / "page.pdf").read_bytes()


@pytest.mark.parametrize("program", [by_weasyprint, by_chromium, by_libreoffice])
def test_what_a_program_tags_is_understood(program, tmp_path: Path) -> None:
    data = program(tmp_path)
    assert len(believed(data)) == 1
    document = read(data)
    assert [text for _, text in headings(document)] == ["What we learnt", "How we asked", "What we found"]
    found = blocks(document)
    items = [(item.depth, item.ordered, plain(item.runs)) for item in found if isinstance(item, ListItem)]
    assert items == [
        (0, False, "Interviews"), (1, False, "at home"), (1, False, "at the door"), (0, False, "Letters"),
        (0, True, "First we listened."), (0, True, "Then we wrote."),
    ]  # fmt: skip
    (quotation,) = [block for block in found if isinstance(block, Quotation)]
    assert plain(quotation.runs) == "Nothing about us without us, said the people whom we asked."
    (table,) = [block for block in found if isinstance(block, Table)]
    assert plain(table.caption) == "Table 1. Answers by city"
    assert [[(plain(cell.runs), cell.header, cell.columns, cell.rows) for cell in row.cells] for row in table.rows] == [
        [("City", True, 1, 1), ("Answers", True, 2, 1)],
        [("Lisbon", True, 1, 2), ("120", False, 1, 1), ("2023", False, 1, 1)],
        [("130", False, 1, 1), ("2024", False, 1, 1)],
        [("Kyiv", True, 1, 1), ("95", False, 1, 1), ("2024", False, 1, 1)],
    ]
    assert not any("Network of networks" in text for text in shown(document))


@pytest.mark.parametrize("program", [by_weasyprint, by_chromium])
def test_a_figure_has_its_alternative_text_and_caption(program, tmp_path: Path) -> None:
    (figure,) = [block for block in blocks(read(program(tmp_path))) if isinstance(block, Figure)]
    assert (figure.alternative, plain(figure.caption)) == ("A door with a list on it", "Figure 1. The door")


def test_a_language_that_is_tagged_is_kept(tmp_path: Path) -> None:
    (french,) = [block for block in blocks(read(by_chromium(tmp_path))) if "réseau" in text_of(block)]
    assert french.language == "fr"


def test_typst_tells_notes_lists_code_and_tables() -> None:
    source = f"""#set document(title: "What we learnt")
#set page(paper: "a4", header: [Network of networks])
#title()
= How we asked
{SENTENCE}#footnote[The method is in the annex.] {OTHER}
+ First we listened.
  - at home
+ Then we wrote.
```python
def ask(person):
    return person.answer
```
#figure(table(columns: 2, table.header([City], [Answers]), [Lisbon], [120]), caption: [By city])
"""
    document = read(typeset(source, tags=True))
    assert headings(document) == [(1, "What we learnt"), (1, "How we asked")]
    found = blocks(document)
    (note,) = [block for block in found if isinstance(block, Footnote)]
    assert (note.mark, plain(note.runs)) == ("1", "The method is in the annex.")
    (paragraph,) = [block for block in found if isinstance(block, Paragraph)]
    assert [run.text for run in paragraph.runs if run.note == note.id] == ["1"]
    assert [(item.marker, item.depth) for item in found if isinstance(item, ListItem)] == [
        ("1.", 0),
        ("•", 1),
        ("2.", 0),
    ]
    (code,) = [block for block in found if isinstance(block, Code)]
    assert code.text == "def ask(person):\n    return person.answer"
    (table,) = [block for block in found if isinstance(block, Table)]
    assert [cell.header for row in table.rows for cell in row.cells] == [True, True, False, False]


def test_a_paragraph_that_the_file_parts_by_a_page_is_one() -> None:
    long = " ".join(f"({number}) {SENTENCE}" for number in range(60))
    document = read(typeset(f'#set page(paper: "a4")\n{long}\n\n{OTHER}', tags=True))
    assert shown(document) == [long, OTHER]
    assert document.pages == 2


def test_tags_can_be_left_alone() -> None:
    data = write([[Said(SENTENCE, 0)]], [Element("BlockQuote", [Element("P", [0])])])
    assert isinstance(blocks(read(data))[0], Quotation)
    assert isinstance(blocks(read(data, tags=False))[0], Paragraph)


def test_roles_of_the_file_s_own_are_mapped() -> None:
    lines = [Said("How we asked", 0), Said(SENTENCE, 1), Said(OTHER, 2)]
    tree = [Element("Chapter", [Element("Headline", [0]), Element("Body", [1]), Element("Unheard", [2])])]
    document = read(write([lines], tree, roles={"Chapter": "Sect", "Headline": "H2", "Body": "P"}))
    assert headings(document) == [(1, "How we asked")]
    assert [text_of(block) for block in blocks(document)] == [SENTENCE, OTHER]


def test_headings_left_as_paragraphs_are_supplied_from_their_look() -> None:
    lines = [Said("What we learnt", 0, size=18, bold=True), Said(SENTENCE, 1),
             Said("How we asked", 2, top=140, bold=True), Said(OTHER, 3, top=160)]  # fmt: skip
    document = read(write([lines], [Element("P", [mark]) for mark in range(4)]))
    assert [text for _, text in headings(document)] == ["What we learnt", "How we asked"]


def test_a_whole_paragraph_in_the_style_of_a_heading_is_none() -> None:
    lines = [Said("How we asked", 0, size=14), *(Said(SENTENCE, mark) for mark in range(1, 6))]
    document = read(write([lines], [Element("H1", [0]), Element("H2", [1, 2, 3, 4, 5])]))
    assert headings(document) == [(1, "How we asked")]


def test_artifacts_are_left_out_and_other_words_outside_of_the_tree_are_not() -> None:
    lines = [Said("Network of networks", "Artifact", top=30), Said(SENTENCE, 0, top=100), Said(OTHER, None, top=130),
             Said(SENTENCE[:-1], 1, top=160), Said(OTHER[:-1], 2, top=190), Said(OTHER + " More.", 3, top=220),
             Said(SENTENCE + " More.", 4, top=250), Said("DRAFT", "Artifact", top=400)]  # fmt: skip
    data = write([lines], [Element("P", [mark]) for mark in range(5)])
    assert believed(data) == [1]
    assert shown(read(data))[:3] == [SENTENCE, OTHER, SENTENCE[:-1]]
    assert not any("DRAFT" in text or "Network of" in text for text in shown(read(data)))


def test_a_head_of_the_first_page_alone_is_read_though_it_is_marked_like_a_running_one() -> None:
    """As word processors write the letterhead of a report whose first page has another head than the others."""
    letterhead = [Said("Network of networks", "Artifact", top=30), Said("NN/2025/7", "Artifact", top=30, left=400),
                  Said("2 May 2025", "Artifact", top=50, left=400), Said("page 1", "Artifact", top=70)]  # fmt: skip
    foot = Said("Please recycle", "Artifact", top=800)
    pages = [
        [*(letterhead if number == 1 else [Said("NN/2025/7", "Artifact", top=30), Said(f"page {number}", "Artifact")]),
         Said(f"{SENTENCE} {number}.", number - 1, top=120), *([foot] if number == 1 else [])]
        for number in (1, 2, 3, 4)
    ]  # fmt: skip
    document = read(write(pages, [Element("P", [(page, page)]) for page in range(4)]))
    assert shown(document) == [
        "Network of networks", "NN/2025/7", "2 May 2025", *(f"{SENTENCE} {number}." for number in (1, 2, 3, 4))
    ]  # fmt: skip


def test_a_list_of_one_item_without_a_marker_is_a_paragraph() -> None:
    """So programs write the rest of a numbered paragraph that runs over a page."""
    start, rest = SENTENCE.removesuffix("."), "and we asked it again; " + OTHER
    pages = [[Said(f"1. {OTHER}", 0), Said(f"2. {start}", 1, top=790)], [Said(rest, 0), Said(SENTENCE, 1)]]
    item = [Element("L", [Element("LI", [Element("LBody", [(page, mark)])])])
            for page, mark in ((0, 0), (0, 1), (1, 0))]  # fmt: skip
    document = read(write(pages, [*item, Element("P", [(1, 1)])]))
    assert all(isinstance(block, Paragraph) for block in blocks(document))
    assert shown(document)[-1] == SENTENCE


def test_what_no_tag_reaches_is_read_by_its_place() -> None:
    lines = [Said(SENTENCE, 0), *(Said(OTHER, None) for _ in range(5))]
    data = write([lines], [Element("P", [0])])
    assert believed(data) == []
    assert " ".join(shown(read(data))).count(OTHER) == 5


def test_marks_that_are_nowhere_on_the_page_do_no_harm() -> None:
    data = write([[Said(SENTENCE, 0)]], [Element("P", [0, 7]), Element("P", [9]), Element("P", [])])
    assert shown(read(data)) == [SENTENCE]


def test_an_order_that_cannot_be_is_not_believed() -> None:
    lines = [Said(f"Answer {mark}. {SENTENCE}", mark, top=80 + 40 * mark) for mark in range(8)]
    data = write([lines], [Element("P", [mark]) for mark in reversed(range(8))])
    assert believed(data) == []
    assert shown(read(data)) == [f"Answer {mark}. {SENTENCE}" for mark in range(8)]


def columns() -> list[Said]:
    """Two columns of five paragraphs of three lines each that don't stand level."""
    words = "the network asked people what keeps them safe."
    lines = []
    for side in (0, 1):
        for paragraph in range(5):
            top = 80 + 60 * paragraph + 25 * side
            for at in range(3):
                mark = 3 * (5 * side + paragraph) + at
                lines.append(
                    Said(f"{side}{paragraph}{at} {words}", mark, top=top + 14 * at, left=72 + 270 * side, size=9)
                )
    return lines


def test_columns_that_are_tagged_in_turn_are_not_believed() -> None:
    wrong = [Element("P", [3 * (5 * side + at) + line for line in range(3)]) for at in range(5) for side in (0, 1)]
    right = [Element("P", [3 * (5 * side + at) + line for line in range(3)]) for side in (0, 1) for at in range(5)]
    assert believed(write([columns()], wrong)) == []
    data = write([columns()], right)
    assert believed(data) == [1]
    numbers = [text.split()[0] for text in shown(read(data))]
    assert numbers == [f"{side}{at}0" for side in (0, 1) for at in range(5)]


def test_content_that_two_elements_claim_is_read_once() -> None:
    lines = [Said(f"Answer {mark}. {SENTENCE}", mark) for mark in range(3)]
    data = write([lines], [Element("P", [0, 1, 2]), Element("P", [0, 1, 2])])
    assert " ".join(shown(read(data))).count(SENTENCE) == 3


def test_a_tree_that_bites_its_tail_is_left_alone() -> None:
    data = write([[Said(SENTENCE, 0), Said(OTHER, 1)]], [Element("Sect", [Element("P", [0]), Element("P", [1])])])
    with pikepdf.open(BytesIO(data)) as pdf:
        section = pdf.Root.StructTreeRoot.K[0]
        section.K[0].K.append(section)
        section.P = section.K[0]
        out = BytesIO()
        pdf.save(out)
    assert sorted(" ".join(shown(read(out.getvalue()))).split()) == sorted(f"{SENTENCE} {OTHER}".split())


@pytest.mark.parametrize("depth", [20, 500])
def test_depth_is_bounded(depth: int) -> None:
    tree = Element("P", [0])
    for _ in range(depth):
        tree = Element("Div", [tree])
    assert shown(read(write([[Said(SENTENCE, 0)]], [tree]))) == [SENTENCE]


def test_a_tree_with_a_hundred_thousand_elements_is_read_in_time() -> None:
    many = [Element("P", [(1, 0)] if number == 50_000 else []) for number in range(100_000)]
    data = write([[Said(SENTENCE, 0)], [Said(OTHER, 0)]], [Element("Document", [Element("P", [0]), *many])])
    assert shown(read(data)) == [SENTENCE, OTHER]


def test_a_formula_is_said_by_its_alternative_text_and_a_word_by_what_it_stands_for() -> None:
    lines = [Said("We know that", 0, top=80), Said("E=mc", 1, top=80, left=150), Said("is so.", 2, top=80, left=190),
             Said(OTHER, 3), Said("w0rd", 4)]  # fmt: skip
    tree = [
        Element("P", [0, Element("Formula", [1], {"Alt": "energy is mass"}), 2]),
        Element("P", [3]),
        Element("P", [Element("Span", [4], {"ActualText": "word"})]),
    ]
    assert shown(read(write([lines], tree))) == ["We know that energy is mass is so.", OTHER, "word"]


def test_a_note_within_its_paragraph_is_a_note_as_word_writes_it() -> None:
    lines = [
        Said(SENTENCE, 0, top=100), Said("1", 1, top=96, left=469.5, size=6), Said("Then it went on.", 2, top=114),
        Said("1", 3, top=700, size=6), Said("See the annex.", 4, top=704, left=80, size=9),
    ]  # fmt: skip
    note = Element("Footnote", [Element("P", [3, 4])])
    tree = [Element("P", [0, Element("Link", [Element("Span", [1]), note]), 2])]
    document = read(write([lines], tree, roles={"Footnote": "Note"}))
    (found,) = [block for block in blocks(document) if isinstance(block, Footnote)]
    assert (found.mark, plain(found.runs)) == ("1", "See the annex.")
    (paragraph,) = [block for block in blocks(document) if isinstance(block, Paragraph)]
    assert plain(paragraph.runs) == f"{SENTENCE} Then it went on."
    assert any(run.note == found.id for run in paragraph.runs)


def test_a_table_that_lays_out_a_page_is_text() -> None:
    lines = [Said("How we asked", 0, size=16, bold=True), Said(SENTENCE, 1)]
    rows = [Element("TR", [Element("TH", [Element("H1", [0])])]), Element("TR", [Element("TH", [Element("P", [1])])])]
    document = read(write([lines], [Element("Table", rows)]))
    assert headings(document) == [(1, "How we asked")]
    assert [type(block) for block in blocks(document)] == [Paragraph]


def test_a_table_over_two_pages_is_one_and_has_its_head_once() -> None:
    head = [Said("City", 0, top=80), Said("Answers", 1, top=80, left=200)]
    again = [Said("City", None, top=80), Said("Answers", None, top=80, left=200)]

    def row(page: int, mark: int) -> Element:
        return Element("TR", [Element("TD", [(page, mark)]), Element("TD", [(page, mark + 1)])])

    first = [Said("Lisbon", 2, top=100), Said("120", 3, top=100, left=200)]
    second = [Said("Kyiv", 0, top=100), Said("95", 1, top=100, left=200), Said(SENTENCE, 2, top=200)]
    span = Dictionary(O=Name.Table, Scope=Name.Column)
    heads = Element("TR", [Element("TH", [0], {"A": span}), Element("TH", [1], {"A": span})])
    tree = [Element("Table", [heads, row(0, 2), row(1, 0)]), Element("P", [(1, 2)])]
    document = read(write([[*head, *first], [*again, *second]], tree))
    (table,) = [block for block in blocks(document) if isinstance(block, Table)]
    assert [[plain(cell.runs) for cell in row.cells] for row in table.rows] == [
        ["City", "Answers"], ["Lisbon", "120"], ["Kyiv", "95"],
    ]  # fmt: skip
    assert [cell.header for cell in table.rows[0].cells] == [True, True]
    assert [row.locator.page for row in table.rows if row.locator] == [1, 1, 2]


def test_spans_that_no_table_has_are_not_believed() -> None:
    spans = Array([Dictionary(O=Name.Table, ColSpan=10**9, RowSpan=-4)])
    cells = [Element("TD", [0], {"A": spans}), Element("TD", [1])]
    lines = [Said("Lisbon", 0, top=80), Said("120", 1, top=80, left=200), Said("Kyiv", 2, top=100),
             Said("95", 3, top=100, left=200)]  # fmt: skip
    rows = [Element("TR", cells), Element("TR", [Element("TD", [2]), Element("TD", [3])])]
    (table,) = blocks(read(write([lines], [Element("Table", rows)])))
    assert isinstance(table, Table)
    assert [(cell.columns, cell.rows) for cell in table.rows[0].cells] == [(1, 1), (1, 1)]


CITIES = ["Lisbon", "Kyiv", "Dakar", "Brighton", "Almada", "Quito", "Hanoi", "Cairo", "Lima", "Oslo", "Rabat", "Turin"]
ROLES = st.sampled_from([
    "P", "H1", "Div", "Span", "L", "LI", "LBody", "Lbl", "Table", "TR", "TD", "TH", "Figure", "Note", "Link", "Caption",
    "TOC", "TOCI", "BlockQuote", "Code", "Formula", "NonStruct", "Odd",
])  # fmt: skip
TREES = st.recursive(
    st.integers(0, 11),
    lambda kids: st.builds(Element, ROLES, st.lists(kids, max_size=5), st.just({})),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(trees=st.lists(TREES.filter(lambda tree: isinstance(tree, Element)), min_size=1, max_size=4))
def test_no_word_is_lost_or_said_twice_whatever_the_tree(trees: list[Element]) -> None:
    lines = [Said(f"{city} asked its people what would keep them safe.", mark, top=80 + 20 * mark)
             for mark, city in enumerate(CITIES)]  # fmt: skip
    document = read(write([lines], trees))
    said = " ".join(shown(document))
    assert [said.count(city) for city in CITIES] == [1] * 12


def test_real_reports_are_read_by_their_tags(samples: Path) -> None:
    """Their own tags tell more than their look; whoever reads them blind must find the same notes."""
    for name in ("un-secretary-general-report.pdf", "un-jiu-report-tagged.pdf"):
        data = (samples / name).read_bytes()
        told, blind = read(data), read(data, tags=False)
        notes = [[block.mark for block in blocks(one) if isinstance(block, Footnote)] for one in (told, blind)]
        assert sorted(notes[0]) == sorted(notes[1])
        assert len(believed(data)) >= 0.9 * (told.pages or 0)
        levels = [level for level, _ in headings(told)]
        assert all(after - before <= 2 for before, after in pairwise(levels))
