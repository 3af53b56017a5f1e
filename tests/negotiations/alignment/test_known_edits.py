"""On texts whose every edit is known: how much of what is proposed is right, how much wrong, how much said unknown."""

from collections import Counter

import pytest
from tests.negotiations.alignment.known_edits import Edited, edited

from firsthand.catalogue.negotiations import Alignment, Link, LinkKind
from firsthand.negotiations.alignment import align

SEEDS = range(8)


def judged(made: Edited, found: Alignment) -> Counter[str]:
    """Pair by pair: right, wrong or unknown."""
    pairs = {(one, other) for link in made.truth for one in link.before for other in link.after}
    counted: Counter[str] = Counter()
    for link in found.links:
        for one in link.before:
            for other in link.after:
                if link.kind is LinkKind.UNKNOWN:
                    counted["unknown"] += 1
                else:
                    counted["right" if (one, other) in pairs else "wrong"] += 1
        if link.kind in (LinkKind.NEW, LinkKind.DROPPED):
            there = any(
                link.before == each.before[:1] or link.after == each.after[:1] for each in _with_both(made.truth)
            )
            counted["wrong end" if there else "right end"] += 1
    counted["pairs"] = len(pairs)
    return counted


def _with_both(links: tuple[Link, ...]) -> list[Link]:
    return [link for link in links if link.before and link.after]


@pytest.fixture(scope="module")
def all_edited() -> list[tuple[Edited, Alignment]]:
    texts = [edited(seed) for seed in SEEDS]
    return [(text, align(text.before, text.after)) for text in texts]


def test_nearly_all_pairs_are_found_and_nearly_none_is_wrong(all_edited: list[tuple[Edited, Alignment]]) -> None:
    total = Counter[str]()
    for text, found in all_edited:
        total += judged(text, found)
    assert total["right"] >= 0.95 * total["pairs"], total
    assert total["wrong"] <= 0.01 * total["right"], total
    assert total["wrong end"] <= 0.01 * total["pairs"], total
    assert total["right end"] >= 40, total


def test_splits_and_merges_are_told_as_such(all_edited: list[tuple[Edited, Alignment]]) -> None:
    for kind in (LinkKind.SPLIT, LinkKind.MERGED):
        told = wanted = 0
        for text, found in all_edited:
            links = {(link.before, link.after) for link in found.links if link.kind is kind}
            truth = {(link.before, link.after) for link in text.truth if link.kind is kind}
            told, wanted = told + len(links & truth), wanted + len(truth)
        assert wanted >= 20
        assert told >= 0.85 * wanted, kind


def test_what_moved_is_told_to_have_moved_though_all_articles_have_other_numbers(
    all_edited: list[tuple[Edited, Alignment]],
) -> None:
    told = wanted = claimed = 0
    for text, found in all_edited:
        moved = {(link.before, link.after) for link in found.links if link.moved}
        truth = {(link.before, link.after) for link in text.truth if link.moved}
        told, wanted, claimed = told + len(moved & truth), wanted + len(truth), claimed + len(moved)
    assert wanted >= 20
    assert told >= 0.85 * wanted
    assert told >= 0.85 * claimed


def test_who_takes_links_from_the_best_down_gets_the_wrong_ones_last(
    all_edited: list[tuple[Edited, Alignment]],
) -> None:
    for text, found in all_edited:
        pairs = {(one, other) for link in text.truth for one in link.before for other in link.after}
        ranked = sorted((link for link in found.links if link.before and link.after), key=lambda link: -link.score)
        best = ranked[: len(ranked) * 3 // 4]
        assert all((link.before[0], link.after[0]) in pairs for link in best)


def test_both_directions_give_the_same_pairs(all_edited: list[tuple[Edited, Alignment]]) -> None:
    for text, found in all_edited:
        back = align(text.after, text.before)
        assert {(link.before, link.after) for link in found.links} == {(link.after, link.before) for link in back.links}
