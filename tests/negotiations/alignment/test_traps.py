"""The traps of real negotiations, each in a few lines; and of the Paris Agreement itself where it is at hand."""

from random import Random

import pytest
from tests.negotiations.alignment.drafts import draft, pairs

from firsthand.catalogue.negotiations import DraftText, LinkKind, Paragraph, Part
from firsthand.negotiations.alignment import DifferentLanguagesError, align
from firsthand.negotiations.alignment.lexis import Lexis
from firsthand.negotiations.alignment.shingles import weigh

WATER = "Each Party shall report every two years on the quality of water in its rivers and lakes."
FOREST = (
    "Parties should conserve forests, wetlands and other sinks, taking account of the rights of those who live there."
)
MONEY = "Developed country Parties shall provide new and additional financial resources to the Fund."
COURT = "Disputes shall be settled by arbitration within twelve months of the written claim."


def test_renumbered_articles_are_followed_by_their_words() -> None:
    before = draft("a", f"1 | {WATER}", f"2 | {FOREST}", f"2bis | {MONEY}", f"3 | {COURT}")
    after = draft("b", f"1 | {WATER}", f"3 | {MONEY}", f"4 | {COURT}", f"2 | {FOREST}")
    found = align(before, after)
    assert pairs(found) == {("a0", "b0"), ("a1", "b3"), ("a2", "b1"), ("a3", "b2")}
    assert {link.kind for link in found.links} == {LinkKind.SAME}


def test_cross_references_and_labels_do_not_make_it_another_paragraph() -> None:
    before = draft("a", "Option 2: The report under Article 9, paragraph 3 (b), goes to the Committee.", WATER)
    after = draft("b", WATER, "The report under Article 13, paragraph 7 (c), goes to the Committee.")
    best = next(link for link in align(before, after).links if link.before == ("a0",))
    assert best.after == ("b1",)
    assert best.score > 0.7


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "decarbonisation of labour programmes", "decarbonization of labor programs"),
        ("en", "the “so-called” people’s right – 2013–2015", 'the "so-called" people\'s right - 2013-2015'),
        ("en", "PEOPLE [OF THE] NORTH COAST", "People of the north coast"),
        ("fr", "Un évènement règlementaire à la clef", "un événement réglementaire à la clé"),
        ("es", "el período de la substancia en septiembre", "el periodo de la sustancia en setiembre"),
        ("ru", "учёт налоксона и расчёт доз", "учет налоксона и расчет доз"),
        ("uk", "Облік налоксону", "облік налоксону"),
    ],
)
def test_spellings_signs_and_case_make_no_difference(language: str, before: str, after: str) -> None:
    weighed = weigh([Paragraph("a", before)], [Paragraph("b", after)], language, Lexis())
    assert weighed.before.copies == weighed.after.copies
    other = weigh([Paragraph("a", after)], [Paragraph("a", after + " x")], language, Lexis())
    assert other.before.copies != other.after.copies


ENGLISH = "The report of the Committee is for all, and it shall be sent to the Parties that are on the list by May."
FRENCH = (
    "Le rapport du comité est pour tous, et les parties qui sont sur la liste des pays le lisent dans les six mois."
)
SPANISH = "El informe del comité es para todos, y las partes que están en la lista de los países lo leen en seis meses."
RUSSIAN = "Доклад комитета для всех, и стороны в списке и на карте читают его от начала до конца по порядку."


def test_a_demand_that_vanishes_is_dropped_and_when_it_comes_back_it_is_new_and_not_something_else() -> None:
    full = draft("a", WATER, FOREST, MONEY, COURT)
    without = draft("b", WATER, MONEY, COURT)
    dropped = [link for link in align(full, without).links if link.kind is LinkKind.DROPPED]
    assert [link.before for link in dropped] == [("a1",)]
    back = [link for link in align(without, full).links if link.kind is LinkKind.NEW]
    assert [link.after for link in back] == [("a1",)]
    assert all(link.score > 0.8 for link in (*dropped, *back))


def test_a_paragraph_that_moves_into_another_article_is_said_to_have_moved_and_its_old_neighbours_not() -> None:
    before = draft(
        "a",
        f"1 | {WATER}",
        f"1 | {FOREST}",
        "1 | Ports keep lists of boats and sailors.",
        f"2 | {MONEY}",
        f"2 | {COURT}",
    )
    after = draft(
        "b",
        f"5 | {WATER}",
        "5 | Ports keep lists of boats and sailors.",
        f"6 | {MONEY}",
        f"6 | {FOREST}",
        f"6 | {COURT}",
    )
    moved = [link for link in align(before, after).links if link.moved]
    assert [(link.before, link.after) for link in moved] == [(("a1",), ("b3",))]


def test_a_paragraph_that_changes_places_with_its_neighbours_has_moved() -> None:
    before = draft("a", WATER, FOREST, MONEY, COURT)
    after = draft("b", FOREST, MONEY, COURT, WATER)
    assert [link.before for link in align(before, after).links if link.moved] == [("a0",)]


def test_of_two_articles_that_are_the_same_by_a_slip_none_is_claimed_to_be_the_one() -> None:
    same = "Annexes form an integral part of this Agreement and are lists, forms and other descriptive material."
    before = draft("a", f"19 | {same}", f"20 | {same}")
    after = draft("b", f"22 | {same}")
    found = align(before, after)
    assert pairs(found) == set()
    assert {link.kind for link in found.links} == {LinkKind.UNKNOWN}
    assert all("b0" in (*link.after, *link.ties) for link in found.links)


def test_short_boilerplate_is_not_forced_into_pairs() -> None:
    before = draft("a", WATER, "No text", FOREST, "Option 2: No text", "Continue to take the lead.")
    after = draft(
        "b",
        MONEY,
        "[No text]",
        COURT,
        "Developed Parties continue to take the lead in quite another matter altogether.",
    )
    assert not {pair for pair in pairs(align(before, after)) if pair[0] in ("a1", "a3")}
    lead = next(link for link in align(before, after).links if "a4" in link.before)
    assert lead.score < 0.5


def test_boilerplate_that_stands_equally_often_in_both_is_matched_in_turn() -> None:
    before = draft("a", WATER, "No text", FOREST, "No text", MONEY)
    after = draft("b", WATER, "No text", FOREST, "No text", MONEY)
    assert pairs(align(before, after)) == {(f"a{place}", f"b{place}") for place in range(5)}


def test_copies_beside_each_other_are_paired_in_turn_and_not_taken_for_options() -> None:
    lines = [f"States shall carry out measure {place // 2} of the list in this annex." for place in range(20)]
    found = align(draft("a", *lines), draft("b", *lines[2:], WATER))
    assert pairs(found) == {(f"a{place + 2}", f"b{place}") for place in range(18)}
    assert {link.kind for link in found.links if link.before and link.after} == {LinkKind.SAME}


@pytest.mark.parametrize(
    "bracketed",
    [
        "[Each Party [shall][should] report [every [two][five] years]] on the [quality][state] of water in its rivers",
        "Each Party [shall report every two years] on the quality of water [in its rivers] and lakes]",
        "[[[[Each Party shall report every two years on the quality of water in its rivers and lakes",
        "]Each Party][ shall report every two years [on the quality of water] in its rivers [and lakes",
    ],
)
def test_nested_and_unbalanced_brackets_hide_no_words(bracketed: str) -> None:
    found = align(draft("a", bracketed, FOREST, MONEY), draft("b", MONEY, FOREST, WATER))
    link = next(link for link in found.links if link.before == ("a0",))
    assert (link.kind, link.after) == (LinkKind.EDITED, ("b2",))
    assert link.score > 0.5


def test_the_final_text_takes_one_of_two_options_which_were_for_one_paragraph() -> None:
    one = "The Committee shall consist of ten experts elected for two years, with regard to gender balance."
    other = "The Committee shall consist of twenty experts elected for four years, with regard to gender balance."
    before = draft("a", WATER, f"[Option 1: {one}", f"Option 2: {other}]", MONEY)
    found = align(before, draft("b", WATER, other, MONEY))
    link = next(link for link in found.links if link.after == ("b1",))
    assert (link.kind, link.before) == (LinkKind.MERGED, ("a1", "a2"))


def test_what_is_not_negotiated_is_matched_apart() -> None:
    front = Paragraph("f", WATER, Part.FRONT)
    text = draft("b", WATER)
    found = align(DraftText("a", (front,)), text)
    assert pairs(found) == set()
    assert pairs(align(DraftText("a", (front,)), DraftText("b", (Paragraph("g", WATER, Part.FRONT),)))) == {("f", "g")}


def test_drafts_of_different_languages_are_refused_with_a_sentence() -> None:
    english, russian = draft("zero", ENGLISH, ENGLISH), draft("rev-1", RUSSIAN, RUSSIAN)
    with pytest.raises(DifferentLanguagesError, match=r"“zero” .* “en” .* “rev-1” .* “ru”.* Only drafts in the same"):
        align(english, russian)


UNSPACED = {
    "zh": ("各国应免费提供纳洛酮。", "警察不得在卫生机构附近等候。", "委员会每两年审查一次进展。"),
    "th": ("รัฐต้องจัดให้มีนาล็อกโซนโดยไม่คิดค่าใช้จ่าย", "ตำรวจต้องไม่รอใกล้สถานบริการสุขภาพ", "คณะกรรมการทบทวนทุกสองปี"),
    "ar": ("تكفل الدول توفير النالوكسون مجانا", "لا تنتظر الشرطة قرب المراكز الصحية", "تستعرض اللجنة التقدم كل سنتين"),
}
CHANGED = {
    "zh": "各国应当在监狱中免费提供纳洛酮。",
    "th": "รัฐควรจัดให้มีนาล็อกโซนในเรือนจำ",
    "ar": "ينبغي أن تكفل الدول توفير النالوكسون في السجون",
}


@pytest.mark.parametrize("language", UNSPACED)
def test_languages_without_spaces_and_languages_unknown_to_us_are_compared_too(language: str) -> None:
    texts = UNSPACED[language]
    found = align(draft("a", *texts), draft("b", texts[2], texts[1], CHANGED[language]))
    assert pairs(found) == {("a0", "b2"), ("a1", "b1"), ("a2", "b0")}


def test_nothing_at_all_is_aligned_with_nothing_at_all() -> None:
    assert align(draft("a"), draft("b")).links == ()
    assert [link.kind for link in align(draft("a"), draft("b", WATER)).links] == [LinkKind.NEW]


@pytest.mark.parametrize("text", ["The same words in all paragraphs of the draft.", "No text", "[" * 50 + "x", ""])
def test_many_paragraphs_that_are_all_the_same_are_unknown_and_cost_little(text: str) -> None:
    before, after = draft("a", *[text] * 400), draft("b", *[text] * 300)
    found = align(before, after)
    assert len([one for link in found.links for one in (*link.before, *link.after)]) == 700
    assert len(pairs(found)) <= 300


def test_long_paragraphs_that_moved_and_changed_are_found() -> None:
    draw = Random(3)
    words = [[f"word{draw.randrange(2000)}" for _ in range(130)] for _ in range(40)]
    before = draft("a", *(" ".join(own) for own in words))
    after = draft("b", *(" ".join([*own[:60], "besides", *own[70:]]) for own in reversed(words)))
    assert pairs(align(before, after)) == {(f"a{place}", f"b{39 - place}") for place in range(40)}


def test_one_giant_paragraph_is_no_trouble() -> None:
    giant = " ".join([WATER, FOREST, MONEY] * 2000) + " ["
    found = align(draft("a", giant, COURT), draft("b", COURT, giant + "x"))
    assert pairs(found) == {("a0", "b1"), ("a1", "b0")}
