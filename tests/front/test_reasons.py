"""Why a passage stands where it does, in words."""

import pytest

from firsthand.front.reasons import tell
from firsthand.interface import interface
from firsthand.search.protocol import Reason


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason("word", "needl", 2.314, 3, 1200),
         "+2.31 a form of “needl…” (3 times here, in 1,200 passages of the library)"),
        (Reason("exact", "needle", 0.5, 1, 1),
         "+0.50 “needle” as it was written (1 time here, in 1 passage of the library)"),
        (Reason("phrase", "harm reduction", 4.0), "+4.00 the phrase “harm reduction”"),
        (Reason("beginning", "decrim", 1.0), "+1.00 a word that begins with “decrim”"),
        (Reason("concept", "naloxone", 1.5), "+1.50 “naloxone” under any of its names"),
        (Reason("concept", "no-such-concept", 1.5), "+1.50 “no-such-concept” under any of its names"),
        (Reason("likeness", "", -0.4),
         "−0.40 beside the others: how near the words stand, and whether it repeats a better hit"),
        (Reason("model", "", 0.2), "+0.20 how near a language model finds it to the question"),
        (Reason("state", "superseded", 0.7), "×0.70 a newer work or edition takes its place"),
        (Reason("state", "unheard of", 0.7), "×0.70 the state of the edition"),
        (Reason("age", "2004", 0.92), "×0.92 it is from 2004"),
        (Reason("age", "", 0.95), "×0.95 its year is not known"),
        (Reason("language", "fr", 1.1), "×1.10 it is in the language that you read"),
    ],
)  # fmt: skip
def test_each_part_of_a_score_has_a_line(reason: Reason, told: str) -> None:
    assert tell(reason, interface("en")) == told


def test_numbers_and_names_are_those_of_the_reader() -> None:
    assert tell(Reason("concept", "naloxone", 1.5), interface("ru")) == "+1,50 «налоксон» под любым из названий"
    assert (
        tell(Reason("word", "police", 1.25, 2), interface("fr"))
        == "+1,25 une forme de «\u202fpolice…\u202f» (2 fois ici)"
    )
