"""Replacements are made where they are safe, and none makes a new finding."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording.drafts import DRAFT, FRENCH, RUSSIAN
from tests.wording.small import checker

from firsthand.wording import Checker
from firsthand.wording.corrections import Corrected, Edit, apart, applied, corrected, edit, safe_edits
from firsthand.wording.markup import Kind, material_of
from firsthand.wording.material import Material
from firsthand.wording.model import Finding, Suggestion


def fixed(text: str, kind: Kind = "markdown") -> Corrected:
    def check(now: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
        material = material_of(now, kind)
        findings = checker().check(material).findings
        return material, findings, findings

    return corrected(text, check)


def test_safe_replacements_are_made() -> None:
    done = fixed("The team met the drug addicts of the city.\n")
    assert done == Corrected("The team met the people who use drugs of the city.\n", 1)


def test_what_is_possible_or_quoted_or_cited_stays() -> None:
    done = fixed(DRAFT).text
    assert "“The word addict hurts" in done
    assert "Smith J. The addict." in done
    assert "the drug user" in done


def test_words_on_two_lines_stay_on_two_lines() -> None:
    done = fixed("Nobody asked the team or a heroin\r\naddict of the city.\r\n").text
    assert done == "Nobody asked the team or a person who\r\nuses heroin of the city.\r\n"


def test_markup_inside_of_words_is_never_broken() -> None:
    text = "The **heroin** addict of the city and the team.\n"
    assert fixed(text).text == text


def test_doing_it_again_changes_nothing() -> None:
    done = fixed(DRAFT + FRENCH + RUSSIAN).text
    assert fixed(done) == Corrected(done, 0)


def finding(start: int, text: str, new: str, fix: str = "safe", certainty: str = "found") -> Finding:
    suggestion = Suggestion(start, start + len(text), new, fix)  # type: ignore[arg-type]
    place = (start, start + len(text), text, "en", "c", text, "discouraged")
    return Finding(*place, certainty=certainty, suggestions=(suggestion,))  # type: ignore[arg-type]


def naive(words: dict[str, str]) -> object:
    """A check that finds words of one letter, and would put these in their places."""

    def check(text: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
        found = [finding(at, sign, words[sign]) for at, sign in enumerate(text) if sign in words]
        return Material(text), found, found

    return check


def test_a_replacement_that_would_be_found_itself_is_not_made() -> None:
    assert corrected("xay", naive({"a": "ba", "b": "c"})) == Corrected("xay", 0)  # type: ignore[arg-type]


def test_the_others_are_made_all_the_same() -> None:
    assert corrected("xaby", naive({"a": "ba", "b": "c"})) == Corrected("xacy", 1)  # type: ignore[arg-type]


def test_a_finding_that_appears_beside_a_replacement_undoes_it() -> None:
    def check(text: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
        found = [finding(at, "a", "o") for at, sign in enumerate(text) if sign == "a"]
        if text.startswith("o"):  # the new word gives the one behind it another sense
            found.append(finding(1, text[1], "-", "never"))
        return Material(text), found, found

    assert corrected("an ant", check) == Corrected("an ont", 1)


def test_only_what_is_safe_and_sure_is_done_by_itself() -> None:
    text = Material("abc")
    assert safe_edits(text, [finding(0, "a", "x", "review"), finding(1, "b", "x", certainty="possible")]) == []
    assert safe_edits(text, [finding(2, "c", "x")]) == [Edit(2, 3, "x")]
    assert safe_edits(Material("abc", hidden=((2, 3, ""),)), [finding(2, "c", "x")]) == []


def test_of_edits_that_overlap_the_first_is_made() -> None:
    assert apart([Edit(3, 5, "y"), Edit(0, 4, "x"), Edit(4, 6, "z")]) == [Edit(0, 4, "x"), Edit(4, 6, "z")]


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("one two", "three four", "three four"),
        ("one\ntwo", "three four", "three\nfour"),
        ("one \r\n  two", "three four five", "three \r\n  four five"),
        ("one\ntwo", "three", "three"),
    ],
)
def test_a_line_break_is_kept_where_the_new_words_have_a_place_for_it(text: str, new: str, expected: str) -> None:
    assert edit(text, Suggestion(0, len(text), new)).text == expected


PIECES = [
    "addict",
    "drug addicts",
    "heroin\naddict",
    " ",
    "\n\n",
    "the",
    "abuse",
    "drug",
    "**",
    "toxicomanes",
    "наркоман",
]


@given(st.lists(st.sampled_from([*PIECES, "les", "и", "of", ". ", "“", "”"]), max_size=24).map("".join))
def test_fixing_is_idempotent_and_makes_no_finding(text: str) -> None:
    before = checker().check(material_of(text, "markdown")).findings
    done = fixed(text)
    after = checker().check(material_of(done.text, "markdown")).findings
    assert fixed(done.text) == Corrected(done.text, 0)
    assert len(after) <= len(before) - done.made


@given(
    st.text("ab ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.text("xy", max_size=3)))
)
def test_edits_leave_everything_else_as_it_is(text: str, raw: list[tuple[int, int, str]]) -> None:
    edits = apart(Edit(at, at + length, new) for at, length, new in raw if at + length <= len(text))
    left = [text[before.end : after.start] for before, after in itertools.pairwise(edits)]
    done = applied(text, edits)
    assert len(done) == len(text) + sum(len(each.text) - (each.end - each.start) for each in edits)
    assert all(piece in done for piece in left)


SENTENCES = sorted((Path(__file__).parent / "sentences").glob("*.txt"))


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_with_the_house_guide_too_fixing_is_idempotent_and_makes_no_finding(house: Checker, path: Path) -> None:
    lines = [line.split(" => ")[0] for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    text = "\n\n".join(re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", line) for line in lines)

    def check(now: str) -> tuple[Material, Sequence[Finding], Sequence[Finding]]:
        findings = house.check(now).findings
        return Material(now), findings, findings

    done = corrected(text, check)
    assert corrected(done.text, check) == Corrected(done.text, 0)
    assert len(house.check(done.text).findings) <= len(house.check(text).findings) - done.made
    assert done.made or "traps" in path.stem


@pytest.fixture(scope="module")
def house() -> Checker:
    return Checker()
