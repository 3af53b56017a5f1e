"""What a page says of how a text was read."""

import pytest

from firsthand.catalogue.reading import Leaf, Node
from firsthand.documents.model import PUBLIC_REMARKS, Locator, Paragraph, Remark, Run
from firsthand.interface import available, interface
from firsthand.interface.remarks import CODES, put_remarks, remarks_on
from firsthand.interface.said import Said


def say(*remarks: Remark | str, language: str = "en") -> list[str]:
    return [said.value for said in put_remarks(remarks, interface(language))]


def leaf(number: int, *pages: int) -> Leaf:
    nodes = (Node(Paragraph((Run("a"),), locator=Locator(page=page))) for page in pages)
    return Leaf(number, "", nodes=tuple(nodes))


def test_there_are_words_for_every_public_remark() -> None:
    assert CODES == PUBLIC_REMARKS


def test_pages_of_one_kind_are_named_together() -> None:
    remarks = (Remark("no-text", "-", 9), Remark("soup", "-", 2), Remark("no-text", "-", 3, last=5))
    assert say(*remarks) == [
        "Pages 3–5 and 9 of the file are pictures; what they say could not be read.",
        "The text of page 2 is garbled in the file and is left out.",
    ]


def test_a_long_list_of_pages_is_cut() -> None:
    (sentence,) = say(*(Remark("unreadable-page", "-", page) for page in range(1, 99, 2)))
    assert sentence == "Pages 1, 3, 5, 7, 9, 11, … of the file are damaged and could not be read."


def test_a_text_all_of_which_was_recognised_is_said_to_be() -> None:
    assert say(Remark("recognised", "-")) == ["This text was read from a scan; letters may be wrong."]
    some = "Some words on page 4 were read from a picture; letters may be wrong."
    assert say(Remark("recognised-words", "-", 4)) == [some]
    assert say(Remark("recognised", "-", 4)) == ["Page 4 was read from a scan; letters may be wrong."]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 изображение файла здесь не показано."),
        (3, "3 изображения файла здесь не показаны."),
        (5, "5 изображений файла здесь не показаны."),
    ],
)
def test_counts_take_the_plural_of_the_language(count: int, expected: str) -> None:
    assert say(Remark("dropped-picture", "-", count=count), language="ru") == [expected]


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("code", sorted(PUBLIC_REMARKS))
def test_every_remark_is_put_in_the_language_of_the_interface(language: str, code: str) -> None:
    (said,) = put_remarks([Remark(code, "English.", page=2, last=3, count=2)], interface(language))
    assert said.language == language
    assert "English" not in said.value
    assert "%" not in said.value


def test_what_there_are_no_words_for_stays_in_english() -> None:
    remarks = ("Two pages are pictures.", Remark("of-another-day", "Something new."), Remark("no-text", "Some pages."))
    expected = tuple(Said(text, "en") for text in ("Two pages are pictures.", "Something new.", "Some pages."))
    assert put_remarks(remarks, interface("fr")) == expected


def test_a_later_leaf_tells_only_of_its_own_pages() -> None:
    all_of_it = Remark("recognised", "-")
    damaged, silent, cut = (
        Remark("unreadable-page", "-", 2),
        Remark("no-text", "-", 4, last=8),
        Remark("truncated", "-"),
    )
    remarks = (all_of_it, damaged, silent, cut)
    assert remarks_on(leaf(1, 1), remarks) == remarks
    assert remarks_on(leaf(2, 6, 7), remarks) == (all_of_it, silent)
    assert remarks_on(leaf(3, 9), remarks) == (all_of_it,)
    assert remarks_on(leaf(4), (damaged, silent, "A sentence.")) == ()
