"""A compilation as a Word file: paragraph, text as it stands, proposal and grounds side by side, on sheets across."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from firsthand.catalogue.negotiations import Negotiation, Want
from firsthand.catalogue.redline import Mark
from firsthand.citations.wordparts import clean
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.exports.negotiations.compiling import Row, rows
from firsthand.exports.negotiations.issue import Issue, watermark
from firsthand.exports.negotiations.phrases import backers, heading, precedent, reason, said, title, wanted
from firsthand.exports.negotiations.tracked import title_block
from firsthand.exports.negotiations.wordfile import WIDE, document, paragraph, run

WIDTHS = (0.09, 0.22, 0.25, 0.17, 0.15, 0.12)
"""Of the columns, as shares."""
CELL = "TableText"
"""The style of what stands in the table."""
STRONG = "<w:b/><w:bCs/>"
LOOKS = {Mark.SAME: "", Mark.OUT: "<w:strike/>", Mark.IN: '<w:b/><w:bCs/><w:u w:val="single"/>'}
"""So that the proposal can be read without colours."""


def make_compilation(negotiation: Negotiation, slug: str, issue: Issue) -> bytes:
    """A DOCX file about the draft of this slug. Raises KeyError where there is no such draft with a text."""
    draft = {each.slug: each for each in negotiation.process.drafts}[slug]
    ours, _ = tongue(issue.interface.language), issue.interface.gettext
    told = _("Words to come in are bold and underlined, words to go are struck through.")
    body = "".join(title_block(negotiation, draft, issue, told))
    body += _table(tuple(rows(negotiation, slug)), issue, tongue(draft.language), ours)
    name = f"{heading(negotiation, issue.interface)} – {draft.label}"
    return document(name, ours, issue.author, body, (), watermark(negotiation, issue), across=True)


def _table(found: Sequence[Row], issue: Issue, words: Tongue, ours: Tongue) -> str:
    _ = issue.interface.gettext
    heads = (
        _("Paragraph"), _("Text as it stands"), _("Proposal"), _("Rationale"), _("Agreed before"), _("Supported by"),
    )  # fmt: skip
    widths = [round(WIDE * share) for share in WIDTHS]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = quoteattr(clean(_("Proposals, paragraph by paragraph")))
    bidi = "<w:bidiVisual/>" if ours.dir == "rtl" else ""
    look = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/>{bidi}<w:tblW w:w="{WIDE}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={told}/></w:tblPr>'
    )
    head = _row([paragraph(CELL, run(each, ours, look=STRONG), ours) for each in heads], widths, head=True)
    body = "".join(_row(_cells(row, issue, words, ours), widths) for row in found)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl><w:p/>"


def _row(cells: Iterable[str], widths: Sequence[int], *, head: bool = False) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell or "<w:p/>"}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{'<w:cantSplit/><w:tblHeader/>' * head}</w:trPr>{made}</w:tr>"


def _cells(row: Row, issue: Issue, words: Tongue, ours: Tongue) -> tuple[str, ...]:
    ask, interface = row.ask, issue.interface
    stands = row.paragraph.text if row.paragraph else ""
    return (
        paragraph(CELL, run(row.label, words), words) if row.label else "",
        paragraph(CELL, run(stands, words), words) if stands else "",
        _proposed(row, issue, words, ours),
        paragraph(CELL, run(said(ask.rationale, interface), ours), ours) if ask.rationale else "",
        "".join(paragraph(CELL, run(precedent(each, interface), ours), ours) for each in ask.precedents),
        paragraph(CELL, run(backers(ask, issue), ours), ours) if ask.backers else "",
    )


def _proposed(row: Row, issue: Issue, words: Tongue, ours: Tongue) -> str:
    ask, interface, _ = row.ask, issue.interface, issue.interface.gettext
    lines = [paragraph(CELL, run(f"{wanted(ask.want, interface)}: {title(ask, interface)}", ours, look=STRONG), ours)]
    if row.changes:
        shown = "".join(run(span.text, words, look=LOOKS[span.mark]) for span in row.spans)
        lines.append(paragraph(CELL, shown, words))
    else:
        asked = ask.target if ask.want in (Want.OPPOSE, Want.DELETE) else ask.words
        lines += [paragraph(CELL, run(f"“{asked}”", words), words)] if asked else []
    if row.why is not None:
        lines.append(paragraph(CELL, run(f"{_('Not placed in this draft')}: {reason(row.why, interface)}", ours), ours))
    elif row.proposal is not None and row.proposal.followed:
        told = _("Placed by way of a link that nobody has confirmed: check the place.")
        lines.append(paragraph(CELL, run(told, ours), ours))
    return "".join(lines)
