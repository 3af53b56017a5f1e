"""A whole negotiation as the plain files of a folder, from which it is read again as the same."""

from collections.abc import Iterable, Mapping

from firsthand.catalogue.negotiations import Alignment, Negotiation, Outcome, State
from firsthand.negotiations.folder.editing import table
from firsthand.negotiations.folder.fields import (
    as_file,
    of_deadline,
    of_draft,
    of_event,
    of_outcome,
    of_process,
    rows_of,
)
from firsthand.negotiations.folder.rows import FILE
from firsthand.negotiations.folder.texts import write_links, write_text


def as_folder(negotiation: Negotiation, received: Mapping[str, str]) -> dict[str, bytes]:
    """Path in the folder of a negotiation -> what stands there, of one that everybody may see.

    `received`: slug of a draft -> the name of its file in `drafts`, of those that have one. What a machine proposed is
    not written down: it is proposed anew.
    """
    process = negotiation.process
    rows = {
        "drafts": [of_draft(one, received.get(one.slug), keep=one.slug in received) for one in process.drafts],
        "events": [of_event(one) for one in process.events],
        "deadlines": [of_deadline(one) for one in process.deadlines],
    }
    files = {FILE: (table(of_process(process)) + rows_of(rows)).encode()}
    files |= {f"drafts/{text.draft}.json": write_text(text) for text in negotiation.texts}
    files |= {f"asks/{ask.slug}.toml": as_file(ask) for ask in negotiation.asks}
    for alignment in negotiation.alignments:
        links = tuple(link for link in alignment.links if link.state is not State.PROPOSED)
        if links:
            place = f"links/{alignment.before}--{alignment.after}.json"
            files[place] = write_links(Alignment(alignment.before, alignment.after, links))
    for ask in negotiation.asks:
        if own := [of_outcome(one) for one in _confirmed(negotiation.outcomes, ask.slug)]:
            files[f"outcomes/{ask.slug}.toml"] = rows_of({"outcomes": own}).lstrip("\n").encode()
    return files


def _confirmed(outcomes: Iterable[Outcome], ask: str) -> Iterable[Outcome]:
    return (one for one in outcomes if one.ask == ask and one.state is State.CONFIRMED)
