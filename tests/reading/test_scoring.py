"""The scorer itself: readings with known mistakes get the scores that a person reckons for them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.alignment import Strand, Unit, align, fold
from tests.reading.scoring import Block, Cell, Reading, Score, Tally, edits, score, similarity, total

TEXTS = (
    "The network asked four hundred people in nine cities what would keep them safe.",
    "Their answers described duties that nobody had given to them, and nobody had paid.",
    "Most services closed at an hour at which they were needed more than at any other.",
    "What was counted is printed here, and what was promised to nobody was left out.",
)
PARAGRAPHS = tuple(Block("text", text) for text in TEXTS)
TRUTH = Reading((
    Block("title", "What we learnt together", 1),
    Block("heading", "1. Why this matters", 1),
    Block("text", TEXTS[0], marks=((len(TEXTS[0]), "a"),)),
    Block("heading", "1.1 How we asked", 2),
    Block("text", TEXTS[1], marks=((17, "b"),)),
    Block("item", "1. Interviews were held at home.", 0, "1."),
    Block("item", "in the language of each person", 1),
    Block("caption", "Table 1. Visits by city"),
    Block("table", cells=(
        Cell(0, 0, "City", 1, 1), Cell(0, 1, "Visits", 1, 2),
        Cell(1, 0, "Almada"), Cell(1, 1, "120"), Cell(1, 2, "135"),
    )),
    Block("note", "The whole method is described in the annex.", key="a"),
    Block("note", "In their own words, as far as they were noted down.", key="b"),
), furniture=("Network of networks, annual report",), pages=4)  # fmt: skip


def change(**changes: Block | None) -> Reading:
    """The truth with some blocks (by "b" and number) replaced, or left out where the replacement is None."""
    blocks = [changes.get(f"b{at}", block) for at, block in enumerate(TRUTH.blocks)]
    return Reading(tuple(block for block in blocks if block is not None))


def scores(found: Reading, truth: Reading = TRUTH) -> Score:
    return score(truth, found)


def test_the_truth_itself_is_perfect() -> None:
    result = scores(TRUTH)
    values = result.values()
    assert {name: values[name] for name in values if name not in {"error", "leak"}} == dict.fromkeys(
        ["paragraphs", "headings", "order", "lists", "tables", "places", "notes"], 1.0
    )
    assert (values["error"], values["leak"]) == (0.0, 0.0)
    assert result.faults == ()


def test_nothing_found_is_worth_nothing() -> None:
    values = scores(Reading(())).values()
    assert [values[name] for name in ("paragraphs", "headings", "lists", "tables", "notes")] == [0.0] * 5
    assert values["order"] is None
    assert values["error"] == 1.0


def test_two_paragraphs_as_one_lose_one_end_and_one_start() -> None:
    found = Reading((Block("text", f"{TEXTS[0]} {TEXTS[1]}"), *PARAGRAPHS[2:]))
    result = scores(found, Reading(PARAGRAPHS))
    assert result.paragraphs == Tally(6, 8, 6)
    assert result.values()["error"] == 0.0


def test_one_paragraph_as_two_has_one_end_and_one_start_too_many() -> None:
    halves = (Block("text", TEXTS[0][:30]), Block("text", TEXTS[0][30:]))
    result = scores(Reading((*halves, *PARAGRAPHS[1:])), Reading(PARAGRAPHS))
    assert result.paragraphs == Tally(8, 8, 10)


def test_paragraphs_that_changed_places_are_whole_and_out_of_order() -> None:
    swapped = (PARAGRAPHS[1], PARAGRAPHS[0], *PARAGRAPHS[2:])
    result = scores(Reading(swapped), Reading(PARAGRAPHS))
    assert result.paragraphs.f1 == 1.0
    assert result.order == Tally(4, 6, 6)  # five of the six pairs are right, one is wrong
    assert result.values()["error"] == 0.0


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_order_is_kendalls_tau(order: tuple[int, ...]) -> None:
    inversions = sum(order[one] > order[two] for one in range(4) for two in range(one + 1, 4))
    result = scores(Reading(tuple(PARAGRAPHS[at] for at in order)), Reading(PARAGRAPHS))
    assert result.values()["order"] == pytest.approx(1 - 2 * inversions / 6)


def test_the_place_of_a_box_and_of_notes_is_free() -> None:
    boxed = Reading((*PARAGRAPHS[:2], PARAGRAPHS[2]._replace(loose=True), PARAGRAPHS[3]))
    found = Reading((PARAGRAPHS[2], *PARAGRAPHS[:2], PARAGRAPHS[3]))
    assert scores(found, boxed).values()["order"] == 1.0


def test_a_heading_at_a_wrong_level_is_no_hit() -> None:
    result = scores(change(b3=Block("heading", "1.1 How we asked", 1)))
    assert result.headings == Tally(2, 3, 3)
    assert "level 1 instead of 2" in result.faults[0]


def test_levels_count_beside_one_another() -> None:
    deeper = Reading(tuple(block._replace(level=block.level + 1) if block.kind == "heading" else block
                           for block in TRUTH.blocks))  # fmt: skip
    assert scores(deeper).headings.f1 == 1.0


def test_a_heading_read_as_a_paragraph_is_lost_and_one_made_of_a_paragraph_is_false() -> None:
    found = change(b1=Block("text", "1. Why this matters"), b5=Block("heading", "1. Interviews were held at home.", 2))
    result = scores(found)
    assert result.headings == Tally(2, 3, 3)
    assert result.paragraphs.f1 == 1.0
    assert result.lists == Tally(1, 2, 1)


def test_a_subtitle_may_be_a_heading_or_not() -> None:
    truth = Reading((Block("title", "What we learnt", 1), Block("subtitle", "A report"), *PARAGRAPHS))
    for kind in ("heading", "text"):
        found = Reading((Block("heading", "What we learnt", 1), Block(kind, "A report", 2), *PARAGRAPHS))
        assert scores(found, truth).headings == Tally(1, 1, 1)


def test_a_table_read_as_lines_loses_its_cells_but_no_paragraph() -> None:
    result = scores(change(b8=Block("text", "City Visits Almada 120 135")))
    assert result.tables == Tally(0, 5, 0)
    assert result.paragraphs.f1 == 1.0


def test_merged_cells_are_wrong_with_what_they_push_aside() -> None:
    cells = (Cell(0, 0, "City"), Cell(0, 1, "Visits", 1, 2), Cell(1, 0, "Almada 120"), Cell(1, 1, "135"))
    result = scores(change(b8=Block("table", cells=cells)))
    assert result.tables == Tally(2, 5, 4)


def test_a_lost_span_counts_for_tables_and_not_for_places() -> None:
    cells = tuple(cell._replace(columns=1) for cell in TRUTH.blocks[8].cells)
    result = scores(change(b8=Block("table", cells=cells)))
    assert (result.tables, result.places) == (Tally(4, 5, 5), Tally(5, 5, 5))


def test_a_table_made_of_paragraphs_has_false_cells_and_boundaries() -> None:
    found = Reading((Block("table", cells=(Cell(0, 0, TEXTS[0][:30]), Cell(0, 1, TEXTS[0][30:]))), *PARAGRAPHS[1:]))
    result = scores(found, Reading(PARAGRAPHS))
    assert result.tables == Tally(0, 0, 2)
    assert result.paragraphs == Tally(8, 8, 10)


def test_a_dropped_note_loses_its_link_and_its_text() -> None:
    result = scores(change(b2=Block("text", TEXTS[0]), b9=None))
    assert result.notes == Tally(1, 2, 1)
    assert result.error.hits == len("The whole method is described in the annex.")


def test_marks_that_changed_notes_are_no_links() -> None:
    found = change(
        b2=TRUTH.blocks[2]._replace(marks=((len(TEXTS[0]), "b"),)), b4=TRUTH.blocks[4]._replace(marks=((17, "a"),))
    )
    assert scores(found).notes == Tally(0, 2, 2)


def test_a_mark_at_another_word_is_no_link() -> None:
    assert scores(change(b4=TRUTH.blocks[4]._replace(marks=((30, "b"),)))).notes == Tally(1, 2, 2)


def test_items_need_their_depth_and_their_number() -> None:
    flat = scores(change(b6=TRUTH.blocks[6]._replace(level=0)))
    assert flat.lists == Tally(1, 2, 2)
    bullet = scores(change(b5=Block("item", "Interviews were held at home.", 0)))
    assert bullet.lists == Tally(1, 2, 2)


def test_each_wrong_letter_and_each_lost_space_is_an_edit() -> None:
    worse = TEXTS[0].replace("network", "netvvork").replace("nine cities", "ninecities")
    result = scores(Reading((Block("text", worse), *PARAGRAPHS[1:])), Reading(PARAGRAPHS))
    assert result.error == Tally(3, sum(map(len, TEXTS)), sum(map(len, TEXTS)))


def test_what_is_nowhere_in_the_truth_is_an_error() -> None:
    result = scores(Reading((*PARAGRAPHS, Block("text", "qqqq xxxx"))), Reading(PARAGRAPHS))
    assert result.error.hits == 8
    assert result.paragraphs == Tally(8, 8, 10)


def test_running_heads_leak_and_are_no_other_error() -> None:
    head = Block("text", "Network of networks, annual report 3")
    result = scores(Reading((*TRUTH.blocks[:4], head, *TRUTH.blocks[4:], Block("text", "4"))))
    assert result.values()["leak"] == 2 / 4
    assert result.values()["error"] == 0.0
    assert result.paragraphs.f1 == 1.0


def test_a_running_head_within_a_paragraph_leaks() -> None:
    broken = f"{TEXTS[0][:40]} Network of networks, annual report {TEXTS[0][40:]}"
    result = scores(change(b2=Block("text", broken, marks=((len(broken), "a"),))))
    assert result.leak.hits == 1
    assert result.paragraphs.f1 == 1.0


def test_a_contents_list_may_be_cut_up_but_is_no_heading() -> None:
    contents = tuple(Block("text", text, optional=True) for text in ("1. Why this matters", "1.1 How we asked"))
    truth = Reading((*contents, *TRUTH.blocks[1:7]))
    whole = Reading((Block("text", "1. Why this matters … 3 1.1 How we asked … 4"), *TRUTH.blocks[1:7]))
    result = scores(whole, truth)
    assert (result.paragraphs.f1, result.headings.f1, result.values()["error"]) == (1.0, 1.0, 0.0)
    false = scores(Reading((Block("heading", "1. Why this matters", 1), *whole.blocks)), truth)
    assert false.headings == Tally(2, 2, 3)


def test_documents_weigh_as_much_as_is_in_them() -> None:
    short = scores(Reading(PARAGRAPHS[:1]), Reading(PARAGRAPHS[:1]))
    long = scores(Reading((Block("text", " ".join(TEXTS)),)), Reading(PARAGRAPHS))
    both = total([short, long])
    assert both.paragraphs == Tally(4, 10, 4)
    assert total([]).values()["order"] is None


def test_letters_that_agree_by_chance_beyond_a_boundary_are_left_to_their_own() -> None:
    """What stands before the last paragraph ends in “s” here and there, but is not the same."""
    years, services, decision = (
        Block("text", text)
        for text in (
            "To report again in two years",
            "Answers in the name of services",
            "See decision seven, which was taken in the spring of that year",
        )
    )
    result = scores(Reading((years, services, decision)), Reading((services, years, decision)))
    assert (result.paragraphs.f1, result.error.hits) == (1.0, 0)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("flaw", "lawn", 2), ("ab", "ba", 2), ("a", "", 1)],
)
def test_edits(one: str, other: str, distance: int) -> None:
    assert edits(one, other) == distance


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_edits_are_those_of_the_plain_matrix(one: str, other: str) -> None:
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(other, start=1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != wanted))
    assert edits(one, other) == row[-1]


def test_letters_are_compared_without_case_signs_and_ligatures() -> None:
    assert fold("Eﬃcient – “Élan”!") == fold("efficient élan")
    assert fold("हिन्दी") == "हिन्दी"
    assert similarity("1.  Introduction", "1 introduction") == 1.0
    assert similarity("Introduction", "Conclusion") < 0.5


@given(st.permutations(range(4)), st.integers(0, 60))
def test_every_letter_is_found_again_wherever_it_went(order: list[int], cut: int) -> None:
    true = Strand([Unit(text, None, at) for at, text in enumerate(TEXTS)])
    pieces = [piece for at in order for piece in (TEXTS[at][:cut], TEXTS[at][cut:]) if fold(piece)]
    ground = align(true, Strand([Unit(text, None, at) for at, text in enumerate(pieces)]))
    lost = [at for at, place in enumerate(ground.forth) if place is None]
    assert len(lost) <= 4 * 9  # a piece shorter than a seed may be lost, nothing else
    for at, place in enumerate(ground.forth):
        assert place is None or ground.found.letters[place] == true.letters[at]
