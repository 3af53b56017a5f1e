"""Lists, and numbered paragraphs that are none."""

from firsthand.documents.model import Block, ListItem, Paragraph, plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, by_hand, typeset

LONG = (
    "and this goes on for so long that the line has to be broken, perhaps even twice, before the item comes to an end"
)


def blocks(source: str) -> list[Block]:
    return [block for section in read(typeset(PAGE + source)).walk() for block in section.blocks]


def items(source: str) -> list[tuple[str, int, bool, str]]:
    return [
        (item.marker, item.depth, item.ordered, plain(item.runs))
        for item in blocks(source)
        if isinstance(item, ListItem)
    ]


def test_bullets_and_numbers_keep_their_markers() -> None:
    assert items(f"- One {LONG}.\n- Two.\n\nBetween the lists.\n\n+ First {LONG}.\n+ Second.") == [
        ("•", 0, False, f"One {LONG}."),
        ("•", 0, False, "Two."),
        ("1.", 0, True, f"First {LONG}."),
        ("2.", 0, True, "Second."),
    ]


def test_a_list_in_a_list_is_deeper() -> None:
    found = items("- One.\n  - Inner.\n  - Inner too.\n    + Innermost.\n- Two.")
    assert [(depth, text) for _, depth, _, text in found] == [
        (0, "One."), (1, "Inner."), (1, "Inner too."), (2, "Innermost."), (0, "Two."),
    ]  # fmt: skip


def test_letters_in_brackets_are_markers() -> None:
    found = items(f'#set enum(numbering: "(a)")\n+ One {LONG};\n+ Two.')
    assert [(marker, ordered) for marker, _, ordered, _ in found] == [("(a)", True), ("(b)", True)]


def test_a_numbered_paragraph_that_is_not_hung_keeps_its_number_in_the_text() -> None:
    found = blocks(
        f"12. #h(1em) The network asked {LONG}.\n\n13. #h(1em) It asked again {LONG}.".replace(". #h", ".#h")
    )
    assert [type(block) for block in found] == [Paragraph, Paragraph]
    assert plain(found[0].runs).startswith("12. The network asked")  # type: ignore[union-attr]


def test_an_item_beside_a_paragraph_whose_first_line_is_one_word_is_read() -> None:
    drawn = ["1. First.", "2. Second.", "Alone", "and more words of the same paragraph"]
    content = "".join(f"BT /F1 11 Tf 72 {500 - 14 * at} Td ({text}) Tj ET " for at, text in enumerate(drawn))
    found = [block for section in read(by_hand(content)).walk() for block in section.blocks]
    assert [block.marker for block in found if isinstance(block, ListItem)] == ["1.", "2."]


def test_a_list_that_begins_after_a_full_line_is_a_list() -> None:
    filler = "Words " * 11 + "are here:"
    drawn = [(72, filler), (72, f"1. A decision is coming that {filler[:48]}"), (86, "nobody else can.")]
    drawn += [(72, "2. Those who answer will learn of it.")]
    content = "".join(
        f"BT /F1 11 Tf {left} {500 - 14 * at} Td ({text}) Tj ET " for at, (left, text) in enumerate(drawn)
    )
    found = [block for section in read(by_hand(content)).walk() for block in section.blocks]
    assert [block.marker for block in found if isinstance(block, ListItem)] == ["1.", "2."]
