"""A snippet shows why a passage was found."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.search.analysis import exact, stems
from firsthand.search.plan import Marks
from firsthand.search.snippets import ELLIPSIS, WHOLE, WINDOW, Highlighter


def marks(words: str, language: str = "en", **more: object) -> Marks:
    return Marks(frozenset(exact(words).split()), frozenset(stems(words, language).split()), **more)  # type: ignore[arg-type]


def shown(text: str, found: Marks, language: str = "en") -> str:
    pieces = Highlighter(found).snippet(text, language)
    assert not any(piece.text == "" for piece in pieces)
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "language", "expected"),
    [
        ("Needles, needle; a needle's eye.", "needle", "en", "[Needles], [needle]; a [needle's] eye."),
        ("L’héroïne et l'usage", "heroine", "fr", "L’[héroïne] et l'usage"),
        ("Снижение вреда", "вредом", "ru", "Снижение [вреда]"),
        ("Drug, drugs and Drug-free", "drugs", "en", "[Drug], [drugs] and [Drug]-free"),
        ("الحد من أضرار المخدرات", "مخدرات", "ar", "الحد من أضرار [المخدرات]"),
        ("नशीली दवाओं का", "दवाओं", "hi", "नशीली [दवाओं] का"),
        ("Dying, they die.", "die", "en", "[Dying], they [die]."),
        ("Œuvres; l'oeuvre d’œuvrer", "œuvre", "fr", "[Œuvres]; l'[oeuvre] d’[œuvrer]"),
        ("De\u0301linquance, DÉLINQUANTES", "delinquante", "fr", "[De\u0301linquance], [DÉLINQUANTES]"),
        ("Une e\u0301cole, l’École, des écoles", "ecole", "fr", "Une [e\u0301cole], l’[École], des [écoles]"),
        ("Vitamin d, D and drugs", "d", "en", "Vitamin [d], [D] and drugs"),
    ],
)
def test_words_are_marked_in_any_form(text: str, words: str, language: str, expected: str) -> None:
    assert shown(text, marks(words, language), language) == expected


def test_stems_are_marked_in_their_own_language_alone() -> None:
    assert shown("The fines were fine.", marks("fines", "fr"), "en") == "The [fines] were fine."


def test_phrases_are_marked_as_a_whole_and_their_words_alone_are_not() -> None:
    found = Marks(phrases=(("harm", "reduction"),))
    assert shown("Reduction of harm is harm reduction.", found) == "Reduction of harm is [harm reduction]."
    assert shown("A drop-in, the Drop-In’s drop in", Marks(phrases=(("drop", "in"),))) == (
        "A [drop-in], the [Drop-In’s] [drop in]"
    )
    assert shown("L’échange de seringues", Marks(phrases=(("echange", "de"),)), "fr") == "L’[échange de] seringues"
    assert shown("减害政策与减害", Marks(phrases=(("减害",),)), "zh") == "[减害]政策与[减害]"
    assert shown("减害政策", Marks(phrases=(("减害", "害政"),)), "zh") == "[减害政]策"


def test_beginnings_are_marked() -> None:
    assert shown("Methadone, meth, other", Marks(prefixes=("meth",))) == "[Methadone], [meth], other"
    assert shown("毒品与减害", Marks(prefixes=("减",)), "zh") == "毒品与[减]害"


def test_a_short_passage_is_shown_whole() -> None:
    text = "word " * 60
    assert len(text) <= WHOLE
    assert shown(text, Marks()) == text


def test_of_a_long_passage_the_densest_part_is_shown_between_words() -> None:
    text = "needle " + "filler words " * 60 + "the needle and the exchange stand here " + "more filler " * 60
    result = shown(text, marks("needle exchange"))
    assert "[needle] and the [exchange]" in result
    assert result.startswith(ELLIPSIS)
    assert result.endswith(ELLIPSIS)
    assert len(result) < WINDOW + 60
    inner = result.strip(ELLIPSIS).replace("[", "").replace("]", "")
    assert f" {inner} " in f" {text} "


def test_a_long_passage_in_which_nothing_is_marked_is_shown_from_its_beginning() -> None:
    result = shown("Beginning " + "and so on " * 60, Marks())
    assert result.startswith("Beginning")
    assert result.endswith(ELLIPSIS)


def test_without_spaces_a_window_never_parts_a_character_from_its_marks() -> None:
    text = "ก้" * 400
    result = shown(text, Marks()).strip(ELLIPSIS)
    assert result == "ก้" * (len(result) // 2)


@example("ﹰ and more", "ﹰ", "en")
@example("ﹰ", "ﹰ", "ar")
@given(st.text(max_size=900), st.text(max_size=12), st.sampled_from(["en", "fr", "ru", "ar", "zh", "sw"]))
def test_a_snippet_is_a_stretch_of_the_passage_in_logical_order(text: str, words: str, language: str) -> None:
    found = marks(
        words,
        language,
        prefixes=tuple(exact(words).split()[:1]),
        phrases=(tuple(exact(words).split()),) if exact(words) else (),
    )
    pieces = Highlighter(found).snippet(text, language)
    joined = "".join(piece.text for piece in pieces)
    if len(text) <= WHOLE:
        assert joined == text
    else:
        assert joined.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in text
