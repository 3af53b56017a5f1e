"""A negotiation in which asks do everything that an ask can do to a text, for tests of amendments."""

from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Anchor,
    Ask,
    Draft,
    DraftText,
    Link,
    LinkKind,
    Negotiation,
    Paragraph,
    Part,
    Precedent,
    Process,
    State,
    Want,
)
from firsthand.catalogue.values import Text
from firsthand.exports.negotiations.issue import Issue
from firsthand.interface import interface

FIRST = (
    Paragraph("p0", "Recognizing the <part> of “communities” & others,", Part.PREAMBLE, "PP1"),
    Paragraph(
        "p1", "States shall punish drug abusers and their helpers.", label="OP1", headings=("Article 1", "Scope")
    ),
    Paragraph("p2", "The use of drugs is a moral failing.", label="OP2", headings=("Article 1", "Scope")),
    Paragraph("p3", "States [shall] [should] report every year, in full, to the forum.", label="(a)", depth=1),
    Paragraph("p4", "Naloxone is made available.", label="OP4.", option="Option 1"),
    Paragraph("p5", "States shall, shall and shall report.", label="OP5", headings=("Article 2",)),
    Paragraph("p6", "The end.", label=""),
)
ACCEPTED = (
    "PP1 Recognizing the <part> of “communities” & others,",
    "OP1 States shall support people who use drugs and their helpers.",
    "(a) States [shall] [should] report every year to the forum.",
    "OP4. Naloxone is made available, including in prisons.",
    "OP4 bis. Nothing about us without us.",
    "OP5 States shall, shall and shall report.",
    "The end.",
)
"""What the first draft would be with all asks in it."""
REJECTED = tuple(f"{each.label} {each.text}".strip() for each in FIRST)

SECOND = (
    Paragraph("q0", "Recognizing the <part> of “communities” & others,", Part.PREAMBLE, "PP1"),
    Paragraph("q1", "States shall punish drug abusers.", label="OP1"),
    Paragraph("q2", "Drugs are a moral failing.", label="OP2"),
    Paragraph("q3", "States shall report every year, in full, to the forum.", label="OP3"),
    Paragraph("q4a", "Naloxone is made available.", label="OP4"),
    Paragraph("q4b", "Nothing else is made.", label="OP5"),
)


def negotiation() -> Negotiation:
    drafts = (
        Draft("one", "Zero draft", "2026-01-05", "en", access=Access.PUBLIC),
        Draft("two", "Rev.1", "2026-02", "en", access=Access.PUBLIC),
        Draft("deux", "Rév.1", "2026-02", "fr", access=Access.PUBLIC),
    )
    links = (
        Link(LinkKind.SAME, ("p0",), ("q0",), 1.0, state=State.CONFIRMED),
        Link(LinkKind.EDITED, ("p1",), ("q1",), 0.8),
        Link(LinkKind.EDITED, ("p2",), ("q2",), 0.4),
        Link(LinkKind.EDITED, ("p3",), ("q3",), 0.9, ties=("q0",)),
        Link(LinkKind.SPLIT, ("p4",), ("q4a", "q4b"), 0.7),
        Link(LinkKind.UNKNOWN, ("p5",), ()),
        Link(LinkKind.DROPPED, ("p6",), ()),
    )
    french = (Paragraph("f0", "La naloxone est disponible.", label="1"),)
    return Negotiation(
        Process("test", titles=(Text("en", "A <text> & more"),), drafts=drafts),
        (DraftText("one", FIRST), DraftText("two", SECOND), DraftText("deux", french)),
        (Alignment("one", "two", links),),
        asks(),
    )


def asks() -> tuple[Ask, ...]:
    return (
        ask("people", Want.REPLACE, "p1", "punish drug abusers", "support people who use drugs", "punish drug abusers"),
        ask("moral", Want.DELETE, "p2"),
        ask("in-full", Want.DELETE, "p3", ", in full,", target=", in full,"),
        ask("prisons", Want.ADD, "p4", "available", ", including in prisons"),
        ask("about-us", Want.ADD, "p4", words="Nothing about us without us."),
        ask("report", Want.REPLACE, "p5", words="may", target="shall"),
        ask("communities", Want.KEEP, "p0", words="“communities” & others"),
        ask("punishment", Want.OPPOSE, "p1", target="their helpers"),
        ask("nowhere", Want.ADD, "", words="Nowhere yet."),
        ask("again", Want.REPLACE, "p1", words="friends", target="drug abusers"),
    )


def ask(slug: str, want: Want, paragraph: str, quote: str = "", words: str = "", target: str = "") -> Ask:
    return Ask(
        slug,
        (Text("en", f"About {slug}"),),
        want,
        "en",
        words=words,
        target=target,
        rationale=(Text("en", "=1+1 is why & <because>"),),
        precedents=(Precedent("agreed words", "en", "Resolution 1", "2020"),),
        anchors=(Anchor("one", paragraph, quote),) if paragraph else (),
        access=Access.PUBLIC,
    )


def issue(language: str = "en", recipient: str = "") -> Issue:
    return Issue(interface(language), "Network & Friends", "2026-03-01", {}, recipient)
