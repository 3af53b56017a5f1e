"""What Akoma Ntoso wants to know of a draft: which work, in which state and language, in which file; who and when."""

from lxml import etree

from firsthand.catalogue.negotiations import Draft, Event, Negotiation, Status, write_remark
from firsthand.citations.wordparts import clean
from firsthand.documents.markup import Element
from firsthand.exports.negotiations.akomantoso.inline import AKN
from firsthand.exports.negotiations.akomantoso.naming import Identifiers, Names, day, precision, slug
from firsthand.exports.negotiations.issue import Issue, watermark

OURS = "urn:firsthand:negotiation:1"
"""The namespace of what the standard has no place for."""
EDITOR = "#firsthand"
OURSELVES = "/akn/ontology/organization/firsthand"
ROLES = ("author", "editor")


class References:
    """Everybody who is named in the document, each once."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self.organisations: dict[str, str] = {}

    def refer(self, name: str) -> str:
        """From a name to "#" and its eId."""
        if name not in self.organisations:
            self.organisations[name] = self._identifiers.free(f"party-{slug(name) or 'unnamed'}")
        return f"#{self.organisations[name]}"


def write_identification(meta: Element, draft: Draft, names: Names, issue: Issue, first: str) -> None:
    """`first` is the date of the first draft, which is that of the work."""
    identification = _sub(meta, "identification", source=EDITOR)
    work = _level(identification, "FRBRWork", names.work, "", first, "proposed", "#body")
    _sub(work, "FRBRcountry", value="un")
    _sub(work, "FRBRsubtype", value="deliberation")
    if draft.symbol:
        _sub(work, "FRBRnumber", value=slug(draft.symbol) or draft.slug, showAs=draft.symbol)
    _sub(work, "FRBRauthoritative", value="false")
    expression = _level(identification, "FRBRExpression", names.expression, "", draft.date, "issued", "#body")
    _sub(expression, "FRBRversionNumber", value=draft.slug, showAs=draft.label)
    _sub(expression, "FRBRauthoritative", value="false")
    _sub(expression, "FRBRlanguage", language=names.language)
    made = _level(identification, "FRBRManifestation", names.expression, ".xml", issue.date, "markup", EDITOR)
    _sub(made, "FRBRformat", value="application/akn+xml")


def write_history(meta: Element, negotiation: Negotiation, draft: Draft) -> None:
    """The drafts up to this one, and what happened until then."""
    known = [each for each in negotiation.process.drafts if each.language == draft.language]
    upto = known[: known.index(draft) + 1]
    lifecycle = _sub(meta, "lifecycle", source=EDITOR)
    for number, each in enumerate(upto):
        kind = "generation" if number == 0 else "amendment"
        _sub(lifecycle, "eventRef", eId=f"e_{number + 1}", date=day(each.date), source=f"#ro_{number + 1}", type=kind)
    events = _until(negotiation, draft)
    if events:
        workflow = _sub(meta, "workflow", source=EDITOR)
        for event in events:
            step = _sub(workflow, "step", date=day(event.date), by="#body", outcome=f"#{event.kind.value}")
            if event.paragraphs:
                step.set(f"{{{OURS}}}paragraphs", clean(", ".join(event.paragraphs)))


def write_references(meta: Element, negotiation: Negotiation, draft: Draft, names: Names, found: References) -> None:
    process = negotiation.process
    references = _sub(meta, "references", source=EDITOR)
    known = [each for each in process.drafts if each.language == draft.language]
    for number, each in enumerate(known[: known.index(draft) + 1]):
        there = Names(process, each).expression
        tag = "original" if number == 0 else "passiveRef"
        _sub(references, tag, eId=f"ro_{number + 1}", href=f"{there}/!main", showAs=each.label)
    body = f"/akn/ontology/organization/un.{names.body}"
    _sub(references, "TLCOrganization", eId="body", href=body, showAs=names.body_shown)
    _sub(
        references, "TLCOrganization", eId="firsthand", href="/akn/ontology/organization/firsthand", showAs="Firsthand"
    )
    for name, identity in found.organisations.items():
        href = f"/akn/ontology/organization/{slug(name) or 'unnamed'}"
        _sub(references, "TLCOrganization", eId=identity, href=href, showAs=name)
    for role in ROLES:
        _sub(references, "TLCRole", eId=role, href=f"/akn/ontology/role/firsthand.{role}", showAs=role)
    for kind in dict.fromkeys(event.kind for event in _until(negotiation, draft)):
        href = f"/akn/ontology/concept/firsthand.{kind.value.replace('-', '.')}"
        _sub(references, "TLCConcept", eId=kind.value, href=href, showAs=kind.value.replace("-", " "))


def write_own(meta: Element, negotiation: Negotiation, draft: Draft, issue: Issue) -> None:
    """What only this program says: the state of the draft, how exact its date is, who may see the file, remarks."""
    own = _sub(meta, "proprietary", source=EDITOR)
    etree.SubElement(own, f"{{{OURS}}}status").text = draft.status.value
    etree.SubElement(own, f"{{{OURS}}}precision").text = precision(draft.date)
    notice = watermark(negotiation, issue)
    if notice:
        etree.SubElement(own, f"{{{OURS}}}notice").text = clean(notice)
    text = next((each for each in negotiation.texts if each.draft == draft.slug), None)
    for remark in text.remarks if text else ():
        etree.SubElement(own, f"{{{OURS}}}remark").text = clean(write_remark(remark))


def kind(draft: Draft) -> str:
    """The name of the statement in the profile of the United Nations."""
    return "resolution" if draft.status is Status.ADOPTED else "resolutionDraft"


def _until(negotiation: Negotiation, draft: Draft) -> list[Event]:
    return [each for each in negotiation.process.events if day(each.date) <= day(draft.date)]


def _level(parent: Element, tag: str, address: str, ending: str, date: str, event: str, author: str) -> Element:
    level = _sub(parent, tag)
    _sub(level, "FRBRthis", value=f"{address}/!main{ending}")
    _sub(level, "FRBRuri", value=f"{address}{'/' * bool(ending)}{ending}")
    _sub(level, "FRBRdate", date=day(date), name=event)
    _sub(level, "FRBRauthor", href=author, **{"as": "#author" if author == "#body" else "#editor"})
    return level


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, AKN + tag, {name: clean(value) for name, value in attributes.items()})
