"""The rows of the tables of negotiations: what is public of each, from its drafts to what became of asks.

Paragraphs are named by `draft` and `paragraph` together: an id is unique in its draft alone.
"""

from typing import Annotated

from msgspec import Meta, Struct

from firsthand.exports.dump.rows import Day, Elsewhere, Networks, Places, Themes, Url, Words

Negotiation = Annotated[str, Meta(description="Slug; see the table negotiations.")]
DraftSlug = Annotated[str, Meta(description="Slug; see the table drafts. Unique in its negotiation.")]
AskSlug = Annotated[str, Meta(description="Slug; see the table asks. Unique in its negotiation.")]
Ids = Annotated[tuple[str, ...], Meta(description="Of paragraphs; see the table paragraphs.")]
Language = Annotated[str, Meta(description="BCP 47.")]
State = Annotated[str, Meta(description="proposed (by a machine), confirmed or refused (by a person).")]


class NegotiationRow(Struct, frozen=True):
    """A text that states negotiate, as a network follows it."""

    id: Annotated[str, Meta(description="“negotiations/river-declaration”.")]
    slug: str
    date: Annotated[str | None, Meta(description="Of its latest draft (ISO 8601).")]
    titles: tuple[Words, ...]
    body: Annotated[tuple[Words, ...], Meta(description="Who negotiates.")]
    forum: Annotated[tuple[Words, ...], Meta(description="Where, and for what.")]
    summaries: tuple[Words, ...]
    themes: Themes
    places: Places
    link: Elsewhere
    networks: Networks
    url: Url


class DraftRow(Struct, frozen=True):
    """One state of a text, as it was issued."""

    negotiation: Negotiation
    draft: DraftSlug
    ordinal: Annotated[int, Meta(description="Its place among the drafts, from 0.")]
    label: Annotated[str, Meta(description="As people call it.")]
    date: Day
    language: Language
    status: Annotated[str, Meta(description="zero, revised, compilation, under-silence or adopted.")]
    symbol: Annotated[str | None, Meta(description="Of the document that carries it.")]
    source: Annotated[str | None, Meta(description="Where it was found.")]
    sha256: Annotated[str | None, Meta(description="Of its file as received, where that is given away.")]
    paragraphs: Annotated[int, Meta(description="How many rows the table paragraphs has of it.")]
    remarks: Annotated[tuple[str, ...], Meta(description="What a person should look at.")]
    url: Url


class Bracket(Struct, frozen=True):
    start: Annotated[int, Meta(description="In characters (Unicode code points), from 0.")]
    end: int
    depth: Annotated[int, Meta(description="How many brackets stand around it.")]
    alternative: Annotated[int, Meta(description="Its place among alternatives side by side; 0 where it is alone.")]
    attribution: Annotated[tuple[str, ...], Meta(description="Who wants it so, as printed.")]
    edit: Annotated[str | None, Meta(description="insertion or deletion.")]
    opened: Annotated[bool, Meta(description="False where the opening bracket is missing.")]
    closed: Annotated[bool, Meta(description="False where the closing one is missing.")]


class Tracked(Struct, frozen=True):
    edit: Annotated[str, Meta(description="insertion or deletion.")]
    text: str
    offset: int
    author: str | None
    date: str | None


class ParagraphRow(Struct, frozen=True):
    """The smallest part of a draft that people number, quote and negotiate; in the order of reading."""

    negotiation: Negotiation
    draft: DraftSlug
    paragraph: Annotated[str, Meta(description="Unique in its draft, and the same as long as its words are.")]
    ordinal: Annotated[int, Meta(description="Its place in the draft, from 0.")]
    part: Annotated[str, Meta(description="front, preamble, operative or annex.")]
    label: Annotated[str, Meta(description="As printed: “OP68”.")]
    text: Annotated[str, Meta(description="As printed, with brackets and without its label.")]
    article: Annotated[str, Meta(description="The number of its article or section, as printed.")]
    headings: Annotated[tuple[str, ...], Meta(description="Those above it, outermost first.")]
    option: Annotated[str, Meta(description="The options that it belongs to, as printed.")]
    depth: Annotated[int, Meta(description="1 for a subparagraph, and so on.")]
    brackets: Annotated[tuple[Bracket, ...], Meta(description="On which there is no agreement; outer ones first.")]
    tracked: Annotated[tuple[Tracked, ...], Meta(description="Tracked changes of a word processor.")]
    page: Annotated[int | None, Meta(description="The sheet of the file, from 1.")]
    unbalanced: Annotated[bool, Meta(description="Some bracket has no partner.")]
    url: Url


class LinkRow(Struct, frozen=True):
    """Paragraphs of one draft and what they are in a later one."""

    negotiation: Negotiation
    before: DraftSlug
    after: DraftSlug
    kind: Annotated[str, Meta(description="same, edited, split, merged, new, dropped or unknown.")]
    paragraphs_before: Ids
    paragraphs_after: Ids
    score: Annotated[float, Meta(description="From 0 to 1, to compare links with each other; no probability.")]
    moved: Annotated[bool, Meta(description="It stands in another place than before.")]
    state: State
    ties: Annotated[tuple[str, ...], Meta(description="Ids of paragraphs that would fit as well.")]


class Anchor(Struct, frozen=True):
    draft: str
    paragraph: str
    quote: str


class Precedent(Struct, frozen=True):
    words: str
    language: Language
    where: str
    date: Day
    link: str | None


class Backer(Struct, frozen=True):
    party: Annotated[str, Meta(description="A slug of the table parties, or a name.")]
    date: Day


class AskRow(Struct, frozen=True):
    """What a network wants of a text."""

    negotiation: Negotiation
    ask: AskSlug
    titles: tuple[Words, ...]
    want: Annotated[str, Meta(description="add, replace, delete, keep or oppose.")]
    language: Language
    words: Annotated[str, Meta(description="What should stand there.")]
    target: Annotated[str, Meta(description="What should not stand there.")]
    must: Annotated[tuple[str, ...], Meta(description="Phrases without which it is not what was asked.")]
    part: Annotated[str | None, Meta(description="Where it should stand; empty where that does not matter.")]
    article: Annotated[str, Meta(description="The article or section in which it should stand.")]
    rationale: Annotated[tuple[Words, ...], Meta(description="Why it is asked.")]
    anchors: Annotated[tuple[Anchor, ...], Meta(description="Where it stands in drafts.")]
    precedents: Annotated[tuple[Precedent, ...], Meta(description="Words that were agreed somewhere already.")]
    backers: Annotated[tuple[Backer, ...], Meta(description="Who supports it in public.")]
    owner: Annotated[str | None, Meta(description="Slug; see the table parties.")]
    url: Url


class Reason(Struct, frozen=True):
    code: str
    was: str
    now: str


class Evidence(Struct, frozen=True):
    paragraph: str
    quote: str


class OutcomeRow(Struct, frozen=True):
    """What became of an ask in one draft, as a person has confirmed it."""

    negotiation: Negotiation
    ask: AskSlug
    draft: DraftSlug
    kind: Annotated[
        str,
        Meta(description="verbatim, substance, weakened, moved, bracketed, dropped, restored, opposed or unknown."),
    ]
    also: Annotated[tuple[str, ...], Meta(description="Kinds that are true besides.")]
    reasons: Annotated[tuple[Reason, ...], Meta(description="Why it is so: words of before and of now.")]
    evidence: Annotated[tuple[Evidence, ...], Meta(description="Where it can be seen, word for word.")]
    state: State
    note: Annotated[tuple[Words, ...], Meta(description="Of the person who has confirmed it.")]
    confirmed: Day


class Vote(Struct, frozen=True):
    yes: int
    no: int
    abstained: int


class EventRow(Struct, frozen=True):
    """Something that happened to a text."""

    negotiation: Negotiation
    kind: Annotated[str, Meta(description="session, silence-broken, vote, reservation, adoption and the like.")]
    date: Annotated[str, Meta(description="A year, month or day (ISO 8601).")]
    note: Annotated[tuple[Words, ...], Meta(description="What happened.")]
    draft: Annotated[str | None, Meta(description="Slug; see the table drafts.")]
    paragraphs: Annotated[tuple[str, ...], Meta(description="Labels as printed.")]
    parties: Annotated[tuple[str, ...], Meta(description="States or groups, as they are named.")]
    vote: Annotated[Vote | None, Meta(description="How states voted, in numbers.")]
    source: Annotated[str | None, Meta(description="Who says so.")]


class DeadlineRow(Struct, frozen=True):
    """Until when something can be said or sent."""

    negotiation: Negotiation
    what: Annotated[tuple[Words, ...], Meta(description="What has to be done until then.")]
    moment: Annotated[str, Meta(description="RFC 3339, with its offset from UTC.")]
    zone: Annotated[str, Meta(description="IANA.")]
    source: Annotated[str | None, Meta(description="Who says so.")]
    checked: Annotated[str | None, Meta(description="The day on which the source was looked at.")]


FOLLOWED: dict[str, type[Struct]] = {
    "negotiations": NegotiationRow,
    "drafts": DraftRow,
    "paragraphs": ParagraphRow,
    "links": LinkRow,
    "asks": AskRow,
    "outcomes": OutcomeRow,
    "events": EventRow,
    "deadlines": DeadlineRow,
}
"""Name of a table -> its rows."""

KEYS: dict[str, list[str]] = {
    "drafts": ["negotiation", "draft"],
    "paragraphs": ["negotiation", "draft", "paragraph"],
    "links": [],
    "asks": ["negotiation", "ask"],
    "outcomes": ["negotiation", "ask", "draft"],
    "events": [],
    "deadlines": [],
}
"""The columns that name a row; none where nothing does."""
