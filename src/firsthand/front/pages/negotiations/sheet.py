"""Lobbying sheets: one for each paragraph of a draft that somebody asks something of, for a phone or for paper."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Ask, Draft, DraftText, Outcome, Paragraph, Status
from firsthand.catalogue.redline import Line
from firsthand.exports.negotiations.amending import amend
from firsthand.exports.negotiations.phrases import reason
from firsthand.exports.negotiations.placing import Placement, Proposal, Unplaced, place
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.ask import Verdict, view_verdict
from firsthand.front.pages.negotiations.asked import AskView, compare, name_place, view_ask
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, say
from firsthand.negotiations.differences import differ

MOST_PRECEDENTS = 3
"""On a sheet, so that it stays on a page; the page of the ask has them all."""


class Wish(Struct, frozen=True):
    """An ask on a sheet."""

    ask: AskView
    line: Line | None
    """The paragraph with our words in it; None where no word of it would be changed."""
    behind: bool
    """Our words are a new paragraph after this one."""
    unsure: bool
    """A link led there that nobody has confirmed."""
    verdict: Verdict | None
    more: int
    """Precedents that are not on the sheet."""


class Sheet(Struct, frozen=True):
    anchor: str
    place: str
    headings: tuple[str, ...]
    address: str
    """Of the paragraph in the draft."""
    text: str
    unbalanced: bool
    wishes: tuple[Wish, ...]


class Loose(Struct, frozen=True):
    """An ask that has no place in the draft."""

    ask: AskView
    why: str


class SheetsPage(Struct, frozen=True):
    title: Said
    address: str
    label: str
    draft: str
    date: str
    language: str
    adopted: bool
    text: str
    """The address of the draft."""
    sheets: tuple[Sheet, ...]
    loose: tuple[Loose, ...]


def make_sheets(showing: Showing, interface: Interface, slug: str) -> View | None:
    """None where there is no such draft with a text."""
    negotiation = showing.negotiation
    draft = next((each for each in negotiation.process.drafts if each.slug == slug), None)
    text = next((each for each in negotiation.texts if each.draft == slug), None)
    if draft is None or text is None:
        return None
    maker = _Maker(showing, interface, draft, text)
    process = negotiation.process
    page = SheetsPage(
        title=say(process.titles, interface) or Said(process.slug, "und"),
        address=showing.base,
        label=draft.label,
        draft=slug,
        date=interface.date(draft.date),
        language=draft.language,
        adopted=draft.status is Status.ADOPTED,
        text=showing.draft(slug),
        sheets=tuple(maker.sheets()),
        loose=tuple(maker.loose()),
    )
    title = interface.gettext("Lobbying sheets: %(draft)s") % {"draft": draft.label}
    return View("sheets.html", page, title, room="negotiations")


class _Maker:
    """The sheets of one draft."""

    def __init__(self, showing: Showing, interface: Interface, draft: Draft, text: DraftText) -> None:
        self._showing, self._interface, self._draft = showing, interface, draft
        self._text = text
        self._placement = place(showing.negotiation, draft.slug)
        outcomes = (each for each in showing.negotiation.outcomes if each.draft == draft.slug)
        self._outcomes: dict[str, Outcome] = {each.ask: each for each in outcomes}
        self._placed = {each.ask.slug for each in self._placement.proposals}

    def sheets(self) -> Iterator[Sheet]:
        for paragraph in self._text.paragraphs:
            wishes = [self._proposed(each) for each in self._placement.proposals if each.paragraph == paragraph.id]
            wishes += [self._seen(ask, paragraph) for ask, _ in self._unplaced() if self._shows(ask, paragraph)]
            if wishes:
                yield Sheet(
                    anchor=f"sheet-{paragraph.id}",
                    place=name_place(paragraph, self._interface),
                    headings=paragraph.headings[1:],
                    address=self._showing.draft(self._draft.slug, paragraph.id),
                    text=paragraph.text,
                    unbalanced=paragraph.unbalanced,
                    wishes=tuple(wishes),
                )

    def loose(self) -> Iterator[Loose]:
        for ask, why in self._unplaced():
            if not any(self._shows(ask, paragraph) for paragraph in self._text.paragraphs):
                yield Loose(view_ask(ask, self._showing, self._interface), reason(why, self._interface))

    def _unplaced(self) -> Iterator[tuple[Ask, Unplaced]]:
        """Each once, with the first of its reasons; none that has a place besides."""
        first = {ask.slug: (ask, why) for ask, why in reversed(self._placement.unplaced)}
        return (pair for slug, pair in first.items() if slug not in self._placed)

    def _shows(self, ask: Ask, paragraph: Paragraph) -> bool:
        """Whether an outcome says that the ask can be seen in this paragraph, of all its paragraphs the first."""
        outcome = self._outcomes.get(ask.slug)
        return bool(outcome and outcome.evidence and outcome.evidence[0].paragraph == paragraph.id)

    def _proposed(self, proposal: Proposal) -> Wish:
        paragraph = next(each for each in self._text.paragraphs if each.id == proposal.paragraph)
        line: Line | None = None
        if proposal.edits:
            amended = next(amend(DraftText("", (paragraph,)), Placement((proposal,))))
            line = differ(amended.before(), amended.after()) if not proposal.whole else Line(amended.spans)
        elif not proposal.behind:
            line = compare(proposal.ask.words, paragraph.text, back=True)
        return self._wish(proposal.ask, line, behind=proposal.behind, unsure=proposal.followed)

    def _seen(self, ask: Ask, paragraph: Paragraph) -> Wish:
        confirmed = self._outcomes[ask.slug].state == "confirmed"
        line = compare(ask.words, paragraph.text, back=True)
        return self._wish(ask, line, behind=False, unsure=not confirmed)

    def _wish(self, ask: Ask, line: Line | None, *, behind: bool, unsure: bool) -> Wish:
        shown = view_ask(ask, self._showing, self._interface)
        outcome = self._outcomes.get(ask.slug)
        precedents = shown.precedents[:MOST_PRECEDENTS]
        return Wish(
            ask=replace(shown, precedents=precedents),
            line=line if line and line.changed else None,
            behind=behind,
            unsure=unsure,
            verdict=view_verdict(outcome, ask, self._interface) if outcome else None,
            more=len(shown.precedents) - len(precedents),
        )
