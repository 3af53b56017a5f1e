"""What is read from Markdown, and what comes back of a text that was written in it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office import blocks, headings, run, texts, words

from firsthand.documents import markdown
from firsthand.documents.model import Code, Document, Footnote, ListItem, Paragraph, Quotation, Table
from firsthand.documents.text import fold


def read(text: str) -> Document:
    return markdown.read(text.encode())


def test_the_blocks_of_commonmark() -> None:
    document = read(
        "# One\n\nA *b* **c** `d`.\n\n> said\n\n3) x\n4) y\n   - z\n\n   more\n\n## Two\n\n```py\ni\n  j\n```\n"
    )
    assert headings(document) == [(1, "One"), (2, "Two")]
    found = blocks(document)
    assert [type(block) for block in found] == [Paragraph, Quotation, ListItem, ListItem, ListItem, ListItem, Code]
    assert [(item.marker, item.depth) for item in found if isinstance(item, ListItem)] == [
        ("3.", 0),
        ("4.", 0),
        ("•", 1),
        ("", 0),
    ]
    assert run(document, "b").emphasis
    assert run(document, "c").strong
    assert run(document, "d").code
    assert found[-1] == Code("i\n  j")


def test_tables_and_footnotes() -> None:
    document = read("A[^x] b[^x] c[^y].\n\n| H | I |\n|---|---|\n| 1 | 2 |\n\n[^x]: One.\n\n    More.\n[^y]: Two.\n")
    table = next(block for block in blocks(document) if isinstance(block, Table))
    assert [[words(cell.runs) for cell in row.cells] for row in table.rows] == [["H", "I"], ["1", "2"]]
    notes = [block for block in blocks(document) if isinstance(block, Footnote)]
    assert [(note.mark, words(note.runs)) for note in notes] == [("1", "One.\nMore."), ("2", "Two.")]
    first = blocks(document)[0]
    assert isinstance(first, Paragraph)
    assert [run.note for run in first.runs if run.note] == [notes[0].id, notes[0].id, notes[1].id]


def test_a_caption_before_a_table_belongs_to_it() -> None:
    (table, after) = blocks(read("Tableau : Les *étapes*\n\n| H |\n|---|\n| 1 |\n\nTable: but no table\n"))
    assert isinstance(table, Table)
    assert words(table.caption) == "Les étapes"
    assert isinstance(after, Paragraph)


def test_links_to_headings_arrive() -> None:
    document = read("[go](#dos-más) [no](#nix)\n\n# Dos más\n")
    assert run(document, "go").href == f"#{document.sections[-1].anchor}"


def test_a_task_list_shows_its_boxes() -> None:
    items = [block for block in blocks(read("- [ ] a\n- [x] b\n")) if isinstance(block, ListItem)]
    assert [(item.marker, words(item.runs)) for item in items] == [("☐", "a"), ("☑", "b")]


def test_html_inside_is_read_for_its_text_and_swallows_nothing() -> None:
    document = read(
        "A<script>x()</script> <b>b</b><sup>2</sup> <a href='javascript:x'>c</a>\n\n<div><!-- \n\nafter\n\n"
        "<script>\nevil()\n</script>\n\n<table><tr><th>T</th></tr><tr><td>1</td></tr></table>\n\nlast <img "
        "src=x onerror=y>\n"
    )
    assert texts(document)[0] == "Ax() b2 c"
    assert "after" in texts(document)
    assert texts(document)[-1] == "last"
    assert "evil" not in repr(document)
    assert "raw-html" in {remark.code for remark in document.remarks}


def test_metadata_in_yaml() -> None:
    document = read(
        '---\ntitle: "Voces: un informe"\nauthors:\n  - name: Ana B.\n  - "C, D"\ndate: 2022-05\nlang: es_MX\n'
        "description: >\n  one\n  two\ntags: [a, 'b c']\n---\n# Otro\n\nTexto\n"
    )
    found = document.metadata
    assert (found.title, found.authors, found.date) == ("Voces: un informe", ("Ana B.", "C, D"), "2022-05")
    assert (found.language, document.language, found.subject) == ("es-MX", "es-MX", "one two")
    assert found.keywords == ("a", "b c")
    assert headings(document) == [(1, "Otro")]


def test_metadata_in_toml() -> None:
    found = read('+++\ntitle = "T"\ndate = 2020-02-03\nauthor = ["A", "B"]\n+++\ntext\n').metadata
    assert (found.title, found.date, found.authors) == ("T", "2020-02-03", ("A", "B"))


def test_a_rule_at_the_beginning_is_no_metadata() -> None:
    assert texts(read("---\n\nJust words here\n\n---\n\nmore\n")) == ["Just words here", "more"]


LETTERS = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0x2FFF), min_size=1, max_size=9
)
SENTENCES = st.lists(LETTERS, min_size=1, max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["# ", "## ", "", "> ", "- "]), SENTENCES), min_size=1, max_size=12))
def test_what_is_written_as_markdown_is_read_again(lines: list[tuple[str, str]]) -> None:
    document = read("\n\n".join(kind + "x" + sentence for kind, sentence in lines) + "\n")
    told = []
    for section in document.walk():
        if section.level:
            told.append(("#", words(section.heading)))
        told.extend((type(block).__name__, words(block.runs)) for block in section.blocks)
    names = {"# ": "#", "## ": "#", "": "Paragraph", "> ": "Quotation", "- ": "ListItem"}
    assert told == [(names[kind], fold("x" + sentence)) for kind, sentence in lines]
