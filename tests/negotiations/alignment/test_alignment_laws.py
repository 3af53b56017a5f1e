"""What holds for any two drafts: nobody is forgotten or counted twice, and the direction does not matter."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.catalogue.negotiations import Alignment, DraftText, Link, LinkKind, Paragraph, Part, State
from firsthand.negotiations.alignment import align
from firsthand.negotiations.alignment.lexis import Lexis
from firsthand.negotiations.alignment.shadow import tokens
from firsthand.negotiations.alignment.spelling import unaccented

WORDS = st.sampled_from(
    [
        *"[]",
        "[[",
        "]",
        "shall",
        "should",
        "ensure",
        "States",
        "naloxone",
        "prison",
        "Article 3",
        "No text",
        "2030",
        "中文",
        "؟",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=20))

SHARED = Lexis()


@st.composite
def drafts(draw: st.DrawFn, slug: str) -> DraftText:
    texts = draw(st.lists(TEXTS, max_size=8))
    return DraftText(
        slug,
        tuple(
            Paragraph(
                f"{slug}{place}",
                text,
                draw(st.sampled_from(Part)),
                article=draw(st.sampled_from(["", "1", "2bis"])),
            )
            for place, text in enumerate(texts)
        ),
    )


@st.composite
def decisions(draw: st.DrawFn) -> Link:
    ids = st.lists(st.integers(0, 9), max_size=2, unique=True)
    return Link(
        draw(st.sampled_from(LinkKind)),
        tuple(f"a{place}" for place in draw(ids)),
        tuple(f"b{place}" for place in draw(ids)),
        state=draw(st.sampled_from([State.CONFIRMED, State.REFUSED])),
    )


def check_whole(found: Alignment, before: DraftText, after: DraftText) -> None:
    standing = [link for link in found.links if link.state is not State.REFUSED]
    assert Counter(one for link in standing for one in link.before) == Counter(one.id for one in before.paragraphs)
    assert Counter(one for link in standing for one in link.after) == Counter(one.id for one in after.paragraphs)
    known = {one.id for one in (*before.paragraphs, *after.paragraphs)}
    for link in standing:
        assert 0 <= link.score <= 1
        assert set(link.ties) <= known - {*link.before, *link.after}
        if link.state is State.PROPOSED:
            assert len(link.before) <= 1 or len(link.after) <= 1
            assert (link.kind is LinkKind.NEW) <= (not link.before)
            assert (link.kind is LinkKind.DROPPED) <= (not link.after)
            assert bool(link.before and link.after) or link.kind in (LinkKind.NEW, LinkKind.DROPPED, LinkKind.UNKNOWN)


@given(drafts("a"), drafts("b"))
@settings(max_examples=60)
def test_every_paragraph_is_in_one_link_and_both_directions_agree(before: DraftText, after: DraftText) -> None:
    found = align(before, after)
    check_whole(found, before, after)
    assert found == align(before, after) == align(before, after, lexis=SHARED)
    back = align(after, before)
    check_whole(back, after, before)
    assert {(link.before, link.after) for link in found.links} == {(link.after, link.before) for link in back.links}


@given(drafts("a"), drafts("b"), st.lists(decisions(), max_size=4))
@settings(max_examples=60)
def test_decisions_hold(before: DraftText, after: DraftText, decided: list[Link]) -> None:
    found = align(before, after, decided=tuple(decided))
    check_whole(found, before, after)
    proposed = {(link.before, link.after) for link in found.links if link.state is State.PROPOSED}
    refused = {(link.before, link.after) for link in decided if link.state is State.REFUSED}
    assert not {pair for pair in proposed & refused if pair[0] and pair[1]}
    free = {link for link in decided if link.state is State.CONFIRMED and _there(link, before, after)}
    if len(free) == 1:
        assert free <= set(found.links)


def _there(link: Link, before: DraftText, after: DraftText) -> bool:
    here, there = {one.id for one in before.paragraphs}, {one.id for one in after.paragraphs}
    return bool(link.before or link.after) and {*link.before} <= here and {*link.after} <= there


@given(drafts("a"), drafts("b"))
@settings(max_examples=40)
def test_nothing_is_proposed_without_a_word_in_common(before: DraftText, after: DraftText) -> None:
    both = (*before.paragraphs, *after.paragraphs)
    words = {one.id: {unaccented(word) for word in tokens(one.text)} - {*"[]"} for one in both}
    for link in align(before, after).links:
        if link.kind is not LinkKind.UNKNOWN:
            assert all(words[one] & words[other] for one in link.before for other in link.after)
