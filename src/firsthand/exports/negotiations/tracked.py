"""A draft with our asks as tracked changes, their grounds as comments, in the form in which secretariats pass it on.

Who rejects all changes has the draft, who accepts them all has the text that is wanted.
"""

from collections.abc import Iterator, Sequence

from firsthand.catalogue.negotiations import Draft, Negotiation
from firsthand.catalogue.redline import Mark
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.exports.negotiations.amending import Amended, Stretch, amend
from firsthand.exports.negotiations.issue import Issue, watermark
from firsthand.exports.negotiations.phrases import grounds, heading, reason, remark, state_of, title, wanted
from firsthand.exports.negotiations.placing import Placement, Proposal, place
from firsthand.exports.negotiations.wordfile import Pen, document, paragraph, run

DEEPEST = 6
"""Levels of headings that Word has."""


def make_amendments(negotiation: Negotiation, slug: str, issue: Issue) -> bytes:
    """A DOCX file of the draft of this slug. Raises KeyError where there is no such draft with a text."""
    draft = {each.slug: each for each in negotiation.process.drafts}[slug]
    text = {each.draft: each for each in negotiation.texts}[slug]
    placement, pen, ours = place(negotiation, slug), Pen(issue.date), tongue(issue.interface.language)
    scribe = _Scribe(pen, issue, tongue(draft.language))
    body = "".join((
        *title_block(negotiation, draft, issue, _told(placement, issue)),
        *scribe.written(tuple(amend(text, placement))),
        *unplaced(placement, issue),
    ))  # fmt: skip
    name = f"{heading(negotiation, issue.interface)} – {draft.label}"
    return document(name, ours, issue.author, body, pen.comments, watermark(negotiation, issue))


def title_block(negotiation: Negotiation, draft: Draft, issue: Issue, *more: str) -> Iterator[str]:
    """Which text, in which state, and who proposes."""
    ours, _ = tongue(issue.interface.language), issue.interface.gettext
    marked = watermark(negotiation, issue)
    if marked:
        yield paragraph("", run(marked, ours, look="<w:b/><w:bCs/>"), ours)
    yield paragraph("Title", run(heading(negotiation, issue.interface), ours), ours)
    yield paragraph("Subtitle", run(state_of(draft, issue.interface), ours), ours)
    said = _("Proposal by %(name)s, %(date)s") % {"name": issue.author, "date": issue.interface.date(issue.date)}
    for line in (said, *more):
        yield paragraph("", run(line, ours), ours)


def unplaced(placement: Placement, issue: Issue) -> Iterator[str]:
    """What has no place in this draft, with the reason."""
    ours, _ = tongue(issue.interface.language), issue.interface.gettext
    if not placement.unplaced:
        return
    yield paragraph("Heading1", run(_("Not placed in this draft"), ours), ours)
    for ask, why in placement.unplaced:
        bold = run(f"{wanted(ask.want, issue.interface)}: {title(ask, issue.interface)}. ", ours, look="<w:b/><w:bCs/>")
        yield paragraph("", bold + run(reason(why, issue.interface), ours), ours)
        words = tongue(ask.language)
        for struck, text in ((True, ask.target), (False, ask.words)):
            if text:
                yield paragraph("Quote", run(text, words, look="<w:strike/>" if struck else ""), words)
        for line in grounds(ask, issue):
            yield paragraph("", run(line, ours), ours, indent=1)


def _told(placement: Placement, issue: Issue) -> str:
    _ = issue.interface.gettext
    if not placement.proposals:
        return _("None of the proposals has a place in this draft.")
    return _("Changes are tracked: accept or reject them one by one. The grounds stand in the comments.")


class _Scribe:
    def __init__(self, pen: Pen, issue: Issue, words: Tongue) -> None:
        self._pen, self._issue, self._words = pen, issue, words
        self._ours = tongue(issue.interface.language)

    def written(self, paragraphs: Sequence[Amended]) -> Iterator[str]:
        above: tuple[str, ...] = ()
        option = ""
        for each in paragraphs:
            if each.new is None:
                yield from self._headings(above, each.paragraph.headings)
                if each.paragraph.option and (each.paragraph.option, each.paragraph.headings) != (option, above):
                    yield paragraph("DraftOption", run(each.paragraph.option, self._words), self._words)
                above, option = each.paragraph.headings, each.paragraph.option
            yield self._paragraph(each)

    def _headings(self, above: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
        """Those that did not stand above the paragraph before."""
        same = 0
        while same < min(len(above), len(headings)) and above[same] == headings[same]:
            same += 1
        for level, text in enumerate(headings[same:], same + 2):
            yield paragraph(f"Heading{min(level, DEEPEST)}", run(text, self._words), self._words)

    def _paragraph(self, each: Amended) -> str:
        whole = each.new or each.gone
        author = self._issue.proposer(whole.ask) if whole else ""
        mark = Mark.IN if each.new else Mark.OUT if each.gone else Mark.SAME
        runs = [self._pen.tracked(mark, run(f"{each.label} ", self._words), author)] if each.label else []
        ends: dict[int, str] = {}
        for piece in each.pieces:
            if isinstance(piece, Stretch):
                by = self._issue.proposer(piece.proposal.ask) if piece.proposal else ""
                runs.append(self._pen.tracked(piece.mark, run(piece.text, self._words), by))
            elif piece.opens:
                begin, ends[id(piece.proposal)] = self._comment(piece.proposal)
                runs.append(begin)
            else:
                runs.append(ends[id(piece.proposal)])
        change = f"<w:{'ins' if each.new else 'del'} {self._pen.signed(author)}/>" if whole else ""
        indent = each.paragraph.depth
        return paragraph("DraftParagraph", "".join(runs), self._words, change=change, indent=indent)

    def _comment(self, proposal: Proposal) -> tuple[str, str]:
        author = self._issue.proposer(proposal.ask)
        return self._pen.comment(author, remark(proposal, self._issue), self._ours)
