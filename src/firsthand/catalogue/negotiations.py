"""The record of a negotiation: the states of its text, what a network asks for in it, and what became of that.

Frozen structures only, the same for what is public and for what is not: `access` says who may see what. A release holds
nothing but what is for everyone.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from firsthand.catalogue.values import File, Provenance, Texts
from firsthand.documents.model import Remark


class Access(StrEnum):
    """Who may see something."""

    PUBLIC = "public"
    ALLIES = "allies"
    PRIVATE = "private"


class Status(StrEnum):
    """How far a draft has come."""

    ZERO = "zero"
    REVISED = "revised"
    COMPILATION = "compilation"
    SILENCE = "under-silence"
    ADOPTED = "adopted"


class Draft(Struct, frozen=True, omit_defaults=True):
    """One state of the text, as it was issued; its words are a `DraftText`."""

    slug: str
    label: str
    """As people call it: "Zero draft", "Rev.2", "Version of 4 December, 10.00"."""
    date: str
    """ISO 8601: a year, a month or a day."""
    language: str
    """BCP 47."""
    status: Status = Status.REVISED
    access: Access = Access.PRIVATE
    symbol: str | None = None
    """Of the document that carries it: "FCCC/CP/2015/L.9/Rev.1"."""
    source: str | None = None
    """Where it was found: an address."""
    file: File | None = None
    """As it was received. None where it is not kept, or is not given away."""


class EventKind(StrEnum):
    SESSION = "session"
    SILENCE_OPENED = "silence-opened"
    SILENCE_BROKEN = "silence-broken"
    ORAL_AMENDMENT = "oral-amendment"
    VOTE = "vote"
    RESERVATION = "reservation"
    ADOPTION = "adoption"
    OTHER = "other"


class Vote(Struct, frozen=True):
    """How states voted, in numbers."""

    yes: int
    no: int
    abstained: int = 0


class Event(Struct, frozen=True, omit_defaults=True):
    """Something that happened to the text, or to paragraphs of it."""

    kind: EventKind
    date: str
    note: Texts = ()
    draft: str | None = None
    """Slug of the state of the text that it is about."""
    paragraphs: tuple[str, ...] = ()
    """Labels as printed: "OP68", "69"."""
    parties: tuple[str, ...] = ()
    """States or groups, as they are named: "EU", "Egypt on behalf of the Arab Group"."""
    vote: Vote | None = None
    source: str | None = None
    access: Access = Access.PRIVATE


class Deadline(Struct, frozen=True, omit_defaults=True):
    what: Texts
    moment: str
    """ISO 8601 with the offset of the zone: "2026-12-01T18:00:00+01:00"."""
    zone: str
    """Of the tz database: "Europe/Vienna"."""
    source: str | None = None
    """Who says so: an address, or a document's symbol."""
    checked: str | None = None
    """The day on which the source was looked at."""
    access: Access = Access.PRIVATE


class Part(StrEnum):
    """What a paragraph is for."""

    FRONT = "front"
    """Title, list of contents, notes of editors: not negotiated."""
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    ANNEX = "annex"


class Edit(StrEnum):
    """What somebody proposes to do with words of the text."""

    INSERTION = "insertion"
    DELETION = "deletion"


class Bracket(Struct, frozen=True, omit_defaults=True):
    """Words on which there is no agreement, with the brackets around them: `text[start:end]` of their paragraph."""

    start: int
    end: int
    depth: int = 0
    """How many brackets stand around it."""
    alternative: int = 0
    """Its place, from 1 on, among alternatives side by side ("[shall] [should]"); 0 where it stands alone."""
    attribution: tuple[str, ...] = ()
    """Who wants it so: "EU", "G77", as printed."""
    edit: Edit | None = None
    opened: bool = True
    """False where the text lacks the opening bracket: `start` is then the start of what it could be about."""
    closed: bool = True
    """False where the text lacks the closing one."""
    within: tuple["Bracket", ...] = ()


class Tracked(Struct, frozen=True, omit_defaults=True):
    """A tracked change of a word processor: `text` was put in, or taken out, after `offset` characters."""

    edit: Edit
    text: str
    offset: int
    author: str | None = None
    date: str | None = None


class Paragraph(Struct, frozen=True, omit_defaults=True):
    """The smallest part of a draft that people number, quote and negotiate. Nothing printed is missing in it."""

    id: str
    """Made from its words: the same paragraph keeps it when the draft is read again. Unique in the draft."""
    text: str
    """As printed, with brackets and without its label. Of tracked changes: as if all were accepted."""
    part: Part = Part.OPERATIVE
    label: str = ""
    """As printed: "Pp11", "OP68", "3bis", "(a)"; empty where there is none."""
    article: str = ""
    """The number of the article or section that it stands in, as printed: "2bis"; empty outside of articles."""
    headings: tuple[str, ...] = ()
    """What stands above it, from the outermost on: ("Article 3 (mitigation)", "Individual efforts")."""
    option: str = ""
    """The options that it belongs to, as printed: "Option 2", "Option 2, Option (b)"."""
    depth: int = 0
    """0 for a paragraph, 1 for a subparagraph "(a)" and so on."""
    brackets: tuple[Bracket, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    page: int | None = None
    """The sheet of the file, from 1 on."""
    unbalanced: bool = False
    """Some bracket has no partner here."""


class DraftText(Struct, frozen=True, omit_defaults=True):
    """The words of a draft, in the order of reading."""

    draft: str
    """Its slug."""
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark | str, ...] = ()
    """What a person should look at: a page without text, brackets without partners. A sentence of a person's own is in
    English."""


class State(StrEnum):
    """Who stands behind something: a machine, or a person who has looked."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class LinkKind(StrEnum):
    """What became of paragraphs from one draft to another."""

    SAME = "same"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"
    UNKNOWN = "unknown"
    """A machine can't tell: too little stands there, or several fit as well. With paragraphs on both sides they may be
    the same; on one side only, that one may be new or dropped, or one of `ties`."""


class Link(Struct, frozen=True, omit_defaults=True):
    """Paragraphs of one draft and what they are in another."""

    kind: LinkKind
    before: tuple[str, ...] = ()
    """Ids; several where they were merged, none for what is new."""
    after: tuple[str, ...] = ()
    """Ids; several where one was split, none for what was dropped."""
    score: float = 0.0
    """From 0 to 1: how sure it is, for comparing links with each other; it is no probability."""
    moved: bool = False
    """It stands in another article or section, or in another order than its neighbours."""
    state: State = State.PROPOSED
    ties: tuple[str, ...] = ()
    """Ids of what would fit as well: of the later draft, or of the earlier one where `before` is empty."""


class Alignment(Struct, frozen=True, omit_defaults=True):
    """Which paragraph became which. Each is in exactly one link that was not refused; what was refused comes last."""

    before: str
    """Slug of a draft."""
    after: str
    links: tuple[Link, ...] = ()


class Want(StrEnum):
    """What an ask is about."""

    ADD = "add"
    REPLACE = "replace"
    DELETE = "delete"
    KEEP = "keep"
    OPPOSE = "oppose"
    """Words that others may put in, and that should not come in."""


class Anchor(Struct, frozen=True, omit_defaults=True):
    """Where in a draft an ask stands: in or behind a paragraph."""

    draft: str
    paragraph: str
    """Id."""
    quote: str = ""
    """The very words there; empty for the paragraph as a whole, or for what is to come behind it."""


class Precedent(Struct, frozen=True, omit_defaults=True):
    """Words that were agreed somewhere already."""

    words: str
    language: str
    where: str
    """"Political Declaration on HIV and AIDS 2021, A/RES/75/284, paragraph 60 (b)"."""
    date: str | None = None
    link: str | None = None
    """An address; or a path of this library: "works/…/p/…", "negotiations/…"."""


class Backing(Struct, frozen=True, omit_defaults=True):
    """Somebody who supports an ask."""

    party: str
    """A slug of the catalogue, or a name: "Uruguay"."""
    date: str | None = None
    access: Access = Access.PRIVATE


class Ask(Struct, frozen=True, omit_defaults=True):
    """What a network wants of a text."""

    slug: str
    titles: Texts
    want: Want
    language: str
    """Of `words`, `target` and `must`."""
    words: str = ""
    """What should stand there: for add and replace what is proposed, for keep what is there; empty for the others."""
    target: str = ""
    """What should not stand there: for replace, delete and oppose."""
    must: tuple[str, ...] = ()
    """Phrases of `words` without which it would not be what was asked."""
    part: Part | None = None
    """Where it should stand; None where that does not matter. In the preamble, an operative ask is weakened."""
    article: str = ""
    """In which article or section of the anchor's draft; empty where that does not matter."""
    rationale: Texts = ()
    precedents: tuple[Precedent, ...] = ()
    backers: tuple[Backing, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    owner: str | None = None
    """A slug of a Party."""
    access: Access = Access.PRIVATE


class OutcomeKind(StrEnum):
    """What became of an ask in a draft."""

    VERBATIM = "verbatim"
    """Its words stand there, but for spelling and signs. Of delete and oppose: the words are not there."""
    SUBSTANCE = "substance"
    """All that it must have is there in other words."""
    WEAKENED = "weakened"
    MOVED = "moved"
    """It stands whole in another place than was asked for or where it was."""
    BRACKETED = "bracketed"
    """It stands there, but not agreed."""
    DROPPED = "dropped"
    """It is not there. A reason says whether it ever was."""
    RESTORED = "restored"
    """It stands there, and did not in the draft before, after it had in one before that."""
    OPPOSED = "opposed"
    """What should not stand there has come in, or was put in its place."""
    UNKNOWN = "unknown"


class ReasonCode(StrEnum):
    """Why an outcome is what it is; the first six say in which way an ask was weakened."""

    MODAL = "modal"
    HEDGE = "hedge"
    PREAMBLE = "preamble"
    LIST = "list"
    TARGET = "target"
    """A number, a target or a date is gone."""
    SCOPE = "scope"
    WORDS = "words"
    """How much of the words stands there, or which of the phrases that it must have are there, or are missing."""
    BRACKET = "bracket"
    OPTION = "option"
    """It stands in one of several options."""
    PLACE = "place"
    NEVER = "never"
    """It was in no draft so far."""
    BEFORE = "before"
    """It was in the draft before, or in one before that."""
    AGAINST = "against"
    """Words that are opposed stand there."""
    UNSURE = "unsure"


class Reason(Struct, frozen=True, omit_defaults=True):
    code: ReasonCode
    was: str = ""
    """Words of the ask, or of the draft before: "shall"."""
    now: str = ""
    """Words of this draft: "should"."""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """Where it can be seen: words of a paragraph, which stand there exactly so."""

    paragraph: str
    """Id."""
    quote: str = ""


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What became of an ask in one draft."""

    ask: str
    draft: str
    kind: OutcomeKind
    also: tuple[OutcomeKind, ...] = ()
    """What is true besides: bracketed and moved, for instance."""
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    state: State = State.PROPOSED
    note: Texts = ()
    """Of the person who has confirmed it."""
    confirmed: str | None = None
    """The day."""


class TermUse(Struct, frozen=True, omit_defaults=True):
    """How often a draft uses what the wording guide advises against; of what is sure, brackets and quotes included."""

    draft: str
    concept: str
    """Slug in the guide."""
    words: str
    """As it stands there first, in small letters and without brackets."""
    count: int
    paragraphs: tuple[str, ...] = ()
    """Ids."""


class Process(Struct, frozen=True, omit_defaults=True):
    """A negotiation from its first draft on: what a catalogue says of it. All its words are in the file `data`."""

    slug: str
    titles: Texts
    body: Texts = ()
    """Who negotiates: "United Nations General Assembly"."""
    forum: Texts = ()
    """Where, and for what: "High-level meeting on HIV and AIDS, June 2021"."""
    summary: Texts = ()
    date: str | None = None
    """Of its latest draft."""
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    """In the order in which they were issued."""
    events: tuple[Event, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    link: str | None = None
    data: File | None = None
    """A `Negotiation` as JSON; None outside of a release."""
    provenance: tuple[Provenance, ...] = ()


class Negotiation(Struct, frozen=True, omit_defaults=True):
    """All that somebody may see of a process."""

    process: Process
    texts: tuple[DraftText, ...] = ()
    """One of each draft, in their order."""
    alignments: tuple[Alignment, ...] = ()
    """Of each draft with the next one of its language."""
    asks: tuple[Ask, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    terms: tuple[TermUse, ...] = ()
    access: Access = Access.PUBLIC
    """For whom this was put together."""


def write_remark(remark: Remark | str) -> str:
    """In English, with the sheet that it is about."""
    if isinstance(remark, str):
        return remark
    return f"{remark.message} (page {remark.page})" if remark.page else remark.message


def all_brackets(brackets: Sequence[Bracket]) -> Iterator[Bracket]:
    """Each, and behind it those within it, however deep they stand."""
    waiting = list(reversed(brackets))
    while waiting:
        bracket = waiting.pop()
        yield bracket
        waiting += reversed(bracket.within)


def files_of_process(process: Process) -> tuple[File, ...]:
    """Every file that a release needs of it."""
    return tuple(file for file in (process.data, *(draft.file for draft in process.drafts)) if file)
