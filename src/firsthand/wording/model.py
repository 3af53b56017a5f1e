"""What the check says: findings, what to write instead, and the places that were passed over.

Frozen structures without behaviour; they know no guide and no language. Every position counts Unicode code points of
the text as it was given, whatever was normalised on the way; an end is exclusive.
"""

from typing import Literal

from msgspec import Struct

Severity = Literal["slur", "stigmatising", "discouraged", "imprecise", "contested"]
"""From the gravest; "contested" informs and never accuses."""

SEVERITIES: tuple[Severity, ...] = ("slur", "stigmatising", "discouraged", "imprecise", "contested")

Certainty = Literal["found", "possible"]

Fix = Literal["safe", "review", "never"]
"""Whether a replacement may be made by itself, after a look, or only by rewriting the sentence by hand."""

Zone = Literal["body", "title", "quotation", "mention", "reference", "affiliation", "thanks", "code", "address", "name"]

Position = Literal["avoid", "prefer", "accept", "accept_in_context", "debated", "own_usage"]


class Suggestion(Struct, frozen=True, omit_defaults=True):
    """One way to say it, in the form that the sentence asks for."""

    start: int
    """The stretch that `text` replaces; it may be wider than the finding's (articles, commas)."""
    end: int
    text: str
    fix: Fix = "review"
    also: tuple[str, ...] = ()
    """What else in the sentence has to change and is left to the writer, in the language of the text."""
    guide: str = "house"


class Stance(Struct, frozen=True, omit_defaults=True):
    """What one guide says about a concept, in our own words."""

    source: str
    """A key of the guide's sources."""
    stance: Position
    year: int | None = None
    says: str = ""
    verified: Literal["seen", "reported", "unverified"] = "seen"


class Source(Struct, frozen=True, omit_defaults=True):
    """A text that a guide rests on."""

    key: str
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    languages: tuple[str, ...] = ()


class Finding(Struct, frozen=True, omit_defaults=True):
    """A place in a text where a guide advises other words."""

    start: int
    end: int
    text: str
    """As it is written."""
    language: str
    concept: str
    term: str
    """As the guide writes it."""
    severity: Severity
    certainty: Certainty = "found"
    sense: str = ""
    zone: Zone = "body"
    why: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    stances: tuple[Stance, ...] = ()
    """Of each guide that has one, where they disagree."""
    sources: tuple[Source, ...] = ()
    proposed: bool = False
    """Only we propose to avoid this term; no published guide was seen to name it."""
    guide: str = "house"
    because: tuple[str, ...] = ()
    """Why it was flagged, step by step, in English: for `--explain`."""


class Passed(Struct, frozen=True, omit_defaults=True):
    """A place that has a term of the guide and is not flagged."""

    start: int
    end: int
    text: str
    language: str
    concept: str
    term: str
    zone: Zone = "body"
    because: tuple[str, ...] = ()


class Report(Struct, frozen=True, omit_defaults=True):
    """All that was seen in one text, in its order."""

    findings: tuple[Finding, ...] = ()
    passed: tuple[Passed, ...] = ()
    """Only where it was asked for."""
