"""The words of a paragraph with its brackets and tracked changes as Akoma Ntoso marks them. No word is lost in it.

Brackets have no element of their own in the standard: they are <inline name="bracket">, their signs stay in the text.
"""

from collections.abc import Callable, Sequence

from lxml import etree

from firsthand.catalogue.negotiations import Bracket, Edit, Paragraph
from firsthand.citations.wordparts import clean
from firsthand.documents.markup import Element
from firsthand.exports.negotiations.akomantoso.naming import Identifiers

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AKN = f"{{{NAMESPACE}}}"
TRACKED = "tracked"
"""The class of what a word processor's tracked change put in or took out."""

Refer = Callable[[str], str]
"""From somebody's name to a reference to them: "EU" becomes "#party-eu"."""


class Speller:
    """Writes paragraphs into elements."""

    def __init__(self, identifiers: Identifiers, refer: Refer) -> None:
        self._identifiers = identifiers
        self._refer = refer

    def write(self, element: Element, paragraph: Paragraph, name: str) -> None:
        """`name` is the eId of the element that holds it."""
        self._span(element, paragraph, (0, len(paragraph.text)), paragraph.brackets, name)

    def _span(
        self, element: Element, paragraph: Paragraph, span: tuple[int, int], brackets: Sequence[Bracket], name: str
    ) -> None:
        """Brackets that lie badly are cut to where they can lie: what a file says of them is not to be trusted."""
        at, end = span
        first = ""
        for bracket in sorted(brackets, key=lambda each: (each.start, -each.end)):
            start, stop = max(bracket.start, at), min(bracket.end, end)
            if start >= stop:
                continue
            self._words(element, paragraph, at, start)
            child = self._bracket(element, bracket)
            if bracket.alternative:
                identity = self._identifiers.free(f"{name}__inline_{bracket.alternative}")
                child.set("eId", identity)
                if bracket.alternative > 1 and first:
                    child.set("alternativeTo", first)
                else:
                    first = identity
            self._span(child, paragraph, (start, stop), bracket.within, name)
            at = stop
        self._words(element, paragraph, at, end)

    def _bracket(self, element: Element, bracket: Bracket) -> Element:
        if bracket.edit is Edit.INSERTION:
            child = etree.SubElement(element, f"{AKN}ins")
        elif bracket.edit is Edit.DELETION:
            child = etree.SubElement(element, f"{AKN}del")
        else:
            child = etree.SubElement(element, f"{AKN}inline", {"name": "bracket"})
        whole = bracket.opened and bracket.closed
        child.set("class", "bracket" if whole else "bracket unbalanced")
        if bracket.attribution:
            child.set("refersTo", " ".join(dict.fromkeys(map(self._refer, bracket.attribution))))
        return child

    def _words(self, element: Element, paragraph: Paragraph, start: int, end: int) -> None:
        """Plain words, tracked changes among them."""
        at, text = start, paragraph.text
        for change in sorted(paragraph.tracked, key=lambda each: each.offset):
            if change.edit is Edit.DELETION:
                if at <= change.offset < end or change.offset == end == len(text):
                    _append(element, text[at : change.offset])
                    self._tracked(element, "del", change.text, change.author)
                    at = change.offset
                continue
            stop = change.offset + len(change.text)
            if text[change.offset : stop] != change.text:
                continue  # the text was corrected since: what was put in is not told from the rest
            begin, stop = max(change.offset, at), min(stop, end)
            if begin < stop:
                _append(element, text[at:begin])
                self._tracked(element, "ins", text[begin:stop], change.author)
                at = stop
        _append(element, text[at:end])

    def _tracked(self, element: Element, tag: str, words: str, author: str | None) -> None:
        child = etree.SubElement(element, AKN + tag, {"class": TRACKED})
        child.text = clean(words)
        if author:
            child.set("refersTo", self._refer(author))


def _append(element: Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean(text)
    else:
        element.text = (element.text or "") + clean(text)
