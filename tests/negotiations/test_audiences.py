"""Nothing that an audience may not see is in what it sees, wherever it was said, and whatever was made of it."""

import re

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.negotiations.example import HIDDEN, example, said

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Anchor,
    Ask,
    Backing,
    Deadline,
    Draft,
    DraftText,
    Event,
    EventKind,
    Evidence,
    Link,
    LinkKind,
    Negotiation,
    Outcome,
    OutcomeKind,
    Paragraph,
    Process,
    Reason,
    ReasonCode,
    State,
    TermUse,
    Want,
)
from firsthand.documents.model import Remark
from firsthand.negotiations.audiences import seen_by, successions

AUDIENCES = (Access.PUBLIC, Access.ALLIES, Access.PRIVATE)
accesses = st.sampled_from(AUDIENCES)


def rank(access: Access) -> int:
    return AUDIENCES.index(access)


def canary(name: str, *around: Access) -> str:
    """A word that says who may see it: whoever may see all that it is about."""
    letters = re.sub(r"\d", lambda digit: "abcdefghij"[int(digit[0])], name)
    return f"zq{'ape'[rank(max(around, key=rank))]}{letters}qz"


def test_what_a_file_tells_of_people_is_for_who_takes_it_in() -> None:
    whole = example()
    remarks = (Remark("names-in-properties", "Its author is Ann.", 2), Remark("no-partner", "-", count=2), "Look here.")
    whole = structs.replace(whole, texts=(structs.replace(whole.texts[0], remarks=remarks),))
    assert seen_by(whole, Access.PRIVATE).texts[0].remarks == remarks
    assert seen_by(whole, Access.ALLIES).texts[0].remarks == remarks[1:]


@st.composite
def negotiations(draw: st.DrawFn) -> Negotiation:
    """With a canary in every field of everything."""
    of_drafts = draw(st.lists(accesses, min_size=1, max_size=4))
    of_asks = draw(st.lists(accesses, min_size=1, max_size=2))
    events = tuple(
        Event(EventKind.OTHER, "2026", said(canary(f"event{n}", own, about)), f"d{n}", (canary(f"p{n}", own, about),),
              (canary(f"party{n}", own, about),), source=canary(f"source{n}", own, about), access=own)
        for n, about in enumerate(of_drafts)
        for own in [draw(accesses)]
    )  # fmt: skip
    deadlines = tuple(
        Deadline(
            said(canary(f"what{n}", own)),
            "2026-12-01T18:00:00+01:00",
            "Europe/Vienna",
            canary(f"by{n}", own),
            access=own,
        )
        for n, own in enumerate(draw(st.lists(accesses, max_size=2)))
    )
    slugs = [f"d{n}" for n in range(len(of_drafts))]
    drafts = tuple(
        Draft(f"d{n}", canary(f"label{n}", own), f"2026-0{n + 1}", "en", access=own, symbol=canary(f"symbol{n}", own))
        for n, own in enumerate(of_drafts)
    )
    texts = tuple(
        DraftText(f"d{n}", tuple(
            Paragraph(canary(f"id{n}x{m}", own), f"States shall do what is common {m} {canary(f'text{n}x{m}', own)}",
                      label=canary(f"op{n}x{m}", own)) for m in range(2)
        ), (canary(f"remark{n}", own),))
        for n, own in enumerate(of_drafts)
    )  # fmt: skip
    asks = tuple(
        Ask(
            f"a{n}", said(canary(f"title{n}", own)), Want.KEEP, "en",
            words=f"do what is common {canary(f'words{n}', own)}",
            rationale=said(canary(f"why{n}", own)),
            backers=tuple(Backing(canary(f"backer{n}x{m}", own, who), access=who) for m, who in enumerate(AUDIENCES)),
            anchors=tuple(
                Anchor(f"d{m}", canary(f"id{m}x0", about), canary(f"text{m}x0", about))
                for m, about in enumerate(of_drafts)
            ),
            access=own,
        )
        for n, own in enumerate(of_asks)
    )  # fmt: skip
    return Negotiation(
        Process("p", said("Title"), drafts=drafts, events=events, deadlines=deadlines),
        texts,
        tuple(bridged(texts, before, after) for before, after in successions(drafts)),
        asks,
        tuple(outcome(draw, ask, n, of_drafts) for ask in asks for n in range(len(of_drafts))),
        tuple(TermUse(slug, "abuse", canary(f"term{n}", of_drafts[n]), 1) for n, slug in enumerate(slugs)),
        Access.PRIVATE,
    )


def bridged(texts: tuple[DraftText, ...], before: str, after: str) -> Alignment:
    words = {text.draft: text.paragraphs for text in texts}
    pairs = zip(words[before], words[after], strict=True)
    return Alignment(before, after, tuple(Link(LinkKind.EDITED, (one.id,), (other.id,), 0.5) for one, other in pairs))


def outcome(draw: st.DrawFn, ask: Ask, draft: int, of_drafts: list[Access]) -> Outcome:
    """With reasons that quote the draft before, as those do that a machine has proposed."""
    state = draw(st.sampled_from([State.PROPOSED, State.CONFIRMED]))
    own = (ask.access, of_drafts[draft])
    earlier = canary(f"text{draft - 1}x0", of_drafts[draft - 1]) if draft else "common"
    return Outcome(
        ask.slug,
        f"d{draft}",
        OutcomeKind.WEAKENED,
        reasons=(Reason(ReasonCode.WORDS, was=f"common 0 {earlier}", now=canary(f"text{draft}x0", of_drafts[draft])),),
        evidence=(Evidence(canary(f"id{draft}x0", of_drafts[draft]), canary(f"text{draft}x0", of_drafts[draft])),),
        state=state,
        note=said(canary(f"note{ask.slug}x{draft}{state.value[0]}", *own)),
        confirmed="2026-06-13" if state is State.CONFIRMED else None,
    )


def canaries(negotiation: Negotiation) -> set[str]:
    return set(re.findall(r"zq[ape][a-z]+qz", msgspec.json.encode(negotiation).decode()))


@given(negotiations(), st.sampled_from([Access.PUBLIC, Access.ALLIES]))
@settings(max_examples=60)
def test_no_word_of_what_is_hidden_is_in_what_is_seen(negotiation: Negotiation, access: Access) -> None:
    hidden = {word for word in canaries(negotiation) if "ape".index(word[2]) > rank(access)}
    assert not canaries(seen_by(negotiation, access)) & hidden


@given(negotiations(), st.sampled_from([Access.PUBLIC, Access.ALLIES]))
@settings(max_examples=40)
def test_all_that_may_be_seen_is_still_there(negotiation: Negotiation, access: Access) -> None:
    seen = seen_by(negotiation, access)
    open_to = {word for word in canaries(negotiation) if "ape".index(word[2]) <= rank(access)}
    proposed = {
        note.value for one in negotiation.outcomes if one.state is State.PROPOSED for note in one.note
    }  # proposals go, or are made anew without a note
    assert canaries(seen) | proposed >= open_to


@given(negotiations(), st.sampled_from(AUDIENCES))
@settings(max_examples=40)
def test_what_was_filtered_once_stays_as_it_is(negotiation: Negotiation, access: Access) -> None:
    seen = seen_by(negotiation, access)
    assert seen_by(seen, access) == seen
    assert seen_by(seen_by(negotiation, Access.ALLIES), Access.PUBLIC) == seen_by(negotiation, Access.PUBLIC)


def test_drafts_around_a_hidden_one_are_compared_anew() -> None:
    seen = seen_by(example(), Access.PUBLIC)
    assert [(one.before, one.after) for one in seen.alignments] == [("zero", "rev-1"), ("rev-1", "final")]
    made = seen.alignments[1]
    words = {text.draft: {one.id for one in text.paragraphs} for text in seen.texts}
    assert {one for link in made.links for one in link.before} == words["rev-1"]
    assert {one for link in made.links for one in link.after} == words["final"]
    assert seen.alignments[0] == example().alignments[0]


def test_everybody_sees_confirmed_outcomes_alone() -> None:
    seen = seen_by(example(), Access.PUBLIC)
    assert {(one.ask, one.draft) for one in seen.outcomes} == {
        ("naloxone", "zero"),
        ("naloxone", "final"),
        ("no-punishment", "final"),
    }
    assert not any(word in msgspec.json.encode(seen).decode() for word in HIDDEN)


def test_allies_see_proposals_and_their_own_drafts() -> None:
    seen = seen_by(example(), Access.ALLIES)
    assert [draft.slug for draft in seen.process.drafts] == ["zero", "rev-1", "leaked", "final"]
    assert [ask.slug for ask in seen.asks] == ["naloxone", "no-punishment"]
    assert any(one.state is State.PROPOSED for one in seen.outcomes)
    assert [backer.party for backer in seen.asks[0].backers] == ["Lower Valleys", HIDDEN[3]]


def test_an_event_of_a_hidden_draft_is_hidden_with_it() -> None:
    told = Event(EventKind.SILENCE_BROKEN, "2026-05-20", said("Everyone knows."), "leaked", access=Access.PUBLIC)
    process = structs.replace(example().process, events=(told,))
    assert not seen_by(structs.replace(example(), process=process), Access.PUBLIC).process.events


def test_a_process_with_nothing_for_an_audience_does_not_even_say_its_name() -> None:
    quiet = structs.replace(
        example(),
        process=Process("secret-talks", said(HIDDEN[0]), drafts=(Draft("one", "One", "2026", "en"),)),
        texts=(),
        alignments=(),
        asks=(),
        outcomes=(),
        terms=(),
    )
    assert seen_by(quiet, Access.ALLIES) == Negotiation(Process("", ()), access=Access.ALLIES)
