"""What holds for every ask and every text, however odd."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.negotiations.outcomes.texts import ask, draft_text, outcomes

from firsthand.catalogue.negotiations import Draft, OutcomeKind, Want
from firsthand.negotiations.outcomes import propose

SAID = """shall should may not no [ ] ][ , . ; “ ” women men prisons all some 2027 2030 as appropriate needles and or
provide free the of States except 1.5 °C é ё doit должны ### (a) : 't"""
PIECES = st.sampled_from(SAID.split())
LINES = st.lists(PIECES, min_size=1, max_size=30).map(" ".join)
WANTS = st.sampled_from(list(Want))
LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "nl"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LINES, max_size=3), min_size=1, max_size=3), LINES, LINES, WANTS, LANGUAGES)
def test_there_is_an_outcome_for_each_draft_and_every_quote_stands_in_its_paragraph(
    drafts: list[list[str]], words: str, target: str, want: Want, language: str
) -> None:
    asked = ask(words, want, language, target=target, must=(words.split(maxsplit=1)[0],))
    found = outcomes(asked, *drafts)
    assert [each.draft for each in found] == [f"d{number}" for number in range(len(drafts))]
    for outcome, lines in zip(found, drafts, strict=True):
        texts = {each.id: each.text for each in draft_text(outcome.draft, lines, language).paragraphs}
        assert all(each.quote in texts[each.paragraph] for each in outcome.evidence)
        assert outcome.kind is not OutcomeKind.UNKNOWN or outcome.reasons
        assert outcome.kind not in outcome.also


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["women", "needles", "prisons", "children", "homes"]), min_size=2, max_size=6))
def test_words_that_stand_there_are_never_said_to_be_gone(chosen: list[str]) -> None:
    words = " ".join(chosen)
    (found,) = outcomes(ask(words), f"This is about {words}.")
    assert found.kind is OutcomeKind.VERBATIM
    (bracketed,) = outcomes(ask(words), f"This is about [{words}].")
    assert bracketed.kind is OutcomeKind.BRACKETED
    (against,) = outcomes(ask(want=Want.OPPOSE, target=words), f"This is about {words}.")
    assert against.kind is OutcomeKind.OPPOSED


def test_drafts_of_another_language_and_without_words_are_left_out() -> None:
    texts = [draft_text("one", ["Peace."]), draft_text("un", ["La paix."], "fr")]
    drafts = [Draft("un", "Un", "2026", "fr"), Draft("none", "None", "2026", "en"), Draft("one", "One", "2026", "en")]
    assert [each.draft for each in propose(ask("peace"), drafts, texts, ())] == ["one"]
