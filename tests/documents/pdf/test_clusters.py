"""Scripts of clusters: each cluster once, its signs behind their letters, spaces where white is."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.pdf.clusters import Glyph, is_complex, mend


def glyph(index: int, letter: str, left: float, right: float, **more: object) -> Glyph:
    made = Glyph(index, letter, left, 100.0, left, right, 10.0)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def shown(*glyphs: Glyph) -> str:
    return "".join(letter for letter, _ in mend(glyphs))


def test_a_stretch_with_a_text_of_its_own_is_read_once() -> None:
    first = [glyph(at, letter, 0, 12, span=7, owner=1) for at, letter in enumerate("पू")]
    again = [glyph(at, letter, 5, 9, y=99.8, span=7, owner=2) for at, letter in enumerate("पू", start=3)]
    assert shown(*first, glyph(2, "न", 12, 18, owner=3), *again) == "पून"


def test_a_sign_named_like_its_letter_is_read_once() -> None:
    first = [glyph(at, letter, 0, 8, owner=1) for at, letter in enumerate("สิ่")]
    again = [glyph(at, letter, 6, 8.5, x=8.5, y=99.8, owner=2) for at, letter in enumerate("สิ่", start=3)]
    assert shown(*first, *again, glyph(6, "ง", 8.5, 14, owner=3)) == "สิ่ง"


def test_a_syllable_said_twice_stays() -> None:
    first = [glyph(at, letter, 0, 8, owner=1) for at, letter in enumerate("ดี")]
    again = [glyph(at, letter, 8, 16, x=8.0, owner=2) for at, letter in enumerate("ดี", start=2)]
    assert shown(*first, *again) == "ดีดี"


def test_white_that_pdfium_made_up_is_no_space() -> None:
    made = glyph(1, " ", 8, 8, made=True)
    assert shown(glyph(0, "क", 0, 8), made, glyph(2, "ल", 8.2, 16)) == "कल"
    assert shown(glyph(0, "क", 0, 8), made, glyph(2, "ल", 10.5, 16)) == "क ल"


def test_white_that_pdfium_overlooks_is_a_space() -> None:
    assert shown(glyph(0, "क", 0, 8), glyph(1, "ल", 10.5, 16)) == "क ल"
    assert shown(glyph(0, "क", 0, 8), glyph(1, "।", 10.5, 12)) == "क।"


def test_a_space_in_the_file_stays() -> None:
    assert shown(glyph(0, "ก", 0, 8), glyph(1, " ", 8, 8.5), glyph(2, "ข", 8.5, 16)) == "ก ข"


def test_a_ring_without_a_name_makes_am() -> None:
    ring = glyph(1, "<", 6, 8, unmapped=True)
    assert shown(glyph(0, "ส", 0, 8), ring, glyph(2, "า", 8, 12), glyph(3, "ค", 12, 18)) == "สำค"


def test_a_sign_goes_home_to_its_letter() -> None:
    letters = [glyph(0, "ส", 0, 8), glyph(1, "ง", 8, 14), glyph(2, "ท", 14, 20)]
    assert shown(*letters, glyph(3, "ิ", 4, 7, x=8.0)) == "สิงท"


def test_a_sign_with_a_text_of_its_own_goes_home_too() -> None:
    """LibreOffice lowers tone marks above some letters, and says what they are by ActualText."""
    lowered = glyph(3, "่", 14.0, 15.0, y=99.5, span=7, owner=2)
    assert shown(glyph(0, "ร", 10.0, 15.0), glyph(1, "ิ", 10.0, 15.0), glyph(2, "ม", 15.2, 22.0), lowered) == "ริ่ม"


def test_lines_stay_apart() -> None:
    end = [glyph(1, "\r", 500, 500, made=True), glyph(2, "\n", 500, 500, made=True)]
    assert shown(glyph(0, "क", 492, 500), *end, glyph(3, "ल", 60, 68, y=86.0)) == "क\r\nल"


@given(st.text("กขคง ดิี่้าำabc. \n", max_size=40))
def test_no_letter_is_lost_or_made(text: str) -> None:
    glyphs = [glyph(at, letter, 9.0 * at, 9.0 * at + 8, owner=at + 1) for at, letter in enumerate(text)]
    kept = [letter for letter in shown(*glyphs) if not letter.isspace()]
    assert sorted(kept) == sorted(letter for letter in text if not letter.isspace())


def test_only_these_scripts_are_complex() -> None:
    assert is_complex("a नमस्ते")
    assert is_complex("ភាសា")
    assert not is_complex("Ünïcode العربية 中文")
