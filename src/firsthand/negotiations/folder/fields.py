"""A process, drafts, events, asks and outcomes as the fields of TOML that are read back as the same."""

from typing import Any

from msgspec import structs

from firsthand.catalogue.negotiations import Access, Ask, Backing, Deadline, Draft, Event, Outcome, Process, Status
from firsthand.catalogue.records import Texts
from firsthand.negotiations.folder.editing import table

Fields = dict[str, Any]


def of_process(process: Process) -> Fields:
    """What is said of the process itself, without its rows."""
    return _said(
        title=_texts(process.titles),
        body=_texts(process.body),
        forum=_texts(process.forum),
        summary=_texts(process.summary),
        themes=list(process.themes),
        places=list(process.places),
        link=process.link,
    )


def of_draft(draft: Draft, file: str | None, *, keep: bool) -> Fields:
    return _said(
        slug=draft.slug,
        label=draft.label,
        date=draft.date,
        language=draft.language,
        status=draft.status.value if draft.status is not Status.REVISED else None,
        symbol=draft.symbol,
        source=draft.source,
        access=_for_allies(draft.access),
        file=file,
        keep_file=keep or None,
    )


def of_event(event: Event) -> Fields:
    vote = event.vote
    return _said(
        kind=event.kind.value,
        date=event.date,
        note=_texts(event.note),
        draft=event.draft,
        paragraphs=list(event.paragraphs),
        parties=list(event.parties),
        vote={"yes": vote.yes, "no": vote.no, "abstained": vote.abstained} if vote else None,
        source=event.source,
        access=_for_allies(event.access),
    )


def of_deadline(deadline: Deadline) -> Fields:
    return _said(
        what=_texts(deadline.what),
        moment=deadline.moment,
        zone=deadline.zone,
        source=deadline.source,
        checked=deadline.checked,
        access=_for_allies(deadline.access),
    )


def of_ask(ask: Ask) -> tuple[Fields, dict[str, list[Fields]]]:
    """What is said of the ask itself, and its rows by their key."""
    own = _said(
        title=_texts(ask.titles),
        want=ask.want.value,
        language=ask.language,
        words=ask.words,
        target=ask.target,
        must=list(ask.must),
        part=ask.part.value if ask.part else None,
        article=ask.article,
        rationale=_texts(ask.rationale),
        owner=ask.owner,
        access=_for_allies(ask.access),
    )
    rows = {
        "anchors": [_said(draft=one.draft, paragraph=one.paragraph, quote=one.quote) for one in ask.anchors],
        "precedents": [
            _said(words=one.words, language=one.language, where=one.where, date=one.date, link=one.link)
            for one in ask.precedents
        ],
        "backers": [_said(party=one.party, date=one.date, access=_of_backer(one, ask)) for one in ask.backers],
    }
    return own, rows


def of_outcome(outcome: Outcome) -> Fields:
    return _said(
        draft=outcome.draft,
        kind=outcome.kind.value,
        also=[kind.value for kind in outcome.also],
        reasons=[_said(code=one.code.value, was=one.was, now=one.now) for one in outcome.reasons],
        evidence=[_said(paragraph=one.paragraph, quote=one.quote) for one in outcome.evidence],
        note=_texts(outcome.note),
        confirmed=outcome.confirmed,
    )


def parted(ask: Ask) -> tuple[Ask, list[Fields]]:
    """An ask as its own file says it, and the backers of a public one that are not public."""
    if ask.access is not Access.PUBLIC:
        return ask, []
    quiet = tuple(one for one in ask.backers if one.access is not Access.PUBLIC)
    shown = structs.replace(ask, backers=tuple(one for one in ask.backers if one.access is Access.PUBLIC))
    return shown, of_ask(structs.replace(ask, backers=quiet, access=Access.PRIVATE))[1]["backers"]


def as_file(ask: Ask) -> bytes:
    own, rows = of_ask(ask)
    return (table(own) + rows_of(rows)).encode()


def rows_of(rows: dict[str, list[Fields]]) -> str:
    return "".join(f"\n[[{key}]]\n{table(row)}" for key in rows for row in rows[key])


def _of_backer(backer: Backing, ask: Ask) -> str | None:
    """A public ask has public backers only, of which nothing needs to be said."""
    return None if backer.access is ask.access else backer.access.value


def _for_allies(access: Access) -> str | None:
    return access.value if access is Access.ALLIES else None


def _texts(texts: Texts) -> dict[str, str]:
    return {text.language: text.value for text in texts}


def _said(**fields: Any) -> Fields:
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}
