"""What other readers write is put into the neutral form in their favour, so that the comparison is fair."""

import pytest
from bench._markdown import from_markdown, from_plain
from tests.reading.scoring import Block, Cell

MARKDOWN = """# **What we learnt**

A paragraph in *two*
lines with a [link](https://example.org/a_(b)) and a mark.[^1]

## 1\\. Why <sup>2</sup>

- one
    - two, **bold**
1. three

|**City**|Visits<br>in all|
|---|---|
|Almada|120|

-----

![](picture.png)

[^1]: The note.
"""


def test_markdown_says_all_that_it_can_say() -> None:
    assert from_markdown(MARKDOWN).blocks == (
        Block("heading", "What we learnt", 1),
        Block("text", "A paragraph in two lines with a link and a mark.", marks=((48, "1"),)),
        Block("heading", "1. Why 2", 2),
        Block("item", "one", 0),
        Block("item", "two, bold", 1),
        Block("item", "1. three", 0, "1."),
        Block("table", cells=(
            Cell(0, 0, "City"), Cell(0, 1, "Visits in all"), Cell(1, 0, "Almada"), Cell(1, 1, "120"),
        )),
        Block("text", ""),
        Block("note", "The note.", key="1"),
    )  # fmt: skip


def test_signs_that_are_text_stay() -> None:
    (block,) = from_markdown("snake_case and 2 * 3 and 5\\*").blocks
    assert block.text == "snake_case and 2 * 3 and 5*"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One line\nand another.\n\nA second\x0cA third", ["One line and another.", "A second", "A third"]),
        ("No blank\nline here.\nA second\none.", ["No blank line here.", "A second one."]),
    ],
)
def test_plain_text_has_paragraphs_where_it_can(text: str, paragraphs: list[str]) -> None:
    assert [block.text for block in from_plain(text).blocks] == paragraphs
