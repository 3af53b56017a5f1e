"""Asks, outcomes and compilations as tables for spreadsheets: CSV (RFC 4180), one row each, codes and not words.

They begin with the mark of UTF-8, and no cell begins with a sign that a spreadsheet would compute with.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from firsthand.catalogue.negotiations import Ask, Negotiation, Outcome, Paragraph, Reason
from firsthand.catalogue.redline import Mark, Span
from firsthand.exports.letters.table import MARK, guarded
from firsthand.exports.negotiations.compiling import Row, rows
from firsthand.exports.negotiations.issue import Issue, watermark
from firsthand.exports.negotiations.phrases import backers, precedent, said, title

ASKS = (
    "ask", "title", "want", "language", "words", "target", "must", "part", "article", "rationale", "precedents",
    "backers", "anchors", "owner", "access",
)  # fmt: skip
OUTCOMES = (
    "ask", "title", "draft", "draft_label", "draft_date", "outcome", "also", "reasons", "paragraphs", "quotes", "state",
    "confirmed", "note",
)  # fmt: skip
COMPILATION = (
    "draft", "paragraph", "label", "article", "text", "ask", "want", "title", "proposal", "proposed_text", "rationale",
    "precedents", "backers", "placed", "reason",
)  # fmt: skip
NOTICE = "notice"
"""The column that what is not for everyone has besides."""
_BETWEEN = " | "


def make_asks(negotiation: Negotiation, issue: Issue) -> bytes:
    return _made(ASKS, (_ask(each, issue) for each in negotiation.asks), watermark(negotiation, issue))


def make_outcomes(negotiation: Negotiation, issue: Issue) -> bytes:
    return _made(OUTCOMES, _outcomes(negotiation, issue), watermark(negotiation, issue))


def make_compilation_table(negotiation: Negotiation, slug: str, issue: Issue) -> bytes:
    """Raises KeyError where there is no such draft with a text."""
    found = (_compiled(slug, row, issue) for row in rows(negotiation, slug))
    return _made(COMPILATION, found, watermark(negotiation, issue))


def marked(spans: Iterable[Span]) -> str:
    """Changes in plain text, as wdiff writes them: "[-shall-] {+should+}"."""
    signs = {Mark.SAME: "{}", Mark.OUT: "[-{}-]", Mark.IN: "{{+{}+}}"}
    return "".join(signs[span.mark].format(span.text) for span in spans)


def _made(columns: tuple[str, ...], found: Iterable[tuple[str, ...]], notice: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*columns, NOTICE] if notice else columns)
    for row in found:
        writer.writerow([guarded(cell) for cell in ((*row, notice) if notice else row)])
    return (MARK + out.getvalue()).encode(errors="replace")


def _ask(ask: Ask, issue: Issue) -> tuple[str, ...]:
    anchors = (f"{each.draft}#{each.paragraph}{f': {each.quote}' if each.quote else ''}" for each in ask.anchors)
    return (
        ask.slug, title(ask, issue.interface), ask.want.value, ask.language, ask.words, ask.target,
        _BETWEEN.join(ask.must), ask.part.value if ask.part else "", ask.article,
        said(ask.rationale, issue.interface), _precedents(ask, issue), backers(ask, issue), _BETWEEN.join(anchors),
        ask.owner or "", ask.access.value,
    )  # fmt: skip


def _outcomes(negotiation: Negotiation, issue: Issue) -> Iterator[tuple[str, ...]]:
    drafts = {each.slug: each for each in negotiation.process.drafts}
    asks = {each.slug: each for each in negotiation.asks}
    texts = {each.draft: {one.id: one for one in each.paragraphs} for each in negotiation.texts}
    for outcome in negotiation.outcomes:
        draft, ask = drafts.get(outcome.draft), asks.get(outcome.ask)
        yield (
            outcome.ask, title(ask, issue.interface) if ask else "", outcome.draft, draft.label if draft else "",
            draft.date if draft else "", *_judged(outcome, texts.get(outcome.draft, {})),
            said(outcome.note, issue.interface),
        )  # fmt: skip


def _judged(outcome: Outcome, paragraphs: dict[str, Paragraph]) -> tuple[str, ...]:
    shown = (paragraphs.get(each.paragraph) for each in outcome.evidence)
    labels = (each.label or each.id for each in shown if each is not None)
    return (
        outcome.kind.value, _BETWEEN.join(each.value for each in outcome.also),
        _BETWEEN.join(map(_reason, outcome.reasons)), _BETWEEN.join(labels),
        _BETWEEN.join(each.quote for each in outcome.evidence if each.quote), outcome.state.value,
        outcome.confirmed or "",
    )  # fmt: skip


def _reason(reason: Reason) -> str:
    """ "modal: shall → should"."""
    if not reason.was and not reason.now:
        return reason.code.value
    return f"{reason.code.value}: {reason.was or '–'} → {reason.now or '–'}"


def _compiled(slug: str, row: Row, issue: Issue) -> tuple[str, ...]:
    ask, stands, proposal = row.ask, row.paragraph, row.proposal
    after = "".join(span.text for span in row.spans if span.mark is not Mark.OUT)
    followed = "proposed" if proposal and proposal.followed else "confirmed"
    return (
        slug, stands.id if stands else "", row.label, stands.article if stands else "", stands.text if stands else "",
        ask.slug, ask.want.value, title(ask, issue.interface), marked(row.spans) if row.changes else "",
        after if row.changes else "", said(ask.rationale, issue.interface), _precedents(ask, issue),
        backers(ask, issue), followed if proposal else "", row.why.value if row.why else "",
    )  # fmt: skip


def _precedents(ask: Ask, issue: Issue) -> str:
    return _BETWEEN.join(precedent(each, issue.interface) for each in ask.precedents)
