"""A small invented negotiation with something of everything, for tests of what is made from one.

What is private or for allies holds words that occur nowhere else, so that a test can look for them.
"""

from hashlib import blake2b

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Anchor,
    Ask,
    Backing,
    Bracket,
    Deadline,
    Draft,
    DraftText,
    Edit,
    Event,
    EventKind,
    Evidence,
    Link,
    LinkKind,
    Negotiation,
    Outcome,
    OutcomeKind,
    Paragraph,
    Part,
    Precedent,
    Process,
    Reason,
    ReasonCode,
    State,
    Status,
    TermUse,
    Tracked,
    Vote,
    Want,
)
from firsthand.catalogue.records import Text, Texts

HIDDEN = ("Quillfeather", "Marrowbone", "Thistledown", "Gossamer")
"""Words of what is not for everyone."""


def example() -> Negotiation:
    """Everything, as the network itself sees it."""
    return Negotiation(process(), texts(), alignments(), asks(), outcomes(), terms(), Access.PRIVATE)


def process() -> Process:
    return Process(
        "river-declaration",
        titles=said("Declaration on health along the rivers", fr="Déclaration sur la santé le long des fleuves"),
        body=said("Assembly of the River States", fr="Assemblée des États riverains"),
        forum=said("Third session, an invented one"),
        summary=said("States that do not exist negotiate a text, so that everyone can see how drafts are followed."),
        date="2026-06-12",
        drafts=(
            Draft("zero", "Zero draft", "2026-03-02", "en", Status.ZERO, Access.PUBLIC, "RS/3/L.1"),
            Draft("rev-1", "Rev.1", "2026-04-20", "en", Status.COMPILATION, Access.PUBLIC, "RS/3/L.1/Rev.1"),
            Draft("leaked", f"{HIDDEN[0]} draft", "2026-05-15", "en", Status.SILENCE, Access.ALLIES),
            Draft("final", "As adopted", "2026-06-12", "en", Status.ADOPTED, Access.PUBLIC, "RS/RES/3/1"),
        ),
        events=(
            Event(EventKind.SILENCE_BROKEN, "2026-05-20", said(f"Broken by {HIDDEN[1]}."), "leaked", ("OP2",)),
            Event(
                EventKind.VOTE,
                "2026-06-12",
                said("Adopted by a vote."),
                "final",
                vote=Vote(21, 2, 4),
                access=Access.PUBLIC,
            ),
            Event(
                EventKind.RESERVATION,
                "2026-06-12",
                draft="final",
                paragraphs=("2",),
                parties=("Upper Delta",),
                access=Access.PUBLIC,
            ),
        ),
        deadlines=(
            Deadline(
                said("Comments on Rev.1", fr="Observations sur la Rev.1"),
                "2026-05-04T18:00:00+02:00",
                "Europe/Vienna",
                "RS/3/INF.2",
                "2026-04-21",
                Access.PUBLIC,
            ),
        ),
    )


def texts() -> tuple[DraftText, ...]:
    heard = "Recognizing the part that people who use drugs have in every answer to HIV,"
    share = "States shall ensure that naloxone is within reach of everyone, including in prisons, by 2030."
    drop = "States shall cease to punish drug abusers."
    asked = (
        "[States [shall] [should] ensure] that naloxone is within reach of everyone[, including in prisons], by 2030."
    )
    tracked = (Tracked(Edit.INSERTION, "in every answer to HIV", 53, "Upper Delta", "2026-04-18"),)
    return (
        DraftText(
            "zero",
            (
                paragraph("Declaration on health along the rivers", part=Part.FRONT),
                paragraph(heard, "PP1", part=Part.PREAMBLE),
                paragraph(share, "OP1"),
                paragraph(drop, "OP2"),
            ),
        ),
        DraftText(
            "rev-1",
            (
                paragraph("Declaration on health along the rivers", part=Part.FRONT),
                paragraph(heard, "PP1", part=Part.PREAMBLE, tracked=tracked),
                paragraph(asked, "OP1", brackets=brackets(asked)),
                paragraph("[Upper Delta: States should review how they punish drug abusers.", "OP2", unbalanced=True),
                paragraph("The secretariat reports to the fourth session.", "OP3"),
            ),
            ("In OP2 a bracket is never closed.",),
        ),
        DraftText("leaked", (paragraph(f"{HIDDEN[2]}: States should ensure that naloxone is there.", "OP1"),)),
        DraftText(
            "final",
            (
                paragraph("Declaration on health along the rivers", part=Part.FRONT),
                paragraph(heard, "PP1", part=Part.PREAMBLE),
                paragraph(
                    "States should, as appropriate, ensure that naloxone is within reach of everyone.",
                    "1",
                    article="1",
                    headings=("Article 1 (health)",),
                ),
                paragraph(
                    "The secretariat reports to the fourth session.",
                    "2",
                    article="2",
                    headings=("Article 2 (follow-up)",),
                ),
            ),
        ),
    )


def alignments() -> tuple[Alignment, ...]:
    zero, first, leaked, final = ({each.label or "front": each.id for each in text.paragraphs} for text in texts())
    same = (
        Link(LinkKind.SAME, (zero["front"],), (first["front"],), 1.0),
        Link(LinkKind.SAME, (zero["PP1"],), (first["PP1"],), 1.0, state=State.CONFIRMED),
    )
    return (
        Alignment(
            "zero",
            "rev-1",
            (
                *same,
                Link(LinkKind.EDITED, (zero["OP1"],), (first["OP1"],), 0.9),
                Link(LinkKind.UNKNOWN, (zero["OP2"],), (), 0.3, ties=(first["OP2"],)),
                Link(LinkKind.UNKNOWN, (), (first["OP2"],), 0.3, ties=(zero["OP2"],)),
                Link(LinkKind.NEW, (), (first["OP3"],)),
            ),
        ),
        Alignment(
            "rev-1",
            "leaked",
            (
                *(Link(LinkKind.DROPPED, (first[each],)) for each in ("front", "PP1", "OP2", "OP3")),
                Link(LinkKind.EDITED, (first["OP1"],), (leaked["OP1"],), 0.6),
            ),
        ),
        Alignment(
            "leaked",
            "final",
            (
                Link(LinkKind.EDITED, (leaked["OP1"],), (final["1"],), 0.6, moved=True),
                *(Link(LinkKind.NEW, (), (final[each],)) for each in ("front", "PP1", "2")),
            ),
        ),
    )


def asks() -> tuple[Ask, ...]:
    zero = {each.label: each.id for each in texts()[0].paragraphs}
    return (
        Ask(
            "naloxone",
            said("Naloxone within everyone’s reach", fr="La naloxone à la portée de tous"),
            Want.KEEP,
            "en",
            words="States shall ensure that naloxone is within reach of everyone, including in prisons, by 2030.",
            must=("naloxone", "including in prisons", "by 2030"),
            part=Part.OPERATIVE,
            rationale=said("Most people who die of an overdose could have been helped by somebody beside them."),
            precedents=(
                Precedent(
                    "to make naloxone available to everyone who may witness an overdose",
                    "en",
                    "Charter of the Lower Valleys, article 7 (invented)",
                    "2019",
                ),
            ),
            backers=(
                Backing("Lower Valleys", "2026-03-10", Access.PUBLIC),
                Backing(HIDDEN[3], "2026-03-11", Access.ALLIES),
            ),
            anchors=(Anchor("zero", zero["OP1"]),),
            access=Access.PUBLIC,
        ),
        Ask(
            "no-punishment",
            said("No punishment for using drugs"),
            Want.REPLACE,
            "en",
            words="people who use drugs",
            target="drug abusers",
            must=("people who use drugs",),
            anchors=(Anchor("zero", zero["OP2"], "drug abusers"),),
            access=Access.PUBLIC,
        ),
        Ask(
            "quiet", said(f"A quiet wish of {HIDDEN[1]}"), Want.OPPOSE, "en", target="abstinence", access=Access.PRIVATE
        ),
    )


def outcomes() -> tuple[Outcome, ...]:
    zero, first, leaked, final = ({each.label: each for each in text.paragraphs} for text in texts())
    weakened = (
        Reason(ReasonCode.MODAL, "shall", "should"),
        Reason(ReasonCode.HEDGE, now="as appropriate"),
        Reason(ReasonCode.LIST, was="including in prisons"),
        Reason(ReasonCode.TARGET, was="by 2030"),
    )
    bracketed = (
        Reason(ReasonCode.BRACKET, now="[, including in prisons]"),
        Reason(ReasonCode.MODAL, "shall", "should"),
    )
    return (
        Outcome("naloxone", "zero", OutcomeKind.VERBATIM, evidence=seen(zero["OP1"]), state=State.CONFIRMED),
        Outcome("naloxone", "rev-1", OutcomeKind.BRACKETED, (), bracketed, seen(first["OP1"])),
        Outcome("naloxone", "leaked", OutcomeKind.WEAKENED, (), weakened[:1], seen(leaked["OP1"])),
        Outcome(
            "naloxone",
            "final",
            OutcomeKind.WEAKENED,
            (),
            weakened,
            seen(final["1"]),
            State.CONFIRMED,
            said("Prisons and the year are gone."),
            "2026-06-13",
        ),
        Outcome("no-punishment", "zero", OutcomeKind.OPPOSED, (), (), seen(zero["OP2"], "drug abusers")),
        Outcome("no-punishment", "rev-1", OutcomeKind.UNKNOWN, (), (Reason(ReasonCode.UNSURE),), seen(first["OP2"])),
        Outcome("no-punishment", "leaked", OutcomeKind.DROPPED, (), (Reason(ReasonCode.NEVER),)),
        Outcome("no-punishment", "final", OutcomeKind.DROPPED, (), (Reason(ReasonCode.NEVER),), state=State.CONFIRMED),
        Outcome("quiet", "final", OutcomeKind.VERBATIM),
    )


def terms() -> tuple[TermUse, ...]:
    zero, first, *_ = texts()
    return (
        TermUse("zero", "drug-abuser", "drug abusers", 1, (zero.paragraphs[3].id,)),
        TermUse("rev-1", "drug-abuser", "drug abusers", 1, (first.paragraphs[3].id,)),
    )


def paragraph(text: str, label: str = "", **more: object) -> Paragraph:
    name = blake2b(text.encode(), digest_size=5).hexdigest()
    return Paragraph(name, text, label=label, **more)  # type: ignore[arg-type]


def brackets(text: str) -> tuple[Bracket, ...]:
    outer = text.index("["), text.index(" that naloxone")
    modal = text.index("[shall]"), text.index("[should]")
    prisons = text.index("[, including"), text.index(", by 2030")
    return (
        Bracket(
            *outer,
            within=(
                Bracket(modal[0], modal[0] + len("[shall]"), 1, alternative=1),
                Bracket(modal[1], modal[1] + len("[should]"), 1, alternative=2),
            ),
        ),
        Bracket(*prisons),
    )


def seen(paragraph: Paragraph, quote: str | None = None) -> tuple[Evidence, ...]:
    return (Evidence(paragraph.id, quote or paragraph.text),)


def said(english: str, **others: str) -> Texts:
    return (Text("en", english), *(Text(language, value) for language, value in others.items()))
