"""How headings and blocks become a tree."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.gathering import Gathering
from firsthand.documents.model import Cell, Figure, Footnote, ListItem, Paragraph, Row, Run, Section, Table
from firsthand.documents.tree import Outline


def said(text: str, href: str | None = None) -> tuple[Run, ...]:
    return (Run(text, href=href),)


@given(st.lists(st.one_of(st.integers(-2, 99), st.text("ab", min_size=1, max_size=3)), max_size=30))
def test_every_heading_and_block_stands_in_the_tree_in_its_order(steps: list[int | str]) -> None:
    outline = Outline()
    for number, step in enumerate(steps):
        if isinstance(step, int):
            outline.heading(step, said(f"h{number}"))
        else:
            outline.add(Paragraph(said(f"p{number}")))
    told: list[str] = []
    waiting = list(outline.sections())[::-1]
    while waiting:
        section = waiting.pop()
        told += [run.text for run in section.heading]
        told += [run.text for block in section.blocks for run in block.runs]
        assert all(child.level > section.level for child in section.sections)
        waiting.extend(section.sections[::-1])
    assert told == [f"{'h' if isinstance(step, int) else 'p'}{number}" for number, step in enumerate(steps)]


def test_the_outermost_heading_is_of_the_first_level() -> None:
    outline = Outline()
    for level in (3, 4, 3):
        outline.heading(level, said(str(level)))
    assert [(section.level, len(section.sections)) for section in outline.sections()] == [(1, 1), (1, 0)]


def test_links_arrive_at_the_heading_above_their_target_or_are_none() -> None:
    outline = Outline()
    outline.add(Paragraph((*said("go", "#x"), *said("lost", "#y"))))
    outline.heading(1, said("H"), anchor="h")
    outline.mark("x")
    outline.add(Paragraph(said("here")))
    first, second = outline.sections()
    assert first.blocks == (Paragraph((Run("go", href="#h"), Run("lost"))),)
    assert second.anchor == "h"


def test_a_target_just_before_a_heading_is_that_heading() -> None:
    outline = Outline()
    outline.heading(1, said("A"))
    outline.mark("x")
    outline.heading(1, said("B"))
    assert [section.anchor for section in outline.sections()] == [None, "x"]


def test_notes_stand_at_the_end_of_their_section() -> None:
    outline = Outline()
    outline.heading(1, said("A"))
    outline.note(Footnote("n", "1", said("note")))
    outline.add(Paragraph(said("text")))
    outline.heading(2, said("B"))
    (section,) = outline.sections()
    assert [type(block) for block in section.blocks] == [Paragraph, Footnote]
    assert isinstance(section.sections[0], Section)


def test_captions_find_their_figure_or_table() -> None:
    table = Table((Row((Cell(said("x")),)),))
    outline = Outline()
    outline.add(Figure("a"))
    outline.caption(said("Figure 1"), None)
    outline.caption(said("Table 1"), None)
    outline.add(table)
    outline.add(table)
    outline.caption(said("Table 2"), None)
    outline.add(Figure("b"))
    outline.caption(said("Figure 2"), None)
    outline.caption(said("left over"), None)
    (section,) = outline.sections()
    captions = [block.caption[0].text if isinstance(block, Figure | Table) else block for block in section.blocks]
    assert captions == ["Figure 1", "Table 1", "Table 2", "Figure 2", Paragraph(said("left over"))]


def test_a_gathering_keeps_text_and_hands_pictures_on() -> None:
    outline = Outline()
    gathering = Gathering(outline)
    gathering.add(ListItem(said("one"), marker="1.", ordered=True))
    gathering.add(Figure("alone"))
    gathering.add(Figure("shown", image="abc"))
    assert "".join(run.text for run in gathering.runs()) == "1. one\nalone"
    assert outline.last == Figure("shown", image="abc")


def bold(text: str) -> Paragraph:
    return Paragraph((Run(text, strong=True),))


def test_bold_lines_are_headings_only_where_nothing_else_is() -> None:
    blocks = [
        bold("On Rights"),
        Paragraph((*said("We say"), Run("1", note="n"))),
        bold("Not this, since it ends."),
        Paragraph(said("x")),
        bold("Two in"),
        bold("a row"),
        Paragraph(said("y")),
    ]
    outline, styled = Outline(), Outline()
    styled.heading(1, said("Set"))
    for block in blocks:
        outline.add(block)
        styled.add(block)
    outline.note(Footnote("n", "1", said("note")))
    assert outline.guess_headings()
    assert not styled.guess_headings()
    first, second = outline.sections()
    assert (first.heading, second.heading) == (said("On Rights"), said("a row"))
    assert [type(block) for block in first.blocks] == [Paragraph, Paragraph, Paragraph, Paragraph, Footnote]
