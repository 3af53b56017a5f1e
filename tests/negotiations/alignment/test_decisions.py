"""What people decided about links holds: confirmed ones stand, refused ones do not come again."""

from tests.negotiations.alignment.drafts import draft, pairs

from firsthand.catalogue.negotiations import Link, LinkKind, State
from firsthand.negotiations.alignment import align

BEFORE = draft(
    "a",
    "States shall make naloxone available free of charge in every prison and shelter.",
    "States shall train ambulance crews and teachers to recognise an overdose.",
    "The police shall not wait within two hundred metres of a health service.",
)
AFTER = draft(
    "b",
    "States shall make naloxone available in every shelter.",
    "States should train ambulance crews to recognise an overdose.",
    "A library shall be opened on every island for sailors and their children.",
)


def confirmed(*, before: tuple[str, ...], after: tuple[str, ...], kind: LinkKind = LinkKind.EDITED) -> Link:
    return Link(kind, before, after, state=State.CONFIRMED)


def test_without_decisions_the_words_say_it() -> None:
    found = align(BEFORE, AFTER)
    assert pairs(found) == {("a0", "b0"), ("a1", "b1")}
    assert {link.kind for link in found.links if not link.before or not link.after} == {LinkKind.DROPPED, LinkKind.NEW}


def test_a_confirmed_link_stands_against_the_words() -> None:
    link = confirmed(before=("a2",), after=("b2",))
    found = align(BEFORE, AFTER, decided=(link,))
    assert link in found.links
    assert pairs(found) == {("a0", "b0"), ("a1", "b1"), ("a2", "b2")}


def test_a_confirmed_group_stands_and_so_does_that_something_was_dropped() -> None:
    several = confirmed(before=("a0", "a1"), after=("b0",), kind=LinkKind.MERGED)
    gone = confirmed(before=("a2",), after=(), kind=LinkKind.DROPPED)
    found = align(BEFORE, AFTER, decided=(several, gone))
    assert {several, gone} <= set(found.links)
    assert not any("b1" in link.after and link.before for link in found.links)


def test_a_refused_pair_is_not_proposed_again_and_stays_written_down() -> None:
    link = Link(LinkKind.EDITED, ("a0",), ("b0",), state=State.REFUSED)
    found = align(BEFORE, AFTER, decided=(link,))
    assert link in found.links
    assert ("a0", "b0") not in pairs(found)
    assert not any("a0" in one.before and "b0" in one.after for one in found.links if one.state is not State.REFUSED)


def test_what_somebody_said_is_not_new_is_unknown() -> None:
    link = Link(LinkKind.NEW, (), ("b2",), state=State.REFUSED)
    found = align(BEFORE, AFTER, decided=(link,))
    assert [one.kind for one in found.links if one.after == ("b2",) and one.state is State.PROPOSED] == [
        LinkKind.UNKNOWN
    ]


def test_a_decision_about_a_paragraph_that_is_gone_does_nothing() -> None:
    link = confirmed(before=("a7",), after=("b0",))
    assert align(BEFORE, AFTER, decided=(link,)) == align(BEFORE, AFTER)


def test_of_two_confirmed_links_about_one_paragraph_the_first_stands() -> None:
    one, other = confirmed(before=("a0",), after=("b0",)), confirmed(before=("a0",), after=("b1",))
    found = align(BEFORE, AFTER, decided=(one, other))
    assert one in found.links
    assert other not in found.links


def test_confirmed_links_tell_which_articles_belong_together() -> None:
    twice = "Capacity of communities shall be strengthened through training and exchange."
    before = draft(
        "a", "3 | Ports keep a list of boats.", f"3 | {twice}", "4 | Bridges are painted green.", f"4 | {twice}"
    )
    after = draft("b", "7 | Gardens open at dawn.", f"7 | {twice}", "8 | Music is played at noon.", f"8 | {twice}")
    crossed = confirmed(before=("a0",), after=("b2",)), confirmed(before=("a2",), after=("b0",))
    assert {("a1", "b3"), ("a3", "b1")} <= pairs(align(before, after, decided=crossed))
