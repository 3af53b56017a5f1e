"""A library's folder with the small invented negotiation of `example`, written down as people keep it."""

from pathlib import Path

from msgspec import structs
from tests.negotiations.example import example

from firsthand.catalogue.negotiations import Access, Event, Negotiation, State
from firsthand.catalogue.written.words import value_of
from firsthand.negotiations.workroom import Workroom

SLUG = "river-declaration"


def write_library(folder: Path, negotiation: Negotiation | None = None) -> Workroom:
    """Everything in the place that is right for it: drafts, asks, events, and what was confirmed."""
    whole = negotiation or example()
    (folder / "library.toml").write_text('title = "A library"\nlanguages = ["en", "fr"]\n', "utf-8")
    room = Workroom(folder)
    for public in (True, False):
        room.new(structs.replace(whole.process), public=public)
    for draft, text in zip(whole.process.drafts, whole.texts, strict=True):
        room.take_draft(SLUG, draft, text)
    for event in whole.process.events:
        place = "negotiations" if event.access is Access.PUBLIC else "private/negotiations"
        with (folder / place / SLUG / "process.toml").open("a", encoding="utf-8") as file:
            file.write(_row(event))
    for ask in whole.asks:
        room.put_ask(SLUG, ask)
    for outcome in whole.outcomes:
        if outcome.state is State.CONFIRMED:
            room.decide_outcome(SLUG, outcome)
    for alignment in whole.alignments:
        for link in alignment.links:
            if link.state is State.CONFIRMED:
                room.decide_link(SLUG, alignment.before, alignment.after, link)
    return room


def _row(event: Event) -> str:
    fields: dict[str, object] = {
        "kind": event.kind.value,
        "date": event.date,
        "note": {text.language: text.value for text in event.note},
        "draft": event.draft,
        "paragraphs": list(event.paragraphs),
        "parties": list(event.parties),
        "vote": structs.asdict(event.vote) if event.vote else None,
    }
    return "\n[[events]]\n" + "".join(f"{key} = {value_of(value)}\n" for key, value in fields.items() if value)


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), "utf-8")
