"""Keyword in context: every occurrence once, in its order, aligned on what was found."""

import unicodedata
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelves import edition, entry

from firsthand.search import concordance
from firsthand.search.concordance import WIDTH, around, is_boundary
from firsthand.search.protocol import Concordance, Engine, Entry, Query

Opener = Callable[[Iterable[Entry]], Engine]


def dated(year: str) -> dict[str, object]:
    return {"date": year, "facets": {"kind": ("report",), "year": (year,), "language": ("en",)}}


def matches(found: Concordance) -> list[str]:
    return [line.match for line in found.occurrences]


def test_each_occurrence_in_a_passage_has_a_line_of_its_own(opened: Opener) -> None:
    text = "Harm reduction works. We pay for harm reduction, and reduction of harm is no harm reduction."
    engine = opened(edition("works/a/en", text, "Harm reduction is named here too.", "Nothing of the kind."))
    found = engine.concordance(Query('"harm reduction"'))
    assert [(line.before, line.match, line.after) for line in found.occurrences] == [
        ("", "Harm reduction", " works. We pay for harm reduction, and reduction…"),
        ("Harm reduction works. We pay for ", "harm reduction", ", and reduction of harm is no harm reduction."),
        ("…for harm reduction, and reduction of harm is no ", "harm reduction", "."),
        ("", "Harm reduction", " is named here too."),
    ]
    assert (found.passages, found.editions, found.more) == (2, 1, False)


def test_the_newest_edition_comes_first_and_then_the_order_of_reading(opened: Opener) -> None:
    entries = [
        *edition("works/old/en", "needles one", "needles two", **dated("2009")),
        *edition("works/new/en", "needles three", **dated("2021")),
        entry("works/undated/en", "needles six", date=None, facets={}),
        *edition("works/middle/en", "needles four", "needles five", **dated("2015")),
    ]
    found = opened(reversed(entries)).concordance(Query("needles"))
    assert [line.after.strip() for line in found.occurrences] == ["three", "four", "five", "one", "two", "six"]
    assert found.occurrences[0].date == "2021"


@pytest.mark.parametrize("at_once", [1, 50, 1_000])
def test_pages_hold_every_line_exactly_once(opened: Opener, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(concordance, "AT_ONCE", at_once)
    texts = [f"needle {number} and needle again, " * (number % 4 + 1) for number in range(40)]
    engine = opened([*edition("works/a/en", *texts), *edition("works/b/en", *texts)])
    whole = engine.concordance(Query("needle", per_page=1_000))
    turned, page, more = [], 1, True
    while more:
        found = engine.concordance(Query("needle", page=page, per_page=7))
        turned += found.occurrences
        page, more = page + 1, found.more
    assert [line.address for line in whole.occurrences] == sorted(line.address for line in whole.occurrences)
    assert len(whole.occurrences) == 2 * sum(2 * (number % 4 + 1) for number in range(40))
    assert tuple(turned) == whole.occurrences
    assert not whole.more
    assert engine.concordance(Query("needle", page=page + 5)).occurrences == ()


def test_filters_and_fields_narrow_the_lines(opened: Opener) -> None:
    engine = opened([*edition("works/a/en", "needles", **dated("2009")), *edition("works/b/en", "needles")])
    assert len(engine.concordance(Query("needles", {"year": ("2009",)})).occurrences) == 1
    assert [line.address for line in engine.concordance(Query("needles year:2019")).occurrences] == ["works/b/en"]


def test_a_heading_stands_once_and_leads_to_the_first_passage_under_it(opened: Opener) -> None:
    headings = ("On naloxone", "Doses")
    engine = opened(edition("works/a/en", "How much to give.", "And when.", headings=headings))
    (line,) = engine.concordance(Query("naloxone")).occurrences
    assert (line.before, line.match, line.after, line.headings) == ("On ", "naloxone", "", ())
    assert line.passage == "works-a-en-0"


def test_words_that_stand_together_are_one_line_with_the_small_words_between_them(opened: Opener) -> None:
    text = "People who use drugs know. Drugs have been used by many people."
    found = opened(edition("works/a/en", text)).concordance(Query("people who use drugs", languages=("en",)))
    assert matches(found) == ["People who use drugs", "Drugs", "used", "people"]


def test_a_word_that_is_said_twice_has_two_lines(opened: Opener) -> None:
    found = opened(edition("works/a/en", "Peers, peers: needle needle exchange.")).concordance(Query("needle exchange"))
    assert matches(found) == ["needle", "needle exchange"]


def test_a_word_is_found_in_its_forms_and_with_its_own_letters(opened: Opener) -> None:
    engine = opened(
        [*edition("works/a/fr", "La dépénalisation, les dépénalisations."), *edition("works/a/ru", "Шприцы")]
    )
    assert matches(engine.concordance(Query("depenalisation"))) == ["dépénalisation", "dépénalisations"]
    assert matches(engine.concordance(Query("шприцев"))) == ["Шприцы"]


def test_arabic_keeps_its_logical_order(opened: Opener) -> None:
    text = "نحن نطلب الحد من الضرر في كل مكان"
    (line,) = opened(edition("works/a/ar", text)).concordance(Query('"الحد من الضرر"')).occurrences
    assert (line.before, line.match, line.after) == ("نحن نطلب ", "الحد من الضرر", " في كل مكان")


def test_scripts_without_spaces_are_cut_between_characters(opened: Opener) -> None:
    text = "ลดอันตรายจากการใช้ยาเสพติด" * 6 + "เข็มฉีดยา" + "น้ำใจของเพื่อน" * 12
    (line,) = opened(edition("works/a/th", text)).concordance(Query('"เข็มฉีดยา"')).occurrences
    assert line.match == "เข็มฉีดยา"
    assert line.before.startswith("…")
    assert unicodedata.category(line.before[1])[0] != "M"
    assert line.before[1] != "\u0e33"
    assert 40 < len(line.before) <= WIDTH + 1


def test_a_line_keeps_to_its_paragraph(opened: Opener) -> None:
    engine = opened([entry("works/a/en", "A title\n\nThe summary\nof needles here.\n\nAuthors", block="record")])
    (line,) = engine.concordance(Query("needles")).occurrences
    assert (line.before, line.after) == ("The summary of ", " here.")


@pytest.mark.parametrize("words", ["", "((((", "year:2019", "*"])
def test_what_can_not_be_searched_has_no_lines(opened: Opener, words: str) -> None:
    found = opened(edition("works/a/en", "needles")).concordance(Query(words))
    assert found.unsearchable
    assert not found.occurrences


@given(st.text("กขาำี่้เ", min_size=60, max_size=90), st.integers(5, 25))
def test_lines_of_scripts_without_spaces_begin_and_end_with_whole_characters(text: str, width: int) -> None:
    before, _, after = around(text, 40, 41, width)
    kept, going_on = len(before.removeprefix("…")), len(after.removesuffix("…"))
    assert not kept or is_boundary(text, 40 - kept)
    assert not going_on or is_boundary(text, 41 + going_on)


@given(st.text(), st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_what_stands_around_a_match_is_what_the_text_says(text: str, start: int, length: int, width: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, match, after = around(text, start, end, width)
    spaced = " ".join(text.split())
    whole = "".join((before.removeprefix("…"), match, after.removesuffix("…")))
    assert " ".join(whole.split()) in spaced
    assert len(before) <= width + 1
    assert len(after) <= width + 1
    assert "\n" not in whole


@pytest.mark.parametrize("text", ["e\u0301", "👩\u200d🌾", "🇰🇪", "น้ำ"[:2], "กำ", "각", "👍🏽"])
def test_what_readers_see_as_one_character_is_not_parted(text: str) -> None:
    assert not [at for at in range(1, len(text)) if is_boundary(text, at)]


def test_flags_are_parted_between_them_alone() -> None:
    assert [at for at in range(1, 6) if is_boundary("🇰🇪🇺🇬🇹🇿", at)] == [2, 4]
