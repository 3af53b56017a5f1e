"""Arabic words whose letters PDFium gives twice, out of order, or with their brackets turned."""

from pathlib import Path

import pytest

from firsthand.documents.model import Table, plain
from firsthand.documents.pdf import arabic, read
from firsthand.documents.pdf.sheet import Font, Word

DEMO = Path(__file__).resolve().parents[3] / "demo" / "works" / "consultation-in-brief" / "consultation-in-brief.ar.pdf"


def word(text: str, left: float, right: float) -> Word:
    return Word(text, left, 90, right, 102, 100, 10, Font("Naskh"))


def test_the_letters_of_a_lam_alef_that_word_turned_around_are_put_right() -> None:
    drawn, origins = "اإلنتاجية", [90.0, 80, 80, 70, 60, 50, 40, 30, 20]
    assert arabic.put_in_order(drawn, origins) == "الإنتاجية"


def test_a_lam_alef_that_is_right_stays_right() -> None:
    assert arabic.put_in_order("الإصلاح", [90.0, 80, 80, 70, 60, 60, 50]) == "الإصلاح"


def test_alef_and_lam_of_their_own_glyphs_stay_in_order() -> None:
    assert arabic.put_in_order("الكتاب", [60.0, 50, 40, 30, 20, 10]) == "الكتاب"


def test_a_word_left_in_the_order_of_drawing_is_turned_around() -> None:
    assert arabic.put_in_order("ءايحلأا", [10.0, 20, 30, 40, 50, 50, 60]) == "الأحياء"


@pytest.mark.parametrize(
    ("drawn", "origins", "spoken"),
    [
        ("قند\u064bا", [339.1, 342.7, 334.6, 334.6, 332.3], "نقد\u064bا"),
        ("\u064bل", [185.6, 185.6], "ل\u064b"),
        ("ت\u064fلغ\u064e", [409.8, 409.8, 403.6, 405.9, 403.6], "ت\u064fغل\u064e"),
    ],
)
def test_letters_out_of_order_are_sorted_with_their_vowel_signs(drawn: str, origins: list[float], spoken: str) -> None:
    assert arabic.put_in_order(drawn, origins) == spoken


def test_a_sign_drawn_apart_that_is_named_with_its_letter_is_read_once() -> None:
    line = [arabic.Sign(at, letter, 100.0 - 5 * at, 60.0, at, 10) for at, letter in enumerate("الكتاب")]
    apart = [arabic.Sign(6, "ك", 90.5, 61.2, 6, 10), arabic.Sign(7, "\u064b", 90.5, 61.2, 6, 10)]
    upon = [arabic.Sign(8, "\u064b", 90.0, 60.0, 2, 10)]
    assert arabic.find_doubles([*line, *apart, *upon]) == {6, 7}
    assert arabic.find_doubles([*line, *apart]) == set()


def test_halves_of_a_word_without_room_between_them_are_rejoined() -> None:
    halves = [word("نع", 410, 416), word("رض", 396, 410.1), word("أحدا", 378, 393)]
    assert [half.glued for half in arabic.rejoin(halves)] == [False, True, False]


def test_brackets_are_turned_only_where_they_are_wrong() -> None:
    turned = [word("»نسأل", 50, 60), word("الخطر«.", 20, 40)]
    assert [one.text for one in arabic.mend_signs(turned)] == ["«نسأل", "الخطر»."]
    right = [word("(نسأل", 50, 60), word("الخطر)", 20, 40)]
    assert arabic.mend_signs(right) == right


def test_a_stop_stands_behind_its_figure() -> None:
    assert [one.text for one in arabic.mend_signs([word("جدول", 50, 60), word(":1", 40, 48)])] == ["جدول", "1:"]


def test_a_typeset_guide_with_vowel_signs_is_read_as_it_was_written() -> None:
    found = read(DEMO.read_bytes())
    blocks = [block for section in found.walk() for block in section.blocks]
    text = "\n".join(plain(block.runs) for block in blocks if hasattr(block, "runs"))
    assert "يرافق هذا الموجز دليلَ «نسأل دون أن نعرّض أحدًا للخطر»" in text
    assert "ولماذا، ومتى، ومن يدفع، ومن يرى الملاحظات، ومتى تُتلَف." in text
    assert "ليَنقل الدعوةَ شفهيًّا أشخاصٌ يثق بهم الناس" in text
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [plain(cell.runs) for cell in table.rows[0].cells] == ["الشيء", "السبب"]
