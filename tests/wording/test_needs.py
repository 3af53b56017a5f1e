"""The quick look at what a term needs changes nothing but the time that a check takes."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wording.small import checker as small
from tests.wording.small import found

from firsthand.wording import Checker, Finding, Material

SENTENCES = sorted((Path(__file__).parent / "sentences").glob("*.txt"))


@cache
def house() -> Checker:
    return Checker()


def both(checker: Checker, text: str, language: str | None) -> tuple[list[Finding], list[Finding]]:
    """What is found with the quick look, and without it."""
    material = Material(text, language=language)
    return checker._settled(material, everything=False)[0], checker._settled(material, everything=True)[0]


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_the_same_is_found_in_every_sentence(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        quick, slow = both(house(), line, path.stem[:2])
        assert quick == slow


WORDS = [
    "clean",
    "got",
    "been",
    "stayed",
    "heroin",
    "drug",
    "harm",
    "reduction",
    "water",
    ".",
    ",",
    "\n\n",
    "é",
    "-",
    "the",
    "*",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_the_same_is_found_in_any_text(text: str) -> None:
    quick, slow = both(small(), text, "en")
    assert quick == slow


def test_what_is_left_out_is_still_explained() -> None:
    report = small().check("They were clean in the town.", explain=True)
    assert [place.text for place in report.passed] == ["clean"]
    assert found("They were clean in the town.") == []
