"""The invented negotiation of the demonstration shows everything that can be shown, and says nothing that is not so."""

import re
import tomllib
from pathlib import Path

import pytest

from firsthand.catalogue.negotiations import Access, EventKind, OutcomeKind, Part, Status, Want
from firsthand.catalogue.records import Texts
from firsthand.negotiations.folder import read_negotiation
from firsthand.negotiations.folder.kept import Kept
from firsthand.sources.folder import FolderSource

SLUG = "river-declaration"
LANGUAGES = {"en", "fr", "es", "ru"}
TRACKED = re.compile(r"\{(?:\+\+[^|{}]+\|([^{}]*?)\+\+|--[^|{}]+\|[^{}]*?--)\}")


@pytest.fixture(scope="module")
def kept(demo: Path) -> Kept:
    found, mistakes = read_negotiation(demo, SLUG, Access.PUBLIC)
    assert mistakes == ()
    assert found
    return found


def letters(words: str) -> str:
    return "".join(re.findall(r"\w", words))


def test_nothing_of_the_demonstration_is_private(demo: Path) -> None:
    assert not (demo / "private").exists()


def test_it_is_published(library: FolderSource) -> None:
    assert [process.slug for process in library.collection.processes] == [SLUG]


def test_it_says_everywhere_that_it_is_invented(kept: Kept) -> None:
    invented = {"en": "invented", "fr": "invent", "es": "invent", "ru": "вымышл"}
    for words in (kept.process.titles, kept.process.body):
        assert {text.language for text in words} == LANGUAGES
        assert all(invented[text.language] in text.value for text in words)
    for text in kept.texts:
        front = " ".join(one.text for one in text.paragraphs if one.part is Part.FRONT)
        assert "are invented" in front, text.draft


def test_each_draft_has_all_the_words_of_its_source(kept: Kept, demo: Path) -> None:
    """In the order of the source, letter by letter: DOCX with its tracked changes, PDF, HTML and Markdown alike."""
    for text in kept.texts:
        source = demo / "sources" / "negotiations" / SLUG / f"{text.draft}.md"
        source = source if source.exists() else demo / "negotiations" / SLUG / "drafts" / "zero.md"
        words = TRACKED.sub(lambda found: found[1] or "", source.read_text("utf-8"))
        blocks = [block for block in re.split(r"\n+", words) if block and not block.startswith("#")]
        read = "".join(letters(one.option + one.label + one.text) for one in text.paragraphs)
        read_swapped = "".join(letters(one.label + one.option + one.text) for one in text.paragraphs)
        lost = [block for block in blocks if letters(block) not in read and letters(block) not in read_swapped]
        assert lost == [], text.draft


def test_something_of_everything_is_shown(kept: Kept) -> None:
    assert {draft.status for draft in kept.process.drafts} == set(Status)
    assert {event.kind for event in kept.process.events} == set(EventKind) - {EventKind.OTHER}
    assert {ask.want for ask in kept.asks} == set(Want)
    assert {outcome.kind for outcome in kept.outcomes} >= {
        OutcomeKind.VERBATIM,
        OutcomeKind.SUBSTANCE,
        OutcomeKind.WEAKENED,
        OutcomeKind.MOVED,
        OutcomeKind.DROPPED,
        OutcomeKind.RESTORED,
        OutcomeKind.UNKNOWN,
    }
    paragraphs = [one for text in kept.texts for one in text.paragraphs]
    assert {one.part for one in paragraphs} == set(Part)
    assert any(one.unbalanced for one in paragraphs)
    assert any(one.tracked for one in paragraphs)
    assert any(one.option for one in paragraphs)
    assert any(bracket.attribution for one in paragraphs for bracket in one.brackets)


def test_what_people_read_about_it_stands_in_four_languages(kept: Kept) -> None:
    said: list[Texts] = [deadline.what for deadline in kept.process.deadlines]
    said += [event.note for event in kept.process.events if event.note]
    said += [words for ask in kept.asks for words in (ask.titles, ask.rationale)]
    said += [outcome.note for outcome in kept.outcomes if outcome.note or outcome.draft == "adopted"]
    assert [words for words in said if {text.language for text in words} != LANGUAGES] == []


def test_every_ask_is_that_of_an_invented_network(kept: Kept, demo: Path) -> None:
    parties = tomllib.loads((demo / "parties.toml").read_text("utf-8"))
    states = {"Lower Valleys", "Upper Delta", "Estuary", "Three Fords", "Marshland"}
    for ask in kept.asks:
        assert ask.owner
        assert parties[ask.owner]["invented"], ask.slug
        networks = {backing.party for backing in ask.backers} - states
        assert all(parties[one]["invented"] for one in networks), ask.slug


def test_what_became_of_each_ask_is_what_was_planted(kept: Kept) -> None:
    gold = tomllib.loads((Path(__file__).parents[1] / "negotiations/gold/river.toml").read_text("utf-8"))
    planted = {(ask["slug"], one["draft"]): one["kind"] for ask in gold["asks"] for one in ask["outcomes"]}
    assert [one for one in kept.outcomes if one.kind.value != planted[one.ask, one.draft]] == []
    assert {one.ask for one in kept.outcomes if one.draft == "adopted"} == {ask.slug for ask in kept.asks}
    assert {one.draft for one in kept.outcomes} == {draft.slug for draft in kept.process.drafts}


def test_the_news_counts_as_the_scorecard_does(kept: Kept, demo: Path) -> None:
    kinds = [outcome.kind for outcome in kept.outcomes if outcome.draft == "adopted"]
    through = {OutcomeKind.VERBATIM, OutcomeKind.SUBSTANCE, OutcomeKind.MOVED, OutcomeKind.RESTORED}
    counted = (len(kinds), sum(kind in through for kind in kinds), kinds.count(OutcomeKind.WEAKENED))
    assert counted == (16, 10, 4)
    assert (kinds.count(OutcomeKind.DROPPED), kinds.count(OutcomeKind.UNKNOWN)) == (1, 1)
    news = (demo / "posts/what-became-of-our-asks/en.md").read_text("utf-8")
    assert "Of sixteen asks, ten came through" in news
    assert "Four were weakened" in news


def test_events_name_paragraphs_that_are_there(kept: Kept) -> None:
    texts = {text.draft: {one.label.rstrip(".") for one in text.paragraphs} for text in kept.texts}
    for event in kept.process.events:
        assert set(event.paragraphs) <= texts[event.draft or "zero"], event
