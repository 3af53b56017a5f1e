"""The rows of a compilation: each proposal beside the paragraph that it is about, in the draft's order.

Those without a place in the draft come last, with the reason.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Ask, Negotiation, Paragraph
from firsthand.catalogue.redline import Span
from firsthand.exports.negotiations.amending import amend
from firsthand.exports.negotiations.placing import Placement, Proposal, Unplaced, place


class Row(Struct, frozen=True):
    ask: Ask
    paragraph: Paragraph | None = None
    proposal: Proposal | None = None
    label: str = ""
    """Of the paragraph, or of the new one behind it: "OP1 bis"."""
    spans: tuple[Span, ...] = ()
    """The paragraph with this proposal alone; of a new one, its words."""
    why: Unplaced | None = None

    @property
    def changes(self) -> bool:
        return self.proposal is not None and (self.proposal.edits or self.proposal.behind)


def rows(negotiation: Negotiation, slug: str) -> Iterator[Row]:
    """Raises KeyError where there is no such draft with a text."""
    text = {each.draft: each for each in negotiation.texts}[slug]
    placement = place(negotiation, slug)
    order = {paragraph.id: number for number, paragraph in enumerate(text.paragraphs)}
    for proposal in sorted(placement.proposals, key=lambda each: (order[each.paragraph], each.behind, each.start)):
        paragraph = text.paragraphs[order[proposal.paragraph]]
        alone = tuple(amend(replace(text, paragraphs=(paragraph,)), Placement((proposal,))))[-1]
        yield Row(proposal.ask, paragraph, proposal, alone.label, alone.spans)
    for ask, why in placement.unplaced:
        yield Row(ask, why=why)
