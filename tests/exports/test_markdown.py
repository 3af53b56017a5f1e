"""Editions as Markdown: what our own reader finds in them again, and what other programs make of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.exports.documents import documents
from tests.exports.nasty import nasty, of, runs
from tests.exports.retold import read_markdown, written_out
from tests.exports.volumes import volume
from tests.front.library import report

from firsthand.documents import markdown
from firsthand.documents.model import (
    Cell,
    Document,
    Figure,
    Footnote,
    ListItem,
    Paragraph,
    Row,
    Run,
    Table,
)
from firsthand.exports.markdown import make_markdown


def body(document: Document) -> str:
    """The text after the front matter."""
    return make_markdown(volume(document)).decode().split("\n---\n", 1)[1].strip()


@given(documents())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_the_reader_finds_in_any_text_what_went_in(document: Document) -> None:
    made = volume(document)
    assert read_markdown(make_markdown(made)) == written_out(made.reading)


def test_the_head_says_what_is_known() -> None:
    work = {"rights": "https://creativecommons.org/licenses/by/4.0/"}
    made = volume(report("fr", 'Rien "sur" nous \\ ici'), 'Rien "sur" nous \\ ici', **work)
    found = markdown.read(make_markdown(made)).metadata
    assert (found.title, found.subtitle) == ('Rien "sur" nous \\ ici', "Its subtitle")
    assert (found.language, found.date, found.rights) == ("fr", "2024-02", work["rights"])
    assert "https://library.example.org/works/made-up/fr" in found.identifiers
    assert b'release: "20240101T000000Z-abcdef"' in make_markdown(made)


def test_whatever_a_text_holds_can_be_written_and_read() -> None:
    for name, document in nasty().items():
        written = make_markdown(volume(document))
        assert not re.search("[\x00-\x08\x0b-\x1f]", written.decode()), name
        read = markdown.read(written)
        assert name in ("empty", "blank", "mute") or read.sections, name


def test_a_list_is_nested_and_counted_as_it_was() -> None:
    markers = [
        (0, "1."),
        (1, "•"),
        (1, "•"),
        (0, "2."),
        (0, "2."),
        (0, "5."),
        (1, "3."),
        (0, "•"),
        (0, "☑"),
        (0, "(a)"),
    ]
    items = (
        ListItem(runs(f"Item {n}"), depth, each, ordered=each[0].isdigit()) for n, (depth, each) in enumerate(markers)
    )
    assert body(of(*items)) == (
        "1. Item 0\n   - Item 1\n   - Item 2\n2. Item 3\n\n<!-- -->\n\n2. Item 4\n\n<!-- -->\n\n5. Item 5\n\n"
        "   3. Item 6\n\n- Item 7\n- [x] Item 8\n- (a) Item 9"
    )


def test_a_paragraph_is_never_taken_for_something_else() -> None:
    for text in (
        "# no",
        "- no",
        "+ no",
        "1. no",
        "12) no",
        "> no",
        "=====",
        "---",
        ": no",
        "* no",
        "[^1]: no",
        "| a | b |",
    ):
        assert [
            kind
            for kind, _ in read_markdown(
                make_markdown(
                    volume(
                        of(
                            Paragraph(runs(text)),
                        )
                    )
                )
            )
        ] == ["paragraph"], text


def test_bold_between_letters_is_written_with_tags() -> None:
    words = (
        Run("un"),
        Run("bold", strong=True),
        Run("ly "),
        Run("plain", strong=True),
        Run(", 中"),
        Run("文。", strong=True),
    )
    assert body(of(Paragraph(words))) == "un<strong>bold</strong>ly **plain**, 中<strong>文。</strong>"


def test_notes_keep_their_marks_and_those_without_one_are_not_lost() -> None:
    text = Paragraph((Run("Said"), Run("7", note="a"), Run("(so)"), Run("*", note="b")))
    notes = (
        Footnote("a", "7", runs("One.\nTwo.")),
        Footnote("b", "*", runs("Star.")),
        Footnote("c", "9", runs("Lone.")),
    )
    assert body(of(text, *notes)) == ("Said[^7]\\(so)[^n2]\n\n[^7]: One.\\\n    Two.\n\n[^n2]: Star.\n\n9 Lone.")


def test_cells_that_span_leave_empty_ones() -> None:
    rows = (
        Row((Cell(runs("A"), header=True, rows=2), Cell(runs("B"), header=True, columns=2))),
        Row((Cell(runs("C | D"), header=True), Cell(runs("E"), header=True))),
    )
    assert body(of(Table(rows, caption=runs("Of letters")))) == (
        "Table: Of letters\n\n| A | B |  |\n| --- | --- | --- |\n|  | C \\| D | E |"
    )


def test_pictures_lead_to_the_library() -> None:
    figure = Figure('A "plain" <one>', runs("Caption & more"), image="ab" * 32)
    assert f'<img src="https://library.example.org/images/{"ab" * 32}" alt="A &quot;plain&quot; &lt;one&gt;">' in body(
        of(figure)
    )


def test_pandoc_reads_the_same_headings_notes_and_rows(tmp_path: Path) -> None:
    """Another reader than our own: what is written is Markdown, and not only something that we can read."""
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    path = tmp_path / "text.md"
    path.write_bytes(make_markdown(volume(report("en", "Nothing about us"))))
    done = subprocess.run(
        ["pandoc", "-f", "gfm+footnotes", "-t", "html", str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.count("<h2") == 7
    assert done.stdout.count("<tr") == 3
    assert done.stdout.count('role="doc-noteref"') == 2


def test_a_link_that_would_run_something_is_only_words() -> None:
    links = ("javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd")
    assert body(of(*(Paragraph((Run("words", href=link),)) for link in links))) == "\n\n".join(["words"] * len(links))
