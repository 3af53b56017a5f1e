"""Sentences as diplomats turn them: nothing is said of one that a careful reader would not say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.negotiations.outcomes.texts import ask, outcomes

from firsthand.catalogue.negotiations import Ask, Part, Want


def cases() -> Iterator[tuple[Ask, str, str]]:
    asked = ask()
    for line in (Path(__file__).parent / "careful_reading.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words, must, target, part = (each.strip() for each in line.partition("] ")[2].split(" | "))
            want, language = line[1 : line.index("]")].split()
            asked = ask(
                words,
                Want(want),
                language,
                must=tuple(filter(None, must.split("; "))),
                target=target,
                part=Part(part) if part else None,
            )
        elif line and not line.startswith("#"):
            kinds, _, sentence = line.partition(" | ")
            yield asked, kinds, sentence


@pytest.mark.parametrize(("asked", "kinds", "sentence"), list(cases()))
def test_no_more_is_said_of_a_sentence_than_a_careful_reader_would(asked: Ask, kinds: str, sentence: str) -> None:
    (found,) = outcomes(asked, sentence)
    assert found.kind in kinds.split(", "), found
