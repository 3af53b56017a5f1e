"""Who has agreed to a phrase: what is found, what is only near, and that brackets are no agreement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.negotiations.example import HIDDEN, example

from firsthand.catalogue.negotiations import Bracket, Draft, DraftText, Negotiation, Paragraph, Part, Process, Status
from firsthand.negotiations.phrases import MOST_CHARACTERS, MOST_FOUND, MOST_WORDS, find_agreed, read_phrase

WORDS = st.sampled_from(
    [
        "states",
        "shall",
        "ensure",
        "access",
        "to",
        "naloxone",
        "in",
        "prisons",
        "by",
        "2030",
        "for",
        "everyone",
        "as",
        "appropriate",
    ]
)


def of(*texts: str | Paragraph, slug: str = "made", status: Status = Status.ADOPTED, date: str = "2026") -> Negotiation:
    """A process of one draft."""
    paragraphs = tuple(
        each if isinstance(each, Paragraph) else Paragraph(f"p{number}", each) for number, each in enumerate(texts)
    )
    drafts = (Draft("only", "Only", date, "en", status),)
    return Negotiation(Process(slug, (), drafts=drafts), (DraftText("only", paragraphs),))


def test_adopted_words_come_first_with_their_vote_and_their_first_draft() -> None:
    found = find_agreed("naloxone is within reach of everyone", [example()])
    assert [(each.draft.slug, each.exact, each.agreed) for each in found] == [
        ("final", True, True),
        ("rev-1", True, False),
        ("zero", True, False),
    ]
    assert found[0].vote is not None
    assert found[0].vote.yes == 21
    assert found[0].first is not None
    assert found[0].first.slug == "zero"


def test_words_in_brackets_are_no_agreement_even_in_an_adopted_text() -> None:
    text = "States [shall] ensure access."
    made = Paragraph("p", text, brackets=(Bracket(7, 14),))
    (found,) = find_agreed("states shall ensure", [of(made)])
    assert found.exact
    assert found.bracketed
    assert not found.agreed
    assert found.quote == "States [shall] ensure"


def test_words_of_an_option_are_no_agreement() -> None:
    (found,) = find_agreed("shall ensure", [of(Paragraph("p", "States shall ensure access.", option="Option 2"))])
    assert found.exact
    assert not found.agreed


def test_alternatives_are_read_one_by_one() -> None:
    found = {each.draft.slug: each for each in find_agreed("States should ensure that naloxone", [example()])}
    assert found["rev-1"].exact
    assert found["rev-1"].bracketed
    assert found["rev-1"].quote == "States [shall] [should] ensure] that naloxone"
    assert not found["zero"].exact
    assert not found["final"].exact


def test_who_wants_words_is_none_of_them() -> None:
    text = "States [EU: shall provide] naloxone."
    made = Paragraph("p", text, brackets=(Bracket(7, 26, attribution=("EU",)),))
    assert [each.exact for each in find_agreed("States shall provide naloxone", [of(made)])] == [True]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("decriminalise drug-use", "To DECRIMINALIZE drug use"),
        ("people’s rights", "the people's rights"),
        ("favour harm–reduction programmes", "favor harm reduction programs"),
        ("réduction des risques", "la réduction des risques"),
        ("снижение вреда", "Снижение вреда"),
        ("réduction", "re\u0301duction"),
        ("йод", "и\u0306од"),
    ],
)
def test_case_signs_and_spelling_make_no_difference(asked: str, printed: str) -> None:
    (found,) = find_agreed(asked, [of(f"{printed} is here.")])
    assert found.exact
    assert found.agreed


@pytest.mark.parametrize(
    ("asked", "printed"),
    [("size matters", "sise matters"), ("prize winners", "prise winners"), ("drug use", "drug users")],
)
def test_other_words_are_not_taken_for_a_spelling(asked: str, printed: str) -> None:
    assert not any(each.exact for each in find_agreed(asked, [of(printed)]))


def test_near_words_are_told_as_near() -> None:
    (found,) = find_agreed(
        "States shall ensure access to sterile needles and naloxone for everyone",
        [of("Also, States should ensure, as appropriate, access to sterile needles and naloxone for all.")],
    )
    assert not found.exact
    assert 0.8 <= found.share < 1
    assert found.quote.startswith("States should ensure")
    assert found.quote.endswith("naloxone for")


def test_words_strewn_over_a_paragraph_are_not_near() -> None:
    filler = " and nothing whatever" * 20
    assert not find_agreed("sterile needles naloxone", [of(f"sterile{filler} needles{filler} naloxone")])


def test_titles_are_not_searched() -> None:
    assert not find_agreed("the title", [of(Paragraph("p", "The title", part=Part.FRONT))])


def test_processes_with_an_agreement_come_before_others() -> None:
    draft = of("we agree on naloxone", slug="draft", status=Status.REVISED, date="2026-05")
    near = of("we agree now on the naloxone", slug="near", date="2026-04")
    adopted = of("we agree on naloxone", slug="adopted", date="1999")
    found = find_agreed("agree on naloxone", [draft, near, adopted])
    assert [each.process for each in found] == ["adopted", "near", "draft"]


def test_nothing_is_said_of_drafts_that_are_not_there() -> None:
    whole = example()
    public = Negotiation(whole.process, tuple(text for text in whole.texts if text.draft != "leaked"))
    assert find_agreed(HIDDEN[2], [whole])
    assert not find_agreed(HIDDEN[2], [public])


@pytest.mark.parametrize("asked", ["", "   ", "…!?", "[", "\x00", "\ud800", "a" * 1_000_000, "[" * 100_000])
def test_hostile_phrases_find_nothing_and_break_nothing(asked: str) -> None:
    assert find_agreed(asked, [example()]) == ()


def test_a_long_phrase_is_cut_and_says_so() -> None:
    phrase = read_phrase("word " * (MOST_WORDS + 1))
    assert phrase.cut
    assert len(phrase.plain) == MOST_WORDS
    assert read_phrase("x" * (MOST_CHARACTERS + 1)).cut
    assert not read_phrase("a few words").cut


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=30), st.data())
def test_every_stretch_of_a_text_is_found_in_it_exactly(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    asked = " ".join(text[start:end])
    (found,) = find_agreed(asked, [of("Then " + ", ".join(text) + ".")])
    assert found.exact
    assert found.agreed
    assert found.quote.replace(",", "").casefold() == asked


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=40))
def test_what_is_quoted_stands_there_exactly_so(asked: list[str], text: list[str]) -> None:
    for found in find_agreed(" ".join(asked), [of(" ".join(text))]):
        assert found.paragraph.text[found.start :].startswith(found.quote)
        assert found.exact == (f" {' '.join(asked)} " in f" {' '.join(text)} ")


def test_of_very_many_places_those_in_adopted_texts_are_told() -> None:
    drafts = tuple(Draft(f"d{number}", "D", "2026", "en") for number in range(9))
    adopted = Draft("adopted", "As adopted", "2026", "en", Status.ADOPTED)
    texts = tuple(
        DraftText(draft.slug, tuple(Paragraph(f"p{place}", f"States act in {place}.") for place in range(100)))
        for draft in (*drafts, adopted)
    )
    found = find_agreed("States act", [Negotiation(Process("many", (), drafts=(*drafts, adopted)), texts)])
    assert len(found) == MOST_FOUND
    assert sum(each.agreed for each in found) == 100
    assert all(each.agreed for each in found[:100])
