"""What files of asks and outcomes say. Which paragraphs they speak of is looked at elsewhere."""

import re
from collections.abc import Collection

from msgspec import structs

from firsthand.catalogue import languages
from firsthand.catalogue.identifiers import address
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import (
    Access,
    Anchor,
    Ask,
    Backing,
    Evidence,
    Outcome,
    OutcomeKind,
    Part,
    Precedent,
    Reason,
    ReasonCode,
    State,
    Want,
)
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.tables import Table
from firsthand.negotiations.folder.frame import Frame
from firsthand.negotiations.folder.ground import Ground
from firsthand.negotiations.folder.rows import access_of, one_of, read_all, required

_NEEDED = {
    Want.ADD: ("words",),
    Want.REPLACE: ("words", "target"),
    Want.DELETE: ("target",),
    Want.KEEP: ("words",),
    Want.OPPOSE: ("target",),
}
"""What an ask has to say, by what it wants."""


def read_ask(ground: Ground, place: str, slug: str, language: str, frame: Frame) -> Ask | None:
    """One ask; None where nothing of it may be read, which is noted."""
    file = ground.table(place)
    if file is None:
        return None
    table = Table(file, ground.mistakes)
    ask = ask_of(table, ground, slug, language, frame)
    if ask is not None:
        table.finish()
    return ask


def ask_of(table: Table, ground: Ground, slug: str, language: str, frame: Frame) -> Ask | None:
    """The ask that a table describes, whose keys may be more; None where nothing of it may be read."""
    access = access_of(table, ground, Access.PUBLIC if ground.is_public else Access.PRIVATE)
    if access is None:
        return None
    required(table, "want", table.words("want"), Want.ADD)
    ask = Ask(
        slug,
        table.texts("title", language),
        one_of(table, "want", Want, Want.ADD),
        required(table, "language", table.checked("language", languages.normalise), "en"),
        table.words("words") or "",
        table.words("target") or "",
        table.strings("must"),
        one_of(table, "part", Part, Part.OPERATIVE) if "part" in table else None,
        table.words("article") or "",
        table.texts("rationale", language),
        read_all(table, "precedents", _precedent),
        read_all(table, "backers", lambda row: _backing(row, ground, access)),
        read_all(table, "anchors", lambda row: _anchor(row, frame)),
        table.checked("owner", check_slug),
        access,
    )
    table.asked.add("part")
    if not ask.titles:
        required(table, "title", None, "Naloxone within everyone’s reach")
    _say_enough(table, ask)
    return ask


def read_more(ground: Ground, place: str, ask: Ask, frame: Frame) -> Ask:
    """A public ask with what a file under `private` adds to it: who backs it quietly, and where it stands in drafts
    that are not public, which are those of `frame`.
    """
    file = ground.table(place)
    if file is None:
        return ask
    table = Table(file, ground.mistakes)
    access = access_of(table, ground, Access.PRIVATE) or Access.PRIVATE
    backers = read_all(table, "backers", lambda row: _backing(row, ground, access))
    anchors = read_all(table, "anchors", lambda row: _anchor(row, frame))
    table.finish()
    return structs.replace(ask, backers=(*ask.backers, *backers), anchors=(*ask.anchors, *anchors))


def read_outcomes(
    ground: Ground, place: str, ask: str, language: str, frame: Frame, outside: Collection[str] = ()
) -> tuple[Outcome, ...]:
    """What a person has confirmed of an ask, draft by draft; `outside`: of which drafts that is said in public."""
    file = ground.table(place)
    if file is None:
        return ()
    table = Table(file, ground.mistakes)
    if access_of(table, ground, Access.PUBLIC if ground.is_public else Access.PRIVATE) is None:
        return ()
    if not ground.is_public and "access" in table:
        message = "Who may see the ask and the draft sees what became of it, whatever is said here."
        table.wrong(("access",), message, "Take “access” out; where allies should not see it, say so of the ask.")
    said = [row.values.get("draft") for row in table.rows("outcomes")]
    found = read_all(table, "outcomes", lambda row: _outcome(row, ask, language, frame))
    for number, draft in enumerate(said):
        if not isinstance(draft, str):
            continue
        if draft in said[:number]:
            table.wrong(("outcomes", number), f"What became of it in “{draft}” is said twice.", "Keep one of the two.")
        if draft in outside:
            message = "The ask and the draft are for everyone, and so is what became of it."
            table.wrong(("outcomes", number), message, "Move this into the public part of this negotiation.")
    table.finish()
    return found


def _say_enough(table: Table, ask: Ask) -> None:
    for key in _NEEDED[ask.want]:
        if not getattr(ask, key):
            what = {"words": "what should stand there", "target": "what should not stand there"}[key]
            message = f"An ask that wants to “{ask.want.value}” needs “{key}”: {what}."
            table.wrong(("want",), message, f"Write {key} = “…”, in the very words.")
    for place, phrase in enumerate(ask.must):
        if not _stands(phrase, ask.words):
            message = f"“{phrase}” has to be there, and is not in “words” itself."
            table.wrong(("must", place), message, "Write it as it stands in “words”.")


def _stands(phrase: str, words: str) -> bool:
    return " ".join(phrase.split()).casefold() in " ".join(words.split()).casefold()


def _precedent(row: Table) -> Precedent:
    return Precedent(
        required(row, "words", row.words("words"), "…"),
        required(row, "language", row.checked("language", languages.normalise), "en"),
        required(row, "where", row.words("where"), "A/RES/75/284, paragraph 60 (b)"),
        row.date("date"),
        row.checked("link", _address_or_path),
    )


def _address_or_path(value: str) -> str:
    if (
        re.fullmatch(r"(?:works|posts|statements|pages|negotiations)(?:/[^\s/\\<>\"?#:]+)+", value)
        and ".." not in value
    ):
        return value
    try:
        return address(value)
    except MalformedError as error:
        raise MalformedError(str(error), error.remedy + " A path begins with “works/” or “negotiations/”.") from None


def _backing(row: Table, ground: Ground, default: Access) -> Backing | None:
    access = access_of(row, ground, default)
    if access is None:
        return None
    return Backing(required(row, "party", row.words("party"), "Uruguay"), row.date("date"), access)


def _anchor(row: Table, frame: Frame) -> Anchor:
    draft = frame.draft(row)
    paragraph = frame.paragraph(row, draft)
    return Anchor(draft or "", paragraph, frame.quote(row, draft, paragraph))


def _outcome(row: Table, ask: str, language: str, frame: Frame) -> Outcome:
    required(row, "kind", row.words("kind"), OutcomeKind.WEAKENED)
    kinds = tuple(kind.value for kind in OutcomeKind)
    also = tuple(OutcomeKind(kind) for kind in row.strings("also") if _is_kind(row, kind, kinds))
    draft = frame.draft(row)
    return Outcome(
        ask,
        draft or "",
        one_of(row, "kind", OutcomeKind, OutcomeKind.UNKNOWN),
        also,
        read_all(row, "reasons", _reason),
        read_all(row, "evidence", lambda one: _evidence(one, frame, draft)),
        State.CONFIRMED,
        row.texts("note", language),
        row.date("confirmed"),
    )


def _is_kind(row: Table, kind: str, kinds: tuple[str, ...]) -> bool:
    if kind not in kinds:
        row.wrong(("also",), f"“{kind}” is not known here.", f"Write one of: {', '.join(kinds)}.")
    return kind in kinds


def _reason(row: Table) -> Reason:
    required(row, "code", row.words("code"), ReasonCode.MODAL)
    return Reason(one_of(row, "code", ReasonCode, ReasonCode.UNSURE), row.words("was") or "", row.words("now") or "")


def _evidence(row: Table, frame: Frame, draft: str | None) -> Evidence:
    paragraph = frame.paragraph(row, draft)
    return Evidence(paragraph, frame.quote(row, draft, paragraph))
