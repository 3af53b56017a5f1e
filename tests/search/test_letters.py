"""Words of plain letters are rewritten letter by letter, with the same outcome."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.search import analysis, letters
from firsthand.search.letters import only_letters

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd"), max_codepoint=0x1EFF), min_size=1, max_size=12)
PLAIN = WORDS.filter(lambda word: only_letters(word) is not None)
"""Of what Python takes for letters those that are rewritten one by one."""


@settings(max_examples=300)
@given(PLAIN)
def test_letter_by_letter_words_are_normalised_and_folded_as_a_whole(word: str) -> None:
    normal = letters._normalised(word)
    assert letters.normalise(word) == normal
    assert letters.fold(normal) == letters._folded(normal)


@settings(max_examples=300)
@given(PLAIN)
def test_a_word_of_plain_letters_is_one_token(word: str) -> None:
    [part] = analysis.parts(word)
    assert part == (letters._folded(letters._normalised(word))[: analysis.TOKEN_CHARACTERS], 0, len(word), False)
    assert analysis.exact_of[word] == part.token


def test_letters_that_become_several_signs_are_no_plain_letters() -> None:
    assert not any(map(only_letters, ("ŉ", "paraŀlel", "الله\u0651", "и\u0306", "中", "a_b", "l'eau", "")))


def test_every_plain_letter_is_rewritten_as_it_is_alone() -> None:
    every = [chr(code) for code in range(0x1F00) if only_letters(chr(code))]
    assert len(every) > 700
    for letter in every:
        normal = letters._normalised(letter)
        assert (letters.normalise(letter), letters.fold(normal)) == (normal, letters._folded(normal))
