"""Text becomes the same tokens in a passage and in a query, in every language and script."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.search.analysis import TOKEN_CHARACTERS, WORD, exact, is_stop_word, parts, stems, words_of
from firsthand.search.languages import KEPT_LETTERS, ONLY_ENDINGS, REPLACED_LETTERS, SNOWBALL, analysed_as, stop_words
from firsthand.search.letters import fold, normalise


def _share_a_stem(one: str, other: str, language: str) -> bool:
    return bool(set(stems(one, language).split()) & set(stems(other, language).split()))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "exchanged", "exchanges"),
        ("en", "people’s", "people"),
        ("fr", "libérées", "libérer"),
        ("fr", "libérées", "liberees"),
        ("fr", "l’usager", "usagers"),
        ("fr", "jusqu'aux usagers", "usager"),
        ("fr", "usager·e·s", "usager"),
        ("fr", "consommateur·rice·s", "consommateurs"),
        ("es", "reducción", "reducciones"),
        ("es", "reducción", "reduccion"),
        ("ru", "вреда", "вредом"),
        ("ru", "шприцев", "шприцы"),
        ("ru", "за\u0301мок", "замок"),
        ("pt", "redução", "reduçao"),
        ("pt-BR", "usuários", "usuario"),
        ("de", "Drogengebrauch", "drogengebrauchs"),
        ("de", "Größe", "GRÖSSE"),
        ("it", "dell’eroina", "eroina"),
        ("ar", "مُخَدِّرات", "مخدرات"),
        ("ar", "الإدمان", "الادمان"),
        ("nl", "gebruikers", "gebruiker"),
        ("uk", "п’ять", "п'ять"),
        ("uk", "їжак", "їжак"),
        ("el", "ναρκωτικών", "ναρκωτικων"),
        ("sw", "madawa", "MADAWA"),
    ],
)
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    assert _share_a_stem(one, other, language)


def test_stems_belong_to_their_language() -> None:
    assert stems("harm", "en") == "en:harm"
    assert not _share_a_stem("harm", "harm", "en") or not set(stems("harm", "en").split()) & set(
        stems("harm", "fr").split()
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ещё", "еще"),
        ("Ёлка", "елка"),
        ("héroïne", "heroine"),
        ("ﬁne", "fine"),
        ("ＡＢＣ", "abc"),
        ("İstanbul", "istanbul"),
        ("أحمد", "احمد"),
        ("مخـــدرات", "مخدرات"),
        ("٢٠١٥", "2015"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("đường", "duong"),
        ("cafe\u0301", "café"),
        ("l’héroïne", "héroïne"),
        ("col·lectiu", "collectiu"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_ways_of_writing_a_word_are_one(one: str, other: str) -> None:
    assert exact(one) == exact(other) != ""


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("їх", "іх"), ("नशा", "नश"), ("ยา", "ย่า"), ("か", "が")])
def test_letters_and_marks_that_make_another_word_are_kept(one: str, other: str) -> None:
    assert exact(one) != exact(other)


def test_scripts_without_spaces_become_pairs_of_characters() -> None:
    assert exact("减害政策") == "减害 害政 政策 策"
    assert exact("薬物の害") == "薬物 物の の害 害"
    assert exact("약물") == "약물 물"
    assert exact("第19条") == "第 19 条"
    assert [part.token for part in parts("ยาเสพติด")][:2] == ["ยา", "าเ"]
    assert all(part.paired for part in parts("ဆေးဝါး") + parts("ថ្នាំ") + parts("ຢາ"))


def test_stop_words_have_no_stem_unless_they_are_written_as_names() -> None:
    assert stems("the rights of women", "en") == "en:right en:woman"
    assert stems("WHO says who", "en") == "en:who en:say"
    assert exact("the rights") == "the rights"
    assert is_stop_word("été", "fr")
    assert is_stop_word("ЕЁ".lower(), "ru")
    assert is_stop_word("على", "ar")
    assert not is_stop_word("UN", "fr")


def test_long_words_are_cut() -> None:
    assert len(exact("x" * 10_000)) == TOKEN_CHARACTERS


@pytest.mark.parametrize("tag", sorted(SNOWBALL))
def test_every_language_has_its_stemmer(tag: str) -> None:
    assert analysed_as(tag) == tag
    assert stems("12345", tag) == f"{tag}:12345"


def test_lists_of_stop_words_are_lists_of_words() -> None:
    for tag in ("ar", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv", "tr", "uk"):
        words = stop_words(tag)
        assert len(words) > 40
        assert not any(" " in word or "|" in word or word.startswith("#") for word in words)
    assert stop_words("und") == frozenset()


@given(st.text())
def test_any_text_has_tokens_without_spaces_that_are_their_own_tokens(text: str) -> None:
    for token in exact(text).split(" "):
        assert token == token.strip()
        assert len(token) <= TOKEN_CHARACTERS * 4
    assert not any(sign.isspace() and sign != " " for sign in exact(text))


@given(st.text(alphabet=st.characters(categories=("L", "M", "N")), min_size=1, max_size=20))
def test_folding_is_done_once_and_for_all(word: str) -> None:
    folded = fold(normalise(word))
    assert fold(normalise(folded)) == folded


@given(st.text())
def test_parts_lie_in_their_word_and_in_order(text: str) -> None:
    for match in WORD.finditer(text):
        found = parts(match[0])
        assert all(0 <= part.start < part.end <= len(match[0]) for part in found)
        assert [part.start for part in found] == sorted(part.start for part in found)


@given(st.text(alphabet=st.characters(categories=("L", "Mn", "Zs", "Po"))))
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert exact(composed) == exact(unicodedata.normalize("NFC", decomposed))


@given(st.sampled_from(sorted(KEPT_LETTERS)), st.from_regex(r"[a-zéèçñößœ]{1,14}|[а-яёіїєґ]{1,14}", fullmatch=True))
@example("en", "dying")
@example("en", "skies")
def test_some_stemmers_never_change_the_first_letters(tag: str, word: str) -> None:
    written = fold(normalise(word)).replace("y", "i")
    for stem in stems(word, tag).split():
        assert written.startswith(stem.partition(":")[2][: KEPT_LETTERS[tag]].replace("y", "i"))


@given(
    st.sampled_from(sorted(ONLY_ENDINGS)),
    st.from_regex(r"([a-zéèçñöœ]{2,12}|[а-яёіїє]{2,12})", fullmatch=True),
    st.sampled_from(("", "isers", "ational", "ourally", "ying", "logie", "euses", "encias", "ces", "uzione", "ейше")),
)
@example("en", "travell", "isers")
@example("ru", "тюрем", "")
@example("es", "frecu", "encias")
def test_stems_end_in_few_letters_that_words_have_not(tag: str, word: str, ending: str) -> None:
    token = fold(normalise(word + ending))
    for stem in stems(word + ending, tag).split():
        bare = stem.partition(":")[2]
        assert token.startswith(bare[: max(1, len(bare) - REPLACED_LETTERS)])


def test_no_sign_makes_an_empty_token_or_parts_a_word() -> None:
    for sign in filter(str.isalnum, map(chr, range(0x20000))):
        assert all(part.token and not any(map(str.isspace, part.token)) for part in parts(sign)), hex(ord(sign))
    assert exact("ﹰ") == stems("ﹰ", "ar") == ""
    assert exact("سلا\ufe7cم") == exact("سلام")


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_words_of_plain_english_text_are_found_as_in_any_other(text: str) -> None:
    assert words_of(text) == WORD.findall(text)


def test_capitals_all_over_make_no_names() -> None:
    assert stems("WHO IS AT RISK OF OVERDOSE", "en") == stems("who is at risk of overdose", "en")
    assert stems("WHO and UNODC", "en") == "en:who en:unodc"
