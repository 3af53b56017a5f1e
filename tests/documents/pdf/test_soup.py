"""Files that don't say which letters their glyphs are."""

import io

import pikepdf
from msgspec.structs import replace

from firsthand.documents.model import plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.sheet import Font, Sheet, Word
from firsthand.documents.pdf.soup import drop_soup, find_dropped

from .pdfs import PAGE, typeset


def words(text: str, font: str, *, doubtful: bool) -> tuple[Word, ...]:
    return tuple(
        Word(text=part, left=0, top=0, right=9, bottom=9, base=9, size=9, font=Font(font), doubtful=doubtful)
        for part in text.split()
    )


def sheet(*groups: tuple[Word, ...]) -> Sheet:
    return Sheet(number=1, label=None, width=100, height=100, words=tuple(word for group in groups for word in group))


def test_guessed_letters_that_read_like_language_are_kept() -> None:
    (read_back,) = drop_soup([sheet(words("number of retrieved passages", "DejaVuSans", doubtful=True))])
    assert [word.text for word in read_back.words] == ["number", "of", "retrieved", "passages"]
    assert read_back.unmapped == 0


def test_guessed_letters_that_are_shifted_are_dropped_and_counted() -> None:
    soup = words("Wkh qhwzrun dvnhg irxu kxqguhg shrsoh", "ABCDEF", doubtful=True)
    sound = words("The network asked", "Times", doubtful=False)
    (read_back,) = drop_soup([sheet(sound, soup)])
    assert [word.text for word in read_back.words] == ["The", "network", "asked"]
    assert read_back.unmapped == 6


def test_signs_of_mathematics_that_have_no_letters_are_dropped() -> None:
    (read_back,) = drop_soup([sheet(words("hand into one", "CMSY10", doubtful=True))])
    assert read_back.words == ()


def test_what_is_dropped_is_looked_for_beside_the_words_that_are_kept_and_not_under_them() -> None:
    groups = (words("Wkh qhwzrun", "ABCDEF", doubtful=True), words("asked", "Times", doubtful=False),
              words("irxu kxqguhg", "ABCDEF", doubtful=True), words("hand into", "CMSY10", doubtful=True))  # fmt: skip
    placed = tuple(
        replace(word, left=10.0 * at, right=10.0 * at + 9)
        for at, word in enumerate(word for group in groups for word in group)
    )
    before = sheet(placed[:5], tuple(replace(word, base=30, top=21, bottom=30) for word in placed[5:]))
    (after,) = drop_soup([before])
    assert [word.text for word in after.words] == ["asked"]
    assert find_dropped(before, after) == ((0, 0, 19, 9), (30, 0, 49, 9))


def test_a_report_without_letter_names_says_so_and_publishes_no_soup() -> None:
    sentence = "The network asked four hundred people in nine cities what would keep them safe."
    with pikepdf.open(io.BytesIO(typeset(PAGE + sentence))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        out = io.BytesIO()
        pdf.save(out)
    document = read(out.getvalue())
    assert [remark.code for remark in document.remarks] == ["unmapped-characters"]
    assert "page 1" in document.remarks[0].message
    assert document.sections == () or not any(plain(b.runs) for s in document.walk() for b in s.blocks)
