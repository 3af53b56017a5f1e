"""What is said about asks in the words of the interface: what is wanted, on which grounds, why it has no place."""

from firsthand.catalogue.negotiations import Ask, Draft, Negotiation, Precedent, Want
from firsthand.catalogue.values import Texts
from firsthand.exports.negotiations.issue import Issue
from firsthand.exports.negotiations.placing import Proposal, Unplaced
from firsthand.interface import Interface
from firsthand.interface.said import say


def said(texts: Texts, interface: Interface) -> str:
    """In the interface's language where it can be had, or else in another."""
    found = say(texts, interface)
    return found.value if found else ""


def title(ask: Ask, interface: Interface) -> str:
    return said(ask.titles, interface) or ask.slug


def heading(negotiation: Negotiation, interface: Interface) -> str:
    return said(negotiation.process.titles, interface) or negotiation.process.slug


def state_of(draft: Draft, interface: Interface) -> str:
    """A draft with its symbol and its day: "Rev.1, RS/3/L.1/Rev.1, 20 April 2026"."""
    return ", ".join(part for part in (draft.label, draft.symbol or "", interface.date(draft.date)) if part)


def wanted(want: Want, interface: Interface) -> str:
    _ = interface.gettext
    return {
        Want.ADD: _("Add"),
        Want.REPLACE: _("Replace"),
        Want.DELETE: _("Delete"),
        Want.KEEP: _("Keep"),
        Want.OPPOSE: _("Oppose"),
    }[want]


def reason(why: Unplaced, interface: Interface) -> str:
    _ = interface.gettext
    return {
        Unplaced.LANGUAGE: _("It is about words of another language."),
        Unplaced.ANCHOR: _("Nobody has said yet where it belongs."),
        Unplaced.LINK: _("It belongs to a paragraph of another draft, and what became of that one is not sure."),
        Unplaced.ABSENT: _("The words that it is about do not stand in the paragraph."),
        Unplaced.SEVERAL: _("The words that it is about stand there more than once."),
        Unplaced.MET: _("The words that it asks for stand there already."),
        Unplaced.BRACKETED: _("The words that it asks for stand there already, in brackets."),
        Unplaced.OVERLAP: _("Another proposal changes the same words."),
    }[why]


def remark(proposal: Proposal, issue: Issue) -> tuple[str, ...]:
    """The lines of the comment beside a proposal."""
    ask, _ = proposal.ask, issue.interface.gettext
    lines = [f"{wanted(ask.want, issue.interface)}: {title(ask, issue.interface)}"]
    if ask.want is Want.KEEP and ask.words:
        lines.append(f"“{ask.words}”")
    if ask.want is Want.OPPOSE and ask.target:
        lines.append(f"“{ask.target}”")
    lines += grounds(ask, issue)
    if proposal.followed:
        lines.append(_("Placed by way of a link that nobody has confirmed: check the place."))
    return tuple(lines)


def grounds(ask: Ask, issue: Issue) -> list[str]:
    """Rationale, precedents, backers: a line each."""
    _ = issue.interface.gettext
    lines = [said(ask.rationale, issue.interface)] if ask.rationale else []
    lines += [f"{_('Agreed before')}: {precedent(each, issue.interface)}" for each in ask.precedents]
    if ask.backers:
        lines.append(f"{_('Supported by')}: {backers(ask, issue)}")
    return lines


def precedent(each: Precedent, interface: Interface) -> str:
    where = ", ".join(part for part in (each.where, interface.date(each.date) if each.date else "") if part)
    link = f" <{each.link}>" if each.link else ""
    return f"“{each.words}” – {where}{link}"


def backers(ask: Ask, issue: Issue) -> str:
    return "; ".join(dict.fromkeys(issue.party(each.party) for each in ask.backers))
