"""Sentences with one known edit each, in four languages: the kind that is proposed, and the words that it shows."""

from pathlib import Path

import pytest
from tests.negotiations.outcomes.texts import ask, outcomes

from firsthand.catalogue.negotiations import Outcome, OutcomeKind, Part, ReasonCode, Want

SENTENCES = {
    "en": (
        "States shall provide sterile needles and syringes in all prisons by 2027.",
        ("sterile needles and syringes", "prisons"),
    ),
    "fr": (
        "Les États doivent fournir des seringues stériles dans toutes les prisons avant 2027.",
        ("seringues stériles", "prisons"),
    ),
    "es": (
        "Los Estados deberán proporcionar jeringas estériles en todas las cárceles antes de 2027.",
        ("jeringas estériles", "cárceles"),
    ),
    "ru": (
        "Государства должны предоставлять стерильные шприцы во всех тюрьмах до 2027 года.",
        ("стерильные шприцы", "тюрьмах"),
    ),
}
LINES = (Path(__file__).parent / "known_edits.txt").read_text("utf-8").splitlines()
EDITS = [line.split(" | ") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("language", "kind", "reason", "line"), EDITS)
def test_one_edit_is_told_for_what_it_is(language: str, kind: str, reason: str, line: str) -> None:
    words, must = SENTENCES[language]
    (found,) = outcomes(ask(words, language=language, must=must, part=Part.OPERATIVE), line)
    assert found.kind == kind, found
    assert not reason or reason in {each.code.value for each in found.reasons}, found


AGAINST = [
    ("A drug free world is our aim.", "opposed"),
    ("Drug-free worlds are our aim.", "opposed"),
    ("[A drug-free world is our aim.]", "bracketed"),
    ("A world of peace is our aim.", "verbatim"),
    ("A world free of drugs is our aim.", "unknown"),
    ("We reject the goal of a drug-free world.", "unknown"),
    ("The words “drug-free world” are a slogan.", "unknown"),
]


@pytest.mark.parametrize("want", [Want.OPPOSE, Want.DELETE])
@pytest.mark.parametrize(("line", "kind"), AGAINST)
def test_words_that_should_not_stand_there(line: str, kind: str, want: Want) -> None:
    (found,) = outcomes(ask(want=want, target="drug-free world"), line)
    assert found.kind == kind


REPLACED = [
    (["Services for people who use drugs are open."], "verbatim"),
    (["Services for drug users are open."], "opposed"),
    (["Services for [drug users][people who use drugs] are open."], "bracketed"),
    (["Services for people who use drugs are open.", "Clinics treat drug users."], "unknown"),
    (["Services for patients are open."], "dropped"),
]


@pytest.mark.parametrize(("lines", "kind"), REPLACED)
def test_words_that_take_the_place_of_others(lines: list[str], kind: str) -> None:
    (found,) = outcomes(ask("people who use drugs", Want.REPLACE, target="drug users"), lines)
    assert found.kind == kind


def kinds(found: list[Outcome]) -> list[str]:
    return [each.kind.value for each in found]


def test_gone_and_back_again() -> None:
    there, away = "Decisions rest on intergenerational equity.", "Decisions rest on sound evidence."
    found = outcomes(ask("intergenerational equity", Want.KEEP), away, there, away, there, f"[{there}]")
    assert kinds(found) == ["dropped", "verbatim", "dropped", "restored", "bracketed"]
    assert found[0].reasons[0].code is ReasonCode.NEVER
    assert found[2].reasons[0].code is ReasonCode.BEFORE
    assert found[3].also == (OutcomeKind.VERBATIM,)


def test_what_is_kept_is_measured_by_what_stood_there() -> None:
    """A hedge that was always there is no weakening; one that comes in is."""
    words = "States shall protect the privacy of patients"
    first = f"Where necessary, {words.lower()}."
    assert kinds(outcomes(ask(words, Want.KEEP), first, first)) == ["verbatim", "verbatim"]
    assert kinds(outcomes(ask(words, Want.KEEP), f"{words}.", f"{words}, as appropriate.")) == ["verbatim", "weakened"]


def test_a_list_that_lost_an_item() -> None:
    words = "Services are open to women, young people, migrants and people without homes"
    found = outcomes(
        ask(words, Want.KEEP, must=("women", "migrants")), f"{words}.", "Services are open to women and young people."
    )
    assert kinds(found) == ["verbatim", "weakened"]
    reason = next(each for each in found[1].reasons if each.code is ReasonCode.LIST)
    assert "migrants" in reason.was


def test_whole_in_another_article() -> None:
    rest = [f"2: Sentence number {number} is about something of its own, {word}." for number, word in enumerate("abcd")]
    there = "2: No mother shall lose her child because she uses drugs."
    elsewhere = "7: No mother shall lose her child because she uses drugs."
    found = outcomes(ask(there[3:], Want.KEEP), [*rest, there], [*rest, "2: Done.", elsewhere], linked=True)
    assert kinds(found) == ["verbatim", "moved"]
    assert (ReasonCode.PLACE, "2", "7") in [(each.code, each.was, each.now) for each in found[1].reasons]


def test_a_new_number_of_the_same_article_is_no_move() -> None:
    lines = [f"Sentence number {number} is about something of its own, {word}." for number, word in enumerate("abcd")]
    there = "No mother shall lose her child because she uses drugs."
    before, after = ([f"{article}: {line}" for line in (*lines, there)] for article in (2, 3))
    assert kinds(outcomes(ask(there, Want.KEEP), before, after, linked=True)) == ["verbatim", "verbatim"]


def test_a_language_without_data_is_not_guessed_at() -> None:
    words = "Sterile naalden zijn gratis voor iedereen"
    same, other = outcomes(ask(words, language="nl"), f"{words}.", "Sterile naalden zijn misschien gratis.")
    assert (same.kind, other.kind) == (OutcomeKind.VERBATIM, OutcomeKind.UNKNOWN)


def test_an_empty_ask_and_an_empty_draft_are_no_error() -> None:
    assert kinds(outcomes(ask(""), "Some words.")) == ["unknown"]
    assert kinds(outcomes(ask(want=Want.OPPOSE), "Some words.")) == ["unknown"]
    assert kinds(outcomes(ask("peace"), [])) == ["dropped"]
    assert outcomes(ask("peace")) == []


def test_what_is_left_without_its_number_is_weaker_and_not_gone() -> None:
    asked = ask(
        "Государства сокращают число заключенных не менее чем на 20 процентов к 2032 году",
        language="ru",
        must=("не менее чем на 20 процентов",),
    )
    (found,) = outcomes(asked, "Государства сокращают число заключенных.")
    assert (found.kind, found.reasons[0].code) == (OutcomeKind.WEAKENED, ReasonCode.TARGET)


def test_agreed_words_that_are_whole_but_weaker_come_before_fewer_words_in_brackets() -> None:
    asked = ask("Action shall follow a country-driven, participatory and transparent approach", must=("participatory",))
    elsewhere = (
        "[Capacity-building should be country-driven and participatory, in particular for developing countries.]"
    )
    (found,) = outcomes(
        asked, [elsewhere, "Action should follow a country-driven, participatory and transparent approach."]
    )
    assert found.kind is OutcomeKind.WEAKENED
