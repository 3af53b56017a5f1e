"""What lies in the public and in the private place, as one: for those who may see both."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from firsthand.catalogue import dates
from firsthand.catalogue.negotiations import Draft, Process
from firsthand.negotiations.folder.kept import Kept


def merge(public: Kept, private: Kept) -> Kept:
    """Drafts, events and deadlines in the order of their dates; those of one place keep their order."""
    drafts = _woven(public.process.drafts, private.process.drafts)
    texts = {text.draft: text for text in (*public.texts, *private.texts)}
    fuller = {ask.slug: ask for ask in private.asks}
    asks = tuple(fuller.pop(ask.slug, ask) for ask in public.asks)
    return Kept(
        _process(public.process, private.process, drafts),
        tuple(texts[draft.slug] for draft in drafts if draft.slug in texts),
        (*public.decided, *private.decided),
        (*asks, *fuller.values()),
        (*public.outcomes, *private.outcomes),
        (*public.received, *private.received),
    )


def _process(public: Process, private: Process, drafts: tuple[Draft, ...]) -> Process:
    return structs.replace(
        public,
        date=drafts[-1].date if drafts else None,
        drafts=drafts,
        events=tuple(sorted((*public.events, *private.events), key=lambda event: dates.earliest(event.date))),
        deadlines=tuple(
            sorted(
                (*public.deadlines, *private.deadlines), key=lambda deadline: datetime.fromisoformat(deadline.moment)
            )
        ),
    )


def _woven(public: Sequence[Draft], private: Sequence[Draft]) -> tuple[Draft, ...]:
    """Each private draft behind the last public one that is not later."""
    waiting, found = list(private), []
    for draft in public:
        while waiting and dates.latest(waiting[0].date) < dates.earliest(draft.date):
            found.append(waiting.pop(0))
        found.append(draft)
    return (*found, *waiting)
