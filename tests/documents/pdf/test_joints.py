"""Words rejoined over line-end hyphens, and the spaces between lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.model import Run, plain
from firsthand.documents.pdf.joints import Usage, learn_usage, make_runs
from firsthand.documents.pdf.lines import Line, make_line
from firsthand.documents.pdf.sheet import Font, Sheet, Word

PLAIN, BOLD = Font("Serif"), Font("Serif-Bold", bold=True)


def line(text: str, base: float = 10, font: Font = PLAIN, *, href: str | None = None, spaced: bool = False) -> Line:
    words, left = [], 0.0
    for part in text.split():
        right = left + 5 * len(part)
        words.append(Word(part, left, base - 8, right, base + 2, base, 10, font, href=href, spaced=spaced))
        left = right + 3
    return make_line(words)


def joined(*texts: str, usage: Usage | None = None) -> str:
    return plain(make_runs([line(text, 10 + 12 * at) for at, text in enumerate(texts)], usage or Usage()))


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("an organi-", "sation"), "an organisation"),
        (("une organi\u00ad", "sation"), "une organisation"),
        (("the Anglo-", "Saxon world"), "the Anglo-Saxon world"),
        (("from 2020-", "2021 on"), "from 2020-2021 on"),
        (("a dash –", "here"), "a dash – here"),
        (("write to post@", "example.org"), "write to post@example.org"),
        (("two", "lines"), "two lines"),
        (("这是一", "行"), "这是一行"),
        (("ประเทศ", "ไทย"), "ประเทศไทย"),
    ],
)
def test_lines_join_as_they_were_written(lines: tuple[str, ...], whole: str) -> None:
    assert joined(*lines) == whole


def test_a_number_over_two_lines_has_no_space_in_it_though_the_file_ends_each_line_with_one() -> None:
    for first, second, whole in (
        ("from 2018–", "2020 on", "from 2018–2020 on"),
        ("No. FAA–2020–", "0686", "No. FAA–2020–0686"),
        ("pre–", "and postwar", "pre– and postwar"),
        ("a dash –", "7 of them", "a dash – 7 of them"),
    ):
        above, below = line(first, spaced=True), line(second, 22)
        assert plain(make_runs([above, below], Usage())) == whole


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    assert joined("a community-", "led group", usage=Usage(frozenset({"community-led"}))) == "a community-led group"


def test_a_hyphen_between_two_words_of_the_document_stays() -> None:
    assert joined("a peer-", "led group", usage=Usage(frozenset({"peer", "led"}))) == "a peer-led group"


def test_a_word_that_the_document_writes_whole_elsewhere_is_made_whole() -> None:
    known = Usage(frozenset({"therefore", "there", "fore"}))
    assert joined("and there-", "fore", usage=known) == "and therefore"


def test_korean_words_are_joined_where_the_file_keeps_its_spaces() -> None:
    usage = Usage(ends_lines_with_spaces=True)
    broken = make_runs([line("단계에 돌"), line("입하였다", 22)], usage)
    parted = make_runs([line("인한", spaced=True), line("경우", 22)], usage)
    assert (plain(broken), plain(parted)) == ("단계에 돌입하였다", "인한 경우")


def test_an_address_broken_over_lines_has_no_space_in_it() -> None:
    runs = make_runs(
        [line("https://example.org/", href="https://e.org/"), line("path", 22, href="https://e.org/")], Usage()
    )
    assert runs == (Run("https://example.org/path", href="https://e.org/"),)


def test_a_full_stop_after_a_link_is_not_part_of_it() -> None:
    assert make_runs([line("here.", href="https://e.org/")], Usage()) == (Run("here", href="https://e.org/"), Run("."))


def test_no_run_in_bold_begins_or_ends_with_a_space() -> None:
    both = make_line([*line("plain").words, *line("bold", font=BOLD).words, *line("plain").words])
    assert make_runs([both], Usage()) == (Run("plain "), Run("bold", strong=True), Run(" plain"))


def test_leaders_of_a_contents_list_become_one_sign() -> None:
    assert joined("Introduction . . . . . . . 3") == "Introduction … 3"
    assert joined("Introduction ........ 3") == "Introduction … 3"
    assert joined("he paused ... and went") == "he paused ... and went"


@given(st.lists(st.lists(st.sampled_from(["one", "two", "three", "été", "слово"]), min_size=1), min_size=1))
def test_joining_loses_and_adds_no_word(lines: list[list[str]]) -> None:
    assert joined(*map(" ".join, lines)).split() == [word for words in lines for word in words]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("사람들은 차", "를 마시고"), "사람들은 차를 마시고"),
        (("만들지 않습", "니다."), "만들지 않습니다."),
        (("지금의", "모임이 계속"), "지금의 모임이 계속"),
    ],
)
def test_korean_is_parted_by_its_particles(lines: tuple[str, ...], whole: str) -> None:
    assert joined(*lines) == whole


def test_where_another_sign_marks_line_ends_a_hyphen_is_the_words_own() -> None:
    words = [word for text in ("an organi\u2010", "sation evidence\u00ad", "based") for word in line(text).words]
    usage = learn_usage([Sheet(1, None, 595, 842, tuple(words))])
    assert joined("an organi\u2010", "sation", usage=usage) == "an organisation"
    assert joined("it is evidence\u00ad", "based", usage=usage) == "it is evidence-based"


def test_a_space_behind_a_raised_mark_stays() -> None:
    """French sets a space before a semicolon."""
    mark = Word("2", 35, 2, 38, 9, 6, 6, PLAIN, glued=True)
    for left, shown in ((40.5, "WCAG2 ; le"), (38.2, "WCAG2; le")):
        stop, last = Word(";", left, 2, left + 3, 12, 10, 10, PLAIN), Word("le", 50, 2, 58, 12, 10, 10, PLAIN)
        assert plain(make_runs([make_line([*line("WCAG").words, mark, stop, last])], Usage())) == shown
