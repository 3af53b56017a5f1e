"""A draft in Akoma Ntoso 1.0 (OASIS LegalDocML, 2018), in the form that the United Nations gave it (AKN4UN).

Front matter, preamble and body; articles, options, paragraphs with their numbers; brackets with who wants them.
"""

from collections.abc import Sequence

from lxml import etree

from firsthand.catalogue.negotiations import EventKind, Negotiation, Paragraph
from firsthand.citations.wordparts import clean
from firsthand.documents.markup import Element
from firsthand.exports.negotiations.akomantoso.identification import (
    OURS,
    References,
    kind,
    write_history,
    write_identification,
    write_own,
    write_references,
)
from firsthand.exports.negotiations.akomantoso.inline import AKN, NAMESPACE, Speller
from firsthand.exports.negotiations.akomantoso.naming import Identifiers, Names
from firsthand.exports.negotiations.akomantoso.outline import Node, outline, parted
from firsthand.exports.negotiations.issue import Issue, watermark

MEDIA_TYPE = "application/akn+xml"
_EMPTY = f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:firsthand="{OURS}"/>'
RESERVED = ("body", "firsthand", "author", "editor", *(kind.value for kind in EventKind))
"""eIds that are given to others than parts of the text."""


def make_akomantoso(negotiation: Negotiation, slug: str, issue: Issue) -> bytes:
    """The draft of this slug. Raises KeyError where there is no such draft with a text."""
    draft = {each.slug: each for each in negotiation.process.drafts}[slug]
    text = {each.draft: each for each in negotiation.texts}[slug]
    identifiers = Identifiers()
    for name in RESERVED:
        identifiers.free(name)
    names, references = Names(negotiation.process, draft), References(identifiers)
    root = etree.fromstring(_EMPTY)
    statement = etree.SubElement(root, f"{AKN}statement", {"name": kind(draft), "contains": "singleVersion"})
    meta = etree.SubElement(statement, f"{AKN}meta")
    _Writer(statement, identifiers, Speller(identifiers, references.refer)).write(text.paragraphs)
    first = min(each.date for each in negotiation.process.drafts)
    write_identification(meta, draft, names, issue, first)
    write_history(meta, negotiation, draft)
    write_references(meta, negotiation, draft, names, references)
    write_own(meta, negotiation, draft, issue)
    notice = watermark(negotiation, issue)
    if notice:
        root.addprevious(etree.Comment(f" {clean(notice).replace('--', '– –').rstrip('-')} "))
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")


class _Writer:
    def __init__(self, statement: Element, identifiers: Identifiers, speller: Speller) -> None:
        self._statement = statement
        self._identifiers = identifiers
        self._speller = speller

    def write(self, paragraphs: tuple[Paragraph, ...]) -> None:
        front, recitals, rest = parted(paragraphs)
        if front:
            preface = etree.SubElement(self._statement, f"{AKN}preface")
            for number, paragraph in enumerate(front, 1):
                self._words(preface, paragraph, f"preface__p_{number}")
        if recitals:
            self._preamble(recitals)
        body = etree.SubElement(self._statement, f"{AKN}mainBody")
        root = outline(rest)
        if not root.parts:
            etree.SubElement(body, f"{AKN}p")
        self._parts(body, root, "")

    def _preamble(self, recitals: Sequence[Paragraph]) -> None:
        preamble = etree.SubElement(self._statement, f"{AKN}preamble")
        name = self._identifiers.free("recs_1")
        group = etree.SubElement(preamble, f"{AKN}recitals", {"eId": name})
        for place, paragraph in enumerate(recitals, 1):
            identity = self._identifiers.new(name, "recital", paragraph.label, place)
            recital = etree.SubElement(group, f"{AKN}recital", {"eId": identity, "wId": paragraph.id})
            if paragraph.label:
                etree.SubElement(recital, f"{AKN}num").text = clean(paragraph.label)
            self._words(recital, paragraph, f"{identity}__p_1")

    def _parts(self, parent: Element, node: Node, name: str) -> None:
        option = ""
        for place, part in enumerate(node.parts, 1):
            identity = self._identifiers.new(name, part.tag, part.short or part.number or part.heading, place)
            element = etree.SubElement(parent, AKN + part.tag, {"eId": identity})
            if part.name:
                element.set("name", part.name)
            if part.name == "option":
                if option:
                    element.set("alternativeTo", option)
                option = option or identity
            else:
                option = ""
            self._part(element, part, identity)

    def _part(self, element: Element, part: Node, identity: str) -> None:
        for tag, text in (("num", part.number), ("heading", part.heading)):
            if text:
                etree.SubElement(element, AKN + tag).text = clean(text)
        if part.paragraph is not None:
            element.set("wId", part.paragraph.id)
            holder = "intro" if part.parts else "content"
            inner = etree.SubElement(element, AKN + holder, {"eId": self._identifiers.free(f"{identity}__{holder}_1")})
            self._words(inner, part.paragraph, f"{identity}__p_1")
        self._parts(element, part, identity)

    def _words(self, parent: Element, paragraph: Paragraph, wanted: str) -> None:
        identity = self._identifiers.free(wanted)
        element = etree.SubElement(parent, f"{AKN}p", {"eId": identity})
        self._speller.write(element, paragraph, identity)
