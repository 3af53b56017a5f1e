"""A checked text is shown paragraph by paragraph, its findings where they stand, and nothing of it is lost or added."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.front.marked import LONG_PARAGRAPH, SHORT, Paragraph, paragraphs
from firsthand.wording import Finding


def found(text: str, *words: str) -> list[Finding]:
    findings, at = [], 0
    for word in words:
        start = text.index(word, at)
        at = start + len(word)
        findings.append(Finding(start, at, word, "en", "concept", word, "slur"))
    return findings


def said(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces)


def test_findings_are_numbered_through_the_text() -> None:
    text = "One a two b.\n\n  \nThree.\nFour c."
    first, second, third = paragraphs(text, found(text, "a", "b", "c"))
    assert [(piece.text, piece.number) for piece in first.pieces] == [
        ("One ", 0), ("a", 1), (" two ", 0), ("b", 2), (".", 0)
    ]  # fmt: skip
    assert (said(second), second.findings) == ("Three.", ())
    assert (third.first, third.pieces[1].number) == (3, 3)


def test_a_finding_may_go_over_the_end_of_a_line() -> None:
    text = "A drug\nuser here.\nMore."
    first = next(iter(paragraphs(text, found(text, "drug\nuser"))))
    assert said(first) == "A drug\nuser"


def test_of_a_long_text_only_what_has_findings_is_shown() -> None:
    text = "A line.\n" * (SHORT // 8 + 1) + "Here is a wino.\nA line.\nA line."
    before, shown, after = paragraphs(text, found(text, "wino"))
    assert before.skipped == SHORT // 8 + 1
    assert said(shown) == "Here is a wino."
    assert after.skipped == 2


def test_of_a_very_long_paragraph_only_the_surroundings_of_findings_are_shown() -> None:
    text = "x" * LONG_PARAGRAPH + " wino " + "y" * LONG_PARAGRAPH + " wino " + "z" * LONG_PARAGRAPH
    (paragraph,) = paragraphs(text, found(text, "wino", "wino"))
    assert len(said(paragraph)) < 1_500
    assert [piece.number for piece in paragraph.pieces if piece.number] == [1, 2]
    assert said(paragraph).count("…") == 3


@given(st.text(alphabet="ab w\n", max_size=200))
def test_no_character_is_lost_between_the_lines(text: str) -> None:
    findings = [Finding(at, at + 1, "w", "en", "c", "w", "slur") for at, sign in enumerate(text) if sign == "w"]
    shown = list(paragraphs(text, findings))
    assert "\n".join(map(said, shown)) == "\n".join(line for line in text.split("\n") if line.strip())
    assert [finding for paragraph in shown for finding in paragraph.findings] == findings
