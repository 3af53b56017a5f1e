"""On sets that people read from drafts: most are right, and nothing is said that is wrong."""

import pytest
from tests.negotiations.outcomes.scoring import GOLD, PLACES, answers, load

from firsthand.negotiations.brackets import clean

SHARES = dict.fromkeys((path.stem for path in GOLD.glob("*.toml")), 0.8) | {"traps": 0.75}
"""How much of each set has to be right; the rest may be unknown."""
MISTAKEN = {("geneva", "fifty-five", "dec12", "restored"), ("paris-4", "oceans", "oct", "bracketed")}
"""What is known to be told otherwise than its reader did: a number that stood in brackets, was another, and is back; an
ask of which one of two phrases stands there, in an option."""


@pytest.mark.parametrize("name", SHARES)
def test_what_is_proposed_is_what_a_person_read(name: str) -> None:
    if name.startswith(("paris", "geneva")) and not PLACES["shared"].is_dir():
        pytest.skip("the shared sample files are not on this machine")
    gold = load(GOLD / f"{name}.toml")
    words = {text.draft: {each.id: each.text for each in text.paragraphs} for text in gold.texts}
    rated = []
    for row, expected, outcome, rating in answers(gold):
        rated.append((rating, row["slug"], expected["draft"], outcome.kind.value))
        for evidence in outcome.evidence:
            assert clean(evidence.quote)
            assert evidence.quote in words[outcome.draft][evidence.paragraph]
    assert {(name, *each[1:]) for each in rated if each[0] == "wrong"} == {each for each in MISTAKEN if each[0] == name}
    assert sum(each[0] == "right" for each in rated) >= SHARES[name] * len(rated)
