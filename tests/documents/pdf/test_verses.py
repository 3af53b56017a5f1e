"""Lines that their author breaks stay lines."""

from firsthand.catalogue.reading import compose, passages
from firsthand.documents.model import Paragraph, plain
from firsthand.documents.pdf import read
from firsthand.documents.rendering import as_html

from .pdfs import PAGE, typeset

ADDRESS = ("Harbour Network", "4 Quay Street", "Port Town", "Westland")
VERSE = (
    "The door was shut at half past ten,", "the lamp was left to burn;",
    "and those who came to knock again", "found nobody at their return.",
)  # fmt: skip


def paragraphs(source: str) -> list[str]:
    found = read(typeset(f"{PAGE}= A title\n#lorem(60)\n\n{source}\n\n#lorem(70)"), tags=False)
    return [plain(block.runs) for section in found.walk() for block in section.blocks if isinstance(block, Paragraph)]


def apart(*lines: str) -> str:
    return r"#v(1em)" + r" \ ".join(lines) + "#v(1em)"


def test_an_address_keeps_its_lines() -> None:
    assert "\n".join(ADDRESS) in paragraphs(apart(*ADDRESS))


def test_verse_keeps_its_lines() -> None:
    assert "\n".join(VERSE) in paragraphs(apart(*VERSE))


def test_items_of_a_list_stay_items() -> None:
    assert not any("\n" in text for text in paragraphs("\n".join(f"- {line}" for line in ADDRESS)))


def test_paragraphs_that_white_space_parts_stay_paragraphs() -> None:
    found = paragraphs("\n\n".join(ADDRESS))
    assert not any("\n" in text for text in found)


def test_a_page_shows_the_lines_and_a_passage_is_one() -> None:
    found = read(typeset(f"{PAGE}= A title\n#lorem(60)\n\n{apart(*ADDRESS)}\n\n#lorem(70)"), tags=False)
    assert "<br>".join(ADDRESS) in as_html(found)
    assert " ".join(ADDRESS) in [passage.text for passage in passages(compose(found).leaves)]
